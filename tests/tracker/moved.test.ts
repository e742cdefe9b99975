/** A log that went elsewhere, as lines or from store to store, is the same log: its hashes, and all that it says. */
import * as fc from 'fast-check';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { formatDay, parseDay, type Day } from '../../src/dossier/dates.ts';
import { verifyChain } from '../../src/eventstore/chain.ts';
import { MemoryEventStore } from '../../src/eventstore/memory.ts';
import type { EventStore } from '../../src/eventstore/port.ts';
import { openSqliteStore } from '../../src/eventstore/sqlite.ts';
import { exportLog, migrateLog, restoreLog } from '../../src/tracker/archive.ts';
import { clockIn } from '../../src/tracker/clock.ts';
import type { ClockRequest } from '../../src/tracker/contract.ts';
import { Problem } from '../../src/tracker/problems.ts';
import { seed } from '../../src/tracker/seeding.ts';
import { createTracker } from '../../src/tracker/tracker.ts';
import { contents } from '../eventstore/given.ts';
import { aNode, aStoreAt } from '../support/esdb-opened.ts';
import { aFolder } from '../support/folders.ts';
import { allOf, record } from '../support/logs.ts';
import { anyHistory } from '../support/random-history.ts';

const SEED = 20_260_615;
/** How many states are compared. */
const STATES = 200;
const SHIPPED = join(import.meta.dirname, '..', '..', 'events');
const RANDOM = ['random-0', 'random-1', 'random-2', 'random-3'] as const;

const day = (text: string): Day => parseDay(text) ?? 0;

interface Asked {
  readonly dossier: string;
  readonly point: ClockRequest;
}

const trackerOver = (store: EventStore) =>
  createTracker({ store, clock: clockIn('UTC', () => new Date('2026-06-15T12:00:00Z')) });

/** The shipped dossier, as a server loads it, and random ones. */
async function original(): Promise<EventStore> {
  const store = new MemoryEventStore();
  await seed(trackerOver(store), SHIPPED);
  const histories = fc.sample(anyHistory, { seed: SEED, numRuns: RANDOM.length });
  for (const [i, dossier] of RANDOM.entries()) {
    const events = (histories[i] ?? []).map(({ event }) =>
      event.type === 'DossierOpened' ? { ...event, dossier } : event,
    );
    await record(store, dossier, events);
  }
  return store;
}

/** Random points: any day about which a dossier speaks, known then or at any other time, at any revision. */
async function pointsOf(store: EventStore): Promise<readonly Asked[]> {
  const heads = await store.listStreams({ prefix: 'dossier-' });
  const asked = fc.constantFrom(...heads).chain(({ stream, head }): fc.Arbitrary<Asked> => {
    const dossier = stream.slice('dossier-'.length);
    const isRandom = RANDOM.some((name) => name === dossier);
    const [min, max] = isRandom ? ['2025-12-01', '2026-06-30'] : ['2019-01-01', '2026-06-15'];
    const anyDay = fc.noBias(fc.integer({ min: day(min), max: day(max) })).map(formatDay);
    const point = fc.record(
      { on: anyDay, known: anyDay, log: fc.noBias(fc.integer({ min: 0, max: head })) },
      { requiredKeys: ['on'] },
    );
    return point.map((clocks) => ({ dossier, point: clocks }));
  });
  return fc.sample(asked, { seed: SEED, numRuns: STATES });
}

/** What a store's log says at points, as text. */
async function statesIn(store: EventStore, points: readonly Asked[]): Promise<readonly string[]> {
  const tracker = trackerOver(store);
  const states: string[] = [];
  for (const { dossier, point } of points) {
    const told = await tracker.state(dossier, point).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      return { refused: error.type, detail: error.message };
    });
    states.push(JSON.stringify(told));
  }
  return states;
}

/** Each event's place, id, content and metadata, its hash included. */
async function recordOf(store: EventStore): Promise<object[]> {
  expect((await verifyChain(store.readAll())).intact).toBe(true);
  return contents(store.readAll());
}

async function linesOf(store: EventStore, publicOnly = false): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of exportLog(store, { publicOnly })) lines.push(line.trimEnd());
  return lines;
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

describe('a log', () => {
  let [store, points]: [EventStore, readonly Asked[]] = [new MemoryEventStore(), []];
  let [states, events]: [readonly string[], readonly unknown[]] = [[], []];
  const closing: EventStore[] = [];

  beforeAll(async () => {
    store = await original();
    points = await pointsOf(store);
    [states, events] = [await statesIn(store, points), await recordOf(store)];
  });

  afterEach(async () => {
    await Promise.all(closing.splice(0).map((each) => each.close()));
  });

  const aFile = async (): Promise<EventStore> => {
    const file = await openSqliteStore(join(aFolder(), 'log.db'));
    closing.push(file);
    return file;
  };
  const aDouble = async (): Promise<EventStore> => {
    const node = await aNode();
    node.log.noise();
    return aStoreAt(node.url);
  };
  const restored = async (to: EventStore, from: EventStore): Promise<EventStore> => {
    await restoreLog(each(await linesOf(from)), to);
    return to;
  };
  const migrated = async (to: EventStore, from: EventStore): Promise<EventStore> => {
    await migrateLog(from, to);
    return to;
  };

  it('is asked at points that tell logs apart', () => {
    expect(points.length).toBe(STATES);
    expect(new Set(points.map(({ dossier }) => dossier)).size).toBe(RANDOM.length + 1);
    // Nearly every point has a state of its own, and hardly any is refused.
    expect(new Set(states).size).toBeGreaterThan(STATES * 0.8);
    expect(states.filter((state) => state.startsWith('{"refused"')).length).toBeLessThan(STATES * 0.2);
    for (const clock of ['known', 'log'] as const) {
      expect(points.filter(({ point }) => point[clock] !== undefined).length).toBeGreaterThan(STATES * 0.3);
    }
  });

  it.each([
    ['restored from its export into a file', async () => restored(await aFile(), store)],
    ['restored from its export into an EventStoreDB', async () => restored(await aDouble(), store)],
    ['migrated to a file', async () => migrated(await aFile(), store)],
    [
      'migrated from a file to an EventStoreDB and back into another file',
      async () =>
        migrated(await aFile(), await migrated(await aDouble(), await migrated(await aFile(), store))),
    ],
    [
      'migrated to an EventStoreDB and restored from its export there',
      async () => restored(await aFile(), await migrated(await aDouble(), store)),
    ],
  ])('that was %s has the same hashes, and the same states at 200 points', async (_, move) => {
    const copy = await move();
    expect(await recordOf(copy)).toStrictEqual(events);
    expect(await linesOf(copy)).toStrictEqual(await linesOf(store));
    expect(await statesIn(copy, points)).toStrictEqual(states);
  });

  it('that was restored from what is public has the same hashes and states, and nobody in it', async () => {
    const copy = await aFile();
    await restoreLog(each(await linesOf(store, true)), copy);
    const hashes = async (from: EventStore) => (await allOf(from)).map(({ metadata }) => metadata['hash']);
    expect(await hashes(copy)).toStrictEqual(await hashes(store));
    expect(await statesIn(copy, points)).toStrictEqual(states);
    expect((await linesOf(copy)).join('')).not.toMatch(/desk|key-\d|"files"/);
  });
});
