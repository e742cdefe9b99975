/** How the EventStoreDB store behaves beside the suite, on the wire double, where nothing breaks. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { describe, expect, test, vi } from 'vitest';
import { compareEsdbPositions } from '../../src/eventstore/esdb-positions.ts';
import { aNode, aStoreAt } from '../support/esdb-opened.ts';
import { follow } from './following.ts';
import { gate, write } from './given-esdb.ts';
import { refusal, revisions, said, saidTimes, within } from './given.ts';

const NEW = { expected: 'no-stream' } as const;

const unavailable = { error: 'StoreUnavailable', code: 'store-unavailable', retryable: true };

describe('An EventStoreDB store', () => {
  test('on a cluster finds the leader by gossip, and says so when no node answers', async () => {
    const ports: number[] = [];
    const node = await aNode({ members: () => ports });
    ports.push(node.port);
    const url = `esdb://127.0.0.1:${node.port},localhost:${node.port}?tls=false&maxDiscoverAttempts=1`;
    const store = aStoreAt(url, { readTries: 2 });
    await store.append('orders', saidTimes(1), NEW);
    expect(node.seen.gossips).toBeGreaterThan(0);
    await node.down();
    expect(await refusal(store.head('orders'))).toStrictEqual(unavailable);
    await node.up();
    const again = aStoreAt(url);
    expect(await again.head('orders')).toBe(0);
  });

  test('reads many streams at a time without a warning of the runtime', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    await store.append('orders', saidTimes(1), NEW);
    const warnings: Error[] = [];
    const listen = (warning: Error) => warnings.push(warning);
    process.on('warning', listen);
    const heads = await Promise.all(Array.from({ length: 40 }, async () => store.head('orders')));
    await nextTurn();
    process.off('warning', listen);
    expect([new Set(heads), warnings]).toStrictEqual([new Set([0]), []]);
  });

  test('begins an append while another fails, and uses no channel that the client is just closing', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    const reading = vi.spyOn(EventStoreDBClient.prototype, 'readStream');
    expect(await store.head('orders')).toBeNull();
    const [context] = reading.mock.contexts;
    reading.mockRestore();
    const client = context as { handleError: (...failure: readonly unknown[]) => Promise<void> };
    const { handleError } = client;
    const begun: Promise<unknown>[] = [];
    client.handleError = async (...failure) => {
      client.handleError = handleError;
      // The worst moment: the channel is given out, and closed before it is used.
      begun.push(store.append('other', saidTimes(1), NEW));
      return handleError(...failure);
    };
    node.switches.appends.push({ kind: 'cut', isStored: true });
    await store.append('orders', saidTimes(1), NEW);
    // A rejection that the client leaves to nobody fails the run.
    expect(await Promise.all(begun)).toMatchObject([{ revision: 0, repeated: false }]);
    expect(node.seen.appends).toBe(3);
  });

  test('sends no more appends at a time than a server answers within their deadlines', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url, { appendMs: 10_000 });
    const { opened, open } = gate();
    for (let n = 0; n < 16; n += 1) node.switches.appends.push({ kind: 'late', until: opened });
    const names = Array.from({ length: 60 }, (_, n) => `orders-${n}`);
    const appended = names.map(async (name) => store.append(name, saidTimes(1), NEW));
    await node.until(({ appends }) => appends >= 16);
    await store.head('orders');
    expect(node.seen.appends).toBe(16);
    open();
    await Promise.all(appended);
    expect(node.log.records.map(({ stream }) => stream).sort()).toStrictEqual(names.sort());
  });

  test('lets nothing of the client outlive a read that was left', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    await store.append('orders', saidTimes(300), NEW);
    const reading = vi.spyOn(EventStoreDBClient.prototype, 'readStream');
    // More than the client's streams hold by themselves, and less than makes the server wait.
    await store.append('few', saidTimes(36), NEW);
    for (let n = 0; n < 20; n += 1) {
      await store.head('orders');
      for await (const { revision } of store.read('orders')) if (revision === 3) break;
      for await (const { revision } of store.read('few')) {
        // The call is over, and behind all of it came the answer to another.
        await node.until(({ open }) => open === 0);
        await store.head('orders');
        if (revision === 0) break;
      }
    }
    const [client] = reading.mock.contexts;
    reading.mockRestore();
    const { disposableStreams } = client as { disposableStreams: ReadonlySet<unknown> };
    await expect.poll(() => disposableStreams.size, { timeout: 5_000 }).toBe(0);
  });

  test('is closed in bounded time by a client that never lets go of its streams', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    const reading = vi.spyOn(EventStoreDBClient.prototype, 'readStream');
    await store.head('orders');
    const [client] = reading.mock.contexts;
    reading.mockRestore();
    const never = new Promise<void>(() => undefined);
    Object.assign(client as object, { dispose: async () => never });
    await within(2_000, store.close());
    expect(await refusal(store.head('orders'))).toMatchObject({ code: 'store-closed' });
  });

  test('on a server that knows its users lets in the right one, and asks a wrong one once', async () => {
    const node = await aNode({ users: { desk: 'pass:word/1' } });
    const as = (user: string) => node.url.replace('esdb://', `esdb://${user}@`);
    const store = aStoreAt(as('desk:pass%3Aword%2F1'));
    const follower = follow(store, {});
    await store.append('orders', saidTimes(2), NEW);
    await follower.handled(2);
    expect(await revisions(store.read('orders'))).toStrictEqual([0, 1]);

    const denied = { error: 'StoreAccessDenied', code: 'store-access-denied', retryable: false };
    const wrong = aStoreAt(as('desk:guessed-secret'));
    const [before] = [node.seen.refused];
    const call = wrong.append('orders', saidTimes(1, 2), { expected: 1 });
    expect(await refusal(call)).toStrictEqual(denied);
    await expect(call).rejects.toThrow('refused access: the user is unknown or the password wrong');
    await expect(call).rejects.not.toThrow('guessed-secret');
    expect(await refusal(wrong.head('orders'))).toStrictEqual(denied);
    const { ended } = follow(wrong, {}).subscription;
    expect(await ended).toMatchObject({ reason: 'failed', error: { code: 'store-access-denied' } });
    expect(node.seen.refused - before).toBe(3);
  });

  test('reads what is left of a stream whose beginning the server no longer gives, and appends to it', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    await store.append('orders', saidTimes(5), NEW);
    node.log.truncate('orders', 3);
    expect(await revisions(store.read('orders'))).toStrictEqual([3, 4]);
    expect(await revisions(store.read('orders', { direction: 'backwards' }))).toStrictEqual([4, 3]);
    await store.append('orders', saidTimes(1, 5), { expected: 4 });
    expect(await store.head('orders')).toBe(5);
    expect(await revisions(store.readAll())).toStrictEqual([0, 1, 2, 3, 4, 5]);
  });

  test('names the limit of a server that takes less than it sends', async () => {
    const node = await aNode({ maxAppendBytes: 1_000 });
    const store = aStoreAt(node.url);
    const large = said({ text: 'x'.repeat(1_200) });
    const call = store.append('orders', [large], NEW);
    const tooLarge = { error: 'AppendTooLarge', code: 'append-too-large', retryable: false, limit: 1_000 };
    expect(await refusal(call)).toMatchObject(tooLarge);
    expect([node.seen.appends, await store.head('orders')]).toStrictEqual([1, null]);
  });
});

describe('A subscription to an EventStoreDB store', () => {
  test('that is only quiet stays live, and says nothing of being opened anew', async () => {
    const node = await aNode();
    write(node, 'orders', 3);
    const follower = follow(aStoreAt(node.url, { quietMs: 50, answerMs: 2_000 }), { prefix: 'orders' });
    await follower.caughtUp();
    await node.until(({ subscriptions }) => subscriptions >= 4);
    write(node, 'orders', 1, 3);
    await follower.handled(4);
    expect(follower.log).toStrictEqual([0, 1, 2, 'caught up', 3]);
  });

  test('never puts a checkpoint before the events that it follows', async () => {
    const node = await aNode();
    const checkpoints: [string, number][] = [];
    for (let n = 0; n < 6; n += 1) {
      write(node, 'orders', 10, n * 10);
      for (let i = 0; i < 30; i += 1) node.log.noise();
    }
    const handled: string[] = [];
    const live = gate();
    const subscription = aStoreAt(node.url).subscribe(
      { prefix: 'orders' },
      {
        event: async ({ position }) => {
          await nextTurn();
          handled.push(position);
        },
        checkpoint: (position) => {
          checkpoints.push([position, handled.length]);
          // Whoever goes on from where the subscription is goes on from there.
          expect(subscription.position).toBe(position);
        },
        caughtUp: live.open,
      },
    );
    await live.opened;
    await subscription.stop();
    const places = node.log.records.map(({ position }) => `${position}/${position}`);
    const eventsUpTo = (position: string) =>
      node.log.records.slice(0, places.indexOf(position) + 1).filter(({ stream }) => stream === 'orders')
        .length;
    expect(checkpoints.length).toBeGreaterThan(5);
    for (const [position, count] of checkpoints)
      expect([position, count]).toStrictEqual([position, eventsUpTo(position)]);
    // The last one is a place to go on from: past the noise at the end.
    expect(checkpoints.at(-1)?.[0]).toBe(places.at(-1));
  });

  test('has nothing sent of the streams that are not wanted', async () => {
    const node = await aNode();
    for (let n = 0; n < 3; n += 1) {
      write(node, 'orders', 1, n);
      write(node, 'bills', 1, n);
      for (let i = 0; i < 20; i += 1) node.log.noise();
    }
    const store = aStoreAt(node.url);
    await follow(store, {}).caughtUp();
    expect(node.seen.eventsSent).toBe(6);
    await follow(store, { prefix: 'orders' }).caughtUp();
    expect(node.seen.eventsSent).toBe(9);
  });

  test('gives each event once, and no checkpoint before another, where its server sends some again', async () => {
    const node = await aNode();
    write(node, 'orders', 100);
    const positions: string[] = [];
    node.switches.overlap = 70;
    node.switches.subscriptions.push({ kind: 'end', after: 90 }, { kind: 'end', after: 75 });
    const store = aStoreAt(node.url);
    const [numbers, live] = [new Array<unknown>(), gate()];
    store.subscribe(
      { prefix: 'orders' },
      {
        event: ({ data, position }) => {
          numbers.push(data['n']);
          positions.push(position);
        },
        checkpoint: (position) => {
          positions.push(position);
        },
        caughtUp: live.open,
      },
    );
    await live.opened;
    expect(numbers).toStrictEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(node.seen.eventsSent).toBeGreaterThan(200);
    expect(positions).toStrictEqual(positions.toSorted(compareEsdbPositions));
  });
});
