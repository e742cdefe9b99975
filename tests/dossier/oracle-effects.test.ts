import { describe, expect, it } from 'vitest';
import type { ClauseState } from '../../src/dossier/shapes.ts';
import {
  amend,
  amendContract,
  announce,
  closeContract,
  dossier,
  end,
  history,
  introduce,
  openContract,
  type Said,
} from '../support/history.ts';
import { clauseOn, onDays, standing, stateOn, warningsOf } from '../support/oracle.ts';

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

/** Volume, first recorded on 2026-01-10 with an unknown start, and what was said later. */
function recorded(...said: Said[]) {
  const opening = announce({
    id: 'opening',
    on: '2026-01-10',
    effects: [openContract('supply', { effectiveOn: '2025-01-01' }), introduce(VOLUME, { since: 'unknown' })],
  });
  return history(dossier(), opening, ...said.map(announce));
}

const text = (clause: ClauseState) => clause.text;
const changedBy = (clause: ClauseState) => clause.lastChangedBy;

describe('amend', () => {
  it('prevails on its own days only: a scheduled, a temporary and a retroactive amendment', () => {
    const events = after(
      {
        id: 'later',
        on: '2026-02-01',
        effects: [amend(VOLUME, { effectiveOn: '2026-05-01', text: 'scheduled' })],
      },
      {
        id: 'trial',
        on: '2026-02-02',
        effects: [amend(VOLUME, { effectiveOn: '2026-03-01', until: '2026-04-01', text: 'for a month' })],
      },
      {
        id: 'back',
        on: '2026-02-03',
        effects: [amend(VOLUME, { effectiveOn: '2026-01-20', until: '2026-01-25', text: 'looking back' })],
      },
    );
    const days = ['2026-01-15', '2026-01-20', '2026-01-25', '2026-03-31', '2026-04-01', '2026-05-01'];
    expect(onDays(events, VOLUME, days, text)).toStrictEqual({
      '2026-01-15': 'one',
      '2026-01-20': 'looking back',
      '2026-01-25': 'one',
      '2026-03-31': 'for a month',
      '2026-04-01': 'one',
      '2026-05-01': 'scheduled',
    });
    expect(onDays(events, VOLUME, days, changedBy)).toStrictEqual({
      '2026-01-15': 'opening',
      '2026-01-20': 'back',
      '2026-01-25': 'opening',
      '2026-03-31': 'trial',
      '2026-04-01': 'opening',
      '2026-05-01': 'later',
    });
  });

  it('overtakes a scheduled amendment where it is announced later and covers its days', () => {
    const events = after(
      {
        id: 'later',
        on: '2026-02-01',
        effects: [amend(VOLUME, { effectiveOn: '2026-05-01', text: 'scheduled' })],
      },
      { id: 'now', on: '2026-03-01', effects: [amend(VOLUME, { text: 'instead' })] },
    );
    expect(onDays(events, VOLUME, ['2026-03-01', '2026-06-01'], text)).toStrictEqual({
      '2026-03-01': 'instead',
      '2026-06-01': 'instead',
    });
  });

  it('changes the fields and terms that it names, each with its announcement, and removes terms', () => {
    const events = after(
      {
        id: 'terms',
        on: '2026-02-01',
        effects: [
          amend(VOLUME, { terms: { cap: { type: 'undisclosed' }, share: { type: 'text', value: 'half' } } }),
        ],
      },
      {
        id: 'fewer',
        on: '2026-03-01',
        effects: [amend(VOLUME, { kind: 'statement', terms: { cap: null } })],
      },
    );
    const { kind, terms, provenance } = clauseOn(events, VOLUME, '2026-03-01');
    const named = Object.fromEntries(Object.entries(provenance).filter(([, by]) => by !== 'opening'));
    expect({ kind, terms, named }).toStrictEqual({
      kind: 'statement',
      terms: { share: { type: 'text', value: 'half' } },
      named: { kind: 'fewer', 'terms/share': 'terms' },
    });
  });

  it('never starts a clause: days without content stay so, and none at all warns', () => {
    const events = after(
      { id: 'early', on: '2026-02-01', effects: [amend(VOLUME, { effectiveOn: '2025-01-01', text: 'two' })] },
      {
        id: 'before',
        on: '2026-02-02',
        effects: [
          amend(VOLUME, { effectiveOn: '2025-01-01', until: '2026-01-10', text: 'three' }),
          amend(PRICE, {}),
        ],
      },
    );
    expect(onDays(events, VOLUME, ['2026-01-09', '2026-01-10'], standing)).toStrictEqual({
      '2026-01-09': 'not-yet',
      '2026-01-10': 'in-force',
    });
    expect(clauseOn(events, VOLUME, '2026-01-09').text).toBe('two');
    expect(warningsOf(events)).toStrictEqual(['before/effects/0', 'before/effects/1']);
  });

  it('that names an end lifts earlier ends over its days; no other amendment revives a clause', () => {
    const events = after(
      { id: 'notice', on: '2026-02-01', effects: [end(VOLUME, { effectiveOn: '2026-03-01' })] },
      { id: 'words', on: '2026-02-02', effects: [amend(VOLUME, { text: 'two' })] },
      {
        id: 'delay',
        on: '2026-02-03',
        effects: [amend(VOLUME, { until: '2026-06-01', end: { notStated: true } })],
      },
    );
    const days = ['2026-02-28', '2026-03-01', '2026-05-31', '2026-06-01'];
    expect(onDays(events, VOLUME, days, standing)).toStrictEqual({
      '2026-02-28': 'in-force',
      '2026-03-01': 'in-force',
      '2026-05-31': 'in-force',
      '2026-06-01': 'ended: terminated by notice',
    });
  });
});

