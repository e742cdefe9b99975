/**
 * The port: what this application needs of an event store, and nothing that only one of them can do. Behind it
 * positions are opaque and ordered by the store alone, event ids are made by the writer, and no number is a
 * bigint. Every adapter is held to it by one suite, `tests/eventstore/suite.ts`.
 */
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
   * Finishes the appends that were accepted, then gives back what the store holds. Calling it again is
   * harmless; every other call then throws StoreClosed.
   */
  close(): Promise<void>;
}
