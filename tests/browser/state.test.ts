import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { StateSchema } from '../../src/dossier/shapes.ts';
import { aWorld } from '../acceptance/given.ts';
import { trial } from '../support/app.ts';
import { chromiumPath } from '../support/browser.ts';
import { attributesOf, axeFindings, siteOf, tooWide } from '../support/in-browser.ts';
import { manyClauses } from '../support/many-clauses.ts';

const DEAL = '/dossiers/openai-cloud';
const SPRING = `${DEAL}/on/2026-03-01`;
const GRAIN = '/dossiers/halmbeck-grain';
const PAGES = [
  '/',
  SPRING,
  `${SPRING}?known=2026-02-20`,
  `${SPRING}?log=4`,
  `${SPRING}?status=in-force&party=microsoft`,
  `${DEAL}/contracts/amazon-openai-invest/on/2026-03-01`,
  `${DEAL}/clauses/msft-openai/ip-license`,
  `${DEAL}/clauses/msft-openai/ip-license/on/2026-03-01`,
  `${DEAL}/announcements/ann-2026-04-msft-openai`,
  `${GRAIN}/on/2022-06-15`,
  `${GRAIN}/on/2024-04-01`,
];

if (chromiumPath === null) {
  console.warn('skipped: states in a browser (accessibility, 320 px, frames, print): no Chromium here');
}

