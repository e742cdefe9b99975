/**
 * The built program as its users meet it: processes with a working directory of their own, awaited by what they
 * print and by their ends, never by time.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { z } from 'zod';
import { verifyChain, type ChainReport } from '../../src/eventstore/chain.ts';
import type { StoredEvent } from '../../src/eventstore/port.ts';
import { openStore } from '../../src/eventstore/open.ts';
import { DoubleProcess } from '../support/esdb-child.ts';
import { aFolder } from '../support/folders.ts';
import { isAskedAgain, isOnDouble } from '../support/store.ts';

const ROOT = join(import.meta.dirname, '..', '..');
export const SERVER = join(ROOT, 'dist', 'main.js');
export const CLI = join(ROOT, 'dist', 'cli', 'main.js');

/** The token of a writer, and the setting that lets it in. */
export const TOKEN = 'an-editor-whom-nobody-guesses';
export const ADMIN = { ADMIN_TOKEN_SHA256: `editor:${createHash('sha256').update(TOKEN).digest('hex')}` };

/** Fails, with the remedy, when the built program is missing or older than its source. */
function requireBuilt(): void {
  const source = join(ROOT, 'src');
  const stale = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => {
      const built = statSync(join(ROOT, 'dist', name.replace(/\.ts$/, '.js')), { throwIfNoEntry: false });
      return built === undefined || built.mtimeMs < statSync(join(source, name)).mtimeMs;
    });
  if (stale.length > 0) {
    throw new Error(`these tests run the built program, and ${stale[0]} is not in it: npm run build`);
  }
}

requireBuilt();

/** How a process ended, and all that it printed. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** The first line of its output that matches. Rejects when it ends without one. */
  line(pattern: RegExp): Promise<string>;
}

export interface Place {
  /** The working directory. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a store holds, and whether its chain is whole. */
export interface Contents {
  readonly events: readonly StoredEvent[];
  readonly chain: ChainReport;
}

/** A working directory and a log of its own: a SQLite file in it, or in a run on the double one of those. */
export interface Site extends Place {
  readonly env: Readonly<Record<string, string>>;
  readonly contents: () => Promise<Contents>;
}

const running = new Set<ChildProcessWithoutNullStreams>();
const doubles = new Set<DoubleProcess>();

afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  await Promise.all([...running].map((child) => new Promise((resolve) => child.once('close', resolve))));
  await Promise.all([...doubles].map((double) => double.kill()));
  doubles.clear();
});

/** A double that keeps its log over a kill, until the test is over. */
export async function aDouble(): Promise<DoubleProcess> {
  const double = await DoubleProcess.start(join(aFolder(), 'log.jsonl'));
  doubles.add(double);
  return double;
}

/** A new site. What is in `env` goes before what the run asks for. */
export async function aSite(env: Readonly<Record<string, string>> = {}): Promise<Site> {
  if (isOnDouble) return aSiteOn(await aDouble(), env);
  const cwd = aFolder();
  return { cwd, env, contents: () => contentsOf(join(cwd, 'data', 'termline.db')) };
}

/** A new site whose log is kept by a double, in any run. */
export function aSiteOn({ url }: DoubleProcess, env: Readonly<Record<string, string>> = {}): Site {
  return { cwd: aFolder(), env: { EVENT_STORE: url, ...env }, contents: () => contentsAt(url) };
}

/** A new site for what is the same on any store: in memory, or in a run on the double on one of those. */
export async function anySite(): Promise<Site> {
  return isOnDouble ? aSite() : aSite({ EVENT_STORE: 'memory:' });
}

/** Starts a program of `dist` with nothing in its environment but what is named. */
export function start(program: string, args: readonly string[], { cwd, env = {} }: Place): Running {
  const given = { PATH: process.env['PATH'] ?? '', ...env };
  const child = spawn(process.execPath, [program, ...args], { cwd, env: given });
  running.add(child);
  let [stdout, stderr] = ['', ''];
  const waiting = new Set<() => void>();
  const tell = (): void => {
    for (const look of waiting) look();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    tell();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // A program that ends early no longer reads.
  child.stdin.on('error', () => {});
  let over: Ended | null = null;
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      running.delete(child);
      over = { code, signal, stdout, stderr };
      resolve(over);
      tell();
    });
  });
  const line = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = stdout
          .split('\n')
          .slice(0, -1)
          .find((each) => pattern.test(each));
        if (found === undefined && over === null) return;
        waiting.delete(look);
        if (found === undefined) reject(new Error(`it ended (${over?.code}) without it: ${stderr}`));
        else resolve(found);
      };
      waiting.add(look);
      look();
    });
  return { child, ended, line };
}

