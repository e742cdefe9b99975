import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aheadOf } from '../../src/dossier/ahead.ts';
import { formatDay, type Day } from '../../src/dossier/dates.ts';
import { matrixAt } from '../../src/dossier/matrix.ts';
import {
  AheadSchema,
  MatrixSchema,
  TermListSchema,
  ValiditySchema,
  type Part,
  type Validity,
} from '../../src/dossier/overviews.ts';
import type { State } from '../../src/dossier/shapes.ts';
import { stateAt } from '../../src/dossier/state.ts';
import { SubjectGraph } from '../../src/dossier/subjects.ts';
import { termsAt } from '../../src/dossier/terms.ts';
import { Timeline } from '../../src/dossier/timeline.ts';
import { validityOf } from '../../src/dossier/validity.ts';
import { day } from '../support/history.ts';
import { anyDay, anyHistory } from '../support/random-history.ts';
import { RUNS, TIMEOUT } from '../support/tally.ts';

const clocks = {
  known: fc.option(anyDay, { freq: 2 }),
  log: fc.option(fc.nat({ max: 12 }), { freq: 2 }),
};

function holds(run: { from: string | null; to: string | null }, on: Day): boolean {
  return (run.from === null || day(run.from) <= on) && (run.to === null || on < day(run.to));
}

const partOn = (parts: readonly Part[], on: Day): boolean | null =>
  parts.find((part) => holds(part, on))?.certain ?? null;

/** What a validity says of one day, in the words of a state. */
function readValidity({ contracts, conflicts }: Validity, on: Day): unknown {
  return {
    clauses: contracts
      .flatMap(({ clauses }) => clauses)
      .map(({ ref, standings, disputes }) => ({
        ref,
        standings: standings
          .filter((standing) => holds(standing, on))
          .map(({ status, statusReason }) => `${status} ${statusReason}`),
        disputes: disputes
          .filter((dispute) => holds(dispute, on))
          .map(({ by, aspect, parts }) => `${by} ${aspect} ${partOn(parts, on)}`)
          .sort(),
      }))
      .sort((a, b) => (a.ref < b.ref ? -1 : 1)),
    conflicts: conflicts
      .filter(({ parts }) => partOn(parts, on) !== null)
      .map(
        (conflict) =>
          `${conflict.class} ${conflict.clauses.join()} ${conflict.subject} ${partOn(conflict.parts, on)}`,
      )
      .sort(),
  };
}

function readState({ contracts, conflicts }: State): unknown {
  return {
    clauses: contracts
      .flatMap(({ clauses }) => clauses)
      .map(({ ref, status, statusReason, disputes }) => ({
        ref,
        standings: [`${status} ${statusReason}`],
        disputes: disputes.map(({ by, aspect, certain }) => `${by} ${aspect} ${certain}`).sort(),
      }))
      .sort((a, b) => (a.ref < b.ref ? -1 : 1)),
    conflicts: conflicts
      .map(({ class: kind, clauses, subject, certain }) => `${kind} ${clauses.join()} ${subject} ${certain}`)
      .sort(),
  };
}

