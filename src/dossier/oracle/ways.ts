/**
 * Imprecise dates, tried both ways (docs/semantics.md, "Imprecise dates, read"; "Reading a clause on a day",
 * the label). Part of the oracle.
 */
import { formatDay, isPrecise, type Day } from '../dates.ts';
import { CONTENT_FIELDS } from '../effects.ts';
import type { ContractStatus, OpenDispute, Status, StatusReason, Uncertain } from '../shapes.ts';
import { substance } from '../values.ts';
import { contractOf } from '../vocabulary.ts';
import { foldAll } from './apply.ts';
import { Calendar, datesAbout, openCoins, stepsOf, type Dates, type Step, type Way } from './days.ts';
import type { Clause, DisputeLine, Fold } from './ledger.ts';
import { conditionAt, contractStatus, readClause, runAround, type Reading } from './reading.ts';
import { byRegistry, type View } from './record.ts';

const MANY = 10;

/** The ways of some open dates: the certain fold first; beyond ten dates none, all, each alone, all but each. */
export function waysOf(coins: readonly string[]): Way[] {
  if (coins.length > MANY) {
    const alone = coins.map((coin) => new Set([coin]));
    const others = coins.map((coin) => new Set(coins.filter((each) => each !== coin)));
    return [new Set(), new Set(coins), ...alone, ...others];
  }
  return Array.from(
    { length: 2 ** coins.length },
    (_, way) => new Set(coins.filter((_, bit) => Math.floor(way / 2 ** bit) % 2 === 1)),
  );
}

/** What all ways of a day leave of a clause's status, fields and disputes. */
export interface Judgement {
  readonly status: Status;
  readonly statusReason: StatusReason | null;
  readonly endedBy: string | null;
  readonly uncertain: Uncertain[];
  readonly disputes: OpenDispute[];
  /** The reading of the certain fold. */
  readonly certain: Reading;
}

/** All folds of a view, each made once. */
export class Histories {
  readonly calendar: Calendar;
  readonly certain: Fold;
  private readonly steps: readonly Step[];
  private readonly folds = new Map<string, Fold>();
  private readonly dates = new Map<string, Dates>();
  private readonly judgements = new Map<string, Judgement>();

  constructor(readonly view: View) {
    this.steps = stepsOf(view);
    this.calendar = new Calendar(this.steps);
    this.certain = this.under(new Set());
  }

  /** The fold in which the given dates are taken at their earliest. */
  under(way: Way): Fold {
    const key = [...way].join('|');
    const fold = this.folds.get(key) ?? foldAll(this.steps, this.calendar, way);
    this.folds.set(key, fold);
    return fold;
  }

  /** The dates that concern some contracts, and clauses with theirs: of the effects on them. */
  datesOf(names: readonly string[]): Dates {
    const key = names.join(' ');
    const all = names.flatMap((name) => (name.includes('/') ? [name, contractOf(name)] : [name]));
    const dates = this.dates.get(key) ?? datesAbout(this.steps, all);
    this.dates.set(key, dates);
    return dates;
  }

  /** The folds to try for some clauses or contracts on the days of a slot; the certain one first. */
  foldsFor(names: readonly string[], slot: number): Fold[] {
    const coins = openCoins(this.datesOf(names), this.calendar.dayOf(slot));
    return waysOf(coins).map((way) => this.under(way));
  }

  /** The clauses, by the opening of their contracts and their introduction. */
  get refs(): string[] {
    return [...this.certain.contracts.values()].flatMap((contract) => contract.introduced);
  }

  /** Reads a clause in a slot, all ways tried. */
  judge(ref: string, slot: number): Judgement {
    const key = `${ref} ${String(slot)}`;
    const judgement = this.judgements.get(key) ?? this.tryAll(ref, slot);
    this.judgements.set(key, judgement);
    return judgement;
  }

  private tryAll(ref: string, slot: number): Judgement {
    const readings = this.readingsOf(ref, slot);
    const [certain] = readings;
    if (certain === undefined) throw new RangeError(`${ref} is not on record`);
    const agreed = readings.every(({ status }) => status === certain.status);
    return {
      status: agreed ? certain.status : 'unknown',
      statusReason: agreed ? certain.reason : 'imprecise-date',
      endedBy: agreed ? certain.endedBy : null,
      uncertain: uncertainAmong(readings),
      disputes: disputesAmong(readings, this.calendar, this.datesOf([ref]), this.view.parties),
      certain,
    };
  }

