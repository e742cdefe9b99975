/** Announcements that the trial refuses for their shape, or because they name what nobody knows. */
import { introduce, SOURCE } from './trial.ts';

export type Fields = Readonly<Record<string, unknown>>;
export interface Case {
  readonly what: string;
  readonly places: readonly string[];
  readonly fields: Fields;
}

export const amend = (fields: Fields, clause = 'supply/volume'): Fields => ({
  effect: 'amend',
  clause,
  ...fields,
});
export const grant = (fields: Fields): Fields => ({
  action: 'use',
  target: 'works',
  assigner: 'acme',
  assignee: 'bolt',
  exclusivity: 'exclusive',
  ...fields,
});
/** An announcement with this one effect. */
export const with1 = (effect: Fields): Fields => ({ effects: [effect] });
export const granting = (fields: Fields): Fields => with1(amend({ grants: [grant(fields)] }));
export const asking = (fields: Fields): Fields =>
  with1(amend({ conditions: [{ id: 'permit', text: 'A permit.', disclosed: true, ...fields }] }));

export const SHAPES: readonly Case[] = [
  { what: 'a missing headline', places: ['/headline'], fields: { headline: undefined } },
  { what: 'an unknown member', places: ['/efects'], fields: { efects: [] } },
  { what: 'an unknown type', places: ['/type'], fields: { type: 'RumourHeard' } },
  { what: 'an id that is none', places: ['/id'], fields: { id: 'Ann_1' } },
  { what: 'nobody who announced it', places: ['/announcedBy'], fields: { announcedBy: [] } },
  { what: 'no source', places: ['/sources'], fields: { sources: [] } },
  { what: 'a day that is not in its month', places: ['/announcedOn'], fields: { announcedOn: '2026-02-30' } },
  { what: 'a month that is not in its year', places: ['/announcedOn'], fields: { announcedOn: '2026-13' } },
  { what: 'a day in words', places: ['/announcedOn'], fields: { announcedOn: 'yesterday' } },
  {
    what: 'an impossible day beside what a source said',
    places: ['/announcedOn/date'],
    fields: { announcedOn: { date: '2026-02-30', asStated: 'end of February' } },
  },
  {
    what: 'an impossible day of effect',
    places: ['/effects/0/effectiveOn'],
    fields: with1(amend({ text: 'Other.', effectiveOn: '2026-04-31' })),
  },
  {
    what: 'an address that is not http(s)',
    places: ['/sources/0/url', '/sources/1/url', '/sources/2/archivedUrl'],
    fields: {
      sources: [
        { ...SOURCE, url: 'ftp://example.org/post' },
        { ...SOURCE, id: 'script', url: 'javascript:alert(1)' },
        { ...SOURCE, id: 'copy', archivedUrl: 'no address' },
      ],
    },
  },
  { what: 'an unknown effect', places: ['/effects/0/effect'], fields: with1({ effect: 'annul' }) },
  {
    what: 'a clause without its contract',
    places: ['/effects/0/clause'],
    fields: with1(amend({ text: 'Other.' }, 'volume')),
  },
  {
    what: 'an amount as a number',
    places: ['/effects/0/terms/price/amount'],
    fields: with1(amend({ terms: { price: { type: 'money', amount: 12, currency: 'EUR' } } })),
  },
  {
    what: 'rival renderings of which none is preferred',
    places: ['/effects/0/variants'],
    fields: with1(amend({ variants: [{ rendering: 'Ten.', sources: ['post'] }] })),
  },
  { what: 'half a character', places: ['/headline'], fields: { headline: 'half \ud800 a character' } },
];

