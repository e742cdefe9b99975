/**
 * Whether two grants clash on a day, and how (docs/semantics.md, "Conflicts between rights").
 */
import type { Grant } from './effects.ts';
import type { ConflictClass, Status } from './shapes.ts';
import type { SubjectGraph } from './subjects.ts';
import { substance } from './values.ts';

/** One side of a possible conflict on a day. */
export interface Holder {
  readonly status: Status;
  readonly grants: readonly Grant[];
}

/** A clash of two clauses over one subject. `mark` identifies the pair of grants. */
export interface Clash {
  readonly class: ConflictClass;
  readonly action: string;
  readonly subject: string;
  readonly hangsOn: readonly string[];
  readonly grants: readonly [Grant, Grant];
  readonly mark: string;
}

const GRAVITY: Record<ConflictClass, number> = { incompatible: 0, possible: 1, limited: 2 };

/** Orders classes, the gravest first. */
export function compareGravity(a: ConflictClass, b: ConflictClass): number {
  return GRAVITY[a] - GRAVITY[b];
}

/** Whether a clause counts on a day. */
export function isLive(status: Status): boolean {
  return status === 'in-force' || status === 'conditional';
}

/** The class of a clash of an exclusive grant with another; null where the other is a carve-out. */
function classAgainst(exclusive: Grant, other: Grant, bothInForce: boolean): ConflictClass | null {
  switch (other.exclusivity) {
    case 'exclusive':
      return bothInForce ? 'incompatible' : 'possible';
    case 'priority':
    case 'sole':
    case 'not-stated':
      return 'possible';
    case 'non-exclusive':
      return other.assigner === exclusive.assignee ? null : 'limited';
    default:
      return other.exclusivity satisfies never;
  }
}

function classOf(a: Grant, b: Grant, bothInForce: boolean): ConflictClass | null {
  if (a.action !== b.action || a.assignee === b.assignee) return null;
  if (a.exclusivity === 'exclusive') return classAgainst(a, b, bothInForce);
  return b.exclusivity === 'exclusive' ? classAgainst(b, a, bothInForce) : null;
}

/** The clashes of two holders on a day: the gravest for each action and subject. */
export function clashesOf(a: Holder, b: Holder, graph: SubjectGraph): Clash[] {
  if (!isLive(a.status) || !isLive(b.status)) return [];
  const bothInForce = a.status === 'in-force' && b.status === 'in-force';
  const found = new Map<string, Clash>();
  for (const left of a.grants) {
    for (const right of b.grants) {
      const kind = classOf(left, right, bothInForce);
      if (kind === null) continue;
      for (const subject of graph.common(left.target, right.target)) {
        const key = `${left.action} ${subject}`;
        const worse = found.get(key);
        if (worse !== undefined && compareGravity(worse.class, kind) <= 0) continue;
        const hangsOn = [...new Set([...(left.hangsOn ?? []), ...(right.hangsOn ?? [])])];
        const grants = [left, right] as const;
        const clash = { class: kind, action: left.action, subject, hangsOn, grants, mark: substance(grants) };
        found.set(key, clash);
      }
    }
  }
  return [...found.values()];
}
