/**
 * Two contracts side by side on a day: which clause of the one is held against which of the other
 * (docs/semantics.md, "Comparing two contracts").
 */
import type { ContractPairs, PairedClauses } from './answers.ts';
import { compareGravity, isLive } from './clashes.ts';
import { fieldChanges } from './fields.ts';
import type { ClauseState, Conflict, ContractState, FieldChange } from './shapes.ts';
import type { SubjectGraph } from './subjects.ts';

/** A clause with its place in its contract. */
interface Placed {
  readonly clause: ClauseState;
  readonly place: number;
}

/** Two clauses that are held against each other. */
interface Couple {
  readonly left: Placed;
  readonly right: Placed;
}

/** How near two rights are: 0 the same subject, 1 one is part of the other, 2 some subject is part of both. */
function nearness(a: string, b: string, graph: SubjectGraph): number | null {
  if (a === b) return 0;
  const common = graph.common(a, b);
  if (common.length === 0) return null;
  return common.includes(a) || common.includes(b) ? 1 : 2;
}

/** The nearest two rights of two clauses to the same action; null where no two overlap. */
function nearestRights(a: ClauseState, b: ClauseState, graph: SubjectGraph): number | null {
  const found = a.grants.flatMap((left) =>
    b.grants.flatMap((right) =>
      left.action === right.action ? (nearness(left.target, right.target, graph) ?? []) : [],
    ),
  );
  return found.length === 0 ? null : Math.min(...found);
}

function between(conflicts: readonly Conflict[], a: ClauseState, b: ClauseState): Conflict[] {
  return conflicts.filter(({ clauses }) => clauses.includes(a.ref) && clauses.includes(b.ref));
}

/** The gravest class of conflict of two clauses as a number: 0 incompatible … 3 none. */
function gravityOf(conflicts: readonly Conflict[], a: ClauseState, b: ClauseState): number {
  const classes = between(conflicts, a, b).map((conflict) => conflict.class);
  return Math.min(3, ...classes.map((kind) => compareGravity(kind, 'incompatible')));
}

/** By how much two sets of term names differ: the share that only one has; null where that is more than half. */
function termDistance(a: ClauseState, b: ClauseState): number | null {
  const [left, right] = [Object.keys(a.terms), Object.keys(b.terms)];
  const shared = left.filter((name) => right.includes(name)).length;
  const all = left.length + right.length - shared;
  return shared === 0 || 2 * shared < all ? null : 1 - shared / all;
}

/** Clauses of one kind whose terms go by the same names; two rights are compared by what they grant alone. */
function rateTerms(a: ClauseState, b: ClauseState): number | null {
  if (a.kind !== b.kind || a.kind === 'unclassified') return null;
  return a.grants.length > 0 && b.grants.length > 0 ? null : termDistance(a, b);
}

/** What `rateTerms` looks at: clauses that agree in it are rated once. */
function termShape({ kind, grants, terms }: ClauseState): string {
  return [kind, grants.length > 0, ...Object.keys(terms).sort()].join(' ');
}

/** How two clauses go together: the lower the better, null not at all. */
interface Rating {
  readonly rate: (a: ClauseState, b: ClauseState) => number | null;
  /** Clauses of one shape are rated alike. */
  readonly shapeOf: (clause: ClauseState) => string;
}

/** The clauses of each shape, in their order. */
function byShape(side: readonly Placed[], shapeOf: Rating['shapeOf']): Map<string, Placed[]> {
  const shapes = new Map<string, Placed[]>();
  for (const placed of side) {
    const shape = shapeOf(placed.clause);
    const same = shapes.get(shape);
    if (same === undefined) shapes.set(shape, [placed]);
    else same.push(placed);
  }
  return shapes;
}

/** Two shapes that go together. */
interface Match {
  readonly level: number;
  readonly outer: readonly Placed[];
  /** Taken from its front, so that each clause is taken once. */
  readonly inner: Placed[];
}

function matchesOf(outer: readonly Placed[], inner: readonly Placed[], { rate, shapeOf }: Rating): Match[] {
  const [outers, inners] = [byShape(outer, shapeOf), byShape(inner, shapeOf)];
  return [...outers.values()].flatMap((group) =>
    [...inners.values()].flatMap((other): Match[] => {
      const [a, b] = [group[0], other[0]];
      const level = a === undefined || b === undefined ? null : rate(a.clause, b.clause);
      return level === null ? [] : [{ level, outer: group, inner: other }];
    }),
  );
}

/** The first of the groups' first clauses, taken out of its group. */
function takeFirst(groups: readonly Placed[][]): Placed | null {
  let first: Placed[] | null = null;
  for (const group of groups) {
    const [head, best] = [group[0], first?.[0]];
    if (head !== undefined && (best === undefined || head.place < best.place)) first = group;
  }
  return first?.shift() ?? null;
}

