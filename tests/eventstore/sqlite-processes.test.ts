import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { WrongExpectedRevision } from '../../src/eventstore/errors.ts';
import type { EventStore, NewEvent } from '../../src/eventstore/port.ts';
import { openSqliteStore } from '../../src/eventstore/sqlite.ts';
import { startAppender } from '../support/appender.ts';
import { aFolder } from '../support/folders.ts';
import { follow } from './following.ts';
import { collect, saidTimes } from './given.ts';

/** Appends events one by one, each until it is in, whoever else writes. */
async function appendAll(store: EventStore, stream: string, events: readonly NewEvent[]): Promise<void> {
  for (const event of events) {
    for (let isStored = false; !isStored;) {
      const expected = (await store.head(stream)) ?? 'no-stream';
      try {
        await store.append(stream, [event], { expected });
        isStored = true;
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision)) throw error;
      }
    }
  }
}

/** The ids of a stream's events, after a check that its revisions have no gap. */
async function idsOf(store: EventStore, stream: string): Promise<string[]> {
  const events = await collect(store.read(stream));
  expect(events.map(({ revision }) => revision)).toStrictEqual(events.map((_, i) => i));
  return events.map(({ id }) => id);
}

describe('A SQLite store', () => {
  test('takes every event of two racing handles exactly once', async () => {
    const file = join(aFolder(), 'log.db');
    const [one, other] = [await openSqliteStore(file), await openSqliteStore(file)];
    const [ones, others] = [saidTimes(200), saidTimes(200)];
    await Promise.all([appendAll(one, 'orders', ones), appendAll(other, 'orders', others)]);
    const sent = [...ones, ...others].map(({ id }) => id);
    expect((await idsOf(one, 'orders')).sort()).toStrictEqual(sent.sort());
    await Promise.all([one.close(), other.close()]);
  });

  test('takes every event of two racing processes exactly once, from a file that neither found', async () => {
    const file = join(aFolder(), 'log.db');
    const writers = [startAppender(file, 'orders', 200), startAppender(file, 'orders', 200)];
    for (const { ended } of writers) {
      expect(await ended).toStrictEqual({ code: 0, signal: null, stderr: '' });
    }
    const sent = writers.flatMap(({ acknowledged }) => acknowledged);
    const store = await openSqliteStore(file);
    expect(sent).toHaveLength(400);
    expect((await idsOf(store, 'orders')).sort()).toStrictEqual(sent.sort());
    await store.close();
  });

  test('gives a follower what another handle and another process append, each once and in order', async () => {
    const file = join(aFolder(), 'log.db');
    const [one, other] = [await openSqliteStore(file, { pollMs: 5 }), await openSqliteStore(file)];
    const follower = follow(one, { prefix: 'orders' });
    await follower.caughtUp();
    const writer = startAppender(file, 'orders', 50);
    await Promise.all([appendAll(one, 'orders', saidTimes(50)), appendAll(other, 'orders', saidTimes(50))]);
    expect(await writer.ended).toStrictEqual({ code: 0, signal: null, stderr: '' });
    await follower.handled(150);
    expect(follower.events).toStrictEqual(await collect(one.readAll()));
    await Promise.all([one.close(), other.close()]);
  });

  test('wakes its followers at its own append, without waiting to look for those of others', async () => {
    const file = join(aFolder(), 'log.db');
    const [one, other] = [await openSqliteStore(file, { pollMs: 60_000 }), await openSqliteStore(file)];
    const follower = follow(one, {});
    await follower.caughtUp();
    // An append of this handle wakes its followers at once; they then see the other's, too.
    await other.append('elsewhere', saidTimes(1), { expected: 'no-stream' });
    await one.append('here', saidTimes(1, 1), { expected: 'no-stream' });
    await follower.handled(2);
    expect(follower.log).toStrictEqual(['caught up', 0, 1]);
    await Promise.all([one.close(), other.close()]);
  });

  test('tells a follower whose position is beyond the end that the file is another one', async () => {
    const store = await openSqliteStore(join(aFolder(), 'log.db'));
    await store.append('orders', saidTimes(2), { expected: 'no-stream' });
    expect(await follow(store, { after: '3' }).subscription.ended).toMatchObject({
      reason: 'failed',
      error: { code: 'invalid-read' },
    });
    await store.close();
  });

  test('holds once what it acknowledged to a process that was killed in the middle of its appends', async () => {
    const file = join(aFolder(), 'log.db');
    let acknowledged: readonly string[] = [];
    for (const count of [1, 40, 300]) {
      const writer = startAppender(file, 'orders', 1_000_000);
      await writer.reached(count);
      writer.kill();
      expect(await writer.ended).toStrictEqual({ code: null, signal: 'SIGKILL', stderr: '' });

      const store = await openSqliteStore(file);
      const ids = await idsOf(store, 'orders');
      await store.close();
      // At most one event may be stored whose acknowledgement was never printed: the last.
      const sent = [...acknowledged, ...writer.acknowledged];
      expect(ids.slice(0, sent.length)).toStrictEqual(sent);
      expect(ids.length - sent.length).toBeLessThanOrEqual(1);
      acknowledged = ids;
    }
  });
});
