import { once } from 'node:events';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StateSchema } from '../../src/dossier/shapes.ts';
import { aFolder } from '../support/folders.ts';
import { notOnDouble } from '../support/store.ts';
import {
  ADMIN,
  announcedOn,
  aSite,
  FIRST,
  OPENING,
  SERVER,
  type Site,
  start,
  startServer,
  TOKEN,
} from './given.ts';

/** Well below the five seconds after which an ending server cuts off connections that are still open. */
const AT_ONCE_MS = 4_000;
const DATABASE = join('data', 'termline.db');
const aboutSettings = notOnDouble('it is no question of the store');
const aboutFiles = notOnDouble('it is about files of this machine');

describe('the built server', () => {
  it('starts in an empty folder and shows real state on its first page', async () => {
    const server = await startServer(await aSite());
    const home = await server.get('/');
    expect([home.status, home.type]).toStrictEqual([200, 'text/html; charset=utf-8']);
    expect(home.text).toContain('Microsoft, OpenAI and Amazon');
    expect(home.text).toContain('href="/dossiers/openai-cloud');
    expect(home.text).toContain('Microsoft and OpenAI amend their agreement');
    const page = await server.get('/dossiers/openai-cloud/on/2026-03-01');
    expect([page.status, page.text.includes('exclusive right to serve Frontier')]).toStrictEqual([200, true]);
    const state = await server.get('/api/v1/dossiers/openai-cloud/state?on=2026-03-01');
    expect(StateSchema.parse(state.json()).counts).toStrictEqual({
      'in-force': 13,
      conditional: 1,
      unknown: 1,
      'not-yet': 2,
      ended: 0,
    });
    expect((await server.get('/healthz')).json()).toStrictEqual({ status: 'alive' });
    expect((await server.ready()).json()).toStrictEqual({ status: 'live' });
  });

  aboutFiles('keeps its log in a file below the folder in which it starts', async () => {
    const place = await aSite();
    await startServer(place);
    expect(existsSync(join(place.cwd, DATABASE))).toBe(true);
  });

  it('keeps everything over a restart', async () => {
    const place = await aSite(ADMIN);
    const first = await startServer(place);
    expect(await first.post('/dossiers', OPENING)).toStrictEqual({ status: 201, etag: '"0"' });
    expect(await first.post('/dossiers/trial/announcements', FIRST)).toStrictEqual({
      status: 201,
      etag: '"1"',
    });
    const addresses = ['/api/v1/dossiers', '/api/v1/dossiers/trial/log', '/api/v1/dossiers/openai-cloud/log'];
    const before = await Promise.all(addresses.map((address) => first.get(address)));
    expect(await first.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
    const second = await startServer(place);
    const after = await Promise.all(addresses.map((address) => second.get(address)));
    expect(after.map(({ text }) => text)).toStrictEqual(before.map(({ text }) => text));
    const repeated = await second.post('/dossiers/trial/announcements', FIRST);
    expect(repeated).toStrictEqual({ status: 200, etag: '"1"' });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends on %s at once, and loses nothing', async (signal) => {
    const place = await aSite();
    const server = await startServer(place);
    // This leaves a connection behind that is open and idle.
    await server.get('/');
    const begun = performance.now();
    expect(await server.stop(signal)).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(performance.now() - begun).toBeLessThan(AT_ONCE_MS);
    const { events, chain } = await place.contents();
    expect([events.length, chain.intact]).toStrictEqual([7, true]);
  });

  aboutFiles('leaves nothing in the write-ahead log when it ends', async () => {
    const place = await aSite();
    const server = await startServer(place);
    expect((await server.stop('SIGTERM')).code).toBe(0);
    const left = statSync(join(place.cwd, `${DATABASE}-wal`), { throwIfNoEntry: false });
    expect(left?.size ?? 0).toBe(0);
  });

  it('lets a request finish that it had begun when it was told to end', async () => {
    const place = await aSite({ ...ADMIN, LOG_LEVEL: 'info' });
    const server = await startServer(place);
    await server.post('/dossiers', OPENING);
    const body = JSON.stringify(FIRST);
    const open = request(`${server.url}/api/v1/admin/dossiers/trial/announcements`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        expect: '100-continue',
      },
    });
    open.flushHeaders();
    await once(open, 'continue');
    open.write(body.slice(0, 40));
    const ended = server.stop('SIGTERM');
    await server.line(/"ending"/);
    open.end(body.slice(40));
    const status = await new Promise<number | undefined>((resolve, reject) => {
      open.on('error', reject);
      open.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
    });
    expect(status).toBe(201);
    const answered = performance.now();
    expect(await ended).toMatchObject({ code: 0, signal: null });
    expect(performance.now() - answered).toBeLessThan(AT_ONCE_MS);
    const { events } = await place.contents();
    expect(events.filter(({ stream }) => stream === 'dossier-trial').length).toBe(2);
  });

  aboutFiles('keeps nothing with a store in memory', async () => {
    const cwd = aFolder();
    const server = await startServer({ cwd, env: { EVENT_STORE: 'memory:' } });
    expect((await server.get('/api/v1/dossiers/openai-cloud')).status).toBe(200);
    expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 });
    expect(existsSync(join(cwd, 'data'))).toBe(false);
  });

  it('goes on without a dossier that one of its files spoils, and says which', async () => {
    const { cwd, env } = await aSite({ EVENTS_DIR: 'events', LOG_LEVEL: 'error' });
    mkdirSync(join(cwd, 'events', 'trial'), { recursive: true });
    mkdirSync(join(cwd, 'events', 'spoilt'));
    writeFileSync(join(cwd, 'events', 'trial', '000.json'), JSON.stringify(OPENING));
    writeFileSync(join(cwd, 'events', 'spoilt', '000.yaml'), 'type: [');
    const server = await startServer({ cwd, env });
    expect(await announcedOn(server, 'trial')).toStrictEqual([]);
    const { stdout, code } = await server.stop('SIGTERM');
    expect([stdout.includes(join('spoilt', '000.yaml')), code]).toStrictEqual([true, 0]);
  });
});

