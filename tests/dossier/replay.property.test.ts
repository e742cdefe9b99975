import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../src/dossier/announcement.ts';
import { clauseHistory } from '../../src/dossier/clause-history.ts';
import { HistorySchema } from '../../src/dossier/answers.ts';
import { changeMade } from '../../src/dossier/change-made.ts';
import { compare } from '../../src/dossier/compare.ts';
import { dayPoint } from '../../src/dossier/points.ts';
import { ComparisonSchema, StateSchema, type State } from '../../src/dossier/shapes.ts';
import { stateAt } from '../../src/dossier/state.ts';
import { Timeline } from '../../src/dossier/timeline.ts';
import { day } from '../support/history.ts';
import { anyDay, anyHistory } from '../support/random-history.ts';
import { anyPoint, pointIn } from '../support/random-points.ts';
import { ENOUGH, RUNS, Tally, TIMEOUT } from '../support/tally.ts';
import { stateOf } from './plain-comparison.ts';
import { sweep } from './sweep.ts';

const tally = new Tally(['effect', 'status', 'reason', 'conflict', 'class', 'flag']);
afterAll(() => console.info(`Replays of random histories met\n${String(tally)}`));

const runs = (share: number): { numRuns: number } => ({ numRuns: Math.ceil(RUNS * share) });
const anyKnown = fc.option(anyDay);

/** Cuts a log into pieces of the given lengths, over and over; the last piece may be shorter. */
function pieces(events: readonly RecordedEvent[], lengths: readonly number[]): RecordedEvent[][] {
  const found: RecordedEvent[][] = [];
  for (let at = 0, turn = 0; at < events.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    found.push(events.slice(at, at + length));
    at += length;
  }
  return found;
}

describe('a revision of the log', () => {
  it('reads as the replay of the events up to it', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(anyHistory, fc.nat({ max: 10 }), anyDay, anyKnown, (events, upTo, on, known) => {
        const log = Math.min(upTo, events.length - 1);
        const [whole, replayed] = [events, events.slice(0, log + 1)].map((each) =>
          Timeline.of('trial', each),
        );
        if (whole === undefined || replayed === undefined) return;
        sweep(tally, whole, events);
        expect(stateAt(whole, { on, known, log })).toStrictEqual(stateAt(replayed, { on, known, log }));
        const [then, now] = [whole, replayed].map((timeline) =>
          compare(timeline, dayPoint(timeline, { on, known, log }), dayPoint(timeline, { on: on + 30, log })),
        );
        expect(then).toStrictEqual(now);
        const told = whole.recorded(log);
        const telling = told[upTo % Math.max(1, told.length)];
        const again = telling === undefined ? undefined : replayed.telling(telling.id);
        expect(again?.id).toBe(telling?.id);
        if (telling !== undefined && again !== undefined) {
          expect(changeMade(whole, telling, log)).toStrictEqual(changeMade(replayed, again));
        }
      }),
      runs(1 / 3),
    );
  });

  it('reads the same however the events before it came', { timeout: TIMEOUT }, () => {
    const anyLengths = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(anyHistory, anyLengths, anyPoint, anyDay, (events, lengths, planned, on) => {
        const whole = Timeline.of('trial', events);
        const pieced = pieces(events, lengths).reduce((timeline, piece) => {
          // Reading in between fills what a timeline keeps, which the next one may share.
          stateAt(timeline, { on });
          return timeline.extend(piece);
        }, Timeline.empty('trial'));
        expect(pieced.head).toBe(whole.head);
        const [one, other] = [whole, pieced].map((timeline) => stateOf(timeline, pointIn(timeline, planned)));
        expect(other).toStrictEqual(one);
        expect(stateAt(pieced, { on })).toStrictEqual(stateAt(whole, { on }));
        expect(pieced.recorded().map(({ id, recorded }) => [id, recorded])).toStrictEqual(
          whole.recorded().map(({ id, recorded }) => [id, recorded]),
        );
      }),
      runs(1 / 4),
    );
  });

  it('leaves the timeline before it as it was', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(anyHistory, fc.nat({ max: 10 }), anyDay, (events, at, on) => {
        const cut = at % events.length;
        const before = Timeline.of('trial', events.slice(0, cut + 1));
        const read: State = stateAt(before, { on });
        const after = before.extend(events.slice(cut + 1));
        stateAt(after, { on });
        expect(stateAt(before, { on })).toStrictEqual(read);
        expect(stateAt(Timeline.of('trial', events.slice(0, cut + 1)), { on })).toStrictEqual(read);
      }),
      runs(1 / 4),
    );
  });
});

describe('a history', () => {
  const farDays = ['0001-01-01', '1582-10-15', '1969-12-31', '9998-12-31'].map(day);

  it('is read in the promised shape at every point, however far away', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(anyHistory, anyPoint, fc.constantFrom(...farDays), (events, planned, far) => {
        const timeline = Timeline.of('trial', events);
        const points = [
          pointIn(timeline, planned),
          dayPoint(timeline, { on: far }),
          dayPoint(timeline, { on: far, known: far }),
        ];
        for (const point of points) {
          const state = stateOf(timeline, point);
          expect(StateSchema.safeParse(state).error).toBeUndefined();
          for (const other of points) {
            const comparison = compare(timeline, point, other);
            expect(ComparisonSchema.safeParse(comparison).error).toBeUndefined();
          }
          for (const ref of timeline.clauseRefs()) {
            const history = clauseHistory(timeline, point.view, ref, null);
            expect(HistorySchema.nullable().safeParse(history).error).toBeUndefined();
          }
        }
      }),
      runs(1 / 10),
    );
  });
});

it.skipIf(!ENOUGH)('the random histories met every effect, status, reason, conflict, class and flag', () => {
  expect(tally.missing()).toStrictEqual([]);
});
