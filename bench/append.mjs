/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-return -- plain JavaScript has no types to be checked */
// Durable appends a second, each beside its floor: the same bytes written to a plain file with one fdatasync for
// each. Absolute numbers depend on the disk; the ratio, taken within one run, is what to compare.
//
//   npm run build && node bench/append.mjs [runs] [events]
import { randomUUID } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore } from '../dist/eventstore/sqlite.js';

const [runs = 5, count = 3_000] = process.argv.slice(2).map(Number);
// Not the system's folder for temporary files, which may be memory.
mkdirSync('data', { recursive: true });
const folder = mkdtempSync(join('data', 'bench-'));

const metadata = { schemaVersion: 2, recordedAt: '2026-04-27T15:04:05.678Z', hash: 'f'.repeat(64) };
const event = (n) => ({
  id: randomUUID(),
  type: 'StatementMade',
  data: { n, text: 'x'.repeat(800) },
  metadata,
});

async function perSecond(work) {
  const start = performance.now();
  await work();
  return (count * 1_000) / (performance.now() - start);
}

async function floor(run) {
  const file = openSync(join(folder, `floor-${run}.jsonl`), 'a');
  const lines = Array.from({ length: count }, (_, n) => `${JSON.stringify(event(n))}\n`);
  const speed = await perSecond(() => {
    for (const line of lines) {
      writeSync(file, line);
      fdatasyncSync(file);
    }
  });
  closeSync(file);
  return speed;
}

/** Several writers, each with a stream of its own and one append in flight. */
async function appends(run, writers) {
  const store = await openSqliteStore(join(folder, `log-${run}-${writers}.db`));
  const each = Math.floor(count / writers);
  const write = async (stream) => {
    for (let n = 0; n < each; n += 1) {
      await store.append(stream, [event(n)], { expected: n === 0 ? 'no-stream' : n - 1 });
    }
  };
  const speed = await perSecond(async () => {
    await Promise.all(Array.from({ length: writers }, async (_, i) => write(`s-${i}`)));
  });
  await store.close();
  return (speed * each * writers) / count;
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const rows = { 'floor: write + fdatasync': [], '1 writer': [], '8 writers': [], '64 writers': [] };
try {
  for (let run = 0; run < runs; run += 1) {
    rows['floor: write + fdatasync'].push(await floor(run));
    rows['1 writer'].push(await appends(run, 1));
    rows['8 writers'].push(await appends(run, 8));
    rows['64 writers'].push(await appends(run, 64));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const base = rows['floor: write + fdatasync'];
console.log(`${runs} runs of ${count} events of 1 KB; medians`);
console.table(
  Object.entries(rows).map(([what, speeds]) => ({
    what: what,
    'appends/s': Math.round(median(speeds)),
    'of the floor': Number(median(speeds.map((speed, i) => speed / base[i])).toFixed(2)),
  })),
);
