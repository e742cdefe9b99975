/** What the script adds, and that every page goes without it. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ANNOUNCE, amendText, aTrial, said } from '../acceptance/trial.ts';
import type { World } from '../acceptance/given.ts';
import { chromiumPath } from '../support/browser.ts';
import { attributesOf, axeFindings, siteOf } from '../support/in-browser.ts';

const DOSSIER = '/dossiers/trial';
const STATE = `${DOSSIER}/on/2026-02-10`;
const COMPARISON = `${DOSSIER}/compare/2026-01-20/to/2026-11-01`;

if (chromiumPath === null) console.warn('skipped: the script of the pages in a browser: no Chromium here');

describe.skipIf(chromiumPath === null)('the script', { timeout: 60_000 }, () => {
  let world: World;
  const site = siteOf(async () => {
    world = await aTrial();
    const texts = ['Nine tons a month.', 'Twelve tons each month.'];
    for (const [n, text] of texts.entries()) {
      const { status } = await world.post(
        ANNOUNCE,
        said(`ann-change-${n}`, {
          sequence: n + 1,
          ...amendText(text, n === 0 ? 'supply/volume' : 'supply/price'),
        }),
      );
      expect(status).toBe(201);
    }
    return world.app;
  });
  const { withPage } = site;
  const inPage = (page: Page, question: string): Promise<unknown> => page.evaluate(question);
  const focused = (page: Page) => inPage(page, 'document.activeElement.id || document.activeElement.name');
  let posted = 0;
  /** Records one more announcement; answers its headline. */
  const announced = async (): Promise<string> => {
    posted += 1;
    const id = `ann-late-${posted}`;
    const body = said(id, { announcedOn: '2026-03-01', sequence: posted, ...amendText(`Text ${posted}.`) });
    expect((await world.post(ANNOUNCE, body)).status).toBe(201);
    return `What was said: ${id}`;
  };

  it('tells an open page of what is recorded, and leaves it as it is until the reader asks', async () => {
    await withPage({ script: true }, async (page) => {
      await page.goto(site.at(`${DOSSIER}/announcements`));
      await inPage(page, 'window.kept = true');
      const headline = await announced();
      const notice = page.getByRole('status');
      await notice.getByRole('link', { name: headline }).waitFor();
      const second = await announced();
      await notice.getByRole('link', { name: second }).waitFor();
      expect(await notice.getByRole('link').allInnerTexts()).toStrictEqual([headline, second]);
      expect(await inPage(page, 'window.kept')).toBe(true);
      expect(await page.locator('main').innerText()).not.toContain(headline);
      await Promise.all([
        page.waitForEvent('load'),
        notice.getByRole('button', { name: 'Show it on this page' }).click(),
      ]);
      expect(await page.locator('main').innerText()).toContain(headline);
    });
  });

  it('puts the notice away when it is dismissed', async () => {
    await withPage({ script: true }, async (page) => {
      await page.goto(site.at(STATE));
      const headline = await announced();
      const notice = page.getByRole('status');
      await notice.getByRole('link', { name: headline }).waitFor();
      await notice.getByRole('button', { name: 'Dismiss' }).click();
      expect(await notice.innerText()).toBe('');
    });
  });

  it('says what was announced since the reader last looked, until it is marked as seen', async () => {
    await withPage({ script: true }, async (page) => {
      await page.goto(site.at(DOSSIER));
      expect(await page.getByRole('complementary', { name: 'Since you last looked' }).count()).toBe(0);
      const headlines = [await announced(), await announced()];
      await page.goto(site.at(DOSSIER));
      const notice = page.getByRole('complementary', { name: 'Since you last looked' });
      await notice.waitFor();
      expect(await notice.innerText()).toContain('2 announcements since you last looked on');
      expect(await notice.getByRole('listitem').allInnerTexts()).toStrictEqual(headlines);
      await notice.getByRole('link', { name: 'Compare with what you saw' }).click();
      await page.waitForURL('**/compare/**');
      expect(await page.locator('article[data-change]').count()).toBeGreaterThan(0);
      await page.goto(site.at(DOSSIER));
      await notice.getByRole('button', { name: 'Mark as seen' }).click();
      expect(await notice.count()).toBe(0);
      await page.goto(site.at(DOSSIER));
      await page.getByRole('button', { name: /^Theme/ }).waitFor();
      expect(await notice.count()).toBe(0);
    });
  });

  it('goes from change to change by n and p, to the search by /, and lists its keys by ?', async () => {
    await withPage({ script: true }, async (page) => {
      await page.goto(site.at(COMPARISON));
      const numbers = await attributesOf(page, 'article[data-change]', 'id');
      expect(numbers).toHaveLength(2);
      const walked: unknown[] = [];
      for (const key of ['n', 'n', 'n', 'p']) {
        await page.keyboard.press(key);
        walked.push(await focused(page));
      }
      expect(walked).toStrictEqual([numbers[0], numbers[1], numbers[1], numbers[0]]);
      await page.keyboard.press('/');
      expect(await focused(page)).toBe('site-q');
      // In a field a key is a letter.
      await page.keyboard.press('n');
      expect(await page.locator('input[name="q"]').first().inputValue()).toBe('n');
      await page.locator('h1').click();
      await page.keyboard.press('?');
      const help = page.getByRole('dialog', { name: 'Keys' });
      expect(await help.isVisible()).toBe(true);
      await help.getByRole('checkbox', { name: 'Use these keys' }).uncheck();
      await page.keyboard.press('Escape');
      await page.goto(site.at(COMPARISON));
      await page.keyboard.press('n');
      expect(await inPage(page, 'document.activeElement === document.body')).toBe(true);
    });
  });

  it('keeps the theme that the reader chose, against the system’s', async () => {
    await withPage({ script: true, dark: true }, async (page) => {
      const ground = () => inPage(page, 'getComputedStyle(document.body).backgroundColor');
      await page.goto(site.at(STATE));
      const dark = await ground();
      const button = page.getByRole('button', { name: /^Theme/ });
      await button.click();
      expect(await button.innerText()).toBe('Theme: light');
      const light = await ground();
      expect(light).not.toBe(dark);
      await page.goto(site.at(COMPARISON));
      expect([await ground(), await button.innerText()]).toStrictEqual([light, 'Theme: light']);
      await button.click();
      expect([await ground(), await button.innerText()]).toStrictEqual([dark, 'Theme: dark']);
    });
  });

  it('puts today into a date field, and sends nothing by itself', async () => {
    await withPage({ script: true }, async (page) => {
      await page.goto(site.at(STATE));
      await page.getByRole('button', { name: 'Today for “On”' }).click();
      const today = await inPage(
        page,
        'new Date(Date.now() - new Date().getTimezoneOffset() * 6e4).toISOString().slice(0, 10)',
      );
      expect(await page.locator('input[name="on"]').first().inputValue()).toBe(today);
      expect(page.url()).toBe(site.at(STATE));
    });
  });

  it('leaves axe nothing to find in what it adds', async () => {
    expect(await axeFindings(site, {}, [DOSSIER, COMPARISON])).toStrictEqual([]);
    expect(await axeFindings(site, { dark: true }, [DOSSIER, COMPARISON])).toStrictEqual([]);
  });
});
