import { DatabaseSync } from '@photostructure/sqlite';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { connect, openSqliteStore } from '../../src/eventstore/sqlite.ts';
import { pragma } from '../../src/eventstore/sqlite-schema.ts';
import { aFolder } from '../support/folders.ts';
import { tamperSkilfully } from '../support/tampering.ts';
import { asStored, collect, contents, refusal, refused, said, saidTimes } from './given.ts';
import { eventStoreSuite } from './suite.ts';

const NEW = { expected: 'no-stream' } as const;

eventStoreSuite('The SQLite store', async () => {
  const file = join(aFolder(), 'log.db');
  return { store: await openSqliteStore(file), reopen: async () => openSqliteStore(file) };
});

const aFile = () => join(aFolder(), 'log.db');

const corrupt = { error: 'StoreCorrupt', code: 'store-corrupt', retryable: false };
const unavailable = { error: 'StoreUnavailable', code: 'store-unavailable', retryable: true };
const unusable = (path: string) => ({
  error: 'StorePathUnusable',
  code: 'store-path-unusable',
  retryable: false,
  path,
});

/** The file of a closed store with three events. */
async function aClosedStore(): Promise<string> {
  const file = aFile();
  const store = await openSqliteStore(file);
  await store.append('orders', saidTimes(3), NEW);
  await store.close();
  return file;
}

/** Every file of a folder, by name. */
function filesOf(folder: string): ReadonlyMap<string, string> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')]));
}

