/**
 * The application as the acceptance tests meet it: `createApp` over the real tracker, a store of its own and a
 * clock that stands on 2026-11-23; dossiers come in as files, through `seed`. Every answer is held to its shape.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { pino, type Logger } from 'pino';
import request, { type Response } from 'supertest';
import { afterAll, expect } from 'vitest';
import { z } from 'zod';
import {
  AnnouncementListSchema,
  ClauseAnswerSchema,
  ConflictListSchema,
  DossierListSchema,
  DossierSchema,
  HistorySchema,
  LogSchema,
} from '../../src/dossier/answers.ts';
import {
  AheadSchema,
  MatrixSchema,
  TermAnswerSchema,
  TermListSchema,
  ValiditySchema,
} from '../../src/dossier/overviews.ts';
import { ComparisonSchema, StateSchema, type ClauseState, type State } from '../../src/dossier/shapes.ts';
import type { EventStore, StoredEvent } from '../../src/eventstore/port.ts';
import { createApp } from '../../src/http/app.ts';
import type { AdminLimits } from '../../src/http/deps.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { clockIn } from '../../src/tracker/clock.ts';
import type { DossierQuestions, Tracker } from '../../src/tracker/contract.ts';
import { readQuestions } from '../../src/tracker/questions.ts';
import { seed, type Seeded } from '../../src/tracker/seeding.ts';
import { createTracker } from '../../src/tracker/tracker.ts';
import { aStore } from '../support/store.ts';

/** What the clock shows. */
export const TODAY = '2026-11-23';
const ROOT = join(import.meta.dirname, '..', '..');

/** The dossiers there are: the folder of each, and the id under which it is loaded. */
export const DOSSIERS = {
  'openai-cloud': join(ROOT, 'events', 'openai-cloud'),
  'openai-cloud-months': join(ROOT, 'tests', 'fixtures', 'month-only'),
  'halmbeck-grain': join(ROOT, 'tests', 'fixtures', 'invented'),
} as const;
export type DossierName = keyof typeof DOSSIERS;

/** The token of the one writer, who is recorded as `editor`. */
export const TOKEN = 'an-editor-whom-nobody-guesses';
const ADMIN = new Map([['editor', createHash('sha256').update(TOKEN).digest()]]);

export interface Setting {
  readonly load?: readonly DossierName[];
  readonly store?: EventStore;
  readonly tokens?: ReadonlyMap<string, Buffer>;
  readonly limits?: AdminLimits;
  readonly logger?: Logger;
  /** Whether the store is followed, as a server does it. Default: yes. */
  readonly follow?: boolean;
  readonly questions?: ReadonlyMap<string, DossierQuestions>;
}

type Query = Readonly<Record<string, string | number>>;

/** Puts a folder for each dossier, named by the dossier's id, into a folder. */
export function fill(folder: string, names: readonly DossierName[]): void {
  for (const name of names) {
    cpSync(DOSSIERS[name], join(folder, name), { recursive: true, filter: (path) => !path.endsWith('.md') });
  }
}

function addressOf(path: string, query: Query): string {
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return `/api/v1${path}${search.size === 0 ? '' : `?${search.toString()}`}`;
}

/** An answer's JSON, not yet checked. */
export function jsonOf({ text }: Response): unknown {
  return JSON.parse(text);
}

export class World {
  readonly store: EventStore;
  readonly tracker: Tracker;
  readonly app: Express;
  seeded: readonly Seeded[] = [];

  constructor(store: EventStore, { tokens = ADMIN, limits, logger, follow = true, questions }: Setting = {}) {
    this.store = store;
    const clock = clockIn('UTC', () => new Date(`${TODAY}T12:00:00Z`));
    this.tracker = createTracker({ store, clock, ...(questions === undefined ? {} : { questions }) });
    if (follow) this.tracker.follow();
    this.app = createApp({
      tracker: this.tracker,
      adminTokens: tokens,
      logger: logger ?? pino({ level: 'silent' }),
      metrics: createMetrics(),
      version: '0.0.0',
      adminLimits: limits ?? { requests: 100_000, failures: 100_000 },
    });
  }

  /** An answer of the read API: 200, JSON, of the given shape, with nothing that the shape does not name. */
  async read<T>(schema: z.ZodType<T>, path: string, query: Query = {}): Promise<T> {
    const response = await request(this.app).get(addressOf(path, query));
    expect([response.status, response.type]).toStrictEqual([200, 'application/json']);
    const body = jsonOf(response);
    const parsed = schema.parse(body);
    expect(parsed).toStrictEqual(body);
    return parsed;
  }

  dossiers() {
    return this.read(DossierListSchema, '/dossiers');
  }

  dossier(id: string, query: Query = {}) {
    return this.read(DossierSchema, `/dossiers/${id}`, query);
  }

  state(id: string, query: Query = {}) {
    return this.read(StateSchema, `/dossiers/${id}/state`, query);
  }

