import request from 'supertest';
import { beforeAll, describe, expect, test } from 'vitest';
import { amend, amendDossier, announce, condition, introduce, openContract } from '../support/history.ts';
import { trial, type Trial } from '../support/app.ts';
import { html as htmlOf, words } from '../support/html.ts';
import { SAMPLE } from '../support/sample.ts';

const D = '/dossiers/trial';

let given: Trial;
beforeAll(async () => {
  given = await trial(SAMPLE);
});

const html = (path: string, from: Trial = given): Promise<string> => htmlOf(from, path);
const textOf = async (path: string, from?: Trial): Promise<string> => words(await html(path, from));

/** The items of a list of announcements, each as its words. */
const itemsOf = (page: string): string[] =>
  [...page.matchAll(/<li class="(light|heavy)" value="(\d+)">(.*?)<\/li>/gs)].map(
    ([, weight, number, item = '']) =>
      `${number} ${weight}: ${/timeline-did">([^<]*)/.exec(item)?.[1] ?? ''}`,
  );

describe('the list of announcements', () => {
  test('says what each did, by clauses, disputes and conflicts', async () => {
    expect(itemsOf(await html(`${D}/announcements`))).toStrictEqual([
      '1 heavy: opens 1 contract, introduces 2 clauses',
      '2 heavy: opens 1 contract, introduces 1 clause, opens 1 conflict',
      '3 heavy: reaffirms 1 clause, opens 1 dispute; changes no term',
      '4 light: changes nothing',
      '5 heavy: changes 1 clause, ends 1 clause, closes 1 dispute, opens 1 conflict, closes 1 conflict',
    ]);
  });

  test('leaves out what changes nothing when asked, says how many, and keeps the numbers', async () => {
    const page = await html(`${D}/announcements?only=changes`);
    expect(itemsOf(page).map((item) => item.slice(0, 1))).toStrictEqual(['1', '2', '3', '5']);
    expect(words(page)).toContain('1 announcement that changes nothing: left out here.');
    expect(page).toContain(`<a href="${D}/announcements">everything (5)</a>`);
  });

  test('leads from each to the terms then, to its change and to a comparison with today', async () => {
    const page = await html(`${D}/announcements`);
    expect(page).toContain(`<a href="${D}/on/2024-02-01">Terms then</a>`);
    expect(page).toContain(`<a href="${D}/announcements/rival#change">Change it made</a>`);
    expect(page).toContain(`<a href="${D}/compare/2024-02-01/to/2024-06-15">Compare then with today</a>`);
  });

  test('says rough dates in words', async () => {
    const vague = await trial([
      ...SAMPLE,
      announce({ id: 'vague', on: '2024-05', headline: 'Sometime in May' }),
    ]);
    expect(await textOf(`${D}/announcements`, vague)).toContain('May 2024 (day not stated) Sometime in May');
  });

  test('has the next ends beside it', async () => {
    expect(await textOf(`${D}/announcements`)).toContain(
      'What ends next after 31 December 2030: Use of the works: ends',
    );
  });

  test('any other filter than of changes is a bad request', async () => {
    const reply = await request(given.app).get(`${D}/announcements?only=news`).set('Accept', 'text/html');
    expect(reply.status).toBe(400);
  });
});

/** A dossier with as many clauses in one contract, and another with two. */
async function long(clauses: number): Promise<Trial> {
  const many = Array.from({ length: clauses }, (_, index) =>
    introduce(`supply/c${index}`, { heading: `Clause ${index}` }),
  );
  const few = ['a', 'b'].map((id) => introduce(`engines/${id}`, { heading: `Engine ${id}` }));
  return trial([
    ...SAMPLE.slice(0, 1),
    announce({ id: 'many', on: '2024-01-10', effects: [openContract('supply'), ...many] }),
    announce({
      id: 'few',
      on: '2024-01-11',
      effects: [openContract('engines', { title: 'Engines' }), ...few],
    }),
  ]);
}

const lanesIn = (page: string): number => page.match(/class="lane-name"/g)?.length ?? 0;

