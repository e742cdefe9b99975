/**
 * Imprecise dates, tried both ways (docs/semantics.md, "Imprecise dates, read").
 */
import { happenedBy, type Day } from './dates.ts';
import { atLatest, dateKey, type DateUse, type Resolve } from './entries.ts';

/** More dates than these open at once are not tried in every combination. */
export const MOST_DATES = 10;

/** The dates that may or may not have happened by a day, in the order. */
export function openDates(dates: readonly DateUse[], day: Day): DateUse[] {
  return dates.filter(({ span }) => happenedBy(span, day) === 'maybe');
}

function combinations(open: readonly DateUse[]): Set<string>[] {
  const keys = open.map(({ key }) => key);
  if (keys.length <= MOST_DATES) {
    return Array.from(
      { length: 2 ** keys.length },
      (_, bits) => new Set(keys.filter((_key, place) => (bits >> place) % 2 === 1)),
    );
  }
  const alone = keys.map((key) => new Set([key]));
  const butOne = keys.map((left) => new Set(keys.filter((key) => key !== left)));
  return [new Set<string>(), new Set(keys), ...alone, ...butOne];
}

/**
 * The ways in which the dates open on a day may have gone, the certain one (none has happened yet) first.
 * Without an open date there is just that one.
 */
export function waysOn(dates: readonly DateUse[], day: Day): Resolve[] {
  const open = openDates(dates, day);
  if (open.length === 0) return [atLatest];
  const earliest = new Map(open.map(({ key, span }) => [key, span.earliest]));
  return combinations(open).map((happened) => (telling, edtf) => {
    const key = dateKey(telling, edtf);
    return (happened.has(key) ? earliest.get(key) : undefined) ?? atLatest(telling, edtf);
  });
}
