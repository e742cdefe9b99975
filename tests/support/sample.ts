/** An invented dossier for the HTTP side: two deals over the same works, a protest, a report, a renegotiation. */
import {
  announce,
  dispute,
  dossier,
  end,
  grant,
  introduce,
  openContract,
  settle,
  affirm,
  amend,
} from './history.ts';
import type { DossierEvent } from '../../src/dossier/announcement.ts';

/** Text that would do harm if any of it reached a page as HTML. */
export const HARMFUL =
  'Bolt buys <script>alert(1)</script> ten *tons*. [here](javascript:alert(2)) [there](https://example.org/terms) ![](https://example.org/pixel.png)';

const source = (id: string) => ({
  id,
  title: `Source ${id}`,
  publisher: 'Acme & Bolt',
  url: `https://example.org/${id}`,
  class: 'party-statement' as const,
  quote: 'we <b>agreed</b>',
});

/** The events in the order in which they are recorded; the place of each is its revision. */
export const SAMPLE: readonly DossierEvent[] = [
  dossier({
    title: 'Works & wares',
    summary: 'Who may use the *works*.',
    subjects: [
      { id: 'works', name: 'the works' },
      { id: 'engines', name: 'Engines', partOf: ['works'] },
    ],
    undefinedTerms: [{ id: 'ready', term: 'ready' }],
  }),
  announce({
    id: 'deal',
    on: '2024-01-10',
    headline: 'Acme and Bolt agree on supply',
    sources: [source('deal-post')],
    effects: [
      openContract('supply'),
      introduce('supply/volume', {
        heading: 'Volume <&> more',
        text: HARMFUL,
        terms: { price: { type: 'money', amount: '250000', currency: 'USD', qualifier: 'up-to' } },
        undefinedTerms: ['ready'],
      }),
      introduce('supply/use', {
        heading: 'Use of the works',
        text: 'Bolt alone may use the works until the plant is ready.',
        kind: 'permission',
        grants: [grant('bolt', 'exclusive')],
        obligor: ['acme'],
        beneficiary: ['bolt'],
        end: { event: 'the plant is ready' },
      }),
    ],
  }),
  announce({
    id: 'rival',
    on: '2024-02-01',
    by: ['acme', 'crane'],
    headline: 'Acme and Crane agree on engines',
    effects: [
      openContract('engines', { title: 'Engines', parties: ['acme', 'crane'] }),
      introduce('engines/use', {
        heading: 'Use of the engines',
        text: 'Crane alone may use the engines.',
        kind: 'permission',
        grants: [grant('crane', 'exclusive', { target: 'engines' })],
      }),
    ],
  }),
  announce({
    id: 'protest',
    type: 'RefutationAnnounced',
    on: '2024-02-01',
    by: ['bolt'],
    headline: 'Bolt: the works are ours',
    effects: [
      dispute('engines/use', 'bolt', { statement: 'Engines are part of the works.' }),
      affirm('supply/use', { parties: ['bolt'] }),
    ],
  }),
  announce({
    id: 'report',
    type: 'ReportPublished',
    on: '2024-03-05',
    by: ['gazette'],
    headline: 'The Gazette: Bolt considers a suit',
    about: ['engines/use'],
  }),
  announce({
    id: 'renewal',
    type: 'RenegotiationAnnounced',
    on: '2024-04-20',
    headline: 'Acme and Bolt amend their agreement',
    effects: [
      amend('supply/use', {
        text: 'Bolt may use the works through 2030.',
        grants: [grant('bolt', 'non-exclusive')],
        end: { through: '2030' },
      }),
      end('supply/volume'),
      settle('engines/use', 'bolt'),
    ],
  }),
];
