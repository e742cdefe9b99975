/**
 * One byte of a SQLite store's file flipped, by somebody who takes the triggers away and puts them back: `verify`
 * finds it wherever it changes the record, that is what was said, in which order, and when we recorded it. Who
 * appended an event, the key and digest of the request, and the id under which the store keeps it, are outside
 * the hash: the public record is verified without them, so a change there changes no hash. It is found only
 * where nothing can read the event any more.
 */
import * as fc from 'fast-check';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeEvent } from '../../src/eventstore/codec.ts';
import { inspectStore } from '../../src/eventstore/open.ts';
import { openSqliteStore } from '../../src/eventstore/sqlite.ts';
import { clockIn } from '../../src/tracker/clock.ts';
import { seed } from '../../src/tracker/seeding.ts';
import { createTracker } from '../../src/tracker/tracker.ts';
import { verifyLog, type VerifyReport } from '../../src/tracker/verify.ts';
import { aFolder } from '../support/folders.ts';
import { record } from '../support/logs.ts';
import { SAMPLE } from '../support/sample.ts';
import { tamperSkilfully, type Connection } from '../support/tampering.ts';

const SEED = 20_260_615;
const FLIPS = 12;
const SHIPPED = join(import.meta.dirname, '..', '..', 'events');
/** The event that the named flips are done to: of the second dossier, so that one comes before it. */
const VICTIM = { stream: 'dossier-trial', revision: 2 } as const;

const TEXTS = ['stream', 'id', 'type', 'data', 'metadata'] as const;
type Column = (typeof TEXTS)[number];

interface Flip {
  readonly position: number;
  /** Which byte: of the column's text, counted round. */
  readonly place: number;
  readonly mask: number;
}

const CellSchema = z.object({ cell: z.instanceof(Uint8Array) });

/** Flips bits of one byte of a text; flipped once more it is as before. */
function flipText(db: Connection, column: Column, { position, place, mask }: Flip): void {
  const found: unknown = db
    .prepare(`SELECT CAST(${column} AS BLOB) AS cell FROM events WHERE position = ?`)
    .get(position);
  const { cell } = CellSchema.parse(found);
  const bytes = Uint8Array.from(cell);
  const at = place % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ mask;
  db.prepare(`UPDATE events SET ${column} = CAST(? AS TEXT) WHERE position = ?`).run(bytes, position);
}

/** Flips bits of a revision beyond those of any other, so that it has no namesake. */
function flipRevision(db: Connection, { position, place, mask }: Flip): void {
  const flipped = (0x80 | mask) << (8 * (place % 2));
  db.prepare('UPDATE events SET revision = (revision | ?1) - (revision & ?1) WHERE position = ?2').run(
    flipped,
    position,
  );
}

/** A store's file with the shipped dossier and another. */
async function aFile(): Promise<string> {
  const file = join(aFolder(), 'log.db');
  const store = await openSqliteStore(file);
  const clock = clockIn('UTC', () => new Date('2026-06-15T12:00:00Z'));
  await seed(createTracker({ store, clock }), SHIPPED);
  await record(store, 'trial', SAMPLE);
  await store.close();
  return file;
}

/** What the hashes vouch for, event by event; and whether each can be read. */
async function recordOf(file: string): Promise<string> {
  const { store } = await inspectStore(`sqlite:${file}`);
  try {
    const lines: string[] = [];
    for await (const stored of store.readAll()) {
      const { metadata } = decodeEvent(stored);
      const { stream, revision, type, data } = stored;
      const { recordedAt, previousHash, hash } = metadata;
      lines.push(JSON.stringify([stream, revision, type, data, recordedAt, previousHash, hash]));
    }
    return lines.join('\n');
  } catch (error) {
    return `unreadable: ${String(error)}`;
  } finally {
    await store.close();
  }
}

async function verified(file: string): Promise<VerifyReport> {
  const { store, irregularities } = await inspectStore(`sqlite:${file}`);
  try {
    return await verifyLog(store, irregularities);
  } finally {
    await store.close();
  }
}

