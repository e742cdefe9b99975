/** What a comparison rests on: whose words are shown, which sources differ, and how a reader gets from counts to lists. */
import { describe, expect, test } from 'vitest';
import { trial, type Trial } from '../support/app.ts';
import { html as htmlOf, words } from '../support/html.ts';
import { SAMPLE } from '../support/sample.ts';
import {
  amend,
  announce,
  dispute,
  dossier,
  end,
  introduce,
  openContract,
  settle,
  type Said,
} from '../support/history.ts';
import type { Announcement } from '../../src/dossier/announcement.ts';

const WINDOW = '/dossiers/trial/compare/2024-01-31/to/2024-02-29';

const source = (id: string, publisher: string, quote?: string) => ({
  id,
  title: `Page of ${publisher}`,
  publisher,
  url: `https://example.org/${id}`,
  class: 'named-press' as const,
  ...(quote === undefined ? {} : { quote }),
});

/** The words of the card of one change. */
async function card(given: Trial, number: number, path = WINDOW): Promise<string> {
  const cards = (await htmlOf(given, path)).split('<article class="card').slice(1);
  return words(cards.find((text) => text.includes(`id="c${number}"`)) ?? '');
}

/** A contract with a price and a place, and what a second announcement did to both. */
async function changed(second: Omit<Said, 'id' | 'on'>, ...later: readonly Announcement[]): Promise<Trial> {
  const price = introduce('supply/price', { heading: 'Price', text: 'The price is ten.' });
  const place = introduce('supply/place', { heading: 'Place', text: 'It is paid in the yard.' });
  return trial([
    dossier(),
    announce({ id: 'first', on: '2024-01-10', effects: [openContract('supply'), price, place] }),
    announce({ id: 'second', on: '2024-02-10', ...second }),
    ...later,
  ]);
}

describe('the quotes beside a change', () => {
  test('are those of the sources that its own effects name', async () => {
    const given = await changed({
      sources: [
        source('gazette', 'The Gazette', 'twelve it is'),
        source('post', 'Acme', 'at the gate from now on'),
      ],
      effects: [
        amend('supply/price', { text: 'The price is twelve.', sources: ['gazette'] }),
        amend('supply/place', { text: 'It is paid at the gate.', sources: ['post'] }),
      ],
    });
    expect(await card(given, 1)).toContain('1 source, 1 quote: The Gazette');
    expect(await card(given, 1)).not.toContain('at the gate from now on');
    expect(await card(given, 2)).toContain('1 source, 1 quote: Acme');
  });

  test('are only with the effect that repeats their words, where several name the source', async () => {
    const given = await changed({
      sources: [source('gazette', 'The Gazette', 'Twelve, not ten')],
      effects: [
        amend('supply/price', { text: 'The price is “twelve, not ten”.', sources: ['gazette'] }),
        amend('supply/place', { text: 'It is paid at the gate.', sources: ['gazette'] }),
      ],
    });
    expect(await card(given, 1)).toContain('1 source, 1 quote: The Gazette');
    expect(await card(given, 2)).toContain('1 source, exact words not held: The Gazette');
  });

  test('of a source that no effect names are with all of them', async () => {
    const given = await changed({
      sources: [source('gazette', 'The Gazette', 'a new bargain'), source('post', 'Acme')],
      effects: [
        amend('supply/price', { text: 'The price is twelve.', sources: ['post'] }),
        amend('supply/place', { text: 'It is paid at the gate.' }),
      ],
    });
    for (const number of [1, 2]) expect(await card(given, number)).toContain('“a new bargain”');
  });

  test('of a source that only a rival reading names stay with its effect', async () => {
    const given = await changed({
      sources: [source('gazette', 'The Gazette', 'thirteen or more'), source('post', 'Acme')],
      effects: [
        amend('supply/price', {
          text: 'The price is twelve.',
          sources: ['post'],
          variants: [
            { rendering: 'Twelve.', sources: ['post'], preferred: true, reason: 'Its own words.' },
            { rendering: 'Thirteen.', sources: ['gazette'] },
          ],
        }),
        amend('supply/place', { text: 'It is paid at the gate.', sources: ['post'] }),
      ],
    });
    expect(await card(given, 1)).toContain('2 sources, 1 quote: The Gazette, Acme');
    expect(await card(given, 2)).toContain('1 source, exact words not held: Acme');
  });
});

