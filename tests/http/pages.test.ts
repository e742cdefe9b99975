import request from 'supertest';
import { beforeAll, describe, expect, test } from 'vitest';
import { announce } from '../support/history.ts';
import { trial, type Trial } from '../support/app.ts';
import { html as htmlOf, words } from '../support/html.ts';
import { SAMPLE } from '../support/sample.ts';

let given: Trial;
beforeAll(async () => {
  given = await trial(SAMPLE);
});

const html = (path: string, from: Trial = given): Promise<string> => htmlOf(from, path);
const textOf = async (path: string, from?: Trial): Promise<string> => words(await html(path, from));
const PAGES = [
  '/',
  '/dossiers/trial',
  '/dossiers/trial/on/2024-02-10',
  '/dossiers/trial/on/2024-02-10?known=2024-01-31',
  '/dossiers/trial/on/2023-01-01',
  '/dossiers/trial/on/2031-01-01',
  '/dossiers/trial/contracts/supply/on/2024-02-10',
  '/dossiers/trial/compare',
  '/dossiers/trial/compare/2024-01-01/to/2024-05-01',
  '/dossiers/trial/compare/2024-01-01/to/2024-05-01?view=unified',
  '/dossiers/trial/compare/2024-01-01/to/2024-05-01?view=columns',
  '/dossiers/trial/compare/2024-02-10/to/2024-02-10?fromKnown=2024-01-31',
  '/dossiers/trial/compare/before:protest/to/after:protest',
  '/dossiers/trial/announcements',
  '/dossiers/trial/announcements/deal',
  '/dossiers/trial/announcements/report',
  '/dossiers/trial/announcements/renewal',
  '/dossiers/trial/clauses/supply/use',
  '/dossiers/trial/clauses/engines/use/on/2024-02-10',
  '/dossiers/trial/announcements?only=changes&on=2024-03-01',
  '/dossiers/trial/chart',
  '/dossiers/trial/chart?contract=engines&on=2024-02-10&known=2024-03-01',
  '/dossiers/trial/matrix/on/2024-02-10',
  '/dossiers/trial/terms',
  '/dossiers/trial/terms/ready',
  '/dossiers/trial/ahead',
  '/dossiers/trial/ahead?on=2024-02-10&known=2024-03-01',
  '/dossiers/trial/log',
  '/problems',
];