/** Does something to a store's file behind the store's back. */
function tamper(file: string, sql: string): void {
  const db = new DatabaseSync(file);
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

function pragmas(file: string, ...names: readonly string[]): unknown[] {
  const db = new DatabaseSync(file);
  const rows = names.map((name): unknown => db.prepare(`PRAGMA ${name}`).get());
  db.close();
  return rows.map((row): unknown[] => Object.values(row ?? {}));
}

describe('A SQLite store file', () => {
  test('is made with the folders above it, in WAL mode and with our marks', async () => {
    const file = join(aFolder(), 'a', 'b', 'log.db');
    const store = await openSqliteStore(file);
    const found = pragmas(file, 'journal_mode', 'application_id', 'user_version', 'integrity_check');
    expect(found).toStrictEqual([['wal'], [0x5445524d], [1], ['ok']]);
    await store.close();
  });

  test('is written with a disk flush for each commit', async () => {
    const { db } = await connect(aFile(), 0);
    expect(pragma(db, 'synchronous')).toBe(2);
    db.close();
  });

  test('has its schema in the main file before any event is written', async () => {
    const file = aFile();
    const store = await openSqliteStore(file);
    await store.append('orders', saidTimes(3), NEW);
    const copy = aFile();
    copyFileSync(file, copy);
    const other = await openSqliteStore(copy);
    // The events were still in the write-ahead log, which this copy lost: fewer events, but no new store.
    expect(await collect(other.readAll())).toStrictEqual([]);
    await Promise.all([store.close(), other.close()]);
  });

  test('holds everything in the main file once the store is closed', async () => {
    const file = await aClosedStore();
    const copy = aFile();
    copyFileSync(file, copy);
    const store = await openSqliteStore(copy);
    expect(await store.head('orders')).toBe(2);
    expect(statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0);
    await store.close();
  });

  test('may be empty when it is opened first', async () => {
    const file = aFile();
    writeFileSync(file, '');
    const store = await openSqliteStore(file);
    expect(await store.head('orders')).toBeNull();
    await store.close();
  });

  test.each([
    ['rewritten', "UPDATE events SET data = '{}' WHERE revision = 1"],
    ['deleted', 'DELETE FROM events WHERE revision = 2'],
    [
      'replaced in its place',
      `INSERT OR REPLACE INTO events SELECT position, stream, revision, id, type, '{}', metadata FROM events`,
    ],
    [
      'replaced by its id',
      `INSERT OR REPLACE INTO events (stream, revision, id, type, data, metadata)
       SELECT stream, revision + 1, id, type, data, metadata FROM events WHERE revision = 2`,
    ],
    [
      'followed by a gap',
      `INSERT INTO events (stream, revision, id, type, data, metadata) VALUES ('orders', 4, 'x', 't', '{}', '{}')`,
    ],
    ['without a text', `INSERT INTO events VALUES (9, 'orders', 3, 'x', 't', x'00', '{}')`],
  ])('lets no other program leave an event %s', async (_, sql) => {
    const file = await aClosedStore();
    const before = await openSqliteStore(file);
    const events = await collect(before.readAll());
    await before.close();
    expect(() => {
      tamper(file, sql);
    }).toThrow(/only added|never updated|never deleted|cannot store BLOB/);
    const store = await openSqliteStore(file);
    expect(await collect(store.readAll())).toStrictEqual(events);
    await store.close();
  });
});

describe('Opening as a SQLite store', () => {
  test.each([
    [
      'a text file',
      (file: string) => {
        writeFileSync(file, 'not a database\n'.repeat(400));
      },
    ],
    [
      'a file of one byte',
      (file: string) => {
        writeFileSync(file, 'x');
      },
    ],
    [
      'a database without a schema',
      (file: string) => {
        tamper(file, 'PRAGMA user_version = 1');
      },
    ],
    [
      "another program's database",
      (file: string) => {
        tamper(file, 'CREATE TABLE notes (text TEXT)');
      },
    ],
    [
      'a database with our mark and no tables',
      (file: string) => {
        tamper(file, 'PRAGMA application_id = 1413829197; PRAGMA user_version = 1');
      },
    ],
    [
      'a write-ahead log without its database',
      (file: string) => {
        writeFileSync(`${file}-wal`, 'frames');
      },
    ],
  ])('%s is refused as corrupt, and left alone', async (_, make) => {
    const file = aFile();
    make(file);
    const before = filesOf(dirname(file));
    expect(await refusal(openSqliteStore(file))).toStrictEqual(corrupt);
    expect(filesOf(dirname(file))).toStrictEqual(before);
  });

  test.each([
    ['its table is gone', 'DROP TABLE events'],
    ['a guard is gone', 'DROP TRIGGER events_never_updated'],
    [
      'a guard was weakened',
      'DROP TRIGGER events_never_deleted; CREATE TRIGGER events_never_deleted BEFORE DELETE ON events BEGIN SELECT 1; END',
    ],
    ['its mark is gone', 'PRAGMA application_id = 0'],
  ])('a store is refused as corrupt when %s', async (_, sql) => {
    const file = await aClosedStore();
    tamper(file, sql);
    expect(await refusal(openSqliteStore(file))).toStrictEqual(corrupt);
  });

  test('a store of a newer version is refused without being touched', async () => {
    const file = await aClosedStore();
    tamper(file, 'PRAGMA user_version = 2');
    expect(await refusal(openSqliteStore(file))).toStrictEqual({
      error: 'StoreVersionUnsupported',
      code: 'store-version-unsupported',
      retryable: false,
    });
    expect(pragmas(file, 'user_version')).toStrictEqual([[2]]);
  });

  test('a directory, or a path below a file, is refused with the path', async () => {
    const folder = aFolder();
    expect(await refusal(openSqliteStore(folder))).toStrictEqual(unusable(folder));
    writeFileSync(join(folder, 'file'), '');
    const below = join(folder, 'file', 'log.db');
    expect(await refusal(openSqliteStore(below))).toStrictEqual(unusable(below));
    const wal = join(folder, 'log.db');
    mkdirSync(`${wal}-journal`);
    expect(await refusal(openSqliteStore(wal))).toStrictEqual(unavailable);
  });

  test('an event that is no longer JSON is found out when it is read', async () => {
    const file = await aClosedStore();
    tamperSkilfully(file, (db) => {
      db.exec('UPDATE events SET data = substr(data, 2) WHERE revision = 1');
    });
    const store = await openSqliteStore(file);
    expect(await refusal(collect(store.read('orders')))).toStrictEqual({
      ...corrupt,
      stream: 'orders',
      revision: 1,
    });
    expect(await collect(store.read('orders', { limit: 1 }))).toHaveLength(1);
    await store.close();
  });

  test('an event that is gone from the middle of its stream is found out when it is read', async () => {
    const file = await aClosedStore();
    tamperSkilfully(file, (db) => {
      db.exec('DELETE FROM events WHERE revision = 1');
    });
    const store = await openSqliteStore(file);
    for (const direction of ['forwards', 'backwards'] as const) {
      expect(await refusal(collect(store.read('orders', { direction })))).toStrictEqual(corrupt);
    }
    await store.close();
  });
});

describe('Several handles on one SQLite store', () => {
  test('see what the others stored, and lose against it', async () => {
    const file = aFile();
    const [one, other] = [await openSqliteStore(file), await openSqliteStore(file)];
    const [first, second] = [said(), said()];
    await one.append('orders', [first], NEW);
    expect(await refusal(other.append('orders', [second], NEW))).toStrictEqual(
      refused.conflict('orders', 'no-stream', 0),
    );
    await other.append('orders', [second], { expected: 0 });
    expect(await contents(one.read('orders'))).toStrictEqual(asStored('orders', [first, second]));
    await Promise.all([one.close(), other.close()]);
  });

  test('wait for a lock no longer than they were told to, and can repeat the append then', async () => {
    const file = aFile();
    const store = await openSqliteStore(file, { busyTimeoutMs: 30 });
    const holder = new DatabaseSync(file);
    holder.exec('BEGIN IMMEDIATE');
    const event = said();
    expect(await refusal(store.append('orders', [event], NEW))).toStrictEqual(unavailable);
    expect(await store.head('orders')).toBeNull();
    holder.exec('ROLLBACK');
    expect(await store.append('orders', [event], NEW)).toStrictEqual({
      revision: 0,
      position: '1',
      repeated: false,
    });
    holder.close();
    await store.close();
  });

  test('append as soon as a lock is given back, without holding up anything else', async () => {
    const file = aFile();
    const store = await openSqliteStore(file);
    const holder = new DatabaseSync(file);
    holder.exec('BEGIN IMMEDIATE');
    const appending = store.append('orders', [said()], NEW);
    // By then the append has found the lock taken, and waits.
    await nextTurn();
    expect(await store.head('orders')).toBeNull();
    holder.exec('COMMIT');
    holder.close();
    expect((await appending).revision).toBe(0);
    await store.close();
  });

  test.each([
    [
      'one of its inserts',
      `CREATE TRIGGER failing BEFORE INSERT ON events WHEN NEW.stream = 'bad'
       BEGIN SELECT raise(ABORT, 'a failing disk'); END`,
    ],
    [
      'the commit itself',
      `CREATE TABLE kept (n INTEGER PRIMARY KEY);
       CREATE TABLE owed (n INTEGER REFERENCES kept (n) DEFERRABLE INITIALLY DEFERRED);
       CREATE TRIGGER failing AFTER INSERT ON events WHEN NEW.stream = 'bad'
       BEGIN INSERT INTO owed VALUES (1); END`,
    ],
  ])('share a commit, and are all told when %s fails', async (_, sql) => {
    const file = aFile();
    const store = await openSqliteStore(file);
    tamper(file, sql);
    const appends = ['good', 'bad'].map(async (stream) => store.append(stream, [said()], NEW));
    for (const append of appends) expect(await refusal(append)).toStrictEqual(corrupt);
    expect(await collect(store.readAll())).toStrictEqual([]);
    expect((await store.append('good', [said()], NEW)).revision).toBe(0);
    await store.close();
  });
});
