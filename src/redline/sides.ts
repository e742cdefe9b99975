/**
 * The two texts of a comparison, cut into words that carry numbers (equal words, equal numbers) and weights:
 * what keeping a word is worth to a reader. The weights decide what is noise between two changes; they are
 * judgement, held by the golden cases in tests/redline.
 */
import { tokenize } from './tokens.ts';

/** One text: `gaps[0] words[0] gaps[1] … gaps[n]`, and sums over its words. */
export interface Side {
  readonly words: readonly string[];
  readonly gaps: readonly string[];
  /** A number for each word, the same on both sides for the same word. */
  readonly ids: readonly number[];
  /** `worth[i]` is the weight of the words before word i together. */
  readonly worth: Int32Array;
  /** `breaks[i]` is the number of gaps with a line break before word i, its own gap included. */
  readonly breaks: Int32Array;
}

/** Both texts of a comparison. */
export interface Sides {
  readonly before: Side;
  readonly after: Side;
}

/** Words `[b0, b1)` of the text before against words `[a0, a1)` of the text after. */
export interface Hunk {
  readonly b0: number;
  readonly b1: number;
  readonly a0: number;
  readonly a1: number;
}

/** The weight of a word that says something. */
export const CONTENT_WORD = 4;
const SMALL_WORD = 1;
const SIGN = 1;

const SMALL_WORDS = new Set(
  (
    'a an the of to in on at by for from with into under upon as and or nor but if than that which who whom ' +
    'whose this these those it its their there such is are be been was were has have had do does we our us ' +
    'you your they them he she his her'
  ).split(' '),
);
const WORDLIKE = /[\p{L}\p{N}]/u;
const LINE_BREAK = /[\n\r\u2028\u2029]/;

/** Whether the token is a word or an amount, not a sign. */
export function isWord(token: string): boolean {
  return WORDLIKE.test(token);
}

/** Whether the token is a word that says nothing by itself (articles, prepositions, pronouns). */
export function isSmallWord(token: string): boolean {
  return SMALL_WORDS.has(token.toLowerCase());
}

/** Whether a gap holds a line break. */
export function isBreak(gap: string): boolean {
  return gap !== ' ' && gap !== '' && LINE_BREAK.test(gap);
}

function weigh(token: string): number {
  if (!isWord(token)) return SIGN;
  return isSmallWord(token) ? SMALL_WORD : CONTENT_WORD;
}

/** Cuts both texts and numbers their words. */
export function readSides(before: string, after: string): Sides {
  const numbers = new Map<string, number>();
  const weights: number[] = [];
  const read = (text: string): Side => {
    const { words, gaps } = tokenize(text);
    const worth = new Int32Array(words.length + 1);
    const breaks = new Int32Array(words.length + 1);
    let [sum, lines] = [0, 0];
    const ids = words.map((word, index) => {
      const id = numbers.get(word) ?? numbers.size;
      if (id === numbers.size) {
        numbers.set(word, id);
        weights.push(weigh(word));
      }
      if (isBreak(gaps[index] ?? '')) lines += 1;
      sum += weights[id] ?? 0;
      breaks[index] = lines;
      worth[index + 1] = sum;
      return id;
    });
    breaks[words.length] = lines + (isBreak(gaps[words.length] ?? '') ? 1 : 0);
    return { words, gaps, ids, worth, breaks };
  };
  return { before: read(before), after: read(after) };
}

/** The weight of words `[from, to)`. */
export function worthOf(side: Side, from: number, to: number): number {
  return (side.worth[to] ?? 0) - (side.worth[from] ?? 0);
}

/** How many line breaks stand between word `from - 1` and word `to`. */
export function breaksIn(side: Side, from: number, to: number): number {
  return (side.breaks[to] ?? 0) - (from === 0 ? 0 : (side.breaks[from - 1] ?? 0));
}

/** The same differences, which are in order, with those that touch made one. */
export function joinTouching(hunks: readonly Hunk[]): Hunk[] {
  const joined: Hunk[] = [];
  for (const hunk of hunks) {
    const last = joined.at(-1);
    if (last !== undefined && last.b1 === hunk.b0 && last.a1 === hunk.a0) {
      joined[joined.length - 1] = { b0: last.b0, b1: hunk.b1, a0: last.a0, a1: hunk.a1 };
    } else {
      joined.push(hunk);
    }
  }
  return joined;
}
