import { describe, expect, it } from 'vitest';
import {
  affirm,
  amend,
  amendContract,
  announce,
  closeContract,
  condition,
  correct,
  dispute,
  dossier,
  end,
  history,
  introduce,
  move,
  openContract,
} from '../support/history.ts';
import { after, between, changesIn, PRICE, VOLUME } from './comparing.ts';

describe('the causes of a change', () => {
  it('are all announcements whose effects begin inside the window, in their order', () => {
    const events = after(
      { id: 'second', on: '2026-02-10', effects: [amend(VOLUME, { text: 'two' })] },
      { id: 'first', on: '2026-02-05', effects: [amend(VOLUME, { heading: 'Amount' })] },
      { id: 'outside', on: '2026-03-05', effects: [amend(VOLUME, { number: '4' })] },
    );
    expect(changesIn(between(events, '2026-02-01', '2026-03-01'))).toStrictEqual([
      'supply/volume changed on 2026-02-05 (heading text) because of first, second',
    ]);
  });

  it('count when an effect begins or ceases, whenever it was announced', () => {
    const events = after(
      { id: 'ahead', on: '2026-01-20', effects: [amend(VOLUME, { text: 'two', effectiveOn: '2026-03-01' })] },
      {
        id: 'for-a-while',
        on: '2026-01-25',
        effects: [amend(VOLUME, { heading: 'Amount', until: '2026-03-10' })],
      },
      {
        id: 'behind',
        on: '2026-06-01',
        effects: [amend(VOLUME, { number: '4', effectiveOn: '2026-03-05' })],
      },
    );
    expect(changesIn(between(events, '2026-02-01', '2026-04-01'))).toStrictEqual([
      'supply/volume changed on 2026-03-01 (heading text number) because of ahead, for-a-while, behind',
    ]);
    // Seen from the day on which the last of them was announced, all is as it was.
    expect(changesIn(between(events, '2026-05-31', '2026-06-01'))).toStrictEqual([]);
  });

  it('are for a calendar end the announcement that set it, however long ago', () => {
    const events = after(
      { id: 'set', on: '2026-02-01', effects: [amend(VOLUME, { end: { through: '2026-06' } })] },
      { id: 'other', on: '2026-03-01', effects: [amend(VOLUME, { text: 'two' })] },
    );
    expect(changesIn(between(events, '2026-06-30', '2026-07-01'))).toStrictEqual([
      'supply/volume ended on 2026-07-01 (status) because of set',
    ]);
  });

  it('are for a term that passes the announcement that set it', () => {
    const events = after({
      id: 'set',
      on: '2026-02-01',
      effects: [amendContract('supply', { term: { through: '2026-06-30' } })],
    });
    const comparison = between(events, '2026-06-01', '2026-07-01');
    expect(changesIn(comparison)).toStrictEqual([
      'supply/volume certainty on 2026-07-01 (status) because of set',
    ]);
    expect(comparison.contracts).toStrictEqual([
      {
        contract: 'supply',
        class: 'certainty',
        title: 'Supply',
        fields: [{ path: 'status', before: 'in-force', after: 'unknown' }],
        because: ['set'],
      },
    ]);
  });

  it('are for a term prolonged after it had passed the announcement that prolonged it', () => {
    const events = history(
      dossier(),
      announce({
        id: 'opening',
        on: '2026-01-10',
        effects: [openContract('supply', { term: { through: '2026-02-28' } }), introduce(VOLUME)],
      }),
      announce({
        id: 'longer',
        on: '2026-03-10',
        effects: [amendContract('supply', { term: { through: '2027' } })],
      }),
    );
    expect(changesIn(between(events, '2026-03-05', '2026-03-10'))).toStrictEqual([
      'supply/volume certainty on 2026-03-10 (status) because of longer',
    ]);
    const [known, later] = ['2026-03-09', '2026-03-10'];
    expect(
      changesIn(between(events, { on: '2026-04-01', known }, { on: '2026-04-01', known: later })),
    ).toStrictEqual(['supply/volume certainty on 2026-04-01 (status) because of opening, longer']);
  });

  it('are for a closed contract the closing, when it begins and when it ceases', () => {
    const events = after({
      id: 'shutdown',
      on: '2026-02-01',
      effects: [closeContract('supply', { effectiveOn: '2026-03-01', until: '2026-03-10' })],
    });
    expect(changesIn(between(events, '2026-02-20', '2026-03-05'))).toStrictEqual([
      'supply/volume ended on 2026-03-01 (status) because of shutdown',
    ]);
    expect(changesIn(between(events, '2026-03-05', '2026-03-10'))).toStrictEqual([
      'supply/volume added on 2026-03-10 (status) because of shutdown',
    ]);
  });

  it('are for a contract that may be closed within a month the closing', () => {
    const events = after({
      id: 'shutdown',
      on: '2026-02-01',
      effects: [closeContract('supply', { effectiveOn: '2026-03' })],
    });
    expect(changesIn(between(events, '2026-02-20', '2026-03-05'))).toStrictEqual([
      'supply/volume certainty on 2026-03-01 (status) because of shutdown',
    ]);
  });

  it('are for a calendar end of which it is not certain that it holds the announcement that set it', () => {
    const events = after({
      id: 'month',
      on: '2026-02',
      effects: [amend(VOLUME, { end: { through: '2026-02-10' } })],
    });
    expect(changesIn(between(events, '2026-02-09', '2026-02-11'))).toStrictEqual([
      'supply/volume certainty on 2026-02-11 (status) because of month',
    ]);
  });

  it('do not include what happened to the contract without touching the clause', () => {
    const events = after(
      { id: 'naming', on: '2026-02-01', effects: [amendContract('supply', { title: 'Delivery' })] },
      { id: 'joining', on: '2026-02-02', effects: [amendContract('supply', { parties: ['acme', 'crane'] })] },
      { id: 'rider', on: '2026-02-03', effects: [amend(VOLUME, { text: 'two' })] },
    );
    const comparison = between(events, '2026-01-31', '2026-03-01');
    expect(changesIn(comparison)).toStrictEqual([
      'supply/volume changed on 2026-02-03 (text) because of rider',
    ]);
    expect(comparison.contracts).toStrictEqual([
      {
        contract: 'supply',
        class: 'changed',
        title: 'Delivery',
        fields: [
          { path: 'title', before: 'Supply', after: 'Delivery' },
          { path: 'parties', before: ['acme', 'bolt'], after: ['acme', 'crane'] },
        ],
        because: ['naming', 'joining'],
      },
    ]);
  });

  it('do not include the opening of a contract for a clause that came later', () => {
    const events = history(
      dossier(),
      announce({ id: 'opening', on: '2026-01-10', effects: [openContract('supply')] }),
      announce({ id: 'rider', on: '2026-02-01', effects: [introduce(VOLUME)] }),
    );
    expect(changesIn(between(events, '2026-01-01', '2026-02-01'))).toStrictEqual([
      'supply/volume added on 2026-02-01 (status) because of rider',
    ]);
  });

  it('are moves for a move, affirmations for a restatement, disputes for a flag, and none of these otherwise', () => {
    const events = after(
      { id: 'rider', on: '2026-01-15', effects: [introduce(PRICE)] },
      { id: 'moving', on: '2026-02-01', effects: [move(PRICE, { first: true })] },
      { id: 'speech', on: '2026-02-02', effects: [affirm(PRICE), affirm(VOLUME)] },
      { id: 'recital', on: '2026-02-03', effects: [introduce(PRICE, { since: 'unknown', text: 'x' })] },
      { id: 'row', on: '2026-02-04', effects: [dispute(VOLUME, 'crane')] },
      { id: 'text', on: '2026-02-05', effects: [amend(PRICE, { text: 'two' })] },
    );
    expect(changesIn(between(events, '2026-01-31', '2026-02-04'))).toStrictEqual([
      'supply/price moved on 2026-02-04 because of moving',
      'supply/volume restated disputed on 2026-02-04 because of speech, row',
    ]);
    expect(changesIn(between(events, '2026-01-31', '2026-02-05'))).toStrictEqual([
      'supply/price changed on 2026-02-05 (text) because of text',
      'supply/volume restated disputed on 2026-02-04 because of speech, row',
    ]);
  });

  it('include a condition that was met or failed', () => {
    const conditions = [{ id: 'bank', text: 'the bank agrees', disclosed: true }];
    const events = history(
      dossier(),
      announce({
        id: 'opening',
        on: '2026-01-10',
        effects: [
          openContract('supply'),
          introduce(VOLUME, { conditions }),
          introduce(PRICE, { conditions }),
        ],
      }),
      announce({
        id: 'bank-said',
        on: '2026-02-01',
        effects: [condition(VOLUME, 'bank', 'met'), condition(PRICE, 'bank', 'failed')],
      }),
    );
    expect(changesIn(between(events, '2026-01-31', '2026-02-01'))).toStrictEqual([
      'supply/volume changed on 2026-02-01 (status conditions/0/state) because of bank-said',
      'supply/price ended on 2026-02-01 (status conditions/0/state) because of bank-said',
    ]);
  });
});

