import { describe, expect, it } from 'vitest';
import { standpointsOn } from '../../src/dossier/standpoints.ts';
import { Timeline } from '../../src/dossier/timeline.ts';
import {
  affirm,
  announce,
  day,
  dispute,
  dossier,
  history,
  introduce,
  openContract,
  settle,
} from '../support/history.ts';

const events = history(
  dossier(),
  announce({
    id: 'opening',
    on: '2026-01-10',
    effects: [openContract('supply'), introduce('supply/volume')],
  }),
  announce({ id: 'again', on: '2026-02-01', by: ['bolt'], effects: [affirm('supply/volume')] }),
  announce({
    id: 'row',
    on: '2026-03-01',
    type: 'RefutationAnnounced',
    by: ['crane'],
    effects: [dispute('supply/volume', 'crane')],
  }),
  announce({ id: 'peace', on: '2026-04-01', effects: [settle('supply/volume', 'crane')] }),
);

const timeline = Timeline.of('trial', events);

function standing(on: string, known?: string): Record<string, string> {
  const view = known === undefined ? timeline.view() : timeline.view(day(known));
  return Object.fromEntries(standpointsOn(timeline, view, day(on)).get('supply/volume')?.said ?? []);
}

describe('a dispute that is over', () => {
  const former = (on: string) =>
    standpointsOn(timeline, timeline.view(), day(on)).get('supply/volume')?.former;

  it('is told of from the day on which it is closed, with what closed it and how', () => {
    expect(former('2026-03-31')).toStrictEqual([]);
    expect(former('2026-04-01')).toMatchObject([
      {
        by: 'crane',
        aspect: null,
        from: '2026-03-01',
        to: '2026-04-01',
        announcement: 'row',
        settledBy: 'peace',
        how: 'agreed',
      },
    ]);
  });
});

describe('a position rests', () => {
  it.each([
    ['2026-01-09', {}],
    ['2026-01-10', { acme: 'opening', bolt: 'opening' }],
    ['2026-02-01', { acme: 'opening', bolt: 'again' }],
    ['2026-03-01', { acme: 'opening', bolt: 'again', crane: 'row' }],
  ])('on what its party said last: on %s', (on, stands) => {
    expect(standing(on)).toStrictEqual(stands);
  });

  it('on nothing that wasn’t known', () => {
    expect(standing('2026-03-01', '2026-02-15')).toStrictEqual({ acme: 'opening', bolt: 'again' });
  });

  it('on no announcement once a dispute is over and the party says nothing more', () => {
    expect(standing('2026-04-01')).toStrictEqual({ acme: 'opening', bolt: 'again' });
  });
});
