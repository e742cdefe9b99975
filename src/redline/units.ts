/** Where lines, sentences and other units begin, and how natural a place is for a change to begin or end. */
import { isBreak, isSmallWord, isWord, type Side } from './sides.ts';

/** The parts into which a text is cut to find what stayed as it was; a phrase is a word known by its next two. */
export type Unit = 'line' | 'phrase' | 'word';

const CLOSERS = /^(?:['"”’»)\]]|[*_]+)$/u;
const TERMINATORS = /^[.!?;:。！？；]$/u;
const PAUSES = /^[,–—、，]$/u;
const OPENERS = /^['"“‘«([]$/u;

/** Whether a line begins at this word. */
function beginsLine(side: Side, index: number): boolean {
  return index === 0 || isBreak(side.gaps[index] ?? '');
}

/** Whether a sentence begins at this word: after a full stop, semicolon or colon and what closes with it. */
function beginsSentence(side: Side, index: number): boolean {
  if (beginsLine(side, index)) return true;
  if (side.gaps[index] === '') return false;
  const last = side.words[index - 1] ?? '';
  const terminator = CLOSERS.test(last) ? (side.words[index - 2] ?? '') : last;
  return TERMINATORS.test(terminator);
}

/** Whether a unit begins at this word. */
export function begins(side: Side, unit: Unit, index: number): boolean {
  switch (unit) {
    case 'line':
      return beginsLine(side, index);
    case 'phrase':
    case 'word':
      return true;
    default:
      return unit satisfies never;
  }
}

/** How natural the place before this word is for a change to begin or end; higher is better. */
export function naturalness(side: Side, index: number): number {
  if (index === 0 || index === side.words.length) return 10;
  const gap = side.gaps[index] ?? '';
  if (isBreak(gap)) return 9;
  if (beginsSentence(side, index)) return 7;
  const last = side.words[index - 1] ?? '';
  const next = side.words[index] ?? '';
  if (gap === '') return isWord(last) === isWord(next) || OPENERS.test(last) ? 0 : 1;
  if (PAUSES.test(last) || OPENERS.test(next)) return 5;
  if (isSmallWord(last)) return 2;
  return isSmallWord(next) ? 4 : 3;
}
