/**
 * Disputes that opened or closed between two points (docs/semantics.md, flags `disputed` and `settled`).
 */
import { formatDay, type Day } from './dates.ts';
import { openRuns } from './disputes.ts';
import type { DisputeLine, DisputeMark } from './fold.ts';
import type { ClauseLife } from './life.ts';
import type { Stretch } from './lines.ts';
import type { DisputeChange } from './shapes.ts';

export interface DisputeChanges {
  readonly opened: DisputeChange[];
  readonly closed: DisputeChange[];
}

type Run = readonly Stretch<DisputeMark>[];

function startOf(run: Run): Day {
  return run[0]?.from ?? Number.NaN;
}

function endOf(run: Run): Day {
  return run.at(-1)?.to ?? Number.NaN;
}

function runOn(line: DisputeLine | undefined, day: Day): Run | undefined {
  return line === undefined
    ? undefined
    : openRuns(line).find((run) => startOf(run) <= day && day < endOf(run));
}

function opening({ party, aspect }: DisputeLine, run: Run): DisputeChange {
  const announcement = run[0]?.value.announcement ?? null;
  return { by: party, aspect, on: formatDay(startOf(run)), announcement, how: null };
}

function closing(line: DisputeLine, day: Day): DisputeChange {
  const mark = line.line.at(day);
  const settled = mark !== undefined && !mark.open;
  return {
    by: line.party,
    aspect: line.aspect,
    on: formatDay(day),
    announcement: settled ? mark.announcement : null,
    how: settled ? mark.how : null,
  };
}

/** What one dispute did from a left reading on one day to a right reading on another. */
function changesOfOne(
  before: DisputeLine | undefined,
  after: DisputeLine | undefined,
  from: Day,
  to: Day,
): DisputeChanges {
  const runs = after === undefined ? [] : openRuns(after);
  const begun = runs.filter((run) => from < startOf(run) && startOf(run) <= to);
  const over = runs.filter((run) => from < endOf(run) && endOf(run) <= to);
  const [open, still] = [runOn(before, from), runOn(after, to)];
  const appeared = open === undefined && begun.length === 0 && still !== undefined ? [still] : [];
  const vanished = open !== undefined && over.length === 0 && still === undefined;
  const line = after ?? before;
  if (line === undefined) return { opened: [], closed: [] };
  return {
    opened: [...begun, ...appeared].map((run) => opening(line, run)),
    closed: [...over.map(endOf), ...(vanished ? [to] : [])].map((day) => closing(line, day)),
  };
}

/**
 * Disputes opened and closed from a left reading on one day to a right reading on another. Days in between are
 * read with the right life.
 */
export function disputeChanges(
  left: ClauseLife | null,
  right: ClauseLife | null,
  from: Day,
  to: Day,
): DisputeChanges {
  const [before, after] = [left?.lines.disputes, right?.lines.disputes];
  const keys = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  const changes = [...keys].map((key) => changesOfOne(before?.get(key), after?.get(key), from, to));
  return {
    opened: changes.flatMap(({ opened }) => opened),
    closed: changes.flatMap(({ closed }) => closed),
  };
}
