/**
 * Anchors: units (lines, phrases, words) that occur once in each text of a region, in the same order in both.
 * They cut a region into smaller ones in nearly linear time, however much was rewritten between them.
 */
import { CONTENT_WORD, worthOf, type Hunk, type Side, type Sides } from './sides.ts';
import { begins, type Unit } from './units.ts';

/** The units of one side of a region: where each begins, and a number that is equal for equal ones. */
interface Units {
  readonly side: Side;
  readonly starts: Int32Array;
  readonly keys: Int32Array;
  readonly end: number;
}

type Pair = readonly [before: number, after: number];

/** The regions between the units that stayed; a region in which none stayed comes back whole. */
export function cutAtAnchors(sides: Sides, region: Hunk, unit: Unit): Hunk[] {
  const before = unitsOf(sides.before, unit, region.b0, region.b1);
  const after = unitsOf(sides.after, unit, region.a0, region.a1);
  const anchors = longestRising(uniquePairs(before, after));
  const rest: Hunk[] = [];
  let [b, a] = [0, 0];
  for (const [nextB, nextA] of [...anchors, [before.keys.length, after.keys.length] as const]) {
    let [endB, endA] = [nextB, nextA];
    while (b < endB && a < endA && areSame(before, b, after, a)) {
      b += 1;
      a += 1;
    }
    while (endB > b && endA > a && areSame(before, endB - 1, after, endA - 1)) {
      endB -= 1;
      endA -= 1;
    }
    const hunk = {
      b0: startOf(before, b),
      b1: startOf(before, endB),
      a0: startOf(after, a),
      a1: startOf(after, endA),
    };
    if (hunk.b0 < hunk.b1 || hunk.a0 < hunk.a1) rest.push(hunk);
    [b, a] = [nextB + 1, nextA + 1];
  }
  return rest;
}

function startOf(units: Units, index: number): number {
  return units.starts[index] ?? units.end;
}

function unitsOf(side: Side, unit: Unit, from: number, end: number): Units {
  const places = new Int32Array(end - from);
  let count = 0;
  for (let index = from; index < end; index += 1) {
    if (index > from && !begins(side, unit, index)) continue;
    places[count] = index;
    count += 1;
  }
  const starts = places.subarray(0, count);
  const keys = starts.map((start, index) =>
    hashOf(side, start, unit === 'phrase' ? start + PHRASE : (starts[index + 1] ?? end)),
  );
  return { side, starts, keys, end };
}

/** Words by which a phrase is known; its own word is the first. */
const PHRASE = 3;

/** Numbers are found faster than strings. Different words may have the same one: see `areSame`. */
function hashOf({ ids }: Side, start: number, end: number): number {
  let hash = 0;
  for (let index = start; index < end; index += 1) {
    hash = Math.imul(hash ^ (ids[index] ?? -1), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function areSame(before: Units, b: number, after: Units, a: number): boolean {
  if (before.keys[b] !== after.keys[a]) return false;
  const [start, end] = [startOf(before, b), startOf(before, b + 1)];
  const shift = startOf(after, a) - start;
  if (startOf(after, a + 1) - shift !== end) return false;
  for (let index = start; index < end; index += 1) {
    if (before.side.ids[index] !== after.side.ids[index + shift]) return false;
  }
  return true;
}

/** Pairs of units that occur once on each side, by their place before; units without a word of weight do not count. */
function uniquePairs(before: Units, after: Units): Pair[] {
  const others = onlyPlaces(after);
  const pairs: Pair[] = [];
  for (const [key, index] of onlyPlaces(before)) {
    const place = index === TWICE ? TWICE : (others.get(key) ?? TWICE);
    if (place !== TWICE && areSame(before, index, after, place)) pairs.push([index, place]);
  }
  return pairs;
}

const TWICE = -1;

/** Where each unit is that occurs once, in their order. */
function onlyPlaces(units: Units): Map<number, number> {
  const places = new Map<number, number>();
  units.keys.forEach((key, index) => {
    if (worthOf(units.side, startOf(units, index), startOf(units, index + 1)) < CONTENT_WORD) return;
    places.set(key, places.has(key) ? TWICE : index);
  });
  return places;
}

/** The longest selection of pairs whose places rise on both sides (patience sorting). */
function longestRising(pairs: readonly Pair[]): Pair[] {
  const tops: number[] = [];
  const previous: number[] = [];
  for (const [index, [, place]] of pairs.entries()) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const top = pairs[tops[middle] ?? 0];
      if (top !== undefined && top[1] < place) low = middle + 1;
      else high = middle;
    }
    previous.push(low === 0 ? -1 : (tops[low - 1] ?? -1));
    tops[low] = index;
  }
  const chosen: Pair[] = [];
  for (let at = tops.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = pairs[at];
    if (pair !== undefined) chosen.push(pair);
  }
  return chosen.reverse();
}