describe.skipIf(chromiumPath === null)('a state in a browser', { timeout: 180_000 }, () => {
  const site = siteOf(async () => (await aWorld({ load: ['openai-cloud', 'halmbeck-grain'] })).app);
  const { withPage } = site;

  it.each([
    ['light', false],
    ['dark', true],
  ])('leaves axe nothing to find, %s', async (_name, dark) => {
    expect(await axeFindings(site, { dark }, PAGES)).toStrictEqual([]);
  });

  it('doesn’t scroll sideways at 320 px', async () => {
    expect(await tooWide(site, PAGES)).toStrictEqual([]);
  });

  it('is given one small sheet with every rule of its parts', async () => {
    const folder = join(import.meta.dirname, '..', '..', 'public', 'style');
    const parts = readdirSync(folder)
      .sort()
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('');
    await withPage({ script: true }, async (page) => {
      const served = (await (await page.goto(site.at('/style.css')))?.text()) ?? '';
      expect(served.length).toBeLessThan(40_000);
      expect(served).not.toContain('/*');
      await page.goto(site.at('/'));
      const rulesOf = async (css: string): Promise<unknown> =>
        page.evaluate(`(() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(${JSON.stringify(css)});
          return [...sheet.cssRules].map(({ cssText }) => cssText);
        })()`);
      const rules = await rulesOf(parts);
      expect(Array.isArray(rules) && rules.length > 300).toBe(true);
      expect(await rulesOf(served)).toStrictEqual(rules);
    });
  });

  it('keeps its header where it is from page to page', async () => {
    const places = await withPage({ script: true }, async (page) => {
      const found: unknown[] = [];
      for (const path of [
        SPRING,
        `${DEAL}/compare/2025-11-30/to/2026-05-01`,
        `${DEAL}/log`,
        `${DEAL}/terms`,
      ]) {
        await page.goto(site.at(path));
        found.push(
          await page.evaluate(
            `['.brand', 'header nav', '.search-site'].map((name) => {
              const { x, y, width } = document.querySelector(name).getBoundingClientRect();
              return [name, x, y, width].join(' ');
            }).join()`,
          ),
        );
      }
      return found;
    });
    expect(new Set(places).size).toBe(1);
  });

  it('says within one screen of a clause who holds the right, who disputes it, and where', async () => {
    await withPage({}, async (page) => {
      await page.goto(site.at(SPRING));
      const clause = page.locator('#clause-amazon-openai-invest-frontier-aws-exclusive');
      const text = (await clause.innerText()).replaceAll(/\s+/g, ' ');
      expect(text).toContain('Exclusive right to serve Frontier, given by OpenAI to Amazon');
      expect(text).toContain('! Microsoft: disputes');
      expect(text).toContain('Later dispute of Microsoft closed 27 Apr 2026');
      expect((await clause.boundingBox())?.height).toBeLessThan(450);
      expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThan(6_000);
    });
  });

  it.each([
    ['without script', false],
    ['with script', true],
  ])(
    'leads from the first page to who holds a right, who denies it, what ended that, %s',
    async (_name, script) => {
      await withPage({ script }, async (page) => {
        await page.goto(site.at('/'));
        await page
          .getByRole('link', { name: 'Microsoft, OpenAI and Amazon: licence, cloud and investment' })
          .click();
        await page.locator('#on').fill('2026-03-01');
        await page.keyboard.press('Enter');
        await page.waitForURL(`**${SPRING}`);
        await page.getByRole('link', { name: '1 clause disputed, 1 more in part' }).click();
        const clause = page.locator('#clause-amazon-openai-invest-frontier-aws-exclusive');
        expect(await clause.innerText()).toContain('Microsoft disputes this since 27 February 2026');
        await clause.getByRole('link', { name: 'see both' }).first().click();
        const conflict = page.locator('#conflicts article').first();
        expect(await conflict.innerText()).toContain('Ended by Microsoft and OpenAI amend their agreement');
        await page.locator('#on').fill('2026-02-20');
        await page.keyboard.press('Enter');
        await page.waitForURL(`**${DEAL}/on/2026-02-20`);
        await page.getByRole('link', { name: 'As known on that day' }).click();
        expect(await page.locator('.frame-note').innerText()).toContain('As known on 20 February 2026.');
        expect(await page.locator('main').innerText()).not.toContain('Frontier');
      });
    },
  );

  it('has its contents at the side of a wide screen, in a fold on a narrow one', async () => {
    for (const [width, visible] of [
      [1280, true],
      [320, false],
    ] as const) {
      await withPage({ width }, async (page) => {
        await page.goto(site.at(SPRING));
        const heading = page.locator('.contents-head', { hasText: 'Microsoft–OpenAI partnership' });
        expect([width, await heading.isVisible()]).toStrictEqual([width, visible]);
        if (!visible) await page.getByText('Contents', { exact: true }).click();
        await heading.click();
        await page.waitForURL('**#contract-msft-openai');
      });
    }
  });

  it('tells its clocks’ frames apart by words and by their borders', async () => {
    await withPage({}, async (page) => {
      const frames: unknown[] = [];
      for (const query of ['', '?known=2026-02-20', '?log=4']) {
        await page.goto(site.at(SPRING + query));
        frames.push(
          await page.evaluate(
            `[getComputedStyle(document.querySelector('.view')).borderTopStyle,
              document.querySelector('.frame-note strong')?.textContent ?? ''].join(': ')`,
          ),
        );
      }
      expect(frames).toStrictEqual([
        'none: ',
        'double: As known on 20 February 2026.',
        'dashed: As our record stood at revision 4.',
      ]);
    });
  });

  it('tells statuses apart without colour: by word, mark and edge', async () => {
    await withPage({}, async (page) => {
      const seen = new Set<string>();
      for (const path of [SPRING, `${DEAL}/on/2026-05-01`]) {
        await page.goto(site.at(path));
        const looks: unknown = await page.evaluate(
          `[...document.querySelectorAll('.clause')].map((clause) => [
            clause.querySelector('.clause-head .status').textContent.trim(),
            getComputedStyle(clause).borderLeftStyle + ' ' + getComputedStyle(clause).borderLeftWidth,
          ].join(', '))`,
        );
        for (const look of Array.isArray(looks) ? looks : []) seen.add(String(look));
      }
      expect([...seen].sort()).toStrictEqual([
        '? Unknown, dotted 5px',
        '× Ended, double 5px',
        '■ In force, solid 5px',
        '○ Not yet, solid 1px',
        '◧ Conditional, dashed 5px',
      ]);
    });
  });

  it('follows the theme that a reader chose, against the system’s', async () => {
    await withPage({ script: true, dark: true }, async (page) => {
      await page.goto(site.at(SPRING));
      const ground = async (): Promise<unknown> =>
        page.evaluate('getComputedStyle(document.body).backgroundColor');
      const dark = await ground();
      await page.getByRole('button', { name: 'Theme: auto' }).click();
      const light = await ground();
      await page.getByRole('button', { name: 'Theme: light' }).click();
      expect([dark, light, await ground()]).toStrictEqual(['rgb(21, 24, 27)', 'rgb(250, 248, 244)', dark]);
    });
  });

  it.each(['A4', 'Letter'])(
    'printed on %s holds its date, the legend, every clause with its values, and every source',
    async (format) => {
      const [text, state, urls] = await withPage({ script: true }, async (page) => {
        const answer = await page.goto(site.at(`${SPRING}.json`));
        const json = StateSchema.parse(await answer?.json());
        const announcements = await page.goto(site.at(`${DEAL}/announcements/ann-2026-02-amazon-openai`));
        expect(announcements?.status()).toBe(200);
        const sources = await attributesOf(page, '.sources a', 'href');
        await page.goto(site.at(SPRING));
        const pdf = await getDocumentProxy(new Uint8Array(await page.pdf({ format })));
        const { text: found } = await extractText(pdf, { mergePages: true });
        return [found.replaceAll(/\s+/g, ' '), json, sources] as const;
      });
      expect(text).toContain('Terms on 1 March 2026, as known today (23 November 2026).');
      expect(text).toContain(
        'Printed as known on 23 November 2026, called “today” here, from our record at revision 6.',
      );
      expect(text).toContain('/dossiers/openai-cloud/on/2026-03-01?log=6');
      expect(text).toContain(
        'How to read the marks ■ In force · ◧ Conditional · ? Unknown · ○ Not yet · × Ended',
      );
      const bare = text.replaceAll(/[\s-]/g, '');
      const clauses = state.contracts.flatMap((contract) => contract.clauses);
      const wanted = [
        ...clauses.flatMap(({ heading, text: words, variants }) => [
          heading,
          words,
          ...variants.map(({ rendering }) => rendering),
        ]),
        'USD 250,000,000,000',
        ...urls,
      ];
      expect([clauses.length, urls.length]).toStrictEqual([17, 6]);
      expect(wanted.filter((words) => !bare.includes(words.replaceAll(/[\s-]/g, '')))).toStrictEqual([]);
    },
  );
});