  private readingsOf(ref: string, slot: number): Reading[] {
    return this.foldsFor([ref], slot).flatMap((fold) => {
      const clause = fold.clauses.get(ref);
      return clause === undefined ? [] : [readClause(fold, clause, slot, this.calendar)];
    });
  }

  /** How a contract stands in a slot, the ways of its own dates tried. */
  contractStatus(id: string, slot: number): ContractStatus {
    const statuses = new Set(
      this.foldsFor([id], slot).flatMap((fold) => {
        const contract = fold.contracts.get(id);
        return contract === undefined ? [] : [contractStatus(contract, slot, this.calendar)];
      }),
    );
    const [status = 'unknown'] = statuses;
    return statuses.size === 1 ? status : 'unknown';
  }
}

function uncertainAmong(readings: readonly Reading[]): Uncertain[] {
  const terms = new Set(readings.flatMap(({ shown }) => Object.keys(shown.content.terms)));
  const conditions = new Set(readings.flatMap(({ shown }) => shown.content.conditions.map(({ id }) => id)));
  return [
    ...CONTENT_FIELDS.map((field) => across(readings, field, ({ shown }) => shown.content[field])),
    ...[...terms]
      .sort()
      .map((name) =>
        across(readings, `terms/${name}`, ({ shown: { content } }) =>
          Object.hasOwn(content.terms, name) ? content.terms[name] : null,
        ),
      ),
    ...[...conditions]
      .sort()
      .map((id) =>
        across(readings, `conditions/${id}`, ({ clause, slot, shown }) =>
          shown.content.conditions.some((each) => each.id === id)
            ? (conditionAt(clause, id, slot)?.state ?? null)
            : null,
        ),
      ),
  ].filter(({ values }) => values.length > 1);
}

function across(
  readings: readonly Reading[],
  path: string,
  valueIn: (reading: Reading) => unknown,
): Uncertain {
  const values = new Map<string, unknown>();
  for (const reading of readings) {
    const value = valueIn(reading);
    const text = substance(value);
    if (!values.has(text)) values.set(text, value);
  }
  return { path, values: [...values.values()] };
}

function disputesAmong(
  readings: readonly Reading[],
  calendar: Calendar,
  dates: Dates,
  parties: readonly string[],
): OpenDispute[] {
  const open = new Map<string, { dispute: OpenDispute; ways: number }>();
  for (const { clause, slot } of readings) {
    for (const [key, line] of clause.disputes) {
      const dispute = openDispute(line, slot, calendar, dates);
      if (dispute === null) continue;
      const found = open.get(key) ?? { dispute, ways: 0 };
      open.set(key, { dispute: found.dispute, ways: found.ways + 1 });
    }
  }
  const byParty = byRegistry(parties);
  return [...open.values()]
    .map(({ dispute, ways }) => ({ ...dispute, certain: ways === readings.length }))
    .sort((a, b) => byParty(a.by, b.by) || byAspect(a.aspect, b.aspect));
}

function byAspect(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  return a < b ? -1 : Number(a > b);
}

function openDispute(
  { by, aspect, line }: DisputeLine,
  slot: number,
  calendar: Calendar,
  dates: Dates,
): OpenDispute | null {
  const run = runAround(slot, calendar.slots, (each) => (line[each] ?? null) !== null);
  const [now, then] = [line[slot] ?? null, run === null ? null : (line[run.from] ?? null)];
  if (run === null || now === null || then === null) return null;
  return {
    by,
    aspect,
    statement: now.statement,
    certain: true,
    from: labelOf(calendar.dayOf(run.from), dates),
    announcement: then.announcement,
  };
}

/**
 * Writes a day as the imprecise date that has its latest, or its earliest, day there; as the day itself where a
 * precise date or the day after a calendar end falls on it.
 */
export function labelOf(day: Day, { used, ends }: Dates): string {
  const precise = used.some(({ span }) => isPrecise(span) && span.latest === day) || ends.includes(day);
  const imprecise = used.filter(({ span }) => !isPrecise(span));
  const date =
    imprecise.find(({ span }) => span.latest === day) ?? imprecise.find(({ span }) => span.earliest === day);
  return precise || date === undefined ? formatDay(day) : date.text;
}

/** The clause as the certain fold has it. */
export function certainly(histories: Histories, ref: string): Clause {
  const clause = histories.certain.clauses.get(ref);
  if (clause === undefined) throw new RangeError(`${ref} is not on record`);
  return clause;
}