/** A server that listens. */
export interface Server extends Running {
  readonly url: string;
  get(address: string): Promise<{ status: number; type: string; text: string; json(): unknown }>;
  /** Asks `/readyz` until it says that the server follows its store. */
  ready(): Promise<{ status: number; json(): unknown }>;
  /** Posts an object below `/api/v1/admin`; again, where it is told to. */
  post(address: string, body: object): Promise<{ status: number; etag: string | null }>;
  /** Sends a signal, and tells how the server ended. */
  stop(signal: NodeJS.Signals): Promise<Ended>;
}

/** Starts the server on a free port and waits until it says where it is. */
export async function startServer({ cwd, env = {} }: Place): Promise<Server> {
  const process = start(SERVER, [], { cwd, env: { PORT: '0', LOG_LEVEL: 'silent', ...env } });
  const said = await process.line(/^Termline serves on /);
  const url = said.replace('Termline serves on ', '');
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const get: Server['get'] = async (address) => {
    const response = await fetch(`${url}${address}`);
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, text, json: () => z.json().parse(JSON.parse(text)) };
  };
  return {
    ...process,
    url,
    get,
    ready: async () => {
      for (;;) {
        const answer = await get('/readyz');
        if (answer.status === 200) return answer;
      }
    },
    post: async (address, body) => {
      const request = { method: 'POST', headers, body: JSON.stringify(body) };
      for (;;) {
        const response = await fetch(`${url}/api/v1/admin${address}`, request);
        await response.arrayBuffer();
        if (isAskedAgain(response.status)) continue;
        return { status: response.status, etag: response.headers.get('etag') };
      }
    },
    stop: (signal) => {
      process.child.kill(signal);
      return process.ended;
    },
  };
}

/** Runs the command line to its end. */
export async function run(args: readonly string[], place: Place, input = ''): Promise<Ended> {
  const process = start(CLI, args, place);
  process.child.stdin.end(input);
  return process.ended;
}

/** What the store at an address holds. */
export async function contentsAt(url: string): Promise<Contents> {
  const store = await openStore(url);
  try {
    const events: StoredEvent[] = [];
    for await (const event of store.readAll()) events.push(event);
    return { events, chain: await verifyChain(store.readAll()) };
  } finally {
    await store.close();
  }
}

/** What a SQLite file holds. */
export async function contentsOf(file: string): Promise<Contents> {
  return contentsAt(`sqlite:${file}`);
}

/** The id of a stored announcement. */
export function idOf({ data }: StoredEvent): string {
  return z.string().parse(data['id']);
}

const AnnouncementsSchema = z.looseObject({
  announcements: z.array(z.looseObject({ id: z.string(), revision: z.int() })),
});

/**
 * The ids of a dossier's announcements as a server lists them.
 * @param log a revision that the server shall know of, whoever recorded it
 */
export async function announcedOn(server: Server, dossier: string, log?: number): Promise<string[]> {
  const query = log === undefined ? '' : `?log=${log}`;
  const answer = await server.get(`/api/v1/dossiers/${dossier}/announcements${query}`);
  return AnnouncementsSchema.parse(answer.json()).announcements.map(({ id }) => id);
}

/** A dossier to write to. */
export const OPENING = {
  type: 'DossierOpened',
  dossier: 'trial',
  title: 'A trial',
  parties: [
    { id: 'acme', name: 'Acme' },
    { id: 'bolt', name: 'Bolt' },
  ],
};

/** An announcement that introduces a clause of its own; the first one opens the contract, too. */
export function said(id: string, effects: readonly object[] = []): object {
  return {
    type: 'AgreementAnnounced',
    id,
    headline: `What was said: ${id}`,
    announcedOn: '2026-01-10',
    announcedBy: ['acme', 'bolt'],
    sources: [
      { id: 'post', title: 'Post', publisher: 'Acme', url: 'https://example.org/', class: 'joint-statement' },
    ],
    effects,
  };
}

export const FIRST = said('ann-first', [
  { effect: 'open-contract', contract: 'supply', title: 'Supply', parties: ['acme', 'bolt'] },
  { effect: 'introduce', clause: 'supply/volume', heading: 'Volume', text: 'Ten tons.', kind: 'duty' },
]);
