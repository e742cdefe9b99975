/**
 * What a server and a network do, done to the EventStoreDB store by the wire double: nothing is lost, nothing
 * doubled, nothing waits for ever, and a rejection that nobody handles fails the run.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { describe, expect, test, vi } from 'vitest';
import { StoreUnavailable, WrongExpectedRevision } from '../../src/eventstore/errors.ts';
import type { EventStore, Expected, NewEvent } from '../../src/eventstore/port.ts';
import type { Node } from '../support/esdb-double/node.ts';
import type { AppendFault, ReadFault } from '../support/esdb-double/switches.ts';
import { aNode, aStoreAt } from '../support/esdb-opened.ts';
import { follow } from './following.ts';
import { asStored, collect, contents, refusal, revisions, said, saidTimes, uuid } from './given.ts';

const NEW = { expected: 'no-stream' } as const;

const unavailable = { error: 'StoreUnavailable', code: 'store-unavailable', retryable: true };

const stalled = { name: 'stalled', cause: { code: 'store-unavailable' } };

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

/** A promise, and what fulfils it. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => undefined as void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const bytes = new TextEncoder();

/** Puts events into the log directly, as if another server's had come. */
function write(node: Node, stream: string, count: number, first = 0): void {
  node.log.write(
    stream,
    saidTimes(count, first).map(({ id, type, data }) => ({
      id,
      type,
      contentType: 'application/json',
      data: bytes.encode(JSON.stringify(data)),
      metadata: bytes.encode('{}'),
    })),
  );
}

/** How often each event of the log is in it, by its id: nothing else than once. */
function idsOf(node: Node, stream: string): string[] {
  return node.log.records.filter((record) => record.stream === stream).map(({ id }) => id);
}

