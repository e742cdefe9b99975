import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { aWorld } from '../acceptance/given.ts';
import { appOver, trackerWith } from '../support/app.ts';
import { chromiumPath } from '../support/browser.ts';
import { announce } from '../support/history.ts';
import { axeFindings, siteOf, tooWide } from '../support/in-browser.ts';
import { SAMPLE } from '../support/sample.ts';

const D = '/dossiers/trial';
const CHART = `${D}/chart?on=2024-02-10`;
const PAGES = [
  CHART,
  `${CHART}&contract=engines`,
  `${D}/chart?known=2024-01-31`,
  `${D}/announcements`,
  `${D}/announcements?only=changes`,
  `${D}/matrix/on/2024-02-10`,
  `${D}/matrix/on/2024-02-10?known=2024-03-01`,
  `${D}/terms`,
  `${D}/terms/ready`,
  `${D}/ahead`,
  `${D}/ahead?on=2024-02-10&known=2024-02-10`,
];
/** A rough date, so that there are fading bars and marks with a span. */
const ROUGH = announce({
  id: 'rough',
  on: '2024-05',
  headline: 'Sometime in May',
  effects: [
    {
      effect: 'introduce',
      clause: 'supply/loan',
      heading: 'A loan of which nobody has said very much but which has a heading that goes on and on',
      text: 'Acme lends Bolt a crane.',
      conditions: [{ id: 'permit', text: 'The permit is given.', disclosed: true }],
    },
  ],
});

if (chromiumPath === null) {
  console.warn(
    'skipped: the chart in a browser (accessibility, 320 px, keyboard, marks apart in grey): no Chromium here',
  );
}

const TextsSchema = z.array(z.string());

