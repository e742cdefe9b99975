import request from 'supertest';
import { beforeAll, describe, expect, test } from 'vitest';
import { SearchSchema } from '../../src/dossier/finding.ts';
import { parseQuestions } from '../../src/tracker/questions.ts';
import { appOver, trackerWith, trial, type Trial } from '../support/app.ts';
import { announce, introduce } from '../support/history.ts';
import { html, words } from '../support/html.ts';
import { SAMPLE } from '../support/sample.ts';

let given: Trial;
beforeAll(async () => {
  given = await trial(SAMPLE);
});
const get = (path: string) => request(given.app).get(path);
const API = '/api/v1/dossiers/trial/search';

async function api(path: string) {
  const { status, text } = await get(path);
  expect([path, status]).toStrictEqual([path, 200]);
  return SearchSchema.parse(JSON.parse(text));
}

describe('searching by the API', () => {
  test('without words finds nothing and is no mistake', async () => {
    for (const path of [API, `${API}?q=`, `${API}?q=%20`, `${API}?q=%00%01`, `${API}?q=%E2%80%94`]) {
      expect((await api(path)).words).toStrictEqual([]);
    }
  });

  test('says back what it looked for, without control characters', async () => {
    expect((await api(`${API}?q=%00works%0A%09%20alone`)).query).toBe('works  alone');
  });

  test.each([
    ['a word too many', `${API}?q=${'a'.repeat(201)}`, 400],
    ['10 kB', `${API}?q=${'a'.repeat(10_240)}`, 400],
    ['words twice', `${API}?q=a&q=b`, 400],
    ['what isn’t UTF-8', `${API}?q=%FF`, 400],
    ['an unknown parameter', `${API}?query=a`, 400],
    ['a day to come', `${API}?q=a&known=2099-01-01`, 400],
    ['a revision to come', `${API}?q=a&log=999`, 400],
    ['a day to come, everywhere', '/api/v1/search?q=a&known=2099-01-01', 400],
    ['a revision, everywhere, where it would mean nothing', '/api/v1/search?q=a&log=1', 400],
    ['a dossier that isn’t there', '/api/v1/dossiers/other/search?q=a', 404],
  ])('refuses %s', async (_name, path, status) => {
    const reply = await get(path);
    expect([reply.status, reply.headers['content-type']]).toStrictEqual([status, 'application/problem+json']);
  });

  test('takes the longest query that it allows', async () => {
    expect((await api(`${API}?q=${'a'.repeat(200)}`)).words).toHaveLength(1);
  });
});

