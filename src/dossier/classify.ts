/**
 * The class of a change: the first that fits (docs/semantics.md, "Comparing two points").
 */
import { isLive } from './clashes.ts';
import type { ChangeClass, ClauseState } from './shapes.ts';

/** One clause at both ends of a window, and what happened in between. */
export interface Ends {
  /** Null where the clause isn't listed. */
  readonly before: ClauseState | null;
  readonly after: ClauseState | null;
  readonly liveBetween: boolean;
  readonly fieldsDiffer: boolean;
  /** The same at both ends but different in between. */
  readonly reverted: boolean;
  readonly moved: boolean;
  readonly affirmed: boolean;
}

type Rule = (ends: Ends) => boolean;

function live(state: ClauseState | null): boolean {
  return state !== null && isLive(state.status);
}

function beforeFirstRecord(state: ClauseState | null): boolean {
  return state === null || state.statusReason === 'start-unknown';
}

const RULES: readonly (readonly [ChangeClass, Rule])[] = [
  ['came-and-went', ({ before, after, liveBetween }) => !live(before) && !live(after) && liveBetween],
  ['ended', ({ before, after }) => before !== null && before.status !== 'ended' && after?.status === 'ended'],
  [
    'first-recorded',
    ({ before, after }) => live(after) && after?.since === 'unknown' && beforeFirstRecord(before),
  ],
  [
    'added',
    ({ before, after }) =>
      live(after) && (before === null || before.status === 'not-yet' || before.status === 'ended'),
  ],
  ['withdrawn', ({ before, after }) => live(before) && (after === null || after.status === 'not-yet')],
  ['listed', ({ before, after }) => (before === null) !== (after === null) && !live(before) && !live(after)],
  [
    'certainty',
    ({ before, after }) => {
      const unknown = [before, after].filter((state) => state?.status === 'unknown').length;
      return unknown === 1 || (!live(before) && !live(after) && before?.status !== after?.status);
    },
  ],
  [
    'changed',
    ({ before, after, fieldsDiffer, reverted }) =>
      live(before) && live(after) && (fieldsDiffer || reverted || before?.status !== after?.status),
  ],
  ['moved', ({ before, after, moved }) => before !== null && after !== null && moved],
  ['restated', ({ before, after, affirmed }) => before !== null && after !== null && affirmed],
  ['unchanged', ({ after }) => live(after)],
];

/** The one class of a clause between two points. */
export function classify(ends: Ends): ChangeClass {
  return RULES.find(([, fits]) => fits(ends))?.[0] ?? 'not-in-force';
}

/**
 * The members of a list that are not part of its heaviest run in ascending order: those that moved relative to
 * the ones that stayed.
 * @param placeOf an item's place in the other order
 * @param weightOf how much an item counts as one that stayed (1 and a little more)
 */
export function outOfOrder<T>(
  items: readonly T[],
  placeOf: (item: T) => number,
  weightOf: (item: T) => number = () => 1,
): Set<T> {
  const places = items.map(placeOf);
  if (places.every((place, index) => index === 0 || (places[index - 1] ?? 0) < place)) return new Set();
  const best: { readonly weight: number; readonly previous: number }[] = [];
  items.forEach((item, index) => {
    let heaviest = { weight: 0, previous: -1 };
    for (let other = 0; other < index; other += 1) {
      const weight = best[other]?.weight ?? 0;
      if ((places[other] ?? 0) < (places[index] ?? 0) && weight > heaviest.weight) {
        heaviest = { weight, previous: other };
      }
    }
    best.push({ weight: heaviest.weight + weightOf(item), previous: heaviest.previous });
  });
  const moved = new Set(items);
  let index = best.reduce((top, { weight }, at) => (weight > (best[top]?.weight ?? 0) ? at : top), 0);
  while (index >= 0) {
    const item = items[index];
    if (item !== undefined) moved.delete(item);
    index = best[index]?.previous ?? -1;
  }
  return moved;
}
