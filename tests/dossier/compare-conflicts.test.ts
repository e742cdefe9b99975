import { describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../src/dossier/announcement.ts';
import type { Comparison } from '../../src/dossier/shapes.ts';
import {
  amend,
  amendContract,
  announce,
  closeContract,
  condition,
  dossier,
  end,
  grant,
  history,
  introduce,
  openContract,
  type Said,
} from '../support/history.ts';
import { between, conflictInWords, madeBy, type Asked } from './comparing.ts';

const [LEFT, RIGHT] = ['supply/left', 'supply/right'];

/** Two exclusive rights to one thing, for bolt and for crane, and what was said later. */
function rivals(...said: Said[]): RecordedEvent[] {
  return history(
    dossier({ subjects: [{ id: 'works', name: 'Works' }] }),
    announce({
      id: 'opening',
      on: '2026-01-10',
      effects: [openContract('supply'), introduce(LEFT, { grants: [grant('bolt', 'exclusive')] })],
    }),
    announce({
      id: 'rival',
      on: '2026-02-01',
      effects: [introduce(RIGHT, { grants: [grant('crane', 'exclusive')] })],
    }),
    ...said.map(announce),
  );
}

function inWords({ conflicts }: Comparison): { opened: string[]; closed: string[] } {
  return { opened: conflicts.opened.map(conflictInWords), closed: conflicts.closed.map(conflictInWords) };
}

const conflictsBetween = (events: readonly RecordedEvent[], from: string | Asked, to: string | Asked) =>
  inWords(between(events, from, to));

const CLASH = 'use works supply/left × supply/right';

describe('a conflict', () => {
  it('opens on the first day on which both rights hold', () => {
    expect(conflictsBetween(rivals(), '2026-01-31', '2026-02-01')).toStrictEqual({
      opened: [`incompatible ${CLASH} 2026-02-01 –`],
      closed: [],
    });
    expect(conflictsBetween(rivals(), '2026-02-01', '2026-03-01')).toStrictEqual({ opened: [], closed: [] });
  });

  it('closes on the first day without it, and names what ended it', () => {
    const events = rivals({ id: 'peace', on: '2026-03-01', effects: [end(RIGHT)] });
    const line = `incompatible ${CLASH} 2026-02-01 – 2026-03-01 by peace`;
    expect(conflictsBetween(events, '2026-02-10', '2026-03-01')).toStrictEqual({
      opened: [],
      closed: [line],
    });
    // One that opened and closed inside the window did both.
    expect(conflictsBetween(events, '2026-01-10', '2026-03-01')).toStrictEqual({
      opened: [line],
      closed: [line],
    });
  });

  it('gives way to another where its class changes', () => {
    const events = history(
      dossier({ subjects: [{ id: 'works', name: 'Works' }] }),
      announce({
        id: 'opening',
        on: '2026-01-10',
        effects: [
          openContract('supply'),
          introduce(LEFT, { grants: [grant('bolt', 'exclusive')] }),
          introduce(RIGHT, {
            grants: [grant('crane', 'exclusive')],
            conditions: [{ id: 'bank', text: 'the bank agrees', disclosed: true }],
          }),
        ],
      }),
      announce({ id: 'bank-said', on: '2026-02-01', effects: [condition(RIGHT, 'bank', 'met')] }),
    );
    expect(conflictsBetween(events, '2026-01-31', '2026-02-01')).toStrictEqual({
      opened: [`incompatible ${CLASH} 2026-02-01 –`],
      closed: [`possible ${CLASH} 2026-01-10 – 2026-02-01 by bank-said`],
    });
  });

  it('opens again after a gap, as another', () => {
    const events = rivals({ id: 'truce', on: '2026-03-01', effects: [end(LEFT, { until: '2026-03-10' })] });
    expect(conflictsBetween(events, '2026-02-10', '2026-03-20')).toStrictEqual({
      opened: [`incompatible ${CLASH} 2026-03-10 –`],
      closed: [`incompatible ${CLASH} 2026-02-01 – 2026-03-01 by truce`],
    });
  });

  it('does not close where a side merely becomes unknown, because the contract’s term passed', () => {
    const events = rivals({
      id: 'term',
      on: '2026-02-10',
      effects: [amendContract('supply', { term: { through: '2026-06-30' } })],
    });
    expect(conflictsBetween(events, '2026-03-01', '2026-08-01')).toStrictEqual({ opened: [], closed: [] });
    expect(conflictsBetween(events, '2026-01-31', '2026-03-01').opened).toStrictEqual([
      `incompatible ${CLASH} 2026-02-01 – certain until 2026-07-01`,
    ]);
  });

  it('opens and closes between two states of knowledge of one day', () => {
    const events = rivals({
      id: 'peace',
      on: '2026-03-01',
      effects: [end(RIGHT, { effectiveOn: '2026-02-20' })],
    });
    const at = (known: string): Asked => ({ on: '2026-02-25', known });
    expect(conflictsBetween(events, at('2026-01-31'), at('2026-02-10'))).toStrictEqual({
      opened: [`incompatible ${CLASH} 2026-02-01 –`],
      closed: [],
    });
    // Who knows of the end knows since when there is no conflict, and why.
    expect(conflictsBetween(events, at('2026-02-10'), at('2026-03-01')).closed).toStrictEqual([
      `incompatible ${CLASH} 2026-02-01 – 2026-02-20 by peace`,
    ]);
  });

  it('is among what an announcement changed, if it was that announcement that opened or closed it', () => {
    const events = rivals(
      { id: 'peace', on: '2026-02-10', effects: [end(RIGHT, { effectiveOn: '2026-03-01' })] },
      { id: 'press', type: 'ReportPublished', on: '2026-02-20', by: ['gazette'], about: [LEFT, RIGHT] },
    );
    expect(inWords(madeBy(events, 'opening'))).toStrictEqual({ opened: [], closed: [] });
    expect(inWords(madeBy(events, 'rival'))).toStrictEqual({
      opened: [`incompatible ${CLASH} 2026-02-01 –`],
      closed: [],
    });
    expect(inWords(madeBy(events, 'peace'))).toStrictEqual({
      opened: [],
      closed: [`incompatible ${CLASH} 2026-02-01 – 2026-03-01 by peace`],
    });
    expect(inWords(madeBy(events, 'press'))).toStrictEqual({ opened: [], closed: [] });
  });

  it('is written with the first imprecise date of either clause that begins on its first day', () => {
    const events = history(
      dossier({ subjects: [{ id: 'works', name: 'Works' }] }),
      announce({
        id: 'opening',
        on: '2025-06-01',
        effects: [
          openContract('supply'),
          introduce(LEFT, { effectiveOn: '2026-01', grants: [grant('bolt', 'exclusive')] }),
        ],
      }),
      announce({
        id: 'rival',
        on: '2025-05-01',
        effects: [
          openContract('lease'),
          introduce('lease/right', { effectiveOn: '2026', grants: [grant('crane', 'exclusive')] }),
        ],
      }),
    );
    // Both dates may have come on 2026-01-01; that of the announcement first in the order names the day.
    const [conflict] = between(events, '2025-12-31', '2026-03-01').conflicts.opened;
    expect([conflict?.clauses, conflict?.from]).toStrictEqual([['lease/right', LEFT], '2026']);
  });
});

describe('a contract between two points', () => {
  const contractsBetween = (events: readonly RecordedEvent[], from: string | Asked, to: string | Asked) =>
    between(events, from, to).contracts.map(
      ({ contract, class: kind, fields, because }) =>
        `${contract} ${kind} (${fields.map(({ path }) => path).join(' ')}) because of ${because.join(', ')}`,
    );
  const events = history(
    dossier(),
    announce({
      id: 'opening',
      on: '2026-01-10',
      effects: [openContract('supply', { effectiveOn: '2026-02-01' }), introduce(LEFT)],
    }),
    announce({
      id: 'shutdown',
      on: '2026-03-01',
      effects: [closeContract('supply', { until: '2026-04-01' })],
    }),
    announce({
      id: 'rider',
      on: '2026-05-01',
      effects: [amendContract('supply', { title: 'Delivery', term: { through: '2026-12-31' } })],
    }),
  );

  it('is opened, closed, opened again, changed, and unknown after its term', () => {
    const days = ['2026-01-20', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01', '2027-01-01'];
    const read = days.slice(1).map((to, index) => contractsBetween(events, days[index] ?? '', to));
    expect(read).toStrictEqual([
      ['supply opened (status) because of opening'],
      ['supply closed (status) because of shutdown'],
      ['supply opened (status) because of shutdown'],
      ['supply changed (title term) because of rider'],
      ['supply certainty (status) because of rider'],
    ]);
  });

  it('is opened or withdrawn where only one state of the record holds it', () => {
    const on = '2026-02-10';
    expect(contractsBetween(events, { on, log: 0 }, { on, log: 1 })).toStrictEqual([
      'supply opened () because of opening',
    ]);
    const retracted = [
      ...events,
      {
        revision: 4,
        event: { type: 'AnnouncementRetracted' as const, announcement: 'opening', reason: 'never said' },
      },
    ];
    expect(contractsBetween(retracted, { on, log: 3 }, { on, log: 4 })).toStrictEqual([
      'supply withdrawn () because of opening',
    ]);
  });

  it('may be closed within a month, and then is unknown', () => {
    const imprecise = [
      ...events,
      {
        revision: 4,
        event: announce({ id: 'month', on: '2026-07', sequence: 1, effects: [closeContract('supply')] }),
      },
    ];
    expect(contractsBetween(imprecise, '2026-06-30', '2026-07-10')).toStrictEqual([
      'supply certainty (status) because of month',
    ]);
    expect(contractsBetween(imprecise, '2026-07-10', '2026-07-31')).toStrictEqual([
      'supply closed (status) because of month',
    ]);
  });

  it('changes nothing of a clause that has an end of its own or survives', () => {
    const kept = history(
      dossier(),
      announce({
        id: 'opening',
        on: '2026-01-10',
        effects: [
          openContract('supply'),
          introduce('supply/own', { end: { through: '2027' } }),
          introduce('supply/stays', { survives: true }),
          introduce('supply/goes'),
        ],
      }),
      announce({
        id: 'closing',
        on: '2026-03-01',
        effects: [closeContract('supply'), amend('supply/own', { note: 'kept', heading: 'Kept' })],
      }),
    );
    const { changes, unchanged } = between(kept, '2026-02-01', '2026-03-01');
    expect(changes.map(({ ref, class: kind }) => `${ref} ${kind}`)).toStrictEqual([
      'supply/own changed',
      'supply/goes ended',
    ]);
    expect(unchanged.map(({ ref }) => ref)).toStrictEqual(['supply/stays']);
  });
});
