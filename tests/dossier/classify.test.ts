import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outOfOrder } from '../../src/dossier/classify.ts';

/** The length of the longest ascending subsequence, found by trying every subset. */
function longestAscending(places: readonly number[]): number {
  let longest = 0;
  for (let bits = 0; bits < 2 ** places.length; bits += 1) {
    const chosen = places.filter((_, index) => (bits >> index) % 2 === 1);
    if (chosen.every((place, index) => index === 0 || (chosen[index - 1] ?? 0) < place)) {
      longest = Math.max(longest, chosen.length);
    }
  }
  return longest;
}

const shuffled = fc.integer({ min: 0, max: 8 }).chain((size) =>
  fc.shuffledSubarray(
    Array.from({ length: size }, (_, index) => index),
    { minLength: size },
  ),
);

describe('the clauses that moved', () => {
  it('are as few as can be, and the others kept their order', () => {
    fc.assert(
      fc.property(shuffled, (places) => {
        const moved = outOfOrder(places, (place) => place);
        const stayed = places.filter((place) => !moved.has(place));
        expect(stayed).toStrictEqual([...stayed].sort((a, b) => a - b));
        expect(stayed).toHaveLength(longestAscending(places));
      }),
    );
  });

  it('are those that a move named, where either of two could be meant', () => {
    const places: Record<string, number> = { a: 1, b: 0 };
    const weigh = (named: string) => (ref: string) => (ref === named ? 1 : 1.1);
    const placeOf = (ref: string): number => places[ref] ?? 0;
    expect([...outOfOrder(['a', 'b'], placeOf, weigh('a'))]).toStrictEqual(['a']);
    expect([...outOfOrder(['a', 'b'], placeOf, weigh('b'))]).toStrictEqual(['b']);
  });

  it('are none in a list that kept its order, or is empty', () => {
    expect(outOfOrder([1, 2, 3], (place) => place).size + outOfOrder([], () => 0).size).toBe(0);
  });
});
