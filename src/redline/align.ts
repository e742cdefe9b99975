/**
 * Finds which words stayed, within a bound of work that grows no faster than the text.
 *
 * Three passes, each over what the one before left open: cut at the lines that stayed and compare the words
 * between them; where that is too much, cut at the phrases of three words that occur once on each side; last, at
 * such single words. What is still open after that was rewritten: one removal, one addition. Phrases rather than
 * sentences, for a long text with a word changed here and there may have no sentence that stayed.
 *
 * The bound is a count of steps, never a time: the same texts give the same answer on a busy machine.
 */
import { diffArrays } from 'diff';
import { cutAtAnchors } from './anchors.ts';
import { joinTouching, type Hunk, type Sides } from './sides.ts';
import type { Unit } from './units.ts';

/** Passes, with the steps that each may spend in all: its open regions share them by their size. */
const PASSES: readonly { readonly unit: Unit; readonly steps: number }[] = [
  { unit: 'line', steps: 40_000 },
  { unit: 'phrase', steps: 40_000 },
  { unit: 'word', steps: 16_000 },
];

/** A part of both texts that is still to be compared. */
interface Region extends Hunk {
  /** The longest edit script that was looked for in vain. */
  readonly tried: number;
}

/** The differences between the two texts, in order, none touching the next, each empty on at most one side. */
export function align(sides: Sides): Hunk[] {
  const done: Hunk[] = [];
  const whole = { b0: 0, b1: sides.before.words.length, a0: 0, a1: sides.after.words.length };
  let open: Region[] = [{ ...whole, tried: 0 }];
  for (const { unit, steps } of PASSES) {
    const regions = open.flatMap((region) =>
      cutAtAnchors(sides, region, unit).map((part) => ({
        ...part,
        tried: sizeOf(part) === sizeOf(region) ? region.tried : 0,
      })),
    );
    open = compareRegions(sides, regions, steps, done);
  }
  return joinTouching([...done, ...open].sort((x, y) => x.b0 - y.b0 || x.a0 - y.a0));
}

/**
 * Compares the words of each region, the smallest first, so that what they leave of their share of the steps is
 * there for the larger ones. Adds the differences to those found before.
 * @returns the regions for which the steps did not suffice
 */
function compareRegions(sides: Sides, regions: readonly Region[], steps: number, done: Hunk[]): Region[] {
  const open: Region[] = [];
  let words = regions.reduce((sum, region) => sum + sizeOf(region), 0);
  let left = steps;
  for (const region of regions.toSorted((x, y) => sizeOf(x) - sizeOf(y))) {
    const { hunks, tried, spent } = compareWords(sides, region, (left * sizeOf(region)) / words);
    words -= sizeOf(region);
    left -= spent;
    if (hunks === null) open.push({ ...region, tried });
    else done.push(...hunks);
  }
  return open;
}

function sizeOf(region: Hunk): number {
  return region.b1 - region.b0 + region.a1 - region.a0;
}

interface Outcome {
  /** Null when the steps did not suffice. */
  readonly hunks: Hunk[] | null;
  readonly tried: number;
  readonly spent: number;
}

function compareWords(sides: Sides, region: Region, steps: number): Outcome {
  const { b0, b1, a0, a1 } = trim(sides, region);
  if (b0 === b1 && a0 === a1) return { hunks: [], tried: 0, spent: 0 };
  if (b0 === b1 || a0 === a1) return { hunks: [{ b0, b1, a0, a1 }], tried: 0, spent: 0 };
  const shorter = Math.min(b1 - b0, a1 - a0);
  const longest = longestScript(steps, shorter);
  if (longest <= Math.max(region.tried, Math.abs(b1 - b0 - (a1 - a0)))) {
    return { hunks: null, tried: region.tried, spent: 0 };
  }
  const before = sides.before.ids.slice(b0, b1);
  const after = sides.after.ids.slice(a0, a1);
  const changes = diffArrays(before, after, { maxEditLength: longest });
  if (changes === undefined) return { hunks: null, tried: longest, spent: stepsFor(longest, shorter) };
  const hunks: Hunk[] = [];
  let [b, a, edits] = [b0, a0, 0];
  for (const { added, removed, count } of changes) {
    const next = { b0: b, b1: added ? b : b + count, a0: a, a1: removed ? a : a + count };
    if (added || removed) {
      hunks.push(next);
      edits += count;
    }
    [b, a] = [next.b1, next.a1];
  }
  return { hunks, tried: longest, spent: stepsFor(edits, shorter) };
}

/** About how many steps it takes to look for an edit script of a length; few where one side is much shorter. */
function stepsFor(length: number, shorter: number): number {
  return Math.min((length * length) / 2, 2 * length * shorter);
}

/** The longest edit script that can be looked for in so many steps. */
function longestScript(steps: number, shorter: number): number {
  return Math.floor(Math.max(Math.sqrt(2 * steps), steps / (2 * shorter)));
}

function trim(sides: Sides, region: Hunk): Hunk {
  const before = sides.before.ids;
  const after = sides.after.ids;
  let { b0, b1, a0, a1 } = region;
  while (b0 < b1 && a0 < a1 && before[b0] === after[a0]) {
    b0 += 1;
    a0 += 1;
  }
  while (b1 > b0 && a1 > a0 && before[b1 - 1] === after[a1 - 1]) {
    b1 -= 1;
    a1 -= 1;
  }
  return { b0, b1, a0, a1 };
}