describe('rival readings', () => {
  const readings = (...texts: readonly string[]) =>
    texts.map((rendering, at) => ({
      rendering,
      sources: ['post'],
      ...(at === 0 ? { preferred: true as const, reason: 'The stronger source.' } : {}),
    }));

  test('of a value stand on the side on which they hold, and are led to from its row', async () => {
    const given = await trial([
      dossier(),
      announce({
        id: 'first',
        on: '2024-01-10',
        effects: [
          openContract('supply'),
          introduce('supply/price', {
            heading: 'Price',
            text: 'The price is ten.',
            end: {
              event: 'the plant is ready',
              variants: readings('Until it is ready.', 'Until it is paid off.'),
            },
          }),
        ],
      }),
      announce({
        id: 'second',
        on: '2024-02-10',
        effects: [
          amend('supply/price', {
            text: 'The price is twelve.',
            end: { through: '2030', variants: readings('Through 2030.', 'Until it is paid off.') },
          }),
        ],
      }),
    ]);
    const text = await card(given, 1);
    expect(text).toContain(
      'Sources differ: 3 readings Ends at both points Otherwise: Until it is paid off. (Acme) 31 Jan 2024 Followed here: Until it is ready. (Acme) Why: The stronger source. 29 Feb 2024 Followed here: Through 2030. (Acme) Why: The stronger source.',
    );
    const page = await htmlOf(given, WINDOW);
    expect(words(page)).toContain(
      'Ends until the plant is ready sources differ through 31 December 2030 sources differ',
    );
    expect(page).toContain('<a class="rival" href="#c1-readings-1">');
    expect(page).toContain('id="c1-readings-1"');
  });

  test('of a clause that ended are told once', async () => {
    const given = await trial([
      dossier(),
      announce({
        id: 'first',
        on: '2024-01-10',
        effects: [
          openContract('supply'),
          introduce('supply/price', { heading: 'Price', variants: readings('Ten a ton.', 'Ten a load.') }),
        ],
      }),
      announce({ id: 'second', on: '2024-02-10', effects: [end('supply/price')] }),
    ]);
    expect(await card(given, 1)).toContain(
      'Sources differ: 2 readings The clause Followed here: Ten a ton. (Acme) Why: The stronger source. Otherwise: Ten a load. (Acme) Caused by',
    );
    expect(words(await htmlOf(given, WINDOW))).toContain('Status in force sources differ ended');
  });
});

describe('whose words the wordings are', () => {
  test('is said: this record’s own', async () => {
    const text = words(await htmlOf(await changed({ effects: [end('supply/price')] }), WINDOW));
    expect(text).toContain(
      'Change by change The wording of clauses and statements is this record’s own, not that of a contract; quotations name their source.',
    );
  });

  test('is said: those of the document that set them', async () => {
    const given = await changed({
      type: 'DocumentPublished',
      effects: [amend('supply/price', { text: 'The price is twelve.' })],
    });
    expect(words(await htmlOf(given, WINDOW))).toContain(
      'Change by change A clause that a published document set is worded as there; all other wording',
    );
  });
});

describe('counts', () => {
  test('lead to the whole comparison where only a part of it is shown', async () => {
    const path = '/dossiers/trial/compare/2024-01-15/to/2024-05-01';
    const page = await htmlOf(await trial(SAMPLE), `${path}?because=rival`);
    expect(page).toContain(
      `<a href="${path}#conflicts-between"><strong>1</strong> conflict opened and closed in between</a>`,
    );
    expect(page).toContain(
      `<a href="${path}#disputes-between"><strong>1</strong> dispute opened and closed in between</a>`,
    );
  });

  test('of an announcement lead nowhere where nothing is listed', async () => {
    const page = await htmlOf(await trial(SAMPLE), '/dossiers/trial/announcements/renewal');
    expect(page).toContain('<li><strong>1</strong> unchanged</li>');
    expect(page).toContain('<li><a href="#c2"><strong>1</strong> changed</a></li>');
    expect(words(page)).toContain('The change that it made');
  });
});

describe('a list', () => {
  async function obliged(...after: string[]): Promise<Trial> {
    const given = { heading: 'Price', text: 'The price is ten.' };
    return trial([
      dossier(),
      announce({
        id: 'first',
        on: '2024-01-10',
        effects: [openContract('supply'), introduce('supply/price', { ...given, obligor: ['acme', 'bolt'] })],
      }),
      announce({ id: 'second', on: '2024-02-10', effects: [amend('supply/price', { obligor: after })] }),
    ]);
  }

  test('put in another order, in which nothing came or went, is told as it was and as it is', async () => {
    const given = await obliged('bolt', 'acme');
    expect(await card(given, 1)).toContain('Owed by before: Acme and Bolt → after: Bolt and Acme');
    expect(words(await htmlOf(given, WINDOW))).toContain('Owed by Acme and Bolt Bolt and Acme');
  });

  test('that gained an item marks it alone', async () => {
    expect(await card(await obliged('bolt', 'acme', 'crane'), 1)).toContain('Bolt · Acme · added: Crane');
  });
});