describe('the chart', () => {
  test('says its axis in words: what is to scale, what is not, and the day of its line', async () => {
    expect(await textOf(`${D}/chart?on=2024-02-10`)).toContain(
      'The time from 31 December 2023 to 30 April 2024 is drawn to scale; later days, up to 1 January 2031, are pressed together at the right edge. The upright line is 10 February 2024.',
    );
  });

  test('names each bar with its status, its days, how it ends and who disputes it', async () => {
    const page = await html(`${D}/chart`);
    const labels = [...page.matchAll(/data-bar="[^"]+" href="([^"]+)" aria-label="([^"]+)"/g)].map(
      ([, href, label = '']) =>
        `${href} ${label.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')}`,
    );
    expect(labels).toStrictEqual([
      `${D}/clauses/supply/volume Volume <&> more: in force from 10 January 2024 to 19 April 2024; by “Acme and Bolt amend their agreement”`,
      `${D}/clauses/supply/volume Volume <&> more: ended from 20 April 2024 on (terminated); nothing further is announced`,
      `${D}/clauses/supply/use Use of the works: in force from 10 January 2024 to 31 December 2030; its time runs out, as “Acme and Bolt amend their agreement” set`,
      `${D}/clauses/supply/use Use of the works: ended from 1 January 2031 on (its time has run out); nothing further is announced`,
      `${D}/clauses/engines/use Use of the engines: in force from 1 February 2024 on; no end is stated; disputed by Bolt from 1 February 2024 to 19 April 2024`,
    ]);
  });

  test('explains in its legend the marks of conflicts, of changes and of mere reaffirmations', async () => {
    const text = await textOf(`${D}/chart`);
    expect(text).toContain('by its number: ⚠ Incompatible, ◇ Possibly incompatible, △ Limited');
    expect(text).toContain('an announcement that changes the clause, or disputes it');
    expect(text).toContain('one that only reaffirms it, or reports');
  });

  test('leads from each mark to its announcement, hollow where it changes nothing', async () => {
    const page = await html(`${D}/chart`);
    const marks = [
      ...page.matchAll(
        /<g role="listitem"[^>]*>(?:<rect[^>]*>)?<a class="chart-link" href="([^"]+)".*?class="mark-disc( light)?"/g,
      ),
    ];
    expect(marks.map(([, href, light]) => `${href}${light ?? ''}`)).toStrictEqual(
      ['deal', 'rival', 'protest', 'report light', 'renewal'].map((id) => `${D}/announcements/${id}`),
    );
  });

  test('ties the two clauses of a conflict together by its number, and leads to both', async () => {
    const page = await html(`${D}/chart`);
    const links = [...page.matchAll(/href="([^"]+)" aria-label="(Conflict \d[^"]+)"/g)].map(
      ([, href, label]) => `${href} ${label}`,
    );
    const first = `${D}/on/2024-02-01#conflict-incompatible-use-engines-supply-use-engines-use-2024-02-01 Conflict 1, incompatible: “Use of the works” and “Use of the engines”, to use Engines, from 1 February 2024 to 19 April 2024 (79 days)`;
    const second = `${D}/on/2024-04-20#conflict-limited-use-engines-supply-use-engines-use-2024-04-20 Conflict 2, limited: “Use of the works” and “Use of the engines”, to use Engines, from 20 April 2024 to 31 December 2030 (2447 days)`;
    expect(links).toStrictEqual([first, second, first, second]);
  });

  test('the place that a conflict leads to is there', async () => {
    const page = await html(`${D}/on/2024-02-01`);
    expect(page).toContain('id="conflict-incompatible-use-engines-supply-use-engines-use-2024-02-01"');
  });

  test('of a long contract draws some lanes, says how many it leaves out, and leads to all', async () => {
    const own = await long(30);
    const whole = await html(`${D}/chart`, own);
    expect(lanesIn(whole)).toBe(26);
    expect(words(whole)).toContain('Supply: 6 clauses of 30 not drawn here: its own chart');
    expect(whole).toContain(`href="${D}/chart?contract=supply"`);
    const alone = await html(`${D}/chart?contract=supply`, own);
    expect([lanesIn(alone), alone.includes('not drawn here')]).toStrictEqual([30, false]);
  });

  test('of a very long contract comes in parts', async () => {
    const own = await long(250);
    const first = await html(`${D}/chart?contract=supply`, own);
    expect(lanesIn(first)).toBe(200);
    expect(first).toContain(`href="${D}/chart?contract=supply&amp;part=2"`);
    const second = await html(`${D}/chart?contract=supply&part=2`, own);
    expect([lanesIn(second), second.includes('Clause 249')]).toStrictEqual([50, true]);
  });

  test('of a contract that isn’t on record is not found', async () => {
    const reply = await request(given.app).get(`${D}/chart?contract=nothing`).set('Accept', 'text/html');
    expect(reply.status).toBe(404);
  });

  test('of what was known on a day is a visibly different frame, without what came later', async () => {
    const page = await html(`${D}/chart?known=2024-01-31`);
    expect(page).toContain('class="view view-known"');
    expect(page).not.toContain('Use of the engines');
  });

  test('of a dossier without announcements has an axis and nothing on it', async () => {
    const empty = await trial(SAMPLE.slice(0, 1));
    expect(lanesIn(await html(`${D}/chart`, empty))).toBe(0);
  });
});

