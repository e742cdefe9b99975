/**
 * Texts and queries as folded words: without case, accents, width, possessive endings, signs, and the separators
 * within a number. A folded text has a space before and after each word, so that a word's beginning is found by
 * `includes(' word')`.
 */

/** Scripts that write no spaces between words: each character counts as a word. */
const UNSPACED = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`;
const CHARACTER = new RegExp(String.raw`[${UNSPACED}]\p{M}*`, 'gu');
const LETTER = String.raw`(?:(?![${UNSPACED}])[\p{L}\p{M}\p{N}])`;
/** A word as it stands in a text. */
const WORD = new RegExp(
  String.raw`[${UNSPACED}]\p{M}*|\p{N}+(?:[.,]\p{N}+)+(?!${LETTER})|${LETTER}+(?:['’]${LETTER}+)*`,
  'gu',
);

/** Marks that are written over, under or inside letters of Latin, Greek, Cyrillic, Hebrew and Arabic. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;
/** Letters that Unicode takes for others than those that a reader types. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
};
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');
const POSSESSIVE = new RegExp(String.raw`(?<=(?![${UNSPACED}])[\p{L}\p{N}])['’]s(?!${LETTER})|['’]`, 'gu');
const ASCII = /^[\0-\x7f]*$/;

/** A text as folded words. Most texts are ASCII, for which all this is several times as fast. */
export function fold(text: string): string {
  if (ASCII.test(text)) {
    const plain = text
      .toLowerCase()
      .replaceAll(/(?<=[a-z0-9])'s(?![a-z0-9])|'/g, '')
      .replaceAll(/(?<=\d)[.,](?=\d)/g, '');
    return ` ${plain.replaceAll(/[^a-z0-9]+/g, ' ').trim()} `;
  }
  const plain = text
    .normalize('NFKD')
    .replaceAll(MARKS, '')
    .toLowerCase()
    .replaceAll(SPECIAL, (letter) => PLAIN[letter] ?? letter)
    .replaceAll(POSSESSIVE, '')
    .replaceAll(/(?<=\p{N})[.,](?=\p{N})/gu, '')
    .replaceAll(CHARACTER, ' $& ');
  return ` ${plain.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim()} `;
}

/** A word of a text, with its place in it (UTF-16 code units) and its folded form, spaces around it. */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly folded: string;
}

/** The words of a text in their order, where each stands. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    folded: fold(match[0]),
  }));
}

/** What a query asks for: each of its words, and each quoted phrase as one; folded, each once. */
export function askedFor(query: string): string[] {
  const asked = query.split(/["“”„«»]/).flatMap((part, index) => {
    const folded = fold(part).trim();
    return index % 2 === 1 ? [folded] : folded.split(' ');
  });
  return [...new Set(asked)].filter((text) => text !== '');
}

/**
 * What to look for in a folded text for something asked: it stands there, or begins a word there. A single letter
 * must stand alone, since nearly every text has a word that begins with it.
 */
export function needleOf(asked: string): string {
  return /^[a-z0-9]$/.test(asked) ? ` ${asked} ` : ` ${asked}`;
}

/** Whether two words differ by one letter: another, one more, one less, or two neighbours exchanged. */
export function isNearly(a: string, b: string): boolean {
  const difference = b.length - a.length;
  if (difference < 0) return isNearly(b, a);
  if (difference > 1 || a === b) return a === b;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  if (difference === 1) return a.slice(at) === b.slice(at + 1);
  if (a.slice(at + 1) === b.slice(at + 1)) return true;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
