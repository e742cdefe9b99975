import request from 'supertest';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { RESOURCES } from '../../src/http/resources.ts';
import { announce } from '../support/history.ts';
import { trial, type Trial } from '../support/app.ts';
import { SAMPLE } from '../support/sample.ts';

const BASE = '/api/v1/dossiers/trial';

/** An address of each resource, and the page with the same content where there is one. */
const ADDRESSES: Readonly<Record<string, { api: string; page?: string }>> = {
  listDossiers: { api: '/api/v1/dossiers', page: '/' },
  getDossier: { api: BASE },
  getState: { api: `${BASE}/state?on=2024-02-10`, page: '/dossiers/trial/on/2024-02-10' },
  compare: {
    api: `${BASE}/compare?from=2024-01-01&to=2024-05-01`,
    page: '/dossiers/trial/compare/2024-01-01/to/2024-05-01',
  },
  listAnnouncements: { api: `${BASE}/announcements`, page: '/dossiers/trial/announcements' },
  getAnnouncement: { api: `${BASE}/announcements/protest`, page: '/dossiers/trial/announcements/protest' },
  getChange: { api: `${BASE}/announcements/renewal/change` },
  getClause: {
    api: `${BASE}/clauses/engines/use?on=2024-02-10&known=2024-03-01`,
    page: '/dossiers/trial/clauses/engines/use/on/2024-02-10?known=2024-03-01',
  },
  getHistory: {
    api: `${BASE}/clauses/supply/use/history?known=2024-05-01&log=4`,
    page: '/dossiers/trial/clauses/supply/use?known=2024-05-01&log=4',
  },
  compareContracts: {
    api: `${BASE}/contracts/supply/with/engines?on=2024-02-10`,
    page: '/dossiers/trial/contracts/supply/with/engines/on/2024-02-10',
  },
  listConflicts: { api: `${BASE}/conflicts` },
  readLog: { api: `${BASE}/log`, page: '/dossiers/trial/log' },
  search: {
    api: `${BASE}/search?q=works&known=2024-05-01`,
    page: '/dossiers/trial/search?q=works&known=2024-05-01',
  },
  searchAll: { api: '/api/v1/search?q=engines', page: '/search?q=engines' },
  listQuestions: { api: `${BASE}/questions`, page: '/dossiers/trial/questions' },
  getValidity: {
    api: `${BASE}/validity?known=2024-03-01&log=4`,
    page: '/dossiers/trial/chart?known=2024-03-01&log=4',
  },
  getMatrix: { api: `${BASE}/matrix?on=2024-02-10`, page: '/dossiers/trial/matrix/on/2024-02-10' },
  listTerms: { api: `${BASE}/terms?on=2024-02-10`, page: '/dossiers/trial/terms?on=2024-02-10' },
  getTerm: { api: `${BASE}/terms/ready`, page: '/dossiers/trial/terms/ready' },
  getAhead: { api: `${BASE}/ahead?on=2024-02-10`, page: '/dossiers/trial/ahead?on=2024-02-10' },
};

let given: Trial;
beforeAll(async () => {
  given = await trial(SAMPLE);
});
const get = (path: string, headers: Record<string, string> = {}) => request(given.app).get(path).set(headers);

