/** A search in all dossiers, where each of them has other words of those asked for. */
import { expect, test } from 'vitest';
import { appOver, trackerWith } from '../support/app.ts';
import { announce, dossier, introduce, openContract } from '../support/history.ts';
import { html, words } from '../support/html.ts';
import { kindOf } from '../../src/tracker/documents.ts';

/** A dossier with a clause of each text. */
const papers = (id: string, texts: readonly string[]) => [
  dossier({ dossier: id, title: `Papers of ${id}` }),
  announce({
    id: 'deal',
    on: '2024-01-10',
    effects: [
      openContract('supply'),
      ...texts.map((text, place) => introduce(`supply/c${place}`, { heading: `Clause ${place}`, text })),
    ],
  }),
];

/** Two dossiers, by the texts of their clauses. */
async function two(first: readonly string[], second: readonly string[]) {
  const tracker = await trackerWith(papers('trial', first));
  for (const body of papers('zeta', second)) await tracker.append('zeta', kindOf(body), { body });
  return tracker;
}

const said = async (tracker: Awaited<ReturnType<typeof two>>, query: string): Promise<string> =>
  words(await html(appOver(tracker), `/search?q=${encodeURIComponent(query)}`));

test('words of which each dossier has another aren’t said to be found together', async () => {
  const tracker = await two(['sky-blue azure'], ['barley']);
  const all = await tracker.searchAll({ query: 'azure barley' });
  expect([all.missing, all.most, all.dossiers.map(({ missing, most }) => [missing, most])]).toStrictEqual([
    [],
    1,
    [
      [['barley'], null],
      [['azure'], null],
    ],
  ]);
  const text = await said(tracker, 'azure barley');
  expect(text).toContain(
    'Nothing has all of these words; these have half of them (1 of 2): 2 wordings of clauses.',
  );
  expect(text).not.toContain('Found: ');
  expect(text).toContain('Nothing here has “barley”; these have the other word: 1 wording of a clause.');
  expect(text).toContain('Nothing here has “azure”; these have the other word: 1 wording of a clause.');
});

test('fewer than half of the words aren’t called most of them', async () => {
  const text = await said(
    await two(['azure copper', 'azure barley copper'], ['dill']),
    'azure barley copper dill',
  );
  expect(text).toContain('Nothing has all of these words; these have most (3 of 4): ');
  const few = await two(['azure'], ['barley']);
  for (const body of papers('third', ['copper'])) await few.append('third', kindOf(body), { body });
  expect(await said(few, 'azure barley copper')).toContain(
    'Nothing has all of these words; these have some of them (1 of 3): ',
  );
});

test('what the sentence of all dossiers says already isn’t said again of each', async () => {
  const tracker = await two(['azure barley'], ['barley azure']);
  const text = await said(tracker, 'azure barley nowhere');
  expect(text).toContain('Nothing has “nowhere”; these have the other words: 2 wordings of clauses.');
  expect(text).not.toContain('Nothing here has');
  const whole = await said(tracker, 'azure barley');
  expect(whole).toContain('Found: 2 wordings of clauses.');
  expect(whole).not.toContain('Nothing');
});