export const UNKNOWN_IDS: readonly Case[] = [
  { what: 'a party that announced', places: ['/announcedBy/1'], fields: { announcedBy: ['acme', 'who'] } },
  { what: 'an obligor', places: ['/effects/0/obligor/0'], fields: with1(amend({ obligor: ['who'] })) },
  {
    what: 'a beneficiary',
    places: ['/effects/0/beneficiary/1'],
    fields: with1(amend({ beneficiary: ['acme', 'who'] })),
  },
  {
    what: 'an assigner and an assignee',
    places: ['/effects/0/grants/0/assigner', '/effects/0/grants/0/assignee'],
    fields: granting({ assigner: 'who', assignee: 'whom' }),
  },
  {
    what: 'a party that decides a condition',
    places: ['/effects/0/conditions/0/decidedBy'],
    fields: asking({ decidedBy: 'who' }),
  },
  {
    what: 'a party that disputes',
    places: ['/effects/0/party'],
    fields: with1({ effect: 'dispute', clause: 'supply/volume', party: 'who', statement: 'Not so.' }),
  },
  {
    what: 'a party that affirms',
    places: ['/effects/0/parties/0'],
    fields: with1({ effect: 'affirm', clause: 'supply/volume', parties: ['who'] }),
  },
  {
    what: 'a party of a new contract',
    places: ['/effects/0/parties/1'],
    fields: with1({ effect: 'open-contract', contract: 'lease', title: 'Lease', parties: ['acme', 'who'] }),
  },
  {
    what: 'a party of a changed contract',
    places: ['/effects/0/parties/0'],
    fields: with1({ effect: 'amend-contract', contract: 'supply', parties: ['who'] }),
  },
  {
    what: 'a party and a subject as values',
    places: ['/effects/0/terms/owner/value', '/effects/0/terms/scope/value'],
    fields: with1(
      amend({ terms: { owner: { type: 'party', value: 'who' }, scope: { type: 'subject', value: 'what' } } }),
    ),
  },
  {
    what: 'a subject that is granted',
    places: ['/effects/0/grants/0/target'],
    fields: granting({ target: 'what' }),
  },
  {
    what: 'a subject of which another is a part',
    places: ['/adds/subjects/0/partOf/1'],
    fields: { adds: { subjects: [{ id: 'mill', name: 'Mill', partOf: ['works', 'what'] }] } },
  },
  {
    what: 'an undefined term, and one that a grant hangs on',
    places: ['/effects/0/grants/0/hangsOn/0', '/effects/0/undefinedTerms/1'],
    fields: with1(amend({ grants: [grant({ hangsOn: ['later'] })], undefinedTerms: ['soon', 'later'] })),
  },
  {
    what: 'a clause that a grant hangs on',
    places: ['/effects/0/grants/0/hangsOn/1'],
    fields: granting({ hangsOn: ['soon', 'supply/none'] }),
  },
  {
    what: 'the contract of a new clause',
    places: ['/effects/0/clause'],
    fields: with1(introduce('lease/rent')),
  },
  {
    what: 'the contract that is changed, and the one that is closed',
    places: ['/effects/0/contract', '/effects/1/contract'],
    fields: {
      effects: [
        { effect: 'amend-contract', contract: 'lease', title: 'Lease' },
        { effect: 'close-contract', contract: 'rent' },
      ],
    },
  },
  {
    what: 'the clause of every effect that needs one',
    places: [0, 1, 2, 3, 4, 5, 6].map((index) => `/effects/${index}/clause`),
    fields: {
      effects: [
        amend({ text: 'Other.' }, 'supply/none'),
        { effect: 'end', clause: 'supply/none', reason: 'terminated' },
        { effect: 'affirm', clause: 'supply/none' },
        { effect: 'dispute', clause: 'supply/none', party: 'acme', statement: 'Not so.' },
        { effect: 'settle', clause: 'supply/none', party: 'acme', how: 'agreed' },
        { effect: 'condition', clause: 'supply/none', condition: 'permit', state: 'met' },
        { effect: 'move', clause: 'supply/none', first: true },
      ],
    },
  },
  {
    what: 'the clause by which another ended, before and after which it goes, and whose part it is',
    places: ['/effects/0/by', '/effects/1/before', '/effects/2/after', '/effects/3/parent'],
    fields: {
      effects: [
        { effect: 'end', clause: 'supply/price', reason: 'absorbed', by: 'supply/none' },
        { effect: 'move', clause: 'supply/volume', before: 'supply/none' },
        { effect: 'move', clause: 'supply/volume', after: 'supply/none' },
        amend({ parent: 'supply/none' }),
      ],
    },
  },
  {
    what: 'a clause that a report is about',
    places: ['/about/1'],
    fields: { type: 'ReportPublished', announcedBy: ['gazette'], about: ['supply/volume', 'supply/none'] },
  },
  {
    what: 'a source of an effect, of a value and of a grant',
    places: ['/effects/0/grants/0/sources/1', '/effects/0/terms/price/sources/0', '/effects/0/sources/0'],
    fields: with1(
      amend({
        terms: { price: { type: 'undisclosed', sources: ['rumour'] } },
        grants: [grant({ sources: ['post', 'rumour'] })],
        sources: ['rumour'],
      }),
    ),
  },
  {
    what: 'a source of the date',
    places: ['/announcedOn/sources/0'],
    fields: { announcedOn: { date: '2026-02-01', sources: ['rumour'] } },
  },
  {
    what: 'a condition',
    places: ['/effects/0'],
    fields: with1({ effect: 'condition', clause: 'supply/price', condition: 'weather', state: 'met' }),
  },
];