describe('the read API', () => {
  test.each(RESOURCES.map((resource) => [resource.name, resource] as const))(
    '%s answers with its own shape and nothing beside it',
    async (name, resource) => {
      const reply = await get(ADDRESSES[name]?.api ?? '/missing');
      expect([reply.status, reply.headers['content-type']]).toStrictEqual([
        200,
        'application/json; charset=utf-8',
      ]);
      const answer: unknown = JSON.parse(reply.text);
      expect(resource.answer.parse(answer)).toStrictEqual(answer);
    },
  );

  test('reads a day, what was known on a day, and a revision of the record', async () => {
    const reply = await get(`${BASE}/state?on=2024-02-10&known=2024-01-31&log=2`);
    expect(JSON.parse(reply.text)).toMatchObject({
      requested: { on: '2024-02-10', known: '2024-01-31', log: 2 },
      resolved: { on: '2024-02-10', known: '2024-01-31', log: 2, lastAnnouncement: 'deal' },
    });
  });

  test('defaults to today, to everything published and to the head', async () => {
    const reply = await get(`${BASE}/state`);
    expect(JSON.parse(reply.text)).toMatchObject({ resolved: { on: '2024-06-15', known: null, log: 5 } });
  });

  test('gives each side of a comparison its own day of public knowledge', async () => {
    const path = `${BASE}/compare?from=2024-02-10&to=2024-02-10&fromKnown=2024-01-15`;
    expect(JSON.parse((await get(path)).text)).toMatchObject({
      from: { on: '2024-02-10', known: '2024-01-15' },
      to: { on: '2024-02-10', known: null },
    });
  });

  test('gives each side of a comparison its own revision of the record', async () => {
    const path = `${BASE}/compare?from=2024-02-10&to=2024-02-10&fromLog=2&toLog=5`;
    expect(JSON.parse((await get(path)).text)).toMatchObject({
      from: { on: '2024-02-10', log: 2 },
      to: { on: '2024-02-10', log: 5 },
      announcements: ['protest', 'report', 'renewal'],
    });
  });

  test('says how large each change is: words added and removed, and fields', async () => {
    const { changes } = z
      .looseObject({ changes: z.array(z.looseObject({ ref: z.string(), size: z.unknown() })) })
      .parse(JSON.parse((await get(`${BASE}/compare?from=2024-01-01&to=2024-05-01`)).text));
    expect(changes.map(({ ref, size }) => [ref, size])).toStrictEqual([
      ['supply/use', { added: 7, removed: 0, fields: 0 }],
      ['engines/use', { added: 6, removed: 0, fields: 0 }],
      ['supply/volume', { added: 0, removed: 0, fields: 0 }],
    ]);
  });

  test('compares across the boundary of an announcement', async () => {
    const path = `${BASE}/compare?from=before:protest&to=after:protest`;
    expect(JSON.parse((await get(path)).text)).toMatchObject({
      from: { boundary: { side: 'before', announcement: 'protest' } },
      to: { boundary: { side: 'after', announcement: 'protest' } },
    });
  });

  test('answers a comparison asked the wrong way round the right way round, and says so', async () => {
    const path = `${BASE}/compare?from=2024-05-01&to=2024-01-01`;
    expect(JSON.parse((await get(path)).text)).toMatchObject({
      from: { on: '2024-01-01' },
      to: { on: '2024-05-01' },
      swapped: true,
    });
  });

  test('pages through the log', async () => {
    const page = z.object({ events: z.array(z.object({ revision: z.int() })), next: z.int().nullable() });
    const first = page.parse(JSON.parse((await get(`${BASE}/log?limit=4`)).text));
    const second = page.parse(JSON.parse((await get(`${BASE}/log?after=${first.next}`)).text));
    expect(first.events.map(({ revision }) => revision)).toStrictEqual([0, 1, 2, 3]);
    expect(second).toMatchObject({ events: [{ revision: 4 }, { revision: 5 }], next: null });
  });

  test('a clause that is nowhere on record is not found', async () => {
    expect((await get(`${BASE}/clauses/supply/nothing`)).status).toBe(404);
  });

  test('reading appends nothing', async () => {
    const before = await given.tracker.log('trial', {});
    for (const { api, page } of Object.values(ADDRESSES)) {
      await get(api);
      if (page !== undefined) await get(page);
    }
    expect(await given.tracker.log('trial', {})).toStrictEqual(before);
  });
});