/** Random bytes: seeded, so that a failure can be seen again. */
const anyFlip = (events: number): fc.Arbitrary<Flip> =>
  fc.record({
    position: fc.noBias(fc.integer({ min: 1, max: events })),
    place: fc.noBias(fc.nat({ max: 100_000 })),
    mask: fc.noBias(fc.integer({ min: 1, max: 255 })),
  });

describe('one flipped byte of a stored event', () => {
  let [file, whole, events]: [string, string, number] = ['', '', 0];

  beforeEach(async () => {
    file = await aFile();
    whole = await recordOf(file);
    events = (await verified(file)).events;
    expect(events).toBe(whole.split('\n').length);
  });

  /** Flips, looks, flips back. @returns whether the record is another one, and what `verify` says */
  async function flipped(flip: (db: Connection) => void) {
    tamperSkilfully(file, flip);
    const changed = (await recordOf(file)) !== whole;
    const report = await verified(file);
    tamperSkilfully(file, flip);
    // With the triggers back nothing but the event itself can tell.
    expect(report.irregularities).toStrictEqual([]);
    return { changed, finding: report.finding };
  }

  it.each(TEXTS)('in its %s is found wherever it changes the record', async (column) => {
    let changes = 0;
    for (const flip of fc.sample(anyFlip(events), { seed: SEED, numRuns: FLIPS })) {
      const { changed, finding } = await flipped((db) => flipText(db, column, flip));
      expect([column, flip, finding !== null]).toStrictEqual([column, flip, changed]);
      if (changed) changes += 1;
    }
    // Every byte of these is the record's; of the metadata only the instant, the hashes and the names of all; of the id none.
    if (column === 'metadata') expect(changes).toBeGreaterThan(FLIPS / 3);
    else expect(changes).toBe(column === 'id' ? 0 : FLIPS);
    expect((await verified(file)).finding).toBeNull();
  });

  it('in its revision is found', async () => {
    for (const flip of fc.sample(anyFlip(events), { seed: SEED, numRuns: FLIPS })) {
      const { changed, finding } = await flipped((db) => flipRevision(db, flip));
      expect([flip, finding !== null, changed]).toStrictEqual([flip, true, true]);
    }
  });

  /** Flips the last bit of the first byte of a text in a column of the victim. */
  async function flippedAt(column: Column, text: string, offset = 0) {
    const place = (db: Connection): Flip => {
      const found: unknown = db
        .prepare(
          `SELECT position, instr(CAST(${column} AS BLOB), CAST(?1 AS BLOB)) - 1 AS place
           FROM events WHERE stream = ?2 AND revision = ?3`,
        )
        .get(text, VICTIM.stream, VICTIM.revision);
      const at = z.object({ position: z.int(), place: z.int().min(0) }).parse(found);
      return { position: at.position, place: at.place + text.length + offset, mask: 1 };
    };
    let flip: Flip | null = null;
    return flipped((db) => {
      flip ??= place(db);
      flipText(db, column, flip);
    });
  }

  const HASH = 'its hash is not that of its content';

  it.each([
    ['its headline', 'data', '"headline":"', HASH],
    ['the instant at which we recorded it', 'metadata', '"recordedAt":"202', HASH],
    ['its hash', 'metadata', '"hash":"', HASH],
    [
      'the hash before it',
      'metadata',
      '"previousHash":"',
      'it does not name the hash of the event before it',
    ],
    ['the mark of its version', 'metadata', '"schemaVersion":', 'newer-version at "/schemaVersion"'],
  ] as const)('in %s is found, and the event is named', async (_, column, text, detail) => {
    const { finding } = await flippedAt(column, text);
    expect(finding).toStrictEqual({ ...VICTIM, detail: expect.stringContaining(detail) as unknown });
  });

  it('that leaves it no JSON is found, and the event is named', async () => {
    for (const column of ['data', 'metadata'] as const) {
      const { finding } = await flippedAt(column, '{', -1);
      expect(finding).toStrictEqual({
        ...VICTIM,
        detail: expect.stringContaining('no longer JSON') as unknown,
      });
    }
  });

  it.each([
    ['who appended it', '"appendedBy":"'],
    ['the key of the request', '"idempotencyKey":"'],
  ])('in %s is none of the record, and changes no hash', async (_, text) => {
    expect(await flippedAt('metadata', text)).toStrictEqual({ changed: false, finding: null });
  });
});
