/** Marks what was found in a text, and cuts a long text to the place where most of it stands together. */
import type { Excerpt, Marked } from '../../dossier/finding.ts';
import { needleOf, wordsOf, type Word } from './words.ts';

/** A text up to this many characters is given whole. */
const WHOLE = 320;
/** How many characters of a longer text are given before the first hit, and in all. */
const BEFORE = 70;
const WINDOW = 280;
/** How many hits of one text are looked at for the best place to cut. */
const MOST_PLACES = 100;

/** What is marked: words, by what they begin with. Of a phrase, each word. */
export type Marks = readonly string[];

/** The marks for what was asked. */
export function marksFor(asked: readonly string[]): Marks {
  return [...new Set(asked.flatMap((text) => text.split(' ')))].map(needleOf);
}

function isPart(word: Word, from: number, to: number): boolean {
  return word.start >= from && word.end <= to;
}

/** The part `[from, to)` of a text in pieces, the hits marked. */
function pieces(text: string, hits: readonly Word[], from: number, to: number): Marked {
  const marked: Marked = [];
  let at = from;
  for (const { start, end } of hits.filter((hit) => isPart(hit, from, to))) {
    if (start > at) marked.push({ text: text.slice(at, start), hit: false });
    marked.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < to) marked.push({ text: text.slice(at, to), hit: false });
  return marked;
}

function hitsIn(words: readonly Word[], marks: Marks): Word[] {
  return words.filter(({ folded }) => marks.some((mark) => folded.includes(mark)));
}

/** A whole text with what was found marked. */
export function mark(text: string, marks: Marks): Marked {
  return pieces(text, hitsIn(wordsOf(text), marks), 0, text.length);
}

/** The first hit from which on most different words are found within a window. */
function bestPlace(hits: readonly Word[]): Word | undefined {
  const places = hits.slice(0, MOST_PLACES);
  let best = places[0];
  let most = 0;
  for (const place of places) {
    const near = places.filter((other) => isPart(other, place.start, place.start + WINDOW - BEFORE));
    const different = new Set(near.map(({ folded }) => folded)).size;
    if (different > most) [best, most] = [place, different];
  }
  return best;
}

/**
 * A text, or the part of a long one with most of what was found.
 * @param always give its beginning where nothing of it was found; else null
 */
export function excerptOf(
  where: Excerpt['where'],
  text: string,
  marks: Marks,
  always: boolean,
): Excerpt | null {
  const words = wordsOf(text);
  const hits = hitsIn(words, marks);
  if (hits.length === 0 && !always) return null;
  if (text.length <= WHOLE) {
    return { where, marked: pieces(text, hits, 0, text.length), cutBefore: false, cutAfter: false };
  }
  const around = bestPlace(hits)?.start ?? 0;
  const first = words.find(({ start }) => start >= around - BEFORE);
  const from = around <= BEFORE ? 0 : (first?.start ?? around);
  const last = words.findLast(({ end }) => end <= from + WINDOW);
  // A single word may be longer than the window.
  const to = last === undefined || last.end <= from ? Math.min(text.length, from + WINDOW) : last.end;
  return { where, marked: pieces(text, hits, from, to), cutBefore: from > 0, cutAfter: to < text.length };
}
