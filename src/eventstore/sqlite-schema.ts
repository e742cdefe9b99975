/**
 * The SQLite file: its schema, its marks, and what happens when it is opened. A file is either new (absent or
 * empty), or ours to the letter, or refused; it is never quietly made into a store.
 */
import { accessSync, constants, statSync } from 'node:fs';
import { z } from 'zod';
import { StoreCorrupt, StorePathUnusable, StoreVersionUnsupported } from './errors.ts';
import type { Database } from './sqlite-queries.ts';

/** "TERM" in ASCII: marks the file as ours (SQLite's header, offset 68). */
export const APPLICATION_ID = 0x5445524d;
export const SCHEMA_VERSION = 1;

/**
 * STRICT tables, so that SQLite checks types. The triggers hold against any program that opens the file: a row
 * is only ever added, and only at the end of its stream. The one before an insert is needed because INSERT OR
 * REPLACE deletes without firing delete triggers.
 */
const OBJECTS: Readonly<Record<string, string>> = {
  events: `CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 0),
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  data TEXT NOT NULL,
  metadata TEXT NOT NULL,
  UNIQUE (stream, revision),
  UNIQUE (id)
) STRICT`,
  stream_starts: 'CREATE INDEX stream_starts ON events (stream) WHERE revision = 0',
  events_only_at_the_end: `CREATE TRIGGER events_only_at_the_end BEFORE INSERT ON events
WHEN NEW.revision <> (SELECT coalesce(max(revision) + 1, 0) FROM events WHERE stream = NEW.stream)
  OR EXISTS (SELECT 1 FROM events WHERE id = NEW.id OR position = NEW.position)
BEGIN SELECT raise(ABORT, 'events are only added, at the end of their stream'); END`,
  events_never_updated: `CREATE TRIGGER events_never_updated BEFORE UPDATE ON events
BEGIN SELECT raise(ABORT, 'events are never updated'); END`,
  events_never_deleted: `CREATE TRIGGER events_never_deleted BEFORE DELETE ON events
BEGIN SELECT raise(ABORT, 'events are never deleted'); END`,
};

/** A pragma's single value, or undefined. */
export function pragma(db: Database, name: string): unknown {
  const row: unknown = db.prepare(`PRAGMA ${name}`).get();
  return typeof row === 'object' && row !== null ? Object.values(row)[0] : undefined;
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}

/**
 * Looks at the path before SQLite does.
 * @throws StorePathUnusable for a directory or a file that may not be written
 * @throws StoreCorrupt when only the write-ahead log is left: SQLite would delete it and start anew
 */
export function checkPath(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) throw new StorePathUnusable(path, 'it is a directory; name a file in it');
  if (stat !== undefined) {
    try {
      accessSync(path, constants.R_OK | constants.W_OK);
    } catch (cause) {
      throw new StorePathUnusable(path, 'the file may not be written', { cause });
    }
  }
  if ((stat?.size ?? 0) === 0 && (sizeOf(`${path}-wal`) ?? 0) > 0) {
    throw new StoreCorrupt(`${path}: the write-ahead log is there, the database is not; restore both`);
  }
}

const ObjectSchema = z.strictObject({ name: z.string(), sql: z.string().nullable() });

function schemaOf(db: Database): ReadonlyMap<string, string | null> {
  const rows = z.array(ObjectSchema).parse(db.prepare('SELECT name, sql FROM sqlite_schema').all());
  return new Map(rows.map(({ name, sql }) => [name, sql]));
}

function create(db: Database): void {
  for (const sql of Object.values(OBJECTS)) db.exec(sql);
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

function verify(db: Database, path: string): void {
  if (pragma(db, 'application_id') !== APPLICATION_ID) {
    throw new StoreCorrupt(`${path} exists and is no event store of this program`);
  }
  const version = Number(pragma(db, 'user_version'));
  if (version > SCHEMA_VERSION) {
    throw new StoreVersionUnsupported(`${path} has schema version ${version}: update the program`);
  }
  const [irregular] = irregularities(db);
  if (irregular !== undefined) throw new StoreCorrupt(`${path}: ${irregular}`);
}

/** What of the schema is not as this program makes it: a table, index or trigger missing or altered. */
export function irregularities(db: Database): string[] {
  const schema = schemaOf(db);
  return Object.entries(OBJECTS).flatMap(([name, sql]) =>
    schema.get(name) === sql ? [] : [`${name} is missing or was altered`],
  );
}

/**
 * Creates the schema in an empty file, or checks that of another. To be called with nothing else going on in
 * the connection, and again when SQLite reports the file as locked.
 *
 * The schema is committed while the file is in rollback-journal mode: so it is in the main file before there
 * is a write-ahead log, and damage to that log can never make the store look new.
 * @throws StoreCorrupt, StoreVersionUnsupported
 */
export function ensureSchema(db: Database, path: string): void {
  // Counting the pages first lets SQLite roll back a creation that was cut short.
  const isEmpty = pragma(db, 'page_count') === 0 && sizeOf(path) === 0;
  if (isEmpty) {
    db.exec('BEGIN IMMEDIATE');
    try {
      // Another process may have been quicker.
      if (schemaOf(db).size === 0) create(db);
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  }
  verify(db, path);
}
