/** Built servers whose EventStoreDB is not there yet, is killed, or stands still: on the double in any run. */
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { openEvents } from '../../support/events.ts';
import { Caller } from '../caller.ts';
import {
  aDouble,
  ADMIN,
  aSiteOn,
  FIRST,
  idOf,
  OPENING,
  run,
  said,
  SERVER,
  start,
  startServer,
  type Server,
} from '../given.ts';

// Each test is several processes.
vi.setConfig({ testTimeout: 120_000 });

const ANNOUNCE = '/dossiers/trial/announcements';
/** What the server may take to end, in milliseconds, whatever it waits for. */
const AT_ONCE_MS = 1_000;
/** What any request may take, in milliseconds, while the store stands still. */
const MOST_MS = 40_000;

const stopped = { code: 0, signal: null, stderr: '' };

const FollowingSchema = z.looseObject({ following: z.string() });

/** Asks `/readyz` until it says that the server no longer follows its store, and gives its word for that. */
async function unready({ url }: Server): Promise<string> {
  for (;;) {
    const response = await fetch(`${url}/readyz`, { headers: { accept: 'application/json' } });
    const body: unknown = await response.json();
    if (response.status === 503) return FollowingSchema.parse(body).following;
  }
}

async function opened(server: Server): Promise<void> {
  await server.post('/dossiers', OPENING);
  await server.post(ANNOUNCE, FIRST);
}

describe('a built server whose EventStoreDB', () => {
  it('is not there when it starts waits for it, and then loads what ships', async () => {
    const double = await aDouble();
    const { cwd, env, contents } = aSiteOn(double, { LOG_LEVEL: 'warn' });
    await double.kill();
    const server = start(SERVER, [], { cwd, env: { ...env, PORT: '0' } });
    await server.line(/does not answer yet/);
    await double.revive();
    const url = (await server.line(/^Termline serves on /)).replace('Termline serves on ', '');
    expect((await fetch(`${url}/dossiers/openai-cloud`)).status).toBe(200);
    server.child.kill('SIGTERM');
    expect(await server.ended).toMatchObject(stopped);
    const { events, chain } = await contents();
    expect([events.length, chain.intact]).toStrictEqual([7, true]);
  });

  it('is restarted under its open pages misses nothing, says so meanwhile, and ends within a second', async () => {
    const double = await aDouble();
    const place = aSiteOn(double, ADMIN);
    const server = await startServer(place);
    await opened(server);
    await server.ready();
    const page = await openEvents(`${server.url}/dossiers/trial/live`);
    expect(await page.next(1)).toMatchObject([{ name: 'hello', data: { head: 1 } }]);
    for (const round of [1, 2]) {
      await double.kill();
      expect(await unready(server)).toBe('stalled');
      // Nobody knows what the log holds now: whoever asks is told to ask again.
      expect((await server.get('/dossiers/trial')).status).toBe(503);
      await double.revive();
      const id = `ann-${round}`;
      const appended = await run(['append', '--dossier', 'trial', '-'], place, JSON.stringify(said(id)));
      expect(appended).toMatchObject({ code: 0, stderr: '' });
      expect(await page.next(1)).toMatchObject([{ id: `${round + 1}`, data: { announcement: id } }]);
      expect((await server.ready()).json()).toStrictEqual({ status: 'live' });
    }
    // A subscription that waits for a dead server is no reason to stay.
    await double.kill();
    await unready(server);
    const begun = performance.now();
    expect(await server.stop('SIGTERM')).toMatchObject(stopped);
    expect(performance.now() - begun).toBeLessThan(AT_ONCE_MS);
    expect(await page.rest()).toStrictEqual([]);
  });

  it('is killed again and again in the midst of appends, and a server, too, has each once', async () => {
    const double = await aDouble();
    const place = aSiteOn(double, ADMIN);
    let servers = [startServer(place), startServer(place)];
    await opened((await servers[0]) ?? (await startServer(place)));
    const callers = servers.map((_, i) => new Caller(async () => (await servers[i])?.url ?? '', 1));
    let answered = 0;
    const mishaps = new Map<number, () => Promise<void>>([
      ...[20, 60, 100].map((count) => [count, restart] as const),
      [40, replace],
    ]);
    async function restart(): Promise<void> {
      await double.kill();
      await double.revive();
    }
    async function replace(): Promise<void> {
      const killed = await servers[1];
      killed?.child.kill('SIGKILL');
      await killed?.ended;
      servers = servers.slice(0, 1).concat(startServer(place));
    }
    const pending: Promise<void>[] = [];
    const write = async (caller: Caller, index: number): Promise<void> => {
      for (let turn = 0; turn < 60; turn += 1) {
        const id = `ann-${index}-${turn}`;
        await caller.announce(said(id), id);
        answered += 1;
        // It strikes while the other caller waits for an answer.
        const mishap = mishaps.get(answered);
        if (mishap !== undefined) pending.push(mishap());
      }
    };
    await Promise.all(callers.map(write));
    await Promise.all(pending);
    for (const caller of callers) caller.close();
    // One caller at least saw a broken connection: its server was killed.
    expect(callers[1]?.seen.get(0) ?? 0).toBeGreaterThan(0);
    for (const server of servers) expect(await (await server).stop('SIGTERM')).toMatchObject(stopped);
    const { events, chain } = await place.contents();
    expect(chain.intact).toBe(true);
    const stored = events.filter(({ stream }) => stream === 'dossier-trial').slice(2);
    const sent = [0, 1].flatMap((index) => Array.from({ length: 60 }, (_, turn) => `ann-${index}-${turn}`));
    expect(stored.map(idOf).sort()).toStrictEqual(sent.sort());
  });

  it('stands still answers in bounded time, shows what it has, and loses nothing when it goes on', async () => {
    const double = await aDouble();
    const place = aSiteOn(double, ADMIN);
    const server = await startServer(place);
    await opened(server);
    await server.ready();
    const seen = await server.get('/dossiers/trial');
    double.freeze();
    // Nothing says yet that the log may have grown: what is known of it is shown.
    expect(await server.get('/dossiers/trial')).toMatchObject({ status: 200, text: seen.text });
    const begun = performance.now();
    const { status } = await server.post(ANNOUNCE, said('ann-frozen'));
    expect(status).toBe(503);
    expect(performance.now() - begun).toBeLessThan(MOST_MS);
    double.thaw();
    const caller = new Caller(async () => server.url, 1);
    const { head } = await caller.announce(said('ann-frozen'), 'ann-frozen');
    caller.close();
    expect(await server.stop('SIGTERM')).toMatchObject(stopped);
    const { events, chain } = await place.contents();
    expect(chain.intact).toBe(true);
    const stored = events.filter(({ stream }) => stream === 'dossier-trial').slice(2);
    expect(stored.map((event) => [event.revision, idOf(event)])).toStrictEqual([[head, 'ann-frozen']]);
  });

  it('stands still does not keep it from ending within a second', async () => {
    const double = await aDouble();
    const server = await startServer(aSiteOn(double, ADMIN));
    await server.ready();
    const page = await openEvents(`${server.url}/dossiers/openai-cloud/live`);
    expect(await page.next(1)).toMatchObject([{ name: 'hello', data: { head: 6 } }]);
    double.freeze();
    const begun = performance.now();
    expect(await server.stop('SIGTERM')).toMatchObject(stopped);
    expect(performance.now() - begun).toBeLessThan(AT_ONCE_MS);
    expect(await page.rest()).toStrictEqual([]);
  });
});
