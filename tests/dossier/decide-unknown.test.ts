import { describe, expect, it } from 'vitest';
import {
  affirm,
  amend,
  amendContract,
  announce,
  closeContract,
  condition,
  dispute,
  end,
  grant,
  introduce,
  move,
  openContract,
  settle,
  type Said,
} from '../support/history.ts';
import {
  announcing,
  begun,
  PERMIT,
  PRICE,
  recorded,
  refused,
  saying,
  source,
  VOLUME,
  type EffectInput,
  type Where,
} from './deciding.ts';

const NONE = 'supply/none';
const noParty = 'unknown party: who';
const noSubject = 'unknown subject: what';
const noClause = `unknown clause: ${NONE}`;
const noTerm = 'unknown undefined term: later';

interface Row {
  readonly what: string;
  readonly effect: EffectInput;
  readonly faults: readonly Where[];
}

const granting = (fields: Parameters<typeof grant>[2]): EffectInput =>
  amend(VOLUME, { grants: [grant('bolt', 'exclusive'), grant('bolt', 'exclusive', fields)] });

const PARTIES: readonly Row[] = [
  {
    what: 'the obligor and the beneficiary of a new clause',
    effect: introduce('supply/label', { obligor: ['acme', 'who'], beneficiary: ['who'] }),
    faults: [
      ['/effects/0/obligor/1', noParty],
      ['/effects/0/beneficiary/0', noParty],
    ],
  },
  {
    what: 'the obligor and the beneficiary that an amendment names',
    effect: amend(VOLUME, { obligor: ['who'], beneficiary: ['acme', 'who'] }),
    faults: [
      ['/effects/0/obligor/0', noParty],
      ['/effects/0/beneficiary/1', noParty],
    ],
  },
  {
    what: 'who gives a right, and who gets it',
    effect: granting({ assigner: 'who', assignee: 'whom' }),
    faults: [
      ['/effects/0/grants/1/assigner', noParty],
      ['/effects/0/grants/1/assignee', 'unknown party: whom'],
    ],
  },
  {
    what: 'who decides whether a condition is met',
    effect: amend(VOLUME, {
      conditions: [
        { ...PERMIT, decidedBy: 'acme' },
        { ...PERMIT, id: 'bank', decidedBy: 'who' },
        { ...PERMIT, id: 'weather', decidedBy: null },
      ],
    }),
    faults: [['/effects/0/conditions/1/decidedBy', noParty]],
  },
  {
    what: 'a party as a value',
    effect: amend(VOLUME, {
      terms: {
        owner: { type: 'party', value: 'acme' },
        guarantor: { type: 'party', value: 'who' },
        buyer: null,
      },
    }),
    faults: [['/effects/0/terms/guarantor/value', noParty]],
  },
  {
    what: 'who affirms',
    effect: affirm(VOLUME, { parties: ['acme', 'who'] }),
    faults: [['/effects/0/parties/1', noParty]],
  },
  { what: 'who disputes', effect: dispute(VOLUME, 'who'), faults: [['/effects/0/party', noParty]] },
  { what: 'who settles', effect: settle(VOLUME, 'who'), faults: [['/effects/0/party', noParty]] },
  {
    what: 'a party of a contract that opens',
    effect: openContract('licence', { parties: ['acme', 'who'] }),
    faults: [['/effects/0/parties/1', noParty]],
  },
  {
    what: 'a party of a contract that changes',
    effect: amendContract('supply', { parties: ['who', 'bolt'] }),
    faults: [['/effects/0/parties/0', noParty]],
  },
];

const SUBJECTS_AND_TERMS: readonly Row[] = [
  {
    what: 'the subject of a right',
    effect: granting({ target: 'what' }),
    faults: [['/effects/0/grants/1/target', noSubject]],
  },
  {
    what: 'a subject as a value',
    effect: introduce('supply/label', { terms: { scope: { type: 'subject', value: 'what' } } }),
    faults: [['/effects/0/terms/scope/value', noSubject]],
  },
  {
    what: 'an undefined term',
    effect: amend(VOLUME, { undefinedTerms: ['ready', 'later'] }),
    faults: [['/effects/0/undefinedTerms/1', noTerm]],
  },
  {
    what: 'an undefined term and a clause that a right hangs on',
    effect: granting({ hangsOn: ['ready', 'later', VOLUME, NONE] }),
    faults: [
      ['/effects/0/grants/1/hangsOn/1', noTerm],
      ['/effects/0/grants/1/hangsOn/3', noClause],
    ],
  },
];

