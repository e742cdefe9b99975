/**
 * Conflicts that opened or closed: between two days of a window, or between two histories.
 */
import type { Day } from './dates.ts';
import type { Side } from './change.ts';
import { compareConflicts, conflictRuns, describeRun, type ConflictRun } from './rights.ts';
import type { Comparison } from './shapes.ts';

type Changes = Comparison['conflicts'];

function keyOf({ clash, clauses }: ConflictRun): string {
  const names = clauses.map(({ ref }) => ref).join(' ');
  return `${names} ${clash.class} ${clash.action} ${clash.subject} ${clash.mark}`;
}

function describe(runs: readonly ConflictRun[]): Changes['opened'] {
  return runs.map((run) => describeRun(run, null)).sort(compareConflicts);
}

/** A conflict that merely became unknown, because a term passed, has not closed. */
function closing(inRight: Changes['closed'], lost: Changes['closed']): Changes['closed'] {
  return [...inRight, ...lost].filter(({ certainUntil }) => certainUntil === null).sort(compareConflicts);
}

/** Conflicts opened and closed from one day to another; days in between are read with the right history. */
export function conflictsBetween(left: Side, right: Side, from: Day, to: Day): Changes {
  const before = conflictRuns(left.timeline, left.view).filter((run) => run.from <= from && from < run.to);
  const runs = conflictRuns(right.timeline, right.view);
  const after = runs.filter((run) => run.from <= to && to < run.to);
  const had = new Set(before.map(keyOf));
  const has = new Set(after.map(keyOf));
  const opened = runs.filter(
    (run) =>
      (from < run.from && run.from <= to) ||
      (after.includes(run) && !had.has(keyOf(run)) && run.from <= from),
  );
  const ended = runs.filter((run) => from < run.to && run.to <= to);
  // What the right history knows to have ended before is told as it tells it, with what ended it.
  const gone = before
    .filter((run) => !has.has(keyOf(run)) && !ended.some((other) => keyOf(other) === keyOf(run)))
    .map((run) => runs.find((other) => isEarlierEnd(other, run, from)) ?? run);
  return { opened: describe(opened), closed: closing(describe(ended), describe(gone)) };
}

/** Whether a run is the same conflict as another, and over by a day on which that one still stands. */
function isEarlierEnd(run: ConflictRun, other: ConflictRun, day: Day): boolean {
  return keyOf(run) === keyOf(other) && run.to <= day && other.from < run.to && run.from < other.to;
}

function coversMore(run: ConflictRun, others: readonly ConflictRun[]): boolean {
  let day = run.from;
  for (const other of [...others].sort((a, b) => a.from - b.from)) {
    if (other.from > day) break;
    if (other.to > day) day = other.to;
    if (day >= run.to) return false;
  }
  return day < run.to;
}

/** Conflicts that one history has on days on which the other hasn't. */
export function conflictsAcross(left: Side, right: Side): Changes {
  const [before, after] = [left, right].map(({ timeline, view }) => conflictRuns(timeline, view));
  const same = (run: ConflictRun, others: readonly ConflictRun[] = []): ConflictRun[] =>
    others.filter((other) => keyOf(other) === keyOf(run));
  const opened = (after ?? []).filter((run) => coversMore(run, same(run, before)));
  const shortened = (before ?? []).filter((run) => coversMore(run, same(run, after)));
  const inRight = shortened.flatMap((run) => same(run, after).filter((other) => other.to < run.to));
  const lost = shortened.filter((run) => same(run, after).every((other) => other.to >= run.to));
  return { opened: describe(opened), closed: closing(describe(inRight), describe(lost)) };
}