describe('the matrix', () => {
  test('leads from its own address to today, and from a chosen day to that day', async () => {
    const goes = async (path: string): Promise<unknown> => {
      const { status, headers } = await request(given.app).get(path).set('Accept', 'text/html');
      return [status, headers['location']];
    };
    expect(await goes(`${D}/matrix`)).toStrictEqual([303, `${D}/matrix/on/2024-06-15`]);
    expect(await goes(`${D}/matrix?on=2024-02-10&known=2024-03-01`)).toStrictEqual([
      303,
      `${D}/matrix/on/2024-02-10?known=2024-03-01`,
    ]);
    expect(await goes('/dossiers/nothing/matrix')).toStrictEqual([404, undefined]);
  });

  test('shows own rights apart from those through something broader, and a clash by mark, word and link', async () => {
    const page = await html(`${D}/matrix/on/2024-02-10`);
    const rows = [...page.matchAll(/<tr id="subject-([^"]+)"[^>]*>(.*?)<\/tr>/gs)].map(
      ([, id, cells = '']) => `${id}: ${words(cells).trim()}`,
    );
    expect(rows).toStrictEqual([
      'works: the works Exclusive right to use Use of the works – no right',
      'engines: Engines ⚠ Incompatible with Crane’s right to use Engines ↳ through the works: Exclusive right to use Use of the works ⚠ Incompatible with Bolt’s right to use Engines Exclusive right to use Use of the engines ! disputed by Bolt',
    ]);
    expect(page).toContain('<li class="right-through">');
    expect(page).toContain('href="#conflict-incompatible-use-engines-supply-use-engines-use-2024-02-01"');
    expect(page).toContain('id="conflict-incompatible-use-engines-supply-use-engines-use-2024-02-01"');
    expect(words(page)).toContain('No right on record on this day: Acme.');
  });

  test('leads from a right that is disputed on the day to the clause on that day, and only on that day', async () => {
    const page = await html(`${D}/matrix/on/2024-02-10`);
    expect(page).toContain(
      `<a class="right-disputed" href="${D}/clauses/engines/use/on/2024-02-10"><span aria-hidden="true">! </span>disputed by Bolt</a>`,
    );
    expect(await html(`${D}/matrix/on/2024-04-20`)).not.toContain('right-disputed');
  });

  test('says so where nobody holds a right', async () => {
    expect(await textOf(`${D}/matrix/on/2023-01-01`)).toContain(
      'Nobody holds a right on this day, as far as is known.',
    );
  });

  test('of a day that is none is a bad request', async () => {
    const reply = await request(given.app).get(`${D}/matrix/on/2024-02-31`).set('Accept', 'text/html');
    expect(reply.status).toBe(400);
  });
});

