import { describe, expect, it } from 'vitest';
import {
  affirm,
  amend,
  announce,
  closeContract,
  condition,
  dossier,
  end,
  history,
  introduce,
  move,
  openContract,
} from '../support/history.ts';
import { after, between, changesIn, countsIn, PRICE, VOLUME } from './comparing.ts';

describe('the class of a clause', () => {
  it('is came-and-went if it was live only in between', () => {
    const events = after({
      id: 'trial-run',
      on: '2026-02-01',
      effects: [introduce(PRICE, { until: '2026-03-01' })],
    });
    expect(changesIn(between(events, '2026-01-31', '2026-03-01'))).toStrictEqual([
      'supply/price came-and-went on 2026-02-01 (status) because of trial-run',
    ]);
  });

  it('is came-and-went rather than ended or certainty, which fit as well', () => {
    const events = after(
      { id: 'recital', on: '2026-02-01', effects: [introduce(PRICE, { since: 'unknown' })] },
      { id: 'notice', on: '2026-03-01', effects: [end(PRICE)] },
    );
    expect(changesIn(between(events, '2026-01-20', '2026-03-10'))).toStrictEqual([
      'supply/price came-and-went on 2026-02-01 (status) because of recital, notice',
    ]);
  });

  it('is ended if it was listed before, in whatever way, and is ended now', () => {
    const events = after(
      { id: 'plan', on: '2026-01-20', effects: [introduce(PRICE, { effectiveOn: '2026-06-01' })] },
      { id: 'notice', on: '2026-02-01', effects: [end(VOLUME), end(PRICE, { reason: 'lapsed' })] },
    );
    // The price was cancelled before it began.
    expect(changesIn(between(events, '2026-01-31', '2026-02-01'))).toStrictEqual([
      'supply/volume ended on 2026-02-01 (status) because of notice',
      'supply/price ended on 2026-02-01 (status) because of notice',
    ]);
  });

  it('is first-recorded if its start is unknown and nothing told of it before', () => {
    const events = after({
      id: 'recital',
      on: '2026-02-01',
      effects: [introduce(PRICE, { since: 'unknown' })],
    });
    const line = 'supply/price first-recorded on 2026-02-01 (status) because of recital';
    expect(changesIn(between(events, '2026-01-20', '2026-02-01'))).toStrictEqual([line]);
    // To someone who did not know of it yet it is not even listed, and no field can be compared.
    expect(changesIn(between(events, { on: '2026-01-20', known: '2026-01-20' }, '2026-02-10'))).toStrictEqual(
      [line.replace(' (status)', '')],
    );
  });

  it('is added if it begins, is listed for the first time, or comes back', () => {
    const events = after(
      {
        id: 'plan',
        on: '2026-01-20',
        effects: [
          introduce(PRICE, { effectiveOn: '2026-03-01' }),
          end(VOLUME, { effectiveOn: '2026-02-01', until: '2026-03-01' }),
        ],
      },
      { id: 'rider', on: '2026-03-01', effects: [introduce('supply/rebate')] },
    );
    expect(changesIn(between(events, { on: '2026-02-28', known: '2026-02-28' }, '2026-03-01'))).toStrictEqual(
      [
        'supply/volume added on 2026-03-01 (status) because of plan',
        'supply/price added on 2026-03-01 (status) because of plan',
        'supply/rebate added on 2026-03-01 because of rider',
      ],
    );
  });

  it('is withdrawn if what made it live is not on record any more, or is put off', () => {
    const opening = announce({
      id: 'opening',
      on: '2026-01-10',
      effects: [openContract('supply'), introduce(VOLUME)],
    });
    const misheard = announce({ id: 'misheard', on: '2026-01-15', effects: [introduce(PRICE)] });
    const events = history(dossier(), opening, misheard, {
      type: 'AnnouncementRetracted',
      announcement: 'misheard',
      reason: 'never said',
    });
    expect(
      changesIn(between(events, { on: '2026-02-01', log: 2 }, { on: '2026-02-01', log: 3 })),
    ).toStrictEqual(['supply/price withdrawn on 2026-02-01 because of misheard']);
    const putOff = history(dossier(), opening, misheard, {
      type: 'AnnouncementCorrected',
      announcement: 'misheard',
      reason: 'from June on',
      content: {
        ...misheard,
        effects: announce({
          id: 'x',
          on: '2026-01-15',
          effects: [introduce(PRICE, { effectiveOn: '2026-06-01' })],
        }).effects,
      },
    });
    expect(
      changesIn(between(putOff, { on: '2026-02-01', log: 2 }, { on: '2026-02-01', log: 3 })),
    ).toStrictEqual(['supply/price withdrawn on 2026-02-01 (status) because of misheard']);
  });

  it('is listed if only one side knows of it and it is live on neither', () => {
    const events = after({
      id: 'plan',
      on: '2026-02-01',
      effects: [introduce(PRICE, { effectiveOn: '2026-06-01' })],
    });
    expect(
      changesIn(
        between(events, { on: '2026-03-01', known: '2026-01-31' }, { on: '2026-03-01', known: '2026-02-01' }),
      ),
    ).toStrictEqual(['supply/price listed on 2026-03-01 because of plan']);
  });

  it('is certainty if one side alone is unknown, or one kind of not being live gives way to another', () => {
    const events = after(
      { id: 'month', on: '2026-02', effects: [end(VOLUME)] },
      { id: 'recital', on: '2026-01-20', effects: [introduce(PRICE, { since: 'unknown' })] },
      { id: 'dating', on: '2026-01-25', effects: [amend(PRICE, { since: '2026-01-15' })] },
    );
    expect(changesIn(between(events, '2026-01-31', '2026-02-10'))).toStrictEqual([
      'supply/volume certainty on 2026-02-01 (status) because of month',
    ]);
    // Unknown before its first record, it has not begun to one who knows when it did.
    expect(
      changesIn(
        between(events, { on: '2026-01-12', known: '2026-01-20' }, { on: '2026-01-12', known: '2026-01-25' }),
      ),
    ).toStrictEqual(['supply/price certainty on 2026-01-12 (status) because of dating']);
  });

  it('is changed if a field or the status of a live clause differs', () => {
    const events = history(
      dossier(),
      announce({
        id: 'opening',
        on: '2026-01-10',
        effects: [
          openContract('supply'),
          introduce(VOLUME, {
            conditions: [
              { id: 'bank', text: 'the bank agrees', disclosed: true },
              { id: 'rain', text: 'it rains', disclosed: true },
            ],
          }),
          introduce(PRICE, { terms: { cap: { type: 'money', amount: '10', currency: 'EUR' } } }),
        ],
      }),
      announce({ id: 'bank-said', on: '2026-02-01', effects: [condition(VOLUME, 'bank', 'met')] }),
      announce({ id: 'rain-fell', on: '2026-02-05', effects: [condition(VOLUME, 'rain', 'waived')] }),
      announce({
        id: 'rider',
        on: '2026-02-10',
        effects: [
          amend(PRICE, {
            text: 'two',
            terms: { cap: { type: 'undisclosed' }, floor: { type: 'undisclosed' } },
          }),
        ],
      }),
      announce({
        id: 'echo',
        on: '2026-02-20',
        effects: [amend(PRICE, { text: 'two', note: 'as before' })],
      }),
    );
    expect(changesIn(between(events, '2026-01-31', '2026-02-01'))).toStrictEqual([
      'supply/volume changed on 2026-02-01 (conditions/0/state) because of bank-said',
    ]);
    expect(changesIn(between(events, '2026-02-01', '2026-02-10'))).toStrictEqual([
      'supply/volume changed on 2026-02-05 (status conditions/1/state) because of rain-fell',
      'supply/price changed on 2026-02-10 (text terms/cap terms/floor) because of rider',
    ]);
    // Said again in the same words, nothing differs; and an amendment affirms nothing explicitly.
    expect(countsIn(between(events, '2026-02-10', '2026-02-20'))).toStrictEqual({ unchanged: 2 });
  });

  it('is moved if its place relative to the clauses that stayed differs', () => {
    const events = after(
      { id: 'rider', on: '2026-01-20', effects: [introduce(PRICE), introduce('supply/notice')] },
      { id: 'shuffle', on: '2026-02-01', effects: [move('supply/notice', { first: true })] },
    );
    const comparison = between(events, '2026-01-31', '2026-02-01');
    expect(changesIn(comparison)).toStrictEqual(['supply/notice moved on 2026-02-01 because of shuffle']);
    expect(countsIn(comparison)).toStrictEqual({ moved: 1, unchanged: 2 });
  });

  it('is restated if someone affirmed it inside the window, and nothing else differs', () => {
    const events = after(
      { id: 'speech', on: '2026-02-01', by: ['acme'], effects: [affirm(VOLUME, { until: '2026-03-01' })] },
      { id: 'recital', on: '2026-04-01', effects: [introduce(VOLUME, { since: 'unknown' })] },
      { id: 'rider', on: '2026-05-01', effects: [amend(VOLUME, { text: 'two' })] },
    );
    expect(changesIn(between(events, '2026-01-31', '2026-02-01'))).toStrictEqual([
      'supply/volume restated on 2026-02-01 because of speech',
    ]);
    // The days of an affirmation run out: nobody affirms anything by that.
    expect(countsIn(between(events, '2026-02-15', '2026-03-15'))).toStrictEqual({ unchanged: 1 });
    // A recital of a clause on record counts as an affirmation; a change tells of itself alone.
    expect(changesIn(between(events, '2026-03-15', '2026-04-15'))).toStrictEqual([
      'supply/volume restated on 2026-04-15 because of recital',
    ]);
    expect(changesIn(between(events, '2026-03-15', '2026-05-01'))).toStrictEqual([
      'supply/volume changed on 2026-05-01 (text) because of rider',
    ]);
  });

  it('is not restated by an affirmation of a clause that was not on record', () => {
    const events = history(
      dossier(),
      announce({ id: 'early', on: '2026-01-01', effects: [affirm(VOLUME, { effectiveOn: '2026-02-01' })] }),
      announce({ id: 'opening', on: '2026-01-10', effects: [openContract('supply'), introduce(VOLUME)] }),
    );
    expect(countsIn(between(events, '2026-01-20', '2026-02-10'))).toStrictEqual({ unchanged: 1 });
  });

  it('is unchanged if it is live and none of these, and not-in-force otherwise', () => {
    const events = after(
      {
        id: 'rider',
        on: '2026-01-20',
        effects: [introduce(PRICE), end(PRICE, { effectiveOn: '2026-02-01' })],
      },
      { id: 'echo', on: '2026-02-20', effects: [end(PRICE, { reason: 'lapsed' })] },
    );
    const comparison = between(events, '2026-02-10', '2026-03-01');
    expect(comparison.changes).toStrictEqual([]);
    expect(countsIn(comparison)).toStrictEqual({ unchanged: 1, 'not-in-force': 1 });
    expect(comparison.unchanged).toStrictEqual([{ ref: VOLUME, heading: 'Volume' }]);
  });
});

