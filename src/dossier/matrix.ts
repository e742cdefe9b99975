/**
 * Who holds which right on a day: parties by subjects, with the clashes of the day's conflicts
 * (docs/semantics.md, "Matrix").
 */
import type { Day } from './dates.ts';
import type { CellClash, HeldRight, Matrix, MatrixRow } from './overviews.ts';
import type { View } from './record.ts';
import { compareConflicts, conflictRuns, describeRun, type ConflictRun } from './rights.ts';
import type { Conflict } from './shapes.ts';
import { resolvedOf, viewOf, type StateRequest } from './state.ts';
import { SubjectGraph } from './subjects.ts';
import type { Timeline } from './timeline.ts';

/** A right with its holder. */
interface Held {
  readonly party: string;
  readonly right: Omit<HeldRight, 'direct'>;
}

/** A right counts where its clause holds, may come to hold, or may hold for all that is known. */
const COUNTS: ReadonlySet<string> = new Set(['in-force', 'conditional', 'unknown']);

function heldOn(timeline: Timeline, view: View, day: Day): Held[] {
  const lives = timeline
    .contracts(view)
    .flatMap((contract) => contract.clausesOn(day))
    .flatMap((ref) => timeline.clause(ref, view) ?? []);
  return lives.flatMap((life): Held[] => {
    const { status, shown, uncertain } = life.on(day);
    if (!COUNTS.has(status)) return [];
    const open = uncertain.some(({ path }) => path === 'grants');
    return shown.content.grants.map((grant) => ({
      party: grant.assignee,
      right: {
        clause: life.ref,
        status,
        action: grant.action,
        target: grant.target,
        exclusivity: grant.exclusivity,
        assigner: grant.assigner,
        hangsOn: [...(grant.hangsOn ?? [])],
        uncertain: open,
      },
    }));
  });
}

interface Placed {
  readonly id: string;
  readonly level: number;
  readonly partOf: readonly string[];
}

/** Subjects, each below the first that it is part of, in the dossier's order; each once. */
function placed(subjects: ReadonlyMap<string, { readonly partOf: readonly string[] }>): Placed[] {
  const parts = new Map<string, string[]>();
  for (const [id, { partOf }] of subjects) {
    for (const whole of partOf) parts.set(whole, [...(parts.get(whole) ?? []), id]);
  }
  const rows = new Map<string, Placed>();
  const tops = [...subjects].filter(([, { partOf }]) => !partOf.some((whole) => subjects.has(whole)));
  const open = [...tops, ...subjects].map(([id]) => ({ id, level: 0 })).reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { id, level } = next;
    if (rows.has(id)) continue;
    rows.set(id, { id, level, partOf: subjects.get(id)?.partOf ?? [] });
    const below = (parts.get(id) ?? []).map((part) => ({ id: part, level: level + 1 }));
    open.push(...below.reverse());
  }
  return [...rows.values()];
}

/** One side of a conflict of the day. */
interface Side {
  readonly party: string;
  readonly clash: CellClash;
}

function sidesOf({ clash }: ConflictRun, { certain }: Conflict, index: number): Side[] {
  const [left, right] = clash.grants;
  const { class: kind, action, subject } = clash;
  const side = (party: string, other: string): Side => ({
    party,
    clash: { class: kind, action, subject, with: other, certain, conflict: index },
  });
  return [side(left.assignee, right.assignee), side(right.assignee, left.assignee)];
}

/** The matrix of a dossier at a point. A row holds the rights over its subject and over all that this is part of. */
export function matrixAt(timeline: Timeline, request: StateRequest): Matrix {
  const { on } = request;
  const view = viewOf(timeline, request);
  const registry = timeline.registry(view.log);
  const graph = new SubjectGraph(registry.subjects);
  const held = heldOn(timeline, view, on);
  const conflicts = conflictRuns(timeline, view)
    .filter(({ from, to }) => from <= on && on < to)
    .map((run) => ({ run, conflict: describeRun(run, on) }))
    .sort((a, b) => compareConflicts(a.conflict, b.conflict));
  const sides = conflicts.flatMap(({ run, conflict }, index) => sidesOf(run, conflict, index));
  const holders = new Set([...held, ...sides].map(({ party }) => party));
  const parties = [...new Set([...registry.parties.keys(), ...holders])].filter((id) => holders.has(id));
  const rowOf = ({ id, level, partOf }: Placed): MatrixRow => {
    const wholes = graph.within(id);
    const cells = parties.map((party) => ({
      party,
      rights: held
        .filter((each) => each.party === party && wholes.has(each.right.target))
        .map(({ right }) => ({ ...right, direct: right.target === id })),
      clashes: sides
        .filter((each) => each.party === party && wholes.has(each.clash.subject))
        .map(({ clash }) => clash),
    }));
    return {
      subject: id,
      level,
      partOf: [...partOf],
      cells: cells.filter(({ rights, clashes }) => rights.length + clashes.length > 0),
    };
  };
  return {
    dossier: timeline.dossier,
    resolved: resolvedOf(request, view),
    parties,
    rows: placed(registry.subjects).map(rowOf),
    conflicts: conflicts.map(({ conflict }) => conflict),
  };
}