describe('every page', () => {
  test.each(PAGES)('%s has one main heading, a title, landmarks and no place twice', async (path) => {
    const page = await html(path);
    expect(page.match(/<h1/g)).toHaveLength(1);
    expect(page).toMatch(/<title>[^<]+ · Termline<\/title>/);
    expect(page).toContain('<main id="main">');
    expect(page).toContain('href="#main"');
    expect(page).toContain('<html lang="en">');
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toStrictEqual([...new Set(ids)]);
    const anchors = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toStrictEqual(expect.arrayContaining(anchors));
  });

  test.each(PAGES)('%s has no script and no style of its own but the one module', async (path) => {
    const page = await html(path);
    const module =
      /<script type="module" src="\/script\.js\?v=[0-9a-f]{12}" async blocking="render"><\/script>/;
    expect(page).toMatch(module);
    expect(page.replace(module, '')).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=/);
  });

  test('each link within the site leads to a page', async () => {
    const pages = await Promise.all(PAGES.map((path) => html(path)));
    const links = new Set(
      pages.flatMap((page) => [...page.matchAll(/href="(\/[^"#]*)/g)].map(([, href]) => href ?? '')),
    );
    expect(links.size).toBeGreaterThan(40);
    const broken: string[] = [];
    for (const href of links) {
      const reply = await request(given.app).get(href.replaceAll('&amp;', '&')).redirects(1);
      if (reply.status !== 200) broken.push(`${reply.status} ${href}`);
    }
    expect(broken).toStrictEqual([]);
  });

  test('shows each id by its name', async () => {
    for (const path of PAGES.filter((page) => page !== '/problems')) {
      const text = await textOf(path);
      expect(text).not.toMatch(/\b(acme|bolt|crane|gazette|engines\/use|supply\/use)\b/);
    }
  });
});

describe('text from outside', () => {
  test('is never HTML, and its links lead to the web only', async () => {
    for (const path of PAGES) {
      const page = await html(path);
      expect(page).not.toContain('<script>');
      expect(page).not.toContain('<b>agreed');
      expect(page).not.toContain('<img');
      expect(page).not.toMatch(/href="javascript:/i);
    }
  });

  test('is CommonMark: emphasis and web links work, links carry rel', async () => {
    const page = await html('/dossiers/trial/on/2024-02-10');
    expect(page).toContain('ten <em>tons</em>');
    expect(page).toContain('<a href="https://example.org/terms" rel="nofollow noopener">there</a>');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('Volume &lt;&amp;&gt; more');
  });
});

describe('a state', () => {
  test('says the day, what is known, how long it held, and the last announcement', async () => {
    expect(await textOf('/dossiers/trial/on/2024-02-10')).toContain(
      'Terms on 10 February 2024, as known today (15 June 2024). They held from 1 February 2024 to 19 April 2024. The last announcement counted is Bolt: the works are ours (1 February 2024).',
    );
  });

  test('leads to the change before and the change after', async () => {
    const page = await html('/dossiers/trial/on/2024-02-10');
    expect(page).toContain('href="/dossiers/trial/on/2024-01-31" rel="prev"');
    expect(page).toContain('href="/dossiers/trial/on/2024-04-20" rel="next"');
    expect(page).toContain('href="/dossiers/trial/on/2024-02-10?known=2024-02-10">As known on that day</a>');
  });

  test('shows a dispute, a conflict and the positions within the clause', async () => {
    const text = await textOf('/dossiers/trial/clauses/engines/use/on/2024-02-10');
    expect(text).toContain('Bolt disputes this since 1 February 2024');
    expect(text).toContain('Engines are part of the works.');
    expect(text).toContain('Incompatible with “Use of the works” over Engines, since 1 February 2024');
    expect(text).toContain('Exclusive right to use Engines, given by Acme to Crane');
    expect(text).toContain('! Bolt: disputes');
    expect(text).toContain('✓ Acme and Crane: affirm 1 Feb 2024, silent since');
  });

  test('prints typed values and names the announcement that set them', async () => {
    const text = await textOf('/dossiers/trial/on/2024-02-10');
    expect(text).toContain('Price up to USD 250,000');
    expect(text).toContain('Price up to USD 250,000 ○ 10 Jan 2024');
    const page = await html('/dossiers/trial/on/2024-02-10');
    expect(page).toContain(
      '<a class="stamp" href="/dossiers/trial/announcements/deal" title="Acme and Bolt agree on supply"><time datetime="2024-01-10">',
    );
  });

  test('tells values that were said again from values that are carried forward', async () => {
    const text = await textOf('/dossiers/trial/on/2024-02-10');
    expect(text).toContain('Ends until the plant is ready ● 10 Jan 2024, again 1 Feb 2024');
    expect(text).toContain('Introduced 1 Feb 2024. ○ Not stated again since.');
  });

  test('says what each party said last, and who has been silent since', async () => {
    const text = await textOf('/dossiers/trial/on/2024-02-10');
    expect(text).toContain('✓ Acme: affirms 10 Jan 2024, silent since ✓ Bolt: affirms 1 Feb 2024');
    expect(text).toContain('– Crane: not mentioned');
  });

  test('lists what was announced later, labelled, and only what was known by then', async () => {
    const text = await textOf('/dossiers/trial/on/2024-02-10');
    expect(text).toContain('Announced later than this day');
    expect(text).toContain('reported on: Use of the engines 20 April 2024 Renegotiation');
    expect(text).toContain('dispute of Bolt closed: Use of the engines');
    const then = await textOf('/dossiers/trial/on/2024-02-10?known=2024-03-31');
    expect(then).toContain('reported on: Use of the engines');
    expect(then).not.toContain('dispute of Bolt closed');
    expect(await textOf('/dossiers/trial/on/2024-06-15')).not.toContain('Announced later');
  });

  test('splits money by what it hangs on, and never adds it up', async () => {
    const text = await textOf('/dossiers/trial/on/2024-02-10');
    expect(text).toContain('Unconditional up to USD 250,000 Price');
    expect(text).not.toContain('Conditional up to');
  });

  test.each([
    ['2023-01-01', 'No record of this day. The record begins on 10 January 2024.'],
    ['2024-07-01', 'A projection. This day has not come yet.'],
    ['2024-02-10', 'Not the current terms. Since then 1 clause changed and 1 ended.'],
    ['2024-05-01', 'Current terms. Nothing has changed since'],
    ['2024-06-15', 'Current terms. These are the terms today.'],
    ['2024-02-10?known=2024-01-31', 'Not the current', false],
    [
      '2024-02-10?known=2024-01-31',
      'Not what is known today. With what was published later, for this same day 1 more clause is on record',
    ],
    ['2024-02-10?known=2024-06-01', 'Known then as today.'],
  ])('has one notice: on %s', async (day, notice, there = true) => {
    const text = await textOf(`/dossiers/trial/on/${day}`);
    expect(text.includes(notice)).toBe(there);
  });

  test('of what was known is a visibly different frame, and its links keep it', async () => {
    const page = await html('/dossiers/trial/on/2024-02-10?known=2024-01-31');
    expect(page).toContain('class="view view-known"');
    expect(words(page)).toContain('As known on 31 January 2024. What was announced later is left out');
    expect(page).toContain('/dossiers/trial/clauses/supply/use?known=2024-01-31');
    expect(page).not.toContain('Use of the engines');
  });

  test('of an earlier revision of our record says so, and its links keep it', async () => {
    const page = await html('/dossiers/trial/on/2024-05-01?log=2');
    expect(words(page)).toContain('As our record stood at revision 2.');
    expect(page).toContain('/dossiers/trial/announcements/deal?log=2');
    expect(page).not.toContain('through 2030');
  });

  test('of an earlier revision doesn’t claim to be the present record; of the last one it is', async () => {
    const text = await textOf('/dossiers/trial/on/2024-05-01?log=2');
    expect(text).toContain('Not our present record. Since revision 2 our record took in 3 more events.');
    expect(text).not.toContain('Current terms');
    expect(await textOf('/dossiers/trial/on/2024-05-01?log=5')).toContain('Current terms.');
  });

  test('of a dossier without announcements is an ordinary page', async () => {
    const empty = await trial(SAMPLE.slice(0, 1));
    expect(await textOf('/dossiers/trial', empty)).toContain(
      'No announcement of this dossier is on record yet.',
    );
  });

  test('names announcements that may have been public by then', async () => {
    const vague = await trial([
      ...SAMPLE,
      announce({ id: 'vague', on: '2024-05', headline: 'Sometime in May' }),
    ]);
    const text = await textOf('/dossiers/trial/on/2024-05-20?known=2024-05-20', vague);
    expect(text).toContain('Perhaps known by then.');
    expect(text).toContain('Sometime in May (May 2024, day not stated)');
  });

  test.each([
    ['status=ended', ['Volume'], ['Use of the works']],
    ['party=crane', ['Use of the engines'], ['Use of the works']],
    ['subject=engines', ['Use of the engines', 'Use of the works'], ['Volume']],
  ])('is narrowed by %s', async (query, shown, hidden) => {
    const page = await html(`/dossiers/trial/on/2024-05-01?${query}`);
    const clauses = [...page.matchAll(/<article class="clause.*?<\/article>/gs)]
      .map(([clause]) => clause)
      .join();
    for (const heading of shown) expect(clauses).toContain(`>${heading}`);
    for (const heading of hidden) expect(clauses).not.toContain(`>${heading}`);
  });

  test('a filter that is none is a bad request', async () => {
    const reply = await request(given.app).get('/dossiers/trial?status=sleeping').set('Accept', 'text/html');
    expect(reply.status).toBe(400);
  });

  test('a contract that isn’t on record is not found', async () => {
    const reply = await request(given.app).get('/dossiers/trial/contracts/nothing/on/2024-01-01');
    expect(reply.status).toBe(404);
  });
});

describe('the home page', () => {
  test('says of each dossier what is in force today, what is disputed and what was announced last', async () => {
    const text = await textOf('/');
    expect(text).toContain(
      'Today, 15 June 2024 2 ■ In force 1 × Ended · 1 conflict · undefined terms in 1 clause',
    );
    expect(text).toContain('20 April 2024 Renegotiation Acme and Bolt amend their agreement');
    const before = await trial(SAMPLE.slice(0, 4));
    expect(await textOf('/', before)).toContain('3 ■ In force · 1 clause disputed · 1 conflict');
  });
});

describe('announcements', () => {
  test('are listed in their order, with their place on a day that has several', async () => {
    const text = await textOf('/dossiers/trial/announcements');
    const order = [
      'agree on supply',
      'agree on engines',
      'the works are ours',
      'considers a suit',
      'amend their',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).toStrictEqual([...places].sort((a, b) => a - b));
    expect(text).toContain('1 February 2024 (2 of 2 that day)');
    expect(text).toContain('changes nothing');
  });

  test('have their sources, their effects in words and the change that they made', async () => {
    const text = await textOf('/dossiers/trial/announcements/renewal');
    expect(text).toContain('Renegotiation announced on 20 April 2024 by Acme and Bolt.');
    expect(text).toContain('Changes Use of the works');
    expect(text).toContain('Ends Volume <&> more (terminated)');
    expect(text).toContain('Closes the dispute of Bolt about Use of the engines (by agreement)');
    expect(text).toContain('Post, Acme joint statement');
    expect(text).toContain('Right: exclusivity exclusive non-exclusive');
  });

  test('that report change nothing, and say what they are about', async () => {
    const text = await textOf('/dossiers/trial/announcements/report');
    expect(text).toContain('It is about Use of the engines.');
    expect(text).toContain('It changes nothing: it is on record because it was said.');
    expect(text).toContain('It changed nothing 3 unchanged No clause changed');
  });

  test('quote their sources as text', async () => {
    const page = await html('/dossiers/trial/announcements/deal');
    expect(page).toContain('we &lt;b&gt;agreed&lt;/b&gt;');
    expect(page).toContain(
      '<a href="https://example.org/deal-post" rel="nofollow noopener">Source deal-post</a>',
    );
  });
});

describe('a clause’s history', () => {
  test('has each version with the redline to the one before', async () => {
    const page = await html('/dossiers/trial/clauses/supply/use');
    const text = words(page);
    expect(text).toContain('Version 1: from 10 January 2024 to 19 April 2024');
    expect(text).toContain('Version 2: from 20 April 2024 to 31 December 2030');
    expect(page).toContain('<del>');
    expect(text).toContain('reaffirms it');
    expect(text).toContain('Ended from 1 January 2031 on its time has run out');
  });

  test('can be read at an earlier revision of our record', async () => {
    const text = await textOf('/dossiers/trial/clauses/supply/use?log=4');
    expect(text).toContain('As our record stood at revision 4.');
    expect(text).not.toContain('Version 2');
  });

  test('has its disputes from opening to settlement', async () => {
    const text = await textOf('/dossiers/trial/clauses/engines/use');
    expect(text).toContain('Bolt from 1 February 2024 to 19 April 2024: Bolt: the works are ours');
    expect(text).toContain('closed with Acme and Bolt amend their agreement (20 April 2024) (by agreement)');
    expect(text).toContain('reports about it, changes nothing');
  });
});
