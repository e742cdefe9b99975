/**
 * Conflicts between rights, with the days on which they last (docs/semantics.md, "Conflicts between rights").
 * Part of the oracle.
 */
import { formatDay } from '../dates.ts';
import type { Grant } from '../effects.ts';
import { CONFLICT_CLASSES, type Conflict, type ConflictClass } from '../shapes.ts';
import { sameSubstance, substance } from '../values.ts';
import type { Fold } from './ledger.ts';
import { conditionAt, isLive, readClause, runAround, type Reading } from './reading.ts';
import { labelOf, type Histories } from './ways.ts';

type Pair = readonly [string, string];

/** Two grants of two clauses that clash over a subject on a day. */
interface Clash {
  readonly class: ConflictClass;
  readonly action: string;
  readonly subject: string;
  readonly grants: readonly [Grant, Grant];
  /** Action, subject, class and both grants: days with the same mark belong to one run. */
  readonly mark: string;
}

/** A clash on a day; certain if it occurs all ways. */
export interface DayClash extends Clash {
  readonly clauses: Pair;
  readonly certain: boolean;
}

/** Finds the conflicts of a view. */
export class Clashes {
  private readonly found = new Map<string, DayClash[]>();
  private readonly overlaps = new Map<string, string[]>();
  private readonly histories: Histories;
  private readonly pairs: readonly Pair[];

  constructor(histories: Histories) {
    this.histories = histories;
    const refs = histories.refs;
    this.pairs = refs.flatMap((a, place) => refs.slice(place + 1).map((b): Pair => [a, b]));
  }

  /** All clashes on the days of a slot. */
  in(slot: number): DayClash[] {
    return this.pairs.flatMap((pair) => this.between(pair, slot));
  }

  /** The conflicts on the days of a slot, each with its interval, the gravest first. */
  conflictsIn(slot: number): Conflict[] {
    return this.in(slot)
      .map((clash) => this.conflict(clash, slot))
      .sort(byGravity);
  }

  private between(pair: Pair, slot: number): DayClash[] {
    const key = `${pair.join(' ')} ${String(slot)}`;
    const clashes = this.found.get(key) ?? this.tryAll(pair, slot);
    this.found.set(key, clashes);
    return clashes;
  }

  private tryAll(pair: Pair, slot: number): DayClash[] {
    const folds = this.histories.foldsFor(pair, slot);
    const found = new Map<string, { clash: Clash; ways: number }>();
    for (const clash of folds.flatMap((fold) => this.clashesIn(fold, pair, slot))) {
      found.set(clash.mark, { clash, ways: (found.get(clash.mark)?.ways ?? 0) + 1 });
    }
    return [...found.values()].map(({ clash, ways }) => ({
      ...clash,
      clauses: pair,
      certain: ways === folds.length,
    }));
  }

  private clashesIn(fold: Fold, pair: Pair, slot: number): Clash[] {
    const [a, b] = pair.map((ref) => this.liveReading(fold, ref, slot));
    if (a === undefined || b === undefined || a === null || b === null) return [];
    const gravest = new Map<string, Clash>();
    for (const clash of this.allBetween(a, b)) {
      const key = `${clash.action} ${clash.subject}`;
      const present = gravest.get(key);
      if (present === undefined || gravity(clash) < gravity(present)) gravest.set(key, clash);
    }
    return [...gravest.values()];
  }

  private liveReading(fold: Fold, ref: string, slot: number): Reading | null {
    const clause = fold.clauses.get(ref);
    if (clause === undefined || !clause.content[slot]?.content.grants.length) return null;
    const reading = readClause(fold, clause, slot, this.histories.calendar);
    return isLive(reading) ? reading : null;
  }

  private allBetween(a: Reading, b: Reading): Clash[] {
    const inForce = a.status === 'in-force' && b.status === 'in-force';
    return a.shown.content.grants.flatMap((one) =>
      b.shown.content.grants.flatMap((other) => {
        const found = classOf(one, other, inForce);
        if (found === null) return [];
        const { action } = one;
        return this.overlap(one.target, other.target).map((subject) => ({
          class: found,
          action,
          subject,
          grants: [one, other] as const,
          mark: `${action} ${subject} ${found} ${substance([one, other])}`,
        }));
      }),
    );
  }

  /** The broadest subjects that are, or are part of, both targets. */
  private overlap(one: string, other: string): string[] {
    const key = `${one} ${other}`;
    const known = this.overlaps.get(key);
    if (known !== undefined) return known;
    const { subjects } = this.histories.view;
    const wholes = new Map([...subjects.keys(), one, other].map((id) => [id, wholesOf(id, subjects)]));
    const within = (id: string, target: string) => id === target || wholes.get(id)?.has(target) === true;
    const common = [...wholes.keys()].filter((id) => within(id, one) && within(id, other));
    const broadest = common.filter((id) => !common.some((each) => each !== id && within(id, each)));
    this.overlaps.set(key, broadest);
    return broadest;
  }

