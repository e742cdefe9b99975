import request from 'supertest';
import { beforeAll, describe, expect, test } from 'vitest';
import { trial, type Trial } from '../support/app.ts';
import { html as htmlOf, words } from '../support/html.ts';
import { SAMPLE } from '../support/sample.ts';

let given: Trial;
beforeAll(async () => {
  given = await trial(SAMPLE);
});
const html = (path: string): Promise<string> => htmlOf(given, path);
const textOf = async (path: string): Promise<string> => words(await html(path));

describe('a comparison', () => {
  const path = '/dossiers/trial/compare/2024-02-10/to/2024-05-01';

  test('says from when to when in its title, its sentence and its counts', async () => {
    const page = await html(path);
    expect(page).toContain(
      '<title>What changed: 10 February 2024 → 1 May 2024 · Works &amp; wares · Termline</title>',
    );
    expect(words(page)).toContain('From 10 February 2024 → to 1 May 2024, both as known today.');
    expect(words(page)).toContain('1 changed');
    expect(words(page)).toContain('1 ended');
  });

  test('lists the announcements of the window, those that changed nothing among them', async () => {
    const text = await textOf(path);
    expect(text).toContain(
      'Press report The Gazette: Bolt considers a suit 5 March 2024 · changed no clause',
    );
    expect(text).toContain(
      'Renegotiation Acme and Bolt amend their agreement 20 April 2024 · behind 3 changes',
    );
  });

  test('has a table of changes with what was, what is, and by which announcement', async () => {
    const page = await html(path);
    expect(page).toContain('<caption>Changes, 10 February 2024 → 1 May 2024</caption>');
    const text = words(page);
    expect(text).toContain('Right: exclusivity exclusive non-exclusive');
    expect(text).toContain('Ends until the plant is ready through 31 December 2030');
  });

  test('marks words with real ins and del, and says so to those who don’t see it', async () => {
    const page = await html(`${path}?view=unified`);
    expect(page).toMatch(/<del><span class="hidden">removed: <\/span>[^<]*alone[^<]*</);
    expect(page).toMatch(/<ins><span class="hidden">added: <\/span>[^<]*2030[^<]*</);
  });

  test('keeps old words on the left and new words on the right', async () => {
    const page = await html(`${path}?view=columns`);
    const card =
      page.split('<article class="card').find((part, at) => at > 0 && part.includes('>Use of the works<')) ??
      '';
    const [, left = '', right = ''] = /side-before(.*)side-after(.*)/s.exec(card) ?? [];
    expect([left.includes('<ins>'), right.includes('<del>')]).toStrictEqual([false, false]);
    expect([left.includes('<del>'), right.includes('<ins>')]).toStrictEqual([true, true]);
  });

  test('shows which conflicts are gone', async () => {
    expect(await textOf(path)).toContain('Conflicts closed ⚠ Incompatible: to use Engines');
  });

  test('of a window without changes says so, and what was said in it', async () => {
    expect(await textOf('/dossiers/trial/compare/2024-03-01/to/2024-03-31')).toContain(
      'No clause changed in this window; 1 press report was made.',
    );
  });

  test('asked the wrong way round goes to the right way round, with a note', async () => {
    const reply = await request(given.app)
      .get('/dossiers/trial/compare/2024-05-01/to/2024-02-10?fromKnown=2024-06-01&toKnown=2024-03-01')
      .set('Accept', 'text/html');
    expect([reply.status, reply.headers['location']]).toStrictEqual([
      303,
      '/dossiers/trial/compare/2024-02-10/to/2024-05-01?fromKnown=2024-03-01&toKnown=2024-06-01&note=swapped',
    ]);
    expect(await textOf(`${path}?note=swapped`)).toContain('older is shown left, newer right');
  });

  test('of one day with two states of knowledge has a title of its own', async () => {
    const page = await html('/dossiers/trial/compare/2024-02-10/to/2024-02-10?fromKnown=2024-01-31');
    expect(page).toContain('<h1>What was public about 10 February 2024</h1>');
    expect(words(page)).toContain('Changes, as known on 31 January 2024 → as known today');
  });
});

describe('the forms', () => {
  test.each([
    ['on=2024-03-01', '/dossiers/trial/on/2024-03-01'],
    ['on=2024-03-01&known=', '/dossiers/trial/on/2024-03-01'],
    [
      'on=2024-03-01&known=2024-02-01&party=bolt',
      '/dossiers/trial/on/2024-03-01?known=2024-02-01&party=bolt',
    ],
    ['on=2024-03-01&contract=supply', '/dossiers/trial/contracts/supply/on/2024-03-01'],
    ['on=2024-03-01&contract=supply&clause=use', '/dossiers/trial/clauses/supply/use/on/2024-03-01'],
    ['from=2024-01-01&to=2024-03-01&known=', '/dossiers/trial/compare/2024-01-01/to/2024-03-01'],
    ['from=2024-01-01', '/dossiers/trial/compare/2024-01-01/to/2024-06-15'],
    ['', '/dossiers/trial/on/2024-06-15'],
  ])('go?%s leads to %s', async (query, location) => {
    const reply = await request(given.app).get(`/dossiers/trial/go?${query}`);
    expect([reply.status, reply.headers['location']]).toStrictEqual([303, location]);
  });

  test('a day that is none is a bad request, not a redirect', async () => {
    expect((await request(given.app).get('/dossiers/trial/go?on=tomorrow')).status).toBe(400);
  });
});
