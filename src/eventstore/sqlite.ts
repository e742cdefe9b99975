/**
 * The event store in one SQLite file: durable, for one machine, shared by any number of processes. It hides
 * the driver (the API of node:sqlite), SQL, locks and group commit.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import { Bell } from './bell.ts';
import { EventIdReused, WrongExpectedRevision } from './errors.ts';
import { StoreClosed, StoreCorrupt, StorePathUnusable } from './errors.ts';
import type { AppendOptions, Appended, EventHandler, EventStore, NewEvent } from './port.ts';
import type { ReadAllOptions, ReadOptions, StoredEvent, StreamHead } from './port.ts';
import type { SubscribeOptions, Subscription } from './port.ts';
import { comparePositions, decideAppend, numberOfPosition } from './request.ts';
import { prepareAppend, rangeOf, startAfter } from './request.ts';
import type { PreparedAppend, Range } from './request.ts';
import { patiently, storeFault } from './sqlite-faults.ts';
import { eventOf, prepareQueries, type Database, type Queries } from './sqlite-queries.ts';
import { checkPath, ensureSchema, irregularities, pragma } from './sqlite-schema.ts';
import { Subscriptions, type Delivery } from './subscription.ts';

/** Events that a read fetches at once; between pages no cursor and no snapshot is held. */
const PAGE = 500;
/** Appends that share one commit, at most. */
const GROUP = 256;
/** No position is as high. */
const FAR = Number.MAX_SAFE_INTEGER;
/** How long SQLite itself waits for a lock. Short, since it blocks the process; the rest is waited outside. */
const LOCK_WAIT_MS = 20;

/** How long, in milliseconds, until a subscription sees what another process appended. */
const POLL_MS = 100;

export interface SqliteOptions {
  /** How long an append waits for another writer's lock before it fails as unavailable. Default 5,000. */
  readonly busyTimeoutMs?: number;
  /** How long, in milliseconds, until a subscription sees what another process appended. Default 100. */
  readonly pollMs?: number;
}

interface Job {
  readonly append: PreparedAppend;
  readonly resolve: (answer: Appended) => void;
  readonly reject: (error: unknown) => void;
}

interface Connection {
  readonly db: Database;
  readonly sql: Queries;
}

function openFile(path: string): Database {
  try {
    checkPath(path);
    mkdirSync(dirname(path), { recursive: true });
    return new DatabaseSync(path, { timeout: LOCK_WAIT_MS, defensive: true });
  } catch (error) {
    if (error instanceof StorePathUnusable || error instanceof StoreCorrupt) throw error;
    throw new StorePathUnusable(path, 'it can be neither opened nor created', { cause: error });
  }
}