describe('the page of a search', () => {
  test('groups what was found, with the days on which the words held', async () => {
    const text = words(await html(given, '/dossiers/trial/search?q=works'));
    expect(text).toContain(
      'Found: 2 wordings of clauses, 2 conflicts, 1 dispute, 1 announcement and 1 subject.',
    );
    expect(text).toContain('□ Was in force in this form from 10 January 2024 to 19 April 2024');
    expect(text).toContain('■ In force in this form from 20 April 2024 to 31 December 2030');
    expect(text).toContain('Refutation, announced on 1 February 2024');
  });

  test('paints nothing as in force that is over, or that is yet to come', async () => {
    const own = await trial([
      ...SAMPLE,
      announce({
        id: 'more',
        on: '2024-05-01',
        effects: [introduce('engines/crane', { heading: 'A new crane', effectiveOn: '2025-01-01' })],
      }),
    ]);
    const page = await html(own, '/dossiers/trial/search?q=crane');
    const held = [...page.matchAll(/<li><span class="status status-([a-z-]+)">(.*?)<\/li>/gs)].map(
      ([, name, rest = '']) => `${name}: ${words(`<p ${rest}`).trim()}`,
    );
    expect(held).toStrictEqual([
      'not-yet: ○ Is to be in force in this form from 1 January 2025 on',
      'in-force: ■ In force in this form from 1 February 2024 on',
    ]);
    const past = await html(given, '/dossiers/trial/search?q=Volume');
    expect(past).toContain('<span class="status status-past">');
    expect(past).not.toContain('<span class="status status-in-force">');
  });

  test('leads to a day on which the words held', async () => {
    const page = await html(given, '/dossiers/trial/search?q=%22until+the+plant%22');
    const [, href = ''] = /<h3><a href="([^"]+)"/.exec(page) ?? [];
    expect(href).toBe('/dossiers/trial/clauses/supply/use/on/2024-04-19');
    expect(words(await html(given, href))).toContain(
      'Bolt alone may use the works until the plant is ready.',
    );
  });

  test('marks what was found, and nothing in a text is markup', async () => {
    const page = await html(given, '/dossiers/trial/search?q=script');
    expect(page).toContain('&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;');
    const echoed = await html(given, `/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(echoed).not.toContain('<script>alert');
  });

  test('keeps the clocks of a view in its links, and says that it is cut', async () => {
    const page = await html(given, '/dossiers/trial/search?q=crane&known=2024-03-01&log=4');
    expect(page).toContain(
      'href="/dossiers/trial/clauses/engines/use/on/2024-06-15?known=2024-03-01&amp;log=4"',
    );
    expect(page).toContain('href="/dossiers/trial?known=2024-03-01&amp;log=4&amp;party=crane"');
    expect(page).toContain('<input type="hidden" name="known" value="2024-03-01">');
    expect(words(page)).toContain('As known on 1 March 2024.');
    expect(words(page)).toContain('As our record stood at revision 4.');
  });

  test('says that nothing was found, or only what is written nearly so', async () => {
    expect(words(await html(given, '/dossiers/trial/search?q=zzzzz'))).toContain('Nothing has “zzzzz”.');
    expect(words(await html(given, '/dossiers/trial/search?q=enginse'))).toContain(
      'Nothing has “enginse”. Written nearly so: ',
    );
    expect(words(await html(given, '/dossiers/trial/search?q=...'))).toContain(
      'There is no word in this to look for.',
    );
  });

  test('says which words nothing has, and how far what is shown has the others', async () => {
    const says = async (query: string): Promise<string> =>
      words(await html(given, `/dossiers/trial/search?q=${encodeURIComponent(query)}`));
    expect(await says('crane engines nowhere')).toContain(
      'Nothing has “nowhere”; these have the other words: 1 wording of a clause, ',
    );
    expect(await says('crane alone plant engines')).toContain(
      'Nothing has all of these words; these have most (3 of 4): 1 wording of a clause',
    );
    expect(await says('crane alone plant engines nowhere')).toContain(
      'Nothing has “nowhere”, and nothing all of the other words; these have most (3 of 4): ',
    );
  });

  test('offers the terms on a day that is named, and on the first and last of a month', async () => {
    const offers = async (path: string): Promise<string[]> => {
      const [, nav = ''] =
        /<nav class="steps" aria-label="Elsewhere">(.*?)<\/nav>/s.exec(await html(given, path)) ?? [];
      return [...nav.matchAll(/href="([^"]+)">([^<]+)/g)].map(([, href, text]) => `${href} ${text}`);
    };
    const day = '/dossiers/trial/search?q=engines+1+March+2024';
    expect(await offers(day)).toStrictEqual(['/dossiers/trial/on/2024-03-01 Terms on 1 March 2024']);
    expect(words(await html(given, day))).toContain('Found: ');
    expect(await offers('/dossiers/trial/search?q=February+2024&known=2024-03-01')).toStrictEqual([
      '/dossiers/trial/on/2024-02-01?known=2024-03-01 Terms on 1 February 2024',
      '/dossiers/trial/on/2024-02-29?known=2024-03-01 Terms on 29 February 2024',
      '/dossiers/trial?known=2024-03-01 Terms today',
      '/dossiers/trial/announcements All announcements',
      '/dossiers/trial/questions Questions and answers',
    ]);
    expect(await offers('/search?q=1+March+2024')).toStrictEqual([
      '/dossiers/trial/on/2024-03-01 Terms on 1 March 2024: Works &amp; wares',
    ]);
    expect(words(await html(given, '/dossiers/trial/search?q=2030-01-01'))).toContain(
      'No text names 1 January 2030. The terms then:',
    );
  });

  test('that found nothing leads on; one that found something doesn’t', async () => {
    const none = await html(given, '/dossiers/trial/search?q=zzzzz');
    for (const href of ['', '/announcements', '/questions'])
      expect(none).toContain(`<a href="/dossiers/trial${href}">`);
    expect(words(none)).toContain('Terms today All announcements Questions and answers');
    expect(words(await html(given, '/dossiers/trial/search?q=engines'))).not.toContain('All announcements');
  });

  test('shows conflicts and disputes with their sides and days, and leads to them', async () => {
    const page = await html(given, '/dossiers/trial/search?q=incompatible');
    expect(words(page)).toContain(
      '□ Was incompatible to use Engines “Use of the works”, Supply “Use of the engines”, Engines From 1 February 2024 to 19 April 2024 (79 days).',
    );
    const [, href = ''] = /<a href="([^"]+#conflict-[^"]+)"/.exec(page) ?? [];
    const [path = '', anchor = ''] = href.split('#');
    expect(await html(given, path)).toContain(`id="${anchor}"`);
    const disputed = await html(given, '/dossiers/trial/search?q=disputed');
    expect(words(disputed)).toContain(
      '□ Was disputed Dispute of Bolt over “Use of the engines” From 1 February 2024 to 19 April 2024 (79 days).',
    );
    expect(disputed).toContain('href="/dossiers/trial/clauses/engines/use/on/2024-02-01"');
  });

  test('paints a conflict and a dispute as present only while they last', async () => {
    const open = await trial(SAMPLE.slice(0, -1));
    const leads = async (of: Trial, query: string): Promise<string[]> =>
      [
        ...(await html(of, `/dossiers/trial/search?q=${query}`)).matchAll(
          /<h3><span class="status status-([a-z-]+)">/g,
        ),
      ].map(([, name = '']) => name);
    expect(await leads(open, 'incompatible')).toContain('incompatible');
    expect(await leads(open, 'disputed')).toStrictEqual(['disputes']);
    expect(words(await html(open, '/dossiers/trial/search?q=disputed'))).toContain(
      '! Disputed Dispute of Bolt over “Use of the engines” Since 1 February 2024.',
    );
    expect(new Set(await leads(given, 'incompatible'))).toStrictEqual(new Set(['past']));
    expect(await leads(given, 'disputed')).toStrictEqual(['past']);
  });

  test('without words says how words are looked for, as the search then does it', async () => {
    const text = words(await html(given, '/dossiers/trial/search'));
    expect(text).toContain('Where nothing has all of the words, what has most of them is shown.');
    expect(text).not.toContain('must all occur');
  });

  test('leads to the place of a question', async () => {
    const questions = parseQuestions(
      'questions: [{id: holders, text: Who holds it?, answer: Crane., checks: [{ask: state, select: $.dossier, expect: [trial]}]}]',
    );
    const own = appOver(await trackerWith(SAMPLE, questions));
    const page = await html(own, '/dossiers/trial/search?q=who+holds');
    expect(page).toContain('href="/dossiers/trial/questions#question-holders"');
    expect(await html(own, '/dossiers/trial/questions')).toContain('id="question-holders"');
  });

  test('in all dossiers names each, and leads to a search in it alone', async () => {
    const page = await html(given, '/search?q=engines');
    expect(words(page)).toContain('Search in all dossiers');
    expect(page).toContain('href="/dossiers/trial/search?q=engines"');
    expect(words(await html(given, '/search'))).toContain('Every wording that a clause ever had');
  });

  test('is led to from the home page and from every page of a dossier', async () => {
    expect(await html(given, '/')).toContain('action="/search"');
    expect(await html(given, '/dossiers/trial/log')).toContain('action="/dossiers/trial/search"');
  });

  test('refuses a query that is too long, with a page', async () => {
    const reply = await get(`/search?q=${'a'.repeat(300)}`).set('Accept', 'text/html');
    expect([reply.status, words(reply.text).includes('q is longer than 200 characters')]).toStrictEqual([
      400,
      true,
    ]);
  });
});
