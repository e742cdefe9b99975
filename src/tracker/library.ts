/**
 * The dossiers as this process holds them: each a timeline, made when it is first read, caught up from the store
 * where it is behind, in a bounded cache.
 */
import type { RecordedEvent } from '../dossier/announcement.ts';
import { Timeline } from '../dossier/timeline.ts';
import { decodeEvent, streamOf, type DecodedEvent } from '../eventstore/codec.ts';
import type { EventStore } from '../eventstore/port.ts';

/** What an append needs to know of one that went before. */
export interface Remembered {
  readonly revision: number;
  readonly digest: string | undefined;
}

/** A dossier up to its head. Never changed: catching up gives another one. */
export interface Held {
  readonly timeline: Timeline;
  /** Hash of the last event; null before the first. */
  readonly hash: string | null;
  readonly keys: ReadonlyMap<string, Remembered>;
  /** The appends of each thing: of each announcement's id, of its corrections, … in their order. */
  readonly things: ReadonlyMap<string, readonly Remembered[]>;
}

/** What an event is the append of: the name under which its repeat is recognised. */
export function thingOf(event: DecodedEvent['event']): string {
  switch (event.type) {
    case 'DossierOpened':
      return 'open';
    case 'DossierAmended':
      return 'amend';
    case 'AnnouncementCorrected':
      return `correct ${event.announcement}`;
    case 'AnnouncementRetracted':
      return `retract ${event.announcement}`;
    case 'AgreementAnnounced':
    case 'RenegotiationAnnounced':
    case 'TerminationAnnounced':
    case 'DocumentPublished':
    case 'RefutationAnnounced':
    case 'StatementMade':
    case 'ReportPublished':
      return `announce ${event.id}`;
    default:
      return event satisfies never;
  }
}

function extended(held: Held, events: readonly DecodedEvent[]): Held {
  const last = events.at(-1);
  if (last === undefined) return held;
  const keys = new Map(held.keys);
  const things = new Map(held.things);
  for (const { revision, event, metadata } of events) {
    const remembered = { revision, digest: metadata.requestDigest };
    const thing = thingOf(event);
    things.set(thing, [...(things.get(thing) ?? []), remembered]);
    if (metadata.idempotencyKey !== undefined) keys.set(metadata.idempotencyKey, remembered);
  }
  const recorded: RecordedEvent[] = events.map(({ revision, event }) => ({ revision, event }));
  return { timeline: held.timeline.extend(recorded), hash: last.metadata.hash, keys, things };
}

/** Who knows how far a dossier has come: its last revision, or null for whoever wants to know to ask the store. */
export interface Heads {
  headOf(dossier: string): number | null;
}

/** One dossier's place in the cache. */
interface Shelf {
  held: Held;
  /** The last of those who catch up: they queue, so that none takes events in that another is just adding. */
  tail: Promise<unknown>;
}

function emptyOf(dossier: string): Held {
  return { timeline: Timeline.empty(dossier), hash: null, keys: new Map(), things: new Map() };
}

export class Library {
  readonly #store: EventStore;
  readonly #heads: Heads;
  readonly #most: number;
  /** In the order of use, the least recent first. */
  readonly #shelves = new Map<string, Shelf>();

  /** @param most how many dossiers are kept in memory */
  constructor(store: EventStore, heads: Heads, most = 64) {
    this.#store = store;
    this.#heads = heads;
    this.#most = most;
  }

  /**
   * A dossier up to its head as far as it is known; head -1 where there is none.
   * @param atLeast a revision that the caller has heard of: where it isn't known here, the store is asked
   * @throws what the store and the codec throw
   */
  async read(dossier: string, atLeast = -1): Promise<Held> {
    const head = this.#heads.headOf(dossier);
    return this.#upTo(dossier, head === null ? Infinity : Math.max(head, atLeast));
  }

  /** A dossier up to the store's present head: what an append is decided on. Throws as {@link read}. */
  async refresh(dossier: string): Promise<Held> {
    return this.#upTo(dossier, Infinity);
  }

  async #upTo(dossier: string, revision: number): Promise<Held> {
    const shelf = this.#shelves.get(dossier) ?? { held: emptyOf(dossier), tail: Promise.resolve() };
    this.#shelves.delete(dossier);
    this.#shelves.set(dossier, shelf);
    this.#forgetOldest();
    if (shelf.held.timeline.head < revision) {
      const mine = shelf.tail.then(async () => {
        if (shelf.held.timeline.head < revision) shelf.held = await this.#caughtUp(dossier, shelf.held);
      });
      shelf.tail = mine.catch(() => undefined);
      await mine;
    }
    if (shelf.held.timeline.head < 0 && this.#shelves.get(dossier) === shelf) this.#shelves.delete(dossier);
    return shelf.held;
  }

  #forgetOldest(): void {
    const oldest = this.#shelves.keys().next().value;
    if (this.#shelves.size > this.#most && oldest !== undefined) this.#shelves.delete(oldest);
  }

  async #caughtUp(dossier: string, held: Held): Promise<Held> {
    const events: DecodedEvent[] = [];
    const { head } = held.timeline;
    const from = head < 0 ? {} : { after: head };
    for await (const stored of this.#store.read(streamOf(dossier), from)) events.push(decodeEvent(stored));
    return extended(held, events);
  }
}