describe('amend with since', () => {
  it('dates an unknown start with the first content as it stands then', () => {
    const events = recorded(
      { id: 'words', on: '2026-02-01', effects: [amend(VOLUME, { effectiveOn: '2026-01-10', text: 'two' })] },
      { id: 'dating', on: '2026-03-01', effects: [amend(VOLUME, { since: '2025-06', heading: 'Amount' })] },
    );
    expect(clauseOn(events, VOLUME, '2026-01-09', { before: 'dating' }).status).toBe('unknown');
    const read = ({ status, text, heading, since, from, lastChangedBy }: ClauseState) => ({
      status,
      text,
      heading,
      since,
      from,
      lastChangedBy,
    });
    expect(onDays(events, VOLUME, ['2025-05-31', '2025-07-01', '2026-03-01'], read)).toStrictEqual({
      '2025-05-31': {
        status: 'not-yet',
        text: 'two',
        heading: 'Volume',
        since: '2025-06',
        from: '2025-06',
        lastChangedBy: 'opening',
      },
      '2025-07-01': {
        status: 'in-force',
        text: 'two',
        heading: 'Volume',
        since: '2025-06',
        from: '2025-06',
        lastChangedBy: 'opening',
      },
      '2026-03-01': {
        status: 'in-force',
        text: 'two',
        heading: 'Amount',
        since: '2025-06',
        from: '2026-03-01',
        lastChangedBy: 'dating',
      },
    });
  });

  it('alone states the clause over its own days, and needs no content there', () => {
    const dating = amend(VOLUME, { since: '2025-06-01', effectiveOn: '2025-01-01', until: '2025-02-01' });
    const events = recorded({ id: 'dating', on: '2026-03-01', by: ['bolt'], effects: [dating] });
    const stated = ({ lastStated }: ClauseState) => lastStated;
    expect(onDays(events, VOLUME, ['2025-01-15', '2025-02-01', '2026-01-10'], stated)).toStrictEqual({
      '2025-01-15': { on: '2026-03-01', by: ['bolt'], announcement: 'dating' },
      '2025-02-01': null,
      '2026-01-10': { on: '2026-01-10', by: ['acme', 'bolt'], announcement: 'opening' },
    });
    expect(warningsOf(events)).toStrictEqual([]);
  });

  it('makes only the start known where its day falls on the first day or later', () => {
    const events = recorded({
      id: 'dating',
      on: '2026-03-01',
      effects: [amend(VOLUME, { since: '2026-01' })],
    });
    const read = (clause: ClauseState) =>
      `${standing(clause)} since ${clause.since} from ${String(clause.from)}`;
    expect(onDays(events, VOLUME, ['2025-12-31', '2026-01-05', '2026-01-10'], read)).toStrictEqual({
      '2025-12-31': 'not-yet since 2026-01 from 2026-01-10',
      '2026-01-05': 'unknown: imprecise-date since 2026-01 from 2026-01-10',
      '2026-01-10': 'in-force since 2026-01 from 2026-01-10',
    });
  });

  it('moves the start: an end soon after it comes after days in force', () => {
    const events = recorded({
      id: 'dating',
      on: '2026-03-01',
      effects: [
        amend(VOLUME, { since: '2025-06-01' }),
        end(VOLUME, { effectiveOn: '2025-09-01', until: '2025-10-01' }),
      ],
    });
    const { status, from, to } = clauseOn(events, VOLUME, '2025-09-15');
    expect([status, from, to]).toStrictEqual(['ended', '2025-06-01', '2025-09-01']);
  });

  it('warns where the start is known, or the date is not before the first day; the rest still acts', () => {
    const known = after({
      id: 'dating',
      on: '2026-03-01',
      effects: [amend(VOLUME, { since: '2025', text: 'two' })],
    });
    expect([warningsOf(known), clauseOn(known, VOLUME, '2026-03-01').text]).toStrictEqual([
      ['dating/effects/0'],
      'two',
    ]);
    const late = recorded({
      id: 'dating',
      on: '2026-03-01',
      effects: [amend(VOLUME, { since: '2026-01-10' })],
    });
    const { since, lastChangedBy } = clauseOn(late, VOLUME, '2026-03-01');
    expect([warningsOf(late), since, lastChangedBy]).toStrictEqual([
      ['dating/effects/0'],
      'unknown',
      'opening',
    ]);
  });
});

