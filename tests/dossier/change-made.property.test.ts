import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../src/dossier/announcement.ts';
import { changeAcross, changeMade } from '../../src/dossier/change-made.ts';
import type { Day } from '../../src/dossier/dates.ts';
import { formatDay } from '../../src/dossier/dates.ts';
import { boundaryPoint, dayPoint, type Point } from '../../src/dossier/points.ts';
import { CLASSES, type Change, type Comparison, type Conflict } from '../../src/dossier/shapes.ts';
import { Timeline } from '../../src/dossier/timeline.ts';
import { ALL_DAYS } from '../support/random-effects.ts';
import { anyHistory } from '../support/random-history.ts';
import { ENOUGH, RUNS, Tally, TIMEOUT } from '../support/tally.ts';
import { isLive, lineOn, plainChanges, stateOf, type PlainChange } from './plain-comparison.ts';
import { sweep } from './sweep.ts';

const tally = new Tally(['effect', 'status', 'reason', 'conflict', 'class', 'flag']);
afterAll(() => console.info(`Changes made by random announcements met\n${String(tally)}`));

/** Two histories, read on whatever day. */
interface Sides {
  readonly timeline: Timeline;
  readonly from: Point;
  readonly to: Point;
}

const onDay = ({ timeline, from, to }: Sides, day: Day): { timeline: Timeline; from: Point; to: Point } => ({
  timeline,
  from: { ...from, on: day },
  to: { ...to, on: day },
});

const QUIET = new Set<string>(['unchanged', 'not-in-force', 'moved', 'restated']);

interface DayChange extends PlainChange {
  /** Whether the clause is live on either side. */
  readonly live: boolean;
}

/** What is said of a clause on the days on which its line differs: on the first of each run of such days. */
function differences(sides: Sides, ref: string, read: (day: Day) => DayChange[]): DayChange[] {
  const { timeline, from, to } = sides;
  const found: DayChange[] = [];
  let last = '';
  for (let day: Day = ALL_DAYS.from; day <= ALL_DAYS.to; day += 1) {
    const [left, right] = [lineOn(timeline, from.view, ref, day), lineOn(timeline, to.view, ref, day)];
    const pair = left === right ? '' : `${left} → ${right}`;
    if (pair !== last && pair !== '') found.push(...read(day).filter((change) => change.ref === ref));
    last = pair;
  }
  return found;
}

function reader(sides: Sides): (day: Day) => DayChange[] {
  const kept = new Map<Day, DayChange[]>();
  return (day) => {
    const known = kept.get(day);
    if (known !== undefined) return known;
    const { timeline, from, to } = onDay(sides, day);
    const states = [from, to].map((point) => stateOf(timeline, point));
    for (const state of states) tally.state(state);
    const live = new Set(
      states.flatMap(({ contracts }) =>
        contracts.flatMap(({ clauses }) => clauses.filter(isLive).map(({ ref }) => ref)),
      ),
    );
    const changes = plainChanges(timeline, from, to, new Set()).map((change) => ({
      ...change,
      live: live.has(change.ref),
    }));
    kept.set(day, changes);
    return changes;
  };
}

/** The change of a clause that is to be told: on the first day, unless that tells of nothing. */
function toldOf(found: readonly DayChange[]): DayChange | undefined {
  const [first] = found;
  if (first !== undefined && !QUIET.has(first.class)) return first;
  const inForce = found.find((change) => change.live && !QUIET.has(change.class));
  return inForce ?? found.find(({ flags }) => flags.length > 0);
}

const refsIn = ({ timeline, from, to }: Sides): string[] => [
  ...new Set(
    [from, to].flatMap((point) =>
      stateOf(timeline, point).contracts.flatMap(({ clauses }) => clauses.map(({ ref }) => ref)),
    ),
  ),
];

const inWords = (change: Pick<Change, 'ref' | 'class'>, on: string): string =>
  `${change.ref} ${QUIET.has(change.class) ? 'quiet' : change.class} on ${on}`;

/** Holds a comparison of two histories to what every single day says. */
function holdTo(sides: Sides, { changes, counts }: Comparison): void {
  const refs = refsIn(sides);
  const read = reader(sides);
  const told = refs.flatMap((ref) => {
    const found = differences(sides, ref, read);
    const change = toldOf(found);
    return change === undefined ? [] : [{ change, flagged: found.some(({ flags }) => flags.length > 0) }];
  });
  const expected = new Set(told.map(({ change }) => change.ref));
  const flagged = told.filter((each) => each.flagged).map(({ change }) => change.ref);
  // What is merely moved or restated differs on no day.
  const answered = changes.filter(({ ref, class: kind }) => expected.has(ref) || !QUIET.has(kind));
  expect(answered.map((change) => inWords(change, change.on)).sort()).toStrictEqual(
    told.map(({ change }) => inWords(change, formatDay(change.on))).sort(),
  );
  expect(
    changes
      .filter(({ flags }) => flags.length > 0)
      .map(({ ref }) => ref)
      .sort(),
  ).toStrictEqual(flagged.sort());
  expect(CLASSES.reduce((sum, kind) => sum + counts[kind], 0)).toBe(refs.length);
}

