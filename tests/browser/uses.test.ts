/** The three main uses, as a reader and a newsroom meet them: with script and without. */
import { describe, expect, it } from 'vitest';
import { aWorld, type World } from '../acceptance/given.ts';
import { chromiumPath } from '../support/browser.ts';
import { siteOf } from '../support/in-browser.ts';

const DEAL = '/dossiers/openai-cloud';
const FRONTIER = "AWS's exclusive right to serve Frontier";

if (chromiumPath === null) console.warn('skipped: the three main uses in a browser: no Chromium here');

describe.skipIf(chromiumPath === null).each([
  ['without script', false],
  ['with script', true],
])('%s', { timeout: 60_000 }, (_name, script) => {
  let world: World;
  const site = siteOf(async () => {
    world = await aWorld({ load: ['openai-cloud'] });
    return world.app;
  });

  it('a reader goes from the front page to a day, and sees who held a right and who disputed it', async () => {
    await site.withPage({ script }, async (page) => {
      await page.goto(site.at('/'));
      await page
        .getByRole('link', { name: 'Microsoft, OpenAI and Amazon: licence, cloud and investment' })
        .click();
      await page.waitForURL(`**${DEAL}`);
      await page.getByLabel('On', { exact: true }).fill('2026-03-01');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${DEAL}/on/2026-03-01`);
      const clause = await page
        .locator('article', { has: page.getByRole('link', { name: FRONTIER }) })
        .first()
        .innerText();
      for (const words of ['In force', 'Exclusive', 'OpenAI', 'Amazon', 'Microsoft: disputes']) {
        expect(clause.toLowerCase()).toContain(words.toLowerCase());
      }
      await page
        .locator('article', { has: page.getByRole('link', { name: FRONTIER }) })
        .first()
        .getByRole('link', { name: FRONTIER })
        .first()
        .click();
      await page.waitForURL('**/clauses/amazon-openai-invest/frontier-aws-exclusive**');
    });
  });

  it('a reader chooses what had been published by a day, and sees another frame', async () => {
    await site.withPage({ script }, async (page) => {
      await page.goto(site.at(`${DEAL}/on/2026-03-01`));
      await page.getByText('What was known on another day').click();
      await page.locator('input[name="known"]').fill('2026-02-20');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${DEAL}/on/2026-03-01?known=2026-02-20`);
      const main = await page.locator('main').innerText();
      expect(main).toContain('As known on 20 February 2026');
      expect(main).not.toContain(FRONTIER);
    });
  });

  it('a reader compares two days, and sees what was removed and added, and by which announcement', async () => {
    await site.withPage({ script }, async (page) => {
      await page.goto(site.at(`${DEAL}/compare`));
      await page.locator('main input[name="from"]').fill('2026-04-01');
      await page.locator('main input[name="to"]').fill('2026-05-01');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${DEAL}/compare/2026-04-01/to/2026-05-01`);
      const row = page.getByRole('row', { name: /Right: exclusivity/ });
      expect(await row.innerText()).toMatch(/exclusive\s+non-exclusive/);
      const card = page.locator('article[data-change]').first();
      expect(await card.locator('del').count()).toBeGreaterThan(0);
      expect(await card.locator('ins').count()).toBeGreaterThan(0);
      await card.getByRole('link', { name: 'Microsoft and OpenAI amend their agreement' }).first().click();
      await page.waitForURL('**/announcements/ann-2026-04-msft-openai**');
    });
  });

  it('a newsroom appends an announcement, and a reader finds it', async () => {
    const statement = {
      type: 'StatementMade',
      id: 'ann-2026-06-statement',
      headline: 'OpenAI repeats that any cloud may serve its products',
      announcedOn: '2026-06-01',
      announcedBy: ['openai'],
      sources: [
        {
          id: 'post',
          title: 'Post',
          publisher: 'OpenAI',
          url: 'https://example.org/',
          class: 'party-statement',
        },
      ],
      effects: [
        { effect: 'affirm', clause: 'msft-openai/any-cloud', parties: ['openai'], statement: 'Any cloud.' },
      ],
    };
    await site.withPage({ script }, async (page) => {
      await page.goto(site.at(`${DEAL}/on/2026-06-02`));
      expect(await page.locator('main').innerText()).not.toContain(statement.headline);
      const rehearsed = await world.post(`${DEAL}/announcements?dryRun=true`, statement);
      expect([rehearsed.status, (await world.log('openai-cloud')).head]).toStrictEqual([200, 6]);
      expect((await world.post(`${DEAL}/announcements`, statement)).status).toBe(201);
      if (script) {
        await page.getByRole('status').getByRole('link', { name: statement.headline }).waitFor();
        await Promise.all([
          page.waitForEvent('load'),
          page.getByRole('button', { name: 'Show it on this page' }).click(),
        ]);
      } else {
        await page.reload();
      }
      expect(await page.locator('main').innerText()).toContain(statement.headline);
      await page.goto(site.at(`${DEAL}/announcements`));
      await page.getByRole('link', { name: statement.headline }).first().click();
      await page.waitForURL('**/announcements/ann-2026-06-statement');
    });
  });
});
