import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { changeMade } from '../../src/dossier/change-made.ts';
import { CONTENT_FIELDS } from '../../src/dossier/effects.ts';
import { forbidden } from '../../src/dossier/permitted.ts';
import { boundaryPoint } from '../../src/dossier/points.ts';
import type { ClauseState, State } from '../../src/dossier/shapes.ts';
import { stateAt } from '../../src/dossier/state.ts';
import { Timeline } from '../../src/dossier/timeline.ts';
import { anyDay, anyHistory, anyRefutation, anyReport, withEvent } from '../support/random-history.ts';
import { ENOUGH, RUNS, Tally, TIMEOUT } from '../support/tally.ts';
import { sweep } from './sweep.ts';

const tally = new Tally(['effect', 'status', 'reason', 'conflict', 'class', 'flag']);
afterAll(() => console.info(`Histories with reports and refutations met\n${String(tally)}`));

/** A state without what says how far our record goes. */
function withoutRecord(state: State, report: string): unknown {
  return {
    ...state,
    resolved: { ...state.resolved, log: null, lastAnnouncement: null },
    possiblyKnown: state.possiblyKnown.filter((id) => id !== report),
  };
}

describe('a press report', () => {
  it('never changes a state, wherever it stands in the log and in the order', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(
        anyHistory,
        anyReport,
        fc.nat(),
        anyDay,
        fc.option(anyDay),
        (events, report, place, on, known) => {
          const more = withEvent(events, report, place);
          const [without, including] = [events, more].map((each) => Timeline.of('trial', each));
          if (without === undefined || including === undefined) return;
          sweep(tally, including, more);
          expect(withoutRecord(stateAt(including, { on, known }), report.id)).toStrictEqual(
            withoutRecord(stateAt(without, { on, known }), report.id),
          );
          const telling = including.telling(report.id);
          if (telling === undefined) throw new Error('the report is on record');
          const { changes, contracts, conflicts, warnings } = changeMade(including, telling);
          expect({ changes, contracts, conflicts, warnings }).toStrictEqual({
            changes: [],
            contracts: [],
            conflicts: { opened: [], closed: [] },
            warnings: [],
          });
        },
      ),
      { numRuns: Math.ceil(RUNS / 4) },
    );
  });
});

/** What a refutation never touches: whether a clause holds, why, and what it says. */
function termsOf({
  ref,
  status,
  statusReason,
  endedBy,
  replacedBy,
  version,
  ...clause
}: ClauseState): unknown {
  return {
    ref,
    status,
    statusReason,
    endedBy,
    replacedBy,
    version,
    uncertain: clause.uncertain,
    terms: clause.terms,
    conditions: clause.conditions,
    content: CONTENT_FIELDS.map((field) => clause[field]),
    lastChangedBy: clause.lastChangedBy,
  };
}

function clausesIn({ contracts }: State): ClauseState[] {
  return contracts.flatMap(({ clauses }) => clauses);
}

describe('a refutation', () => {
  it(
    'leaves every clause on record before it as it was, and every conflict between them',
    { timeout: TIMEOUT },
    () => {
      fc.assert(
        fc.property(
          anyHistory,
          anyRefutation,
          fc.nat(),
          fc.array(anyDay, { minLength: 3, maxLength: 3 }),
          (events, refutation, place, days) => {
            expect(
              refutation.effects.flatMap((effect) => forbidden(refutation.type, effect) ?? []),
            ).toStrictEqual([]);
            const more = withEvent(events, refutation, place);
            const [without, including] = [events, more].map((each) => Timeline.of('trial', each));
            const telling = including?.telling(refutation.id);
            if (without === undefined || including === undefined || telling === undefined) return;
            sweep(tally, including, more);
            const { view } = boundaryPoint(including, telling, 'before');
            const before = new Set(including.clauses(view).map(({ ref }) => ref));
            for (const on of days) {
              const [left, right] = [without, including].map((timeline) => stateAt(timeline, { on }));
              if (left === undefined || right === undefined) return;
              // Those put on record later may read differently: the refutation may have put them there first.
              // So may the order: a later move may be relative to such a clause.
              const [lefts, rights] = [left, right].map((state) =>
                clausesIn(state)
                  .filter(({ ref }) => before.has(ref))
                  .sort((a, b) => (a.ref < b.ref ? -1 : 1))
                  .map(termsOf),
              );
              expect(rights).toStrictEqual(lefts);
              const [ones, others] = [left, right].map(({ conflicts }) =>
                conflicts
                  .filter(({ clauses }) => clauses.every((ref) => before.has(ref)))
                  .map(({ from: _from, to: _to, ...conflict }) => conflict),
              );
              expect(others).toStrictEqual(ones);
            }
          },
        ),
        { numRuns: Math.ceil(RUNS / 4) },
      );
    },
  );
});

it.skipIf(!ENOUGH)('the random histories met every effect, status, reason, conflict, class and flag', () => {
  expect(tally.missing()).toStrictEqual([]);
});
