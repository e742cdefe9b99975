/** Runs: the form in which a comparison leaves this module, and how differences become runs. */
import type { Hunk, Side, Sides } from './sides.ts';

/** A stretch of text that stayed, was removed or was added. */
export interface Run {
  readonly op: 'equal' | 'delete' | 'insert';
  readonly value: string;
}

/** The text before: what stayed and what was removed. */
export function textBefore(runs: readonly Run[]): string {
  return runs.map((run) => (run.op === 'insert' ? '' : run.value)).join('');
}

/** The text after: what stayed and what was added. */
export function textAfter(runs: readonly Run[]): string {
  return runs.map((run) => (run.op === 'delete' ? '' : run.value)).join('');
}

/** Appends to a list of runs: an empty value adds nothing, one of the same kind as the last lengthens it. */
export function append(runs: Run[], op: Run['op'], value: string): void {
  const last = runs.at(-1);
  if (value === '') return;
  if (last?.op === op) runs[runs.length - 1] = { op, value: last.value + value };
  else runs.push({ op, value });
}

/**
 * Writes the differences, which are in order and do not touch, as runs: none empty, a removal before its
 * addition, neighbours of different kinds. Each gap between words that stayed is compared on its own; the gaps
 * at the edges of a difference belong to it as far as they differ.
 */
export function toRuns(sides: Sides, hunks: readonly Hunk[]): Run[] {
  const runs: Run[] = [];
  let [b, a, next] = [0, 0, 0];
  for (;;) {
    let hunk = hunks[next] ?? NOWHERE;
    if (hunk.b0 === b && hunk.a0 === a) next += 1;
    else hunk = { b0: b, b1: b, a0: a, a1: a };
    writeChange(runs, sides, hunk);
    const word = sides.before.words[hunk.b1];
    if (word === undefined) return runs;
    append(runs, 'equal', word);
    [b, a] = [hunk.b1 + 1, hunk.a1 + 1];
  }
}

const NOWHERE: Hunk = { b0: -1, b1: -1, a0: -1, a1: -1 };

function writeChange(runs: Run[], sides: Sides, { b0, b1, a0, a1 }: Hunk): void {
  const before = textOf(sides.before, b0, b1);
  const after = textOf(sides.after, a0, a1);
  const lead = shorter(sides.before.gaps[b0], sides.after.gaps[a0]);
  let start = 0;
  while (start < lead && before[start] === after[start]) start += 1;
  const rest = Math.min(before.length, after.length) - start;
  const trail = Math.min(rest, shorter(sides.before.gaps[b1], sides.after.gaps[a1]));
  let end = 0;
  while (end < trail && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  append(runs, 'equal', before.slice(0, start));
  append(runs, 'delete', before.slice(start, before.length - end));
  append(runs, 'insert', after.slice(start, after.length - end));
  append(runs, 'equal', before.slice(before.length - end));
}

function shorter(left = '', right = ''): number {
  return Math.min(left.length, right.length);
}

/** Words `[from, to)` with the gaps between and around them. */
function textOf(side: Side, from: number, to: number): string {
  let text = side.gaps[from] ?? '';
  for (let index = from; index < to; index += 1) {
    text += `${side.words[index] ?? ''}${side.gaps[index + 1] ?? ''}`;
  }
  return text;
}