describe.skipIf(chromiumPath === null)('a state of two thousand clauses', { timeout: 240_000 }, () => {
  const PATH = '/dossiers/trial/on/2024-03-01';
  const site = siteOf(async () => (await trial(manyClauses(2_000))).app);
  const { withPage } = site;

  it('is one page of bounded size, with contents, in folds', async () => {
    await withPage({}, async (page) => {
      const reply = await page.goto(site.at(PATH));
      const body = (await reply?.body()) ?? Buffer.alloc(0);
      expect(body.length / 2_000).toBeLessThan(4_500);
      expect(gzipSync(body).length).toBeLessThan(600_000);
      expect(await page.locator('article.clause').count()).toBe(2_000);
      expect(await page.locator('#money').innerText()).toContain('and 1976 more, each with its clause');
      expect(await page.locator('.contents-head').count()).toBeGreaterThanOrEqual(4);
      expect(await page.locator('.contract > details').count()).toBe(40);
      expect(await page.locator('.contract > details[open]').count()).toBe(4);
      expect(await page.getByText('Clauses 51–100 of 500: Delivery 1.51 … Delivery 1.100').count()).toBe(2);
    });
  });

  it('opens the fold of a clause that is linked to, and finds words in a closed one', async () => {
    await withPage({}, async (page) => {
      await page.goto(site.at(`${PATH}#clause-works-2-clause-321`));
      const clause = page.locator('#clause-works-2-clause-321');
      await clause.waitFor({ state: 'visible' });
      expect(await clause.innerText()).toContain('Crane: disputes');
      expect(await page.evaluate("document.body.textContent.includes('lot 4.499 to Bolt')")).toBe(true);
    });
  });

  it('is narrowed by a filter to what a reader asks for, and stays within 320 px', async () => {
    await withPage({}, async (page) => {
      await page.goto(site.at(`${PATH}?party=crane`));
      expect(await page.locator('article.clause').count()).toBe(1);
    });
    expect(await tooWide(site, [PATH])).toStrictEqual([]);
  });
});
