import request from 'supertest';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseIfMatch } from '../../src/http/etag.ts';
import { markdownToHtml } from '../../src/http/markdown.ts';
import { trial, type Trial } from '../support/app.ts';
import { SAMPLE } from '../support/sample.ts';

let given: Trial;
beforeAll(async () => {
  given = await trial(SAMPLE);
});

describe('headers', () => {
  test.each(['/', '/dossiers/trial', '/api/v1/dossiers', '/nowhere', '/style.css'])(
    '%s allows nothing that isn’t needed',
    async (path) => {
      const { headers } = await request(given.app).get(path);
      expect(headers['content-security-policy']).toBe(
        "default-src 'none';style-src 'self';img-src 'self' data:;script-src 'self';connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
      );
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('set-cookie');
    },
  );

  test('moving addresses are checked each time, marked assets never', async () => {
    const page = await request(given.app).get('/dossiers/trial');
    expect(page.headers['cache-control']).toBe('no-cache');
    const [, sheet = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(page.text) ?? [];
    const style = await request(given.app).get(sheet.replace('&#x3D;', '='));
    expect([style.status, style.headers['content-type'], style.headers['cache-control']]).toStrictEqual([
      200,
      'text/css; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
    const unmarked = await request(given.app).get('/style.css');
    expect(unmarked.headers['cache-control']).toBe('public, max-age=3600');
  });

  test('an API answer doesn’t depend on Accept, a page does', async () => {
    expect((await request(given.app).get('/api/v1/dossiers')).headers['vary']).toBe('Accept-Encoding');
    expect((await request(given.app).get('/')).headers['vary']).toBe('Accept, Accept-Encoding');
  });

  test('metrics count by the pattern of the address, not by the address', async () => {
    const own = await trial(SAMPLE);
    await request(own.app).get('/dossiers/trial/on/2024-02-10');
    const { text } = await request(own.app).get('/metrics');
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/dossiers/:dossier/on/:date",status="200"} 1',
    );
    expect(text).not.toContain('2024-02-10');
    expect(text).toContain('process_cpu_seconds_total');
  });
});

describe('If-Match', () => {
  test.each([
    ['*', 'any'],
    ['"6"', ['6']],
    ['"6", "7"', ['6', '7']],
    ['W/"6", "7"', ['7']],
    ['W/"6"', []],
    ['""', ['']],
    ['6', null],
    ['"6', null],
    ['"6" "7"', null],
    ['', null],
  ])('%s', (header, expected) => {
    expect(parseIfMatch(header)).toStrictEqual(expected);
  });
});

describe('CommonMark', () => {
  test.each([
    [
      'raw HTML is text',
      '<b onclick="x()">bold</b>',
      '<p>&lt;b onclick=&quot;x()&quot;&gt;bold&lt;/b&gt;</p>\n',
    ],
    ['a script link stays text', '[a](javascript:alert(1))', '<p>[a](javascript:alert(1))</p>\n'],
    [
      'so does one written with entities',
      '[a](javascript&colon;alert(1))',
      '<p>[a](javascript:alert(1))</p>\n',
    ],
    ['so does a data link', '[a](data:text/html,x)', '<p>[a](data:text/html,x)</p>\n'],
    ['so does a link without a host’s scheme', '[a](//example.org)', '<p>[a](//example.org)</p>\n'],
    ['an automatic link obeys the same rule', '<ftp://example.org>', '<p>&lt;ftp://example.org&gt;</p>\n'],
    ['a heading doesn’t enter the page’s outline', '# Title', '<p class="prose-heading">Title</p>\n'],
    [
      'an image becomes its description',
      '![a <b>](https://example.org/p.png)',
      '<p>(image: a &lt;b&gt;)</p>\n',
    ],
  ])('%s', (_name, text, html) => {
    expect(markdownToHtml(text)).toBe(html);
  });
});
