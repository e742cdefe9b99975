import { describe, expect, it } from 'vitest';
import { waysOf } from '../../src/dossier/oracle/ways.ts';
import type { ClauseState } from '../../src/dossier/shapes.ts';
import {
  amend,
  announce,
  closeContract,
  condition,
  dispute,
  dossier,
  end,
  history,
  introduce,
  openContract,
  settle,
  type Said,
} from '../support/history.ts';
import { clauseOn, onDays, standing, stateOn } from '../support/oracle.ts';

const VOLUME = 'supply/volume';

/** Volume, introduced on 2026-01-10 with a permit as condition (met), and what was said later. */
function after(...said: Said[]) {
  const conditions = [{ id: 'permit', text: 'a permit', disclosed: true }];
  const opening = announce({
    id: 'opening',
    on: '2026-01-10',
    effects: [
      openContract('supply'),
      introduce(VOLUME, { conditions, terms: { share: { type: 'text', value: 'half' } } }),
      condition(VOLUME, 'permit', 'met'),
    ],
  });
  return history(dossier(), opening, ...said.map(announce));
}

const uncertain = (clause: ClauseState) => clause.uncertain;
const span = ({ from, to }: ClauseState) => [from, to];

describe('an announcement of month precision', () => {
  it('is left out of what was known inside the month, and listed as possibly known', () => {
    const events = after({ id: 'words', on: '2026-02', effects: [amend(VOLUME, { text: 'two' })] });
    const read = (known: string) => {
      const { possiblyKnown, contracts } = stateOn(events, '2026-06-01', { known });
      return [possiblyKnown, contracts[0]?.clauses[0]?.text];
    };
    expect(['2026-01-31', '2026-02-01', '2026-02-27', '2026-02-28'].map(read)).toStrictEqual([
      [[], 'one'],
      [['words'], 'one'],
      [['words'], 'one'],
      [[], 'two'],
    ]);
  });

  it('keeps the status where all ways agree, and lists the fields on which they differ', () => {
    const events = after({
      id: 'words',
      on: '2026-02',
      effects: [
        amend(VOLUME, { text: 'two', terms: { share: null, cap: { type: 'undisclosed' } } }),
        condition(VOLUME, 'permit', 'waived'),
      ],
    });
    const differing = [
      { path: 'text', values: ['one', 'two'] },
      { path: 'terms/cap', values: [null, { type: 'undisclosed' }] },
      { path: 'terms/share', values: [{ type: 'text', value: 'half' }, null] },
      { path: 'conditions/permit', values: ['met', 'waived'] },
    ];
    const read = (clause: ClauseState) => [clause.status, clause.text, clause.uncertain, ...span(clause)];
    expect(
      onDays(events, VOLUME, ['2026-01-31', '2026-02-01', '2026-02-27', '2026-02-28'], read),
    ).toStrictEqual({
      '2026-01-31': ['in-force', 'one', [], '2026-01-10', '2026-02'],
      '2026-02-01': ['in-force', 'one', differing, '2026-01-10', '2026-02'],
      '2026-02-27': ['in-force', 'one', differing, '2026-01-10', '2026-02'],
      '2026-02-28': ['in-force', 'two', [], '2026-02', null],
    });
  });

  it('leaves a status unknown where ways differ, and says who ended it where they agree', () => {
    const events = after(
      { id: 'notice', on: '2026-02', effects: [end(VOLUME)] },
      {
        id: 'other',
        on: '2026-03-01',
        effects: [end(VOLUME, { effectiveOn: '2026-02-10', reason: 'lapsed' })],
      },
    );
    expect(onDays(events, VOLUME, ['2026-02-01', '2026-02-10', '2026-02-28'], standing)).toStrictEqual({
      '2026-02-01': 'unknown: imprecise-date',
      '2026-02-10': 'ended: lapsed by other',
      '2026-02-28': 'ended: lapsed by other',
    });
  });

  it('names nobody who ended a clause that perhaps goes on', () => {
    const events = after(
      { id: 'notice', on: '2026-02-01', effects: [end(VOLUME)] },
      {
        id: 'delay',
        on: '2026-02-02',
        effects: [amend(VOLUME, { effectiveOn: '2026-03', end: { notStated: true } })],
      },
    );
    expect(onDays(events, VOLUME, ['2026-02-28', '2026-03-10', '2026-03-31'], standing)).toStrictEqual({
      '2026-02-28': 'ended: terminated by notice',
      '2026-03-10': 'unknown: imprecise-date',
      '2026-03-31': 'in-force',
    });
  });

  it('bounds the days of one state by what is uncertain', () => {
    const events = after({ id: 'words', on: '2026-02', effects: [amend(VOLUME, { text: 'two' })] });
    const valid = ['2026-01-31', '2026-02-10', '2026-02-28'].map((on) => {
      const { validFrom, validTo } = stateOn(events, on).resolved;
      return [validFrom, validTo];
    });
    expect(valid).toStrictEqual([
      ['2026-01-10', '2026-02-01'],
      ['2026-02-01', '2026-02-28'],
      ['2026-02-28', null],
    ]);
  });

  it('leaves a start and a contract’s opening unknown inside the month', () => {
    const opening = announce({
      id: 'opening',
      on: '2026-02',
      effects: [openContract('supply'), introduce(VOLUME)],
    });
    const events = history(dossier(), opening);
    const read = (on: string) => [
      stateOn(events, on).contracts[0]?.status,
      standing(clauseOn(events, VOLUME, on)),
      clauseOn(events, VOLUME, on).since,
    ];
    expect(['2026-01-31', '2026-02-01', '2026-02-28'].map(read)).toStrictEqual([
      ['not-yet', 'not-yet', '2026-02'],
      ['unknown', 'unknown: imprecise-date', '2026-02'],
      ['in-force', 'in-force', '2026-02'],
    ]);
  });
});

