/**
 * The SQL of the SQLite store: prepared once for the life of a connection, since the driver keeps the file open
 * for as long as a statement is alive. What comes out of a row is checked like anything else from outside.
 */
import { z } from 'zod';
import { StoreCorrupt } from './errors.ts';
import { parseObject } from './json.ts';
import type { Direction, StoredEvent, StreamHead } from './port.ts';
import type { Place, PreparedEvent } from './request.ts';

/** The part of the driver's connection that is used outside `sqlite.ts`. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): {
    all(...parameters: readonly (string | number)[]): unknown[];
    get(...parameters: readonly (string | number)[]): unknown;
    run(...parameters: readonly (string | number)[]): { readonly lastInsertRowid: number | bigint };
  };
  close(): void;
  readonly isTransaction: boolean;
}

const LastSchema = z.strictObject({ last: z.int().nullable() });
const VersionSchema = z.strictObject({ data_version: z.int() });
const PlaceSchema = z.strictObject({ position: z.int(), stream: z.string(), revision: z.int() });
const HeadSchema = z.strictObject({ stream: z.string(), head: z.int() });
const RowSchema = PlaceSchema.extend({
  id: z.string(),
  type: z.string(),
  data: z.string(),
  metadata: z.string(),
});
export type Row = z.infer<typeof RowSchema>;

/**
 * The event of a row.
 * @throws StoreCorrupt when its content is no longer JSON
 */
export function eventOf(row: Row): StoredEvent {
  const { id, type, stream, revision, position } = row;
  const data = parseObject(row.data);
  const metadata = parseObject(row.metadata);
  if (data === null || metadata === null) {
    throw new StoreCorrupt(`revision ${revision} of ${stream} is no longer JSON`, {
      place: { stream, revision },
    });
  }
  return Object.freeze({ id, type, data, metadata, stream, revision, position: String(position) });
}

/** The part of a stream, or (stream null) of all events, from `low` to `high`, both included. */
export interface PageQuery {
  readonly stream: string | null;
  readonly direction: Direction;
  readonly low: number;
  readonly high: number;
  readonly limit: number;
}

export interface Queries {
  /** The last revision of a stream; null when there is none. */
  readonly head: (stream: string) => number | null;
  /** The last position of all; null when there is none. */
  readonly last: () => number | null;
  /** A number that changes whenever another connection, of any process, has committed. */
  readonly version: () => number;
  readonly find: (id: string) => Place | undefined;
  /** Adds an event and gives its position. */
  readonly insert: (stream: string, revision: number, event: PreparedEvent) => number;
  /** Events by revision, or by position where the stream is null. */
  readonly page: (query: PageQuery) => readonly Row[];
  readonly streams: (prefix: string) => readonly StreamHead[];
}

const COLUMNS = 'SELECT position, stream, revision, id, type, data, metadata FROM events';
const ORDER = { forwards: 'ASC', backwards: 'DESC' } as const;

function preparePages(db: Database, direction: Direction) {
  const order = ORDER[direction];
  const one = 'stream = ? AND revision BETWEEN ? AND ?';
  return {
    all: db.prepare(`${COLUMNS} WHERE position BETWEEN ? AND ? ORDER BY position ${order} LIMIT ?`),
    one: db.prepare(`${COLUMNS} WHERE ${one} ORDER BY revision ${order} LIMIT ?`),
  };
}

/** Prepares every statement. */
export function prepareQueries(db: Database): Queries {
  const head = db.prepare('SELECT max(revision) AS last FROM events WHERE stream = ?');
  const last = db.prepare('SELECT max(position) AS last FROM events');
  const version = db.prepare('PRAGMA data_version');
  const find = db.prepare('SELECT position, stream, revision FROM events WHERE id = ?');
  const insert = db.prepare(
    'INSERT INTO events (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
  );
  // Without the hint SQLite reads every event, since it finds them sorted by position already.
  const streams = db.prepare(
    `SELECT stream, (SELECT max(revision) FROM events AS e WHERE e.stream = s.stream) AS head
     FROM events AS s INDEXED BY stream_starts
     WHERE revision = 0 AND substr(stream, 1, length(?1)) = ?1 ORDER BY position`,
  );
  const pages = { forwards: preparePages(db, 'forwards'), backwards: preparePages(db, 'backwards') };
  return {
    head: (stream) => LastSchema.parse(head.get(stream)).last,
    last: () => LastSchema.parse(last.get()).last,
    version: () => VersionSchema.parse(version.get()).data_version,
    find: (id) => PlaceSchema.optional().parse(find.get(id)),
    insert: (stream, revision, { id, type, data, metadata }) =>
      Number(insert.run(stream, revision, id, type, data, metadata).lastInsertRowid),
    page: ({ stream, direction, low, high, limit }) => {
      const { one, all } = pages[direction];
      const rows = stream === null ? all.all(low, high, limit) : one.all(stream, low, high, limit);
      return z.array(RowSchema).parse(rows);
    },
    streams: (prefix) => z.array(HeadSchema).parse(streams.all(prefix)),
  };
}