const nameOf = ({ class: kind, action, subject, clauses }: Conflict): string =>
  [kind, action, subject, ...clauses].join(' ');

/** The days on which anything may begin or cease in either history. */
function edgesOf({ timeline, from, to }: Sides): Day[] {
  const days = [from, to].flatMap(({ view }) => timeline.clauses(view).flatMap(({ edges }) => edges));
  return [...new Set(days)];
}

/** Holds the conflicts opened and closed to those that the two histories have on every day. */
function holdConflicts(sides: Sides, { conflicts }: Comparison): void {
  const [before, after] = [sides.from, sides.to].map(
    (point) =>
      new Map(edgesOf(sides).map((on) => [on, stateOf(sides.timeline, { ...point, on }).conflicts] as const)),
  );
  const without = (on: Day, found: Conflict[], others?: ReadonlyMap<Day, Conflict[]>): Conflict[] => {
    const there = new Set((others?.get(on) ?? []).map(nameOf));
    return found.filter((conflict) => !there.has(nameOf(conflict)));
  };
  const gained = [...(after ?? [])].flatMap(([on, found]) => without(on, found, before));
  const lost = [...(before ?? [])].flatMap(([on, found]) => without(on, found, after));
  const [opened, closed] = [conflicts.opened, conflicts.closed].map((list) => new Set(list.map(nameOf)));
  expect(gained.map(nameOf).filter((name) => opened?.has(name) !== true)).toStrictEqual([]);
  // A conflict that only becomes uncertain, because a term passes, does not close.
  const lapsing = new Set(
    [...(before?.values() ?? []), ...(after?.values() ?? [])]
      .flat()
      .flatMap((conflict) => (conflict.certainUntil === null ? [] : [nameOf(conflict)])),
  );
  expect(lost.map(nameOf).filter((name) => closed?.has(name) !== true && !lapsing.has(name))).toStrictEqual(
    [],
  );
  const ever = (found?: ReadonlyMap<Day, Conflict[]>): Set<string> =>
    new Set([...(found?.values() ?? [])].flat().map(nameOf));
  expect([...(opened ?? [])].filter((name) => !ever(after).has(name))).toStrictEqual([]);
  expect([...(closed ?? [])].filter((name) => !ever(before).has(name))).toStrictEqual([]);
}

function holds(
  runs: number,
  check: (timeline: Timeline, events: RecordedEvent[], pick: number) => void,
): void {
  fc.assert(
    fc.property(anyHistory, fc.noBias(fc.nat()), (events, pick) => {
      const timeline = Timeline.of('trial', events);
      sweep(tally, timeline, events);
      check(timeline, events, pick);
    }),
    { numRuns: Math.ceil(runs) },
  );
}

describe('the change that an announcement made', () => {
  it(
    'holds every clause that reads differently on some day, on the first day that tells of it',
    { timeout: TIMEOUT },
    () => {
      holds(RUNS / 3, (timeline, _events, pick) => {
        const tellings = timeline.recorded();
        const telling = tellings[pick % Math.max(1, tellings.length)];
        if (telling === undefined) return;
        const [from, to] = [
          boundaryPoint(timeline, telling, 'before'),
          boundaryPoint(timeline, telling, 'after'),
        ];
        const comparison = changeMade(timeline, telling);
        tally.comparison(comparison);
        holdTo({ timeline, from, to }, comparison);
        holdConflicts({ timeline, from, to }, comparison);
        for (const { ref, class: kind, because } of comparison.changes) {
          expect(because, `${ref} ${kind}`).toContain(telling.id);
        }
        for (const { contract, because } of comparison.contracts) {
          expect(because, contract).toContain(telling.id);
        }
      });
    },
  );
});

describe('the change that a correction or a retraction makes', () => {
  it(
    'holds every clause that reads differently on some day, on the first day that tells of it',
    { timeout: TIMEOUT },
    () => {
      holds(RUNS / 5, (timeline, events, pick) => {
        const amending = events.filter(({ event }) => 'announcement' in event);
        const recorded = amending[pick % Math.max(1, amending.length)];
        if (recorded === undefined || !('announcement' in recorded.event)) return;
        const { revision, event } = recorded;
        const id = event.announcement;
        const tellings = [revision - 1, revision].flatMap((log) => timeline.telling(id, log) ?? []);
        const on = tellings.at(-1)?.span.latest ?? ALL_DAYS.from;
        const [from, to] = [
          dayPoint(timeline, { on, log: revision - 1 }),
          dayPoint(timeline, { on, log: revision }),
        ];
        const comparison = changeAcross(
          { timeline, view: from.view },
          { timeline, view: to.view },
          tellings,
          {
            from,
            to,
          },
        );
        tally.comparison(comparison);
        holdTo({ timeline, from, to }, comparison);
        holdConflicts({ timeline, from, to }, comparison);
        for (const { ref, class: kind, because } of comparison.changes) {
          expect(because.length, `${ref} ${kind}`).toBeGreaterThan(0);
        }
      });
    },
  );
});

it.skipIf(!ENOUGH)('the random histories met every effect, status, reason, conflict, class and flag', () => {
  expect(tally.missing()).toStrictEqual([]);
});
