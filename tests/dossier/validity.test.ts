import { describe, expect, it } from 'vitest';
import { oracleState } from '../../src/dossier/oracle.ts';
import { stateAt } from '../../src/dossier/state.ts';
import { Timeline } from '../../src/dossier/timeline.ts';
import {
  announce,
  condition,
  day,
  dispute,
  dossier,
  history,
  introduce,
  openContract,
} from '../support/history.ts';

const events = history(
  dossier(),
  announce({
    id: 'opening',
    on: '2026-01-10',
    effects: [
      openContract('supply'),
      introduce('supply/volume', {
        conditions: ['bank', 'rain'].map((id) => ({ id, text: `if ${id}`, disclosed: true })),
      }),
    ],
  }),
  announce({ id: 'bank-said', on: '2026-02-01', effects: [condition('supply/volume', 'bank', 'met')] }),
  announce({ id: 'row', on: '2026-03-01', effects: [dispute('supply/volume', 'crane')] }),
);

describe('the days for which a state is valid', () => {
  it.each([
    { on: '2026-01-01', from: null, to: '2026-01-10' },
    { on: '2026-01-20', from: '2026-01-10', to: '2026-02-01' },
    // One of two conditions is met: the clause stays conditional, but what is shown of it differs.
    { on: '2026-02-10', from: '2026-02-01', to: '2026-03-01' },
    { on: '2026-03-10', from: '2026-03-01', to: null },
  ])('are those around $on on which nothing shown differs', ({ on, from, to }) => {
    const fast = stateAt(Timeline.of('trial', events), { on: day(on) }).resolved;
    const plain = oracleState('trial', events, { on: day(on), known: null, log: null }).resolved;
    expect([fast.validFrom, fast.validTo]).toStrictEqual([from, to]);
    expect([plain.validFrom, plain.validTo]).toStrictEqual([from, to]);
  });
});
