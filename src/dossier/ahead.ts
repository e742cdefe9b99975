/**
 * What lies ahead of a day: the days to come on which the state differs, and what waits for a condition or an
 * event without a date (docs/semantics.md, "Ahead").
 */
import { changeOf, reader, type Moves, type Reader, type Side } from './change.ts';
import { contractChange } from './contract-changes.ts';
import type { ContractLife } from './contract-life.ts';
import { FOREVER, formatDay, type Day } from './dates.ts';
import type { ClauseLife } from './life.ts';
import type { Ahead, ClauseTurn, ComingDay, ConflictTurn, ContractTurn } from './overviews.ts';
import { compareConflicts, conflictRuns, describeRun, type ConflictRun } from './rights.ts';
import { resolvedOf, viewOf, type StateRequest } from './state.ts';
import { undefinedIn } from './terms.ts';
import type { Timeline } from './timeline.ts';
import { contractOf } from './vocabulary.ts';

const NO_MOVES: Moves = { is: false, left: [], right: [] };

/** What turns on each day, gathered from everywhere. */
class Calendar {
  readonly #days = new Map<
    Day,
    { clauses: ClauseTurn[]; contracts: ContractTurn[]; conflicts: ConflictTurn[] }
  >();
  readonly #readers = new Map<Day, Reader>();
  readonly #side: Side;

  constructor(side: Side) {
    this.#side = side;
  }

  /** What is gathered of a day. */
  of(day: Day) {
    const found = this.#days.get(day) ?? { clauses: [], contracts: [], conflicts: [] };
    this.#days.set(day, found);
    return found;
  }

  /** The history read on a day, once for all clauses that turn then. */
  read(day: Day): Reader {
    const found = this.#readers.get(day) ?? reader(this.#side, day);
    this.#readers.set(day, found);
    return found;
  }

  get days(): ComingDay[] {
    return [...this.#days]
      .sort(([a], [b]) => a - b)
      .map(([day, turns]) => ({ on: formatDay(day), ...turns }));
  }
}

const later = (edges: readonly Day[], on: Day): Day[] => edges.filter((edge) => edge > on);

function clauseTurns(calendar: Calendar, life: ClauseLife, on: Day): void {
  for (const edge of later(life.edges, on)) {
    if (life.signatureOn(edge - 1).whole === life.signatureOn(edge).whole) continue;
    const draft = changeOf(life.ref, calendar.read(edge - 1), calendar.read(edge), NO_MOVES);
    const { before, after } = draft;
    if (before === null || after === null) continue;
    calendar.of(edge).clauses.push({
      ref: life.ref,
      heading: after.heading,
      class: draft.class,
      flags: draft.flags,
      before: before.status,
      after: after.status,
      statusReason: after.statusReason,
      fields: draft.fields.map(({ path }) => path),
      because: draft.because,
    });
  }
}

function contractTurns(calendar: Calendar, contract: ContractLife, on: Day): void {
  for (const edge of later(contract.edges, on)) {
    if (contract.signatureOn(edge - 1) === contract.signatureOn(edge)) continue;
    const window = { from: edge - 1, to: edge };
    const change = contractChange(calendar.read(edge - 1), calendar.read(edge), contract.id, window);
    calendar.of(edge).contracts.push({
      id: contract.id,
      before: contract.statusOn(edge - 1),
      after: contract.statusOn(edge),
      fields: change?.fields.map(({ path }) => path).filter((path) => path !== 'status') ?? [],
      because: change?.because ?? [],
    });
  }
}

function conflictTurns(calendar: Calendar, run: ConflictRun, on: Day): void {
  const told = (day: Day, what: ConflictTurn['what'], at: Day): void => {
    if (day > on && day < FOREVER) calendar.of(day).conflicts.push({ what, conflict: describeRun(run, at) });
  };
  told(run.from, 'opens', run.from);
  run.parts.forEach(({ from, certain }, index) => {
    const before = run.parts[index - 1];
    if (before !== undefined && before.certain !== certain) told(from, 'turns', from);
  });
  const { certainUntil } = describeRun(run, null);
  told(run.to, certainUntil === null ? 'closes' : 'unknown', run.to - 1);
}

function conditionsOf(lives: readonly ClauseLife[], on: Day): Ahead['conditions'] {
  return lives.flatMap((life) => {
    const { status, shown, conditions } = life.on(on);
    if (status !== 'conditional' && status !== 'not-yet') return [];
    return conditions
      .filter(({ state }) => state === 'open')
      .map(({ condition }) => ({
        ref: life.ref,
        heading: shown.content.heading,
        status,
        id: condition.id,
        text: condition.text,
        disclosed: condition.disclosed,
        decidedBy: condition.decidedBy,
        by: shown.by['conditions'] ?? '',
      }));
  });
}

function eventsOf(
  { timeline, view }: Side,
  contracts: readonly ContractLife[],
  lives: readonly ClauseLife[],
  on: Day,
): Ahead['events'] {
  const registry = timeline.registry(view.log);
  const waiting = (event: string): string[] => undefinedIn(registry, event);
  const ofContracts = contracts.flatMap((contract) => {
    const { title, term, termBy } = contract.contentOn(on);
    if (!('event' in term) || contract.statusOn(on) === 'ended') return [];
    const { event } = term;
    const told = { contract: contract.id, ref: null, heading: title, event, by: termBy };
    return [{ ...told, undefinedTerms: waiting(event) }];
  });
  const ofClauses = lives.flatMap((life) => {
    const { status, shown } = life.on(on);
    const { end, heading } = shown.content;
    if (!('event' in end) || status === 'ended') return [];
    const { event } = end;
    const told = { contract: contractOf(life.ref), ref: life.ref, heading, event, by: shown.by['end'] ?? '' };
    return [{ ...told, undefinedTerms: waiting(event) }];
  });
  return [...ofContracts, ...ofClauses];
}

/** What lies ahead of a day. A listed day is one on which `stateAt` differs from the day before; none is left out. */
export function aheadOf(timeline: Timeline, request: StateRequest): Ahead {
  const { on } = request;
  const view = viewOf(timeline, request);
  const side = { timeline, view };
  const calendar = new Calendar(side);
  const contracts = timeline.contracts(view);
  const lives = contracts
    .flatMap((contract) => contract.clausesOn(on))
    .flatMap((ref) => timeline.clause(ref, view) ?? []);
  for (const life of lives) clauseTurns(calendar, life, on);
  for (const contract of contracts) contractTurns(calendar, contract, on);
  for (const run of conflictRuns(timeline, view)) conflictTurns(calendar, run, on);
  const days = calendar.days.map((day) => ({
    ...day,
    conflicts: day.conflicts.sort((a, b) => compareConflicts(a.conflict, b.conflict)),
  }));
  return {
    dossier: timeline.dossier,
    resolved: resolvedOf(request, view),
    days,
    conditions: conditionsOf(lives, on),
    events: eventsOf(side, contracts, lives, on),
  };
}
