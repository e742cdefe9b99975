/**
 * One clause between two points: its class, its fields, its flags and its causes (docs/semantics.md, "Comparing
 * two points").
 */
import {
  bearing,
  beginsWithin,
  calendarCauses,
  contractCauses,
  contractsKnownOnce,
  coversAny,
  inOrder,
  knownOnce,
  type Window,
} from './causes.ts';
import { isLive } from './clashes.ts';
import { classify } from './classify.ts';
import { formatDay, type Day } from './dates.ts';
import { disputeChanges, type DisputeChanges } from './dispute-changes.ts';
import type { EffectName } from './effects.ts';
import type { Entry } from './entries.ts';
import { fieldChanges } from './fields.ts';
import type { ClauseLife } from './life.ts';
import type { Telling, View } from './record.ts';
import type { Change, ChangeClass, ClauseState } from './shapes.ts';
import { clauseState, surroundingsOf, type Surroundings } from './state.ts';
import type { Timeline } from './timeline.ts';

const SUBSTANTIVE = new Set<EffectName>(['introduce', 'amend', 'end', 'condition']);
const MOVING = new Set<EffectName>(['move']);
const INTRODUCING = new Set<EffectName>(['introduce', 'open-contract']);
const DISPUTING = new Set<EffectName>(['dispute', 'settle']);

/** A history: a timeline under a view. */
export interface Side {
  readonly timeline: Timeline;
  readonly view: View;
}

/** A history read on a day. */
export interface Reader extends Side {
  readonly on: Day;
  readonly around: Surroundings;
}

/** A change before it has its number, and what the comparison of its wording adds. */
export type Draft = Omit<Change, 'number' | 'text' | 'moves' | 'size'>;

/** Whether a clause's order changed, and what the contract's order at both points comes from. */
export interface Moves {
  readonly is: boolean;
  readonly left: readonly Entry[];
  readonly right: readonly Entry[];
}

/** Reads a history on a day. */
export function reader({ timeline, view }: Side, on: Day): Reader {
  return { timeline, view, on, around: surroundingsOf(timeline, view, timeline.contracts(view), on) };
}

/** A clause's life in a history; null where it isn't on record there. */
export function lifeIn({ timeline, view }: Side, ref: string): ClauseLife | null {
  const life = timeline.clause(ref, view);
  return life === undefined || life.start === null ? null : life;
}

/** A clause's line on a day. Not being listed and merely not having begun read alike. */
export function lineOn(life: ClauseLife | null, day: Day): string {
  if (life === null) return 'none';
  const { status, reason, hasContent, disputes } = life.on(day);
  const notBegun =
    !hasContent && (status === 'not-yet' || reason === 'start-unknown') && disputes.length === 0;
  return notBegun ? 'none' : life.signatureOn(day).whole;
}

/** Days strictly between two days on which a clause may read differently, one for each stretch. */
function daysBetween(life: ClauseLife | null, { from, to }: Window): Day[] {
  const days = [from + 1, ...(life?.edges ?? [])].filter((day) => from < day && day < to);
  return [...new Set(days)].sort((a, b) => a - b);
}

/** The place of the introduction that put a clause on record; -1 where none did. */
function introductionIn(entries: readonly Entry[]): number {
  const opening = entries.findIndex(({ effect }) => effect.effect === 'open-contract');
  if (opening < 0) return -1;
  return entries.findIndex(({ effect }, index) => effect.effect === 'introduce' && index > opening);
}

/** A clause's effects without introductions of what is on record already: those affirm, or do nothing. */
function withoutRecitals(entries: readonly Entry[]): Entry[] {
  const first = introductionIn(entries);
  return entries.filter(({ effect }, index) => first < 0 || index <= first || effect.effect !== 'introduce');
}

/** Explicit affirmations of a clause on record; an introduction with unknown start then counts as one. */
function affirmations(life: ClauseLife | null): Entry[] {
  const entries = life?.entries ?? [];
  const first = introductionIn(entries);
  return entries.filter((entry, index) => {
    if (first < 0 || index <= first || !coversAny(entry)) return false;
    const { effect } = entry;
    return effect.effect === 'affirm' || (effect.effect === 'introduce' && effect.since === 'unknown');
  });
}

/** Who affirmed the clause inside the window: on a day of it, or, between two states of one day, anew. */
function affirmedWithin(left: ClauseLife | null, right: ClauseLife | null, window: Window): Telling[] {
  const after = affirmations(right);
  const turned = after.filter((entry) => beginsWithin(entry, window));
  const anew = new Set(knownOnce(affirmations(left), after));
  const fresh = after.filter((entry) => window.from === window.to && anew.has(entry));
  return [...turned, ...fresh].map(({ telling }) => telling);
}