describe('terms', () => {
  const readings = [
    'When it is built.',
    {
      text: 'When it has *run* for a year.',
      by: ['bolt'],
      sources: ['manual'],
      note: 'As we understand it.',
    },
  ];
  const manual = {
    id: 'manual',
    title: 'Manual',
    publisher: 'Bolt',
    url: 'https://example.org/manual',
    class: 'party-statement' as const,
  };
  const described = amendDossier({
    sources: [manual],
    undefinedTerms: [{ id: 'ready', term: 'ready', readings }],
  });

  test('are listed with where they are used and what hangs on them', async () => {
    expect(await textOf(`${D}/terms`)).toContain(
      'ready until 19 April 2024 in 1 clause; today in none – no reading on record',
    );
  });

  test('are told of another day as they were used on it', async () => {
    const page = await html(`${D}/terms?on=2024-03-01`);
    expect(words(page)).toContain(
      'Where each is used, and what hangs on it, is told of 1 March 2024. Used on',
    );
    expect(words(page)).toContain('ready on 1 March 2024 in 1 clause – no');
    expect(page).toContain(`<a class="target" href="${D}/terms">Show today</a>`);
    expect(page).toContain(`href="${D}/terms/ready?on=2024-03-01"`);
    expect(await textOf(`${D}/terms/ready?on=2024-03-01`)).toContain(
      'Volume <&> more ■ In force uses the term from 10 January 2024 to 19 April 2024',
    );
  });

  test('are yet to be used before the first clause that uses them', async () => {
    const text = await textOf(`${D}/terms/ready?on=2024-01-09`);
    expect(text).toContain('Used from 10 January 2024 on in 1 clause; on 9 January 2024 in none.');
    expect(text).toContain('Volume <&> more ○ Not yet uses the term');
  });

  test('in a clause that goes on without them: the use is over, the clause in force', async () => {
    const readiness = { undefinedTerms: ['ready'], end: { event: 'the plant is ready' } };
    const own = await trial([
      ...SAMPLE,
      announce({
        id: 'named',
        on: '2024-05-01',
        effects: [introduce('engines/loan', { heading: 'Loan', ...readiness })],
      }),
      announce({
        id: 'unnamed',
        on: '2024-06-01',
        effects: [amend('engines/loan', { undefinedTerms: [], end: { notStated: true } })],
      }),
    ]);
    expect(await textOf(`${D}/terms/ready`, own)).toContain(
      'Loan × No longer the clause itself: in force uses the term from 1 May 2024 to 31 May 2024',
    );
    expect(await textOf(`${D}/terms`, own)).toContain(
      'ready until 31 May 2024 in 2 clauses; today in none until 31 May 2024: the end of 1 clause; today: nothing',
    );
    expect(await textOf(`${D}/terms?on=2024-05-15`, own)).toContain(
      'ready on 15 May 2024 in 1 clause; until 19 April 2024 in 1 more on 15 May 2024: the end of 1 clause no',
    );
  });

  test('have a page with rival readings and their sources, uses and days', async () => {
    const text = await textOf(`${D}/terms/ready`, await trial([...SAMPLE, described]));
    expect(text).toContain('undefined Nobody has defined it in public');
    expect(text).toContain('Rival readings');
    expect(text).toContain(
      'When it has run for a year. as Bolt read it As we understand it. Manual, Bolt statement of a party',
    );
    expect(text).toContain(
      'Volume <&> more × No longer terminated uses the term from 10 January 2024 to 19 April 2024',
    );
  });

  test('once defined, say since when, and keep what they were read as before', async () => {
    const defined = amendDossier({
      definedTerms: [{ id: 'ready', term: 'ready', definition: 'The plant has run for 30 days.' }],
    });
    const own = await trial([...SAMPLE, described, defined]);
    const text = await textOf(`${D}/terms/ready`, own);
    expect(text).toContain(
      'A defined term, since a later addition to our record (revision 7). Before that it was undefined.',
    );
    expect(text).toContain('The plant has run for 30 days.');
    expect(text).toContain('When it is built.');
    expect(await textOf(`${D}/terms/ready?log=6`, own)).toContain('Nobody has defined it in public');
    expect(await textOf(`${D}/terms`, own)).toContain(
      '0 terms that matter and that nobody has defined in public; 1 defined term.',
    );
  });

  test('that nobody knows are not found', async () => {
    const reply = await request(given.app).get(`${D}/terms/nothing`).set('Accept', 'text/html');
    expect(reply.status).toBe(404);
  });
});

