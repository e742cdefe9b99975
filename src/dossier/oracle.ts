/**
 * The oracle: the fold of docs/semantics.md, written as plainly as it reads, with no regard to speed. It hides
 * nothing clever; tests hold the projection to it, and `verify` holds a stored log to it.
 *
 * Its parts: `oracle/record.ts` picks and sorts the announcements (steps 1 to 3 of "Fold"), `oracle/apply.ts`
 * and `oracle/clauses.ts` apply their effects (4), `oracle/reading.ts`, `oracle/ways.ts` and
 * `oracle/clashes.ts` read (5).
 */
import type { RecordedEvent } from './announcement.ts';
import { formatDay, formatEnd, spanOf, type Day } from './dates.ts';
import type { Assumption, ClauseState, ContractState, State } from './shapes.ts';
import { NOT_STATED, substance } from './values.ts';
import { Clashes } from './oracle/clashes.ts';
import type { Contract } from './oracle/ledger.ts';
import { conditionAt, contentText, contractShown, runAround, versionRun } from './oracle/reading.ts';
import { byRegistry, viewOf, type OraclePoint, type View } from './oracle/record.ts';
import { certainly, Histories, labelOf } from './oracle/ways.ts';

export type { OraclePoint } from './oracle/record.ts';

/**
 * The state of a dossier at a point.
 * @param events the dossier's stream; those after the point's revision are left out
 */
export function oracleState(dossier: string, events: readonly RecordedEvent[], point: OraclePoint): State {
  const view = viewOf(events, point);
  const histories = new Histories(view);
  const clashes = new Clashes(histories);
  const slot = histories.calendar.slotOf(point.on);
  const contracts = [...histories.certain.contracts.values()].map((each) =>
    contractIn(histories, each, slot),
  );
  const clauses = contracts.flatMap((contract) => contract.clauses);
  const known = point.known === null ? null : formatDay(point.known);
  return {
    dossier,
    requested: { on: formatDay(point.on), known, log: point.log },
    resolved: {
      on: formatDay(point.on),
      known,
      log: view.log,
      ...stretch(histories, clashes, slot),
      lastAnnouncement: lastBy(view, point.on),
    },
    contracts,
    conflicts: clashes.conflictsIn(slot),
    counts: countsOf(clauses),
    possiblyKnown: [...view.possiblyKnown],
    assumptions: [...assumedDays(view, clauses), ...calendarEnds(view, clauses)],
    warnings: histories.certain.warnings,
  };
}

function lastBy(view: View, on: Day): string | null {
  return view.visible.findLast((said) => said.span.latest <= on)?.id ?? null;
}

/** The longest run of days with the same statuses, contents (conditions' states too), disputes and conflicts. */
function stretch(histories: Histories, clashes: Clashes, slot: number) {
  const now = signature(histories, clashes, slot);
  const same = (each: number) => each === slot || signature(histories, clashes, each) === now;
  const run = runAround(slot, histories.calendar.slots, same);
  const { from = slot, to = slot + 1 } = run ?? {};
  return {
    validFrom: formatEnd(histories.calendar.dayOf(from)),
    validTo: formatEnd(histories.calendar.dayOf(to)),
  };
}

function signature(histories: Histories, clashes: Clashes, slot: number): string {
  const contracts = [...histories.certain.contracts.values()].map((contract) => [
    contract.id,
    histories.contractStatus(contract.id, slot),
    contractShown(contract, slot),
  ]);
  const clauses = histories.refs.map((ref) => {
    const { status, statusReason, uncertain, disputes, certain } = histories.judge(ref, slot);
    const open = disputes.map(({ by, aspect, certain }) => [by, aspect, certain]);
    const { clause, shown } = certain;
    const states = shown.content.conditions.map(({ id }) => conditionAt(clause, id, slot)?.state ?? null);
    return [ref, status, statusReason, contentText(shown), states, uncertain, open];
  });
  const conflicts = clashes
    .in(slot)
    .map((clash) => [clash.clauses, clash.action, clash.subject, clash.class, clash.certain])
    .map(substance)
    .sort();
  return substance([contracts, clauses, conflicts]);
}

