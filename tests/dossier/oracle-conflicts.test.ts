import { describe, expect, it } from 'vitest';
import type { Conflict } from '../../src/dossier/shapes.ts';
import {
  affirm,
  amend,
  amendContract,
  announce,
  condition,
  dossier,
  end,
  grant,
  history,
  introduce,
  openContract,
  type Said,
} from '../support/history.ts';
import { conflictsOn } from '../support/oracle.ts';

const A = 'supply/a';
const B = 'lease/b';
type Grants = Parameters<typeof grant>;
type Introduction = NonNullable<Parameters<typeof introduce>[1]>;

const works = { id: 'works', name: 'Works' };
const opened = dossier({ subjects: [works] });
const permit = { id: 'permit', text: 'a permit', disclosed: true };

/** Two clauses of two contracts, a from 2026-01-10 and b from 2026-02-01, and what was said later. */
function clash(a: Introduction, b: Introduction, ...said: Said[]) {
  return history(
    opened,
    announce({ id: 'first', on: '2026-01-10', effects: [openContract('supply'), introduce(A, a)] }),
    announce({ id: 'second', on: '2026-02-01', effects: [openContract('lease'), introduce(B, b)] }),
    ...said.map(announce),
  );
}

function granting(...grants: Grants[]): Introduction {
  return { grants: grants.map((each) => grant(...each)) };
}

const exclusive = granting(['bolt', 'exclusive']);
const other = granting(['crane', 'exclusive']);
const base: Conflict = {
  clauses: [A, B],
  class: 'incompatible',
  action: 'use',
  subject: 'works',
  from: '2026-02-01',
  to: null,
  certain: true,
  certainUntil: null,
  hangsOn: [],
  endedBy: null,
};

describe('the class of a conflict', () => {
  const classes = (a: Introduction, b: Introduction) =>
    conflictsOn(clash(a, b), '2026-03-01').map((conflict) => conflict.class);

  it('is incompatible where both are exclusive and in force', () => {
    expect(conflictsOn(clash(exclusive, other), '2026-03-01')).toStrictEqual([base]);
    expect(conflictsOn(clash(exclusive, other), '2026-01-31')).toStrictEqual([]);
  });

  it('is possible where one is conditional, or the other a priority, sole or of unstated exclusivity', () => {
    expect(classes(exclusive, { ...other, conditions: [permit] })).toStrictEqual(['possible']);
    for (const exclusivity of ['priority', 'sole', 'not-stated'] as const) {
      expect(classes(granting(['crane', exclusivity]), exclusive)).toStrictEqual(['possible']);
    }
  });

  it('is limited beside a plain permission, unless the holder of the exclusive right gave it', () => {
    expect(classes(exclusive, granting(['crane', 'non-exclusive']))).toStrictEqual(['limited']);
    expect(classes(exclusive, granting(['crane', 'non-exclusive', { assigner: 'bolt' }]))).toStrictEqual([]);
    expect(classes(exclusive, granting(['crane', 'priority', { assigner: 'bolt' }]))).toStrictEqual([
      'possible',
    ]);
  });

  it('is none for one assignee, different actions, or nothing exclusive', () => {
    expect(classes(exclusive, granting(['bolt', 'exclusive']))).toStrictEqual([]);
    expect(classes(exclusive, granting(['crane', 'exclusive', { action: 'sell' }]))).toStrictEqual([]);
    expect(classes(granting(['bolt', 'sole']), granting(['crane', 'non-exclusive']))).toStrictEqual([]);
  });

  it('is the gravest of several pairs over the same action and subject, the gravest conflict first', () => {
    const three = granting(
      ['crane', 'non-exclusive', { action: 'sell' }],
      ['crane', 'non-exclusive'],
      ['crane', 'exclusive'],
    );
    const both = granting(['bolt', 'exclusive', { action: 'sell' }], ['bolt', 'exclusive']);
    const found = conflictsOn(clash(both, three), '2026-03-01');
    expect(found).toStrictEqual([base, { ...base, action: 'sell', class: 'limited' }]);
  });

  it('names what the two grants hang on, in the clauses’ order, each once', () => {
    const a = granting(['bolt', 'exclusive', { hangsOn: ['first-use', 'supply/a'] }]);
    const b = granting(['crane', 'priority', { hangsOn: ['supply/a', 'lease-term'] }]);
    expect(conflictsOn(clash(a, b), '2026-03-01')).toStrictEqual([
      { ...base, class: 'possible', hangsOn: ['first-use', 'supply/a', 'lease-term'] },
    ]);
  });
});