describe('the causes between two states of one day', () => {
  it('are the announcements that only one knows and that cover the day', () => {
    const events = after(
      {
        id: 'covers',
        on: '2026-02-01',
        effects: [amend(VOLUME, { text: 'two', effectiveOn: '2026-01-15' })],
      },
      {
        id: 'later',
        on: '2026-02-02',
        effects: [amend(VOLUME, { text: 'three', effectiveOn: '2026-06-01' })],
      },
      {
        id: 'earlier',
        on: '2026-02-03',
        effects: [amend(VOLUME, { number: '9', effectiveOn: '2026-01-11', until: '2026-01-14' })],
      },
    );
    const on = '2026-01-20';
    expect(
      changesIn(between(events, { on, known: '2026-01-31' }, { on, known: '2026-03-01' })),
    ).toStrictEqual(['supply/volume changed on 2026-01-20 (text) because of covers']);
  });

  it('are the corrected announcement where only our record differs', () => {
    const events = after({ id: 'rider', on: '2026-02-01', effects: [amend(VOLUME, { text: 'two' })] });
    const corrected = announce({
      id: 'rider',
      on: '2026-02-01',
      effects: [amend(VOLUME, { text: 'three' })],
    });
    const more = [...events, { revision: 3, event: correct(corrected) }];
    const on = '2026-03-01';
    expect(changesIn(between(more, { on, log: 2 }, { on, log: 3 }))).toStrictEqual([
      'supply/volume changed on 2026-03-01 (text) because of rider',
    ]);
  });

  it('are the retracted announcement, although the later record does not hold it', () => {
    const events = after({ id: 'notice', on: '2026-02-01', effects: [end(VOLUME)] });
    const more = [
      ...events,
      {
        revision: 3,
        event: { type: 'AnnouncementRetracted' as const, announcement: 'notice', reason: 'never said' },
      },
    ];
    const on = '2026-03-01';
    expect(changesIn(between(more, { on, log: 2 }, { on, log: 3 }))).toStrictEqual([
      'supply/volume added on 2026-03-01 (status) because of notice',
    ]);
  });

  it('are the introductions that change places where a correction moves them', () => {
    const events = history(
      dossier(),
      announce({ id: 'opening', on: '2026-01-01', effects: [openContract('supply')] }),
      announce({ id: 'one', on: '2026-01-05', effects: [introduce(VOLUME)] }),
      announce({ id: 'other', on: '2026-01-10', effects: [introduce(PRICE)] }),
      correct(announce({ id: 'other', on: '2026-01-03', effects: [introduce(PRICE)] })),
    );
    const on = '2026-03-01';
    expect(changesIn(between(events, { on, log: 3 }, { on, log: 4 }))).toStrictEqual([
      'supply/volume moved on 2026-03-01 because of other',
    ]);
  });

  it('are the opening of the contract where that is what puts a clause on record', () => {
    const events = history(
      dossier(),
      announce({ id: 'one', on: '2026-01-05', effects: [introduce(VOLUME)] }),
      announce({ id: 'opening', on: '2026-01-10', effects: [openContract('supply')] }),
      correct(announce({ id: 'opening', on: '2026-01-01', effects: [openContract('supply')] })),
    );
    const on = '2026-03-01';
    expect(changesIn(between(events, { on, log: 2 }, { on, log: 3 }))).toStrictEqual([
      'supply/volume added on 2026-03-01 because of opening',
    ]);
  });
});
