import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { boundaryPoint } from '../../src/dossier/points.ts';
import { oracleState } from '../../src/dossier/oracle.ts';
import type { State } from '../../src/dossier/shapes.ts';
import { stateAt } from '../../src/dossier/state.ts';
import { Timeline } from '../../src/dossier/timeline.ts';
import { anyDay, anyHistory } from '../support/random-history.ts';
import { ENOUGH, RUNS, Tally, TIMEOUT } from '../support/tally.ts';

const tally = new Tally(['effect', 'status', 'reason', 'conflict']);
afterAll(() => console.info(`The oracle and the timeline read\n${String(tally)}`));

/** What warnings and assumptions say in words is nobody's rule. */
function withoutWords(state: State): unknown {
  return {
    ...state,
    warnings: state.warnings.map(({ announcement, pointer }) => ({ announcement, pointer })),
    assumptions: state.assumptions.map(({ kind, announcement, clauses }) => ({
      kind,
      announcement,
      clauses,
    })),
  };
}

describe('the timeline is the oracle', () => {
  it('at every point of the three clocks', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(
        anyHistory,
        anyDay,
        fc.option(anyDay, { freq: 2 }),
        fc.option(fc.nat({ max: 12 }), { freq: 2 }),
        (events, on, known, log) => {
          const timeline = Timeline.of('trial', events);
          const fast = stateAt(timeline, { on, known, log });
          tally.events(events);
          tally.state(fast);
          expect(withoutWords(fast)).toStrictEqual(
            withoutWords(oracleState('trial', events, { on, known, log })),
          );
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('just before and just after every announcement', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(), fc.boolean(), (events, pick, inclusive) => {
        const timeline = Timeline.of('trial', events);
        const tellings = timeline.recorded();
        const telling = tellings[pick % Math.max(1, tellings.length)];
        fc.pre(telling !== undefined);
        const point = boundaryPoint(timeline, telling, inclusive ? 'after' : 'before');
        const fast = stateAt(timeline, { on: point.on, cut: point.view.cut });
        tally.events(events);
        tally.state(fast);
        const cut = { announcement: telling.id, inclusive };
        const plain = oracleState('trial', events, { on: point.on, known: null, log: null, cut });
        expect(withoutWords(fast)).toStrictEqual(withoutWords(plain));
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });
});

it.skipIf(!ENOUGH)('the random histories met every effect, status, reason and conflict', () => {
  expect(tally.missing()).toStrictEqual([]);
});
