/** The EventStoreDB store against a server that the system kills and stops: the double as a process of its own. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DoubleProcess } from '../support/esdb-child.ts';
import { aStoreAt } from '../support/esdb-opened.ts';
import { aFolder } from '../support/folders.ts';
import { follow } from './following.ts';
import { asStored, contents, refusal, saidTimes } from './given.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

describe('An EventStoreDB store', () => {
  test('loses and doubles nothing when its server is killed in the middle of appends, again and again', async () => {
    const server = await DoubleProcess.start(join(aFolder(), 'log.jsonl'));
    const store = aStoreAt(server.url, { appendWithinMs: 30_000 });
    const follower = follow(store, { prefix: 'orders' });
    const events = saidTimes(120);
    for (const [n, event] of events.entries()) {
      const appended = store.append('orders', [event], { expected: n === 0 ? 'no-stream' : n - 1 });
      if (n % 40 === 20) {
        await server.kill();
        await server.revive();
      }
      expect((await appended).revision).toBe(n);
    }
    expect(await contents(store.read('orders'))).toStrictEqual(asStored('orders', events));
    await follower.handled(120);
    expect(follower.log.filter((entry) => entry !== 'caught up')).toStrictEqual(upTo(120));
    await store.close();
    await server.kill();
  });

  test('neither hangs on a stopped server nor loses what it was asked meanwhile', async () => {
    const server = await DoubleProcess.start(join(aFolder(), 'log.jsonl'));
    const store = aStoreAt(server.url, { appendWithinMs: 30_000, quietMs: 300 });
    const impatient = aStoreAt(server.url, {
      appendMs: 100,
      appendWithinMs: 300,
      answerMs: 100,
      readTries: 2,
    });
    const follower = follow(store, {});
    await store.append('orders', saidTimes(3), { expected: 'no-stream' });
    await follower.handled(3);
    server.freeze();
    const appended = store.append('orders', saidTimes(2, 3), { expected: 2 });
    const unavailable = { error: 'StoreUnavailable', code: 'store-unavailable', retryable: true };
    expect(await refusal(impatient.head('orders'))).toStrictEqual(unavailable);
    const call = impatient.append('elsewhere', saidTimes(1), { expected: 'no-stream' });
    expect(await refusal(call)).toStrictEqual(unavailable);
    await expect.poll(() => follower.subscription.state.name, { timeout: 20_000 }).toBe('stalled');
    server.thaw();
    expect((await appended).revision).toBe(4);
    // What was refused above may be stored now, or not: nobody can know before it is asked again.
    await follower.subscription.reached((await appended).position);
    const numbers = follower.events.filter(({ stream }) => stream === 'orders').map(({ data }) => data['n']);
    expect(numbers).toStrictEqual(upTo(5));
    await Promise.all([store.close(), impatient.close()]);
    await server.kill();
  });
});
