import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { compare } from '../../src/dossier/compare.ts';
import { formatDay, parseDay } from '../../src/dossier/dates.ts';
import { isContractEffect } from '../../src/dossier/effects.ts';
import { dayPoint, type Point } from '../../src/dossier/points.ts';
import { CLASSES, ComparisonSchema, type Comparison, type Conflict } from '../../src/dossier/shapes.ts';
import { Timeline } from '../../src/dossier/timeline.ts';
import { contractOf } from '../../src/dossier/vocabulary.ts';
import { anyDay, anyHistory } from '../support/random-history.ts';
import { anyPair, pointIn, wordsOf } from '../support/random-points.ts';
import { ENOUGH, RUNS, Tally, TIMEOUT } from '../support/tally.ts';
import { movedIn, plainChanges, stateOf, type PlainChange } from './plain-comparison.ts';

const tally = new Tally(['effect', 'status', 'reason', 'conflict', 'class', 'flag']);
afterAll(() => console.info(`Comparisons of random histories met\n${String(tally)}`));

const anyPairs = fc.array(anyPair, { minLength: 3, maxLength: 3, size: 'max' });

interface Case {
  readonly timeline: Timeline;
  /** The older point. */
  readonly from: Point;
  readonly to: Point;
  readonly comparison: Comparison;
}

/** Holds a property to pairs of points of random histories. */
function holds(runs: number, check: (found: Case) => void): void {
  fc.assert(
    fc.property(anyHistory, anyPairs, (events, pairs) => {
      const timeline = Timeline.of('trial', events);
      tally.events(events);
      for (const pair of pairs) {
        const [one, other] = [pointIn(timeline, pair[0]), pointIn(timeline, pair[1])];
        const comparison = compare(timeline, one, other);
        const [from, to] = comparison.swapped ? [other, one] : [one, other];
        tally.comparison(comparison);
        tally.state(stateOf(timeline, to));
        check({ timeline, from, to, comparison });
      }
    }),
    { numRuns: Math.ceil(runs) },
  );
}

/** Every way of choosing one from each list. */
function choices<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>(
    (chosen, list) => chosen.flatMap((start) => list.map((item) => [...start, item])),
    [[]],
  );
}

type Saying = Pick<PlainChange, 'ref' | 'class' | 'flags' | 'revertedWithin'>;

function inWords({ ref, class: kind, flags, revertedWithin }: Saying, on: string): string {
  return [ref, kind, ...flags, ...(revertedWithin ? ['reverted'] : []), 'on', on].join(' ');
}

/** What the table has to say: the changes, the counts and the clauses that are unchanged. */
function expected(changes: readonly PlainChange[]) {
  const loud = changes.filter(
    ({ class: kind, flags }) => (kind !== 'unchanged' && kind !== 'not-in-force') || flags.length > 0,
  );
  return {
    changes: loud.map((change) => inWords(change, formatDay(change.on))).sort(),
    counts: CLASSES.map((kind) => [kind, changes.filter((change) => change.class === kind).length]),
    unchanged: changes
      .filter((change) => change.class === 'unchanged' && change.flags.length === 0)
      .map(({ ref }) => ref)
      .sort(),
  };
}

function answered({ changes, counts, unchanged }: Comparison): ReturnType<typeof expected> {
  return {
    changes: changes.map((change) => inWords(change, change.on)).sort(),
    counts: CLASSES.map((kind) => [kind, counts[kind]]),
    unchanged: unchanged.map(({ ref }) => ref).sort(),
  };
}

const refsIn = (timeline: Timeline, point: Point): string[] =>
  stateOf(timeline, point).contracts.flatMap(({ clauses }) => clauses.map(({ ref }) => ref));

