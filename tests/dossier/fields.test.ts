import { describe, expect, it } from 'vitest';
import { fieldChanges } from '../../src/dossier/fields.ts';
import type { ClauseState } from '../../src/dossier/shapes.ts';
import type { Value } from '../../src/dossier/values.ts';
import { announce, dossier, grant, history, introduce, openContract } from '../support/history.ts';
import { clauseOn } from '../support/oracle.ts';

const CONDITIONS = ['bank', 'rain'].map((id) => ({ id, text: `if ${id}`, disclosed: true }));

const base: ClauseState = clauseOn(
  history(
    dossier(),
    announce({
      id: 'opening',
      on: '2026-01-10',
      effects: [
        openContract('supply'),
        introduce('supply/volume', {
          grants: [grant('bolt', 'exclusive')],
          conditions: CONDITIONS,
          terms: { cap: { type: 'money', amount: '15.0', currency: 'EUR' } },
        }),
      ],
    }),
  ),
  'supply/volume',
  '2026-02-01',
);

/** The rows between the clause and the same with other fields, as `path: before → after`. */
function rows(change: Partial<ClauseState>, before: Partial<ClauseState> = {}): string[] {
  return fieldChanges({ ...base, ...before }, { ...base, ...change }).map(
    (row) => `${row.path}: ${JSON.stringify(row.before)} → ${JSON.stringify(row.after)}`,
  );
}

const UNDISCLOSED: Value = { type: 'undisclosed' };
const [bank, rain] = base.conditions;
const [given] = base.grants;
const cap = (amount: string) => ({
  type: 'money' as const,
  amount,
  currency: 'EUR',
  qualifier: 'exactly' as const,
});

describe('the fields on which two readings differ', () => {
  it('are none between equal readings, whoever said so and whatever the parties think', () => {
    expect(rows({})).toStrictEqual([]);
    expect(
      rows({
        positions: { acme: 'disputes' },
        disputes: [],
        lastChangedBy: 'other',
        provenance: {},
        version: 9,
        from: null,
        statusReason: 'expired',
      }),
    ).toStrictEqual([]);
  });

  it('are the status and the plain fields, in the order in which they are shown', () => {
    expect(rows({ text: 'two', heading: 'Amount', status: 'ended', end: { through: '2032' } })).toStrictEqual(
      [
        'status: "conditional" → "ended"',
        'heading: "Volume" → "Amount"',
        'text: "one" → "two"',
        'end: {"notStated":true} → {"through":"2032"}',
      ],
    );
  });

  it('are lists as wholes where order or members differ', () => {
    expect(rows({ obligor: ['acme', 'bolt'] }, { obligor: ['bolt', 'acme'] })).toStrictEqual([
      'obligor: ["bolt","acme"] → ["acme","bolt"]',
    ]);
    expect(rows({ undefinedTerms: ['first'] })).toStrictEqual(['undefinedTerms: [] → ["first"]']);
  });

  it('are the members of a grant that differ, one by one', () => {
    if (given === undefined) throw new Error('the clause holds a grant');
    expect(rows({ grants: [{ ...given, exclusivity: 'sole', note: 'ours' }] })).toStrictEqual([
      'grants/0/exclusivity: "exclusive" → "sole"',
    ]);
    expect(rows({ grants: [{ ...given, hangsOn: ['first'] }] })).toStrictEqual([
      'grants/0/hangsOn: null → ["first"]',
    ]);
  });

  it('are whole grants that come or go', () => {
    expect(rows({ grants: [] })).toStrictEqual([`grants/0: ${JSON.stringify(given)} → null`]);
    expect(rows({}, { grants: [] })).toStrictEqual([`grants/0: null → ${JSON.stringify(given)}`]);
  });

  it('are the states of conditions, but not who decided them', () => {
    if (bank === undefined || rain === undefined) throw new Error('the clause has two conditions');
    expect(rows({ conditions: [bank, { ...rain, state: 'met', stateBy: 'weather' }] })).toStrictEqual([
      'conditions/1/state: "open" → "met"',
    ]);
    expect(
      rows(
        { conditions: [{ ...bank, state: 'met', stateBy: 'second' }, rain] },
        { conditions: [{ ...bank, state: 'met', stateBy: 'first' }, rain] },
      ),
    ).toStrictEqual([]);
  });

  it('are terms by name, compared by what they say', () => {
    expect(rows({ terms: { cap: { ...cap('15'), note: 'as filed' } } })).toStrictEqual([]);
    expect(rows({ terms: { cap: cap('16'), base: { type: 'undisclosed' } } })).toStrictEqual([
      'terms/base: null → {"type":"undisclosed"}',
      'terms/cap: {"type":"money","amount":"15.0","currency":"EUR","qualifier":"exactly"} → {"type":"money","amount":"16","currency":"EUR","qualifier":"exactly"}',
    ]);
    expect(rows({ terms: {} })).toHaveLength(1);
  });

  it('are terms whose names every object inherits', () => {
    expect(rows({ terms: { ...base.terms, constructor: UNDISCLOSED } })).toStrictEqual([
      'terms/constructor: null → {"type":"undisclosed"}',
    ]);
  });

  it('are each value of a field that an imprecise date leaves open', () => {
    expect(rows({ uncertain: [{ path: 'text', values: ['one', 'two'] }] })).toStrictEqual([
      'text: "one" → {"uncertain":["one","two"]}',
    ]);
    expect(
      rows(
        { uncertain: [{ path: 'grants', values: [[], base.grants] }] },
        { uncertain: [{ path: 'grants', values: [[], base.grants] }] },
      ),
    ).toStrictEqual([]);
  });

  it('are terms and conditions that may be there although the certain reading has none', () => {
    expect(
      rows({ uncertain: [{ path: 'terms/base', values: [null, { type: 'undisclosed' }] }] }),
    ).toStrictEqual(['terms/base: null → {"uncertain":[null,{"type":"undisclosed"}]}']);
    expect(rows({ uncertain: [{ path: 'conditions/bank', values: [null, 'met'] }] })).toStrictEqual([
      'conditions/bank: null → {"uncertain":[null,"met"]}',
    ]);
  });
});
