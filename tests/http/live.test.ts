import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import request from 'supertest';
import { afterEach, describe, expect, test } from 'vitest';
import { kindOf } from '../../src/tracker/documents.ts';
import { openEvents, type EventStream } from '../support/events.ts';
import { announce, retract } from '../support/history.ts';
import { SAMPLE } from '../support/sample.ts';
import { trial, type Trial } from '../support/app.ts';

const LIVE = '/dossiers/trial/live';
const HEAD = SAMPLE.length - 1;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listening({ app }: Trial): Promise<string> {
  const server: Server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

async function opened(
  base: string,
  path = LIVE,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventStream> {
  const stream = await openEvents(`${base}${path}`, headers);
  closing.push(() => stream.close());
  return stream;
}

const fresh = announce({ id: 'fresh', on: '2024-05-01', headline: 'Something new' });
const told = {
  name: 'appended',
  id: String(HEAD + 1),
  data: { revision: HEAD + 1, type: fresh.type, announcement: 'fresh', headline: 'Something new' },
};
const hello = (head: number) => ({ name: 'hello', id: null, data: { head } });

describe('an open page', () => {
  test('is told of an announcement when it is recorded', async () => {
    const given = await trial(SAMPLE);
    const stream = await opened(await listening(given));
    expect(stream.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
    });
    expect(await stream.next(1)).toStrictEqual([hello(HEAD)]);
    await given.tracker.append('trial', kindOf(fresh), { body: fresh });
    expect(await stream.next(1)).toStrictEqual([told]);
  });

  test('hears what was recorded between its making and its connection', async () => {
    const given = await trial([...SAMPLE, fresh]);
    const stream = await opened(await listening(given), `${LIVE}?after=${HEAD}`);
    expect(await stream.next(2)).toStrictEqual([hello(HEAD + 1), told]);
  });

  test('that connects again hears what it missed, and nothing twice', async () => {
    const given = await trial([...SAMPLE, fresh]);
    const base = await listening(given);
    // What it heard last counts, whatever its page showed.
    const stream = await opened(base, `${LIVE}?after=0`, { 'Last-Event-ID': String(HEAD) });
    expect(await stream.next(2)).toStrictEqual([hello(HEAD + 1), told]);
    const gone = retract('fresh');
    await given.tracker.append('trial', kindOf(gone), { body: gone });
    expect(await stream.next(1)).toStrictEqual([
      {
        name: 'appended',
        id: String(HEAD + 2),
        data: { revision: HEAD + 2, type: 'AnnouncementRetracted', announcement: 'fresh', headline: null },
      },
    ]);
  });

  test('is let go when the server ends', async () => {
    const given = await trial(SAMPLE);
    const streams = await Promise.all([1, 2, 3].map(async () => opened(await listening(given))));
    await Promise.all(streams.map((stream) => stream.next(1)));
    await given.tracker.unfollow();
    expect(await Promise.all(streams.map((stream) => stream.rest()))).toStrictEqual([[], [], []]);
  });

  test('knows its address', async () => {
    const { app } = await trial(SAMPLE);
    const page = await request(app).get('/dossiers/trial').accept('html');
    expect(page.text).toContain(`data-live="/dossiers/trial/live?after&#x3D;${HEAD}"`);
  });
});

describe('the address of news', () => {
  test('of no dossier is nothing', async () => {
    const { app } = await trial(SAMPLE);
    expect((await request(app).get('/dossiers/nowhere/live')).status).toBe(404);
    expect((await request(app).post(LIVE)).status).toBe(405);
  });

  test('refuses a revision that is none', async () => {
    const { app } = await trial(SAMPLE);
    expect((await request(app).get(`${LIVE}?after=soon`)).status).toBe(400);
  });

  test('answers HEAD with its headers alone', async () => {
    const { app } = await trial(SAMPLE);
    const reply = await request(app).head(LIVE);
    expect([reply.status, reply.type, reply.text]).toStrictEqual([200, 'text/event-stream', undefined]);
  });
});
