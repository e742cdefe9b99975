/**
 * Why a clause differs between two points: the announcements whose effects begin or cease to cover a day of the
 * window, and those that only one point knows (docs/semantics.md, "Comparing two points", Causes).
 */
import { happenedBy, spanOf, type Day, type Span } from './dates.ts';
import type { ContractLife } from './contract-life.ts';
import type { EffectName } from './effects.ts';
import { effectiveDate, sinceDate, untilDate, type Entry } from './entries.ts';
import { contractShown } from './fold-contract.ts';
import type { ClauseLife } from './life.ts';
import { comparePlaces, type Telling } from './record.ts';

/** A window of days, `(from, to]`. */
export interface Window {
  readonly from: Day;
  readonly to: Day;
}

function inside(day: Day, { from, to }: Window): boolean {
  return from < day && day <= to;
}

function spansOf(entry: Entry): Span[] {
  const dates = [effectiveDate(entry), untilDate(entry.effect), sinceDate(entry.effect)];
  return dates.flatMap((date) => (date === null ? [] : [spanOf(date)]));
}

/** Whether what an entry covers, three-valued, differs on some day of the window from the day before. */
export function turnsWithin(entry: Entry, window: Window): boolean {
  return spansOf(entry).some(({ earliest, latest }) => inside(earliest, window) || inside(latest, window));
}

/** Whether an entry covers a day, or may. */
function mayCover(entry: Entry, day: Day): boolean {
  const until = untilDate(entry.effect);
  const since = sinceDate(entry.effect);
  const begun =
    happenedBy(spanOf(effectiveDate(entry)), day) !== 'no' ||
    (since !== null && happenedBy(spanOf(since), day) !== 'no');
  return begun && (until === null || happenedBy(spanOf(until), day) !== 'yes');
}

/** Entries that only one of two points knows. */
export function knownOnce(left: readonly Entry[], right: readonly Entry[]): Entry[] {
  const key = (entry: Entry): string => `${entry.telling.recorded}/${entry.index}`;
  const [lefts, rights] = [new Set(left.map(key)), new Set(right.map(key))];
  return [
    ...left.filter((entry) => !rights.has(key(entry))),
    ...right.filter((entry) => !lefts.has(key(entry))),
  ];
}

/** The entries that bear on a change between two points, of the given effects. */
export function bearing(
  left: readonly Entry[],
  right: readonly Entry[],
  window: Window,
  effects: ReadonlySet<EffectName>,
): Telling[] {
  const relevant = ({ effect }: Entry): boolean => effects.has(effect.effect);
  const once = knownOnce(left, right).filter(relevant);
  const turned = right.filter((entry) => relevant(entry) && turnsWithin(entry, window));
  const found = [...turned, ...once.filter((entry) => mayCover(entry, window.to))];
  return (found.length > 0 ? found : once).map(({ telling }) => telling);
}

/** Announcements behind ends by calendar, by the contract's closing and by its term within the window. */
export function calendarCauses(life: ClauseLife, window: Window): string[] {
  return life.edges
    .filter((edge) => inside(edge, window))
    .flatMap((edge) => {
      const [before, after] = [life.certainOn(edge - 1), life.certainOn(edge)];
      const ended = after.endKind === 'calendar' || after.endKind === 'closed';
      if (ended && before.endKind !== after.endKind) return [after.endedBy ?? ''];
      const [passed, passes] = [before, after].map(({ reason }) => reason === 'term-passed');
      return passed === passes ? [] : [contractShown(life.lines.contract, edge)?.termBy ?? ''];
    });
}

/** Causes that lie in the contract where two points know different things of the same day. */
export function contractCauses(left: ClauseLife, right: ClauseLife, on: Day): string[] {
  const [before, after] = [left.certainOn(on), right.certainOn(on)];
  const closed = [before, after].flatMap(({ endKind, endedBy }) =>
    endKind === 'closed' ? [endedBy ?? ''] : [],
  );
  const passed = [left, right].flatMap((life) =>
    life.certainOn(on).reason === 'term-passed' ? [contractShown(life.lines.contract, on)?.termBy ?? ''] : [],
  );
  return before.status === after.status ? [] : [...closed, ...passed];
}

/** The announcements that changed a contract as a whole between two points. */
export function contractBearing(
  left: ContractLife | null,
  right: ContractLife | null,
  window: Window,
): Telling[] {
  const effects = new Set<EffectName>(['open-contract', 'amend-contract', 'close-contract']);
  return bearing(left?.entries ?? [], right?.entries ?? [], window, effects);
}

/** Ids of announcements in the order, each once. */
export function inOrder(tellings: readonly Telling[]): string[] {
  return [...new Set([...tellings].sort(comparePlaces).map(({ id }) => id))];
}
