import { describe, expect, it } from 'vitest';
import type { ClauseState } from '../../src/dossier/shapes.ts';
import {
  affirm,
  amend,
  amendContract,
  announce,
  closeContract,
  condition,
  dossier,
  end,
  history,
  introduce,
  openContract,
  type Said,
} from '../support/history.ts';
import { clauseOn, onDays, standing, stateOn } from '../support/oracle.ts';

const VOLUME = 'supply/volume';
type Introduction = Parameters<typeof introduce>[1];
type Opening = Parameters<typeof openContract>[1];

/** Volume as introduced on 2026-01-10, and what was said later. */
function volume(clause: Introduction, contract: Opening, ...said: Said[]) {
  const opening = announce({
    id: 'opening',
    on: '2026-01-10',
    effects: [openContract('supply', contract), introduce(VOLUME, clause)],
  });
  return history(dossier(), opening, ...said.map(announce));
}

const permit = { id: 'permit', text: 'a permit', disclosed: true };
const audit = { id: 'audit', text: 'an audit', disclosed: false };
const span = ({ version, from, to }: ClauseState) => [version, from, to];

describe('the status of a clause on a day', () => {
  it('is ended with the reason of the end effect that covers it, and names the clause that replaced it', () => {
    const events = volume(
      {},
      {},
      {
        id: 'notice',
        on: '2026-02-01',
        effects: [
          end(VOLUME, { effectiveOn: '2026-03-01', reason: 'replaced', by: 'supply/price' }),
          end(VOLUME, { effectiveOn: '2026-04-01', until: '2026-05-01', reason: 'lapsed' }),
        ],
      },
    );
    const read = (clause: ClauseState) => [standing(clause), clause.replacedBy, clause.lastChangedBy];
    const days = ['2026-02-28', '2026-03-01', '2026-04-01', '2026-05-01'];
    expect(onDays(events, VOLUME, days, read)).toStrictEqual({
      '2026-02-28': ['in-force', null, 'opening'],
      '2026-03-01': ['ended: replaced by notice', 'supply/price', 'notice'],
      '2026-04-01': ['ended: lapsed by notice', null, 'notice'],
      '2026-05-01': ['ended: replaced by notice', 'supply/price', 'notice'],
    });
  });

  it('is ended from the day of an end before the start: cancelled, never in force', () => {
    const events = volume(
      { effectiveOn: '2026-06-01' },
      {},
      { id: 'notice', on: '2026-02-01', effects: [end(VOLUME)] },
    );
    const read = (clause: ClauseState) => [standing(clause), ...span(clause)];
    expect(onDays(events, VOLUME, ['2026-01-31', '2026-02-01', '2026-06-01'], read)).toStrictEqual({
      '2026-01-31': ['not-yet', 1, null, null],
      '2026-02-01': ['ended: terminated by notice', 1, null, null],
      '2026-06-01': ['ended: terminated by notice', 1, null, null],
    });
  });

  it('is ended while its contract is closed, unless it has an end of its own or survives', () => {
    const closing = {
      id: 'closing',
      on: '2026-02-01',
      effects: [closeContract('supply', { until: '2026-03-01' })],
    };
    const clauses: Introduction[] = [
      {},
      { end: { event: 'the plant closes' } },
      { survives: true },
      { effectiveOn: '2026-02-20', survives: true },
    ];
    const standings = clauses.map((clause) =>
      Object.values(onDays(volume(clause, {}, closing), VOLUME, ['2026-02-01', '2026-03-01'], standing)),
    );
    expect(standings).toStrictEqual([
      ['ended: terminated by closing', 'in-force'],
      ['in-force', 'in-force'],
      ['in-force', 'in-force'],
      ['not-yet', 'in-force'],
    ]);
  });

  it('is unknown before the first record of a clause with unknown start, not-yet before a known one', () => {
    const since: Introduction = { since: 'unknown' };
    expect([
      standing(clauseOn(volume(since, {}), VOLUME, '2026-01-09')),
      standing(clauseOn(volume({}, {}), VOLUME, '2026-01-09')),
    ]).toStrictEqual(['unknown: start-unknown', 'not-yet']);
    const { effectiveAssumed, since: start } = clauseOn(volume(since, {}), VOLUME, '2026-01-10');
    expect([effectiveAssumed, start]).toStrictEqual([false, 'unknown']);
  });

  it('is ended after a temporary introduction', () => {
    const events = volume({ effectiveOn: '2026-02-01', until: '2026-03-01' }, {});
    const read = (clause: ClauseState) => [standing(clause), ...span(clause)];
    expect(onDays(events, VOLUME, ['2026-01-31', '2026-02-28', '2026-03-01'], read)).toStrictEqual({
      '2026-01-31': ['not-yet', 1, '2026-02-01', '2026-03-01'],
      '2026-02-28': ['in-force', 1, '2026-02-01', '2026-03-01'],
      '2026-03-01': ['ended: expired by opening', 1, '2026-02-01', '2026-03-01'],
    });
  });

  it('is ended after its own last day, by the announcement that set it', () => {
    const events = volume(
      {},
      { term: { through: '2026-01' } },
      {
        id: 'limit',
        on: '2026-02-01',
        effects: [amend(VOLUME, { effectiveOn: '2026-01-10', end: { through: '2026-06' } })],
      },
    );
    expect(onDays(events, VOLUME, ['2026-06-30', '2026-07-01'], standing)).toStrictEqual({
      '2026-06-30': 'in-force',
      '2026-07-01': 'ended: expired by limit',
    });
    expect(span(clauseOn(events, VOLUME, '2026-07-01'))).toStrictEqual([1, '2026-01-10', '2026-07-01']);
  });

  it('is unknown after its contract’s term on the day, unless it has an end of its own or survives', () => {
    const term = { through: '2026-03-31' };
    const longer = {
      id: 'longer',
      on: '2026-02-01',
      effects: [amendContract('supply', { effectiveOn: '2026-05-01', term: { event: 'the plant closes' } })],
    };
    const clauses: Introduction[] = [{}, { end: { event: 'the sea dries' } }, { survives: true }];
    const days = ['2026-03-31', '2026-04-01', '2026-05-01'];
    const standings = clauses.map((clause) =>
      Object.values(onDays(volume(clause, { term }, longer), VOLUME, days, standing)),
    );
    expect(standings).toStrictEqual([
      ['in-force', 'unknown: term-passed', 'in-force'],
      ['in-force', 'in-force', 'in-force'],
      ['in-force', 'in-force', 'in-force'],
    ]);
  });

  it('is conditional until each condition is met or waived, ended where one failed; what is later prevails', () => {
    const events = volume(
      { conditions: [permit, audit] },
      {},
      { id: 'permitted', on: '2026-02-01', effects: [condition(VOLUME, 'permit', 'met')] },
      {
        id: 'waived',
        on: '2026-03-01',
        effects: [condition(VOLUME, 'audit', 'waived', { until: '2026-06-01' })],
      },
      {
        id: 'lost',
        on: '2026-04-01',
        effects: [condition(VOLUME, 'permit', 'failed', { until: '2026-05-01' })],
      },
    );
    const read = (clause: ClauseState) => [
      standing(clause),
      ...clause.conditions.map(({ state, stateBy }) => `${state} ${String(stateBy)}`),
      clause.provenance['conditions/audit'],
    ];
    const days = ['2026-01-09', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01'];
    expect(onDays(events, VOLUME, days, read)).toStrictEqual({
      '2026-01-09': ['not-yet', 'open null', 'open null', undefined],
      '2026-02-01': ['conditional', 'met permitted', 'open null', undefined],
      '2026-03-01': ['in-force', 'met permitted', 'waived waived', 'waived'],
      '2026-04-01': ['ended: condition-failed by lost', 'failed lost', 'waived waived', 'waived'],
      '2026-05-01': ['in-force', 'met permitted', 'waived waived', 'waived'],
      '2026-06-01': ['conditional', 'met permitted', 'open null', undefined],
    });
  });
});

describe('versions and their days', () => {
  it('number each day on which the substance differs from the day before; one that returns is a new one', () => {
    const events = volume(
      { terms: { share: { type: 'percent', value: '15.0' } } },
      {},
      {
        id: 'same',
        on: '2026-02-01',
        effects: [
          amend(VOLUME, {
            terms: { share: { type: 'percent', value: '15', note: 'as before', asStated: '15 %' } },
          }),
        ],
      },
      { id: 'trial', on: '2026-03-01', effects: [amend(VOLUME, { until: '2026-04-01', text: 'two' })] },
    );
    expect(
      onDays(events, VOLUME, ['2026-01-09', '2026-02-01', '2026-03-31', '2026-04-01'], span),
    ).toStrictEqual({
      '2026-01-09': [1, '2026-01-10', '2026-03-01'],
      '2026-02-01': [1, '2026-01-10', '2026-03-01'],
      '2026-03-31': [2, '2026-03-01', '2026-04-01'],
      '2026-04-01': [3, '2026-04-01', null],
    });
    expect(clauseOn(events, VOLUME, '2026-02-01').provenance['terms/share']).toBe('same');
  });

  it('take the run around the day; on an ended day the last before it, else the first after it', () => {
    const events = volume(
      {},
      {},
      {
        id: 'notice',
        on: '2026-02-01',
        effects: [
          end(VOLUME, { effectiveOn: '2026-01-10', until: '2026-01-20' }),
          end(VOLUME, { effectiveOn: '2026-03-01', until: '2026-04-01' }),
        ],
      },
    );
    const days = ['2026-01-09', '2026-01-10', '2026-01-20', '2026-03-01', '2026-04-01'];
    expect(onDays(events, VOLUME, days, span)).toStrictEqual({
      '2026-01-09': [1, '2026-01-20', '2026-03-01'],
      '2026-01-10': [1, '2026-01-20', '2026-03-01'],
      '2026-01-20': [1, '2026-01-20', '2026-03-01'],
      '2026-03-01': [1, '2026-01-20', '2026-03-01'],
      '2026-04-01': [1, '2026-04-01', null],
    });
  });

  it('are null for a version that held only while the clause was ended', () => {
    const events = volume(
      {},
      {},
      { id: 'notice', on: '2026-02-01', effects: [end(VOLUME)] },
      { id: 'words', on: '2026-03-01', effects: [amend(VOLUME, { text: 'two' })] },
    );
    expect(onDays(events, VOLUME, ['2026-02-01', '2026-03-01'], span)).toStrictEqual({
      '2026-02-01': [1, '2026-01-10', '2026-02-01'],
      '2026-03-01': [2, null, null],
    });
  });
});

describe('validity and assumptions', () => {
  const events = volume(
    { effectiveOn: '2026-02-01' },
    {},
    { id: 'again', on: '2026-03-01', effects: [affirm(VOLUME)] },
    { id: 'words', on: '2026-04-01', effects: [amend(VOLUME, { text: 'two' }), introduce('supply/price')] },
    {
      id: 'ends',
      on: '2026-05-01',
      effects: [
        amend(VOLUME, { effectiveOn: '2026-05-01', end: { through: '2026' } }),
        amend('supply/price', { effectiveOn: '2026-05-01', end: { through: '2026-12-31' } }),
      ],
    },
  );

  it('reaches as far as statuses, contents and disputes stay; an affirmation is no difference', () => {
    const valid = (on: string) => {
      const { validFrom, validTo } = stateOn(events, on).resolved;
      return [validFrom, validTo];
    };
    const days = [
      '2020-01-01',
      '2026-01-31',
      '2026-02-15',
      '2026-03-15',
      '2026-04-01',
      '2026-05-01',
      '2027-01-01',
    ];
    expect(days.map(valid)).toStrictEqual([
      [null, '2026-01-10'],
      ['2026-01-10', '2026-02-01'],
      ['2026-02-01', '2026-04-01'],
      ['2026-02-01', '2026-04-01'],
      ['2026-04-01', '2026-05-01'],
      ['2026-05-01', '2027-01-01'],
      ['2027-01-01', null],
    ]);
  });

  it('lists the announcements whose days were assumed, and those that set an end in the calendar', () => {
    const assumed = (on: string) =>
      stateOn(events, on).assumptions.map(({ kind, announcement, clauses }) => ({
        kind,
        announcement,
        clauses,
      }));
    expect(assumed('2026-03-15')).toStrictEqual([
      { kind: 'effective-on-announcement', announcement: 'words', clauses: ['supply/price'] },
    ]);
    expect(assumed('2026-04-01')).toStrictEqual([
      { kind: 'effective-on-announcement', announcement: 'words', clauses: [VOLUME, 'supply/price'] },
    ]);
    expect(assumed('2026-05-01')).toStrictEqual([
      { kind: 'calendar-end', announcement: 'ends', clauses: [VOLUME] },
    ]);
  });
});
