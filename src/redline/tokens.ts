/**
 * Cuts a text into words and the gaps between them, so that nothing is lost and nothing whole is split: an
 * amount (`$1,250.50`, `27%`), a hyphenated word, a possessive, an address on the web are one word each.
 *
 * Own expressions rather than the platform's segmenter, which takes quadratic time on older engines and cuts
 * amounts at their separators. Every repetition here is followed by something that cannot begin it, so that
 * the time is linear in the text.
 */

/** A text as `gaps[0] words[0] gaps[1] words[1] … gaps[n]`; a gap may be empty, a word never is. */
export interface Tokens {
  readonly words: readonly string[];
  readonly gaps: readonly string[];
}

// White space, and what has no width: a change of these alone is a change of spacing, never of words.
const SPACE = String.raw`\s\u200B\u2060`;
// Scripts written without spaces: each character is a word, else a whole sentence would be one.
const UNSPACED = String.raw`[\p{L}&&[\p{sc=Han}\p{sc=Hiragana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]]`;
const CHARACTER = String.raw`[[\p{L}\p{M}\p{N}]--${UNSPACED}]`;
// What joins two parts of one word: an apostrophe or a hyphen anywhere, a separator between digits, a full stop
// inside a name (`acme.com`) or an abbreviation (`U.S.`).
const JOINT = [
  String.raw`['’\-\u2010\u2011_@&\u00AD\u200C\u200D]`,
  String.raw`(?<=\p{N})[.,:\/](?=\p{N})`,
  String.raw`(?<=\p{N})[\u00A0\u202F](?=\p{N}{3}(?!\p{N}))`,
  String.raw`\.(?=\p{Ll})`,
  String.raw`(?<=(?<!\p{L})\p{Lu})\.(?=\p{Lu}(?!\p{L}))`,
].join('|');
const SIGN = String.raw`(?<![^\s\(])[+\-\u2212]`;
const CURRENCY = String.raw`\p{Lu}{0,3}\p{Sc}`;
const UNIT = String.raw`(?<=\p{N})[\u00A0\u202F]?[%‰\p{Sc}](?!\p{N})`;

const WORD = new RegExp(
  [
    // The common case first, for speed: a plain word before something that cannot continue it.
    String.raw`[A-Za-z]+(?=[ ,;\n])`,
    String.raw`https?:\/\/[^${SPACE}<>\(\)\[\]"“”]*[^${SPACE}<>\(\)\[\]"“”.,;:!?'’*]`,
    String.raw`(?:(?:${SIGN})?(?:${CURRENCY})?(?=\p{N}))?${CHARACTER}+(?:(?:${JOINT})${CHARACTER}+)*(?:${UNIT})?`,
    String.raw`${UNSPACED}\p{M}*`,
    String.raw`\p{RI}\p{RI}`,
    String.raw`([\-=*_#~.])\1+`,
    String.raw`[^${SPACE}](?:[\p{M}\p{EMod}]|\u200D\p{ExtPict})*`,
  ].join('|'),
  'vy',
);
const GAP = new RegExp(`[${SPACE}]*`, 'vy');

/** Cuts a text into words and gaps. Joined in their order they are the text again, whatever it holds. */
export function tokenize(text: string): Tokens {
  const words: string[] = [];
  const gaps: string[] = [];
  let [start, end] = [0, endOf(GAP, text, 0)];
  gaps.push(text.slice(start, end));
  while (end < text.length) {
    [start, end] = [end, endOf(WORD, text, end)];
    words.push(text.slice(start, end));
    [start, end] = [end, endOf(GAP, text, end)];
    gaps.push(text.slice(start, end));
  }
  return { words, gaps };
}

/** Where the match that begins at an index ends. Only tested, for match objects would cost more than the match. */
function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  pattern.test(text);
  return pattern.lastIndex;
}
