/**
 * Reading one clause's lines on a day: its status, why, and the content shown (docs/semantics.md, "Reading a
 * clause on a day").
 */
import type { Day } from './dates.ts';
import type { Condition, ConditionEffect } from './effects.ts';
import type { ClauseLines, Start } from './fold.ts';
import type { Snapshot } from './snapshot.ts';
import type { Status, StatusReason } from './shapes.ts';
import { isStated, lastDayOf, NOT_STATED } from './values.ts';

/** Where a status comes from: which kind of thing made the clause end, if it ended. */
export type EndKind = 'effect' | 'closed' | 'temporary' | 'calendar' | 'condition';

export interface ConditionReading {
  readonly condition: Condition;
  readonly state: ConditionEffect['state'] | 'open';
  readonly by: string | null;
}

/** What a clause's lines say on one day. */
export interface Reading {
  readonly status: Status;
  readonly reason: StatusReason | null;
  readonly endKind: EndKind | null;
  readonly endedBy: string | null;
  readonly replacedBy: string | null;
  readonly hasContent: boolean;
  readonly shown: Snapshot;
  readonly conditions: readonly ConditionReading[];
}

type Verdict = Pick<Reading, 'status' | 'reason' | 'endKind' | 'endedBy' | 'replacedBy'>;

function verdict(status: Status, reason: StatusReason | null = null): Verdict {
  return { status, reason, endKind: null, endedBy: null, replacedBy: null };
}

function ended(
  reason: StatusReason,
  endKind: EndKind,
  endedBy: string,
  replacedBy: string | null = null,
): Verdict {
  return { status: 'ended', reason, endKind, endedBy, replacedBy };
}

/** The content shown: the day's, else the next to come, else the last that held, else the first. */
export function shownOn(lines: ClauseLines, start: Start, day: Day): Snapshot {
  const { content } = lines;
  return content.at(day) ?? content.nextAfter(day)?.value ?? content.lastBefore(day)?.value ?? start.first;
}

function withoutContent(lines: ClauseLines, start: Start, day: Day): Verdict {
  if (day < (lines.content.stretches[0]?.from ?? start.day)) {
    return start.unknown ? verdict('unknown', 'start-unknown') : verdict('not-yet');
  }
  return ended('expired', 'temporary', start.introducedBy);
}

function withContent(
  lines: ClauseLines,
  shown: Snapshot,
  conditions: readonly ConditionReading[],
  day: Day,
): Verdict {
  const { end, survives } = shown.content;
  const last = lastDayOf(end);
  if (last !== null && last < day) return ended('expired', 'calendar', shown.by['end'] ?? '');
  if (!isStated(end) && !survives) {
    const term = lastDayOf(lines.contract.content.at(day)?.term ?? NOT_STATED);
    if (term !== null && term < day) return verdict('unknown', 'term-passed');
  }
  const failed = conditions.find(({ state }) => state === 'failed');
  if (failed !== undefined) return ended('condition-failed', 'condition', failed.by ?? '');
  return verdict(conditions.some(({ state }) => state === 'open') ? 'conditional' : 'in-force');
}

function decideStatus(
  lines: ClauseLines,
  start: Start,
  shown: Snapshot,
  conditions: readonly ConditionReading[],
  day: Day,
): Verdict {
  const mark = lines.ended.at(day) ?? null;
  if (mark !== null) return ended(mark.reason, 'effect', mark.announcement, mark.by);
  const closing = lines.contract.closed.at(day);
  if (closing !== undefined && !isStated(shown.content.end) && !shown.content.survives) {
    return ended('terminated', 'closed', closing);
  }
  return lines.content.at(day) === undefined
    ? withoutContent(lines, start, day)
    : withContent(lines, shown, conditions, day);
}

/** Reads a clause's lines on a day. `start` is the lines' own, known to be there. */
export function readLines(lines: ClauseLines, start: Start, day: Day): Reading {
  const shown = shownOn(lines, start, day);
  const conditions = shown.content.conditions.map((condition): ConditionReading => {
    const mark = lines.conditions.get(condition.id)?.at(day);
    return { condition, state: mark?.state ?? 'open', by: mark?.announcement ?? null };
  });
  const hasContent = lines.content.at(day) !== undefined;
  return { ...decideStatus(lines, start, shown, conditions, day), hasContent, shown, conditions };
}
