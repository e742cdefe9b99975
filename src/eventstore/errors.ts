/**
 * Every way in which an event store, its codec or its opening can refuse. Each has a `code` that never changes;
 * what is not one of these is a mistake of the program and is not caught.
 */
import type { Expected } from './port.ts';

export abstract class EventStoreError extends Error {
  abstract readonly code: string;
  /** Whether the very same call, event ids included, may succeed later. */
  readonly retryable: boolean = false;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

function revisionWords(value: Expected): string {
  return value === 'no-stream' ? 'no stream' : `revision ${value}`;
}

/** The stream is not where the writer thought it was. Read again, decide again. */
export class WrongExpectedRevision extends EventStoreError {
  readonly code = 'wrong-expected-revision';
  readonly stream: string;
  readonly expected: Expected;
  readonly actual: Expected;

  constructor(stream: string, expected: Expected, actual: Expected) {
    super(`${stream}: expected ${revisionWords(expected)}, found ${revisionWords(actual)}`);
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}

/** An event id of the append is stored already, and the append is not an exact repeat of that one. */
export class EventIdReused extends EventStoreError {
  readonly code = 'event-id-reused';
  readonly id: string;
  /** Where the event with this id is. */
  readonly stream: string;
  readonly revision: number;

  constructor(id: string, stream: string, revision: number) {
    super(`event ${id} is already stored, as revision ${revision} of ${stream}`);
    this.id = id;
    this.stream = stream;
    this.revision = revision;
  }
}

/** The arguments of an append are no append: nothing in it, a malformed id, content that is not JSON … */
export class InvalidAppend extends EventStoreError {
  readonly code = 'invalid-append';
}

/** An append larger than any store behind the port takes. */
export class AppendTooLarge extends EventStoreError {
  readonly code = 'append-too-large';
  readonly bytes: number;
  readonly limit: number;

  constructor(bytes: number, limit: number) {
    super(`the append is ${bytes} bytes, the limit is ${limit}: append fewer events at once`);
    this.bytes = bytes;
    this.limit = limit;
  }
}

/** The arguments of a read: `from` with `after`, a limit below 1, a position of another store … */
export class InvalidRead extends EventStoreError {
  readonly code = 'invalid-read';
}

/**
 * The store could not be reached, or stayed locked. Whether an append was stored is then unknown: repeat it
 * with the same event ids and the same expected revision.
 */
export class StoreUnavailable extends EventStoreError {
  readonly code = 'store-unavailable';
  override readonly retryable = true;
}

/** The store refused the user: unknown, a wrong password, or one without the right. */
export class StoreAccessDenied extends EventStoreError {
  readonly code = 'store-access-denied';
}

/** The server refused a call for a reason that is none of the others; the cause holds its words. */
export class StoreRefused extends EventStoreError {
  readonly code = 'store-refused';
}

/** The stream was deleted for good, by somebody who administers the store: it can be neither read nor written. */
export class StreamDeleted extends EventStoreError {
  readonly code = 'stream-deleted';
  readonly stream: string;

  constructor(stream: string, options?: ErrorOptions) {
    super(`${stream} was deleted for good on the server`, options);
    this.stream = stream;
  }
}

/** What was waited for can't come any more: the subscription has ended. */
export class SubscriptionOver extends EventStoreError {
  readonly code = 'subscription-over';

  constructor() {
    super('the subscription ended before it reached the position');
  }
}

/** What is stored is not what this store wrote. Nothing is repaired, nothing overwritten. */
export class StoreCorrupt extends EventStoreError {
  readonly code = 'store-corrupt';
  /** The event at which it shows, where it is one event's. */
  declare readonly stream?: string;
  declare readonly revision?: number;

  constructor(
    message: string,
    { place, ...options }: ErrorOptions & { readonly place?: { stream: string; revision: number } } = {},
  ) {
    super(message, options);
    if (place !== undefined) Object.assign(this, place);
  }
}

/** The file was written by a newer version of this store. */
export class StoreVersionUnsupported extends EventStoreError {
  readonly code = 'store-version-unsupported';
}

/** The path can't hold a store: a directory, a file that may not be written, a folder that can't be made. */
export class StorePathUnusable extends EventStoreError {
  readonly code = 'store-path-unusable';
  readonly path: string;

  constructor(path: string, detail: string, options?: ErrorOptions) {
    super(`no event store can be kept at ${path}: ${detail}`, options);
    this.path = path;
  }
}

/** The store's address is none that can be opened. */
export class StoreUrlUnsupported extends EventStoreError {
  readonly code = 'store-url-unsupported';
}

/** The store was used after `close()`. */
export class StoreClosed extends EventStoreError {
  readonly code = 'store-closed';

  constructor() {
    super('the event store is closed');
  }
}

/** An event that must not be stored, since it could not be read back. The message shows no content. */
export class EventInvalid extends EventStoreError {
  readonly code = 'event-invalid';
  /** RFC 6901 pointer into the event's data, or into its metadata. */
  readonly pointer: string;

  constructor(part: 'data' | 'metadata', pointer: string, detail: string) {
    super(`the event's ${part} can't be stored: ${pointer === '' ? 'it' : pointer} ${detail}`);
    this.pointer = pointer;
  }
}

export type UnreadableReason = 'unknown-type' | 'newer-version' | 'invalid-metadata' | 'invalid-data';

/** A stored event that this version can't read. The message names the place and shows no content. */
export class EventUnreadable extends EventStoreError {
  readonly code = 'event-unreadable';
  readonly stream: string;
  readonly revision: number;
  readonly reason: UnreadableReason;
  /** RFC 6901 pointer to the first issue, into the data, or for `invalid-metadata` into the metadata. */
  readonly pointer: string;

  constructor(
    place: { readonly stream: string; readonly revision: number },
    reason: UnreadableReason,
    pointer: string,
  ) {
    super(`revision ${place.revision} of ${place.stream} can't be read: ${reason} at "${pointer}"`);
    this.stream = place.stream;
    this.revision = place.revision;
    this.reason = reason;
    this.pointer = pointer;
  }
}
