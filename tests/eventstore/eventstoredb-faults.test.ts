/**
 * What a server and a network do, done to the EventStoreDB store by the wire double: nothing is lost, nothing
 * doubled, nothing waits for ever, and a rejection that nobody handles fails the run.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import type { EventStore } from '../../src/eventstore/port.ts';
import type { AppendFault, ReadFault } from '../support/esdb-double/switches.ts';
import { aNode, aStoreAt } from '../support/esdb-opened.ts';
import { follow } from './following.ts';
import { gate, idsOf, write } from './given-esdb.ts';
import { asStored, collect, contents, refusal, revisions, said, saidTimes, within } from './given.ts';

const NEW = { expected: 'no-stream' } as const;

const unavailable = { error: 'StoreUnavailable', code: 'store-unavailable', retryable: true };

const stalled = { name: 'stalled', cause: { code: 'store-unavailable' } };

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

describe('An append', () => {
  const never = new Promise<void>(() => undefined);
  const faults: readonly (readonly [string, AppendFault])[] = [
    ['is never answered', { kind: 'silent' }],
    ['is stored and never answered', { kind: 'late', until: never }],
    ['loses its connection before it is stored', { kind: 'cut', isStored: false }],
    ['loses its connection after it was stored', { kind: 'cut', isStored: true }],
    ['times out in the server before it is stored', { kind: 'fails', code: status.ABORTED, isStored: false }],
    ['times out in the server after it was stored', { kind: 'fails', code: status.ABORTED, isStored: true }],
    [
      'is cancelled by the server before it is stored',
      { kind: 'fails', code: status.CANCELLED, isStored: false },
    ],
    [
      'is cancelled by the server after it was stored',
      { kind: 'fails', code: status.CANCELLED, isStored: true },
    ],
    [
      'fails in the server after it was stored, nobody knows why',
      { kind: 'fails', code: status.UNKNOWN, isStored: true },
    ],
    [
      'meets a server out of its resources',
      { kind: 'fails', code: status.RESOURCE_EXHAUSTED, isStored: false },
    ],
    ['loses its stream after it was stored', { kind: 'fails', code: status.INTERNAL, isStored: true }],
    ['is answered with neither success nor failure', { kind: 'hollow' }],
  ];

  test.each(faults)('that %s is stored once, and answered', async (_, fault) => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    const events = [...saidTimes(2)];
    node.switches.appends.push(fault, fault);
    const answer = await store.append('orders', events, NEW);
    expect(node.seen.appends).toBe(3);
    expect(await contents(store.read('orders'))).toStrictEqual(asStored('orders', events));
    const last = (await collect(store.read('orders'))).at(-1);
    expect([answer.revision, answer.position]).toStrictEqual([1, last?.position]);
  });

  test('whose first try is stored long after it was given up is stored once', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    const [event, { opened, open }] = [said(), gate()];
    node.switches.appends.push({ kind: 'queued', until: opened });
    await store.append('orders', [event], NEW);
    const next = said();
    await store.append('orders', [next], { expected: 0 });
    open();
    await nextTurn();
    expect(await contents(store.read('orders'))).toStrictEqual(asStored('orders', [event, next]));
  });

  test('fails in bounded time when it is never answered, and can be repeated then', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url, { appendMs: 50, appendWithinMs: 300 });
    const event = said();
    node.switches.appends.push(...Array.from({ length: 100 }, (): AppendFault => ({ kind: 'silent' })));
    const call = store.append('orders', [event], NEW);
    expect(await within(3_000, refusal(call))).toStrictEqual(unavailable);
    node.switches.appends.splice(0);
    await aStoreAt(node.url).append('orders', [event], NEW);
    expect(idsOf(node, 'orders')).toStrictEqual([event.id]);
  });

  test('that is refused for its own events is known to be stored', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    const events = saidTimes(3);
    node.switches.appends.push({ kind: 'forgotten' });
    const answer = await store.append('orders', events, NEW);
    const last = (await collect(store.read('orders'))).at(-1);
    expect(answer).toStrictEqual({ revision: 2, position: last?.position, repeated: true });
    expect([node.seen.appends, idsOf(node, 'orders')]).toStrictEqual([1, events.map(({ id }) => id)]);
  });

  test('tells the server until when an answer is of use', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url, { appendMs: 3_000 });
    await store.append('orders', saidTimes(2), NEW);
    expect(node.seen.longestDeadlineMs).toBeLessThanOrEqual(3_000);
    expect(node.seen.longestDeadlineMs).toBeGreaterThan(1_000);
  });

  test('whose repeat is answered without a place is given its place', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    const events = saidTimes(2);
    const { position } = await store.append('orders', events, NEW);
    node.switches.appends.push({ kind: 'no-position' });
    expect(await store.append('orders', events, NEW)).toStrictEqual({
      revision: 1,
      position,
      repeated: true,
    });
  });

  test('never takes the way by which the client can hang or end the process', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    await store.append('orders', saidTimes(2), NEW);
    expect([node.seen.appends, node.seen.batchAppends, node.seen.features]).toStrictEqual([1, 0, 0]);
  });

  test('in great numbers over a breaking connection is stored once each', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    const events = saidTimes(200);
    for (let n = 0; n < 8; n += 1) node.switches.appends.push({ kind: 'cut', isStored: n % 2 === 0 });
    await Promise.all(events.map(async (event, n) => store.append(`orders-${n}`, [event], NEW)));
    const stored = node.log.records.map(({ id }) => id);
    expect(stored.sort()).toStrictEqual(events.map(({ id }) => id).sort());
  });
});

describe('A store', () => {
  const calls: readonly (readonly [string, (store: EventStore) => Promise<unknown>])[] = [
    ['an append', async (store) => store.append('other', saidTimes(1), NEW)],
    ['a read', async (store) => store.head('orders')],
    ['a read of all', async (store) => collect(store.readAll())],
    ['a list', async (store) => store.listStreams({ prefix: 'orders' })],
    ['a subscription', async (store) => follow(store, {}).handled(2)],
  ];

  test.each(calls)('that meets another node goes to the leader with %s', async (_, call) => {
    const leader = await aNode();
    write(leader, 'orders', 2);
    const follower = await aNode({ log: leader.log });
    follower.switches.leader = { host: '127.0.0.1', port: leader.port };
    await call(aStoreAt(follower.url));
    const { appends, reads, subscriptions } = leader.seen;
    expect([follower.seen.refused, appends + reads + subscriptions]).toStrictEqual([1, 1]);
  });

  test('that is opened before its server is ready waits for it', async () => {
    const node = await aNode();
    node.switches.isReady = false;
    const store = aStoreAt(node.url);
    const follower = follow(store, {});
    const appended = store.append('orders', saidTimes(2), NEW);
    await node.until(({ refused }) => refused >= 6);
    expect(follower.subscription.state).toMatchObject(stalled);
    node.switches.isReady = true;
    await appended;
    await follower.handled(2);
    await follower.caughtUp();
    expect(idsOf(node, 'orders')).toHaveLength(2);
    expect(follower.subscription.state).toStrictEqual({ name: 'live' });
  });

  test('that is closed while an append is tried again finishes it first', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    node.switches.appends.push({ kind: 'cut', isStored: false }, { kind: 'cut', isStored: false });
    const event = said();
    const appended = store.append('orders', [event], NEW);
    await within(5_000, store.close());
    expect(idsOf(node, 'orders')).toStrictEqual([event.id]);
    expect((await appended).revision).toBe(0);
  });

  test('asks a server that is not ready less and less often', async () => {
    const node = await aNode();
    node.switches.isReady = false;
    // The pauses are at least 50, 100, then 200 milliseconds.
    const store = aStoreAt(node.url, { pace: { firstMs: 100, mostMs: 400 }, appendWithinMs: 1_000 });
    follow(store, {});
    expect(await refusal(store.append('orders', saidTimes(1), NEW))).toStrictEqual(unavailable);
    expect(node.seen.refused).toBeGreaterThan(4);
    expect(node.seen.refused).toBeLessThan(24);
  });

  test('whose server is not there says so in bounded time, and finds it when it comes', async () => {
    const node = await aNode();
    await node.down();
    const store = aStoreAt(node.url, { readTries: 3 });
    const calls = [
      async () => store.head('orders'),
      async () => collect(store.readAll()),
      async () => store.listStreams({ prefix: '' }),
    ];
    for (const call of calls) expect(await within(5_000, refusal(call()))).toStrictEqual(unavailable);
    const appended = store.append('orders', saidTimes(1), NEW);
    await node.up();
    expect((await appended).revision).toBe(0);
  });
});

describe('A read', () => {
  const kinds = ['silent', 'cut', 'unavailable'] as const;

  test.each(kinds)(
    'that meets a fault (%s) goes on where it broke off, in either direction',
    async (kind) => {
      const node = await aNode();
      const store = aStoreAt(node.url, { answerMs: 200 });
      write(node, 'orders', 90);
      node.log.noise();
      const faults: readonly ReadFault[] = [0, 1, 40].map((after) => ({ kind, after }));
      node.switches.reads.push(...faults);
      expect(await revisions(store.read('orders'))).toStrictEqual(upTo(90));
      node.switches.reads.push(...faults);
      const backwards = { direction: 'backwards', limit: 70 } as const;
      expect(await revisions(store.read('orders', backwards))).toStrictEqual(upTo(90).reverse().slice(0, 70));
      node.switches.reads.push(...faults);
      expect(await revisions(store.readAll())).toStrictEqual(upTo(90));
      node.switches.reads.push(...faults);
      expect(await revisions(store.readAll(backwards))).toStrictEqual(upTo(90).reverse().slice(0, 70));
    },
  );

  test('of a frozen server fails in bounded time, and succeeds when it goes on', async () => {
    const node = await aNode();
    write(node, 'orders', 3);
    const store = aStoreAt(node.url, { answerMs: 100, readTries: 2 });
    expect(await store.head('orders')).toBe(2);
    node.freeze();
    const calls = [
      async () => store.head('orders'),
      async () => collect(store.read('orders')),
      async () => collect(store.readAll()),
      async () => store.listStreams({ prefix: 'orders' }),
    ];
    for (const call of calls) expect(await within(5_000, refusal(call()))).toStrictEqual(unavailable);
    node.thaw();
    const patient = aStoreAt(node.url);
    expect(await patient.head('orders')).toBe(2);
    expect(await patient.listStreams({ prefix: 'orders' })).toStrictEqual([{ stream: 'orders', head: 2 }]);
  });
});

describe('A list of streams', () => {
  test('is read once, and then only what is new, whatever breaks', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    write(node, 'orders-a', 40);
    const faults: readonly ReadFault[] = (['cut', 'end', 'silent', 'unavailable'] as const).map((kind) => ({
      kind,
      after: 10,
    }));
    node.switches.subscriptions.push(...faults);
    expect(await store.listStreams({ prefix: 'orders-' })).toStrictEqual([{ stream: 'orders-a', head: 39 }]);
    await node.until(({ open }) => open === 0);
    const before = node.seen.eventsSent;
    write(node, 'orders-b', 2);
    write(node, 'orders-a', 1);
    expect(await store.listStreams({ prefix: 'orders-' })).toStrictEqual([
      { stream: 'orders-a', head: 40 },
      { stream: 'orders-b', head: 1 },
    ]);
    expect(node.seen.eventsSent - before).toBe(3);
  });
});

describe('A subscription', () => {
  test.each(['silent', 'cut', 'unavailable', 'end'] as const)(
    'that meets a fault (%s) while catching up goes on after the last handled event',
    async (kind) => {
      const node = await aNode();
      write(node, 'orders', 100);
      node.switches.subscriptions.push(...[0, 1, 50].map((after) => ({ kind, after })));
      const follower = follow(aStoreAt(node.url), { prefix: 'orders' }, async () => nextTurn());
      await follower.caughtUp();
      expect(follower.log).toStrictEqual([...upTo(100), 'caught up']);
    },
  );

  test('outlives restarts of the server in the middle, without a gap and without a repeat', async () => {
    const node = await aNode();
    write(node, 'orders', 300);
    const store = aStoreAt(node.url);
    const follower = follow(store, {}, async ({ data }) => {
      if (data['n'] === 100 || data['n'] === 250) await node.restart();
    });
    await follower.handled(300);
    await node.restart();
    write(node, 'orders', 20, 300);
    await follower.handled(320);
    await node.down();
    write(node, 'orders', 20, 320);
    await node.up();
    await follower.handled(340);
    expect(follower.log.filter((entry) => entry !== 'caught up')).toStrictEqual(upTo(340));
  });

  test('takes a graceful end by the server for an interruption', async () => {
    const node = await aNode();
    write(node, 'orders', 3);
    const follower = follow(aStoreAt(node.url), {});
    await follower.caughtUp();
    node.endSubscriptions();
    write(node, 'orders', 2, 3);
    await follower.handled(5);
    await follower.caughtUp(2);
    expect(follower.log).toStrictEqual([0, 1, 2, 'caught up', 3, 4, 'caught up']);
  });

  test('notices in bounded time that its server is frozen, and goes on when it goes on', async () => {
    const node = await aNode();
    write(node, 'orders', 3);
    const follower = follow(aStoreAt(node.url, { quietMs: 200, answerMs: 200 }), {});
    await follower.caughtUp();
    node.freeze();
    write(node, 'orders', 2, 3);
    await expect.poll(() => follower.subscription.state, { timeout: 10_000 }).toMatchObject(stalled);
    node.thaw();
    await follower.handled(5);
    expect(follower.log.filter((entry) => entry !== 'caught up')).toStrictEqual(upTo(5));
  });

  test('of 20,000 events and a slow follower gives each once, and is live only behind the last', async () => {
    const node = await aNode();
    write(node, 'orders', 20_000);
    let [ahead, handled] = [0, 0];
    const follower = follow(aStoreAt(node.url, { answerMs: 5_000 }), {}, async () => {
      handled += 1;
      ahead = Math.max(ahead, node.seen.eventsSent - handled);
      // Slowest at the end, where the news of having caught up could overtake the last events.
      if (handled % 40 === 0 || handled > 19_900) await nextTurn();
    });
    await follower.caughtUp();
    expect(follower.log).toStrictEqual([...upTo(20_000), 'caught up']);
    // The server waits for the follower: what is under way is a window of the connection, not the whole log.
    expect(ahead).toBeLessThan(3_000);
  });
});
