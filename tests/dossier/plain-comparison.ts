/**
 * The table of docs/semantics.md, "Comparing two points", read once more and as plainly as it stands: from the
 * two states, and from every single day in between. It shares no code with the comparison.
 */
import { spanOf, type Day } from '../../src/dossier/dates.ts';
import { isContractEffect, type Affirm, type Introduce } from '../../src/dossier/effects.ts';
import type { ClauseLife } from '../../src/dossier/life.ts';
import type { Point } from '../../src/dossier/points.ts';
import type { Telling, View } from '../../src/dossier/record.ts';
import type { ChangeClass, ClauseState, Flag, State, Status } from '../../src/dossier/shapes.ts';
import { stateAt } from '../../src/dossier/state.ts';
import type { Timeline } from '../../src/dossier/timeline.ts';
import { substance } from '../../src/dossier/values.ts';
import { edtfOf } from '../../src/dossier/vocabulary.ts';

/** What is said of one clause between two points. */
export interface PlainChange {
  readonly ref: string;
  readonly class: ChangeClass;
  readonly flags: readonly Flag[];
  readonly revertedWithin: boolean;
  readonly on: Day;
}

/** What a clause reads on one day. */
interface DayReading {
  readonly status: Status;
  /** Its status and every field. */
  readonly fields: string;
  /** These, the reason and the open disputes; `none` where the clause has merely not begun. */
  readonly line: string;
}

export const isLive = (reading: { status: Status } | null): boolean =>
  reading?.status === 'in-force' || reading?.status === 'conditional';

const readings = new WeakMap<object, DayReading>();

function readDay(life: ClauseLife, day: Day): DayReading {
  const now = life.on(day);
  const kept = readings.get(now);
  if (kept !== undefined) return kept;
  const states = now.conditions.map(({ condition, state }) => [condition.id, state]);
  const fields = substance([now.status, now.shown.content, states, now.uncertain]);
  const disputes = now.disputes.map(({ by, aspect, certain }) => substance([by, aspect, certain]));
  const begun = now.hasContent || (now.status !== 'not-yet' && now.reason !== 'start-unknown');
  const line = begun || disputes.length > 0 ? substance([fields, now.reason, disputes.sort()]) : 'none';
  const reading = { status: now.status, fields, line };
  readings.set(now, reading);
  return reading;
}

/** A clause as a view has it; null where it isn't on record there. */
function lifeIn(timeline: Timeline, view: View, ref: string): ClauseLife | null {
  const life = timeline.clause(ref, view);
  return life === undefined || life.start === null ? null : life;
}

/** A clause's line on a day: equal lines, nothing differs. */
export function lineOn(timeline: Timeline, view: View, ref: string, day: Day): string {
  const life = lifeIn(timeline, view, ref);
  return life === null ? 'none' : readDay(life, day).line;
}

/** The state at a point. */
export function stateOf(timeline: Timeline, { on, known, view }: Point): State {
  return stateAt(timeline, { on, known, log: view.log, cut: view.cut });
}

interface Affirmation {
  readonly key: string;
  readonly clause: string;
  /** The day from which it is certain. */
  readonly day: Day;
}

/** The explicit affirmations that a view knows, of clauses that are on record at that place in the order. */
function affirmationsIn(timeline: Timeline, view: View): Affirmation[] {
  const contracts = new Set<string>();
  const clauses = new Set<string>();
  const found: Affirmation[] = [];
  const add = (telling: Telling, index: number, effect: Affirm | Introduce, date: string): void => {
    const { latest } = spanOf(date);
    const none = effect.until !== undefined && spanOf(edtfOf(effect.until)).latest <= latest;
    const { clause } = effect;
    if (!none) found.push({ key: `${telling.recorded} ${index}`, clause, day: latest });
  };
  for (const telling of timeline.announcements(view)) {
    telling.content.effects.forEach((effect, index) => {
      if (effect.effect === 'open-contract') contracts.add(effect.contract);
      if (isContractEffect(effect)) return;
      const again = clauses.has(effect.clause);
      const [contract = ''] = effect.clause.split('/');
      if (effect.effect === 'introduce' && contracts.has(contract)) clauses.add(effect.clause);
      if (effect.effect === 'introduce' && again && effect.since === 'unknown') {
        add(telling, index, effect, telling.announcedOn);
      }
      if (effect.effect === 'affirm' && again) {
        const { effectiveOn } = effect;
        add(telling, index, effect, effectiveOn === undefined ? telling.announcedOn : edtfOf(effectiveOn));
      }
    });
  }
  return found;
}

/** The clauses affirmed inside a window; between two states of one day, those affirmed anew. */
function affirmedBetween(timeline: Timeline, from: Point, to: Point): Set<string> {
  const before = new Set(affirmationsIn(timeline, from.view).map(({ key }) => key));
  const affirmed = affirmationsIn(timeline, to.view).filter(({ key, day }) =>
    from.on === to.on ? !before.has(key) : from.on < day && day <= to.on,
  );
  return new Set(affirmed.map(({ clause }) => clause));
}

function subsets(refs: readonly string[]): Set<string>[] {
  return Array.from(
    { length: 2 ** refs.length },
    (_, bits) => new Set(refs.filter((_ref, place) => Math.floor(bits / 2 ** place) % 2 === 1)),
  );
}

