import { Writable } from 'node:stream';
import { pino } from 'pino';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../src/eventstore/errors.ts';
import { MemoryEventStore } from '../../src/eventstore/memory.ts';
import { PROBLEMS } from '../../src/http/problem.ts';
import { jsonOf, problemOf } from './given.ts';
import { ANNOUNCE, aTrial, FIRST, said } from './trial.ts';

const READ = '/api/v1/dossiers/trial';

/** A store that fails in one way or another, once told to. */
class FailingStore extends MemoryEventStore {
  failure: Error | null = null;

  override read(...args: Parameters<MemoryEventStore['read']>): ReturnType<MemoryEventStore['read']> {
    if (this.failure !== null) throw this.failure;
    return super.read(...args);
  }

  override async listStreams(...args: Parameters<MemoryEventStore['listStreams']>) {
    if (this.failure !== null) throw this.failure;
    return super.listStreams(...args);
  }
}

describe('a store that fails', () => {
  it('for a while is reported as such, with a time after which to ask again', async () => {
    const store = new FailingStore();
    const failing = await aTrial({ store, follow: false });
    store.failure = new StoreUnavailable('the disk is busy');
    const responses = [
      await request(failing.app).get(`${READ}/state`),
      await failing.post(ANNOUNCE, said('ann-next')),
      await request(failing.app).get('/readyz').accept('json'),
    ];
    for (const response of responses) {
      expect(problemOf(response)).toStrictEqual({ status: 503, type: 'store-unavailable', places: [] });
      expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
      expect(response.text).not.toContain('disk');
    }
    store.failure = null;
    expect((await failing.post(ANNOUNCE, said('ann-next'))).status).toBe(201);
    expect((await failing.contents()).length).toBe(3);
  });

  it('by a fault of the program is reported under an id that the log has, and without its words', async () => {
    const lines: string[] = [];
    const logger = pino(
      { level: 'error' },
      new Writable({
        write(chunk: unknown, _encoding, done) {
          lines.push(String(chunk));
          done();
        },
      }),
    );
    const store = new FailingStore();
    const failing = await aTrial({ store, logger, follow: false });
    store.failure = new TypeError('a secret of the store');
    const response = await request(failing.app).get(`${READ}/state`);
    expect(problemOf(response)).toStrictEqual({ status: 500, type: 'internal', places: [] });
    expect(response.text).not.toContain('secret');
    const instance = /"instance":"([^"]+)"/.exec(response.text)?.[1] ?? 'no instance';
    const logged = lines.filter((line) => line.includes(instance) && line.includes('a secret of the store'));
    expect(logged.length).toBe(1);
  });
});

describe('every type of problem', async () => {
  const world = await aTrial();

  it.each(Object.keys(PROBLEMS))('%s has a page at its address', async (type) => {
    const response = await request(world.app).get(`/problems/${type}`).accept('html');
    expect([response.status, response.type]).toStrictEqual([200, 'text/html']);
  });

  it('a request of a page for nothing is answered with a page', async () => {
    const response = await request(world.app).get('/dossiers/none').accept('html');
    expect([response.status, response.type]).toStrictEqual([404, 'text/html']);
    expect(jsonOf(await request(world.app).get('/dossiers/none.json'))).toMatchObject({ status: 404 });
  });

  it('leaves the first announcement as it was said', async () => {
    const { announcements } = await world.announcements('trial');
    expect(announcements.map(({ id, headline }) => [id, headline])).toStrictEqual([
      [FIRST['id'], FIRST['headline']],
    ]);
  });
});
