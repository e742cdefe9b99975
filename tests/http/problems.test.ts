import request from 'supertest';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Tracker } from '../../src/tracker/contract.ts';
import { Problem, type ProblemType } from '../../src/tracker/problems.ts';
import { PROBLEMS } from '../../src/http/problem.ts';
import { appOver, TOKEN, trackerWith, trial, type Trial } from '../support/app.ts';
import { announce, openContract } from '../support/history.ts';
import { SAMPLE } from '../support/sample.ts';

const ADMIN = '/api/v1/admin/dossiers';
const ANNOUNCEMENTS = `${ADMIN}/trial/announcements`;

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

function post(
  given: Trial,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return request(given.app)
    .post(path)
    .set({ Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json', ...headers })
    .send(typeof body === 'string' ? body : JSON.stringify(body));
}

const fresh = announce({ id: 'fresh', on: '2024-05-01', effects: [openContract('third')] });

/** A tracker whose every reading fails with an error. */
async function failing(error: Error): Promise<Tracker> {
  const tracker = await trackerWith(SAMPLE);
  return {
    ...tracker,
    dossiers: () => Promise.reject(error),
    dossier: () => Promise.reject(error),
    head: () => Promise.reject(error),
    following: () => 'stalled',
  };
}

/** A way into each row of the table. */
const WAYS: Record<ProblemType, (given: Trial) => Promise<Reply>> = {
  'invalid-request': ({ app }) => request(app).get('/api/v1/dossiers/trial/state?on=2024-02-30'),
  unauthorized: ({ app }) => request(app).post(ADMIN),
  'not-found': ({ app }) => request(app).get('/api/v1/dossiers/nowhere'),
  'method-not-allowed': ({ app }) => request(app).delete('/api/v1/dossiers/trial/announcements/deal'),
  'announcement-exists': (given) => post(given, ANNOUNCEMENTS, { ...fresh, id: 'deal', effects: [] }),
  'dossier-exists': (given) => post(given, ADMIN, { dossier: 'trial', title: 'Another' }),
  'stale-head': (given) => post(given, ANNOUNCEMENTS, fresh, { 'If-Match': '"2"' }),
  'too-large': (given) => post(given, ANNOUNCEMENTS, `"${'x'.repeat(512 * 1024)}"`),
  'unsupported-media-type': (given) => post(given, ANNOUNCEMENTS, 'a: 1', { 'Content-Type': 'text/plain' }),
  'invalid-announcement': (given) => post(given, ANNOUNCEMENTS, { id: 'no-announcement' }),
  refused: (given) =>
    post(given, ANNOUNCEMENTS, {
      ...fresh,
      effects: [{ effect: 'end', clause: 'supply/nothing', reason: 'lapsed' }],
    }),
  'key-reused': async (given) => {
    await post(given, ANNOUNCEMENTS, fresh, { 'Idempotency-Key': 'k1' });
    return post(given, ANNOUNCEMENTS, { ...fresh, id: 'other' }, { 'Idempotency-Key': 'k1' });
  },
  'rate-limited': async ({ tracker }) => {
    const { app } = appOver(tracker, { adminLimits: { requests: 100, failures: 1 } });
    await request(app).post(ADMIN);
    return request(app).post(ADMIN);
  },
  'store-unavailable': async () => {
    const { app } = appOver(await failing(new Problem('store-unavailable', 'The store did not answer.')));
    return request(app).get('/api/v1/dossiers/trial');
  },
  internal: async () => {
    const { app } = appOver(await failing(new TypeError('secret detail')));
    return request(app).get('/api/v1/dossiers/trial');
  },
};

describe('each problem type', () => {
  const types = Object.entries(PROBLEMS);

  test.each(types)('%s is answered as a problem document with its status and title', async (type, row) => {
    const way = Object.entries(WAYS).find(([name]) => name === type)?.[1];
    const given = await trial(SAMPLE);
    const reply = await way?.(given);
    expect(reply?.headers['content-type']).toBe('application/problem+json');
    expect(reply?.headers['cache-control']).toBe('no-store');
    expect({ status: reply?.status, body: z.unknown().parse(JSON.parse(reply?.text ?? '')) }).toMatchObject({
      status: row.status,
      body: { type: `/problems/${type}`, title: row.title, status: row.status },
    });
  });

  test.each(types)('%s has a page at its address', async (type, row) => {
    const { app } = await trial([]);
    const reply = await request(app).get(`/problems/${type}`);
    expect(reply.status).toBe(200);
    expect(reply.text).toContain(`<h1>${row.title}</h1>`);
    expect(reply.text).toContain(row.remedy.split('“')[0]);
  });
});

describe('what a problem says', () => {
  let given: Trial;
  beforeAll(async () => {
    given = await trial(SAMPLE);
  });
  const problem = async (path: string): Promise<unknown> => {
    const reply = await request(given.app).get(path);
    const document: unknown = JSON.parse(reply.text);
    return document;
  };

  test('a fault in a parameter names the parameter', async () => {
    expect(await problem('/api/v1/dossiers/trial/state?on=2024-02-30&log=-1&colour=red')).toStrictEqual({
      type: '/problems/invalid-request',
      title: PROBLEMS['invalid-request'].title,
      status: 400,
      detail:
        'on is not a day: write YYYY-MM-DD; log is not a whole number; colour is unknown here; known: on, known, log.',
      errors: [
        { parameter: 'on', detail: 'is not a day: write YYYY-MM-DD' },
        { parameter: 'log', detail: 'is not a whole number' },
        { parameter: 'colour', detail: 'is unknown here; known: on, known, log' },
      ],
    });
  });

  test('a missing parameter is named', async () => {
    expect(await problem('/api/v1/dossiers/trial/compare?from=2024-01-01')).toMatchObject({
      errors: [{ parameter: 'to', detail: 'is missing' }],
    });
  });

  test('a repeated parameter is refused, not resolved', async () => {
    expect(await problem('/api/v1/dossiers/trial/state?on=2024-01-01&on=2024-02-01')).toMatchObject({
      status: 400,
      errors: [{ parameter: 'on', detail: 'is given more than once' }],
    });
  });

  test('a day of public knowledge in the future is refused', async () => {
    expect(await problem('/api/v1/dossiers/trial/state?known=2030-01-01')).toMatchObject({
      status: 400,
      errors: [{ parameter: 'known' }],
    });
  });

  test('a revision that the record does not reach is refused', async () => {
    expect(await problem('/api/v1/dossiers/trial/state?log=77')).toMatchObject({
      status: 400,
      errors: [{ parameter: 'log' }],
    });
  });

  test.each([
    ['a percent sign without digits', '/dossiers/trial/on/2024-01-01%zz'],
    ['bytes that are no UTF-8', '/api/v1/dossiers/%ff'],
    ['a malformed query', '/api/v1/dossiers/trial/state?on=%f'],
    ['an endless address', `/dossiers/${'a'.repeat(5000)}`],
  ])('%s is a bad request', async (_name, path) => {
    const reply = await request(given.app).get(path).set('Accept', 'application/json');
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text)).toMatchObject({ type: '/problems/invalid-request' });
  });

  test('an id that no dossier can have is an unknown address', async () => {
    expect(await problem('/api/v1/dossiers/UPPER_case')).toMatchObject({ type: '/problems/not-found' });
  });

  test('an unknown address is not found, whatever the method', async () => {
    const reply = await request(given.app).post('/nowhere/at/all').set('Accept', 'application/json');
    expect(reply.status).toBe(404);
  });

  test('a wrong method at a known address names the right ones', async () => {
    const api = await request(given.app).put('/api/v1/dossiers/trial/announcements/deal');
    const page = await request(given.app).post('/dossiers/trial/on/2024-02-01');
    expect([api.status, api.headers['allow']]).toStrictEqual([405, 'GET, HEAD']);
    expect([page.status, page.headers['allow']]).toStrictEqual([405, 'GET, HEAD']);
  });

  test('OPTIONS says which methods there are', async () => {
    const reply = await request(given.app).options('/api/v1/dossiers/trial');
    expect([reply.status, reply.headers['allow']]).toStrictEqual([204, 'GET, HEAD']);
  });
});

