/**
 * Why a clause differs between two points: the announcements whose effects begin or cease to cover a day of the
 * window, and those that only one point knows (docs/semantics.md, "Comparing two points", Causes).
 */
import { happenedBy, spanOf, type Day, type Span } from './dates.ts';
import type { ContractLife } from './contract-life.ts';
import { isContractEffect, type EffectName } from './effects.ts';
import { atLatest, coverage, effectiveDate, sinceDate, untilDate, type Entry } from './entries.ts';
import { contractShown } from './fold-contract.ts';
import { calendarEnds, type ClauseLife } from './life.ts';
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
function turnsWithin(entry: Entry, window: Window): boolean {
  return spansOf(entry).some(({ earliest, latest }) => inside(earliest, window) || inside(latest, window));
}

/** Whether an entry surely begins inside the window: an imprecise date counts from its latest day. */
export function beginsWithin(entry: Entry, window: Window): boolean {
  return inside(spanOf(effectiveDate(entry)).latest, window);
}

/** Whether an entry's dates leave it a day to cover. */
export function coversAny(entry: Entry): boolean {
  const { from, to } = coverage(entry, atLatest);
  return from < to;
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
      const certain = certainCause(life, edge);
      return certain === null ? turnedAt(life, edge) : [certain];
    });
}

/** Which announcement set the calendar end, the closing or the term that turns a clause on a day for certain. */
function certainCause(life: ClauseLife, edge: Day): string | null {
  const [before, after] = [life.certainOn(edge - 1), life.certainOn(edge)];
  const ended = after.endKind === 'calendar' || after.endKind === 'closed';
  if (ended && before.endKind !== after.endKind) return after.endedBy;
  const [passed, passes] = [before, after].map(({ reason }) => reason === 'term-passed');
  return passed === passes ? null : (contractShown(life.lines.contract, edge)?.termBy ?? null);
}

/** Whether an effect may decide on which days its contract's clauses count. */
function isForClauses({ effect }: Entry): boolean {
  if (!isContractEffect(effect)) return false;
  return effect.effect !== 'amend-contract' || effect.term !== undefined;
}

/** Announcements whose effects on the contract, or whose imprecise calendar ends, turn a clause on a day. */
function turnedAt(life: ClauseLife, edge: Day): string[] {
  const [before, after] = [life.on(edge - 1), life.on(edge)];
  if (before.status === after.status && before.reason === after.reason) return [];
  const turning = life.entries.filter((entry) =>
    spansOf(entry).some(({ earliest, latest }) => earliest === edge || latest === edge),
  );
  const ending = life.entries.filter(({ effect }) => calendarEnds(effect).includes(edge));
  const found = turning.length > 0 ? turning.filter(isForClauses) : ending;
  return found.map(({ telling }) => telling.id);
}

/** Announcements of a contract's effects that only one of two points knows. */
export function contractsKnownOnce(left: readonly Entry[], right: readonly Entry[]): Telling[] {
  return knownOnce(left, right)
    .filter(isForClauses)
    .map(({ telling }) => telling);
}

/** Causes that lie in the contract where two points know different things of the same day. */
export function contractCauses(left: ClauseLife, right: ClauseLife, on: Day): string[] {
  const [before, after] = [left.on(on), right.on(on)];
  if (before.status === after.status && before.reason === after.reason) return [];
  const set = [left, right].flatMap((life) => {
    const { endKind, endedBy, reason } = life.certainOn(on);
    const passed = reason === 'term-passed' ? contractShown(life.lines.contract, on)?.termBy : undefined;
    return (endKind === 'closed' ? endedBy : passed) ?? [];
  });
  const once = knownOnce(left.entries, right.entries).filter(
    (entry) => isForClauses(entry) && mayCover(entry, on),
  );
  return [...set, ...once.map(({ telling }) => telling.id)];
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