describe('contracts', () => {
  it('hold title, parties and term from their day; amendments and closings cover theirs', () => {
    const events = after(
      {
        id: 'renaming',
        on: '2026-02-01',
        effects: [
          amendContract('supply', {
            effectiveOn: '2025-01-01',
            title: 'Delivery',
            parties: ['acme', 'crane'],
          }),
          amendContract('supply', { effectiveOn: '2026-03-01', term: { through: '2026-06' } }),
        ],
      },
      {
        id: 'closing',
        on: '2026-02-02',
        effects: [closeContract('supply', { effectiveOn: '2026-04-01', until: '2026-05-01' })],
      },
    );
    const read = (on: string) => {
      const { clauses: _, ...contract } = stateOn(events, on).contracts[0] ?? { clauses: [] };
      return contract;
    };
    const supply = { id: 'supply', title: 'Delivery', parties: ['acme', 'crane'], openedBy: 'opening' };
    const through = { through: '2026-06' };
    const none = { notStated: true };
    expect(
      ['2026-01-09', '2026-01-10', '2026-03-01', '2026-04-01', '2026-05-01', '2026-07-01'].map(read),
    ).toStrictEqual([
      { ...supply, status: 'not-yet', term: none, lastChangedBy: 'renaming' },
      { ...supply, status: 'in-force', term: none, lastChangedBy: 'renaming' },
      { ...supply, status: 'in-force', term: through, lastChangedBy: 'renaming' },
      { ...supply, status: 'ended', term: through, lastChangedBy: 'closing' },
      { ...supply, status: 'in-force', term: through, lastChangedBy: 'renaming' },
      { ...supply, status: 'unknown', term: through, lastChangedBy: 'renaming' },
    ]);
  });

  it('warn where they are opened twice, not on record, or without content on any day', () => {
    const events = after({
      id: 'muddle',
      on: '2026-02-01',
      effects: [
        openContract('supply', { title: 'Again' }),
        amendContract('lease', { title: 'Lease' }),
        closeContract('lease'),
        introduce('lease/rent'),
        amendContract('supply', { effectiveOn: '2025-01-01', until: '2026-01-10', title: 'Never' }),
      ],
    });
    expect(warningsOf(events)).toStrictEqual(
      [0, 1, 2, 3, 4].map((place) => `muddle/effects/${String(place)}`),
    );
    expect(stateOn(events, '2026-02-01').contracts.map(({ id, title }) => ({ id, title }))).toStrictEqual([
      { id: 'supply', title: 'Supply' },
    ]);
  });
});