describe('a problem in a browser', () => {
  const html = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  test('is a page with the remedy', async () => {
    const { app } = await trial(SAMPLE);
    const reply = await request(app).get('/dossiers/nowhere').set('Accept', html);
    expect([reply.status, reply.headers['content-type']]).toStrictEqual([404, 'text/html; charset=utf-8']);
    expect(reply.text).toContain('There is no dossier nowhere.');
    expect(reply.text).toContain('href="/problems/not-found"');
    expect(reply.headers['vary']).toContain('Accept');
  });

  test('never shows what the client sent as HTML', async () => {
    const { app } = await trial(SAMPLE);
    const reply = await request(app)
      .get('/dossiers/trial/on/%3Cscript%3Ealert(1)%3C%2Fscript%3E')
      .set('Accept', html);
    expect(reply.status).toBe(400);
    expect(reply.text).not.toContain('<script>');
  });
});

describe('a fault of the server', () => {
  test('says an id and nothing else; the log has the rest under the same id', async () => {
    const { app, lines } = appOver(await failing(new TypeError('secret detail')));
    const reply = await request(app).get('/dossiers/trial').set('Accept', 'application/json');
    expect(reply.status).toBe(500);
    expect(reply.text).not.toContain('secret');
    expect(reply.text).not.toContain('.ts');
    const { instance } = z.looseObject({ instance: z.string() }).parse(JSON.parse(reply.text));
    expect(instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    const logged = lines.filter((line) => line.includes(instance));
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('secret detail');
  });

  test('a store that does not answer says when to ask again', async () => {
    const { app } = appOver(await failing(new Problem('store-unavailable', 'The store did not answer.')));
    const reply = await request(app).get('/api/v1/dossiers/trial');
    expect([reply.status, reply.headers['retry-after']]).toStrictEqual([503, '5']);
  });

  test('readiness follows the store, liveness does not', async () => {
    const { app } = appOver(await failing(new Error('gone')));
    const reply = await request(app).get('/readyz').accept('json');
    expect([reply.status, reply.body]).toMatchObject([503, { following: 'stalled' }]);
    expect((await request(app).get('/healthz')).status).toBe(200);
  });
});
