/** What the store on EventStoreDB needs of a client: numbers, text and streams that are pulled; no bigints. */
import type { LogRecord } from './esdb-events.ts';
import type { Pull } from './esdb-pull.ts';
import type { Direction, Expected } from './port.ts';
import type { PreparedAppend } from './request.ts';

export type AppendAnswer =
  /** The position is null where a server recognises a repeat and doesn't say. */
  | { readonly kind: 'stored'; readonly revision: number; readonly position: string | null }
  | { readonly kind: 'conflict'; readonly actual: Expected };

/** What a subscription tells beside its events. */
export type Mark =
  { readonly kind: 'alive' | 'caught-up' } | { readonly kind: 'checkpoint'; readonly position: string };

export interface StreamRead {
  readonly direction: Direction;
  /** First revision; null: the stream's first or last event. */
  readonly from: number | null;
  readonly limit: number;
}

/** One call each, with the client's own errors. `append` is to be called in a turn of its own, see `esdb-store.ts`. */
export interface Wire {
  readonly append: (append: PreparedAppend, deadlineMs: number) => Promise<AppendAnswer>;
  readonly readStream: (stream: string, read: StreamRead) => Pull<LogRecord>;
  /** Forwards it begins with the event at the position, backwards with the one before it. */
  readonly readAll: (from: string | null, direction: Direction) => Pull<LogRecord>;
  /** Events of streams whose names start so, without the server's own, after a position. */
  readonly follow: (prefix: string, after: string | null) => Pull<LogRecord, Mark>;
  readonly dispose: () => Promise<void>;
}