describe('a change', () => {
  it('is reverted within the window if both ends read the same and a day between them does not', () => {
    const events = after(
      { id: 'rebate', on: '2026-02-01', effects: [amend(VOLUME, { text: 'half', until: '2026-02-10' })] },
      { id: 'holiday', on: '2026-03-01', effects: [end(VOLUME, { until: '2026-03-10' })] },
      { id: 'shutdown', on: '2026-04-01', effects: [closeContract('supply', { until: '2026-04-10' })] },
    );
    expect(changesIn(between(events, '2026-01-31', '2026-02-20'))).toStrictEqual([
      'supply/volume changed reverted on 2026-02-01 because of rebate',
    ]);
    expect(changesIn(between(events, '2026-02-20', '2026-03-20'))).toStrictEqual([
      'supply/volume changed reverted on 2026-03-01 because of holiday',
    ]);
    expect(changesIn(between(events, '2026-03-20', '2026-04-20'))).toStrictEqual([
      'supply/volume changed reverted on 2026-04-01 because of shutdown',
    ]);
  });

  it('is not reverted where the last day of the window still differs', () => {
    const events = after(
      { id: 'rebate', on: '2026-02-01', effects: [amend(VOLUME, { text: 'half', until: '2026-02-10' })] },
      { id: 'rider', on: '2026-02-20', effects: [amend(VOLUME, { text: 'two' })] },
    );
    expect(changesIn(between(events, '2026-01-31', '2026-02-20'))).toStrictEqual([
      'supply/volume changed on 2026-02-01 (text) because of rebate, rider',
    ]);
  });

  it('names a term as it is known on either side, uncertain ones with each value', () => {
    const events = after({
      id: 'month',
      on: '2026-02',
      effects: [amend(VOLUME, { terms: { cap: { type: 'undisclosed' } } })],
    });
    const [change] = between(events, '2026-01-31', '2026-02-10').changes;
    expect(change?.fields).toStrictEqual([
      { path: 'terms/cap', before: null, after: { uncertain: [null, { type: 'undisclosed' }] } },
    ]);
  });

  it('sees a term whatever its name is', () => {
    const price = (amount: string) => ({ type: 'money' as const, amount, currency: 'EUR' });
    const events = after(
      { id: 'first', on: '2026-02-01', effects: [amend(VOLUME, { terms: { note: price('1') } })] },
      {
        id: 'second',
        on: '2026-02-10',
        effects: [amend(VOLUME, { terms: { note: price('2') }, until: '2026-02-15' })],
      },
      { id: 'third', on: '2026-03-01', effects: [amend(VOLUME, { terms: { constructor: price('3') } })] },
    );
    expect(changesIn(between(events, '2026-02-05', '2026-02-12'))).toStrictEqual([
      'supply/volume changed on 2026-02-10 (terms/note) because of second',
    ]);
    expect(changesIn(between(events, '2026-02-05', '2026-02-20'))).toStrictEqual([
      'supply/volume changed reverted on 2026-02-10 because of second',
    ]);
    const [change] = between(events, '2026-02-20', '2026-03-01').changes;
    expect(change?.fields).toStrictEqual([
      { path: 'terms/constructor', before: null, after: { ...price('3'), qualifier: 'exactly' } },
    ]);
  });

  it('has a number, in the order of contracts and clauses; what came and went and restatements come last', () => {
    const events = after({
      id: 'rider',
      on: '2026-02-01',
      effects: [
        affirm(VOLUME),
        introduce('supply/trial', { until: '2026-02-10' }),
        openContract('lease'),
        introduce('lease/rent'),
        introduce(PRICE),
      ],
    });
    const { changes } = between(events, '2026-01-31', '2026-03-01');
    expect(changes.map(({ number, ref, class: kind }) => [number, ref, kind])).toStrictEqual([
      [1, PRICE, 'added'],
      [2, 'lease/rent', 'added'],
      [3, 'supply/trial', 'came-and-went'],
      [4, VOLUME, 'restated'],
    ]);
  });
});