describe('the validity of a dossier', () => {
  it('says of any day what the state says: statuses, disputes and conflicts', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(
        anyHistory,
        fc.array(anyDay, { minLength: 3, maxLength: 6 }),
        clocks.known,
        clocks.log,
        (events, days, known, log) => {
          const timeline = Timeline.of('trial', events);
          const view = timeline.view(known ?? undefined, log ?? undefined);
          const validity = validityOf(timeline, view, known === null ? null : formatDay(known));
          expect(ValiditySchema.parse(validity)).toStrictEqual(validity);
          for (const on of days) {
            expect(readValidity(validity, on)).toStrictEqual(
              readState(stateAt(timeline, { on, known, log })),
            );
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  it(
    'leaves no day of a clause out, and tells of no two runs what it could tell of one',
    { timeout: TIMEOUT },
    () => {
      fc.assert(
        fc.property(anyHistory, (events) => {
          const timeline = Timeline.of('trial', events);
          for (const { clauses } of validityOf(timeline, timeline.view(), null).contracts) {
            for (const { standings } of clauses) {
              const ends = standings.map(({ to }) => to);
              expect(standings.map(({ from }) => from)).toStrictEqual([null, ...ends.slice(0, -1)]);
              expect(ends.at(-1)).toBeNull();
              const told = standings.map(({ status, statusReason }) => `${status} ${statusReason}`);
              expect(told.filter((words, index) => words === told[index - 1])).toStrictEqual([]);
            }
          }
        }),
        { numRuns: Math.ceil(RUNS / 3) },
      );
    },
  );
});

describe('what lies ahead', () => {
  /** The days after a day on which the state differs from the day before, found by asking for states alone. */
  function turningDays(timeline: Timeline, on: Day, known: Day | null, log: number | null): string[] {
    const days: string[] = [];
    for (let from: Day | null = on; from !== null;) {
      const { validTo }: State['resolved'] = stateAt(timeline, { on: from, known, log }).resolved;
      if (validTo !== null) days.push(validTo);
      from = validTo === null ? null : day(validTo);
    }
    return days;
  }

  it(
    'are the days on which the state differs from the day before, and none besides',
    { timeout: TIMEOUT },
    () => {
      fc.assert(
        fc.property(anyHistory, anyDay, clocks.known, clocks.log, (events, on, known, log) => {
          const timeline = Timeline.of('trial', events);
          const ahead = aheadOf(timeline, { on, known, log });
          expect(AheadSchema.parse(ahead)).toStrictEqual(ahead);
          expect(ahead.days.map((each) => each.on)).toStrictEqual(turningDays(timeline, on, known, log));
        }),
        { numRuns: RUNS },
      );
    },
  );

  it(
    'names for each turn of a clause the statuses on both sides of it, and a cause',
    { timeout: TIMEOUT },
    () => {
      fc.assert(
        fc.property(anyHistory, anyDay, (events, on) => {
          const timeline = Timeline.of('trial', events);
          for (const { on: text, clauses } of aheadOf(timeline, { on }).days) {
            const [before, after] = [day(text) - 1, day(text)].map((each) =>
              stateAt(timeline, { on: each }).contracts.flatMap((contract) => contract.clauses),
            );
            for (const turn of clauses) {
              const statuses = [before, after].map(
                (states) => states?.find(({ ref }) => ref === turn.ref)?.status,
              );
              expect([turn.before, turn.after]).toStrictEqual(statuses);
              if (turn.before !== turn.after) expect(turn.because).not.toStrictEqual([]);
            }
          }
        }),
        { numRuns: Math.ceil(RUNS / 3) },
      );
    },
  );
});

describe('the matrix of rights', () => {
  it(
    'has a clash in a cell where the state has a conflict over the row or what it is part of, and nowhere else',
    { timeout: TIMEOUT },
    () => {
      fc.assert(
        fc.property(anyHistory, anyDay, clocks.known, clocks.log, (events, on, known, log) => {
          const timeline = Timeline.of('trial', events);
          const matrix = matrixAt(timeline, { on, known, log });
          expect(MatrixSchema.parse(matrix)).toStrictEqual(matrix);
          const { conflicts } = stateAt(timeline, { on, known, log });
          const graph = new SubjectGraph(timeline.registry(log ?? undefined).subjects);
          expect(matrix.conflicts).toStrictEqual(conflicts);
          for (const { subject, cells } of matrix.rows) {
            const expected = conflicts
              .map((conflict, index) => ({ conflict, index }))
              .filter(({ conflict }) => graph.within(subject).has(conflict.subject))
              .map(({ index }) => index);
            const marked = cells.flatMap(({ clashes }) => clashes.map(({ conflict }) => conflict));
            expect(marked.sort((a, b) => a - b)).toStrictEqual(expected.flatMap((index) => [index, index]));
          }
        }),
        { numRuns: RUNS },
      );
    },
  );

  it(
    'has every right of a clause that counts in the row of its subject and of each part',
    { timeout: TIMEOUT },
    () => {
      fc.assert(
        fc.property(anyHistory, anyDay, (events, on) => {
          const timeline = Timeline.of('trial', events);
          const graph = new SubjectGraph(timeline.registry().subjects);
          const clauses = stateAt(timeline, { on }).contracts.flatMap((contract) => contract.clauses);
          const rights = clauses
            .filter(({ status }) => status !== 'ended' && status !== 'not-yet')
            .flatMap(({ ref, grants }) => grants.map((grant) => ({ ref, ...grant })));
          for (const { subject, cells } of matrixAt(timeline, { on }).rows) {
            const held = cells.flatMap(({ party, rights: own }) =>
              own.map((right) => `${party} ${right.clause} ${right.action} ${right.target} ${right.direct}`),
            );
            const expected = rights
              .filter(({ target }) => graph.within(subject).has(target))
              .map(
                ({ assignee, ref, action, target }) =>
                  `${assignee} ${ref} ${action} ${target} ${target === subject}`,
              );
            expect(held.sort()).toStrictEqual(expected.sort());
          }
        }),
        { numRuns: Math.ceil(RUNS / 3) },
      );
    },
  );
});

it('terms of a dossier without any are an empty list of the right shape', () => {
  const timeline = Timeline.of('trial', []);
  const terms = termsAt(timeline, { on: 0 });
  expect(TermListSchema.parse(terms)).toStrictEqual({
    dossier: 'trial',
    resolved: { on: '1970-01-01', known: null, log: -1 },
    terms: [],
  });
});
