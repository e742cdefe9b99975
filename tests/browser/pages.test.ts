import { describe, expect, it } from 'vitest';
import { trial } from '../support/app.ts';
import { chromiumPath } from '../support/browser.ts';
import { axeFindings, siteOf, tooWide } from '../support/in-browser.ts';
import { SAMPLE } from '../support/sample.ts';

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
  const site = siteOf(async () => (await trial(SAMPLE)).app);
  const { withPage } = site;

  it.each([
    ['light', false],
    ['dark', true],
  ])('axe finds nothing on any page, %s', async (_name, dark) => {
    expect(await axeFindings(site, { dark }, PAGES)).toStrictEqual([]);
  });

  it('no page scrolls sideways at 320 px', async () => {
    expect(await tooWide(site, PAGES)).toStrictEqual([]);
  });

  it('a reader chooses a day by keyboard and lands on its address', async () => {
    await withPage({}, async (page) => {
      await page.goto(site.at('/dossiers/trial'));
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
      await page.goto(site.at('/dossiers/trial/compare'));
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
      await page.goto(site.at(COMPARISON));
      await page.emulateMedia({ media: 'print' });
      const text = await page.locator('main').innerText();
      expect(text).toContain('10 February 2024');
      expect(text).toContain('1 May 2024');
    });
  });
});