/** The smallest sets of clauses without which the others stand in the same order; with most of those named. */
export function movedSets(
  before: readonly string[],
  after: readonly string[],
  named: ReadonlySet<string>,
): Set<string>[] {
  const stayed = after.filter((ref) => before.includes(ref));
  const fits = subsets(stayed).filter((moved) => {
    const rest = stayed.filter((ref) => !moved.has(ref));
    return rest.join(' ') === before.filter((ref) => rest.includes(ref)).join(' ');
  });
  const fewest = Math.min(...fits.map(({ size }) => size));
  const small = fits.filter(({ size }) => size === fewest);
  const count = (moved: Set<string>): number => [...moved].filter((ref) => named.has(ref)).length;
  const most = Math.max(...small.map(count));
  return small.filter((moved) => count(moved) === most);
}

/** The disputes that the certain fold has open on a day. */
function openOn(life: ClauseLife | null, day: Day): Set<string> {
  const lines = [...(life?.lines.disputes ?? [])];
  return new Set(lines.flatMap(([key, { line }]) => (line.at(day)?.open === true ? [key] : [])));
}

function flagsOf(left: ClauseLife | null, right: ClauseLife | null, from: Day, to: Day): Flag[] {
  let open = openOn(left, from);
  let [disputed, settled] = [false, false];
  for (let day = from; day <= to; day += 1) {
    const now = openOn(right, day);
    // On the first day the two ends know different things: what differs counts where it lasts.
    const lasting = (key: string): boolean => day > from || openOn(right, to).has(key);
    disputed ||= [...now].some((key) => !open.has(key) && lasting(key));
    settled ||= [...open].some((key) => !now.has(key) && (day > from || !openOn(right, to).has(key)));
    open = now;
  }
  return [...(disputed ? (['disputed'] as const) : []), ...(settled ? (['settled'] as const) : [])];
}

interface Ends {
  readonly left: ClauseState | null;
  readonly right: ClauseState | null;
  readonly between: readonly DayReading[];
  readonly ends: readonly [DayReading | null, DayReading | null];
  readonly moved: boolean;
  readonly affirmed: boolean;
}

/** The table, row by row. */
function classOf({ left, right, between, ends, moved, affirmed }: Ends): ChangeClass {
  const [leftLive, rightLive] = [isLive(left), isLive(right)];
  if (!leftLive && !rightLive && between.some(isLive)) return 'came-and-went';
  if (left !== null && left.status !== 'ended' && right?.status === 'ended') return 'ended';
  const unrecorded = left === null || left.statusReason === 'start-unknown';
  if (rightLive && right?.since === 'unknown' && unrecorded) return 'first-recorded';
  if (rightLive && (left === null || left.status === 'not-yet' || left.status === 'ended')) return 'added';
  if (leftLive && (right === null || right.status === 'not-yet')) return 'withdrawn';
  if (left === null || right === null) return 'listed';
  const unknown = [left, right].filter(({ status }) => status === 'unknown').length;
  if (unknown === 1 || (!leftLive && !rightLive && left.status !== right.status)) return 'certainty';
  const differ = [...ends, ...between].some((reading) => reading?.fields !== ends[1]?.fields);
  if (leftLive && rightLive && differ) return 'changed';
  if (moved) return 'moved';
  if (affirmed) return 'restated';
  return rightLive ? 'unchanged' : 'not-in-force';
}

const clausesOf = (state: State): Map<string, ClauseState> =>
  new Map(state.contracts.flatMap(({ clauses }) => clauses.map((clause) => [clause.ref, clause] as const)));

/** Whatever is listed at either point, and what is said of it, if these clauses moved. */
export function plainChanges(
  timeline: Timeline,
  from: Point,
  to: Point,
  moved: ReadonlySet<string>,
): PlainChange[] {
  const [lefts, rights] = [from, to].map((point) => clausesOf(stateOf(timeline, point)));
  const affirmed = affirmedBetween(timeline, from, to);
  return [...new Set([...(lefts?.keys() ?? []), ...(rights?.keys() ?? [])])].map((ref) => {
    const [left, right] = [lefts?.get(ref) ?? null, rights?.get(ref) ?? null];
    const [leftLife, rightLife] = [lifeIn(timeline, from.view, ref), lifeIn(timeline, to.view, ref)];
    const days = Array.from({ length: Math.max(0, to.on - from.on - 1) }, (_, index) => from.on + 1 + index);
    const between = rightLife === null ? [] : days.map((day) => readDay(rightLife, day));
    const ends = [
      leftLife === null ? null : readDay(leftLife, from.on),
      rightLife === null ? null : readDay(rightLife, to.on),
    ] as const;
    const kind = classOf({ left, right, between, ends, moved: moved.has(ref), affirmed: affirmed.has(ref) });
    const before = lineOn(timeline, from.view, ref, from.on);
    const turned = days.find((day) => lineOn(timeline, to.view, ref, day) !== before);
    return {
      ref,
      class: kind,
      flags: flagsOf(leftLife, rightLife, from.on, to.on),
      revertedWithin: kind === 'changed' && ends[0]?.fields === ends[1]?.fields,
      on: turned ?? to.on,
    };
  });
}

/** For each contract, the sets of clauses that may be said to have moved. */
export function movedIn(timeline: Timeline, from: Point, to: Point): Set<string>[][] {
  const orders = [from, to].map(
    (point) =>
      new Map(
        stateOf(timeline, point).contracts.map(({ id, clauses }) => [id, clauses.map(({ ref }) => ref)]),
      ),
  );
  const named = new Set(
    [from, to].flatMap(({ view }) =>
      timeline
        .announcements(view)
        .flatMap(({ content }) =>
          content.effects.flatMap((effect) => (effect.effect === 'move' ? [effect.clause] : [])),
        ),
    ),
  );
  return [...(orders[1]?.keys() ?? [])].map((id) =>
    movedSets(orders[0]?.get(id) ?? [], orders[1]?.get(id) ?? [], named),
  );
}
