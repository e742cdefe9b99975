/** Random points of random histories: days, states of knowledge and of the record, boundaries of announcements. */
import fc from 'fast-check';
import { formatDay } from '../../src/dossier/dates.ts';
import { boundaryPoint, dayPoint, type Point } from '../../src/dossier/points.ts';
import type { Timeline } from '../../src/dossier/timeline.ts';
import { anyDay } from './random-history.ts';

/** A point of a history that is not known yet: announcements are picked by number. */
export interface PlannedPoint {
  readonly on: number;
  readonly known: number | null;
  readonly log: number | null;
  /** Just before or just after an announcement, which then gives the day. */
  readonly boundary: { readonly pick: number; readonly side: 'before' | 'after' } | null;
}

const anyLog = fc.noBias(fc.nat({ max: 12 }));
const anyBoundary = fc.noBias(
  fc.record({ pick: fc.nat({ max: 11 }), side: fc.constantFrom('before', 'after') }),
);

export const anyPoint: fc.Arbitrary<PlannedPoint> = fc.record({
  on: anyDay,
  known: fc.option(anyDay, { freq: 2 }),
  log: fc.option(anyLog, { freq: 2 }),
  boundary: fc.option(anyBoundary, { freq: 2 }),
});

const PLAIN = { known: null, log: null, boundary: null };

const twoDays = fc
  .record({ on: anyDay, days: fc.noBias(fc.integer({ min: 1, max: 120 })) })
  .map(({ on, days }): [PlannedPoint, PlannedPoint] => [
    { ...PLAIN, on },
    { ...PLAIN, on: on + days },
  ]);
const oneDayTwiceKnown = fc
  .record({ on: anyDay, one: anyDay, other: fc.option(anyDay) })
  .map(({ on, one, other }): [PlannedPoint, PlannedPoint] => [
    { ...PLAIN, on, known: one },
    { ...PLAIN, on, known: other },
  ]);
const oneDayTwiceRecorded = fc
  .record({ on: anyDay, one: anyLog, other: fc.option(anyLog) })
  .map(({ on, one, other }): [PlannedPoint, PlannedPoint] => [
    { ...PLAIN, on, log: one },
    { ...PLAIN, on, log: other },
  ]);
const twoBoundaries = fc
  .record({ on: anyDay, one: anyBoundary, other: anyBoundary })
  .map(({ on, one, other }): [PlannedPoint, PlannedPoint] => [
    { ...PLAIN, on, boundary: one },
    { ...PLAIN, on, boundary: other },
  ]);

/** Two points to compare, in any order. */
export const anyPair: fc.Arbitrary<[PlannedPoint, PlannedPoint]> = fc.oneof(
  { weight: 7, arbitrary: twoDays },
  { weight: 2, arbitrary: oneDayTwiceKnown },
  { weight: 2, arbitrary: oneDayTwiceRecorded },
  { weight: 2, arbitrary: twoBoundaries },
  { weight: 3, arbitrary: fc.tuple(anyPoint, anyPoint) },
);

/** The point in a history; where nothing is on record to stand beside, its day. */
export function pointIn(timeline: Timeline, { on, known, log, boundary }: PlannedPoint): Point {
  const tellings = boundary === null ? [] : timeline.recorded(log ?? timeline.head);
  const telling = boundary === null ? undefined : tellings[boundary.pick % Math.max(1, tellings.length)];
  if (boundary === null || telling === undefined) return dayPoint(timeline, { on, known, log });
  return boundaryPoint(timeline, telling, boundary.side, { known, log });
}

/** A point in few words, for the report of a failure. */
export function wordsOf({ on, known, view, boundary }: Point): string {
  const beside = boundary === null ? '' : ` ${boundary.side} ${boundary.announcement}`;
  return `${formatDay(on)}${beside}, known ${known === null ? 'all' : formatDay(known)}, log ${view.log}`;
}