/** What an expression gives for each element that a selector finds. */
async function each(page: Page, selector: string, expression: string): Promise<string[]> {
  const found: unknown = await page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => String(${expression}))`,
  );
  return TextsSchema.parse(found);
}

describe.skipIf(chromiumPath === null)('the overviews in a browser', { timeout: 180_000 }, () => {
  const site = siteOf(async () => appOver(await trackerWith([...SAMPLE, ROUGH])).app);
  const { withPage } = site;

  it.each([
    ['light', false],
    ['dark', true],
  ])('axe finds nothing, %s', async (_name, dark) => {
    expect(await axeFindings(site, { dark }, PAGES)).toStrictEqual([]);
  });

  it('no page scrolls sideways at 320 px', async () => {
    expect(await tooWide(site, PAGES)).toStrictEqual([]);
  });

  it.each([320, 1280])(
    'nothing of the chart but the clipped ends of long names leaves it at %i px',
    async (width) => {
      await withPage({ width, script: true }, async (page) => {
        await page.goto(site.at(CHART));
        const outside: unknown = await page.evaluate(`(() => {
        const frame = document.querySelector('svg.chart').getBoundingClientRect();
        return [...document.querySelectorAll('svg.chart .bar, svg.chart .mark-disc, svg.chart .axis-text, svg.chart .on-text')]
          .map((element) => [element.getAttribute('class'), element.getBoundingClientRect()])
          .filter(([, box]) => box.width > 0 && (box.left < frame.left - 3 || box.right > frame.right + 3 || box.bottom > frame.bottom + 1))
          .map(([name]) => name);
      })()`);
        expect(outside).toStrictEqual([]);
      });
    },
  );

  it.each([320, 360, 1280])('at %i px no name in it is cut, and no line runs through one', async (width) => {
    await withPage({ width, script: true }, async (page) => {
      await page.goto(site.at(CHART));
      const wrong: unknown = await page.evaluate(`(() => {
        const boxOf = (element) => element.getBoundingClientRect();
        const labels = [...document.querySelectorAll('svg.chart .chart-label')];
        const lines = [...document.querySelectorAll('svg.chart .connector, svg.chart .on-line')];
        const cut = labels.filter((label) => {
          const [own, frame] = [boxOf(label), boxOf(label.closest('foreignObject'))];
          return own.top < frame.top - 1 || own.bottom > frame.bottom + 1 || own.right > frame.right + 1 || label.scrollWidth > label.clientWidth + 1;
        });
        const crossed = labels.filter((label) => lines.some((line) => {
          const [own, other] = [boxOf(label), boxOf(line)];
          const meet = other.left < own.right && own.left < other.right && other.top < own.bottom && own.top < other.bottom;
          const isAbove = line.compareDocumentPosition(label) & Node.DOCUMENT_POSITION_FOLLOWING;
          return meet && !(isAbove && /^rgb\\(/.test(getComputedStyle(label).backgroundColor));
        }));
        const met = labels.length > 0 && lines.length > 1;
        return [met, cut.map((label) => label.textContent), crossed.map((label) => label.textContent)];
      })()`);
      expect(wrong).toStrictEqual([true, [], []]);
    });
  });

  it('a lane tells apart what changes its clause from what merely reaffirms it', async () => {
    await withPage({ script: true }, async (page) => {
      await page.goto(site.at(CHART));
      const ticks = await each(
        page,
        'svg.chart .tick',
        "element.closest('a').getAttribute('href').split('/').at(-1) + ' ' + element.closest('[role=listitem]').getAttribute('aria-label') + (element.classList.contains('light') ? ': hollow' : '') + (element.closest('a').getAttribute('aria-label').endsWith('; changes nothing of this clause') ? ', said' : '')",
      );
      expect(ticks).toStrictEqual(
        expect.arrayContaining([
          'deal Use of the works',
          'protest Use of the works: hollow, said',
          'protest Use of the engines',
          'report Use of the engines: hollow',
        ]),
      );
      const fills = await each(page, 'svg.chart .tick', 'getComputedStyle(element).fill');
      expect(new Set(fills).size).toBe(2);
    });
  });

  it('a reader walks through it by keyboard: announcements, then each clause with its bars and conflicts', async () => {
    await withPage({ script: true }, async (page) => {
      await page.goto(site.at(`${CHART}&contract=engines`));
      await page.locator('svg.chart a').first().focus();
      const walked: unknown[] = [];
      for (;;) {
        const here: unknown = await page.evaluate(
          "document.activeElement?.closest('svg.chart') === null ? null : document.activeElement?.getAttribute('aria-label')",
        );
        if (here === null || walked.length > 20) break;
        walked.push(here);
        await page.keyboard.press('Tab');
      }
      expect(walked.map((label) => String(label).split(/[:,]/)[0])).toStrictEqual([
        '2. Agreement',
        '3. Refutation',
        '4. Press report',
        '5. Renegotiation',
        'Use of the engines',
        'Conflict 1',
        'Conflict 2',
      ]);
    });
  });

  it('a bar opens its clause, and a mark its announcement, by the Enter key', async () => {
    await withPage({}, async (page) => {
      await page.goto(site.at(CHART));
      await page.locator('svg.chart a[data-bar="supply.use-1"]').focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${D}/clauses/supply/use`);
      await page.goto(site.at(CHART));
      await page.locator('svg.chart a[href$="/announcements/report"]').first().focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${D}/announcements/report`);
    });
  });

  it('what has the focus is seen to have it', async () => {
    await withPage({ script: true }, async (page) => {
      await page.goto(site.at(CHART));
      const width =
        'getComputedStyle(document.querySelector(\'a[data-bar="supply.use-1"] .bar\')).strokeWidth';
      const before: unknown = await page.evaluate(width);
      await page.locator('svg.chart a').first().focus();
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        if ((await page.evaluate("document.activeElement?.getAttribute('data-bar')")) === 'supply.use-1')
          break;
      }
      expect([before, await page.evaluate(width)]).toStrictEqual(['1px', '4px']);
    });
  });

  it('the table has a row for each bar and each conflict of the chart, in the same order, under the same name', async () => {
    await withPage({ script: true }, async (page) => {
      await page.goto(site.at(CHART));
      const bars = await each(
        page,
        'svg.chart a[data-bar]',
        "element.dataset.bar ?? element.getAttribute('data-bar')",
      );
      expect(await each(page, 'tr[id^="bar-"]', "element.id.replace('bar-', '')")).toStrictEqual(bars);
      const headings = await each(
        page,
        'svg.chart a[data-bar]',
        "element.getAttribute('aria-label').split(':')[0]",
      );
      expect(await each(page, 'tr[id^="bar-"] th a', 'element.textContent')).toStrictEqual(headings);
      const numbers = await each(page, '.bracket-text', 'element.textContent.replace(/\\D/g, "")');
      const rows = await each(page, 'tr[id^="conflict-"] th', 'element.textContent.trim()');
      expect([...new Set(numbers)].sort()).toStrictEqual(rows);
      const marks = await each(
        page,
        '.mark-number',
        'element.closest(".chart") === null ? "" : element.textContent',
      );
      expect(await each(page, 'tr[id^="mark-"] th', 'element.textContent.trim()')).toStrictEqual(
        marks.filter((mark) => mark !== ''),
      );
    });
  });

  it('statuses are told apart without colour: by what is drawn, not by what it is painted with', async () => {
    await withPage({ script: true }, async (page) => {
      await page.goto(site.at(CHART));
      const shapes = await each(
        page,
        'svg.chart a[data-bar]',
        "[...element.querySelectorAll('rect:not(.hit), path, text')].map((part) => part.getAttribute('class').replace(/-line$/, '').split(' ')[0] + ' ' + (part.getAttribute('class').split(' ')[2] ?? '') + getComputedStyle(part).strokeDasharray).join() + ' = ' + element.getAttribute('aria-label').match(/(in force|conditional|unknown|ended)/)[0]",
      );
      const byStatus = new Map<string, Set<string>>();
      for (const shape of shapes) {
        const [drawn = '', status = ''] = shape.split(' = ');
        byStatus.set(status, (byStatus.get(status) ?? new Set()).add(drawn));
      }
      const all = [...byStatus.values()].flatMap((drawn) => [...drawn]);
      expect([...byStatus.keys()].sort()).toStrictEqual(['conditional', 'ended', 'in force', 'unknown']);
      expect(new Set(all).size).toBe(all.length);
    });
  });
});

describe.skipIf(chromiumPath === null)('the overviews of the three dossiers', { timeout: 180_000 }, () => {
  const site = siteOf(
    async () => (await aWorld({ load: ['openai-cloud', 'openai-cloud-months', 'halmbeck-grain'] })).app,
  );
  const pages = [
    '/dossiers/openai-cloud/matrix/on/2026-03-01',
    '/dossiers/openai-cloud/terms/agi',
    '/dossiers/openai-cloud-months/announcements',
    '/dossiers/halmbeck-grain/chart?on=2022-06-15',
    '/dossiers/halmbeck-grain/ahead?on=2021-10-04&known=2021-10-04',
  ];

  it('leave axe nothing to find, and scroll nowhere sideways at 320 px', async () => {
    expect(await axeFindings(site, {}, pages)).toStrictEqual([]);
    expect(await tooWide(site, pages)).toStrictEqual([]);
  });
});