/** A connection as the store needs it: durable commits, the schema checked. Errors as {@link openSqliteStore}. */
export async function connect(file: string, waitMs: number): Promise<Connection> {
  const path = resolve(file);
  const db = openFile(path);
  try {
    // Every step reads the file at least, and so may meet another process that is creating it.
    await patiently(waitMs, () => {
      db.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA trusted_schema = OFF');
      ensureSchema(db, path);
    });
    const mode = await patiently(waitMs, () => pragma(db, 'journal_mode = WAL'));
    if (mode !== 'wal') throw new StorePathUnusable(path, 'its file system has no shared memory for SQLite');
    return { db, sql: await patiently(waitMs, () => prepareQueries(db)) };
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Opens the store in a file; creates the file, and the folders above it, when there are none.
 * @param file path; a relative one starts at the working directory
 * @throws StorePathUnusable for a directory, or where nothing can be written
 * @throws StoreCorrupt for a file that isn't empty and isn't a store, StoreVersionUnsupported for a newer one
 * @throws StoreUnavailable when it stays locked
 */
export async function openSqliteStore(file: string, options: SqliteOptions = {}): Promise<SqliteEventStore> {
  const { busyTimeoutMs = 5_000, pollMs = 100 } = options;
  return new SqliteEventStore(await connect(file, busyTimeoutMs), busyTimeoutMs, pollMs);
}

/** A store opened for reading alone, and what is wrong with its schema. */
export interface Inspected {
  readonly store: SqliteEventStore;
  readonly irregularities: readonly string[];
}

/**
 * Opens a store's file to be looked at, even where its triggers were removed: it is only read.
 * @throws StorePathUnusable where there is no such file; StoreCorrupt where it holds no events
 */
export async function inspectSqliteStore(file: string): Promise<Inspected> {
  const path = resolve(file);
  if (!existsSync(path)) throw new StorePathUnusable(path, 'there is no such file');
  checkPath(path);
  const db = new DatabaseSync(path, { timeout: LOCK_WAIT_MS, readOnly: true });
  try {
    const irregular = irregularities(db);
    if (irregular.some((name) => name.startsWith('events is'))) {
      throw new StoreCorrupt(`${path} holds no table of events as this program makes it`);
    }
    return {
      store: new SqliteEventStore({ db, sql: prepareQueries(db) }, LOCK_WAIT_MS, POLL_MS),
      irregularities: irregular,
    };
  } catch (error) {
    db.close();
    throw error instanceof StoreCorrupt ? error : storeFault(error);
  }
}

/** A failing disk can fail the rollback, too; it is then tried again before the next transaction. */
function rollBack(db: Database): void {
  try {
    if (db.isTransaction) db.exec('ROLLBACK');
  } catch {
    // What matters to the caller is the failure before.
  }
}

export class SqliteEventStore implements EventStore {
  /** Null once closed: the driver gives its descriptors back only when no statement is reachable. */
  #open: Connection | null;
  readonly #waitMs: number;
  readonly #pollMs: number;
  /** Rung after each commit of this connection's; SQLite itself tells nobody. */
  readonly #news = new Bell();
  #commits = 0;
  readonly #subscriptions = new Subscriptions({
    open: (prefix, after, signal) => this.#follow(prefix, after, signal),
    compare: comparePositions,
  });
  readonly #queue: Job[] = [];
  #draining: Promise<void> | null = null;
  #closing: Promise<void> | null = null;

  /** Takes over a connection whose schema has been checked; use {@link openSqliteStore}. */
  constructor(connection: Connection, waitMs: number, pollMs: number) {
    this.#open = connection;
    this.#waitMs = waitMs;
    this.#pollMs = pollMs;
  }

  async append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<Appended> {
    this.#check();
    const append = prepareAppend(stream, events, options);
    return new Promise<Appended>((resolve, reject) => {
      this.#queue.push({ append, resolve, reject });
      this.#draining ??= this.#drain();
    });
  }

  async *read(stream: string, options: ReadOptions = {}): AsyncIterable<StoredEvent> {
    const range = rangeOf(options, await this.head(stream));
    yield* this.#pages(stream, range);
  }

  async *readAll(options: ReadAllOptions = {}): AsyncIterable<StoredEvent> {
    const { direction, limit } = options;
    const after = numberOfPosition(options.after);
    const last = this.#ask((sql) => sql.last());
    yield* this.#pages(null, rangeOf({ after, direction, limit }, last));
  }

  async head(stream: string): Promise<number | null> {
    return this.#ask((sql) => sql.head(stream));
  }

  async listStreams(options: { readonly prefix: string }): Promise<readonly StreamHead[]> {
    return this.#ask((sql) => sql.streams(options.prefix));
  }

  subscribe(options: SubscribeOptions, handler: EventHandler): Subscription {
    return this.#subscriptions.begin(options, handler);
  }

  async close(): Promise<void> {
    this.#subscriptions.close();
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #check(): void {
    if (this.#closing !== null) throw new StoreClosed();
  }

  #connection(): Connection {
    if (this.#open === null) throw new StoreClosed();
    return this.#open;
  }

  #ask<T>(question: (sql: Queries) => T): T {
    this.#check();
    try {
      return question(this.#connection().sql);
    } catch (error) {
      throw storeFault(error);
    }
  }

  async *#pages(stream: string | null, range: Range): AsyncIterable<StoredEvent> {
    const { direction } = range;
    const isForwards = direction === 'forwards';
    let { low, high, limit: left } = range;
    for (let page = 0; low <= high && left > 0; page += 1) {
      // A long read lets others have their turn.
      if (page > 0) await nextTurn();
      const limit = Math.min(PAGE, left);
      const rows = this.#ask((sql) => sql.page({ stream, direction, low, high, limit }));
      for (const row of rows) {
        this.#check();
        const next = isForwards ? low : high;
        // Positions may have gaps, a stream's revisions never.
        if (stream !== null && row.revision !== next) {
          throw new StoreCorrupt(`revision ${next} of ${stream} is missing`);
        }
        yield eventOf(row);
        const place = stream === null ? row.position : row.revision;
        if (isForwards) low = place + 1;
        else high = place - 1;
      }
      if (rows.length === 0) return;
      left -= rows.length;
    }
  }

  async *#follow(prefix: string, after: string | undefined, signal: AbortSignal): AsyncIterable<Delivery> {
    let last = startAfter(after, this.#ask((sql) => sql.last()) ?? 0);
    while (!signal.aborted) {
      // Taken before the pages are read: what is committed meanwhile is looked for once more.
      const before = this.#stage();
      for (;;) {
        const page = { stream: null, direction: 'forwards', low: last + 1, high: FAR, limit: PAGE } as const;
        const rows = this.#ask((sql) => sql.page(page));
        for (const row of rows) {
          if (row.stream.startsWith(prefix)) yield { kind: 'event', event: eventOf(row) };
          last = row.position;
        }
        if (rows.length < PAGE) break;
        await nextTurn();
      }
      yield { kind: 'drained', position: last === 0 ? null : String(last) };
      while (!signal.aborted && this.#stage() === before) await this.#news.wait(signal, this.#pollMs);
    }
  }

  /** Changes with every commit: by this connection, or by another. */
  #stage(): string {
    return `${this.#commits} ${this.#ask((sql) => sql.version())}`;
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      // What else arrives in this turn shares the commit, which costs a disk flush however much it holds.
      await nextTurn();
      await this.#commit(this.#queue.splice(0, GROUP));
    }
    this.#draining = null;
  }

  /** Nobody is answered, not even with a conflict, before what the answer rests on is durable. */
  async #commit(jobs: readonly Job[]): Promise<void> {
    let answers: readonly (() => void)[];
    try {
      const { db } = this.#connection();
      await patiently(this.#waitMs, () => {
        rollBack(db);
        db.exec('BEGIN IMMEDIATE');
      });
      answers = this.#transact(db, jobs);
    } catch (error) {
      answers = jobs.map((job) => () => {
        job.reject(error);
      });
    }
    for (const answer of answers) answer();
  }

  /** From BEGIN to COMMIT nothing is awaited, so no other call sees half a transaction. */
  #transact(db: Database, jobs: readonly Job[]): readonly (() => void)[] {
    try {
      const answers = jobs.map((job) => this.#attempt(job));
      db.exec('COMMIT');
      this.#commits += 1;
      this.#news.ring();
      return answers;
    } catch (error) {
      rollBack(db);
      throw storeFault(error);
    }
  }

  #attempt({ append, resolve, reject }: Job): () => void {
    try {
      const answer = this.#write(append);
      return () => {
        resolve(answer);
      };
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision || error instanceof EventIdReused)) throw error;
      return () => {
        reject(error);
      };
    }
  }

  #write(append: PreparedAppend): Appended {
    const { sql } = this.#connection();
    const { stream, events } = append;
    const { first, repeated } = decideAppend(append, { head: sql.head(stream), find: sql.find });
    if (repeated !== null) {
      return { revision: repeated.revision, position: String(repeated.position), repeated: true };
    }
    const positions = events.map((event, i) => sql.insert(stream, first + i, event));
    return { revision: first + events.length - 1, position: String(positions.at(-1)), repeated: false };
  }

  async #close(): Promise<void> {
    await this.#draining;
    const { db } = this.#connection();
    this.#open = null;
    try {
      // The driver leaves the log unmerged while a statement is alive; another process may be in the way.
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // Nothing is lost: the log stays beside the file and is read from there.
    }
    db.close();
  }
}
