/**
 * The dossiers as this process holds them: each a timeline, caught up from the store before it is read, in a
 * bounded cache.
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

export class Library {
  readonly #store: EventStore;
  readonly #most: number;
  /** In the order of use, the least recent first. */
  readonly #held = new Map<string, Promise<Held>>();

  /** @param most how many dossiers are kept in memory */
  constructor(store: EventStore, most = 64) {
    this.#store = store;
    this.#most = most;
  }

  /**
   * A dossier up to the store's present head; head -1 where there is none.
   * @throws what the store and the codec throw
   */
  async read(dossier: string): Promise<Held> {
    const before = this.#held.get(dossier) ?? Promise.resolve(this.#empty(dossier));
    // Readers queue behind one another: none catches up on events that another is just adding.
    const next = before.catch(() => this.#empty(dossier)).then((held) => this.#catchUp(dossier, held));
    this.#held.delete(dossier);
    this.#held.set(dossier, next);
    this.#forgetOldest();
    const held = await next;
    if (held.timeline.head < 0 && this.#held.get(dossier) === next) this.#held.delete(dossier);
    return held;
  }

  #empty(dossier: string): Held {
    return { timeline: Timeline.empty(dossier), hash: null, keys: new Map(), things: new Map() };
  }

  #forgetOldest(): void {
    const oldest = this.#held.keys().next().value;
    if (this.#held.size > this.#most && oldest !== undefined) this.#held.delete(oldest);
  }

  async #catchUp(dossier: string, held: Held): Promise<Held> {
    const events: DecodedEvent[] = [];
    const { head } = held.timeline;
    const from = head < 0 ? {} : { after: head };
    for await (const stored of this.#store.read(streamOf(dossier), from)) events.push(decodeEvent(stored));
    return extended(held, events);
  }
}
