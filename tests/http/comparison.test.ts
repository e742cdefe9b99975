import request from 'supertest';
import { beforeAll, describe, expect, test } from 'vitest';
import { trial, type Trial } from '../support/app.ts';
import { html as htmlOf, words } from '../support/html.ts';
import { SAMPLE } from '../support/sample.ts';
import { ComparisonSchema } from '../../src/dossier/shapes.ts';
import { amend, announce, dossier, introduce, openContract } from '../support/history.ts';

let given: Trial;
beforeAll(async () => {
  given = await trial(SAMPLE);
});
const html = (path: string): Promise<string> => htmlOf(given, path);
/** The card of the change of the clause with this heading, as markup. */
async function cardOf(path: string, heading: string): Promise<string> {
  const cards = (await html(path)).split('<article class="card').slice(1);
  return cards.find((card) => card.includes(`>${heading}<`)) ?? '';
}
const textOf = async (path: string): Promise<string> => words(await html(path));

describe('a comparison', () => {
  const path = '/dossiers/trial/compare/2024-02-10/to/2024-05-01';

  test('says from when to when in its title, its sentence and its counts', async () => {
    const page = await html(path);
    const sentence =
      'From 10 February 2024 (as known today, through “Bolt: the works are ours”) to 1 May 2024 (as known today, through “Acme and Bolt amend their agreement”)';
    expect(page).toContain(`<title>${sentence} · Works &amp; wares · Termline</title>`);
    expect(words(page)).toContain(`What changed ${sentence}.`);
    expect(words(page)).toContain('1 changed');
    expect(words(page)).toContain('1 ended');
  });

  test('lists the announcements of the window, those that changed nothing among them', async () => {
    const text = await textOf(path);
    expect(text).toContain('5 March 2024 Press report The Gazette: Bolt considers a suit · changes nothing');
    expect(text).toContain(
      '20 April 2024 Renegotiation Acme and Bolt amend their agreement · show only: 2 changes, closes 1 dispute',
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
    const card = await cardOf(`${path}?view=columns`, 'Use of the works');
    const [, left = '', right = ''] = /side-before(.*)side-after(.*?)<\/div>\n<\/div>/s.exec(card) ?? [];
    expect([left.includes('<ins>'), right.includes('<del>')]).toStrictEqual([false, false]);
    expect([left.includes('<del>'), right.includes('<ins>')]).toStrictEqual([true, true]);
  });

  test('strikes out and underlines nothing where only one side has a text', async () => {
    const card = await cardOf(`${path}?view=columns`, 'Volume &lt;&amp;&gt; more');
    expect([card.includes('<ins>'), card.includes('<del>')]).toStrictEqual([false, false]);
  });

  test('shows which conflicts are gone', async () => {
    expect(await textOf(path)).toContain('Conflicts closed (1) ⚠ Incompatible: to use Engines');
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
    expect(page).toContain('<h1>What was public then and now about the same day</h1>');
    expect(page).toMatch(/<title>About 10 February 2024: from what was known on .* to what is known today /);
    const text = words(page);
    expect(text).toContain(
      'About 10 February 2024: from what was known on 31 January 2024 (through “Acme and Bolt agree on supply”) to what is known today (through “Bolt: the works are ours”).',
    );
    expect(text).toContain('this shows the news catching up, not the deal changing');
    expect(text).toContain('Changes, as known on 31 January 2024 → as known today');
    expect(text).not.toContain('Changed on 10 February 2024');
  });

  test('of one day with two states of knowledge, the later first, puts the earlier on the left', async () => {
    const text = await textOf('/dossiers/trial/compare/2024-02-10/to/2024-02-10?toKnown=2024-01-31');
    expect(text).toContain('from what was known on 31 January 2024');
    expect(text).toContain('older is shown left, newer right');
  });

  test('of one day at two revisions is about our record, and says so', async () => {
    const page = await html('/dossiers/trial/compare/2024-02-10/to/2024-02-10?fromLog=1&toLog=3');
    expect(page).toContain('<h1>How our record changed about the same day</h1>');
    expect(words(page)).toContain('from our record at revision 1');
    expect(words(page)).toContain('Announced in between (2)');
  });

  test('of a day with itself says that there is nothing to compare', async () => {
    expect(await textOf('/dossiers/trial/compare/2024-03-05/to/2024-03-05')).toContain(
      'Both points are the same day, known alike: there is no window in which anything could change.',
    );
  });

  test('from before the record heads the left column so', async () => {
    const text = await textOf('/dossiers/trial/compare/2023-06-01/to/2024-05-01');
    expect(text).toContain('From 1 June 2023 (as known today, before the first record) to 1 May 2024');
    expect(text).toContain('# Clause Field No record (1 Jun 2023) 1 May 2024 By Kind, size');
    expect(text).toContain('Changes, no record (1 June 2023) → 1 May 2024');
  });

  test('shows the changes of one announcement alone, under the numbers that they have among all', async () => {
    const text = await textOf('/dossiers/trial/compare/2024-01-01/to/2024-05-01?because=rival');
    expect(text).toContain(
      'Only what Acme and Crane agree on engines (1 February 2024) caused: 1 of 3 changes.',
    );
    expect(text).toContain('1 of 3 changes, no record (1 January 2024) → 1 May 2024');
    expect(text).toContain('Engines change 2 Use of the engines');
    expect(text).not.toContain('Use of the works Status');
    const missing = await request(given.app).get(`${path}?because=nobody`).set('Accept', 'text/html');
    expect(missing.status).toBe(404);
  });

  test('numbers a change alike in its row, its card, its address and the JSON', async () => {
    const page = await html(path);
    const rows = [
      ...page.matchAll(
        /href="#c(\d+)"><span class="hidden">change <\/span>(\d+)<\/a><\/td><th [^>]*>([^<]*)/g,
      ),
    ];
    const cards = [
      ...page.matchAll(
        /id="c(\d+)" data-change="(\d+)"[\s\S]*?Change <\/span>\d+<\/a> <a href="[^"]*">([^<]*)/g,
      ),
    ];
    const told = (matches: readonly RegExpMatchArray[]) =>
      matches.map(([, anchor, number, heading]) => [anchor, number, heading]);
    const json = await request(given.app).get(`${path}.json`);
    const { changes } = ComparisonSchema.parse(JSON.parse(json.text));
    const expected = changes.map(({ number, after }) => [
      String(number),
      String(number),
      (after?.heading ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    ]);
    expect(expected.length).toBe(3);
    expect([told(rows), told(cards)]).toStrictEqual([expected, expected]);
  });

  test('leads from card to card, and from each window to its neighbours', async () => {
    const page = await html(path);
    expect(words(await cardOf(path, 'Use of the works'))).toContain(
      '2 of 3 Earlier than change 2 Later than change 2',
    );
    const hrefs = [...page.matchAll(/<a href="([^"]*)">((?:Start|End) [^<]*)<\/a>/g)].map(
      ([, href, text]) => [text, href],
    );
    expect(hrefs).toStrictEqual([
      ['Start earlier, with 1 Feb 2024', '/dossiers/trial/compare/2024-01-31/to/2024-05-01'],
      ['Start later, without 5 Mar 2024', '/dossiers/trial/compare/2024-03-05/to/2024-05-01'],
      ['End earlier, without 20 Apr 2024', '/dossiers/trial/compare/2024-02-10/to/2024-04-19'],
    ]);
    expect(page).toContain('<a href="/dossiers/trial/announcements/protest#change" rel="prev">');
  });

  test('names the causes of each change with their sources and what these say', async () => {
    const text = words(await cardOf('/dossiers/trial/compare/2024-01-01/to/2024-01-31', 'Use of the works'));
    expect(text).toContain(
      'Caused by Acme and Bolt agree on supply (10 January 2024) 1 source, 1 quote: Acme & Bolt Source deal-post, Acme & Bolt statement of a party “we <b>agreed</b>”',
    );
  });

  test('says how large each change is, and which are of the wording alone', async () => {
    expect(words(await cardOf(path, 'Use of the works'))).toContain('Changed 2 fields, +2 −6 words');
  });

  test('tells disputes with both sides, when, and what opened and ended them', async () => {
    expect(await textOf(path)).toContain(
      'Disputes closed (1) ! Bolt disputes “Use of the engines” change 3 Bolt Engines are part of the works. On the other side Acme and Crane affirm it. Opened on 1 February 2024 by Bolt: the works are ours (1 February 2024) ; closed on 20 April 2024 by agreement, with Acme and Bolt amend their agreement (20 April 2024).',
    );
    expect(await textOf('/dossiers/trial/compare/2024-01-15/to/2024-05-01')).toContain(
      'Disputes that opened and closed in between (1)',
    );
    expect(await textOf('/dossiers/trial/compare/2024-01-15/to/2024-03-01')).toContain(
      'still open at the later point',
    );
  });

  test('tells conflicts with both sides, when, and what opened and ended them', async () => {
    const text = await textOf('/dossiers/trial/compare/2024-01-15/to/2024-05-01');
    expect(text).toContain('Conflicts that opened and closed in between (1) ⚠ Incompatible: to use Engines');
    expect(text).toContain(
      'Held from 1 February 2024 to 19 April 2024 (79 days); opened by Acme and Crane agree on engines (1 February 2024) ; ended by Acme and Bolt amend their agreement (20 April 2024).',
    );
  });

  test('read without its markup still says which words were removed and which were added', async () => {
    const text = await textOf(`${path}?view=unified`);
    expect(text).toContain(
      'Bolt removed: alone end of removal may use the works removed: until the plant is ready end of removal added: through 2030 end of addition.',
    );
    expect(text).toContain('Right: exclusivity before: exclusive → after: non-exclusive');
  });
});