describe('a comparison of two points', () => {
  it(
    'gives each clause the one class, the flags and the day that the table gives it',
    { timeout: TIMEOUT },
    () => {
      holds(RUNS / 1.5, ({ timeline, from, to, comparison }) => {
        // Where several clauses may be said to have moved, one of the choices has to be made.
        const readings = choices(movedIn(timeline, from, to)).map((sets) =>
          expected(plainChanges(timeline, from, to, new Set(sets.flatMap((set) => [...set])))),
        );
        const answer = answered(comparison);
        const text = JSON.stringify(answer);
        const fitting = readings.find((reading) => JSON.stringify(reading) === text) ?? readings[0];
        expect(answer, `${wordsOf(from)} → ${wordsOf(to)}`).toStrictEqual(fitting);
      });
    },
  );

  it(
    'counts each clause that is listed at either point once, and numbers its changes',
    { timeout: TIMEOUT },
    () => {
      holds(RUNS / 10, ({ timeline, from, to, comparison }) => {
        const { counts, changes, unchanged } = comparison;
        const listed = new Set([...refsIn(timeline, from), ...refsIn(timeline, to)]);
        const sum = CLASSES.reduce((total, kind) => total + counts[kind], 0);
        const told = [...changes.map(({ ref }) => ref), ...unchanged.map(({ ref }) => ref)];
        const quiet = counts['not-in-force'] - changes.filter((each) => each.class === 'not-in-force').length;
        expect(sum).toBe(listed.size);
        expect(new Set(told).size).toBe(told.length);
        expect(told.length + quiet).toBe(listed.size);
        expect(changes.map(({ number }) => number)).toStrictEqual(changes.map((_, index) => index + 1));
        expect([counts.disputed, counts.settled]).toStrictEqual(
          (['disputed', 'settled'] as const).map(
            (flag) => changes.filter(({ flags }) => flags.includes(flag)).length,
          ),
        );
        expect(ComparisonSchema.safeParse(comparison).error).toBeUndefined();
      });
    },
  );

  it('shows each clause as the states at its points have it', { timeout: TIMEOUT }, () => {
    holds(RUNS / 10, ({ timeline, from, to, comparison }) => {
      const [lefts, rights] = [from, to].map((point) => {
        const clauses = stateOf(timeline, point).contracts.flatMap((contract) => contract.clauses);
        return new Map(clauses.map((clause) => [clause.ref, clause]));
      });
      for (const { ref, before, after } of comparison.changes) {
        expect({ before, after }).toStrictEqual({
          before: lefts?.get(ref) ?? null,
          after: rights?.get(ref) ?? null,
        });
      }
    });
  });

  it('names announcements that concern the clause as the cause of every change', { timeout: TIMEOUT }, () => {
    holds(RUNS / 3, ({ timeline, from, to, comparison }) => {
      const where = `${wordsOf(from)} → ${wordsOf(to)}`;
      /** Whether an announcement has an effect on something in this contract at either point. */
      const concerns = (id: string, contract: string, ref: string | null): boolean =>
        [from, to].some(({ view }) =>
          timeline.telling(id, view.log)?.content.effects.some((effect) => {
            if (isContractEffect(effect)) return effect.contract === contract;
            // The order of a clause may hang on where another one stands.
            return ref === null ? contractOf(effect.clause) === contract : effect.clause === ref;
          }),
        );
      for (const { ref, class: kind, because, flags } of comparison.changes) {
        const said = `${ref} is ${kind} ${flags.join(' ')} because of ${because.join(', ')}: ${where}`;
        const clause = kind === 'moved' ? null : ref;
        const foreign = because.filter((id) => !concerns(id, contractOf(ref), clause));
        expect(because.length, said).toBeGreaterThan(0);
        expect(foreign, said).toStrictEqual([]);
        expect(new Set(because).size, said).toBe(because.length);
      }
      for (const { contract, class: kind, because } of comparison.contracts) {
        expect(because.length, `${contract} is ${kind}: ${where}`).toBeGreaterThan(0);
        expect(because.filter((id) => !concerns(id, contract, null))).toStrictEqual([]);
      }
    });
  });

  it('does not depend on which point is named first', { timeout: TIMEOUT }, () => {
    holds(RUNS / 10, ({ timeline, from, to, comparison }) => {
      const backwards = compare(timeline, to, from);
      const same = JSON.stringify(comparison.from) === JSON.stringify(comparison.to);
      expect({ ...backwards, swapped: true }).toStrictEqual({ ...comparison, swapped: true });
      expect([compare(timeline, from, to).swapped, backwards.swapped]).toStrictEqual([false, !same]);
    });
  });

  it('finds nothing between a point and itself', { timeout: TIMEOUT }, () => {
    holds(RUNS / 10, ({ timeline, to }) => {
      const { changes, contracts, conflicts, counts, announcements } = compare(timeline, to, to);
      const quiet = counts.unchanged + counts['not-in-force'];
      expect({ changes, contracts, conflicts, announcements, quiet }).toStrictEqual({
        changes: [],
        contracts: [],
        conflicts: { opened: [], closed: [] },
        announcements: [],
        quiet: refsIn(timeline, to).length,
      });
    });
  });
});

/** A conflict apart from how certain it is, which differs from day to day. */
function nameOf({ class: kind, action, subject, clauses, from }: Conflict): string {
  return [kind, action, subject, ...clauses, from].join(' ');
}

describe('the conflicts of a comparison', () => {
  it('lead from those of the one day to those of the other', { timeout: TIMEOUT }, () => {
    const anyDays = fc.tuple(anyDay, anyDay);
    fc.assert(
      fc.property(anyHistory, anyDays, (events, days) => {
        const timeline = Timeline.of('trial', events);
        const [first = 0, last = 0] = [...days].sort((a, b) => a - b);
        const [from, to] = [dayPoint(timeline, { on: first }), dayPoint(timeline, { on: last })];
        const [before, after] = [from, to].map((point) => stateOf(timeline, point).conflicts);
        const { opened, closed } = compare(timeline, from, to).conflicts;
        tally.events(events);
        // A conflict of which a side became unknown, because a term passed, is neither there nor closed.
        const lapsed = ({ certainUntil }: Conflict): boolean =>
          certainUntil !== null && (parseDay(certainUntil) ?? 0) <= last;
        const gone = new Set(closed.map(nameOf));
        const left = [...(before ?? []), ...opened].filter(
          (each) => !lapsed(each) && !gone.has(nameOf(each)),
        );
        expect(left.map(nameOf).sort()).toStrictEqual((after ?? []).map(nameOf).sort());
        const there = new Set([...(before ?? []), ...opened].map(nameOf));
        expect(closed.filter((each) => !there.has(nameOf(each)))).toStrictEqual([]);
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    );
  });
});

it.skipIf(!ENOUGH)('the random histories met every effect, status, reason, conflict, class and flag', () => {
  expect(tally.missing()).toStrictEqual([]);
});
