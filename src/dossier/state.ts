/**
 * The state at a point, put together from the lives of the clauses that it shows (docs/semantics.md, "Reading
 * a clause on a day").
 */
import type { ContractLife } from './contract-life.ts';
import { FOREVER, formatDay, formatEnd, type Day } from './dates.ts';
import { compareEntries } from './entries.ts';
import { labelDay, type ClauseLife, type Combined } from './life.ts';
import type { View } from './record.ts';
import { compareConflicts, conflictRuns, describeRun, type ConflictRun } from './rights.ts';
import type {
  Assumption,
  ClauseState,
  ContractState,
  OpenDispute,
  Position,
  State,
  Status,
  Warning,
} from './shapes.ts';
import type { Timeline } from './timeline.ts';

/** A point as asked for: left out or null means no limit. */
export interface StateRequest {
  readonly on: Day;
  readonly known?: Day | null;
  readonly log?: number | null;
  readonly cut?: View['cut'];
}

/** What a clause's state needs to know beyond its own life. */
export interface Surroundings {
  /** Sorts parties as the registry lists them; others follow by alphabet. */
  readonly sorted: (ids: Iterable<string>) => string[];
  /** Parties of the contracts on record, as they stand on the day. */
  readonly bound: readonly string[];
}

/** The parties of the view's contracts as they stand on a day. */
export function surroundingsOf(
  timeline: Timeline,
  view: View,
  contracts: readonly ContractLife[],
  day: Day,
): Surroundings {
  const places = new Map([...timeline.registry(view.log).parties.keys()].map((id, place) => [id, place]));
  const place = (id: string): number => places.get(id) ?? FOREVER;
  const compareIds = (a: string, b: string): number => {
    const [first, second] = [place(a), place(b)];
    if (first !== second) return first - second;
    return a < b ? -1 : Number(a > b);
  };
  return {
    sorted: (ids) => [...new Set(ids)].sort(compareIds),
    bound: [...new Set(contracts.flatMap((contract) => contract.contentOn(day).parties))],
  };
}

function positionsOn(life: ClauseLife, day: Day, around: Surroundings): Record<string, Position> {
  const { positions } = life.lines;
  const ids = around.sorted([...around.bound, ...positions.keys()]);
  return Object.fromEntries(ids.map((id) => [id, positions.get(id)?.at(day)?.position ?? 'not mentioned']));
}

function disputesOf(life: ClauseLife, reading: Combined, around: Surroundings): OpenDispute[] {
  const order = around.sorted(reading.disputes.map(({ by }) => by));
  return reading.disputes
    .map((dispute) => ({ ...dispute, from: labelDay([life], dispute.from) }))
    .sort(
      (a, b) =>
        order.indexOf(a.by) - order.indexOf(b.by) ||
        ((a.aspect ?? '') < (b.aspect ?? '') ? -1 : Number((a.aspect ?? '') > (b.aspect ?? ''))),
    );
}

function provenanceOf({ shown, conditions }: Combined): Record<string, string> {
  const states = conditions.flatMap(({ condition, by }) =>
    by === null ? [] : [[`conditions/${condition.id}`, by] as const],
  );
  return states.length === 0 ? shown.by : { ...shown.by, ...Object.fromEntries(states) };
}

