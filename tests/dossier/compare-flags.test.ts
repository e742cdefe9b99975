import { describe, expect, it } from 'vitest';
import { amend, dispute, settle } from '../support/history.ts';
import { after, between, changesIn, countsIn, VOLUME } from './comparing.ts';

describe('the flags', () => {
  const events = after(
    { id: 'row', on: '2026-02-01', effects: [dispute(VOLUME, 'bolt', { aspect: 'scope' })] },
    { id: 'peace', on: '2026-03-01', effects: [settle(VOLUME, 'bolt', { how: 'withdrawn' })] },
    { id: 'quarrel', on: '2026-04-01', effects: [dispute(VOLUME, 'crane', { until: '2026-04-10' })] },
  );

  it('tell of a dispute that opened inside the window, beside the class', () => {
    const comparison = between(events, '2026-01-31', '2026-02-01');
    expect(changesIn(comparison)).toStrictEqual([
      'supply/volume unchanged disputed on 2026-02-01 because of row',
    ]);
    expect(comparison.changes[0]?.disputes).toStrictEqual({
      opened: [{ by: 'bolt', aspect: 'scope', on: '2026-02-01', announcement: 'row', how: null }],
      closed: [],
    });
    // A clause with a flag stands among the changes, not among those that stayed as they were.
    expect([countsIn(comparison), comparison.unchanged]).toStrictEqual([{ unchanged: 1, disputed: 1 }, []]);
  });

  it('tell of a dispute that was settled inside the window, and how', () => {
    const comparison = between(events, '2026-02-10', '2026-03-10');
    expect(changesIn(comparison)).toStrictEqual([
      'supply/volume unchanged settled on 2026-03-01 because of peace',
    ]);
    expect(comparison.changes[0]?.disputes).toStrictEqual({
      opened: [],
      closed: [{ by: 'bolt', aspect: 'scope', on: '2026-03-01', announcement: 'peace', how: 'withdrawn' }],
    });
  });

  it('tell of both where a dispute came and went', () => {
    const comparison = between(events, '2026-01-31', '2026-05-01');
    expect(changesIn(comparison)).toStrictEqual([
      'supply/volume unchanged disputed settled on 2026-02-01 because of row, peace, quarrel',
    ]);
    expect(comparison.changes[0]?.disputes.closed).toStrictEqual([
      { by: 'bolt', aspect: 'scope', on: '2026-03-01', announcement: 'peace', how: 'withdrawn' },
      { by: 'crane', aspect: null, on: '2026-04-10', announcement: null, how: null },
    ]);
    expect(countsIn(comparison)).toStrictEqual({ unchanged: 1, disputed: 1, settled: 1 });
  });

  it('tell of a dispute that only one state of knowledge holds', () => {
    const comparison = between(
      events,
      { on: '2026-02-15', known: '2026-01-31' },
      { on: '2026-02-15', known: '2026-02-15' },
    );
    expect(changesIn(comparison)).toStrictEqual([
      'supply/volume unchanged disputed on 2026-02-15 because of row',
    ]);
    expect(comparison.changes[0]?.disputes.opened).toStrictEqual([
      { by: 'bolt', aspect: 'scope', on: '2026-02-01', announcement: 'row', how: null },
    ]);
  });

  it('are no class: a clause that changed keeps its class beside them', () => {
    const both = after({
      id: 'row',
      on: '2026-02-01',
      effects: [dispute(VOLUME, 'bolt'), amend(VOLUME, { text: 'two' })],
    });
    expect(changesIn(between(both, '2026-01-31', '2026-02-01'))).toStrictEqual([
      'supply/volume changed disputed on 2026-02-01 (text) because of row',
    ]);
  });
});
