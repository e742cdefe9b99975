/** Writers that race on the wire double, amid mishaps. */
import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { StoreUnavailable, WrongExpectedRevision } from '../../src/eventstore/errors.ts';
import type { EventStore, Expected, NewEvent } from '../../src/eventstore/port.ts';
import type { AppendFault } from '../support/esdb-double/switches.ts';
import { aNode, aStoreAt } from '../support/esdb-opened.ts';
import { follow } from './following.ts';
import { idsOf } from './given-esdb.ts';
import { saidTimes } from './given.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

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
      { kind: 'fails', code: status.ABORTED, isStored: true },
      { kind: 'cut', isStored: true },
      { kind: 'cut', isStored: false },
      { kind: 'fails', code: status.ABORTED, isStored: false },
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

describe('An append of many events', () => {
  test('that is broken off on its way is stored whole or not at all, and whole when it is repeated', async () => {
    const node = await aNode();
    const patient = aStoreAt(node.url);
    for (let n = 0; n < 30; n += 1) {
      // So little time that it runs out while the events are being sent, for some of them.
      const hasty = aStoreAt(node.url, { appendMs: 1 + (n % 20), appendWithinMs: 1 });
      const [stream, events] = [`orders-${n}`, saidTimes(300)];
      await hasty.append(stream, events, { expected: 'no-stream' }).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) throw error;
      });
      if (n % 10 === 0) node.cut();
      expect([0, 300]).toContain(idsOf(node, stream).length);
      await patient.append(stream, events, { expected: 'no-stream' });
      expect(idsOf(node, stream)).toStrictEqual(events.map(({ id }) => id));
    }
  });
});
