import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { stringify } from 'yaml';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { AppDeps } from '../../src/http/deps.ts';
import { appOver, postBytes, TOKEN, trackerWith, trial, type Trial } from '../support/app.ts';
import { announce, introduce, openContract } from '../support/history.ts';
import { SAMPLE } from '../support/sample.ts';

const ADMIN = '/api/v1/admin/dossiers';
const ANNOUNCEMENTS = `${ADMIN}/trial/announcements`;

const fresh = announce({
  id: 'fresh',
  on: '2024-05-01',
  effects: [openContract('third'), introduce('third/one', { text: 'One.' })],
});

type Headers = Record<string, string>;

function post({ app }: Trial, path: string, body: unknown, headers: Headers = {}) {
  return request(app)
    .post(path)
    .set({ Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json', ...headers })
    .send(typeof body === 'string' ? body : JSON.stringify(body));
}

const gzipped = (spaces: number) => new Uint8Array(gzipSync(' '.repeat(spaces)));

const headOf = async ({ tracker }: Trial): Promise<number> => (await tracker.dossier('trial')).head;

describe('an append', () => {
  test('answers 201 with the place, the new head and the stored event', async () => {
    const given = await trial(SAMPLE);
    const reply = await post(given, ANNOUNCEMENTS, fresh);
    expect([reply.status, reply.headers['location'], reply.headers['etag']]).toStrictEqual([
      201,
      '/api/v1/dossiers/trial/announcements/fresh',
      '"6"',
    ]);
    expect(reply.headers['cache-control']).toBe('no-store');
    expect(JSON.parse(reply.text)).toMatchObject({ type: 'AgreementAnnounced', id: 'fresh', sequence: 1 });
    expect((await request(given.app).get('/api/v1/dossiers/trial/announcements/fresh')).status).toBe(200);
  });

  test('sent again answers 200 with the same place and appends nothing', async () => {
    const given = await trial(SAMPLE);
    const first = await post(given, ANNOUNCEMENTS, fresh);
    const second = await post(given, ANNOUNCEMENTS, fresh);
    expect([second.status, second.headers['location'], second.headers['etag'], second.text]).toStrictEqual([
      200,
      first.headers['location'],
      first.headers['etag'],
      first.text,
    ]);
    expect(await headOf(given)).toBe(6);
  });

  test.each(['application/yaml', 'text/yaml', 'application/x-yaml; charset=utf-8'])(
    'may be %s, and its dates stay texts',
    async (type) => {
      const given = await trial(SAMPLE);
      const reply = await post(given, ANNOUNCEMENTS, stringify(fresh), { 'Content-Type': type });
      expect(reply.status).toBe(201);
      expect(JSON.parse(reply.text)).toMatchObject({ announcedOn: '2024-05-01' });
    },
  );

  test('may be packed', async () => {
    const { app } = await trial(SAMPLE);
    const packed = new Uint8Array(gzipSync(JSON.stringify(fresh)));
    expect(await postBytes(app, ANNOUNCEMENTS, { 'Content-Encoding': 'gzip' }, packed)).toBe(201);
  });

  test('opens a dossier', async () => {
    const given = await trial(SAMPLE);
    const reply = await post(given, ADMIN, { type: 'DossierOpened', dossier: 'second', title: 'A second' });
    expect([reply.status, reply.headers['location'], reply.headers['etag']]).toStrictEqual([
      201,
      '/api/v1/dossiers/second',
      '"0"',
    ]);
  });

  test('amends a dossier, and says at which place of the log', async () => {
    const given = await trial(SAMPLE);
    const reply = await post(given, `${ADMIN}/trial/amendments`, { title: 'Works, wares' });
    expect([reply.status, reply.headers['location']]).toStrictEqual([
      201,
      '/api/v1/dossiers/trial/log?after=5&limit=1',
    ]);
    const logged = await request(given.app).get(reply.headers['location'] ?? '');
    expect(JSON.parse(logged.text)).toMatchObject({ events: [{ revision: 6, type: 'DossierAmended' }] });
  });

  test('corrects an announcement', async () => {
    const given = await trial(SAMPLE);
    const content = announce({ id: 'report', type: 'ReportPublished', on: '2024-03-06', by: ['gazette'] });
    const reply = await post(given, `${ANNOUNCEMENTS}/report/corrections`, { reason: 'a day off', content });
    expect([reply.status, reply.headers['location']]).toStrictEqual([
      201,
      '/api/v1/dossiers/trial/announcements/report',
    ]);
    expect(await given.tracker.announcement('trial', 'report')).toMatchObject({
      announcedOn: '2024-03-06',
      corrections: [6],
    });
  });

  test('is refused where it would leave effects with nothing to act on, unless forced', async () => {
    const given = await trial(SAMPLE);
    const path = `${ANNOUNCEMENTS}/deal/retractions`;
    const refused = await post(given, path, { reason: 'never said' });
    expect([refused.status, await headOf(given)]).toStrictEqual([422, 5]);
    expect(JSON.parse(refused.text)).toMatchObject({ type: '/problems/refused' });
    const forced = await post(given, `${path}?force=true`, { reason: 'never said' });
    expect([forced.status, await headOf(given)]).toStrictEqual([201, 6]);
  });

  test('can only be forced where that means something', async () => {
    const reply = await post(await trial(SAMPLE), `${ANNOUNCEMENTS}?force=true`, fresh);
    expect(JSON.parse(reply.text)).toMatchObject({ status: 400, errors: [{ parameter: 'force' }] });
  });

  test('a dry run answers with the comparison and stores nothing', async () => {
    const given = await trial(SAMPLE);
    const reply = await post(given, `${ANNOUNCEMENTS}?dryRun=true`, fresh);
    expect([reply.status, reply.headers['cache-control'], reply.headers['location']]).toStrictEqual([
      200,
      'no-store',
      undefined,
    ]);
    expect(JSON.parse(reply.text)).toMatchObject({ changes: [{ ref: 'third/one', class: 'added' }] });
    expect(await headOf(given)).toBe(5);
  });

  test('a refused append names the place in the body and leaves the log as it was', async () => {
    const given = await trial(SAMPLE);
    const effects = [{ effect: 'amend', clause: 'supply/nowhere', text: 'x' }];
    const reply = await post(given, ANNOUNCEMENTS, { ...fresh, effects });
    expect(reply.status).toBe(422);
    const { errors } = z
      .looseObject({ errors: z.array(z.object({ pointer: z.string(), detail: z.string() })) })
      .parse(JSON.parse(reply.text));
    expect(errors.map(({ pointer }) => pointer)).toStrictEqual(['/effects/0/clause']);
    expect(await headOf(given)).toBe(5);
  });
});

describe('If-Match', () => {
  test.each([
    ['the head', '"5"', 201],
    ['any head', '*', 201],
    ['a list with the head', '"3", "5"', 201],
    ['an old head', '"4"', 412],
    ['a list without the head', '"3", "4"', 412],
    ['a weak tag, which never matches', 'W/"5"', 412],
    ['a tag that is no revision', '"abc"', 412],
    ['no entity tag', '5', 400],
    ['nonsense', '"5" "6', 400],
  ])('%s (%s, %s)', async (_name, header, status) => {
    const given = await trial(SAMPLE);
    const reply = await post(given, ANNOUNCEMENTS, fresh, { 'If-Match': header });
    expect([reply.status, await headOf(given)]).toStrictEqual([status, status === 201 ? 6 : 5]);
  });

  test('the refusal says the present head', async () => {
    const reply = await post(await trial(SAMPLE), ANNOUNCEMENTS, fresh, { 'If-Match': '"4"' });
    expect(JSON.parse(reply.text)).toMatchObject({ type: '/problems/stale-head', head: 5 });
  });

  test('is looked at after the idempotency key', async () => {
    const given = await trial(SAMPLE);
    const headers = { 'If-Match': '"5"', 'Idempotency-Key': 'once' };
    const first = await post(given, ANNOUNCEMENTS, fresh, headers);
    const second = await post(given, ANNOUNCEMENTS, fresh, headers);
    expect([first.status, second.status]).toStrictEqual([201, 200]);
  });
});

describe('Idempotency-Key', () => {
  test.each([
    ['200 visible characters', 'k'.repeat(200), 201],
    ['201 characters', 'k'.repeat(201), 400],
    ['a space within', 'a b', 400],
  ])('%s', async (_name, key, status) => {
    const reply = await post(await trial(SAMPLE), ANNOUNCEMENTS, fresh, { 'Idempotency-Key': key });
    expect(reply.status).toBe(status);
  });
});

describe('a body that can’t be read', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  const bomb = names
    .map((name, index) => {
      const item = index === 0 ? '1' : `*${names[index - 1] ?? ''}`;
      return `${name}: &${name} [${Array.from({ length: 9 }, () => item).join(',')}]`;
    })
    .join('\n');

  test.each([
    ['JSON that isn’t', 'application/json', '{"a": ', 400],
    ['YAML that isn’t', 'application/yaml', 'a: [1', 400],
    ['a bomb of YAML aliases', 'application/yaml', bomb, 400],
    ['YAML nested without end', 'application/yaml', '['.repeat(100_000), 400],
    ['YAML nested and closed again', 'application/yaml', '['.repeat(200_000) + ']'.repeat(200_000), 400],
    ['YAML nested on one line', 'application/yaml', '- '.repeat(200_000), 400],
    ['YAML with a key twice', 'application/yaml', 'a: 1\na: 2', 400],
    ['YAML with an unknown tag', 'application/yaml', 'a: !secret 1', 400],
    ['YAML with two documents', 'application/yaml', 'a: 1\n---\nb: 2', 400],
    ['an empty body', 'application/json', '', 400],
    ['YAML under the name of JSON', 'application/json', 'type: StatementMade', 400],
    ['another media type', 'application/xml', '<a/>', 415],
    ['another character set', 'application/json; charset=iso-8859-1', '{}', 415],
    ['an announcement of the wrong shape', 'application/json', '[]', 422],
  ])('%s', async (_name, type, body, status) => {
    const given = await trial(SAMPLE);
    const reply = await post(given, ANNOUNCEMENTS, body, { 'Content-Type': type });
    expect([reply.status, await headOf(given)]).toStrictEqual([status, 5]);
  });

  test.each([
    ['bytes that are no UTF-8', {}, new Uint8Array([0x22, 0xff, 0xfe, 0x22]), 400],
    ['bytes that are not packed as they say', { 'Content-Encoding': 'gzip' }, new Uint8Array([1, 2, 3]), 400],
    ['an unknown packing', { 'Content-Encoding': 'zstd' }, new Uint8Array([1, 2, 3]), 415],
    ['a small packet of a large body', { 'Content-Encoding': 'gzip' }, gzipped(1024 * 1024), 413],
  ])('%s', async (_name, headers, bytes, status) => {
    const { app } = await trial(SAMPLE);
    expect(await postBytes(app, ANNOUNCEMENTS, headers, bytes)).toBe(status);
  });

  test('a body above the limit says the limit', async () => {
    const given = await trial(SAMPLE);
    const reply = await post(given, ANNOUNCEMENTS, ' '.repeat(512 * 1024 + 1));
    expect(reply.status).toBe(413);
    expect(JSON.parse(reply.text)).toMatchObject({ limit: 524_288 });
  });

  test('an unsupported kind says which are read', async () => {
    const reply = await post(await trial(SAMPLE), ANNOUNCEMENTS, 'x', { 'Content-Type': 'text/plain' });
    expect(reply.headers['accept']).toBe('application/json, application/yaml, application/x-yaml, text/yaml');
  });
});

describe('tokens', () => {
  const withHeader = async (authorization: string | null, deps: Partial<AppDeps> = {}) => {
    const { app } = await trial(SAMPLE, deps);
    const asked = request(app).post(ANNOUNCEMENTS).set('Content-Type', 'application/json');
    return authorization === null ? asked : asked.set('Authorization', authorization);
  };

  test.each([
    ['no header', null],
    ['another scheme', 'Basic YTpi'],
    ['an unknown token', 'Bearer nobody'],
    ['an empty token', 'Bearer '],
    ['the hash instead of the token', `Bearer ${'a'.repeat(64)}`],
  ])('%s is unauthorized, and told how to authenticate', async (_name, header) => {
    const reply = await withHeader(header);
    expect([reply.status, reply.headers['www-authenticate']]).toStrictEqual([
      401,
      'Bearer realm="termline admin"',
    ]);
  });

  test('each configured token is let in, and the append is recorded under its name', async () => {
    const given = await trial(SAMPLE);
    const asked: unknown[] = [];
    const tracker = {
      ...given.tracker,
      append: (...args: Parameters<typeof given.tracker.append>) => {
        asked.push(args[2].appendedBy);
        return given.tracker.append(...args);
      },
    };
    const over = appOver(tracker);
    await post(over, ANNOUNCEMENTS, fresh);
    await post(
      over,
      ANNOUNCEMENTS,
      { ...fresh, id: 'another', effects: [] },
      { Authorization: 'bearer another-token' },
    );
    expect(asked).toStrictEqual(['desk', 'other']);
  });

  test('without a configured token the admin side is off', async () => {
    const reply = await withHeader(`Bearer ${TOKEN}`, { adminTokens: new Map() });
    expect(reply.status).toBe(404);
    expect(JSON.parse(reply.text)).toMatchObject({
      type: '/problems/not-found',
      detail: 'The admin side is off: no token is configured on this server.',
    });
  });

  test('the token is looked at before the body', async () => {
    const { app } = await trial(SAMPLE);
    const reply = await request(app).post(ANNOUNCEMENTS).set('Content-Type', 'text/plain').send('x');
    expect(reply.status).toBe(401);
  });
});

describe('limits', () => {
  test('guesses end in 429, for a right token from the same place, too', async () => {
    const { app } = appOver(await trackerWith(SAMPLE), { adminLimits: { requests: 100, failures: 2 } });
    const statuses: number[] = [];
    for (const token of ['a', 'b', 'c', 'd', TOKEN]) {
      const reply = await request(app).post(ADMIN).set('Authorization', `Bearer ${token}`);
      statuses.push(reply.status);
      if (reply.status === 429) expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(statuses).toStrictEqual([401, 401, 429, 429, 429]);
  });

  test('many valid requests at once pass, up to their own limit', async () => {
    const given = appOver(await trackerWith(SAMPLE), { adminLimits: { requests: 10, failures: 2 } });
    const replies = await Promise.all(
      Array.from({ length: 12 }, () => post(given, `${ANNOUNCEMENTS}?dryRun=true`, fresh)),
    );
    const statuses = replies.map(({ status }) => status).sort((a, b) => a - b);
    expect(statuses).toStrictEqual([...Array.from({ length: 10 }, () => 200), 429, 429]);
  });
});
