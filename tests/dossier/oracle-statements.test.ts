import { describe, expect, it } from 'vitest';
import type { ClauseState } from '../../src/dossier/shapes.ts';
import {
  affirm,
  amend,
  amendContract,
  announce,
  condition,
  dispute,
  dossier,
  end,
  history,
  introduce,
  move,
  openContract,
  settle,
  type Said,
} from '../support/history.ts';
import { clauseOn, onDays, stateOn, warningsOf } from '../support/oracle.ts';

const VOLUME = 'supply/volume';
const PRICE = 'supply/price';

/** Volume, introduced on 2026-01-10, and what was said later. */
function after(...said: Said[]) {
  const opening = announce({
    id: 'opening',
    on: '2026-01-10',
    effects: [openContract('supply'), introduce(VOLUME)],
  });
  return history(dossier(), opening, ...said.map(announce));
}

describe('introduce, a second time', () => {
  it('counts as an affirmation by the announcement’s parties if the start is unknown, and warns', () => {
    const events = after({
      id: 'recital',
      on: '2026-02-01',
      by: ['crane'],
      effects: [introduce(VOLUME, { since: 'unknown', text: 'two' })],
    });
    const { text, positions, lastStated, lastChangedBy } = clauseOn(events, VOLUME, '2026-02-01');
    expect({ text, positions, lastStated, lastChangedBy }).toStrictEqual({
      text: 'one',
      positions: { acme: 'affirms', bolt: 'affirms', crane: 'affirms' },
      lastStated: { on: '2026-02-01', by: ['crane'], announcement: 'recital' },
      lastChangedBy: 'opening',
    });
    expect(warningsOf(events)).toStrictEqual(['recital/effects/0']);
  });

  it('does nothing otherwise, and warns', () => {
    const events = after({
      id: 'again',
      on: '2026-02-01',
      by: ['bolt'],
      effects: [introduce(VOLUME, { text: 'two' })],
    });
    const { text, lastStated } = clauseOn(events, VOLUME, '2026-02-01');
    expect({ text, lastStated }).toStrictEqual({
      text: 'one',
      lastStated: { on: '2026-01-10', by: ['acme', 'bolt'], announcement: 'opening' },
    });
    expect(warningsOf(events)).toStrictEqual(['again/effects/0']);
  });
});

describe('stating', () => {
  it('counts those of the announcement’s parties that are parties of the contract on the effect’s first day', () => {
    const events = after(
      {
        id: 'joining',
        on: '2026-02-01',
        effects: [amendContract('supply', { effectiveOn: '2026-03-01', parties: ['crane'] })],
      },
      { id: 'early', on: '2026-02-02', by: ['crane', 'acme'], effects: [amend(VOLUME, { text: 'two' })] },
      { id: 'late', on: '2026-03-02', by: ['crane', 'acme'], effects: [amend(VOLUME, { text: 'three' })] },
      { id: 'none', on: '2026-04-01', by: ['gazette'], effects: [amend(VOLUME, { text: 'four' })] },
    );
    const read = ({ lastStated, positions }: ClauseState) => [lastStated, positions];
    expect(onDays(events, VOLUME, ['2026-02-02', '2026-03-02', '2026-04-01'], read)).toStrictEqual({
      '2026-02-02': [
        { on: '2026-02-02', by: ['acme'], announcement: 'early' },
        { acme: 'affirms', bolt: 'affirms', crane: 'not mentioned' },
      ],
      '2026-03-02': [
        { on: '2026-03-02', by: ['crane'], announcement: 'late' },
        { acme: 'affirms', bolt: 'affirms', crane: 'affirms' },
      ],
      '2026-04-01': [
        { on: '2026-04-01', by: [], announcement: 'none' },
        { acme: 'affirms', bolt: 'affirms', crane: 'affirms' },
      ],
    });
  });

  it('takes the parties of the contract’s first day where it opens later', () => {
    const opening = announce({
      id: 'opening',
      on: '2026-01-10',
      effects: [openContract('supply', { effectiveOn: '2026-06-01' }), introduce(VOLUME)],
    });
    expect(clauseOn(history(dossier(), opening), VOLUME, '2026-02-01').lastStated).toStrictEqual({
      on: '2026-01-10',
      by: ['acme', 'bolt'],
      announcement: 'opening',
    });
  });

  it('affirms over the days of an affirmation, by default of the announcement’s parties', () => {
    const events = after(
      {
        id: 'some',
        on: '2026-02-01',
        effects: [affirm(VOLUME, { parties: ['crane'], until: '2026-03-01' })],
      },
      { id: 'all', on: '2026-04-01', by: ['crane', 'bolt'], effects: [affirm(VOLUME), affirm(PRICE)] },
    );
    const read = ({ lastStated }: ClauseState) => lastStated?.by;
    expect(onDays(events, VOLUME, ['2026-02-28', '2026-03-01', '2026-04-01'], read)).toStrictEqual({
      '2026-02-28': ['crane'],
      '2026-03-01': ['acme', 'bolt'],
      '2026-04-01': ['crane', 'bolt'],
    });
    expect(warningsOf(events)).toStrictEqual(['all/effects/1']);
  });
});

