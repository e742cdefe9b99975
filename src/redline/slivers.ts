/**
 * Makes the differences readable: gives up what was kept between two changes where it is too little to be read
 * as kept.
 */
import { breaksIn, CONTENT_WORD, worthOf, type Hunk, type Sides } from './sides.ts';

/** What a line break that stayed is worth, in the weights of words. */
const BREAK = 8;
/** More than this is never given up: four words. */
const MOST_GIVEN_UP = 4 * CONTENT_WORD;
const FEW_WORDS = 2 * CONTENT_WORD;
/** How many differences back a difference may be joined with. */
const LOOK_BACK = 8;
const DIGIT = /\p{N}/u;

/**
 * Joins differences as long as too little is kept between them. Each is held against the few before it, not only
 * the last: between two long ones, short ones and what little is kept around them are noise as well.
 */
export function joinSlivers(sides: Sides, hunks: readonly Hunk[]): Hunk[] {
  const joined: Hunk[] = [];
  for (const hunk of hunks) {
    joined.push(hunk);
    for (let count = countToJoin(sides, joined); count > 0; count = countToJoin(sides, joined)) {
      const [first = hunk] = joined.splice(-count);
      joined.push({ b0: first.b0, b1: hunk.b1, a0: first.a0, a1: hunk.a1 });
    }
  }
  return joined;
}

/** How many of the last differences are to become one; 0 when none. */
function countToJoin(sides: Sides, hunks: readonly Hunk[]): number {
  let kept = 0;
  for (let count = 2; count <= LOOK_BACK; count += 1) {
    const [first, second, last] = [hunks.at(-count), hunks.at(1 - count), hunks.at(-1)];
    if (first === undefined || second === undefined || last === undefined) return 0;
    kept += keptBetween(sides, first, second);
    if (kept > MOST_GIVEN_UP) return 0;
    if (count === 2 && areFiguresApart(sides, first, last)) return 0;
    if (kept <= limitFor(sides, hunks.slice(-count))) return count;
  }
  return 0;
}

/** What is kept between two neighbours; a line break that stayed counts as words do. */
function keptBetween(sides: Sides, left: Hunk, right: Hunk): number {
  const breaks = Math.min(
    breaksIn(sides.before, left.b1, right.b0),
    breaksIn(sides.after, left.a1, right.a0),
  );
  return worthOf(sides.before, left.b1, right.b0) + BREAK * breaks;
}

/**
 * How much may be given up to join these differences. Half of the smaller of the outer two; a fifth where all
 * of them only add, or only remove, since what is given up there would then show as removed and added.
 */
function limitFor(sides: Sides, hunks: readonly Hunk[]): number {
  const [first, last] = [hunks[0], hunks.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const smaller = Math.min(sizeOf(sides, first), sizeOf(sides, last));
  const oneKind = hunks.every(({ b0, b1 }) => b0 === b1) || hunks.every(({ a0, a1 }) => a0 === a1);
  return oneKind ? smaller / 5 : Math.max(hunks.length === 2 ? 1 : 0, smaller / 2);
}

/** Whether one of two short differences is an amount in the place of an amount: each is read on its own. */
function areFiguresApart(sides: Sides, left: Hunk, right: Hunk): boolean {
  const short = Math.max(sizeOf(sides, left), sizeOf(sides, right)) <= FEW_WORDS;
  return short && (isFigure(sides, left) || isFigure(sides, right));
}

function isFigure({ before, after }: Sides, { b0, b1, a0, a1 }: Hunk): boolean {
  const single = b1 - b0 === 1 && a1 - a0 === 1;
  return single && DIGIT.test(before.words[b0] ?? '') && DIGIT.test(after.words[a0] ?? '');
}

/** The weight of a difference: of its longer side. */
function sizeOf(sides: Sides, { b0, b1, a0, a1 }: Hunk): number {
  return Math.max(worthOf(sides.before, b0, b1), worthOf(sides.after, a0, a1));
}