describe('what came and went', () => {
  test.each([
    [undefined, 'It held from 10 February 2024 to 19 March 2024.'],
    [
      'unknown' as const,
      'First recorded and ended in between: on record from 10 February 2024 to 19 March 2024; since when it held is not stated.',
    ],
  ])('with start %s is told by what is known of it', async (since, expected) => {
    const given = await changed(
      {
        effects: [
          introduce('supply/gate', { heading: 'The gate', ...(since === undefined ? {} : { since }) }),
        ],
      },
      announce({
        id: 'third',
        type: 'RenegotiationAnnounced',
        on: '2024-03-20',
        effects: [end('supply/gate')],
      }),
    );
    expect(await card(given, 1, '/dossiers/trial/compare/2024-01-31/to/2024-04-01')).toContain(expected);
  });
});

describe('a dispute closed by implication', () => {
  test('is called so everywhere, and that nobody is on record as withdrawing it is said with it', async () => {
    const given = await trial([
      dossier(),
      announce({
        id: 'first',
        on: '2024-01-10',
        effects: [openContract('supply'), introduce('supply/price', { heading: 'Price' })],
      }),
      announce({
        id: 'no',
        type: 'RefutationAnnounced',
        on: '2024-01-20',
        by: ['bolt'],
        effects: [dispute('supply/price', 'bolt')],
      }),
      announce({
        id: 'second',
        type: 'RenegotiationAnnounced',
        on: '2024-02-10',
        effects: [settle('supply/price', 'bolt', { how: 'implied' })],
      }),
    ]);
    const detail = 'by implication; no withdrawal in words is on record';
    const text = words(await htmlOf(given, WINDOW));
    expect(text).toContain('Dispute by Bolt open closed 10 Feb 2024 by implication');
    expect(text).toContain('Dispute closed by Bolt by implication, 10 February 2024');
    expect(text).toContain(
      'closed on 10 February 2024 by implication, with What was said: second (10 February 2024) ; no withdrawal in words is on record.',
    );
    expect(words(await htmlOf(given, '/dossiers/trial/announcements/second'))).toContain(
      `Closes the dispute of Bolt about Price (${detail})`,
    );
    expect(words(await htmlOf(given, '/dossiers/trial/clauses/supply/price'))).toContain(`(${detail})`);
  });
});

describe('what paper says of the two points', () => {
  const DAYS = 'compare/2024-02-10/to/2024-05-01';
  const DAY = 'compare/2024-02-10/to/2024-02-10';

  test.each([
    [
      DAYS,
      `as known on 15 June 2024, called “today” here, from our record at revision 5. Address, which keeps to that revision: /dossiers/trial/${DAYS}?log=5`,
    ],
    [
      `${DAYS}?known=2024-03-10&view=unified`,
      `as known on 10 March 2024, from our record at revision 5. Address, which keeps to that revision: /dossiers/trial/${DAYS}?known=2024-03-10&log=5`,
    ],
    [
      `${DAY}?fromKnown=2024-01-31`,
      `left as known on 31 January 2024, right as known on 15 June 2024, from our record at revision 5. Address, which keeps to that revision: /dossiers/trial/${DAY}?fromKnown=2024-01-31&log=5`,
    ],
    [
      `${DAY}?fromLog=1&toLog=3`,
      `as known on 15 June 2024, called “today” here, from our record at revisions 1 and 3. Address, which keeps to that revision: /dossiers/trial/${DAY}?fromLog=1&toLog=3`,
    ],
    [`${DAYS}?because=renewal`, `/dossiers/trial/${DAYS}?log=5&because=renewal`],
  ])('%s', async (path, expected) => {
    const text = words(await htmlOf(await trial(SAMPLE), `/dossiers/trial/${path}`));
    expect(text).toContain(expected);
    expect(text).toMatch(/Printed (as|left as) known/);
  });

  test('the sources are those of what either side says, with our notes on them', async () => {
    const note = 'Read at a mirror.';
    const given = await trial([
      dossier(),
      announce({
        id: 'first',
        on: '2024-01-10',
        sources: [{ ...source('gazette', 'The Gazette'), note }],
        effects: [
          openContract('supply'),
          introduce('supply/price', { heading: 'Price', text: 'The price is ten.' }),
        ],
      }),
      announce({ id: 'aside', on: '2024-01-12', effects: [openContract('other', { title: 'Other' })] }),
      announce({ id: 'third', on: '2024-01-20', effects: [introduce('supply/place', { heading: 'Place' })] }),
      announce({
        id: 'second',
        on: '2024-02-10',
        effects: [amend('supply/price', { text: 'The price is twelve.' })],
      }),
    ]);
    const [, sources = ''] = words(await htmlOf(given, WINDOW)).split('Of the announcements in between');
    expect(sources).toContain(`https://example.org/gazette Our note: ${note}`);
    const told = ['first', 'aside', 'third', 'second'].filter((id) =>
      sources.includes(`What was said: ${id}`),
    );
    expect(told).toStrictEqual(['first', 'third', 'second']);
  });
});
