import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { aWorld } from '../acceptance/given.ts';
import { ComparisonSchema, type Change } from '../../src/dossier/shapes.ts';
import { chromiumPath } from '../support/browser.ts';
import { attributesOf, axeFindings, siteOf, tooWide } from '../support/in-browser.ts';

const DEAL = '/dossiers/openai-cloud';
const WINTER = `${DEAL}/compare/2025-11-30/to/2026-05-01`;
const GRAIN = '/dossiers/halmbeck-grain';
const PAGES = [
  WINTER,
  `${WINTER}?view=columns`,
  `${WINTER}?view=unified`,
  `${WINTER}?because=ann-2026-02-msft-refutation`,
  `${DEAL}/compare/2026-03-01/to/2026-03-01?fromKnown=2026-02-20`,
  `${DEAL}/compare/2026-05-01/to/2026-05-01?fromLog=4&toLog=6`,
  `${DEAL}/compare/2024-01-01/to/2026-03-31`,
  `${DEAL}/compare/2026-03-01/to/2026-03-31`,
  `${DEAL}/compare`,
  `${DEAL}/announcements/ann-2026-02-msft-refutation`,
  `${DEAL}/announcements/ann-2026-03-ft-report`,
  `${DEAL}/contracts/msft-openai/with/amazon-openai-invest/on/2026-03-01`,
  `${GRAIN}/compare/2021-01-01/to/2023-12-01`,
];

/** The margin at the foot of a sheet, where its number stands, as a share of its height. */
const MARGIN = 0.055;

/** The margin at its sides, 13 mm in points, less what rounding takes. */
const SIDE = 36;

/** What sources say otherwise of a clause that changed, and of its end. */
function readingsIn({ before, after }: Change): readonly string[] {
  return [before, after].flatMap((clause) =>
    clause?.status === 'in-force'
      ? [...clause.variants, ...(clause.end.variants ?? [])].map(({ rendering }) => rendering)
      : [],
  );
}

if (chromiumPath === null) {
  console.warn(
    'skipped: comparisons in a browser (accessibility, 320 px, keyboard, print): no Chromium here',
  );
}

