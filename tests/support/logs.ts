/** Stores in memory that hold a small log, and ways to damage it. */
import { MemoryEventStore } from '../../src/eventstore/memory.ts';
import type { EventStore, NewEvent, StoredEvent } from '../../src/eventstore/port.ts';
import { clockIn } from '../../src/tracker/clock.ts';
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