describe('dates tried together and apart', () => {
  it('takes the same date in one announcement once: its effects happen together', () => {
    const events = after({
      id: 'swap',
      on: '2026-03-01',
      effects: [
        amend(VOLUME, { effectiveOn: '2026-02', text: 'two' }),
        end(VOLUME, { effectiveOn: '2026-02', until: '2026-02-28' }),
        amend(VOLUME, { effectiveOn: '2026-02', until: '2026-02-28', end: { notStated: true } }),
      ],
    });
    expect(standing(clauseOn(events, VOLUME, '2026-02-10'))).toBe('in-force');
  });

  it('tries two dates of one announcement in all four ways', () => {
    const events = after({
      id: 'two',
      on: '2026-06-01',
      effects: [
        amend(VOLUME, { effectiveOn: '2026-02', text: 'month' }),
        amend(VOLUME, { effectiveOn: '2026', text: 'year' }),
        amend(VOLUME, { effectiveOn: '2026-02', heading: 'Amount' }),
      ],
    });
    expect(onDays(events, VOLUME, ['2026-01-10', '2026-02-10', '2026-03-10'], uncertain)).toStrictEqual({
      '2026-01-10': [{ path: 'text', values: ['one', 'year'] }],
      '2026-02-10': [
        { path: 'heading', values: ['Volume', 'Amount'] },
        { path: 'text', values: ['one', 'year', 'month'] },
      ],
      '2026-03-10': [{ path: 'text', values: ['month', 'year'] }],
    });
  });

  it('tries the dates of the clause’s contract, and of no other clause', () => {
    const events = after({
      id: 'closing',
      on: '2026-01-20',
      effects: [
        closeContract('supply', { effectiveOn: '2026-03' }),
        introduce('supply/price', { effectiveOn: '2026-04' }),
      ],
    });
    expect(onDays(events, VOLUME, ['2026-03-10', '2026-04-10'], standing)).toStrictEqual({
      '2026-03-10': 'unknown: imprecise-date',
      '2026-04-10': 'ended: terminated by closing',
    });
  });

  it('tries every combination of up to ten dates, the latest of all first', () => {
    expect(waysOf(['a', 'b']).map((way) => [...way])).toStrictEqual([[], ['a'], ['b'], ['a', 'b']]);
    expect(waysOf('abcdefghij'.split(''))).toHaveLength(1024);
  });

  it('tries more than ten dates as none, all, each alone, and all but each', () => {
    const ways = waysOf('abcdefghijk'.split('')).map((way) => [...way].join(''));
    expect(ways.slice(0, 4)).toStrictEqual(['', 'abcdefghijk', 'a', 'b']);
    expect(ways.slice(12, 15)).toStrictEqual(['k', 'bcdefghijk', 'acdefghijk']);
    expect(ways).toHaveLength(24);
  });

  it('lists a dispute that is open only some ways as not certain, from its imprecise date', () => {
    const events = after(
      {
        id: 'doubt',
        on: '2026-02',
        effects: [dispute(VOLUME, 'crane'), dispute(VOLUME, 'bolt', { effectiveOn: '2026-02-10' })],
      },
      { id: 'peace', on: '2026-04-01', effects: [settle(VOLUME, 'crane', { effectiveOn: '2026-03' })] },
    );
    const crane = {
      by: 'crane',
      aspect: null,
      statement: 'not so',
      certain: true,
      from: '2026-02',
      announcement: 'doubt',
    };
    const bolt = { ...crane, by: 'bolt', from: '2026-02-10' };
    const days = ['2026-01-31', '2026-02-01', '2026-02-10', '2026-02-28', '2026-03-10', '2026-03-31'];
    expect(onDays(events, VOLUME, days, ({ disputes }) => disputes)).toStrictEqual({
      '2026-01-31': [],
      '2026-02-01': [{ ...crane, certain: false }],
      '2026-02-10': [bolt, { ...crane, certain: false }],
      '2026-02-28': [bolt, crane],
      '2026-03-10': [bolt, { ...crane, certain: false }],
      '2026-03-31': [bolt],
    });
    expect(clauseOn(events, VOLUME, '2026-02-10').positions['crane']).toBe('not mentioned');
  });
});

