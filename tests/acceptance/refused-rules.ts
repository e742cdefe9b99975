/** Announcements that the trial refuses for their dates, or because they break a rule. */
import { amend, with1, type Case } from './refused.ts';
import { introduce, SOURCE } from './trial.ts';

export const DATES: readonly Case[] = [
  { what: 'a day to come', places: ['/announcedOn'], fields: { announcedOn: '2026-11-24' } },
  { what: 'a month to come', places: ['/announcedOn'], fields: { announcedOn: '2026-12' } },
  {
    what: 'a year to come, beside what a source said',
    places: ['/announcedOn/date'],
    fields: { announcedOn: { date: '2027', asStated: 'next year' } },
  },
  {
    what: 'an effect that is over before it begins',
    places: ['/effects/0/until'],
    fields: with1(amend({ text: 'Other.', effectiveOn: '2026-05-01', until: '2026-04-30' })),
  },
  {
    what: 'an effect that is over on the day on which it begins',
    places: ['/effects/0/until'],
    fields: with1(amend({ text: 'Other.', until: '2026-02-01' })),
  },
  {
    what: 'a day for a start that is unknown',
    places: ['/effects/0/effectiveOn'],
    fields: with1(introduce('supply/label', { since: 'unknown', effectiveOn: '2026-01-20' })),
  },
  {
    what: 'a start for a clause whose start is known',
    places: ['/effects/0'],
    fields: with1(amend({ since: '2025-01-01' })),
  },
];

export const RULES: readonly Case[] = [
  {
    what: 'a refutation that amends',
    places: ['/effects/1'],
    fields: {
      type: 'RefutationAnnounced',
      effects: [{ effect: 'affirm', clause: 'supply/volume' }, amend({ text: 'Other.' })],
    },
  },
  {
    what: 'a refutation that adds, ends, settles, moves and closes',
    places: [0, 1, 2, 3, 4].map((index) => `/effects/${index}`),
    fields: {
      type: 'RefutationAnnounced',
      effects: [
        introduce('supply/label'),
        { effect: 'end', clause: 'supply/volume', reason: 'terminated' },
        { effect: 'condition', clause: 'supply/price', condition: 'permit', state: 'met' },
        { effect: 'move', clause: 'supply/price', first: true },
        { effect: 'close-contract', contract: 'supply' },
      ],
    },
  },
  {
    what: 'a report that does anything',
    places: ['/effects/0'],
    fields: {
      type: 'ReportPublished',
      announcedBy: ['gazette'],
      effects: [{ effect: 'affirm', clause: 'supply/volume', parties: ['acme'] }],
    },
  },
  { what: 'a report without a press', places: ['/announcedBy'], fields: { type: 'ReportPublished' } },
  {
    what: 'another announcement that is about a clause',
    places: ['/about'],
    fields: { about: ['supply/volume'] },
  },
  {
    what: 'a statement that amends, or ends as absorbed',
    places: ['/effects/0', '/effects/1'],
    fields: {
      type: 'StatementMade',
      effects: [
        amend({ text: 'Other.' }),
        { effect: 'end', clause: 'supply/price', reason: 'absorbed', by: 'supply/volume' },
      ],
    },
  },
  {
    what: 'a termination that introduces',
    places: ['/effects/0'],
    fields: { type: 'TerminationAnnounced', ...with1(introduce('supply/label')) },
  },
  {
    what: 'a document that disputes',
    places: ['/effects/0'],
    fields: {
      type: 'DocumentPublished',
      ...with1({ effect: 'dispute', clause: 'supply/volume', party: 'acme', statement: 'Not so.' }),
    },
  },
  {
    what: 'an amendment of a clause that is not on record yet',
    places: ['/effects/0'],
    fields: { announcedOn: '2026-01-09', ...with1(amend({ text: 'Other.' })) },
  },
  {
    what: 'a clause that is on record already',
    places: ['/effects/0'],
    fields: with1(introduce('supply/volume')),
  },
  {
    what: 'a clause that is introduced twice at once',
    places: ['/effects/1'],
    fields: { effects: [introduce('supply/label'), introduce('supply/label')] },
  },
  {
    what: 'a clause on record that is said to be older',
    places: ['/effects/0'],
    fields: with1(introduce('supply/volume', { since: 'unknown' })),
  },
  {
    what: 'a contract that is open already',
    places: ['/effects/0'],
    fields: with1({ effect: 'open-contract', contract: 'supply', title: 'Supply', parties: ['acme'] }),
  },
  { what: 'an amendment that changes nothing', places: ['/effects/0'], fields: with1(amend({})) },
  {
    what: 'an end by another clause that is not named, and one by none that is',
    places: ['/effects/0', '/effects/1/by', '/effects/2/by'],
    fields: {
      effects: [
        { effect: 'end', clause: 'supply/volume', reason: 'replaced' },
        { effect: 'end', clause: 'supply/volume', reason: 'lapsed', by: 'supply/price' },
        { effect: 'end', clause: 'supply/volume', reason: 'implied', by: 'supply/volume' },
      ],
    },
  },
  {
    what: 'a move to two places, and to none',
    places: ['/effects/0', '/effects/1'],
    fields: {
      effects: [
        { effect: 'move', clause: 'supply/price', first: true, last: true },
        { effect: 'move', clause: 'supply/price' },
      ],
    },
  },
  {
    what: 'a move to its own place',
    places: ['/effects/0'],
    fields: with1({ effect: 'move', clause: 'supply/price', after: 'supply/price' }),
  },
  {
    what: 'a clause that is a part of itself',
    places: ['/effects/0/parent'],
    fields: with1(amend({ parent: 'supply/volume' })),
  },
  {
    what: 'a settlement of a dispute that is not open',
    places: ['/effects/0'],
    fields: with1({ effect: 'settle', clause: 'supply/volume', party: 'acme', how: 'agreed' }),
  },
  {
    what: 'a known id that shall stand for something else',
    places: ['/adds/parties/0/id', '/adds/subjects/0/id', '/adds/undefinedTerms/0/id'],
    fields: {
      adds: {
        parties: [{ id: 'acme', name: 'Another Acme' }],
        subjects: [{ id: 'works', name: 'Other works' }],
        undefinedTerms: [{ id: 'soon', term: 'sooner' }],
      },
    },
  },
  {
    what: 'ids that stand twice',
    places: ['/sources/1/id', '/adds/parties/1/id', '/effects/0/conditions/1/id'],
    fields: {
      sources: [SOURCE, SOURCE],
      adds: {
        parties: [
          { id: 'mill', name: 'Mill' },
          { id: 'mill', name: 'Mill' },
        ],
      },
      ...with1(
        amend({
          conditions: [
            { id: 'permit', text: 'A permit.', disclosed: true },
            { id: 'permit', text: 'A permit.', disclosed: true },
          ],
        }),
      ),
    },
  },
  {
    what: 'subjects that are parts of each other',
    places: ['/adds/subjects'],
    fields: {
      adds: {
        subjects: [
          { id: 'mill', name: 'Mill', partOf: ['wheel'] },
          { id: 'wheel', name: 'Wheel', partOf: ['mill'] },
        ],
      },
    },
  },
];
