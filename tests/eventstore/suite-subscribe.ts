import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'vitest';
import type { EventStore } from '../../src/eventstore/port.ts';
import { follow, mark } from './following.ts';
import { collect, freshName, refusal, refused, said, saidTimes } from './given.ts';
import type { SuiteTest } from './suite.ts';

const NEW = { expected: 'no-stream' } as const;

const over = { error: 'SubscriptionOver', code: 'subscription-over', retryable: false };

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

/** A prefix of the test's own, and two streams of it with five events whose data count. */
async function fiveEvents(store: EventStore): Promise<{ prefix: string; one: string; other: string }> {
  const prefix = freshName('dossier');
  const [one, other] = [`${prefix}-one`, `${prefix}-other`];
  await store.append(one, saidTimes(2), NEW);
  await store.append(other, saidTimes(2, 2), NEW);
  await store.append(one, saidTimes(1, 4), { expected: 1 });
  return { prefix, one, other };
}

export const subscribeTests: readonly SuiteTest[] = [
  [
    'gives a follower the old events in order, then says that it has caught up',
    async ({ store }) => {
      const { prefix } = await fiveEvents(store);
      const follower = follow(store, { prefix });
      await follower.caughtUp();
      expect(follower.log).toStrictEqual([0, 1, 2, 3, 4, 'caught up']);
      expect(follower.subscription.state).toStrictEqual({ name: 'live' });
      expect(await follower.subscription.stop()).toStrictEqual({ reason: 'stopped' });
    },
  ],
  [
    'gives a follower what is appended later, as it is read',
    async ({ store }) => {
      const { prefix, one } = await fiveEvents(store);
      const after = await mark(store);
      const follower = follow(store, { prefix, after });
      await follower.caughtUp();
      await store.append(one, saidTimes(2, 5), { expected: 2 });
      await store.append(`${prefix}-new`, saidTimes(1, 7), NEW);
      await follower.handled(3);
      expect(follower.log).toStrictEqual(['caught up', 5, 6, 7]);
      expect(follower.events).toStrictEqual(await collect(store.readAll({ after })));
      await follower.subscription.stop();
    },
  ],
  [
    'starts after any event that a follower names',
    async ({ store }) => {
      const { prefix } = await fiveEvents(store);
      const all = follow(store, { prefix });
      await all.caughtUp();
      for (const [i, { position }] of all.events.entries()) {
        const follower = follow(store, { prefix, after: position });
        await follower.caughtUp();
        expect(follower.log).toStrictEqual([...upTo(5).slice(i + 1), 'caught up']);
      }
    },
  ],
  [
    'gives a follower of everything the events of all streams',
    async ({ store }) => {
      const after = await mark(store);
      const follower = follow(store, { after });
      await store.append(freshName('one'), saidTimes(1), NEW);
      await store.append(freshName('other'), saidTimes(2, 1), NEW);
      await follower.handled(3);
      expect(follower.events).toStrictEqual(await collect(store.readAll({ after })));
    },
  ],
  [
    'keeps other streams from a follower of a prefix',
    async ({ store }) => {
      const { prefix, one } = await fiveEvents(store);
      const follower = follow(store, { prefix });
      await follower.caughtUp();
      await store.append(`not-${prefix}`, saidTimes(3, 90), NEW);
      await store.append(one, saidTimes(1, 5), { expected: 2 });
      await follower.handled(6);
      expect(follower.log).toStrictEqual([0, 1, 2, 3, 4, 'caught up', 5]);
    },
  ],
  [
    'gives each event once and in order to one who starts in the middle of many appends',
    async ({ store }) => {
      const stream = freshName('busy');
      await store.append(stream, saidTimes(1_203), NEW);
      const follower = follow(store, { prefix: stream });
      for (let n = 1_203; n < 1_303; n += 1) {
        await store.append(stream, saidTimes(1, n), { expected: n - 1 });
      }
      await follower.handled(1_303);
      await follower.caughtUp();
      expect(follower.log.filter((entry) => entry !== 'caught up')).toStrictEqual(upTo(1_303));
      // None of those that were there at the start may come after it.
      expect(follower.log.indexOf('caught up')).toBeGreaterThanOrEqual(1_203);
    },
  ],
  [
    'never calls a slow handler before it has finished, and catches up behind it',
    async ({ store }) => {
      const { prefix, one } = await fiveEvents(store);
      let [running, most] = [0, 0];
      const follower = follow(store, { prefix }, async () => {
        running += 1;
        most = Math.max(most, running);
        for (let turn = 0; turn < 5; turn += 1) await nextTurn();
        running -= 1;
      });
      await store.append(one, saidTimes(40, 5), { expected: 2 });
      await follower.handled(45);
      await follower.caughtUp();
      expect(most).toBe(1);
      expect(follower.log.filter((entry) => entry !== 'caught up')).toStrictEqual(upTo(45));
    },
  ],
  [
    'never holds a position ahead of what is handled, and goes on from any without loss',
    async ({ store }) => {
      const { prefix } = await fiveEvents(store);
      const positions: (string | null)[] = [];
      const follower = follow(store, { prefix }, async () => {
        await nextTurn();
        positions.push(follower.subscription.position);
      });
      await follower.caughtUp();
      const given = follower.events.map(({ position }) => position);
      // The first may be a place without events of the prefix.
      expect(given).not.toContain(positions[0]);
      expect(positions.slice(1)).toStrictEqual(given.slice(0, -1));

      const saved: string[] = [];
      const numbers: unknown[] = [];
      for (let start = 0; start < 5; start += 1) {
        const again = follow(store, { prefix, after: saved.at(-1) }, (event) => {
          void again.subscription.stop();
          numbers.push(event.data['n']);
          saved.push(event.position);
        });
        expect(await again.subscription.ended).toStrictEqual({ reason: 'stopped' });
      }
      expect(numbers).toStrictEqual([0, 1, 2, 3, 4]);
    },
  ],
  [
    'reports a handler that throws or is rejected, with the event, and calls it no more',
    async ({ store }) => {
      const { prefix } = await fiveEvents(store);
      const failure = new Error('a mistake in the handler');
      const handlers = [
        () => {
          throw failure;
        },
        async () => {
          await nextTurn();
          throw failure;
        },
      ];
      for (const fail of handlers) {
        const follower = follow(store, { prefix }, async ({ data }) => {
          if (data['n'] === 2) await fail();
        });
        const end = await follower.subscription.ended;
        expect(end).toStrictEqual({ reason: 'handler-failed', error: failure, event: follower.events[2] });
        expect(follower.log).toStrictEqual([0, 1, 2]);
        expect(follower.subscription.position).toBe(follower.events[1]?.position);
        expect(follower.subscription.state).toStrictEqual({ name: 'ended', end });
      }
    },
  ],
  [
    'reports a failure to take note of having caught up',
    async ({ store }) => {
      const { prefix } = await fiveEvents(store);
      const error = new Error('a mistake in the handler');
      const subscription = store.subscribe(
        { prefix },
        { event: () => undefined, caughtUp: () => Promise.reject(error) },
      );
      expect(await subscription.ended).toStrictEqual({ reason: 'handler-failed', error, event: null });
    },
  ],
  [
    'gives nothing more once a follower has stopped, be it in the middle of an event',
    async ({ store }) => {
      const { prefix, one } = await fiveEvents(store);
      const follower = follow(store, { prefix }, async ({ data }) => {
        if (data['n'] === 1) void follower.subscription.stop();
        await nextTurn();
      });
      expect(await follower.subscription.ended).toStrictEqual({ reason: 'stopped' });
      await store.append(one, saidTimes(1, 5), { expected: 2 });
      expect(follower.log).toStrictEqual([0, 1]);
      expect(await follower.subscription.stop()).toStrictEqual({ reason: 'stopped' });
    },
  ],
  [
    "stops at a signal's abortion, before the first event and while waiting for one",
    async ({ store }) => {
      const { prefix } = await fiveEvents(store);
      const never = follow(store, { prefix, signal: AbortSignal.abort() });
      expect(await never.subscription.ended).toStrictEqual({ reason: 'stopped' });
      expect(never.log).toStrictEqual([]);

      const abort = new AbortController();
      const follower = follow(store, { prefix, signal: abort.signal });
      await follower.caughtUp();
      abort.abort();
      expect(await follower.subscription.ended).toStrictEqual({ reason: 'stopped' });
    },
  ],
  [
    'lets a writer wait until a follower has seen its own append',
    async ({ store }) => {
      const { prefix, one } = await fiveEvents(store);
      const { subscription, events } = follow(store, { prefix }, async () => nextTurn());
      const { position } = await store.append(one, saidTimes(2, 5), { expected: 2 });
      await subscription.reached(position);
      expect(events.map(({ data }) => data['n'])).toStrictEqual(upTo(7));
      await subscription.reached(position);
      expect(await refusal(subscription.reached('x'))).toStrictEqual(refused.read);
    },
  ],
  [
    'lets nobody wait for what will not come',
    async ({ store }) => {
      const { prefix, one } = await fiveEvents(store);
      const follower = follow(store, { prefix });
      await follower.caughtUp();
      const abort = new AbortController();
      const reason = new Error('the request is over');
      const { position } = await store.append(`other-${prefix}`, [said()], NEW);
      await follower.subscription.stop();
      await store.append(one, saidTimes(1, 5), { expected: 2 });
      expect(await refusal(follower.subscription.reached(position))).toStrictEqual(over);
      abort.abort(reason);
      await expect(follower.subscription.reached(position, abort.signal)).rejects.toBe(reason);
    },
  ],
  [
    'serves several followers, each at its own pace',
    async ({ store }) => {
      const { prefix } = await fiveEvents(store);
      const quick = follow(store, { prefix });
      const broken = follow(store, { prefix }, () => Promise.reject(new Error('broken')));
      const slow = follow(store, { prefix }, async () => {
        for (let turn = 0; turn < 20; turn += 1) await nextTurn();
      });
      await Promise.all([quick.caughtUp(), slow.caughtUp(), broken.subscription.ended]);
      expect([quick.log, slow.log, broken.log]).toStrictEqual([
        [0, 1, 2, 3, 4, 'caught up'],
        [0, 1, 2, 3, 4, 'caught up'],
        [0],
      ]);
    },
  ],
  [
    'reports what is no position to one who starts there',
    async ({ store }) => {
      for (const after of ['', 'x', '-1', '1.5']) {
        const end = await follow(store, { after }).subscription.ended;
        const error = end.reason === 'failed' ? end.error : end.reason;
        expect(await refusal(Promise.reject(error))).toStrictEqual(refused.read);
      }
    },
  ],
  [
    'ends its followers when it is closed, and takes none after it',
    async ({ store }) => {
      const { prefix } = await fiveEvents(store);
      const [waiting, busy] = [follow(store, { prefix }), follow(store, { prefix }, async () => nextTurn())];
      await waiting.caughtUp();
      await Promise.all([store.close(), waiting.subscription.ended, busy.subscription.ended]);
      const late = follow(store, { prefix });
      for (const { subscription } of [waiting, busy, late]) {
        expect(await subscription.ended).toStrictEqual({ reason: 'closed' });
      }
      expect(late.log).toStrictEqual([]);
    },
  ],
];