/** Level by level, each clause of the outer side in its order takes the first that is free on the inner side. */
function pairUp(
  outer: readonly Placed[],
  inner: readonly Placed[],
  rating: Rating,
): (readonly [Placed, Placed])[] {
  const matches = matchesOf(outer, inner, rating);
  const taken = new Set<Placed>();
  const levels = [...new Set(matches.map(({ level }) => level))].sort((a, b) => a - b);
  return levels.flatMap((level) => {
    const groups = new Map<Placed, Placed[][]>();
    for (const match of matches) {
      if (match.level !== level) continue;
      for (const placed of match.outer) groups.set(placed, [...(groups.get(placed) ?? []), match.inner]);
    }
    return outer.flatMap((placed): (readonly [Placed, Placed])[] => {
      const other = taken.has(placed) ? null : takeFirst(groups.get(placed) ?? []);
      if (other === null) return [];
      taken.add(placed);
      return [[placed, other]];
    });
  });
}

/**
 * Pairs of clauses, the best first; each clause is in one pair at most. Ties go by the clauses' places, those in
 * the contract whose id sorts first before the others: the order of the two contracts makes no difference.
 */
function bestPairs(
  lefts: readonly Placed[],
  rights: readonly Placed[],
  mirrored: boolean,
  rating: Rating,
): Couple[] {
  return mirrored
    ? pairUp(rights, lefts, rating).map(([right, left]) => ({ left, right }))
    : pairUp(lefts, rights, rating).map(([left, right]) => ({ left, right }));
}

/** Fields that say where a clause stands and how it reads: they differ between any two contracts. */
const OWN_FIELDS = new Set(['heading', 'text', 'number', 'level', 'parent', 'variants']);

function differences(left: ClauseState, right: ClauseState): FieldChange[] {
  return fieldChanges(left, right).filter(({ path }) => !OWN_FIELDS.has(path.split('/')[0] ?? ''));
}

/** What two contracts are compared with. */
export interface PairingInput {
  readonly contracts: readonly [ContractState, ContractState];
  /** The conflicts of the day. */
  readonly conflicts: readonly Conflict[];
  readonly graph: SubjectGraph;
}

const grants = ({ clause }: Placed): boolean => clause.grants.length > 0;

function liveIn({ clauses }: ContractState): Placed[] {
  return clauses.map((clause, place) => ({ clause, place })).filter(({ clause }) => isLive(clause.status));
}

function idleIn({ clauses }: ContractState): string[] {
  return clauses.filter(({ status }) => !isLive(status)).map(({ ref }) => ref);
}

function conflictsAcross(conflicts: readonly Conflict[], contracts: PairingInput['contracts']): Conflict[] {
  const sides = contracts.map(({ clauses }) => new Set(clauses.map(({ ref }) => ref)));
  return conflicts.filter(({ clauses }) => sides.every((side) => clauses.some((ref) => side.has(ref))));
}

/**
 * Holds the live clauses of two contracts against each other. Each is in exactly one pair, or unmatched. The
 * answer is the same, mirrored, with the contracts in the other order.
 */
export function pairClauses({
  contracts,
  conflicts,
  graph,
}: PairingInput): Omit<ContractPairs, 'dossier' | 'resolved' | 'contracts'> {
  const [one, other] = contracts;
  const mirrored = one.id > other.id;
  const [lefts, rights] = [liveIn(one), liveIn(other)];
  const across = conflictsAcross(conflicts, contracts);
  const byRight = bestPairs(lefts.filter(grants), rights.filter(grants), mirrored, {
    rate: (a, b) => {
      const near = nearestRights(a, b, graph);
      return near === null ? null : 4 * near + gravityOf(across, a, b);
    },
    shapeOf: ({ ref }) => ref,
  });
  const paired = new Set(byRight.flatMap(({ left, right }) => [left, right]));
  const rest = (side: readonly Placed[]): Placed[] => side.filter((placed) => !paired.has(placed));
  const byTerms = bestPairs(rest(lefts), rest(rights), mirrored, {
    rate: rateTerms,
    shapeOf: termShape,
  });
  const pair =
    (by: PairedClauses['by']) =>
    ({ left, right }: Couple): PairedClauses => ({
      by,
      left: left.clause,
      right: right.clause,
      fields: differences(left.clause, right.clause),
      conflicts: between(across, left.clause, right.clause),
    });
  const pairs = [...byRight.map(pair('right')), ...byTerms.map(pair('terms'))];
  for (const { left, right } of byTerms) paired.add(left).add(right);
  return {
    pairs,
    unmatched: {
      left: rest(lefts).map(({ clause }) => clause),
      right: rest(rights).map(({ clause }) => clause),
    },
    notLive: { left: idleIn(one), right: idleIn(other) },
    conflicts: across,
  };
}
