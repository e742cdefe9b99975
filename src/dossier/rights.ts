/**
 * Conflicts between the rights of two clauses, as intervals of days (docs/semantics.md, "Conflicts between
 * rights"). The tracker reports both sides and never picks one.
 */
import { clashesOf, compareGravity, type Clash } from './clashes.ts';
import { FOREVER, formatDay, type Day } from './dates.ts';
import type { Grant } from './effects.ts';
import { atLatest, compareEntries, datesOf, type DateUse } from './entries.ts';
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

/** Two clauses side by side, with the dates that concern either. */
interface Pair {
  readonly a: ClauseLife;
  readonly b: ClauseLife;
  readonly dates: readonly DateUse[];
  readonly graph: SubjectGraph;
}

/** The clashes of two clauses on a day, with whether each occurs in every way. */
function clashesOn({ a, b, dates, graph }: Pair, day: Day): { clash: Clash; certain: boolean }[] {
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
function findRuns(a: ClauseLife, b: ClauseLife, graph: SubjectGraph): ConflictRun[] {
  const pair = { a, b, dates: datesOf([...a.entries, ...b.entries].sort(compareEntries)), graph };
  const edges = [...new Set([...a.edges, ...b.edges])].sort((x, y) => x - y);
  const open = new Map<string, Draft>();
  const runs: Draft[] = [];
  edges.forEach((from, index) => {
    const to = edges[index + 1] ?? FOREVER;
    for (const { clash, certain } of clashesOn(pair, from)) {
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

/** Graphs by the subjects that they are of, and the runs of pairs of lives: found once, kept while these are. */
const graphs = new WeakMap<object, SubjectGraph>();
const found = new WeakMap<SubjectGraph, WeakMap<ClauseLife, WeakMap<ClauseLife, ConflictRun[]>>>();

function kept<K extends object, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

function runsOf(a: ClauseLife, b: ClauseLife, graph: SubjectGraph): ConflictRun[] {
  const ofGraph = kept(found, graph, () => new WeakMap());
  const ofLife = kept(ofGraph, a, () => new WeakMap());
  return kept(ofLife, b, () => findRuns(a, b, graph));
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

/** A clause with every grant that any of its contents holds. */
interface Granting {
  readonly life: ClauseLife;
  readonly grants: readonly Grant[];
}

function grantingOf(life: ClauseLife): Granting[] {
  const grants = life.entries.flatMap(({ effect }) => ('grants' in effect ? (effect.grants ?? []) : []));
  return grants.length === 0 ? [] : [{ life, grants }];
}

/** Who ever granted an action, by its target. */
function byTarget(holders: readonly Granting[]): Map<string, Map<string, Set<number>>> {
  const actions = new Map<string, Map<string, Set<number>>>();
  holders.forEach(({ grants }, index) => {
    for (const { action, target } of grants) {
      const targets = actions.get(action) ?? new Map<string, Set<number>>();
      actions.set(action, targets);
      targets.set(target, (targets.get(target) ?? new Set()).add(index));
    }
  });
  return actions;
}

/** Pairs of clauses that could clash at all: an exclusive grant, and one of the same action that overlaps. */
function candidates(holders: readonly Granting[], graph: SubjectGraph): [Granting, Granting][] {
  const actions = byTarget(holders);
  const pairs = new Set<number>();
  holders.forEach(({ grants }, index) => {
    for (const grant of grants.filter(({ exclusivity }) => exclusivity === 'exclusive')) {
      for (const [target, others] of actions.get(grant.action) ?? []) {
        if (graph.common(grant.target, target).length === 0) continue;
        for (const other of others) {
          if (other !== index) pairs.add(Math.min(index, other) * holders.length + Math.max(index, other));
        }
      }
    }
  });
  return [...pairs]
    .sort((a, b) => a - b)
    .flatMap((pair): [Granting, Granting][] => {
      const [a, b] = [holders[Math.floor(pair / holders.length)], holders[pair % holders.length]];
      return a === undefined || b === undefined ? [] : [[a, b]];
    });
}

/**
 * Every conflict of a view, or those of one clause, as runs of days.
 * @param only the clause's full name; left out, those of all clauses
 */
export function conflictRuns(timeline: Timeline, view: View, only?: string): ConflictRun[] {
  const { subjects } = timeline.registry(view.log);
  const graph = kept(graphs, subjects, () => new SubjectGraph(subjects));
  return candidates(timeline.clauses(view).flatMap(grantingOf), graph)
    .filter(([a, b]) => only === undefined || a.life.ref === only || b.life.ref === only)
    .flatMap(([a, b]) => runsOf(a.life, b.life, graph));
}

/** Sorts conflicts as they are answered: the gravest first, then by clauses, subject and action. */
export function compareConflicts(a: Conflict, b: Conflict): number {
  const text = (conflict: Conflict): string =>
    [...conflict.clauses, conflict.subject, conflict.action, conflict.from].join(' ');
  return compareGravity(a.class, b.class) || (text(a) < text(b) ? -1 : Number(text(a) > text(b)));
}