describe('the subject of a conflict', () => {
  const part = (id: string, ...partOf: string[]) => ({ id, name: id, partOf });
  const subjectsOf = (parts: ReturnType<typeof part>[], one: string, another: string) =>
    conflictsOn(
      history(
        dossier({ subjects: parts }),
        announce({
          id: 'first',
          on: '2026-01-10',
          effects: [
            openContract('supply'),
            introduce(A, granting(['bolt', 'exclusive', { target: one }])),
            introduce('supply/b', granting(['crane', 'exclusive', { target: another }])),
          ],
        }),
      ),
      '2026-02-01',
    ).map(({ subject }) => subject);

  it('is the part where one is part of the other', () => {
    const parts = [part('all'), part('works', 'all'), part('plays', 'works')];
    expect(subjectsOf(parts, 'all', 'plays')).toStrictEqual(['plays']);
    expect(subjectsOf(parts, 'plays', 'all')).toStrictEqual(['plays']);
    expect(subjectsOf(parts, 'all', 'all')).toStrictEqual(['all']);
  });

  it('is each of the broadest common parts', () => {
    const parts = [
      part('books'),
      part('songs'),
      part('musicals', 'books', 'songs'),
      part('operas', 'songs', 'books'),
      part('arias', 'operas', 'musicals'),
    ];
    expect(subjectsOf(parts, 'books', 'songs')).toStrictEqual(['musicals', 'operas']);
  });

  it('is nothing where nothing is part of both', () => {
    expect(subjectsOf([part('books'), part('songs')], 'books', 'songs')).toStrictEqual([]);
    expect(subjectsOf([], 'books', 'books')).toStrictEqual(['books']);
  });
});

describe('the interval of a conflict', () => {
  it('ends with a clause, by what ended it; a gap makes another conflict', () => {
    const events = clash(exclusive, other, {
      id: 'notice',
      on: '2026-03-01',
      effects: [end(A, { until: '2026-04-01' })],
    });
    expect(conflictsOn(events, '2026-02-01')).toStrictEqual([
      { ...base, to: '2026-03-01', endedBy: 'notice' },
    ]);
    expect(conflictsOn(events, '2026-03-01')).toStrictEqual([]);
    expect(conflictsOn(events, '2026-04-01')).toStrictEqual([{ ...base, from: '2026-04-01' }]);
  });

  it('ends with the grants that differ, and goes on through other changes and statements', () => {
    const events = clash(
      exclusive,
      other,
      { id: 'words', on: '2026-03-01', effects: [amend(A, { text: 'two' }), affirm(B)] },
      {
        id: 'opening-up',
        on: '2026-04-01',
        effects: [amend(B, { grants: [grant('crane', 'non-exclusive')] })],
      },
    );
    expect(conflictsOn(events, '2026-02-01')).toStrictEqual([
      { ...base, to: '2026-04-01', endedBy: 'opening-up' },
    ]);
    expect(conflictsOn(events, '2026-04-01')).toStrictEqual([
      { ...base, class: 'limited', from: '2026-04-01' },
    ]);
  });

  it('ends where a condition or an amendment of the conditions changes the class', () => {
    const conditional = { ...other, conditions: [permit] };
    const met = { id: 'permitted', on: '2026-03-01', effects: [condition(B, 'permit', 'met')] };
    const possible = { ...base, class: 'possible' as const, to: '2026-03-01' };
    expect(conflictsOn(clash(exclusive, conditional, met), '2026-02-01')).toStrictEqual([
      { ...possible, endedBy: 'permitted' },
    ]);
    const dropped = { id: 'dropped', on: '2026-03-01', effects: [amend(B, { conditions: [] })] };
    expect(conflictsOn(clash(exclusive, conditional, dropped), '2026-02-01')).toStrictEqual([
      { ...possible, endedBy: 'dropped' },
    ]);
  });

  it('is ended by nobody where a calendar end ran out, and by the announcement of a temporary introduction', () => {
    const through = { ...other, end: { through: '2026-03' } };
    expect(conflictsOn(clash(exclusive, through), '2026-02-01')).toStrictEqual([
      { ...base, to: '2026-04-01' },
    ]);
    const temporary = { ...other, until: '2026-04-01' };
    expect(conflictsOn(clash(exclusive, temporary), '2026-02-01')).toStrictEqual([
      { ...base, to: '2026-04-01', endedBy: 'second' },
    ]);
  });

  it('is open, and certain until a day, where a contract’s term passed', () => {
    const term = {
      id: 'term',
      on: '2026-02-02',
      effects: [amendContract('lease', { term: { through: '2026-03' } })],
    };
    expect(conflictsOn(clash(exclusive, other, term), '2026-03-31')).toStrictEqual([
      { ...base, certainUntil: '2026-04-01' },
    ]);
    expect(conflictsOn(clash(exclusive, other, term), '2026-04-01')).toStrictEqual([]);
  });
});

describe('imprecise dates', () => {
  it('leave a conflict uncertain inside their span, in one run with its certain days', () => {
    const events = clash(
      exclusive,
      { ...other, effectiveOn: '2026-03' },
      { id: 'notice', on: '2026-06-01', effects: [end(A, { effectiveOn: '2026-05' })] },
    );
    const run = { ...base, from: '2026-03', to: '2026-05', endedBy: 'notice' };
    expect(
      ['2026-02-28', '2026-03-10', '2026-03-31', '2026-05-10', '2026-05-31'].map((on) =>
        conflictsOn(events, on),
      ),
    ).toStrictEqual([[], [{ ...run, certain: false }], [run], [{ ...run, certain: false }], []]);
  });

  it('list both classes where ways differ in it', () => {
    const events = clash(
      exclusive,
      { ...other, conditions: [permit] },
      {
        id: 'permitted',
        on: '2026-05-01',
        effects: [condition(B, 'permit', 'met', { effectiveOn: '2026-04' })],
      },
    );
    expect(conflictsOn(events, '2026-04-10')).toStrictEqual([
      { ...base, from: '2026-04', certain: false },
      { ...base, class: 'possible', to: '2026-04', certain: false, endedBy: 'permitted' },
    ]);
  });
});