function contractIn(histories: Histories, contract: Contract, slot: number): ContractState {
  const held = contractShown(contract, slot);
  return {
    id: contract.id,
    title: held?.title ?? '',
    parties: [...(held?.parties ?? [])],
    status: histories.contractStatus(contract.id, slot),
    term: held?.term ?? NOT_STATED,
    openedBy: contract.openedBy,
    lastChangedBy: contract.changed[slot] ?? contract.openedBy,
    clauses: (contract.order[slot] ?? []).map((ref) => clauseIn(histories, ref, slot)),
  };
}

function clauseIn(histories: Histories, ref: string, slot: number): ClauseState {
  const { certain, ...judged } = histories.judge(ref, slot);
  const clause = certainly(histories, ref);
  const { content, provenance } = certain.shown;
  const conditions = content.conditions.map((condition) => {
    const now = conditionAt(clause, condition.id, slot);
    return { ...condition, state: now?.state ?? ('open' as const), stateBy: now?.announcement ?? null };
  });
  const changed = clause.changed[slot] ?? null;
  return {
    ref,
    ...content,
    conditions,
    ...judged,
    replacedBy: judged.status === 'ended' ? (clause.ended[slot]?.effect.by ?? null) : null,
    ...versionIn(histories, ref, slot),
    since: clause.since,
    effectiveAssumed: changed === null ? clause.introducedAssumed : changed.assumed,
    positions: positionsIn(histories, ref, slot),
    introducedBy: clause.introducedBy,
    lastChangedBy: changed?.announcement ?? clause.introducedBy,
    lastStated: lastStatedIn(histories, ref, slot),
    provenance: {
      ...provenance,
      ...Object.fromEntries(
        conditions.flatMap(({ id, stateBy }) => (stateBy === null ? [] : [[`conditions/${id}`, stateBy]])),
      ),
    },
  };
}

function versionIn(histories: Histories, ref: string, slot: number) {
  const { calendar, certain } = histories;
  const { version, run } = versionRun(certain, certainly(histories, ref), slot, calendar);
  const label = (day: Day) => (Number.isFinite(day) ? labelOf(day, histories.datesOf([ref])) : null);
  if (run === null) return { version, from: null, to: null };
  return { version, from: label(calendar.dayOf(run.from)), to: label(calendar.dayOf(run.to)) };
}

function lastStatedIn(histories: Histories, ref: string, slot: number): ClauseState['lastStated'] {
  const stated = certainly(histories, ref).stated[slot] ?? null;
  return stated === null ? null : { on: stated.date, by: [...stated.by], announcement: stated.announcement };
}

function positionsIn(histories: Histories, ref: string, slot: number): ClauseState['positions'] {
  const { positions } = certainly(histories, ref);
  const parties = new Set([
    ...[...histories.certain.contracts.values()].flatMap((each) => contractShown(each, slot)?.parties ?? []),
    ...positions.keys(),
  ]);
  return Object.fromEntries(
    [...parties]
      .sort(byRegistry(histories.view.parties))
      .map((party) => [party, positions.get(party)?.[slot] ?? 'not mentioned']),
  );
}

function countsOf(clauses: readonly ClauseState[]): State['counts'] {
  const counts = { 'in-force': 0, conditional: 0, unknown: 0, 'not-yet': 0, ended: 0 };
  for (const { status } of clauses) counts[status] += 1;
  return counts;
}

function assumedDays(view: View, clauses: readonly ClauseState[]): Assumption[] {
  return byAnnouncement(view, clauses, (clause) =>
    clause.effectiveAssumed ? clause.lastChangedBy : null,
  ).map((found) => ({
    kind: 'effective-on-announcement',
    ...found,
    detail: 'no effective date was given: taken to be the day of the announcement',
  }));
}

function calendarEnds(view: View, clauses: readonly ClauseState[]): Assumption[] {
  return byAnnouncement(view, clauses, ({ end, provenance }) => {
    const span = 'through' in end ? spanOf(end.through) : null;
    return span !== null && span.earliest < span.latest ? (provenance['end'] ?? null) : null;
  }).map((found) => ({
    kind: 'calendar-end',
    ...found,
    detail: 'no last day was given: taken to be the last of the calendar month or year',
  }));
}

function byAnnouncement(
  view: View,
  clauses: readonly ClauseState[],
  announcementOf: (clause: ClauseState) => string | null,
): { announcement: string; clauses: string[] }[] {
  return view.visible
    .map(({ id }) => ({
      announcement: id,
      clauses: clauses.filter((clause) => announcementOf(clause) === id).map(({ ref }) => ref),
    }))
    .filter((found) => found.clauses.length > 0);
}