describe('dispute and settle', () => {
  const events = after(
    {
      id: 'doubt',
      on: '2026-02-01',
      effects: [
        dispute(VOLUME, 'crane', { aspect: 'size', statement: 'too small' }),
        dispute(VOLUME, 'crane', { statement: 'not so' }),
        dispute(VOLUME, 'acme', { until: '2026-02-10', statement: 'hm' }),
      ],
    },
    { id: 'again', on: '2026-02-05', effects: [dispute(VOLUME, 'crane', { statement: 'still not so' })] },
    { id: 'partly', on: '2026-03-01', effects: [settle(VOLUME, 'crane', { aspect: 'size' })] },
    {
      id: 'reopened',
      on: '2026-04-01',
      effects: [dispute(VOLUME, 'crane', { aspect: 'size', statement: 'small' })],
    },
    { id: 'peace', on: '2026-05-01', effects: [settle(VOLUME, 'crane')] },
    {
      id: 'empty',
      on: '2026-06-01',
      effects: [
        settle(VOLUME, 'crane'),
        settle(VOLUME, 'acme'),
        settle(PRICE, 'acme'),
        dispute(PRICE, 'acme'),
      ],
    },
  );

  it('opens and closes disputes by party and aspect; each knows what opened it and what is said on the day', () => {
    const whole = { by: 'crane', aspect: null, certain: true, from: '2026-02-01', announcement: 'doubt' };
    const size = { ...whole, aspect: 'size', statement: 'too small' };
    const acme = { ...whole, by: 'acme', statement: 'hm' };
    const days = ['2026-02-01', '2026-02-10', '2026-03-01', '2026-04-01', '2026-05-01'];
    expect(onDays(events, VOLUME, days, ({ disputes }) => disputes)).toStrictEqual({
      '2026-02-01': [acme, { ...whole, statement: 'not so' }, size],
      '2026-02-10': [{ ...whole, statement: 'still not so' }, size],
      '2026-03-01': [{ ...whole, statement: 'still not so' }],
      '2026-04-01': [
        { ...whole, statement: 'still not so' },
        { ...size, statement: 'small', from: '2026-04-01', announcement: 'reopened' },
      ],
      '2026-05-01': [],
    });
  });

  it('sets the party’s position, and leaves the clause in force', () => {
    const read = ({ status, positions }: ClauseState) => [status, positions['acme'], positions['crane']];
    const days = ['2026-01-10', '2026-02-01', '2026-02-10', '2026-03-01', '2026-04-01', '2026-05-01'];
    expect(onDays(events, VOLUME, days, read)).toStrictEqual({
      '2026-01-10': ['in-force', 'affirms', 'not mentioned'],
      '2026-02-01': ['in-force', 'disputes', 'disputes'],
      '2026-02-10': ['in-force', 'affirms', 'disputes'],
      '2026-03-01': ['in-force', 'affirms', 'not mentioned'],
      '2026-04-01': ['in-force', 'affirms', 'disputes'],
      '2026-05-01': ['in-force', 'affirms', 'not mentioned'],
    });
  });

  it('warns where no such dispute is open on any day covered, or the clause is not on record', () => {
    expect(warningsOf(events)).toStrictEqual([0, 1, 2, 3].map((place) => `empty/effects/${String(place)}`));
  });
});

describe('move', () => {
  it('reorders the clauses on record at its place in the order, over its days', () => {
    const clauses = ['a', 'b', 'c'].map((name) => introduce(`supply/${name}`, { effectiveOn: '2026-01-10' }));
    const opening = announce({
      id: 'opening',
      on: '2026-01-10',
      effects: [openContract('supply'), ...clauses],
    });
    const said = (id: string, on: string, ...effects: ReturnType<typeof move>[]) =>
      announce({ id, on, effects });
    const events = history(
      dossier(),
      opening,
      said('first', '2026-02-01', move('supply/c', { first: true, until: '2026-03-01' })),
      said('before', '2026-02-02', move('supply/b', { effectiveOn: '2026-04-01', before: 'supply/a' })),
      said('after', '2026-02-03', move('supply/b', { effectiveOn: '2026-05-01', after: 'supply/c' })),
      said('last', '2026-02-04', move('supply/a', { effectiveOn: '2026-06-01', last: true })),
      said('fourth', '2026-02-05', introduce('supply/d')),
    );
    const order = (on: string) =>
      stateOn(events, on)
        .contracts[0]?.clauses.map(({ ref }) => ref.slice(-1))
        .join('');
    const days = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01'];
    expect(days.map(order)).toStrictEqual(['abcd', 'cabd', 'abcd', 'bacd', 'acbd', 'cbad']);
  });

  it('warns where a clause is not on record, of another contract or itself', () => {
    const events = after({
      id: 'muddle',
      on: '2026-02-01',
      effects: [
        openContract('lease'),
        introduce('lease/rent'),
        move(VOLUME, { before: PRICE }),
        move(PRICE, { first: true }),
        move(VOLUME, { after: 'lease/rent' }),
        move(VOLUME, { after: VOLUME }),
      ],
    });
    expect(warningsOf(events)).toStrictEqual([2, 3, 4, 5].map((place) => `muddle/effects/${String(place)}`));
  });
});

describe('end and condition', () => {
  it('warn where the clause or the condition is not on record', () => {
    const events = after({
      id: 'muddle',
      on: '2026-02-01',
      effects: [end(PRICE), condition(PRICE, 'permit', 'met'), condition(VOLUME, 'permit', 'met')],
    });
    expect(warningsOf(events)).toStrictEqual([0, 1, 2].map((place) => `muddle/effects/${String(place)}`));
  });
});