/** One clause on a day. */
export function clauseState(life: ClauseLife, day: Day, around: Surroundings): ClauseState {
  const { start, lines } = life;
  if (start === null) throw new TypeError(`${life.ref} is not on record in this view`);
  const reading = life.on(day);
  const { conditions: _conditions, ...content } = reading.shown.content;
  const stay = life.stayOn(day);
  const changed = lines.changed.at(day) ?? { announcement: start.introducedBy, assumed: start.assumed };
  const stated = lines.stated.at(day);
  return {
    ...content,
    ref: life.ref,
    status: reading.status,
    statusReason: reading.reason,
    replacedBy: reading.replacedBy,
    version: life.versionOn(day),
    since: start.unknown ? 'unknown' : start.edtf,
    from: stay === null ? null : labelDay([life], stay.from),
    to: stay === null || formatEnd(stay.to) === null ? null : labelDay([life], stay.to),
    effectiveAssumed: changed.assumed,
    uncertain: [...reading.uncertain],
    conditions: reading.conditions.map(({ condition, state, by }) => ({ ...condition, state, stateBy: by })),
    positions: positionsOn(life, day, around),
    disputes: disputesOf(life, reading, around),
    introducedBy: start.introducedBy,
    lastChangedBy: changed.announcement,
    endedBy: reading.endedBy,
    lastStated:
      stated === undefined ? null : { on: stated.on, by: [...stated.by], announcement: stated.announcement },
    provenance: provenanceOf(reading),
  };
}

function contractState(
  timeline: Timeline,
  view: View,
  contract: ContractLife,
  day: Day,
  around: Surroundings,
): ContractState {
  const { title, parties, term } = contract.contentOn(day);
  return {
    id: contract.id,
    title,
    parties: [...parties],
    status: contract.statusOn(day),
    term,
    openedBy: contract.openedBy ?? '',
    lastChangedBy: contract.lastChangedOn(day),
    clauses: contract
      .clausesOn(day)
      .flatMap((ref) => timeline.clause(ref, view) ?? [])
      .map((life) => clauseState(life, day, around)),
  };
}

/** The warnings of a view, in the order of the fold. */
export function warningsOf(timeline: Timeline, view: View): Warning[] {
  const clauses = [...timeline.clauseRefs()].flatMap((ref) => timeline.clause(ref, view)?.warnings ?? []);
  const contracts = [...timeline.contractIds()].flatMap((id) => timeline.contract(id, view)?.warnings ?? []);
  return [...clauses, ...contracts]
    .sort((a, b) => compareEntries(a.entry, b.entry))
    .map(({ announcement, pointer, detail }) => ({ announcement, pointer, detail }));
}

