/** An application looked at in a browser: pages at a width, light or dark, with or without script; and axe. */
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { Express } from 'express';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { chromiumPath, launch } from './browser.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export interface Look {
  readonly width?: number;
  readonly dark?: boolean;
  readonly script?: boolean;
}

/** A site that is served while a group of tests runs. */
export interface Site {
  /** The whole address of a path. */
  readonly at: (path: string) => string;
  readonly withPage: <T>(look: Look, work: (page: Page) => Promise<T>) => Promise<T>;
}

/** Serves an application, and opens a browser, for the tests of the group in which it is called. */
export function siteOf(make: () => Promise<Express>): Site {
  let browser: Browser | undefined;
  let server: Server | undefined;
  let base = '';
  beforeAll(async () => {
    const serving = createServer(await make());
    server = serving;
    await new Promise<void>((resolve) => serving.listen(0, '127.0.0.1', resolve));
    const address = serving.address();
    base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    browser = await launch(chromiumPath ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });
  return {
    at: (path) => base + path,
    withPage: async ({ width = 1280, dark = false, script = false }, work) => {
      if (browser === undefined) throw new Error('the browser is open within the tests only');
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme: dark ? 'dark' : 'light',
        javaScriptEnabled: script,
        // axe is put into the page by the test, which the pages' own policy rightly forbids.
        bypassCSP: script,
      });
      try {
        return await work(await context.newPage());
      } finally {
        await context.close();
      }
    },
  };
}

/** What axe finds on some pages, folds opened; each finding with its page. */
export async function axeFindings(site: Site, look: Look, paths: readonly string[]): Promise<unknown[]> {
  return site.withPage({ ...look, script: true }, async (page) => {
    const found: unknown[] = [];
    for (const path of paths) {
      await page.goto(site.at(path));
      await page.addScriptTag({ path: AXE });
      await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
      const violations: unknown = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))',
      );
      found.push(
        ...(Array.isArray(violations) ? violations.map((item: unknown) => [path, item]) : [violations]),
      );
    }
    return found;
  });
}

/** Pages that are wider than a screen of 320 px, with their width. */
export async function tooWide(site: Site, paths: readonly string[]): Promise<string[]> {
  return site.withPage({ width: 320, script: true }, async (page) => {
    const wide: string[] = [];
    for (const path of paths) {
      await page.goto(site.at(path));
      const width: unknown = await page.evaluate('document.documentElement.scrollWidth');
      if (width !== 320) wide.push(`${path}: ${String(width)}`);
    }
    return wide;
  });
}

/** An attribute of every element that a selector finds, in the order of the page; empty where it is missing. */
export async function attributesOf(page: Page, selector: string, name: string): Promise<string[]> {
  const found = await page.locator(selector).all();
  return Promise.all(found.map(async (element) => (await element.getAttribute(name)) ?? ''));
}
