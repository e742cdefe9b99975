/** The HTTP side over a real tracker with a store of its own and a clock that stands still. */
import { createHash } from 'node:crypto';
import type { Express } from 'express';
import { pino } from 'pino';
import { createApp } from '../../src/http/app.ts';
import type { AppDeps } from '../../src/http/deps.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { clockIn } from '../../src/tracker/clock.ts';
import type { DossierQuestions, Tracker } from '../../src/tracker/contract.ts';
import { kindOf } from '../../src/tracker/documents.ts';
import { createTracker } from '../../src/tracker/tracker.ts';
import type { DossierEvent } from '../../src/dossier/announcement.ts';
import { aStore } from './store.ts';
import { listening } from './listening.ts';

/** The day on which every test of the HTTP side takes place. */
export const TODAY = '2024-06-15';
/** A token that the applications of the tests know, under the name `desk`. */
export const TOKEN = 'a-token-of-the-tests';

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** A tracker over a new store, with these events recorded, and with these questions about them. */
export async function trackerWith(
  events: readonly DossierEvent[],
  questions: DossierQuestions = { questions: [], fault: null },
): Promise<Tracker> {
  const clock = clockIn('UTC', () => new Date(`${TODAY}T12:00:00Z`));
  const tracker = createTracker({
    store: await aStore(),
    clock,
    questions: new Map([['trial', questions]]),
  });
  tracker.follow();
  for (const body of events) await tracker.append('trial', kindOf(body), { body });
  return tracker;
}

export interface Trial {
  readonly app: Express;
  readonly tracker: Tracker;
  /** What was logged, a line each. */
  readonly lines: string[];
}

/** An application over a tracker. */
export function appOver(tracker: Tracker, deps: Partial<AppDeps> = {}): Trial {
  const lines: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });
  const adminTokens = new Map([
    ['other', hashOf('another-token')],
    ['desk', hashOf(TOKEN)],
  ]);
  const app = createApp({
    tracker,
    adminTokens,
    logger,
    metrics: createMetrics(),
    version: '9.9.9',
    ...deps,
  });
  return { app, tracker, lines };
}

/** An application over these events. */
export async function trial(events: readonly DossierEvent[], deps: Partial<AppDeps> = {}): Promise<Trial> {
  return appOver(await trackerWith(events), deps);
}

/** Posts bytes exactly as they are, which the test client doesn't; answers the status. */
export async function postBytes(
  app: Express,
  path: string,
  headers: Record<string, string>,
  body: Uint8Array<ArrayBuffer>,
): Promise<number> {
  return listening(app, async (url) => {
    const reply = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json', ...headers },
      body,
    });
    await reply.arrayBuffer();
    return reply.status;
  });
}
