/** Builds the wire double for its life as a process of its own, once before a run. */
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const SOURCE = join(import.meta.dirname, 'esdb-double');
/** Inside the project, so that packages are found from there. */
const OUT = join(ROOT, 'node_modules', '.cache', 'esdb-double');
/** What is started. */
export const DOUBLE = join(OUT, 'main.js');
/** Written last: younger than all that the double was made from. */
const DONE = join(OUT, 'package.json');

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

export default function buildDouble(): void {
  const source = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
  const newest = Math.max(...source.map((name) => changedAt(join(SOURCE, name))));
  if (changedAt(DONE) > newest) return;
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', SOURCE, '--outDir', OUT], { stdio: 'inherit' });
  cpSync(join(SOURCE, 'tls'), join(OUT, 'tls'), { recursive: true });
  writeFileSync(DONE, '{ "type": "module" }\n');
}
