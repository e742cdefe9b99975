import { describe, expect, it } from 'vitest';
import {
  affirm,
  amend,
  amendContract,
  announce,
  closeContract,
  condition,
  dispute,
  dossier,
  end,
  history,
  introduce,
  move,
  openContract,
  settle,
} from '../support/history.ts';
import { after, changesIn, countsIn, madeBy, PRICE, VOLUME } from './comparing.ts';

describe('the change that an announcement made', () => {
  it('is read on the first day on which anything differs, scheduled or retroactive', () => {
    const events = after(
      {
        id: 'rider',
        on: '2026-02-01',
        effects: [
          amend(VOLUME, { text: 'two', effectiveOn: '2026-06-01' }),
          introduce(PRICE, { effectiveOn: '2026-01-15' }),
        ],
      },
      { id: 'notice', on: '2026-03-01', effects: [end(PRICE, { effectiveOn: '2026-09-01' })] },
    );
    expect(changesIn(madeBy(events, 'rider'))).toStrictEqual([
      'supply/volume changed on 2026-06-01 (text) because of rider',
      'supply/price added on 2026-01-15 because of rider',
    ]);
    expect(changesIn(madeBy(events, 'notice'))).toStrictEqual([
      'supply/price ended on 2026-09-01 (status) because of notice',
    ]);
  });

  it('compares with what was announced before it, and with nothing of what came after', () => {
    const events = after(
      { id: 'second', on: '2026-02-10', effects: [amend(VOLUME, { text: 'three' })] },
      { id: 'first', on: '2026-02-05', effects: [amend(VOLUME, { text: 'two' })] },
    );
    const [change] = madeBy(events, 'first').changes;
    expect([change?.before?.text, change?.after?.text, change?.on]).toStrictEqual([
      'one',
      'two',
      '2026-02-05',
    ]);
    const [next] = madeBy(events, 'second').changes;
    expect([next?.before?.text, next?.after?.text, next?.on]).toStrictEqual(['two', 'three', '2026-02-10']);
  });

  it('takes no notice of a clause that is merely listed until it begins', () => {
    const events = after({
      id: 'plan',
      on: '2026-02-01',
      effects: [introduce(PRICE, { effectiveOn: '2026-06-01' })],
    });
    expect(changesIn(madeBy(events, 'plan'))).toStrictEqual([
      'supply/price added on 2026-06-01 because of plan',
    ]);
  });

  it('holds what it changes of a clause that is ended just then', () => {
    const events = after(
      {
        id: 'holiday',
        on: '2026-01-20',
        effects: [end(VOLUME, { effectiveOn: '2026-02-01', until: '2026-03-01' })],
      },
      { id: 'rider', on: '2026-02-10', effects: [amend(VOLUME, { text: 'two' })] },
    );
    // From 2026-02-10 another text is shown, but the clause does not hold before March.
    expect(changesIn(madeBy(events, 'rider'))).toStrictEqual([
      'supply/volume changed on 2026-03-01 (text) because of rider',
    ]);
  });

  it('is nothing where a clause that is over reads differently', () => {
    const events = after(
      { id: 'notice', on: '2026-02-01', effects: [end(VOLUME)] },
      { id: 'echo', on: '2026-03-01', effects: [end(VOLUME, { reason: 'lapsed' })] },
    );
    expect([changesIn(madeBy(events, 'echo')), countsIn(madeBy(events, 'echo'))]).toStrictEqual([
      [],
      { 'not-in-force': 1 },
    ]);
  });

  it('holds an amendment to come beside a dispute that is settled at once', () => {
    const events = after(
      { id: 'row', on: '2026-01-20', effects: [dispute(VOLUME, 'bolt')] },
      {
        id: 'peace',
        on: '2026-02-10',
        effects: [settle(VOLUME, 'bolt'), amend(VOLUME, { text: 'two', effectiveOn: '2026-03-01' })],
      },
    );
    const comparison = madeBy(events, 'peace');
    expect(changesIn(comparison)).toStrictEqual([
      'supply/volume changed settled on 2026-03-01 (text) because of peace',
    ]);
    expect(comparison.changes[0]?.disputes.closed).toStrictEqual([
      { by: 'bolt', aspect: null, on: '2026-03-01', announcement: 'peace', how: 'agreed' },
    ]);
  });

  it('holds a condition that is met while another is still open', () => {
    const open = ['bank', 'rain'].map((id) => ({ id, text: `if ${id}`, disclosed: true }));
    const events = history(
      dossier(),
      announce({
        id: 'opening',
        on: '2026-01-10',
        effects: [openContract('supply'), introduce(VOLUME, { conditions: open })],
      }),
      announce({
        id: 'bank-said',
        on: '2026-02-01',
        effects: [condition(VOLUME, 'bank', 'met', { effectiveOn: '2026-03-01' })],
      }),
    );
    expect(changesIn(madeBy(events, 'bank-said'))).toStrictEqual([
      'supply/volume changed on 2026-03-01 (conditions/0/state) because of bank-said',
    ]);
  });

  it('holds each move on the day on which it takes place', () => {
    const events = after(
      {
        id: 'rider',
        on: '2026-01-20',
        effects: [introduce(PRICE), introduce('supply/notice'), introduce('supply/rebate')],
      },
      {
        id: 'shuffle',
        on: '2026-02-01',
        effects: [
          move('supply/rebate', { first: true }),
          move('supply/notice', { first: true, effectiveOn: '2026-03-01' }),
        ],
      },
    );
    expect(changesIn(madeBy(events, 'shuffle'))).toStrictEqual([
      'supply/rebate moved on 2026-02-01 because of shuffle',
      'supply/notice moved on 2026-03-01 because of shuffle',
    ]);
  });

  it('holds what happens to the clauses of a contract that is closed, or whose term is set', () => {
    const events = after(
      { id: 'term', on: '2026-02-01', effects: [amendContract('supply', { term: { through: '2026-06' } })] },
      { id: 'closing', on: '2026-03-01', effects: [closeContract('supply', { effectiveOn: '2026-05-01' })] },
    );
    const [term, closing] = [madeBy(events, 'term'), madeBy(events, 'closing')];
    expect([changesIn(term), changesIn(closing)]).toStrictEqual([
      ['supply/volume certainty on 2026-07-01 (status) because of term'],
      ['supply/volume ended on 2026-05-01 (status) because of closing'],
    ]);
    expect(
      [term, closing].map(({ contracts }) => contracts.map(({ class: kind, because }) => [kind, because])),
    ).toStrictEqual([[['changed', ['term']]], [['closed', ['closing']]]]);
  });

  it('is a restatement where it affirms and changes nothing', () => {
    const events = after({ id: 'speech', on: '2026-02-01', by: ['acme'], effects: [affirm(VOLUME)] });
    expect(changesIn(madeBy(events, 'speech'))).toStrictEqual([
      'supply/volume restated on 2026-02-01 because of speech',
    ]);
  });

  it('warns of what it would leave without effect, its own effects and those of others', () => {
    const events = after(
      { id: 'later', on: '2026-03-01', effects: [introduce(PRICE)] },
      { id: 'earlier', on: '2026-02-01', effects: [introduce(PRICE), amend('supply/none', { text: 'x' })] },
    );
    expect(
      madeBy(events, 'earlier').warnings.map(({ announcement, pointer }) => [announcement, pointer]),
    ).toStrictEqual([['earlier', '/effects/1']]);
    expect(
      madeBy(events, 'later').warnings.map(({ announcement, pointer }) => [announcement, pointer]),
    ).toStrictEqual([['later', '/effects/0']]);
  });
});