const CLAUSES: readonly Row[] = [
  ...[
    amend(NONE, { text: 'two' }),
    end(NONE),
    affirm(NONE),
    dispute(NONE, 'acme'),
    settle(NONE, 'acme'),
    condition(NONE, 'permit', 'met'),
    move(NONE, { first: true }),
  ].map((effect): Row => ({
    what: `the clause of "${effect.effect}"`,
    effect,
    faults: [['/effects/0/clause', noClause]],
  })),
  {
    what: 'the whole of which a new clause is a part',
    effect: introduce('supply/label', { parent: NONE }),
    faults: [['/effects/0/parent', noClause]],
  },
  {
    what: 'the whole that an amendment names',
    effect: amend(VOLUME, { parent: NONE }),
    faults: [['/effects/0/parent', noClause]],
  },
  {
    what: 'the clause by which another ended',
    effect: end(VOLUME, { reason: 'absorbed', by: NONE }),
    faults: [['/effects/0/by', noClause]],
  },
  {
    what: 'the clause before which another goes',
    effect: move(VOLUME, { before: NONE }),
    faults: [['/effects/0/before', noClause]],
  },
  {
    what: 'the clause after which another goes',
    effect: move(VOLUME, { after: NONE }),
    faults: [['/effects/0/after', noClause]],
  },
];

const CONTRACTS: readonly Row[] = [
  {
    what: 'the contract of a new clause',
    effect: introduce('licence/label'),
    faults: [['/effects/0/clause', 'unknown contract: licence']],
  },
  {
    what: 'the contract that changes',
    effect: amendContract('licence', { title: 'Licence' }),
    faults: [['/effects/0/contract', 'unknown contract: licence']],
  },
  {
    what: 'the contract that closes',
    effect: closeContract('licence'),
    faults: [['/effects/0/contract', 'unknown contract: licence']],
  },
];

describe.each([
  { sort: 'a party', rows: PARTIES },
  { sort: 'a subject or a term', rows: SUBJECTS_AND_TERMS },
  { sort: 'a clause', rows: CLAUSES },
  { sort: 'a contract', rows: CONTRACTS },
])('$sort that nobody knows is refused', ({ rows }) => {
  it.each(rows)('as $what', ({ effect, faults }) => {
    expect(begun().when(saying(effect))).toStrictEqual(refused(...faults));
  });
});

const ABOUT_ALL: readonly { what: string; fields: Partial<Said>; faults: readonly Where[] }[] = [
  {
    what: 'one who announced',
    fields: { by: ['acme', 'who'] },
    faults: [['/announcedBy/1', noParty]],
  },
  {
    what: 'a clause that a report is about',
    fields: { type: 'ReportPublished', by: ['gazette'], about: [VOLUME, NONE] },
    faults: [['/about/1', noClause]],
  },
  {
    what: 'the whole of which a new subject is a part',
    fields: { adds: { subjects: [{ id: 'mill', name: 'Mill', partOf: ['works', 'what'] }] } },
    faults: [['/adds/subjects/0/partOf/1', noSubject]],
  },
  {
    what: 'who reads a term so',
    fields: {
      adds: {
        undefinedTerms: [
          {
            id: 'soon',
            term: 'soon',
            readings: ['At once.', { text: 'Later.', by: ['acme', 'who'] }],
          },
        ],
      },
    },
    faults: [['/adds/undefinedTerms/0/readings/1/by/1', noParty]],
  },
];

describe('an announcement as a whole', () => {
  it.each(ABOUT_ALL)('does not name what nobody knows as $what', ({ fields, faults }) => {
    expect(begun().when(announcing({ id: 'next', on: '2026-02-01', ...fields }))).toStrictEqual(
      refused(...faults),
    );
  });

  it('has every fault named at once, in its own order', () => {
    const said: Said = {
      id: 'next',
      on: '2027',
      by: ['who'],
      about: [NONE],
      sources: [source('post'), source('post')],
      effects: [affirm(NONE), dispute(VOLUME, 'who')],
    };
    expect(begun().when(announcing(said))).toStrictEqual(
      refused(
        ['/announcedOn', 'begins in the future'],
        ['/announcedBy/0', noParty],
        ['/about', 'only a report is about clauses'],
        ['/about/0', noClause],
        ['/sources/1/id', '"post" stands here twice'],
        ['/effects/0/clause', noClause],
        ['/effects/1/party', noParty],
      ),
    );
  });

  it('may name what it brings along', () => {
    const said: Said = {
      id: 'next',
      on: '2026-02-01',
      by: ['mill'],
      adds: {
        parties: [{ id: 'mill', name: 'Mill' }],
        subjects: [
          { id: 'wheel', name: 'Wheel', partOf: ['works', 'race'] },
          { id: 'race', name: 'Race' },
        ],
        undefinedTerms: [{ id: 'soon', term: 'soon', readings: [{ text: 'Now.', by: ['mill'] }] }],
      },
      effects: [
        openContract('licence', { parties: ['mill', 'acme'] }),
        introduce('licence/use', {
          parent: 'licence/terms',
          grants: [grant('mill', 'sole', { target: 'wheel', hangsOn: ['soon', 'licence/terms'] })],
        }),
        introduce('licence/terms', { conditions: [{ ...PERMIT, decidedBy: 'mill' }] }),
        end(PRICE, { reason: 'absorbed', by: 'licence/use' }),
      ],
    };
    expect(begun().when(announcing(said))).toStrictEqual(recorded({ ...announce(said), sequence: 1 }, 3));
  });
});
