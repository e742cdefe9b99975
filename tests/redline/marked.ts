import { textAfter, textBefore, type Run } from '../../src/redline/index.ts';

/** Runs as one line: what was removed in `[-…-]`, what was added in `{+…+}`. */
export function marked(runs: readonly Run[]): string {
  const marks = { equal: ['', ''], delete: ['[-', '-]'], insert: ['{+', '+}'] } as const;
  return runs.map(({ op, value }) => marks[op].join(value)).join('');
}

/** What has to hold of the runs of any two texts; empty when it does. */
export function faults(before: string, after: string, runs: readonly Run[]): string[] {
  const found: string[] = [];
  if (textBefore(runs) !== before) found.push('the text before is not rebuilt');
  if (textAfter(runs) !== after) found.push('the text after is not rebuilt');
  for (const [index, run] of runs.entries()) {
    const next = runs[index + 1];
    if (run.value === '') found.push(`run ${index} is empty`);
    if (run.op === next?.op) found.push(`runs ${index} and ${index + 1} are of one kind`);
    if (run.op === 'insert' && next?.op === 'delete') found.push(`run ${index} adds before a removal`);
  }
  return found;
}
