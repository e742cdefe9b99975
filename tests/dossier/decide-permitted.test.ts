import { describe, expect, it } from 'vitest';
import { ANNOUNCEMENT_TYPES, type AnnouncementType } from '../../src/dossier/announcement.ts';
import { EffectSchema, END_REASONS, type EffectName, type EndEffect } from '../../src/dossier/effects.ts';
import {
  affirm,
  amend,
  amendContract,
  closeContract,
  condition,
  dispute,
  end,
  introduce,
  move,
  openContract,
  settle,
} from '../support/history.ts';
import {
  announcing,
  begun,
  placesOf,
  PRICE,
  recorded,
  refused,
  VOLUME,
  type EffectInput,
} from './deciding.ts';
import { announce, type Said } from '../support/history.ts';

type Ending = `end as ${EndEffect['reason']}`;
type Deed = Exclude<EffectName, 'end'> | 'introduce with an unknown start' | Ending;

function ending(reason: EndEffect['reason']): EffectInput {
  const needs: readonly string[] = ['replaced', 'absorbed', 'implied'];
  return end(VOLUME, { reason, ...(needs.includes(reason) ? { by: PRICE } : {}) });
}

/** Each effect once, as one that acts on what the tests begin with. */
const DEEDS: Readonly<Record<Deed, EffectInput>> = {
  introduce: introduce('supply/label'),
  'introduce with an unknown start': introduce('supply/label', { since: 'unknown' }),
  amend: amend(VOLUME, { text: 'two' }),
  'end as terminated': ending('terminated'),
  'end as replaced': ending('replaced'),
  'end as absorbed': ending('absorbed'),
  'end as implied': ending('implied'),
  'end as lapsed': ending('lapsed'),
  'end as expired': ending('expired'),
  affirm: affirm(VOLUME),
  dispute: dispute(PRICE, 'bolt'),
  settle: settle(VOLUME, 'acme'),
  condition: condition(PRICE, 'permit', 'met'),
  move: move(PRICE, { first: true }),
  'open-contract': openContract('licence'),
  'amend-contract': amendContract('supply', { title: 'Delivery' }),
  'close-contract': closeContract('supply'),
};

const EVERY = Object.keys(DEEDS);
const ENDS = EVERY.filter((deed) => deed.startsWith('end as '));

/** docs/semantics.md, "Events and what they may carry". */
const MAY_CARRY: Readonly<Record<AnnouncementType, readonly string[]>> = {
  AgreementAnnounced: EVERY,
  RenegotiationAnnounced: EVERY,
  TerminationAnnounced: [...ENDS, 'close-contract', 'settle'],
  DocumentPublished: [
    'open-contract',
    'introduce',
    'introduce with an unknown start',
    'amend',
    ...ENDS,
    'move',
  ],
  RefutationAnnounced: ['dispute', 'affirm', 'introduce with an unknown start'],
  StatementMade: [
    'affirm',
    'dispute',
    'settle',
    'condition',
    'introduce with an unknown start',
    'end as terminated',
    'end as lapsed',
  ],
  ReportPublished: [],
};

function whyNot(type: AnnouncementType, deed: string, effect: EffectName): string {
  if (type === 'ReportPublished') return 'a press report never changes state: it names clauses under "about"';
  const speaksOnly = type === 'RefutationAnnounced' || type === 'StatementMade';
  if (speaksOnly && deed === 'introduce') {
    return `${type} can only put a term on record that is said to exist already: since: unknown`;
  }
  if (type === 'RefutationAnnounced') {
    return `a refutation never changes, adds or ends a term: it cannot carry "${effect}"`;
  }
  if (type === 'StatementMade' && effect === 'end') {
    return 'a statement ends a clause by notice only: terminated or lapsed';
  }
  return `${type} cannot carry "${effect}"`;
}

const CELLS = ANNOUNCEMENT_TYPES.flatMap((type) =>
  Object.entries(DEEDS).map(([deed, effect]) => ({
    type,
    deed,
    effect,
    may: MAY_CARRY[type].includes(deed),
  })),
);

const said = (type: AnnouncementType, ...effects: EffectInput[]): Said => ({
  id: 'next',
  on: '2026-02-01',
  by: type === 'ReportPublished' ? ['gazette'] : ['acme', 'bolt'],
  type,
  effects,
});

describe('the table of what an event may carry', () => {
  it('has a row for every type of announcement', () => {
    expect(Object.keys(MAY_CARRY).sort()).toStrictEqual([...ANNOUNCEMENT_TYPES].sort());
  });

  it('has a column for every effect, and for an end of every reason', () => {
    const effects = EffectSchema.options.flatMap(({ shape }) => [...shape.effect.values]);
    expect([...new Set(Object.values(DEEDS).map(({ effect }) => effect))].sort()).toStrictEqual(
      effects.sort(),
    );
    expect([...ENDS].sort()).toStrictEqual(END_REASONS.map((reason) => `end as ${reason}`).sort());
  });
});

describe('an event carries what it may', () => {
  it.each(CELLS.filter(({ may }) => may))('$type: $deed', ({ type, effect }) => {
    expect(begun().when(announcing(said(type, effect)))).toStrictEqual(
      recorded({ ...announce(said(type, effect)), sequence: 1 }, 3),
    );
  });
});

describe('an event does not carry what it may not', () => {
  it.each(CELLS.filter(({ may }) => !may))('$type: $deed', ({ type, deed, effect }) => {
    expect(begun().when(announcing(said(type, effect)))).toStrictEqual(
      refused(['/effects/0', whyNot(type, deed, effect.effect)]),
    );
  });

  it('and each effect too many is named', () => {
    const wrong = said('RefutationAnnounced', DEEDS.affirm, DEEDS.amend, DEEDS.dispute, DEEDS.move);
    expect(placesOf(begun().when(announcing(wrong)))).toStrictEqual(['/effects/1', '/effects/3']);
  });
});

describe('a report', () => {
  it('is recorded when the press is among those who announce it, whatever it is about', () => {
    const report: Said = {
      ...said('ReportPublished'),
      by: ['acme', 'gazette'],
      about: [VOLUME, PRICE],
    };
    expect(begun().when(announcing(report))).toStrictEqual(recorded({ ...announce(report), sequence: 1 }, 3));
  });

  it('is refused without a party of kind press', () => {
    expect(begun().when(announcing({ ...said('ReportPublished'), by: ['acme'] }))).toStrictEqual(
      refused(['/announcedBy', 'a report needs its publisher: a party of kind "press"']),
    );
  });

  it('may bring its newspaper along', () => {
    const parties = [{ id: 'herald', name: 'Herald', kind: 'press' as const }];
    const report: Said = { ...said('ReportPublished'), by: ['herald'], adds: { parties } };
    expect(begun().when(announcing(report))).toStrictEqual(recorded({ ...announce(report), sequence: 1 }, 3));
  });

  it.each(ANNOUNCEMENT_TYPES.filter((type) => type !== 'ReportPublished'))(
    'alone is about clauses: %s is not',
    (type) => {
      expect(begun().when(announcing({ ...said(type), about: [VOLUME] }))).toStrictEqual(
        refused(['/about', 'only a report is about clauses']),
      );
    },
  );
});