describe('the same content at a page’s address', () => {
  const shared = Object.entries(ADDRESSES).flatMap(([name, { api, page }]) =>
    page === undefined ? [] : [[name, api, page] as const],
  );

  test.each(shared)('%s is the same bytes by Accept', async (_name, api, page) => {
    const json = await get(page, { Accept: 'application/json' });
    expect(json.text).toBe((await get(api)).text);
    expect(json.headers['vary']).toContain('Accept');
  });

  test.each(shared.filter(([, , page]) => page !== '/'))(
    '%s is the same bytes by suffix',
    async (_n, api, page) => {
      const json = await get(page.replace(/(\?|$)/, '.json$1'), { Accept: 'text/html' });
      expect(json.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(json.text).toBe((await get(api)).text);
    },
  );

  test('a page that has no other form has no suffix', async () => {
    expect((await get('/dossiers/trial/compare.json')).status).toBe(404);
  });

  test('a page ignores parameters that it doesn’t know', async () => {
    const plain = await get('/dossiers/trial/on/2024-02-10.json');
    const decorated = await get('/dossiers/trial/on/2024-02-10.json?utm_source=mail');
    expect(decorated.text).toBe(plain.text);
  });
});

describe('conditional requests', () => {
  test.each(['/dossiers/trial', `${BASE}/state`, '/style.css', '/openapi.json'])(
    '%s is answered 304 while it is unchanged',
    async (path) => {
      const first = await get(path);
      const tag = first.headers['etag'] ?? '';
      expect(tag).toMatch(/^"[\w-]+"$/);
      const second = await get(path, { 'If-None-Match': `"other", ${tag}` });
      expect([second.status, second.text, second.headers['etag']]).toStrictEqual([304, '', tag]);
      expect(second.headers['cache-control']).toBe(first.headers['cache-control']);
    },
  );

  test('an append changes the tag of what it changes', async () => {
    const { app, tracker } = await trial(SAMPLE);
    const tagOf = async (path: string) => (await request(app).get(path)).headers['etag'];
    const state = await tagOf(`${BASE}/state`);
    const earlier = await tagOf(`${BASE}/state?log=3`);
    const body = announce({ id: 'later', on: '2024-06-01', effects: [] });
    await tracker.append('trial', 'announce', { body });
    expect(await tagOf(`${BASE}/state`)).not.toBe(state);
    expect(await tagOf(`${BASE}/state?log=3`)).toBe(earlier);
  });

  test('HEAD has the headers of GET and no body', async () => {
    for (const path of ['/dossiers/trial', `${BASE}/state`, '/nowhere']) {
      const plain = { 'Accept-Encoding': 'identity' };
      const whole = await get(path, plain);
      const head = await request(given.app).head(path).set(plain);
      const compared = ['content-type', 'content-length', 'etag', 'cache-control'];
      expect(compared.map((name) => head.headers[name])).toStrictEqual(
        compared.map((name) => whole.headers[name]),
      );
      expect([head.status, head.text ?? '']).toStrictEqual([whole.status, '']);
    }
  });

  test('a compressed answer has its own tag, and unpacks to the same bytes', async () => {
    const plain = await get(`${BASE}/state`, { 'Accept-Encoding': 'identity' });
    const packed = await get(`${BASE}/state`, { 'Accept-Encoding': 'gzip' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.headers['vary']).toContain('Accept-Encoding');
    expect(packed.text).toBe(plain.text);
    expect(packed.headers['etag']).toBe(plain.headers['etag']?.replace(/"$/, '-gzip"'));
    const again = await get(`${BASE}/state`, {
      'Accept-Encoding': 'gzip',
      'If-None-Match': packed.headers['etag'] ?? '',
    });
    expect(again.status).toBe(304);
  });
});

describe('the API’s description', () => {
  test('describes each address once, with references that lead somewhere', async () => {
    const reply = await get('/openapi.json');
    const document = z
      .looseObject({
        openapi: z.literal('3.1.0'),
        paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
        components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
      })
      .parse(JSON.parse(reply.text));
    const names = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(names).toStrictEqual([...new Set(names)]);
    expect(names).toStrictEqual(expect.arrayContaining(RESOURCES.map(({ name }) => name)));
    const references = [...reply.text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(references.length).toBeGreaterThan(20);
    for (const name of references) expect(document.components.schemas).toHaveProperty([name ?? '']);
    expect(reply.text).not.toContain('$defs');
  });
});