describe('a comparison of wordings', () => {
  const PARAGRAPHS = [
    'The supplier delivers within thirty days of each order.',
    'The buyer pays within sixty days of each delivery.',
    'Either side may end this with a notice of three months.',
  ];
  const wording = (text: string) =>
    introduce('supply/volume', {
      text,
      variants: [
        {
          rendering: 'cannot and chooses not to',
          sources: ['post'],
          preferred: true,
          reason: 'The stronger source.',
        },
        { rendering: 'cannot or chooses not to', sources: ['post'] },
      ],
    });

  async function changed(before: string, after: string): Promise<Trial> {
    return trial([
      dossier(),
      announce({ id: 'first', on: '2024-01-10', effects: [openContract('supply'), wording(before)] }),
      announce({ id: 'second', on: '2024-02-10', effects: [amend('supply/volume', { text: after })] }),
    ]);
  }
  const path = '/dossiers/trial/compare/2024-01-31/to/2024-02-29';

  test('shows one word as one word, in the table too, and that it may be a variant of the wording', async () => {
    const text = words(
      await htmlOf(
        await changed(
          'First on Azure, unless Microsoft cannot or chooses not to support it.',
          'First on Azure, unless Microsoft cannot and chooses not to support it.',
        ),
        path,
      ),
    );
    expect(text).toContain(
      'Wording … Azure, unless Microsoft cannot removed: or end of removal added: and end of addition chooses not to support …',
    );
    expect(text).toContain('Changed wording only, +1 −1 words');
    expect(text).toContain('This may be another rendering of the same commitment.');
    expect(text).toContain(
      'Sources differ: 2 readings: part of this may be a variant of the wording, not a change The clause Followed here: cannot and chooses not to (Acme) Why: The stronger source. Otherwise: cannot or chooses not to (Acme)',
    );
  });

  test('does not take a figure or a date that differs for another rendering', async () => {
    const [before, after] = ['The payments run through 2030.', 'The payments run through 2031.'];
    const text = words(await htmlOf(await changed(before, after), path));
    expect(text).toContain('Wording only, but with a figure or a date in it');
    expect(text).not.toContain('another rendering of the same commitment');
  });

  test('leads from where a passage was to where it went, and back', async () => {
    const page = await htmlOf(
      await changed(PARAGRAPHS.join('\n\n'), [PARAGRAPHS[2], PARAGRAPHS[0], PARAGRAPHS[1]].join('\n\n')),
      `${path}?view=unified`,
    );
    const ids = [...page.matchAll(/<(ins|del) id="([^"]*)" class="moved"/g)].map(
      ([, tag, id]) => `${tag} ${id}`,
    );
    const links = [...page.matchAll(/<a class="move" href="#([^"]*)">([^<]*)</g)].map(
      ([, id, text]) => `${id} ${text}`,
    );
    expect(ids).toStrictEqual(['ins c1-text-to-1', 'del c1-text-from-1']);
    expect(links).toStrictEqual([
      'c1-text-from-1 moved here from further down',
      'c1-text-to-1 moved further up',
    ]);
    expect(words(page)).toContain('wording only, 1 passage moved');
  });

  test('of a long text shows its redline on the card, and the table leads there', async () => {
    const long = PARAGRAPHS.join(' ');
    const text = words(
      await htmlOf(await changed(long, `${long} ${'More words follow here. '.repeat(6)}`), path),
    );
    expect(text).toContain('Wording see change 1 sources differ');
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
    [
      'on=2024-03-01&contract=supply&with=engines',
      '/dossiers/trial/contracts/supply/with/engines/on/2024-03-01',
    ],
    [
      'from=2024-01-01&to=2024-01-01&fromKnown=2024-01-15&toKnown=',
      '/dossiers/trial/compare/2024-01-01/to/2024-01-01?fromKnown=2024-01-15',
    ],
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
