/** Reading pages in tests: as markup, and as the words that a person sees. */
import request from 'supertest';
import { expect } from 'vitest';
import type { Trial } from './app.ts';

/** A page as HTML, its harmless escapes undone; it must be answered 200. */
export async function html({ app }: Trial, path: string): Promise<string> {
  const reply = await request(app).get(path).set('Accept', 'text/html');
  expect([path, reply.status, reply.headers['content-type']]).toStrictEqual([
    path,
    200,
    'text/html; charset=utf-8',
  ]);
  return reply.text.replaceAll('&#x3D;', '=').replaceAll('&#x27;', "'");
}

/** A page's words without its markup, runs of white space as one space. */
export function words(page: string): string {
  return page
    .replaceAll(/<head>.*?<\/head>/gs, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[.,:)])/g, '')
    .replaceAll('( ', '(');
}