function grouped(pairs: readonly (readonly [announcement: string, ref: string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [announcement, ref] of pairs) {
    const refs = groups.get(announcement);
    if (refs === undefined) groups.set(announcement, [ref]);
    else refs.push(ref);
  }
  return groups;
}

function assumptionsOf(timeline: Timeline, view: View, clauses: readonly ClauseState[]): Assumption[] {
  const order = timeline.recorded(view.log).map(({ id }) => id);
  const sorted = (groups: Map<string, string[]>): [string, string[]][] =>
    [...groups].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const assumed = clauses.filter((clause) => clause.effectiveAssumed);
  const spans = clauses.filter(({ end }) => 'through' in end && end.through.length < 10);
  return [
    ...sorted(grouped(assumed.map(({ lastChangedBy, ref }) => [lastChangedBy, ref]))).map(
      ([announcement, refs]): Assumption => ({
        kind: 'effective-on-announcement',
        announcement,
        clauses: refs,
        detail: 'No day of effect was announced: the day of the announcement is taken.',
      }),
    ),
    ...sorted(grouped(spans.map(({ provenance, ref }) => [provenance['end'] ?? '', ref]))).map(
      ([announcement, refs]): Assumption => ({
        kind: 'calendar-end',
        announcement,
        clauses: refs,
        detail: 'The end names no day: the last day of the calendar month or year is taken.',
      }),
    ),
  ];
}

/** The longest run of days around a day on which a signature stays the same. */
function runAround(edges: readonly Day[], day: Day, signature: (day: Day) => string): { from: Day; to: Day } {
  const here = signature(day);
  let next = edges.findIndex((edge) => edge > day);
  if (next < 0) next = edges.length;
  let first = next - 1;
  const before = (index: number): Day => (edges[index] ?? 0) - 1;
  while (first >= 0 && signature(before(first)) === here) first -= 1;
  let last = next;
  while (last < edges.length && signature(edges[last] ?? 0) === here) last += 1;
  return { from: edges[first] ?? Number.NEGATIVE_INFINITY, to: edges[last] ?? FOREVER };
}

function validity(
  day: Day,
  lives: readonly ClauseLife[],
  contracts: readonly ContractLife[],
  runs: readonly ConflictRun[],
): { from: Day; to: Day } {
  const stretches = [
    ...lives.map((life) => runAround(life.edges, day, (other) => life.signatureOn(other).whole)),
    ...contracts.map((contract) => runAround(contract.edges, day, (other) => contract.signatureOn(other))),
  ];
  const parts = runs.flatMap((run) => run.parts).flatMap(({ from, to }) => [from, to]);
  const edges = [...new Set(parts)].filter((edge) => Number.isFinite(edge)).sort((a, b) => a - b);
  const conflicts = runAround(edges, day, (other) => conflictSignature(runs, other));
  return {
    from: Math.max(...stretches.map(({ from }) => from), conflicts.from),
    to: Math.min(...stretches.map(({ to }) => to), conflicts.to),
  };
}

function conflictSignature(runs: readonly ConflictRun[], day: Day): string {
  return runs
    .flatMap(({ clash, clauses, parts }) => {
      const part = parts.find(({ from, to }) => from <= day && day < to);
      const names = clauses.map(({ ref }) => ref).join(' ');
      return part === undefined
        ? []
        : [`${clash.class} ${clash.action} ${clash.subject} ${names} ${part.certain}`];
    })
    .sort()
    .join('\n');
}

function countStatuses(clauses: readonly ClauseState[]): State['counts'] {
  const counts: Record<Status, number> = {
    'in-force': 0,
    conditional: 0,
    unknown: 0,
    'not-yet': 0,
    ended: 0,
  };
  for (const { status } of clauses) counts[status] += 1;
  return counts;
}

/** The view that a request asks for. */
export function viewOf(timeline: Timeline, request: Omit<StateRequest, 'on'>): View {
  return timeline.view(request.known ?? FOREVER, request.log ?? timeline.head, request.cut ?? null);
}

/** A point as it was understood. */
export function resolvedOf(
  request: StateRequest,
  view: View,
): { on: string; known: string | null; log: number } {
  const known = request.known ?? null;
  return { on: formatDay(request.on), known: known === null ? null : formatDay(known), log: view.log };
}

/** The state of a dossier at a point. Never throws for a point, however far away. */
export function stateAt(timeline: Timeline, request: StateRequest): State {
  const { on } = request;
  const view = viewOf(timeline, request);
  const resolved = resolvedOf(request, view);
  const contracts = timeline.contracts(view);
  const around = surroundingsOf(timeline, view, contracts, on);
  const shown = contracts.map((contract) => contractState(timeline, view, contract, on, around));
  const clauses = shown.flatMap((contract) => contract.clauses);
  const runs = conflictRuns(timeline, view);
  const valid = validity(on, timeline.clauses(view), contracts, runs);
  const past = timeline.announcements(view).filter(({ span }) => span.latest <= on);
  return {
    dossier: timeline.dossier,
    requested: { ...resolved, log: request.log ?? null },
    resolved: {
      ...resolved,
      validFrom: formatEnd(valid.from),
      validTo: formatEnd(valid.to),
      lastAnnouncement: past.at(-1)?.id ?? null,
    },
    contracts: shown,
    conflicts: runs
      .filter(({ from, to }) => from <= on && on < to)
      .map((run) => describeRun(run, on))
      .sort(compareConflicts),
    counts: countStatuses(clauses),
    possiblyKnown: timeline.possiblyKnown(view).map(({ id }) => id),
    assumptions: assumptionsOf(timeline, view, clauses),
    warnings: warningsOf(timeline, view),
  };
}