  compare(id: string, from: string, to: string, query: Query = {}) {
    return this.read(ComparisonSchema, `/dossiers/${id}/compare`, { from, to, ...query });
  }

  change(id: string, announcement: string, query: Query = {}) {
    return this.read(ComparisonSchema, `/dossiers/${id}/announcements/${announcement}/change`, query);
  }

  announcements(id: string, query: Query = {}) {
    return this.read(AnnouncementListSchema, `/dossiers/${id}/announcements`, query);
  }

  clause(id: string, ref: string, query: Query = {}) {
    return this.read(ClauseAnswerSchema, `/dossiers/${id}/clauses/${ref}`, query);
  }

  history(id: string, ref: string, query: Query = {}) {
    return this.read(HistorySchema, `/dossiers/${id}/clauses/${ref}/history`, query);
  }

  conflicts(id: string, query: Query = {}) {
    return this.read(ConflictListSchema, `/dossiers/${id}/conflicts`, query);
  }

  validity(id: string, query: Query = {}) {
    return this.read(ValiditySchema, `/dossiers/${id}/validity`, query);
  }

  matrix(id: string, query: Query = {}) {
    return this.read(MatrixSchema, `/dossiers/${id}/matrix`, query);
  }

  terms(id: string, query: Query = {}) {
    return this.read(TermListSchema, `/dossiers/${id}/terms`, query);
  }

  term(id: string, term: string, query: Query = {}) {
    return this.read(TermAnswerSchema, `/dossiers/${id}/terms/${term}`, query);
  }

  ahead(id: string, query: Query = {}) {
    return this.read(AheadSchema, `/dossiers/${id}/ahead`, query);
  }

  log(id: string, query: Query = {}) {
    return this.read(LogSchema, `/dossiers/${id}/log`, query);
  }

  /** Posts to an address below `/api/v1/admin`: an object as JSON, a text as it is. */
  async post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const given = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return request(this.app).post(`/api/v1/admin${path}`).set(given).send(text);
  }

  /** Everything that the store holds, in its order. */
  async contents(): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for await (const event of this.store.readAll()) events.push(event);
    return events;
  }
}

/** A world over a store of its own, with the dossiers loaded, each file appended. */
export async function aWorld(setting: Setting = {}): Promise<World> {
  const store = setting.store ?? (await aStore());
  const folder = mkdtempSync(join(tmpdir(), 'termline-'));
  let world: World;
  try {
    fill(folder, setting.load ?? []);
    world = new World(store, { questions: await readQuestions(folder), ...setting });
    world.seeded = await seed(world.tracker, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  expect(world.seeded.filter(({ outcome }) => outcome !== 'appended')).toStrictEqual([]);
  return world;
}

/** The world's address while a test file runs: for requests that are sent at once, or byte by byte. */
export async function addressOfServer({ app }: World): Promise<string> {
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('a listener has a port');
  return `http://127.0.0.1:${address.port}`;
}

/** The clauses of a state, in the order of its contracts. */
export function clausesOf(state: State): ClauseState[] {
  return state.contracts.flatMap(({ clauses }) => clauses);
}

/** The names of the clauses with one of the statuses. */
export function refsWith(state: State, ...statuses: readonly ClauseState['status'][]): string[] {
  return clausesOf(state)
    .filter(({ status }) => statuses.includes(status))
    .map(({ ref }) => ref);
}

const ProblemSchema = z.looseObject({
  type: z.string(),
  title: z.string().min(1),
  status: z.int(),
  detail: z.string().min(1),
  errors: z
    .array(
      z.strictObject({
        pointer: z.string().optional(),
        parameter: z.string().optional(),
        header: z.string().optional(),
        detail: z.string().min(1),
      }),
    )
    .min(1)
    .optional(),
});

/** A problem document in few words: the status, the type without its prefix, and the places that it names. */
export function problemOf(response: Response): { status: number; type: string; places: string[] } {
  expect(response.type).toBe('application/problem+json');
  const { type, status, errors = [] } = ProblemSchema.parse(jsonOf(response));
  expect(status).toBe(response.status);
  expect(type).toMatch(/^\/problems\//);
  const places = errors.map(({ pointer, parameter, header }) => pointer ?? parameter ?? header ?? 'nowhere');
  return { status, type: type.replace('/problems/', ''), places };
}

/** How a stored event is answered. */
export function answerOf({ status, headers }: Response): {
  status: number;
  location?: string;
  etag?: string;
} {
  const { location, etag } = headers;
  return {
    status,
    ...(location === undefined ? {} : { location }),
    ...(etag === undefined ? {} : { etag }),
  };
}

/** Does something after which the store must hold what it held before, byte for byte. */
export async function leavesTheLog<T>(world: World, work: () => Promise<T>): Promise<T> {
  const before = await world.contents();
  const result = await work();
  expect(await world.contents()).toStrictEqual(before);
  return result;
}

/** The cells of a table written with bars, the first row being its head. */
export function tableOf(text: string): string[][] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
}
