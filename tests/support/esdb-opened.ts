/** Doubles and stores on them that last as long as a test. */
import { afterEach } from 'vitest';
import { parseEsdbAddress } from '../../src/eventstore/esdb-address.ts';
import type { Timing } from '../../src/eventstore/esdb-session.ts';
import type { EventStoreDbStore } from '../../src/eventstore/esdb-store.ts';
import { openEventStoreDb } from '../../src/eventstore/eventstoredb.ts';
import { Node, type NodeOptions } from './esdb-double/node.ts';

/** Impatient, so that a test of patience is short. Where it is too impatient for a busy machine it tries again. */
export const QUICK: Timing = {
  appendMs: 400,
  appendWithinMs: 8_000,
  answerMs: 500,
  quietMs: 700,
  readTries: 12,
  pace: { firstMs: 10, mostMs: 100 },
};

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

export async function aNode(options: NodeOptions = {}): Promise<Node> {
  const node = await Node.start(options);
  closing.push(async () => node.down());
  return node;
}

/** A store at an address, in a hurry. */
export function aStoreAt(url: string, timing: Partial<Timing> = {}): EventStoreDbStore {
  const store = openEventStoreDb(
    parseEsdbAddress(url, () => undefined),
    { ...QUICK, ...timing },
  );
  closing.push(async () => store.close());
  return store;
}