describe('the label of a day', () => {
  it('is the day itself where a precise date of the clause or its contract falls on it', () => {
    const words = {
      id: 'words',
      on: '2026-01-20',
      effects: [amend(VOLUME, { effectiveOn: '2026-02', text: 'two' })],
    };
    const closing = {
      id: 'closing',
      on: '2026-01-21',
      effects: [closeContract('supply', { effectiveOn: '2026-02-28', until: '2026-03-01' })],
    };
    expect(span(clauseOn(after(words), VOLUME, '2026-04-01'))).toStrictEqual(['2026-02', null]);
    expect(span(clauseOn(after(words, closing), VOLUME, '2026-01-31'))).toStrictEqual([
      '2026-01-10',
      '2026-02-28',
    ]);
  });

  it('is the day itself the day after a calendar end', () => {
    const events = after(
      {
        id: 'limit',
        on: '2026-01-20',
        effects: [amend(VOLUME, { effectiveOn: '2026-01-10', end: { through: '2026-02-27' } })],
      },
      { id: 'words', on: '2026-01-21', effects: [amend(VOLUME, { effectiveOn: '2026-02', text: 'two' })] },
    );
    expect(span(clauseOn(events, VOLUME, '2026-02-01'))).toStrictEqual(['2026-01-10', '2026-02-28']);
  });
});

describe('an introduction whose days shrink to none at their latest', () => {
  it('is not-yet, then unknown, then ended, and shows what was introduced', () => {
    const opening = announce({
      id: 'opening',
      on: '2025-12-01',
      effects: [openContract('supply'), introduce(VOLUME, { effectiveOn: '2026', until: '2026-12-31' })],
    });
    const read = (clause: ClauseState) => [standing(clause), clause.text, clause.version, ...span(clause)];
    expect(
      onDays(history(dossier(), opening), VOLUME, ['2025-12-31', '2026-06-01', '2026-12-31'], read),
    ).toStrictEqual({
      '2025-12-31': ['not-yet', 'one', 1, null, null],
      '2026-06-01': ['unknown: imprecise-date', 'one', 1, null, null],
      '2026-12-31': ['ended: expired by opening', 'one', 1, null, null],
    });
  });
});