describe('what ends next', () => {
  test('lists days with what turns on them and what set it', async () => {
    const text = await textOf(`${D}/ahead`);
    expect(text).toContain(
      'After 15 June 2024 (today), as far as has been announced: 1 day with an announced change.',
    );
    expect(text).toContain(
      'After 31 December 2030 × Use of the works: ends (its time runs out) set by Acme and Bolt amend their agreement (20 April 2024)',
    );
  });

  test('as known earlier: an end that waited for an event, with the undefined term in it', async () => {
    const text = await textOf(`${D}/ahead?on=2024-03-01&known=2024-03-01`);
    expect(text).toContain(
      'Use of the works ends: the plant is ready set by Acme and Bolt agree on supply (10 January 2024)',
    );
    expect(text).toContain('“ready” is undefined.');
  });

  test('names who decides a condition, and whether it is disclosed', async () => {
    const own = await trial([
      ...SAMPLE,
      announce({
        id: 'more',
        on: '2024-05-01',
        effects: [
          introduce('supply/loan', {
            heading: 'Loan',
            conditions: [
              { id: 'permit', text: 'The permit is given.', disclosed: true, decidedBy: 'crane' },
              { id: 'other', text: 'Something else.', disclosed: false },
              { id: 'past', text: 'Something past.', disclosed: true },
            ],
          }),
          condition('supply/loan', 'past', 'met'),
        ],
      }),
    ]);
    const text = await textOf(`${D}/ahead`, own);
    expect(text).toContain('The permit is given. disclosed · decided by Crane · no date');
    expect(text).toContain(
      'Something else. what it is, isn’t disclosed · who decides it, isn’t on record · no date',
    );
    expect(text).not.toContain('Something past.');
  });

  test('tells apart what is unknown from a day on, as its contract’s term runs out, and how that was read', async () => {
    const term = { through: '2029', note: 'As the Gazette reads it.' };
    const own = await trial([
      ...SAMPLE,
      announce({
        id: 'term',
        on: '2024-05-01',
        headline: 'A term is set',
        effects: [
          { effect: 'amend-contract', contract: 'engines', term },
          introduce('engines/loan', { heading: 'Loan' }),
        ],
      }),
    ]);
    const text = await textOf(`${D}/ahead`, own);
    expect(text).toContain('2 days with an announced change.');
    expect(text).toContain(
      'After 31 December 2029 ? Then unknown: their contract’s term runs out, and nobody has said whether they go on Engines Use of the engines Loan Term set by A term is set (1 May 2024). As the Gazette reads it. With them, whether these conflicts go on: △ Limited: “Use of the works” and “Use of the engines”, over Engines Terms on 1 January 2030',
    );
    expect(await textOf(`${D}/announcements`, own)).toContain(
      'after 31 December 2029: 2 clauses then unknown, as a contract’s term runs out',
    );
  });

  test('says so where nothing is to come', async () => {
    expect(await textOf(`${D}/ahead?on=2031-01-01`)).toContain(
      'as far as has been announced: nothing is to come.',
    );
  });

  test('goes on with the days that one page doesn’t hold', async () => {
    const day = (n: number): string => new Date(Date.UTC(2024, 6, 1 + n)).toISOString().slice(0, 10);
    const effects = Array.from({ length: 102 }, (_, n) =>
      introduce(`supply/day-${n}`, { heading: `Day ${n}`, effectiveOn: day(n) }),
    );
    const own = await trial([...SAMPLE, announce({ id: 'days', on: '2024-06-01', effects })]);
    const page = await html(`${D}/ahead`, own);
    expect(words(page)).toContain('Day 99: begins');
    expect(words(page)).not.toContain('Day 100: begins');
    expect(words(page)).toContain('3 further days');
    const rest = await textOf(`${D}/ahead?on=${day(99)}`, own);
    expect(page).toContain(`href="${D}/ahead?on=${day(99)}"`);
    expect([rest.includes('Day 100: begins'), rest.includes('Day 101: begins')]).toStrictEqual([true, true]);
    expect(rest).toContain('After 31 December 2030');
  });
});