/** The first day of the window on which the line differs from what it was at its beginning. */
function turningDay(left: ClauseLife | null, right: ClauseLife | null, window: Window): Day {
  const before = lineOn(left, window.from);
  return daysBetween(right, window).find((day) => lineOn(right, day) !== before) ?? window.to;
}

/** Whether a clause that reads the same at both ends read differently in between. */
function differsBetween(right: ClauseLife | null, window: Window): boolean {
  if (right === null) return false;
  const after = right.signatureOn(window.to).content;
  return daysBetween(right, window).some((day) => right.signatureOn(day).content !== after);
}

/** A clause's effects in a history, whether or not it is on record there: what both know is no difference. */
function entriesIn({ timeline, view }: Side, ref: string): readonly Entry[] {
  return timeline.clause(ref, view)?.entries ?? [];
}

interface Pair {
  readonly left: ClauseLife | null;
  readonly right: ClauseLife | null;
  readonly entries: readonly [left: readonly Entry[], right: readonly Entry[]];
  readonly window: Window;
  readonly tellingOf: (id: string) => Telling | undefined;
}

/** Announcements of disputes; where none differs, of what let a dispute find the clause on record or not. */
function flagCauses({ entries, window }: Pair, { opened, closed }: DisputeChanges): Telling[] {
  if (opened.length + closed.length === 0) return [];
  const found = bearing(...entries, window, DISPUTING);
  return found.length > 0 ? found : bearing(...entries, window, SUBSTANTIVE);
}

function substantiveCauses({ left, right, entries, window, tellingOf }: Pair): Telling[] {
  const ids = [
    ...(right === null ? [] : calendarCauses(right, window)),
    ...(left === null || right === null ? [] : contractCauses(left, right, window.to)),
  ];
  const [before, after] = [withoutRecitals(entries[0]), withoutRecitals(entries[1])];
  const own = bearing(before, after, window, SUBSTANTIVE);
  const found = [...own, ...ids.flatMap((id) => tellingOf(id) ?? [])];
  return found.length > 0 ? found : contractsKnownOnce(...entries);
}

/** Announcements of moves; where none differs, of the introductions that stand elsewhere in the order. */
function movingCauses({ left, right }: Moves, window: Window): Telling[] {
  const moved = bearing(left, right, window, MOVING);
  return moved.length > 0 ? moved : bearing(left, right, window, INTRODUCING);
}

function classCauses(kind: ChangeClass, pair: Pair, moves: Moves): Telling[] {
  switch (kind) {
    case 'unchanged':
    case 'not-in-force':
      return [];
    case 'restated':
      return affirmedWithin(pair.left, pair.right, pair.window);
    case 'moved':
      return movingCauses(moves, pair.window);
    case 'came-and-went':
    case 'ended':
    case 'first-recorded':
    case 'added':
    case 'withdrawn':
    case 'listed':
    case 'certainty':
    case 'changed':
      return substantiveCauses(pair);
    default:
      return kind satisfies never;
  }
}

function stateIn(life: ClauseLife | null, { on, around }: Reader): ClauseState | null {
  return life === null ? null : clauseState(life, on, around);
}

/** One clause, read at two points of which the left is the older. */
export function changeOf(ref: string, from: Reader, to: Reader, moves: Moves): Draft {
  const [left, right] = [lifeIn(from, ref), lifeIn(to, ref)];
  const [before, after] = [stateIn(left, from), stateIn(right, to)];
  const window = { from: from.on, to: to.on };
  const fields = before === null || after === null ? [] : fieldChanges(before, after);
  const disputes = disputeChanges(left, right, from.on, to.on);
  const reverted = fields.length === 0 && differsBetween(right, window);
  const kind = classify({
    before,
    after,
    liveBetween: right !== null && daysBetween(right, window).some((day) => isLive(right.on(day).status)),
    fieldsDiffer: fields.length > 0,
    reverted,
    moved: moves.is,
    affirmed: affirmedWithin(left, right, window).length > 0,
  });
  const tellingOf = (id: string): Telling | undefined =>
    to.timeline.telling(id, to.view.log) ?? from.timeline.telling(id, from.view.log);
  const entries = [entriesIn(from, ref), entriesIn(to, ref)] as const;
  const pair = { left, right, entries, window, tellingOf };
  return {
    ref,
    class: kind,
    flags: [
      ...(disputes.opened.length > 0 ? (['disputed'] as const) : []),
      ...(disputes.closed.length > 0 ? (['settled'] as const) : []),
    ],
    revertedWithin: kind === 'changed' && reverted,
    on: formatDay(turningDay(left, right, window)),
    before,
    after,
    fields,
    because: inOrder([...classCauses(kind, pair, moves), ...flagCauses(pair, disputes)]),
    disputes,
  };
}
