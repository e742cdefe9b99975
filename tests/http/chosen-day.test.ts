import { beforeAll, describe, expect, test } from 'vitest';
import { withQuery } from '../../src/http/views/links.ts';
import { trial, type Trial } from '../support/app.ts';
import { html, words } from '../support/html.ts';
import { SAMPLE } from '../support/sample.ts';

const D = '/dossiers/trial';
const DAY = '2024-02-10';

let given: Trial;
beforeAll(async () => {
  given = await trial(SAMPLE);
});

/** The navigation of a page: each text with its address. */
async function navOf(path: string): Promise<Record<string, string>> {
  const [, nav = ''] = /<nav aria-label="Dossier">(.*?)<\/nav>/s.exec(await html(given, path)) ?? [];
  const items = [...nav.matchAll(/href="([^"]+)"[^>]*>([^<]+)</g)];
  return Object.fromEntries(
    items.map(([, href = '', text = '']) => [text, href.replaceAll('&amp;', '&').slice(D.length)]),
  );
}

/** Where the navigation leads from a page of a day, with the clocks that cut it. */
const kept = (query: { known?: string; log?: number }): Record<string, string> => {
  const dated = { on: DAY, ...query };
  return {
    'Terms today': '',
    Announcements: withQuery('/announcements', { log: query.log }),
    Chart: withQuery('/chart', dated),
    'Who holds what': withQuery(`/matrix/on/${DAY}`, query),
    'Undefined terms': withQuery('/terms', dated),
    'What ends next': withQuery('/ahead', dated),
    Compare: '/compare',
    'Our record': '/log',
    Questions: '/questions',
  };
};

const PAGES: [string, string][] = [
  ['the terms', `/on/${DAY}`],
  ['a contract', `/contracts/supply/on/${DAY}`],
  ['a clause', `/clauses/supply/use/on/${DAY}`],
  ['who holds what', `/matrix/on/${DAY}`],
  ['two contracts', `/contracts/supply/with/engines/on/${DAY}`],
  ['the undefined terms', `/terms?on=${DAY}`],
  ['one of them', `/terms/ready?on=${DAY}`],
  ['what ends next', `/ahead?on=${DAY}`],
  ['the chart', `/chart?on=${DAY}`],
];

describe('a page of a day leads to other overviews of that day', () => {
  test.each(PAGES)('%s', async (_name, path) => {
    expect(await navOf(D + path)).toStrictEqual(kept({}));
  });

  test.each(PAGES)('%s, cut by what was known and by our record', async (_name, path) => {
    const clocks = { known: '2024-03-01', log: 4 };
    expect(await navOf(withQuery(D + path, clocks))).toStrictEqual(kept(clocks));
  });

  test('each of them opens, says the day, and offers today', async () => {
    const {
      Chart,
      'What ends next': ahead,
      'Undefined terms': terms,
      ...rest
    } = await navOf(`${D}/on/${DAY}`);
    for (const path of [Chart, ahead, terms, rest['Who holds what']]) {
      const page = await html(given, `${D}${path}`);
      expect(words(page)).toContain('10 February 2024');
      const [, today = ''] = /<a class="target" href="([^"]+)">Show today</.exec(page) ?? [];
      expect([path, today.includes(D), today.includes(DAY)]).toStrictEqual([path, true, false]);
    }
  });

  test('and so do the terms that a clause uses', async () => {
    expect(await html(given, `${D}/on/${DAY}`)).toContain(`href="${D}/terms/ready?on=${DAY}"`);
  });
});

describe('a page of today', () => {
  test.each(['', '/on/2024-06-15', '/matrix/on/2024-06-15', '/ahead?on=2024-06-15'])(
    'leads to addresses without a day from “%s”, and offers no way to today',
    async (path) => {
      expect(Object.values(await navOf(D + path)).filter((href) => /on[=/]\d/.test(href))).toStrictEqual([]);
      expect(await html(given, D + path)).not.toContain('Show today');
    },
  );

  test('keeps the clock that cuts it', async () => {
    expect((await navOf(`${D}?known=2024-03-01`))['What ends next']).toBe('/ahead?known=2024-03-01');
  });
});

test('the announcements as our record stood then can still be filtered', async () => {
  const page = await html(given, `${D}/announcements?log=4`);
  expect(page).toContain(`href="${D}/announcements?log=4&amp;only=changes"`);
});

test('the same content as JSON is of the same day', async () => {
  for (const path of [`/ahead?on=${DAY}`, `/terms?on=${DAY}`, `/terms/ready?on=${DAY}`]) {
    const page = await html(given, D + path);
    expect(page).toContain(`type="application/json" href="${D}${path.replace('?', '.json?')}"`);
  }
});
