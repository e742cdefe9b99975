/** What a change's causes cost: each effect is read a few times, however many changes ask for it. */
import { expect, test } from 'vitest';
import { announcementsById, causeViews } from '../../src/http/views/change-causes.ts';
import { linksOf } from '../../src/http/views/links.ts';
import { namesOf } from '../../src/http/views/names.ts';
import { trackerWith } from '../support/app.ts';
import { announce, dossier, introduce, openContract } from '../support/history.ts';

const source = (id: string, quote: string) => ({
  id,
  title: `Page ${id}`,
  publisher: 'Acme',
  url: `https://example.org/${id}`,
  class: 'joint-statement' as const,
  quote,
});

/** How often the effects of an announcement of `n` clauses are read where each of them is a change. */
async function readings(n: number): Promise<{ reads: number; quotes: (string | null | undefined)[] }> {
  const refs = Array.from({ length: n }, (_, k) => `supply/clause-${k}`);
  const tracker = await trackerWith([
    dossier(),
    announce({
      id: 'first',
      on: '2024-01-10',
      sources: [source('post', 'lot 1 of'), source('wire', 'a new bargain')],
      effects: [
        openContract('supply'),
        ...refs.map((ref, k) => introduce(ref, { text: `Lot ${k} of many.`, sources: ['post'] })),
      ],
    }),
  ]);
  const [list, answer, state] = await Promise.all([
    tracker.announcements('trial'),
    tracker.dossier('trial'),
    tracker.state('trial', {}),
  ]);
  let reads = 0;
  const counted = list.announcements.map((announcement) => ({
    ...announcement,
    effects: announcement.effects.map((effect) => {
      const { sources } = effect;
      const get = (): typeof sources => {
        reads += 1;
        return sources;
      };
      return Object.defineProperty({ ...effect }, 'sources', { enumerable: true, get });
    }),
  }));
  const links = linksOf('trial');
  const names = namesOf({ dossier: answer, announcements: counted, state, links });
  const byId = announcementsById(counted);
  const quotes = refs
    .flatMap((ref) => causeViews(['first'], ref, byId, names))
    .map(({ sources }) => sources.find(({ title }) => title === 'Page post')?.quote);
  return { reads, quotes };
}

test('the effects of an announcement are read as often for each of many changes as for one', async () => {
  const [few, many] = [await readings(10), await readings(100)];
  expect(few.reads).toBeGreaterThanOrEqual(10);
  for (const [n, { reads }] of [
    [11, few],
    [101, many],
  ] as const)
    expect(reads).toBeLessThanOrEqual(3 * n);
  // What is counted is really the work: the quote stands with the one effect that repeats its words.
  expect(many.quotes.flatMap((quote, at) => (typeof quote === 'string' ? [at] : []))).toStrictEqual([1]);
});
