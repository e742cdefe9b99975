/** Goes through an application as a reader's browser could: by its links and its forms, as pages. */
import type { Express } from 'express';
import request from 'supertest';

/** How many addresses of one kind are visited. */
const MOST_OF_A_KIND = 2;

const unescaped = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#x3D;', '=');

/** The addresses that a page leads to: its links, and its forms as they stand. */
function linksIn(page: string): string[] {
  const links = [...page.matchAll(/ href="([^"]+)"/g)].map(([, href = '']) => unescaped(href));
  const forms = [...page.matchAll(/<form[^>]* action="([^"]+)"[^>]*>(.*?)<\/form>/gs)].map(
    ([, action = '', content = '']) => {
      const fields = [...content.matchAll(/<input[^>]*>/g)].flatMap(([input]) => {
        const [, name] = / name="([^"]+)"/.exec(input) ?? [];
        const [, value] = / value="([^"]*)"/.exec(input) ?? [];
        return name === undefined ? [] : [`${name}=${encodeURIComponent(unescaped(value ?? ''))}`];
      });
      return `${unescaped(action)}?${fields.join('&')}`;
    },
  );
  return [...links, ...forms];
}

/** Words of an address that are the same for every dossier. */
const FIXED =
  'api v1 dossiers announcements change clauses contracts with on compare to log go problems history state chart matrix terms ahead search questions'.split(
    ' ',
  );
const FILTERS = new Set(['party', 'status', 'subject']);

/** What kind of address it is: its path without days, places and ids, and the names in its query. */
export function kindOf(address: string): string {
  const { pathname, searchParams } = new URL(address, 'http://here');
  const parts = pathname.split('/').map((part) => (['', ...FIXED].includes(part) ? part : '…'));
  const names = [...searchParams.keys()].map((name) => (FILTERS.has(name) ? 'filter' : name));
  const suffix = pathname.endsWith('.json') ? '.json' : '';
  return `${parts.join('/')}${suffix}?${[...new Set(names)].sort().join('&')}`;
}

/** What an address was answered with. */
export interface Visit {
  readonly status: number;
  readonly type: string;
}

/**
 * Visits every address that can be reached by links and forms, a bounded number of each kind.
 * @param starts where it begins; each of these is visited
 */
export async function crawl(app: Express, starts: readonly string[]): Promise<Map<string, Visit>> {
  const visited = new Map<string, Visit>();
  const kinds = new Map<string, number>();
  const waiting = [...starts];
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const kind = kindOf(address);
    const seen = kinds.get(kind) ?? 0;
    if (visited.has(address) || (seen >= MOST_OF_A_KIND && !starts.includes(address))) continue;
    kinds.set(kind, seen + 1);
    const response = await request(app).get(address).accept('text/html, application/json;q=0.5');
    visited.set(address, { status: response.status, type: response.type });
    const found = response.type === 'text/html' ? linksIn(response.text) : [];
    const next = [...found, response.headers['location'] ?? ''];
    waiting.push(...next.filter((link) => link.startsWith('/')).map((link) => link.replace(/#.*$/, '')));
  }
  return visited;
}
