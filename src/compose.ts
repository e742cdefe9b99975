/**
 * The composition root: from a configuration to a tracker and an app, and how to close them. The one file that
 * knows every other.
 */
import type { Express } from 'express';
import { pino, type Logger } from 'pino';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Config } from './config.ts';
import { inspectStore, openStore, type Inspection } from './eventstore/open.ts';
import { createApp } from './http/app.ts';
import { createMetrics } from './http/metrics.ts';
import { clockIn } from './tracker/clock.ts';
import type { Tracker } from './tracker/contract.ts';
import { streamOf } from './eventstore/codec.ts';
import { MemoryEventStore } from './eventstore/memory.ts';
import type { EventStore, NewEvent } from './eventstore/port.ts';
import { readQuestions, type ReadQuestions } from './tracker/questions.ts';
import { seed, type Seeded } from './tracker/seeding.ts';
import type { Report } from './tracker/following.ts';
import { PACE, pauseAfter } from './eventstore/subscription.ts';
import { Problem } from './tracker/problems.ts';
import { createTracker } from './tracker/tracker.ts';

/** How long a server that starts waits for a store that isn't there or isn't ready, in milliseconds. */
const START_WITHIN_MS = 30_000;

const PackageSchema = z.object({ version: z.string() });

/** The program's version, from its package. */
export function programVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return PackageSchema.parse(JSON.parse(text)).version;
}

/** A tracker over the configured store, with the shipped announcements loaded. */
export interface Opened {
  readonly tracker: Tracker;
  readonly store: EventStore;
  readonly seeded: readonly Seeded[];
  readonly questions: ReadonlyMap<string, ReadQuestions>;
  readonly close: () => Promise<void>;
}

/** Is told, in words, of what a setting makes doubtful. */
export type Warn = (message: string) => void;

/** What a server asks for beside a tracker. */
export interface OpenOptions {
  /** Is told of what goes wrong in the background, where the tracker follows its store. */
  readonly report?: Report;
  /** How long to wait for a store that does not answer, in milliseconds. Default: it isn't waited for. */
  readonly withinMs?: number;
}

/** Does some work, again and again while the store does not answer, until the time is over. */
async function patiently<T>(work: () => Promise<T>, withinMs: number, warn: Warn): Promise<T> {
  const until = performance.now() + withinMs;
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const isAbsent = error instanceof Problem && error.type === 'store-unavailable';
      if (!isAbsent || performance.now() >= until) throw error;
      if (tries === 1) warn('the event store does not answer yet; it is asked again');
    }
    await pause(pauseAfter(tries, PACE));
  }
}

/**
 * Opens the store and loads what ships.
 * @throws EventStoreError when the store cannot be opened, Problem when it does not answer in time
 */
export async function openTracker(
  config: Config,
  warn: Warn,
  { report, withinMs = 0 }: OpenOptions = {},
): Promise<Opened> {
  const store = await openStore(config.EVENT_STORE, { warn });
  try {
    const clock = clockIn(config.TIME_ZONE);
    const questions = await readQuestions(config.EVENTS_DIR);
    const tracker = createTracker({ store, clock, questions, ...(report === undefined ? {} : { report }) });
    const seeded = await patiently(() => seed(tracker, config.EVENTS_DIR), withinMs, warn);
    return { tracker, store, seeded, questions, close: () => store.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function report(logger: Logger, { seeded, questions }: Opened): void {
  for (const { file, fault } of questions.values()) {
    if (fault !== null) logger.error({ file, detail: fault }, 'a file of questions was refused');
  }
  for (const { file, outcome, detail } of seeded) {
    if (outcome === 'differs')
      logger.warn({ file, detail }, 'a file differs from the log: nothing was changed');
    if (outcome === 'refused') logger.error({ file, detail }, 'a file was refused');
  }
  const appended = seeded.filter(({ outcome }) => outcome === 'appended').length;
  if (appended > 0) logger.info({ appended }, 'announcements loaded from files');
}

/** What a server is made of. The listener is the caller's. */
export interface Composed {
  readonly app: Express;
  readonly logger: Logger;
  /** Lets go of the open pages that wait for news; everything else goes on. */
  readonly hush: () => Promise<void>;
  /** Closes the store. */
  readonly close: () => Promise<void>;
}

/** Everything that a server needs, composed; it follows its store. */
export async function compose(config: Config): Promise<Composed> {
  const logger = pino({ level: config.LOG_LEVEL });
  const warn: Warn = (message) => logger.warn(message);
  const opened = await openTracker(config, warn, {
    report: (what, error) => {
      logger.warn({ cause: error instanceof Error ? error.message : null }, what);
    },
    withinMs: START_WITHIN_MS,
  });
  report(logger, opened);
  const { tracker, close } = opened;
  tracker.follow();
  const app = createApp({
    tracker,
    adminTokens: config.ADMIN_TOKEN_SHA256,
    logger,
    metrics: createMetrics(),
    version: programVersion(),
  });
  const hush = (): Promise<void> => tracker.unfollow();
  return { app, logger, hush, close };
}

/** A tracker in memory over a copy of one dossier, for rehearsals: what is appended to it is lost. */
export async function copyOf(store: EventStore, dossier: string, config: Config): Promise<Tracker> {
  const copy = new MemoryEventStore();
  const events: NewEvent[] = [];
  for await (const { id, type, data, metadata } of store.read(streamOf(dossier))) {
    events.push({ id, type, data, metadata });
  }
  if (events.length > 0) await copy.append(streamOf(dossier), events, { expected: 'no-stream' });
  return createTracker({ store: copy, clock: clockIn(config.TIME_ZONE) });
}

/** Opens the store at an address for some work, and closes it after it. */
export async function withOpened<T>(
  url: string,
  work: (store: EventStore) => Promise<T>,
  warn: Warn,
): Promise<T> {
  const store = await openStore(url, { warn });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Opens the store at an address to be looked at, as far as it can be read. */
export async function withInspected<T>(url: string, work: (found: Inspection) => Promise<T>): Promise<T> {
  const found = await inspectStore(url);
  try {
    return await work(found);
  } finally {
    await found.store.close();
  }
}