describe.skipIf(chromiumPath === null)('a comparison in a browser', { timeout: 180_000 }, () => {
  const site = siteOf(async () => (await aWorld({ load: ['openai-cloud', 'halmbeck-grain'] })).app);
  const { withPage } = site;

  /** What is on paper: each sheet's text and the share of it below its last line, beside what the page rests on. */
  async function printed(format: string, path = WINTER) {
    return withPage({ script: true }, async (page) => {
      const comparison = ComparisonSchema.parse(
        await (await page.goto(site.at(path.replace(/(\?|$)/, '.json$1'))))?.json(),
      );
      await page.goto(site.at(path));
      const urls = [...new Set(await attributesOf(page, '.cause-sources a', 'href'))];
      const notes = [...new Set(await page.locator('.cause-sources .aside').allTextContents())];
      const pdf = await getDocumentProxy(new Uint8Array(await page.pdf({ format })));
      const { text } = await extractText(pdf, { mergePages: false });
      const sheets = await Promise.all(
        text.map(async (words, at) => {
          const sheet = await pdf.getPage(at + 1);
          const { height, width } = sheet.getViewport({ scale: 1 });
          const { items } = await sheet.getTextContent();
          const placed = items.flatMap((item) =>
            'transform' in item && item.str.trim() !== ''
              ? [
                  {
                    str: item.str,
                    left: Number(item.transform[4]),
                    width: item.width,
                    height: Number(item.transform[5]) / height,
                  },
                ]
              : [],
          );
          const [foot, body] = [
            placed.filter((item) => item.height < MARGIN),
            placed.filter((item) => item.height >= MARGIN),
          ];
          return {
            text: words.replaceAll(/\s+/g, ' ').trim(),
            foot: foot.map(({ str }) => str).join(''),
            empty: Math.min(...body.map((item) => item.height)),
            cut: body
              .filter((item) => item.left < SIDE || item.left + item.width > width - SIDE)
              .map(({ str }) => str),
          };
        }),
      );
      return { sheets, comparison, urls, notes };
    });
  }

  it.each([
    ['light', false],
    ['dark', true],
  ])('axe finds nothing, %s', async (_name, dark) => {
    expect(await axeFindings(site, { dark }, PAGES)).toStrictEqual([]);
  });

  it('doesn’t scroll sideways at 320 px', async () => {
    expect(await tooWide(site, PAGES)).toStrictEqual([]);
  });

  describe.each([
    ['without script', false],
    ['with script', true],
  ])('%s', (_name, script) => {
    it('a reader sees what one announcement changed, and all of it again', async () => {
      await withPage({ script }, async (page) => {
        await page.goto(site.at(WINTER));
        expect(await page.locator('article[data-change]').count()).toBe(14);
        await page.getByRole('link', { name: /opens 2 disputes/ }).click();
        await page.waitForURL('**?because=ann-2026-02-msft-refutation');
        expect(await attributesOf(page, 'article[data-change]', 'id')).toStrictEqual(['c12', 'c13', 'c14']);
        await page.getByRole('link', { name: 'Show all' }).click();
        await page.waitForURL(`**${WINTER}`);
      });
    });

    it('a reader goes from change to change by keyboard, and sees what each rests on', async () => {
      await withPage({ script }, async (page) => {
        await page.goto(site.at(WINTER));
        const quote = page.locator('#c9 blockquote').first();
        expect((await quote.boundingBox())?.height ?? 0).toBe(0);
        await page.getByRole('link', { name: 'Later than change 8', exact: true }).focus();
        await page.keyboard.press('Enter');
        await page.waitForURL(`**${WINTER}#c9`);
        await page.keyboard.press('Tab');
        const next = await page.evaluate('document.activeElement?.closest("[data-change]")?.id');
        expect(next).toBe('c9');
        expect((await quote.boundingBox())?.height ?? 0).toBeGreaterThan(10);
        expect(await quote.innerText()).toContain('cannot and chooses not to');
      });
    });

    it('a reader follows each number to what it counts, folded or not', async () => {
      await withPage({ script }, async (page) => {
        await page.goto(site.at(WINTER));
        const numbers = page.getByRole('list', { name: 'In numbers' });
        const links = await numbers.getByRole('link').all();
        const told = await Promise.all(
          links.map(async (link) => [await link.innerText(), await link.getAttribute('href')]),
        );
        expect(told).toStrictEqual([
          ['6 added', '#c7'],
          ['1 first recorded', '#c8'],
          ['3 changed', '#c1'],
          ['3 ended', '#c3'],
          ['1 came and went', '#came-h'],
          ['3 unchanged', '#unchanged'],
          ['2 disputes opened and closed in between', '#disputes-between'],
          ['2 conflicts opened', '#conflicts-opened'],
          ['3 conflicts opened and closed in between', '#conflicts-between'],
        ]);
        for (const [, href] of told) expect(await page.locator(href ?? '').count()).toBe(1);
        const unchanged = page.locator('#unchanged');
        expect(await unchanged.isVisible()).toBe(false);
        await numbers.getByRole('link', { name: '3 unchanged' }).click();
        await unchanged.waitFor({ state: 'visible' });
        expect(await unchanged.getByRole('link').count()).toBe(3);
      });
    });

    it('a reader goes from a value on which sources differ to what each of them says', async () => {
      await withPage({ script }, async (page) => {
        await page.goto(site.at(WINTER));
        const readings = page.locator('#c1-readings-1');
        expect(await readings.isVisible()).toBe(false);
        await page.locator('table.changes a.rival').first().click();
        await readings.waitFor({ state: 'visible' });
        const text = await readings.innerText();
        expect(text).toMatch(/^Ends\s+30 Nov 2025\s/);
        expect(text).toContain('The rights already ran through 2032');
      });
    });

    it('a reader moves an end of the window to the next announcement', async () => {
      await withPage({ script }, async (page) => {
        await page.goto(site.at(WINTER));
        await page.getByRole('link', { name: 'End earlier, without 27 Apr 2026' }).click();
        await page.waitForURL('**/compare/2025-11-30/to/2026-04-26');
        await page.getByRole('link', { name: /^Later announcement/ }).click();
        await page.waitForURL('**/announcements/ann-2026-04-msft-openai#change');
      });
    });
  });

  it('stands in two columns from 992 px, in one text below', async () => {
    const shown = (width: number) =>
      withPage({ width, script: true }, async (page) => {
        await page.goto(site.at(WINTER));
        return Promise.all(['#c1 .pair', '#c1 .unified'].map((part) => page.locator(part).isVisible()));
      });
    expect([await shown(991), await shown(992)]).toStrictEqual([
      [false, true],
      [true, false],
    ]);
  });

  it('names the causes beside a change from 1200 px, below it on narrower screens', async () => {
    const beside = (width: number) =>
      withPage({ width, script: true }, async (page) => {
        await page.goto(site.at(WINTER));
        const [body, causes] = await Promise.all(
          ['#c1 .card-body', '#c1 .causes'].map((part) => page.locator(part).boundingBox()),
        );
        return (causes?.x ?? 0) >= (body?.x ?? 0) + (body?.width ?? Infinity);
      });
    expect([await beside(1199), await beside(1200)]).toStrictEqual([false, true]);
  });

  it('keeps its table a table for those who read it cell by cell, however narrow', async () => {
    for (const width of [320, 1280]) {
      await withPage({ width }, async (page) => {
        await page.goto(site.at(WINTER));
        const table = page.getByRole('table', { name: 'Changes, 30 November 2025 → 1 May 2026' });
        expect(await table.getByRole('columnheader').allInnerTexts()).toStrictEqual([
          '#',
          'Clause',
          'Field',
          '30 Nov 2025',
          '1 May 2026',
          'By',
          'Kind, size',
        ]);
        expect(await table.getByRole('row').count()).toBeGreaterThan(25);
        expect(await table.getByRole('rowheader', { name: 'Products ship first on Azure' }).count()).toBe(1);
        expect(await table.getByRole('cell', { name: 'non-exclusive', exact: true }).count()).toBe(1);
      });
    }
  });

  it('of two contracts has no label over another on a small screen', async () => {
    await withPage({ width: 320 }, async (page) => {
      await page.goto(site.at(`${DEAL}/contracts/msft-openai/with/amazon-openai-invest/on/2026-03-01`));
      const places = await page.evaluate(
        "[...document.querySelectorAll('.pair-table td')].map((cell) => getComputedStyle(cell, '::before').position)",
      );
      expect(places).toContain('static');
      expect(places).not.toContain('absolute');
    });
  });

  it('is a good deal shorter than the sum of its clauses', async () => {
    await withPage({ script: true }, async (page) => {
      await page.goto(site.at(WINTER));
      expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThan(8_000);
    });
  });

  describe.each(['A4', 'Letter'])('printed on %s', (format) => {
    it('holds both dates, the legend, every change and every source', async () => {
      const { sheets, comparison, urls, notes } = await printed(format);
      const text = sheets.map((sheet) => sheet.text).join(' ');
      const bare = text.replaceAll(/[\s-]/g, '');
      const has = (words: string): boolean => bare.includes(words.replaceAll(/[\s-]/g, ''));
      const { changes, unchanged } = comparison;
      const missing = [
        ...changes.map(({ number, after }) => `${number} ${after?.heading ?? ''}`),
        ...changes.flatMap(({ text: runs }) => runs.map(({ value }) => value)),
        ...changes.flatMap(readingsIn),
        ...unchanged.map(({ heading }) => heading),
        ...urls,
        ...notes,
      ].filter((words) => !has(words));
      expect([changes.length, unchanged.length, urls.length > 5]).toStrictEqual([14, 3, true]);
      expect(missing).toStrictEqual([]);
      // What the left column says was set before the window: its sources are there, with what is to be known of them.
      expect(text).toContain('Microsoft and OpenAI announce a new definitive agreement (28 October 2025)');
      expect(notes.length).toBeGreaterThan(5);
      expect(notes.some((note) => note.includes('was not retrieved'))).toBe(true);
    });

    it('can be cited from its first sheet: dates, day, revision, address and legend', async () => {
      const { sheets } = await printed(format);
      const first = sheets[0]?.text ?? '';
      const places = [
        'From 30 November 2025 (as known today, through “OpenAI and Amazon announce',
        'to 1 May 2026 (as known today, through “Microsoft and OpenAI amend their agreement”)',
        'Printed as known on 23 November 2026, called “today” here, from our record at revision 6.',
        `${WINTER}?log=6`,
        'Legend ■ In force · ◧ Conditional · ? Unknown · ○ Not yet · × Ended · – Not on record',
        '⚠ Incompatible · ◇ Possibly incompatible · △ Limited',
        'Underlined: added. Struck through: removed.',
        'The wording of clauses and statements is this record’s own',
        '# Clause Field 30 Nov 2025 1 May 2026 By Kind, size',
      ].map((words) => first.indexOf(words));
      expect(places).not.toContain(-1);
      expect(places).toStrictEqual([...places].sort((a, b) => a - b));
    });

    it('numbers its sheets, leaves none nearly empty, and keeps the rows of a change together', async () => {
      const { sheets, comparison } = await printed(format);
      expect(sheets.map(({ foot }) => foot)).toStrictEqual(
        sheets.map((_, at) => `${at + 1} / ${sheets.length}`),
      );
      expect(sheets.slice(0, -1).filter(({ empty }) => empty > 0.33)).toStrictEqual([]);
      const torn = comparison.changes.filter(({ number, before }) => {
        const last = sheets.find(({ text }) => text.includes(`see change ${number} `));
        return last !== undefined && !last.text.includes(`${number} ${before?.heading ?? ''}`);
      });
      expect(torn.map(({ number }) => number)).toStrictEqual([]);
      expect(sheets.filter(({ text }) => text.includes('see change ')).length).toBe(2);
    });
  });

  it.each([
    ['days', WINTER],
    ['what was known', `${DEAL}/compare/2026-03-01/to/2026-03-01?fromKnown=2026-02-20`],
    ['our record', `${WINTER}?log=6`],
  ])('cuts nothing off at the sides of the sheet, comparing %s', async (_name, path) => {
    const { sheets } = await printed('A4', path);
    expect(sheets.flatMap(({ cut }) => cut)).toStrictEqual([]);
    expect(sheets.length).toBeGreaterThan(2);
  });

  it('underlines on paper what was added, and no link; sets no clause smaller than what is said about it', async () => {
    await withPage({ script: true }, async (page) => {
      await page.goto(site.at(WINTER));
      await page.emulateMedia({ media: 'print' });
      const lines = (selector: string) =>
        page.evaluate(
          `[...new Set([...document.querySelectorAll('${selector}')].map((item) => getComputedStyle(item).textDecorationLine))]`,
        );
      expect(await lines('.comparison a')).toStrictEqual(['none']);
      expect(await lines('.comparison ins')).toStrictEqual(['underline']);
      expect(await lines('.comparison del')).toStrictEqual(['line-through']);
      const size = async (selector: string): Promise<number> =>
        Number(
          await page.evaluate(`parseFloat(getComputedStyle(document.querySelector('${selector}')).fontSize)`),
        );
      const clause = await size('#c1 .redline');
      for (const about of ['#c1 .side-head', '#c1 .facts-inline', '#c1 .causes', '#c1 .readings-pair li']) {
        expect([about, (await size(about)) <= clause]).toStrictEqual([about, true]);
      }
    });
  });
});