describe('An append', () => {
  const never = new Promise<void>(() => undefined);
  const faults: readonly (readonly [string, AppendFault])[] = [
    ['is never answered', { kind: 'silent' }],
    ['is stored and never answered', { kind: 'late', until: never }],
    ['loses its connection before it is stored', { kind: 'cut', isStored: false }],
    ['loses its connection after it was stored', { kind: 'cut', isStored: true }],
    ['times out in the server before it is stored', { kind: 'timeout', isStored: false }],
    ['times out in the server after it was stored', { kind: 'timeout', isStored: true }],
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
    expect(await refusal(store.append('orders', [event], NEW))).toStrictEqual({ ...unavailable });
    node.switches.appends.splice(0);
    await aStoreAt(node.url).append('orders', [event], NEW);
    expect(idsOf(node, 'orders')).toStrictEqual([event.id]);
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

  test('follows the leader when it meets another node', async () => {
    const leader = await aNode();
    const follower = await aNode({ log: leader.log });
    follower.switches.leader = { host: '127.0.0.1', port: leader.port };
    const store = aStoreAt(follower.url);
    const events = saidTimes(2);
    await store.append('orders', events, NEW);
    expect(await contents(store.read('orders'))).toStrictEqual(asStored('orders', events));
    expect([follower.seen.refused, leader.seen.appends]).toStrictEqual([1, 1]);
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

  test('whose server is not there says so in bounded time, and finds it when it comes', async () => {
    const node = await aNode();
    await node.down();
    const store = aStoreAt(node.url, { readTries: 3 });
    const calls = [
      async () => store.head('orders'),
      async () => collect(store.readAll()),
      async () => store.listStreams({ prefix: '' }),
    ];
    for (const call of calls) expect(await refusal(call())).toStrictEqual(unavailable);
    const appended = store.append('orders', saidTimes(1), NEW);
    await node.up();
    expect((await appended).revision).toBe(0);
  });

  test('of a cluster finds the leader by gossip, and says so when no node answers', async () => {
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

  test('lets nothing of the client outlive a read that was left', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    await store.append('orders', saidTimes(300), NEW);
    const reading = vi.spyOn(EventStoreDBClient.prototype, 'readStream');
    for (let n = 0; n < 20; n += 1) {
      await store.head('orders');
      for await (const { revision } of store.read('orders')) if (revision === 3) break;
    }
    const [client] = reading.mock.contexts;
    reading.mockRestore();
    const { disposableStreams } = client as unknown as { disposableStreams: ReadonlySet<unknown> };
    await expect.poll(() => disposableStreams.size, { timeout: 5_000 }).toBe(0);
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

  test('tells a stream that was deleted for good from one that never was', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    await store.append('orders', saidTimes(2), NEW);
    node.log.tombstone('orders');
    const deleted = { error: 'StreamDeleted', code: 'stream-deleted', retryable: false, stream: 'orders' };
    expect(await refusal(store.head('orders'))).toStrictEqual(deleted);
    expect(await refusal(store.append('orders', saidTimes(1), NEW))).toStrictEqual(deleted);
    expect(await store.head('other')).toBeNull();
    // All of them can still be read: what was stored, without the server's own records.
    expect(await revisions(store.readAll())).toStrictEqual([0, 1]);
  });

  test('does not take a stream for new that goes on where a deleted one ended', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    await store.append('orders', saidTimes(2), NEW);
    node.log.softDelete('orders');
    expect(await store.head('orders')).toBeNull();
    expect(await refusal(store.append('orders', saidTimes(1), NEW))).toMatchObject({ code: 'store-corrupt' });
  });

  test("does not take another's event for one of its own", async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    const [json, none] = ['application/json', new Uint8Array()];
    const event = { type: 'Other', contentType: json, metadata: none };
    node.log.write('list', [{ ...event, id: uuid(1), data: bytes.encode('[]') }]);
    node.log.write('broken', [{ ...event, id: uuid(2), data: bytes.encode('{"cut') }]);
    const binary = { ...event, contentType: 'application/octet-stream' };
    node.log.write('binary', [{ ...binary, id: uuid(3), data: bytes.encode('{}') }]);
    for (const stream of ['list', 'broken', 'binary']) {
      expect(await refusal(collect(store.read(stream)))).toMatchObject({ code: 'store-corrupt' });
    }
  });
});

describe('A read', () => {
  const kinds = ['silent', 'cut', 'unavailable'] as const;

  test.each(kinds)(
    'that meets a fault (%s) goes on where it broke off, in either direction',
    async (kind) => {
      const node = await aNode();
      const store = aStoreAt(node.url);
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
    for (const call of calls) expect(await refusal(call())).toStrictEqual(unavailable);
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

  test('of 20,000 events and a slow follower gives each once, and is live only behind the last', async () => {
    const node = await aNode();
    write(node, 'orders', 20_000);
    let [ahead, handled] = [0, 0];
    const follower = follow(aStoreAt(node.url, { answerMs: 5_000 }), {}, async () => {
      handled += 1;
      ahead = Math.max(ahead, node.seen.eventsSent - handled);
      if (handled % 40 === 0) await nextTurn();
    });
    await follower.caughtUp();
    expect(follower.log).toStrictEqual([...upTo(20_000), 'caught up']);
    // The server waits for the follower: what is under way is a window of the connection, not the whole log.
    expect(ahead).toBeLessThan(3_000);
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

  test('that starts at a position of another store is told so', async () => {
    const node = await aNode();
    write(node, 'orders', 3);
    const { ended } = follow(aStoreAt(node.url), { after: '7/7' }).subscription;
    expect(await ended).toMatchObject({ reason: 'failed', error: { code: 'invalid-read' } });
  });
});

/** Appends one event after the other, each until it is in, as often as it is refused or not answered. */
async function persist(store: EventStore, stream: string, events: readonly NewEvent[]): Promise<void> {
  let expected: Expected = 'no-stream';
  for (const event of events) {
    for (let isStored = false; !isStored;) {
      try {
        expected = (await store.append(stream, [event], { expected })).revision;
        isStored = true;
      } catch (error) {
        if (error instanceof WrongExpectedRevision) expected = error.actual;
        else if (!(error instanceof StoreUnavailable)) throw error;
      }
    }
  }
}

describe('Two writers on one stream', () => {
  test('of 500 events each, with the same ids at each try, have every one stored exactly once', async () => {
    const node = await aNode();
    const [one, other] = [aStoreAt(node.url), aStoreAt(node.url)];
    const [ones, others] = [saidTimes(500), saidTimes(500, 500)];
    const follower = follow(aStoreAt(node.url), { prefix: 'orders' });
    // Every kind of mishap, again and again, in the middle of it.
    const faults: readonly AppendFault[] = [
      { kind: 'timeout', isStored: true },
      { kind: 'cut', isStored: true },
      { kind: 'cut', isStored: false },
      { kind: 'timeout', isStored: false },
    ];
    const mishaps = async () => {
      for (let count = 60; count < 900; count += 60) {
        await node.until(({ appends }) => appends >= count);
        node.switches.appends.push(...faults);
      }
    };
    await Promise.all([persist(one, 'orders', ones), persist(other, 'orders', others), mishaps()]);
    const sent = [...ones, ...others].map(({ id }) => id);
    expect(idsOf(node, 'orders').sort()).toStrictEqual(sent.toSorted());
    await follower.handled(1_000);
    expect(follower.events.map(({ revision }) => revision)).toStrictEqual(upTo(1_000));
  });
});
