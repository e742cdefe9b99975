/**
 * The event store that a test of the whole program runs over: in memory, or on the wire double in a run that asks
 * for it with `TERMLINE_TEST_STORE=double` (projects of `vitest.config.ts`). Such tests get theirs only here.
 */
import { test } from 'vitest';
import { parseEsdbAddress } from '../../src/eventstore/esdb-address.ts';
import { openEventStoreDb } from '../../src/eventstore/eventstoredb.ts';
import { MemoryEventStore } from '../../src/eventstore/memory.ts';
import type { EventStore } from '../../src/eventstore/port.ts';
import { Node } from './esdb-double/node.ts';

export const isOnDouble = process.env['TERMLINE_TEST_STORE'] === 'double';

/** A new and empty store. Some are shared by tests and even by files: each lasts as long as its process. */
export async function aStore(): Promise<EventStore> {
  if (!isOnDouble) return new MemoryEventStore();
  const node = await Node.start();
  // What a real log begins with.
  node.log.noise('$users', '$UserCreated');
  return openEventStoreDb(parseEsdbAddress(node.url, () => undefined));
}

/**
 * Whether an answer means that the same is to be asked again. A store beyond a network takes its time, and other
 * writers of a dossier can be faster every time that a server tries; beside its store it never gives up.
 */
export function isAskedAgain(status: number): boolean {
  return isOnDouble && status === 503;
}

/**
 * Declares tests that are not repeated on the double, where they show as skipped, with the reason.
 * `tests/support/left-out.ts` prints them after a run.
 */
export function notOnDouble(reason: string): (title: string, run: () => Promise<void> | void) => void {
  return (title, run) => {
    if (isOnDouble) test.skip(`${title} (can't: ${reason})`);
    else test(title, run);
  };
}
