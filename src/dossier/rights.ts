/**
 * Conflicts between the rights of two clauses, as intervals of days (docs/semantics.md, "Conflicts between
 * rights"). The tracker reports both sides and never picks one.
 */
import { clashesOf, compareGravity, type Clash } from './clashes.ts';
import { FOREVER, formatDay, type Day } from './dates.ts';
import { atLatest, compareEntries, datesOf } from './entries.ts';
import { labelDay, type ClauseLife } from './life.ts';
import { readLines, type Reading } from './reading.ts';
import type { View } from './record.ts';
import type { Conflict } from './shapes.ts';
import { SubjectGraph } from './subjects.ts';
import type { Timeline } from './timeline.ts';
import { sameSubstance } from './values.ts';
import { waysOn } from './ways.ts';

/** A conflict with the days on which it stands; `certainOn` tells of each. */
export interface ConflictRun {
  readonly clash: Clash;
  readonly clauses: readonly [ClauseLife, ClauseLife];
  readonly from: Day;
  readonly to: Day;
  readonly parts: readonly { readonly from: Day; readonly to: Day; readonly certain: boolean }[];
}

interface Draft {
  readonly clash: Clash;
  readonly from: Day;
  to: Day;
  readonly parts: { from: Day; to: Day; certain: boolean }[];
}

function holderOf({ status, shown }: Reading): {
  status: Reading['status'];
  grants: Reading['shown']['content']['grants'];
} {
  return { status, grants: shown.content.grants };
}

/** The clashes of two clauses on a day, with whether each occurs in every way. */
function clashesOn(
  a: ClauseLife,
  b: ClauseLife,
  day: Day,
  graph: SubjectGraph,
): { clash: Clash; certain: boolean }[] {
  const dates = datesOf([...a.entries, ...b.entries].sort(compareEntries));
  const resolves = waysOn(dates, day);
  const found = new Map<string, { clash: Clash; ways: number }>();
  for (const resolve of resolves) {
    const [left, right] = [a, b].map((life) => {
      if (resolve === atLatest) return life.certainOn(day);
      const [way] = life.waysAt([resolve]);
      return way === undefined ? undefined : readLines(way.lines, way.start, day);
    });
    if (left === undefined || right === undefined) continue;
    for (const clash of clashesOf(holderOf(left), holderOf(right), graph)) {
      const key = keyOf(clash);
      const seen = found.get(key);
      if (seen === undefined) found.set(key, { clash, ways: 1 });
      else seen.ways += 1;
    }
  }
  return [...found.values()].map(({ clash, ways }) => ({ clash, certain: ways === resolves.length }));
}

function keyOf({ class: kind, action, subject, mark }: Clash): string {
  return `${kind} ${action} ${subject} ${mark}`;
}

/** Every run of days on which two clauses conflict, in the order of their beginnings. */
function runsOf(a: ClauseLife, b: ClauseLife, graph: SubjectGraph): ConflictRun[] {
  const edges = [...new Set([...a.edges, ...b.edges])].sort((x, y) => x - y);
  const open = new Map<string, Draft>();
  const runs: Draft[] = [];
  edges.forEach((from, index) => {
    const to = edges[index + 1] ?? FOREVER;
    for (const { clash, certain } of clashesOn(a, b, from, graph)) {
      const key = keyOf(clash);
      const draft = open.get(key);
      if (draft !== undefined && draft.to === from) {
        draft.to = to;
        draft.parts.push({ from, to, certain });
      } else {
        const fresh = { clash, from, to, parts: [{ from, to, certain }] };
        open.set(key, fresh);
        runs.push(fresh);
      }
    }
  });
  return runs.map((run) => ({ ...run, clauses: [a, b] }));
}

/** The announcement that changed a clause's conditions, or the state of one, from one day to the next. */
function conditionChange(before: Reading, after: Reading): string | null {
  if (!sameSubstance(before.shown.content.conditions, after.shown.content.conditions)) {
    return after.shown.by['conditions'] ?? null;
  }
  const changed = after.conditions.flatMap((now, index) => {
    const then = before.conditions[index];
    return then === undefined || then.state === now.state ? [] : [now.by ?? then.by];
  });
  return changed[0] ?? null;
}

