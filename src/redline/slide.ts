/** Places differences: "a b" to "a a b" may add the first "a" or the second; the most natural place is taken. */
import { joinTouching, type Hunk, type Side, type Sides } from './sides.ts';
import { naturalness } from './units.ts';

/** Moves each pure addition or removal to the most natural of the places where it may lie; the first of equals. */
export function slide(sides: Sides, hunks: readonly Hunk[]): Hunk[] {
  const placed: Hunk[] = [];
  for (const [index, hunk] of hunks.entries()) {
    const left = hunk.b0 - (placed.at(-1)?.b1 ?? 0);
    const right = (hunks[index + 1]?.b0 ?? sides.before.words.length) - hunk.b1;
    placed.push(bestPlace(sides, hunk, left, right));
  }
  return joinTouching(placed);
}

/** @param left, right how many words are kept on either side, over which the difference may move */
function bestPlace(sides: Sides, hunk: Hunk, left: number, right: number): Hunk {
  if (hunk.b0 < hunk.b1 && hunk.a0 < hunk.a1) return hunk;
  const added = hunk.b0 === hunk.b1;
  const side = added ? sides.after : sides.before;
  const [from, to] = added ? [hunk.a0, hunk.a1] : [hunk.b0, hunk.b1];
  const first = -reach(side, from - 1, to - 1, -1, left);
  const last = reach(side, from, to, 1, right);
  let [best, bestScore] = [0, -1];
  for (let shift = first; shift <= last; shift += 1) {
    const score = naturalness(side, from + shift) + naturalness(side, to + shift);
    if (score > bestScore) [best, bestScore] = [shift, score];
  }
  return { b0: hunk.b0 + best, b1: hunk.b1 + best, a0: hunk.a0 + best, a1: hunk.a1 + best };
}

/** How many words in a row, going one way, are the same at both edges of a difference. */
function reach(side: Side, left: number, right: number, step: 1 | -1, most: number): number {
  let count = 0;
  while (count < most && side.ids[left + step * count] === side.ids[right + step * count]) count += 1;
  return count;
}
