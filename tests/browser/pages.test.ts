import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trial } from '../support/app.ts';
import { chromiumPath, launch } from '../support/browser.ts';
import { SAMPLE } from '../support/sample.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const STATE = '/dossiers/trial/on/2024-02-10';
const COMPARISON = '/dossiers/trial/compare/2024-02-10/to/2024-05-01';
const PAGES = [
  '/',
  STATE,
  `${STATE}?known=2024-01-31`,
  COMPARISON,
  `${COMPARISON}?view=unified`,
  '/dossiers/trial/announcements',
  '/dossiers/trial/announcements/renewal',
  '/dossiers/trial/contracts/supply/on/2024-02-10',
  '/dossiers/trial/clauses/supply/use',
  '/dossiers/trial/log',
  '/problems/refused',
];

if (chromiumPath === null) {
  console.warn('skipped: the pages in a browser (accessibility, 320 px, keyboard, print): no Chromium here');
}

describe.skipIf(chromiumPath === null)('in a browser', { timeout: 120_000 }, () => {
  let browser: Browser;
  let server: Server;
  let base = '';

  beforeAll(async () => {
    const { app } = await trial(SAMPLE);
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    browser = await launch(chromiumPath ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  async function withPage<T>(
    options: { readonly width?: number; readonly dark?: boolean; readonly script?: boolean },
    work: (page: Page) => Promise<T>,
  ): Promise<T> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: 900 },
      colorScheme: options.dark === true ? 'dark' : 'light',
      javaScriptEnabled: options.script ?? false,
      // axe is put into the page by the test, which the pages' own policy rightly forbids.
      bypassCSP: options.script ?? false,
    });
    try {
      return await work(await context.newPage());
    } finally {
      await context.close();
    }
  }

  it.each([
    ['light', false],
    ['dark', true],
  ])('axe finds nothing on any page, %s', async (_name, dark) => {
    await withPage({ dark, script: true }, async (page) => {
      const found: unknown[] = [];
      for (const path of PAGES) {
        await page.goto(base + path);
        await page.addScriptTag({ path: AXE });
        await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
        const violations: unknown = await page.evaluate(
          'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))',
        );
        found.push(
          ...(Array.isArray(violations) ? violations.map((item: unknown) => [path, item]) : [violations]),
        );
      }
      expect(found).toStrictEqual([]);
    });
  });

  it('no page scrolls sideways at 320 px', async () => {
    await withPage({ width: 320, script: true }, async (page) => {
      const wide: string[] = [];
      for (const path of PAGES) {
        await page.goto(base + path);
        const width: unknown = await page.evaluate('document.documentElement.scrollWidth');
        if (width !== 320) wide.push(`${path}: ${String(width)}`);
      }
      expect(wide).toStrictEqual([]);
    });
  });

  it('a reader chooses a day by keyboard and lands on its address', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${base}/dossiers/trial`);
      const field = page.locator('input[name="on"]').first();
      await field.focus();
      await field.fill('2024-02-10');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${STATE}`);
      expect(await page.title()).toContain('10 February 2024');
    });
  });

  it('a reader compares two days and sees what was removed and added', async () => {
    await withPage({}, async (page) => {
      await page.goto(`${base}/dossiers/trial/compare`);
      await page.fill('input[name="from"]', '2024-02-10');
      await page.fill('input[name="to"]', '2024-05-01');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${COMPARISON}`);
      expect(await page.locator('table caption').first().innerText()).toContain('2024');
      expect(await page.locator('del').count()).toBeGreaterThan(0);
      expect(await page.locator('ins').count()).toBeGreaterThan(0);
    });
  });

  it('a printed comparison holds both dates', async () => {
    await withPage({}, async (page) => {
      await page.goto(base + COMPARISON);
      await page.emulateMedia({ media: 'print' });
      const text = await page.locator('main').innerText();
      expect(text).toContain('10 February 2024');
      expect(text).toContain('1 May 2024');
    });
  });
});
