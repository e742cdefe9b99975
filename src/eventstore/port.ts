/**
 * The port: what this application needs of an event store, and nothing that only one of them can do. Behind it
 * positions are opaque and ordered by the store alone, event ids are made by the writer, and no number is a
 * bigint. Every adapter is held to it by one suite, `tests/eventstore/suite.ts`.
 */
import type { EventStoreError } from './errors.ts';
import type { JsonObject } from './json.ts';

/** An event to be stored. */
export interface NewEvent {
  /** A UUID in lower case, made once by the writer and kept over retries: it makes an append repeatable. */
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
}

/** A stored event, frozen through and through. */
export interface StoredEvent extends NewEvent {
  readonly stream: string;
  /** Place in the stream: 0, 1, 2 … without gaps. */
  readonly revision: number;
  /** Place among all streams' events: opaque, only good as `after` for the store that gave it. */
  readonly position: string;
}

/** What a writer takes the stream to be: absent, or with this last revision. */
export type Expected = 'no-stream' | number;

export interface AppendOptions {
  readonly expected: Expected;
}

export interface Appended {
  /** Revision of the append's last event. */
  readonly revision: number;
  /** Position of the append's last event. */
  readonly position: string;
  /**
   * Whether these events were stored before, by an earlier call. For messages only: a store that answers a
   * repeat like the first time may not know it and say false.
   */
  readonly repeated: boolean;
}

export type Direction = 'forwards' | 'backwards';

export interface ReadOptions {
  /** First revision to be read, itself included. Not together with `after`. */
  readonly from?: number | undefined;
  /** Revision after which (in the direction of the read) the read starts. Not together with `from`. */
  readonly after?: number | undefined;
  /** Default: forwards, from the first event; backwards starts with the last one. */
  readonly direction?: Direction | undefined;
  /** Most events to be read, at least 1. Default: all. */
  readonly limit?: number | undefined;
}

export interface ReadAllOptions {
  /** Position, as this store gave it, after which (in the direction of the read) the read starts. */
  readonly after?: string | undefined;
  readonly direction?: Direction | undefined;
  readonly limit?: number | undefined;
}

export interface StreamHead {
  readonly stream: string;
  /** Last revision. */
  readonly head: number;
}

export interface SubscribeOptions {
  /** Only events of streams whose names start so. Default: of all streams. */
  readonly prefix?: string | undefined;
  /** Position, as this store gave it, after which the subscription starts. Default: with the first event. */
  readonly after?: string | undefined;
  /** Stops the subscription when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * What a subscription calls: one call after the other, each awaited before the next. A call that throws, or
 * whose promise is rejected, ends the subscription.
 */
export interface EventHandler {
  /** An event, each once and in order. A position that is to be saved is saved here, at the end. */
  readonly event: (event: StoredEvent) => void | Promise<void>;
  /**
   * Every event that was stored is handled. Called once after the last old event, and again whenever the
   * subscription has caught up after an interruption.
   */
  readonly caughtUp?: () => void | Promise<void>;
  /**
   * The store broke off, and is tried again; the cause is null where it gave no reason. Called for each attempt
   * that fails.
   */
  readonly interrupted?: (cause: EventStoreError | null) => void | Promise<void>;
  /**
   * Everything up to this position is handled or is no event of the prefix: a good place to go on from, where
   * events of the prefix are rare. Not every store calls it.
   */
  readonly checkpoint?: (position: string) => void | Promise<void>;
}

/**
 * What a subscription is doing. `stalled`: it was interrupted and tries again, with growing pauses; `cause` is
 * what happened, null when the store ended it without a reason.
 */
export type SubscriptionState =
  | { readonly name: 'catching-up' | 'live' }
  | { readonly name: 'stalled'; readonly cause: EventStoreError | null; readonly attempts: number }
  | { readonly name: 'ended'; readonly end: SubscriptionEnd };

/** How a subscription ended. `event` is the one whose handling failed; null in the other calls. */
export type SubscriptionEnd =
  | { readonly reason: 'stopped' | 'closed' }
  | { readonly reason: 'handler-failed'; readonly error: unknown; readonly event: StoredEvent | null }
  | { readonly reason: 'failed'; readonly error: unknown };

/** A supervised loop that follows the store until it is stopped. */
export interface Subscription {
  readonly state: SubscriptionState;
  /** The position up to which everything is handled; never ahead of the handler. Null: nothing yet. */
  readonly position: string | null;
  /** Fulfilled when the subscription is over and the handler at rest. Never rejected. */
  readonly ended: Promise<SubscriptionEnd>;
  /**
   * Waits until everything up to a position is handled, such as that of one's own append; it must be the
   * position of an event that the subscription gives.
   * @throws InvalidRead for a position of another store, SubscriptionOver when it ends before
   * @throws whatever the signal was aborted with
   */
  readonly reached: (position: string, signal?: AbortSignal) => Promise<void>;
  /** Ends it after the call of the handler that is under way, for which only a caller outside it may wait. */
  readonly stop: () => Promise<SubscriptionEnd>;
}

export interface EventStore {
  /**
   * Stores the events at the end of a stream: all of them or none, and when the promise is fulfilled they
   * outlive a crash (as far as the adapter keeps anything).
   *
   * A repeat, that is the same event ids where they would go by `expected`, stores nothing and is answered as
   * the first time, whatever was appended since. Only ids are compared.
   *
   * @throws WrongExpectedRevision when the stream isn't as expected
   * @throws EventIdReused when an id is stored already, in any stream, and this is no repeat
   * @throws InvalidAppend for no events, an id twice, a malformed name or id, content that isn't JSON
   * @throws AppendTooLarge
   * @throws StoreUnavailable when it is unknown whether the events were stored; repeat the call as it was
   */
  append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<Appended>;

  /**
   * Reads a stream, page by page. A stream that doesn't exist is empty. The read holds at least the events
   * that were there when it began; appends meanwhile neither disturb it nor wait for it. It can be iterated
   * once, and left at any time.
   * @throws InvalidRead, StoreUnavailable, StoreCorrupt, StoreClosed: from the iteration
   */
  read(stream: string, options?: ReadOptions): AsyncIterable<StoredEvent>;

  /** Reads all streams' events in the one order in which they were stored; otherwise like {@link read}. */
  readAll(options?: ReadAllOptions): AsyncIterable<StoredEvent>;

  /** The last revision of a stream; null when there is no such stream. */
  head(stream: string): Promise<number | null>;

  /** The streams whose names start with the prefix, in the order of their first events. */
  listStreams(options: { readonly prefix: string }): Promise<readonly StreamHead[]>;

  /**
   * Follows the store: first what is stored, then what is being appended, by this process or another, each
   * event once and in order. An interruption is bridged by going on after the last handled event; only a
   * mistake ends the subscription: a handler that fails, a position of another store, access denied.
   * Nothing is thrown: what goes wrong is in the subscription's end.
   */
  subscribe(options: SubscribeOptions, handler: EventHandler): Subscription;

  /**
   * Ends the subscriptions, finishes the appends that were accepted, then gives back what the store holds. Calling it again is
   * harmless; every other call then throws StoreClosed.
   */
  close(): Promise<void>;
}