/** What the program says when it cannot start: one line. */
async function failureWith(given: Readonly<Record<string, string>>, place?: Site) {
  const { cwd, env } = place ?? (await aSite());
  const settings = { PORT: '0', LOG_LEVEL: 'silent', ...env, ...given };
  const { code, stdout, stderr } = await start(SERVER, [], { cwd, env: settings }).ended;
  return { code, stdout, lines: stderr.split('\n') };
}

describe('the built server refuses to start, in one line and with exit status 2,', () => {
  for (const { name, value, says } of [
    { name: 'PORT', value: 'http', says: 'PORT: must be a port number' },
    { name: 'EVENT_STORE', value: 'postgres://secret@host/db', says: 'EVENT_STORE: must be' },
    { name: 'EVENT_STORE', value: 'sqlite:/dev/null/termline.db', says: 'no event store can be kept at' },
    { name: 'ADMIN_TOKEN_SHA256', value: 'secret', says: 'ADMIN_TOKEN_SHA256: must be name:sha256' },
    { name: 'TIME_ZONE', value: 'Mars/Olympus', says: 'TIME_ZONE: must be an IANA time zone' },
    { name: 'LOG_LEVEL', value: 'loud', says: 'LOG_LEVEL:' },
    { name: 'HOST', value: '203.0.113.1', says: 'check HOST' },
    { name: 'EVENTS_DIR', value: SERVER, says: 'main.js' },
  ]) {
    aboutSettings(`with ${name} set to ${value}`, async () => {
      const { code, stdout, lines } = await failureWith({ [name]: value });
      expect({ code, stdout, more: lines.slice(1) }).toStrictEqual({ code: 2, stdout: '', more: [''] });
      expect(lines[0]).toMatch(/^termline: /);
      expect(lines[0]).toContain(says);
      expect(lines[0]).not.toContain('secret');
    });
  }

  it('on a port that another has', async () => {
    const server = await startServer(await aSite());
    const { code, lines } = await failureWith({ PORT: new URL(server.url).port });
    expect([code, lines]).toStrictEqual([
      2,
      ['termline: the address is in use: choose another PORT, or end the program that has it', ''],
    ]);
  });

  aboutFiles('on a file that is no store, which it leaves as it was', async () => {
    const place = await aSite();
    const { cwd } = place;
    writeFileSync(join(cwd, 'notes.txt'), 'These are my notes, and no database at all.\n'.repeat(100));
    const { code, lines } = await failureWith({ EVENT_STORE: 'sqlite:notes.txt' }, place);
    expect([code, lines.length]).toStrictEqual([2, 2]);
    expect(statSync(join(cwd, 'notes.txt')).size).toBe(4400);
  });
});
