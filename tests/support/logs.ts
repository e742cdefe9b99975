/** Stores that hold a log, made without a server; and ways to damage it. */
import { z } from 'zod';
import { MemoryEventStore } from '../../src/eventstore/memory.ts';
import type { EventStore, NewEvent, StoredEvent } from '../../src/eventstore/port.ts';
import { clockIn } from '../../src/tracker/clock.ts';
import { encodeEvent, streamOf } from '../../src/eventstore/codec.ts';
import { kindOf } from '../../src/tracker/documents.ts';
import { createTracker } from '../../src/tracker/tracker.ts';
import type { DossierEvent } from '../../src/dossier/announcement.ts';

/** A store into which these events were appended, each as a request of its own. */
export async function storeWith(events: readonly DossierEvent[]): Promise<EventStore> {
  const store = new MemoryEventStore();
  const clock = clockIn('UTC', () => new Date('2026-06-15T12:00:00Z'));
  const tracker = createTracker({ store, clock });
  for (const body of events) {
    await tracker.append('trial', kindOf(body), {
      body,
      appendedBy: 'desk',
      idempotencyKey: crypto.randomUUID(),
    });
  }
  return store;
}

/** How many events {@link record} appends at once. */
const AT_ONCE = 500;

/** Records the events of a new dossier as they are, chained, without asking whether they may be. */
export async function record(
  store: EventStore,
  dossier: string,
  events: readonly DossierEvent[],
): Promise<void> {
  const stream = streamOf(dossier);
  let previousHash: string | null = null;
  const encoded: NewEvent[] = [];
  for (const [revision, event] of events.entries()) {
    const recordedAt = new Date(Date.UTC(2026, 5, 15, 12) + revision * 60_000).toISOString();
    const place = { id: crypto.randomUUID(), stream, revision, recordedAt, previousHash };
    const next = encodeEvent(event, { ...place, appendedBy: 'desk', idempotencyKey: `key-${revision}` });
    previousHash = z.string().parse(next.metadata['hash']);
    encoded.push(next);
  }
  for (let first = 0; first < encoded.length; first += AT_ONCE) {
    const expected = first === 0 ? 'no-stream' : first - 1;
    await store.append(stream, encoded.slice(first, first + AT_ONCE), { expected });
  }
}

/** Everything that a store holds. */
export async function allOf(store: EventStore): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const event of store.readAll()) events.push(event);
  return events;
}

/** A store that holds these events as they are, whatever their hashes say. */
export async function storeOf(events: readonly StoredEvent[]): Promise<EventStore> {
  const store = new MemoryEventStore();
  for (const { stream, revision, id, type, data, metadata } of events) {
    const event: NewEvent = { id, type, data, metadata };
    await store.append(stream, [event], { expected: revision === 0 ? 'no-stream' : revision - 1 });
  }
  return store;
}