/** Which announcement ended a run: see docs/semantics.md, `endedBy`. */
function endedByOf({ clauses, clash, to }: ConflictRun): string | null {
  const sides = clauses.map((life, index) => ({
    grant: clash.grants[index],
    before: life.certainOn(to - 1),
    after: life.certainOn(to),
    judged: life.on(to),
  }));
  const over = sides.filter(({ judged }) => judged.status === 'ended');
  if (over.length > 0) return over.find(({ after }) => after.endKind !== 'calendar')?.judged.endedBy ?? null;
  const lost = sides.find(
    ({ grant, after }) => !after.shown.content.grants.some((other) => sameSubstance(other, grant)),
  );
  const regranted = sides.find(
    ({ before, after }) => !sameSubstance(before.shown.content.grants, after.shown.content.grants),
  );
  const side = lost ?? regranted;
  if (side !== undefined) return side.after.shown.by['grants'] ?? null;
  const turned = sides.filter(({ before, after }) => before.status !== after.status);
  const causes = [...turned, ...sides].map(({ before, after }) => conditionChange(before, after));
  return causes.find((cause) => cause !== null) ?? null;
}

/** A run as it is answered. Without a day, `certain` tells whether it is certain on any. */
export function describeRun(run: ConflictRun, day: Day | null): Conflict {
  const { clash, clauses, from, to, parts } = run;
  const after = Number.isFinite(to) ? clauses.map((life) => life.on(to)) : [];
  const unknownFrom =
    after.some(({ reason }) => reason === 'term-passed') && after.every(({ status }) => status !== 'ended');
  const ends = Number.isFinite(to) && !unknownFrom;
  const certain =
    day === null
      ? parts.some((part) => part.certain)
      : parts.some((part) => part.certain && part.from <= day && day < part.to);
  return {
    class: clash.class,
    action: clash.action,
    subject: clash.subject,
    clauses: [clauses[0].ref, clauses[1].ref],
    from: labelDay(clauses, from),
    to: ends ? labelDay(clauses, to) : null,
    certain,
    certainUntil: unknownFrom ? formatDay(to) : null,
    hangsOn: [...clash.hangsOn],
    endedBy: ends ? endedByOf(run) : null,
  };
}

/** Whether any content of a clause ever holds an exclusive grant. */
function grantsOf(life: ClauseLife): { any: boolean; exclusive: boolean; actions: ReadonlySet<string> } {
  const grants = life.entries.flatMap(({ effect }) => ('grants' in effect ? (effect.grants ?? []) : []));
  return {
    any: grants.length > 0,
    exclusive: grants.some(({ exclusivity }) => exclusivity === 'exclusive'),
    actions: new Set(grants.map(({ action }) => action)),
  };
}

/**
 * Every conflict of a view, or those of one clause, as runs of days.
 * @param only the clause's full name; left out, those of all clauses
 */
export function conflictRuns(timeline: Timeline, view: View, only?: string): ConflictRun[] {
  const graph = new SubjectGraph(timeline.registry(view.log).subjects);
  const holders = timeline
    .clauses(view)
    .map((life) => ({ life, ...grantsOf(life) }))
    .filter(({ any }) => any);
  return holders.flatMap((a, index) =>
    holders.slice(index + 1).flatMap((b) => {
      if (only !== undefined && a.life.ref !== only && b.life.ref !== only) return [];
      if (!a.exclusive && !b.exclusive) return [];
      if (![...a.actions].some((action) => b.actions.has(action))) return [];
      return runsOf(a.life, b.life, graph);
    }),
  );
}

/** Sorts conflicts as they are answered: the gravest first, then by clauses, subject and action. */
export function compareConflicts(a: Conflict, b: Conflict): number {
  const text = (conflict: Conflict): string =>
    [...conflict.clauses, conflict.subject, conflict.action, conflict.from].join(' ');
  return compareGravity(a.class, b.class) || (text(a) < text(b) ? -1 : Number(text(a) > text(b)));
}
