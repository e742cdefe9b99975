/**
 * Step 5 of the fold: one clause or contract, read on one day of one way (docs/semantics.md, "Reading a clause
 * on a day"). Part of the oracle.
 */
import type { ContractStatus, Status, StatusReason } from '../shapes.ts';
import { isStated, lastDayOf, NOT_STATED, substance, type End } from '../values.ts';
import type { Calendar } from './days.ts';
import type { Clause, Contract, ContractHeld, Fold, Held, Slots } from './ledger.ts';

/** A status with its reason and the announcement that ended the clause. */
export interface Standing {
  readonly status: Status;
  readonly reason: StatusReason | null;
  readonly endedBy: string | null;
  /** Whether the clause's own calendar end ran out. */
  readonly ranOut: boolean;
}

/** A clause on the days of a slot: how it stands, and the content shown. */
export interface Reading extends Standing {
  readonly clause: Clause;
  readonly slot: number;
  readonly shown: Held;
}

/** Reads a clause in a slot of a fold. */
export function readClause(fold: Fold, clause: Clause, slot: number, calendar: Calendar): Reading {
  const at = shownAt(clause, slot);
  const shown = (at === null ? null : clause.content[at]) ?? clause.introduced;
  return { clause, slot, shown, ...standing(fold, clause, slot, calendar, shown) };
}

/** The slot of the content shown: the day's, else the next to come, else the last that held. */
export function shownAt(clause: Clause, slot: number): number | null {
  if ((clause.content[slot] ?? null) !== null) return slot;
  const next = clause.content.findIndex((held, at) => at > slot && held !== null);
  if (next !== -1) return next;
  const last = clause.content.findLastIndex((held, at) => at < slot && held !== null);
  return last === -1 ? null : last;
}

function standing(fold: Fold, clause: Clause, slot: number, calendar: Calendar, shown: Held): Standing {
  const contract = fold.contracts.get(clause.contract);
  const end = clause.ended[slot] ?? null;
  if (end !== null) return ended(end.effect.reason, end.announcement);
  const own = isStated(shown.content.end) || shown.content.survives;
  const closed = contract?.closed[slot] ?? null;
  if (closed !== null && !own) return ended('terminated', closed);
  if ((clause.content[slot] ?? null) === null) {
    if (slot >= clause.starts) return ended('expired', clause.introducedBy);
    return clause.since === 'unknown' ? open('unknown', 'start-unknown') : open('not-yet', null);
  }
  const term = contract?.content[slot]?.term ?? NOT_STATED;
  return withContent(clause, slot, calendar, shown, own ? NOT_STATED : term);
}

/** On a day with content, under the term of its contract where that concerns it. */
function withContent(clause: Clause, slot: number, calendar: Calendar, shown: Held, term: End): Standing {
  if (hasPassed(shown.content.end, slot, calendar)) {
    return { ...ended('expired', shown.provenance['end'] ?? null), ranOut: true };
  }
  if (hasPassed(term, slot, calendar)) return open('unknown', 'term-passed');
  const states = shown.content.conditions.map(({ id }) => conditionAt(clause, id, slot));
  const failed = states.find((condition) => condition?.state === 'failed');
  if (failed !== undefined && failed !== null) return ended('condition-failed', failed.announcement);
  return open(states.includes(null) ? 'conditional' : 'in-force', null);
}

function ended(reason: StatusReason, endedBy: string | null): Standing {
  return { status: 'ended', reason, endedBy, ranOut: false };
}

function open(status: Status, reason: StatusReason | null): Standing {
  return { status, reason, endedBy: null, ranOut: false };
}

function hasPassed(end: End, slot: number, calendar: Calendar): boolean {
  const last = lastDayOf(end);
  return last !== null && calendar.dayOf(slot) > last;
}

/** The state of a condition in a slot, and the announcement that set it. */
export function conditionAt(clause: Clause, condition: string, slot: number) {
  return clause.conditions.get(condition)?.[slot] ?? null;
}

/** Whether a clause in this status counts: in force, or waiting for a condition. */
export function isLive({ status }: Standing): boolean {
  return status === 'in-force' || status === 'conditional';
}

const texts = new WeakMap<Held, string>();

/** What a content says; equal texts are the same content. */
export function contentText(held: Held): string {
  const text = texts.get(held) ?? substance(held.content);
  texts.set(held, text);
  return text;
}

/** The number of the version that each slot with content holds. */
export function versionsOf(clause: Clause): (number | null)[] {
  let version = 0;
  let before: string | null = null;
  return clause.content.map((held) => {
    const text = held === null ? null : contentText(held);
    if (text !== null && text !== before) version += 1;
    before = text;
    return text === null ? null : version;
  });
}

/** The longest stretch of slots around one that fit; null where that one doesn't. */
export function runAround(slot: number, slots: number, fits: (slot: number) => boolean): Slots | null {
  if (!fits(slot)) return null;
  let from = slot;
  let to = slot + 1;
  while (from > 0 && fits(from - 1)) from -= 1;
  while (to < slots && fits(to)) to += 1;
  return { from, to };
}

/** The version shown in a slot and its days: those around, else to come if yet to start, else gone, else to come. */
export function versionRun(fold: Fold, clause: Clause, slot: number, calendar: Calendar) {
  const versions = versionsOf(clause);
  const at = shownAt(clause, slot);
  const version = at === null ? 1 : (versions[at] ?? 1);
  const fits = (day: number) =>
    versions[day] === version && readClause(fold, clause, day, calendar).status !== 'ended';
  const after = versions.findIndex((_, day) => day > slot && fits(day));
  const before = versions.findLastIndex((_, day) => day < slot && fits(day));
  const nearest = slot < clause.starts ? [after, before] : [before, after];
  const place = fits(slot) ? slot : nearest.find((day) => day !== -1);
  return { version, run: place === undefined ? null : runAround(place, calendar.slots, fits) };
}

/** The contract's title, parties and term on the days of a slot; before its opening, the first. */
export function contractShown(contract: Contract, slot: number): ContractHeld | null {
  return contract.content[Math.max(slot, contract.opens)] ?? null;
}

/** How a contract stands in a slot. */
export function contractStatus(contract: Contract, slot: number, calendar: Calendar): ContractStatus {
  const held = contract.content[slot] ?? null;
  if (held === null) return 'not-yet';
  if ((contract.closed[slot] ?? null) !== null) return 'ended';
  return hasPassed(held.term, slot, calendar) ? 'unknown' : 'in-force';
}
