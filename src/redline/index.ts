/** Text comparison by words: what was removed and added, lossless, readable and within bounds. */
export { findMoves, type Move, type Moves } from './moves.ts';
export { redline } from './redline.ts';
export { textAfter, textBefore, type Run } from './runs.ts';
export { changeSize, type ChangeSize } from './size.ts';
