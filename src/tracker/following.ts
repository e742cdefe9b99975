/**
 * Following the store: one subscription for the whole process, which knows the head of every dossier, keeps
 * the list of dossiers, and tells those who wait that something was recorded. It holds no timeline.
 */
import { isAnnouncement } from '../dossier/announcement.ts';
import type { DossierSummary } from '../dossier/answers.ts';
import { Listing } from '../dossier/listing.ts';
import { Bell } from '../eventstore/bell.ts';
import { decodeEvent, dossierOf, STREAM_PREFIX, streamOf, type DecodedEvent } from '../eventstore/codec.ts';
import { EventUnreadable, StoreUnavailable, SubscriptionOver } from '../eventstore/errors.ts';
import type { EventStore, StoredEvent, Subscription } from '../eventstore/port.ts';
import type { FollowingState, News } from './contract.ts';

/** How long, in milliseconds, an append that is stored waits for its own event to come round, at most. */
const MOST_WAIT_MS = 2_000;

/** Is told of what goes wrong in the background. */
export type Report = (what: string, error: unknown) => void;

/** Where an append put its event. */
export interface Placed {
  readonly dossier: string;
  readonly revision: number;
  readonly position: string;
}

/** What an event says in a line, for those who have the dossier open. */
function newsOf({ revision, event }: DecodedEvent): News {
  const { type } = event;
  if (isAnnouncement(event)) return { revision, type, announcement: event.id, headline: event.headline };
  switch (event.type) {
    case 'DossierOpened':
    case 'DossierAmended':
      return { revision, type, announcement: null, headline: null };
    case 'AnnouncementCorrected':
      return { revision, type, announcement: event.announcement, headline: event.content.headline };
    case 'AnnouncementRetracted':
      return { revision, type, announcement: event.announcement, headline: null };
    default:
      return event satisfies never;
  }
}

export class Following {
  readonly #store: EventStore;
  readonly #report: Report;
  readonly #heads = new Map<string, number>();
  readonly #listings = new Map<string, Listing>();
  /** Rung whenever an event was handled or the state may have changed. */
  readonly #bell = new Bell();
  #subscription: Subscription | null = null;
  /** Whether the present interruption was reported. */
  #isInterrupted = false;

  constructor(store: EventStore, report: Report) {
    this.#store = store;
    this.#report = report;
  }

  /** Begins to follow; beginning again is harmless. */
  start(): void {
    if (this.#subscription !== null) return;
    this.#subscription = this.#store.subscribe(
      { prefix: STREAM_PREFIX },
      {
        event: (event) => this.#take(event),
        caughtUp: () => {
          this.#isInterrupted = false;
          this.#bell.ring();
        },
        interrupted: (cause) => {
          if (!this.#isInterrupted) this.#report('the event store broke off; it is tried again', cause);
          this.#isInterrupted = true;
          this.#bell.ring();
        },
      },
    );
    void this.#subscription.ended.then((end) => {
      this.#bell.ring();
      if ('error' in end) this.#report('the server no longer follows its store', end.error);
    });
  }

  /** Ends it, and with it everybody's waiting. */
  async stop(): Promise<void> {
    await this.#subscription?.stop();
  }

  get state(): FollowingState {
    return this.#subscription?.state.name ?? 'catching-up';
  }

  /**
   * The last revision of a dossier, -1 where there is none; null while it isn't known, since the store is not
   * being followed up to now.
   */
  headOf(dossier: string): number | null {
    return this.state === 'live' ? (this.#heads.get(dossier) ?? -1) : null;
  }

  /**
   * The dossiers, in the order in which they were opened.
   * @throws StoreUnavailable when the store can't be followed
   */
  async list(): Promise<readonly DossierSummary[]> {
    this.start();
    const never = new AbortController();
    while (this.state === 'catching-up') await this.#bell.wait(never.signal);
    if (this.state !== 'live') throw new StoreUnavailable('the event store is not being followed');
    return [...this.#listings.values()].map((listing) => listing.summary());
  }

  /** Waits until an append's event has come round, so that whoever reads next sees it. Never fails. */
  async reached({ dossier, revision, position }: Placed): Promise<void> {
    this.#note(dossier, revision);
    if (this.#subscription === null || this.state !== 'live') return;
    try {
      await this.#subscription.reached(position, AbortSignal.timeout(MOST_WAIT_MS));
    } catch (error) {
      const isLate = error instanceof DOMException && error.name === 'TimeoutError';
      // What was appended is stored all the same, and a read asks the store where the head is known to be newer.
      if (!isLate && !(error instanceof SubscriptionOver)) throw error;
    }
  }

  /**
   * What is recorded in a dossier after a revision: first what is there, then what comes, each event once and
   * in order, until the signal is aborted or the following ends.
   * @throws what the store and the codec throw
   */
  async *news(dossier: string, after: number, signal: AbortSignal): AsyncGenerator<News> {
    this.start();
    let last = after;
    while (!signal.aborted && this.state !== 'ended') {
      if ((this.#heads.get(dossier) ?? -1) <= last) {
        await this.#bell.wait(signal);
        continue;
      }
      for await (const stored of this.#store.read(streamOf(dossier), { after: last })) {
        if (signal.aborted) return;
        yield newsOf(decodeEvent(stored));
        last = stored.revision;
      }
    }
  }

  #note(dossier: string, revision: number): void {
    this.#heads.set(dossier, Math.max(revision, this.#heads.get(dossier) ?? -1));
  }

  #take(stored: StoredEvent): void {
    const dossier = dossierOf(stored.stream);
    if (dossier === null) return;
    this.#note(dossier, stored.revision);
    const listing = this.#listings.get(dossier) ?? new Listing(dossier);
    this.#listings.set(dossier, listing);
    try {
      listing.take(decodeEvent(stored));
    } catch (error) {
      // One event that can't be read spoils its own dossier, whose readers are told, and no other.
      if (!(error instanceof EventUnreadable)) throw error;
      listing.spoil();
      this.#report('an event cannot be read', error);
    }
    this.#bell.ring();
  }
}
