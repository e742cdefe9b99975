/** Starts `appender.mjs` and collects what it acknowledges. */
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** Fails, with the remedy, when the built event store is missing or older than its source. */
export function requireBuilt(): void {
  const source = join(ROOT, 'src', 'eventstore');
  const newest = Math.max(...readdirSync(source).map((name) => statSync(join(source, name)).mtimeMs));
  const built = statSync(join(ROOT, 'dist', 'eventstore', 'sqlite.js'), { throwIfNoEntry: false });
  if (built === undefined || built.mtimeMs < newest) {
    throw new Error('this test runs the built program, which is missing or stale: npm run build');
  }
}

export interface Appender {
  /** The ids acknowledged so far. */
  readonly acknowledged: readonly string[];
  /** Fulfilled when so many are acknowledged, or the process has ended before. */
  readonly reached: (count: number) => Promise<void>;
  /** Kills the process without warning. */
  readonly kill: () => void;
  /** How the process ended, and what it complained about. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null; stderr: string }>;
}

export function startAppender(file: string, stream: string, count: number): Appender {
  requireBuilt();
  const script = join(import.meta.dirname, 'appender.mjs');
  const child = spawn(process.execPath, [script, file, stream, String(count)]);
  const acknowledged: string[] = [];
  const waiting: { readonly count: number; readonly done: () => void }[] = [];
  let [rest, stderr, isOver] = ['', '', false];
  const tell = () => {
    for (const { count, done } of waiting) if (isOver || acknowledged.length >= count) done();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    acknowledged.push(...lines);
    tell();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended: Appender['ended'] = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      isOver = true;
      tell();
      resolve({ code, signal, stderr });
    });
  });
  const reached = async (count: number): Promise<void> =>
    new Promise((done) => {
      waiting.push({ count, done });
      tell();
    });
  return { acknowledged, reached, ended, kill: () => void child.kill('SIGKILL') };
}