  private conflict(clash: DayClash, slot: number): Conflict {
    const { calendar } = this.histories;
    const [a, b] = clash.clauses;
    const same = (day: number) => this.between(clash.clauses, day).some(({ mark }) => mark === clash.mark);
    const run = runAround(slot, calendar.slots, same) ?? { from: slot, to: slot + 1 };
    const dates = this.histories.datesOf(clash.clauses);
    return {
      class: clash.class,
      action: clash.action,
      subject: clash.subject,
      clauses: [a, b],
      from: labelOf(calendar.dayOf(run.from), dates),
      certain: clash.certain,
      hangsOn: [...new Set(clash.grants.flatMap(({ hangsOn }) => hangsOn ?? []))],
      ...(run.to === calendar.slots
        ? { to: null, certainUntil: null, endedBy: null }
        : this.endOf(clash, run.to)),
    };
  }

  /** How a conflict ended in its first slot without it. */
  private endOf(clash: DayClash, slot: number): Pick<Conflict, 'to' | 'certainUntil' | 'endedBy'> {
    const day = this.histories.calendar.dayOf(slot);
    const to = labelOf(day, this.histories.datesOf(clash.clauses));
    const sides = clash.clauses.map((ref) => this.histories.judge(ref, slot));
    const ended = sides.filter(({ status }) => status === 'ended');
    if (ended.length > 0) {
      const cause = ended.find(({ certain }) => !certain.ranOut);
      return { to, certainUntil: null, endedBy: cause?.endedBy ?? null };
    }
    if (sides.some(({ statusReason }) => statusReason === 'term-passed')) {
      return { to: null, certainUntil: formatDay(day), endedBy: null };
    }
    return { to, certainUntil: null, endedBy: this.changeBefore(clash, slot) };
  }

  /** The announcement of the grants that differ from the day before, else of the condition that changed the class. */
  private changeBefore(clash: DayClash, slot: number): string | null {
    const turns = clash.clauses.map((ref, side) => ({
      grant: clash.grants[side],
      now: this.histories.judge(ref, slot).certain,
      before: this.histories.judge(ref, slot - 1).certain,
    }));
    const gone = turns.find(
      ({ grant, now }) => !now.shown.content.grants.some((each) => sameSubstance(each, grant)),
    );
    const other = turns.find(
      ({ now, before }) => !sameSubstance(now.shown.content.grants, before.shown.content.grants),
    );
    const grants = gone ?? other;
    if (grants !== undefined) return grants.now.shown.provenance['grants'] ?? null;
    const turned = turns.filter(({ now, before }) => now.status !== before.status);
    return (
      [...turned, ...turns]
        .map(({ now, before }) => conditionBetween(before, now))
        .find((by) => by !== null) ?? null
    );
  }
}

/** The announcement that changed a clause's conditions, or the state of one, from one day to the next. */
function conditionBetween(before: Reading, now: Reading): string | null {
  if (!sameSubstance(before.shown.content.conditions, now.shown.content.conditions)) {
    return now.shown.provenance['conditions'] ?? null;
  }
  for (const { id } of now.shown.content.conditions) {
    const earlier = conditionAt(before.clause, id, before.slot);
    const later = conditionAt(now.clause, id, now.slot);
    if (earlier?.state !== later?.state) return (later ?? earlier)?.announcement ?? null;
  }
  return null;
}

function wholesOf(id: string, subjects: ReadonlyMap<string, readonly string[]>): Set<string> {
  const wholes = new Set<string>();
  const queue = [...(subjects.get(id) ?? [])];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (wholes.has(next)) continue;
    wholes.add(next);
    queue.push(...(subjects.get(next) ?? []));
  }
  return wholes;
}

function classOf(one: Grant, other: Grant, inForce: boolean): ConflictClass | null {
  if (one.action !== other.action || one.assignee === other.assignee) return null;
  const [exclusive, weaker] = one.exclusivity === 'exclusive' ? [one, other] : [other, one];
  if (exclusive.exclusivity !== 'exclusive') return null;
  switch (weaker.exclusivity) {
    case 'exclusive':
      return inForce ? 'incompatible' : 'possible';
    case 'priority':
    case 'sole':
    case 'not-stated':
      return 'possible';
    case 'non-exclusive':
      return weaker.assigner === exclusive.assignee ? null : 'limited';
    default:
      return weaker.exclusivity satisfies never;
  }
}

function gravity({ class: found }: { readonly class: ConflictClass }): number {
  return CONFLICT_CLASSES.indexOf(found);
}

function byGravity(a: Conflict, b: Conflict): number {
  const [one, other] = [a, b].map((each) => [...each.clauses, each.subject, each.action]);
  const place = one?.findIndex((text, index) => text !== other?.[index]) ?? -1;
  const [left = '', right = ''] = [one?.[place], other?.[place]];
  return gravity(a) - gravity(b) || (left < right ? -1 : Number(left > right));
}
