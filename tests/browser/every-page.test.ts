/** Every kind of page that a reader can reach, found by its links: accessible, and no wider than a small screen. */
import type { Express } from 'express';
import { describe, expect, it } from 'vitest';
import { aWorld } from '../acceptance/given.ts';
import { chromiumPath } from '../support/browser.ts';
import { crawl, kindOf } from '../support/crawl.ts';
import { axeFindings, siteOf, tooWide } from '../support/in-browser.ts';

const DEAL = '/dossiers/openai-cloud';
/** What no link leads to. */
const UNLINKED = [
  '/dossiers/nothing',
  `${DEAL}/on/2026-02-30`,
  `${DEAL}/on/2020-01-01`,
  `${DEAL}/on/2031-06-01`,
  `${DEAL}/search?q=nothingofthekind`,
  '/search?q=exclusive',
];

/** What makes another page of it; filters, the pages of a list and the like don't. */
const TELLING = new Set(['known', 'log', 'fromKnown', 'fromLog', 'view', 'because', 'q']);

/** The kind of an address; null where several of these come together. */
function pageKind(address: string): string | null {
  const [path = '', query = ''] = kindOf(address).split('?');
  const telling = query.split('&').filter((name) => TELLING.has(name));
  return telling.length > 1 ? null : [path, ...telling].join(' ');
}

/** The first address of each kind of page. */
async function everyPage(app: Express): Promise<string[]> {
  const visited = await crawl(app, [
    '/',
    '/problems',
    `${DEAL}/on/2026-03-01?known=2026-02-20`,
    `${DEAL}?log=3`,
  ]);
  const kinds = new Map<string, string>();
  for (const [address, { status, type }] of visited) {
    const kind = pageKind(address);
    if (status !== 200 || type !== 'text/html' || kind === null || kinds.has(kind)) continue;
    kinds.set(kind, address);
  }
  return [...kinds.values(), ...UNLINKED];
}

if (chromiumPath === null) console.warn('skipped: every page in a browser (axe, 320 px): no Chromium here');

describe.skipIf(chromiumPath === null)('every kind of page', { timeout: 300_000 }, () => {
  let pages: string[] = [];
  const site = siteOf(async () => {
    const { app } = await aWorld({ load: ['openai-cloud', 'halmbeck-grain'] });
    pages = await everyPage(app);
    return app;
  });

  it('is reached', () => {
    expect(pages.length).toBeGreaterThan(30);
  });

  it.each([
    ['light, on a wide screen', { width: 1280 }],
    ['dark, on a small screen', { width: 320, dark: true }],
  ])('leaves axe nothing to find: %s', async (_name, look) => {
    expect(await axeFindings(site, look, pages)).toStrictEqual([]);
  });

  it('scrolls nowhere sideways at 320 px', async () => {
    expect(await tooWide(site, pages)).toStrictEqual([]);
  });
});
