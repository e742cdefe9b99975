/**
 * The change that an announcement made: the history up to it, compared with the history including it
 * (docs/semantics.md, "Comparing two points"). A dry run and a correction's effect are answered alike.
 */
import {
  changeOf,
  lifeIn,
  lineOn,
  reader,
  type Draft,
  type Moves,
  type Reader,
  type Side,
} from './change.ts';
import { isLive } from './clashes.ts';
import { assemble, clausesOf, movesIn } from './compare.ts';
import { conflictsAcross } from './conflict-changes.ts';
import { contractChange, contractIdsOf } from './contract-changes.ts';
import type { Day } from './dates.ts';
import { isContractEffect } from './effects.ts';
import type { ClauseLife } from './life.ts';
import { boundaryPoint, describePoint, type Point } from './points.ts';
import type { Telling } from './record.ts';
import type { ChangeClass, Comparison, ContractChange, Warning } from './shapes.ts';
import { warningsOf } from './state.ts';
import type { Timeline } from './timeline.ts';
import { sameSubstance } from './values.ts';
import { contractOf } from './vocabulary.ts';

/** Classes that tell of a difference in what holds, and not only in where it stands or who repeated it. */
const TELLING_OF_NOTHING: ReadonlySet<ChangeClass> = new Set([
  'moved',
  'restated',
  'unchanged',
  'not-in-force',
]);

function isSubstantive(draft: Draft): boolean {
  return !TELLING_OF_NOTHING.has(draft.class);
}

function edgesOf(lives: readonly ({ readonly edges: readonly Day[] } | null | undefined)[]): Day[] {
  return [...new Set(lives.flatMap((life) => life?.edges ?? []))].sort((a, b) => a - b);
}

/** The days on which two lives of a clause differ, the first of each stretch. */
function differingDays(left: ClauseLife | null, right: ClauseLife | null): Day[] {
  return edgesOf([left, right]).filter((day) => lineOn(left, day) !== lineOn(right, day));
}

function concernsLive({ before, after }: Draft): boolean {
  return [before, after].some((state) => state !== null && isLive(state.status));
}

/**
 * Of a clause's readings on the days on which it differs, the first. Where that tells of nothing (the clause is
 * ended then, or differs only in a dispute), it hides no later difference in what holds. The first dispute
 * opened or closed goes with it.
 */
function foremost(drafts: readonly Draft[]): Draft | undefined {
  const [first] = drafts;
  const flagged = drafts.find(({ flags }) => flags.length > 0);
  const later = drafts.find((draft) => isSubstantive(draft) && concernsLive(draft));
  const main = first !== undefined && isSubstantive(first) ? first : (later ?? flagged ?? first);
  if (main === undefined || flagged === undefined || main.flags.length > 0) return main;
  const because = [...new Set([...main.because, ...flagged.because])];
  return { ...main, flags: flagged.flags, disputes: flagged.disputes, because };
}

function touched(tellings: readonly Telling[]): { clauses: Set<string>; contracts: Set<string> } {
  const clauses = new Set<string>();
  const contracts = new Set<string>();
  for (const { effect } of tellings.flatMap(({ content }) => content.effects.map((effect) => ({ effect })))) {
    if (isContractEffect(effect)) contracts.add(effect.contract);
    else clauses.add(effect.clause);
  }
  return { clauses, contracts };
}

/** The days on which the order of a contract's clauses differs, those on both sides considered. */
function reorderings(left: Side, right: Side, contract: string): Day[] {
  const lives = [left, right].map(({ timeline, view }) => timeline.contract(contract, view));
  return edgesOf(lives).filter((day) => {
    const [before, after] = lives.map((life) => life?.clausesOn(day) ?? []);
    const common = (before ?? []).filter((ref) => after?.includes(ref) === true);
    return !sameSubstance(
      common,
      (after ?? []).filter((ref) => before?.includes(ref) === true),
    );
  });
}

/** Readers of a history, made once for each day. */
function readers(side: Side): (day: Day) => Reader {
  const made = new Map<Day, Reader>();
  return (day) => {
    const kept = made.get(day) ?? reader(side, day);
    made.set(day, kept);
    return kept;
  };
}

function draftsOf(left: Side, right: Side, tellings: readonly Telling[], on: Day): Draft[] {
  const { clauses, contracts } = touched(tellings);
  const [readLeft, readRight] = [readers(left), readers(right)];
  return contractIdsOf(left, right).flatMap((contract) => {
    const concerned = [...clauses].some((ref) => contractOf(ref) === contract);
    const reordered = concerned ? reorderings(left, right, contract) : [];
    const moves = movesOn(left, right, contract);
    return clausesOf(left, right, contract, on).map((ref) => {
      const read = (day: Day): Draft => changeOf(ref, readLeft(day), readRight(day), moves(day)(ref));
      const touches = clauses.has(ref) || contracts.has(contract);
      const days = touches ? differingDays(lifeIn(left, ref), lifeIn(right, ref)) : [];
      const found = foremost(days.map(read));
      if (found !== undefined && (isSubstantive(found) || found.flags.length > 0)) return found;
      const moved = reordered.find((day) => moves(day)(ref).is);
      return moved === undefined ? (found ?? read(on)) : read(moved);
    });
  });
}

/** Which clauses of a contract moved on a day, worked out once for each day. */
function movesOn(left: Side, right: Side, contract: string): (day: Day) => (ref: string) => Moves {
  const made = new Map<Day, (ref: string) => Moves>();
  return (day) => {
    const kept = made.get(day) ?? movesIn(left, right, contract, day, day);
    made.set(day, kept);
    return kept;
  };
}

function contractsOf(left: Side, right: Side, tellings: readonly Telling[]): ContractChange[] {
  return [...touched(tellings).contracts].flatMap((id) => {
    for (const day of edgesOf([left, right].map(({ timeline, view }) => timeline.contract(id, view)))) {
      const change = contractChange(left, right, id, { from: day, to: day });
      if (change !== null) return [change];
    }
    return [];
  });
}

function newWarnings(left: Side, right: Side): Warning[] {
  const old = new Set(
    warningsOf(left.timeline, left.view).map(({ announcement, pointer }) => announcement + pointer),
  );
  return warningsOf(right.timeline, right.view).filter(
    ({ announcement, pointer }) => !old.has(announcement + pointer),
  );
}

/**
 * Compares two histories that differ in some announcements: each clause on the first day on which its line
 * differs in more than what a comparison leaves out.
 * @param tellings the contents that only one of the two knows
 */
export function changeAcross(
  left: Side,
  right: Side,
  tellings: readonly Telling[],
  points: { readonly from: Point; readonly to: Point },
): Comparison {
  const on = points.to.on;
  return {
    dossier: right.timeline.dossier,
    from: describePoint(points.from),
    to: describePoint(points.to),
    swapped: false,
    ...assemble(draftsOf(left, right, tellings, on)),
    contracts: contractsOf(left, right, tellings),
    announcements: [...new Set(tellings.map(({ id }) => id))],
    conflicts: conflictsAcross(left, right),
    warnings: newWarnings(left, right),
  };
}

/** The change that an announcement made, as the log holds it at a revision. */
export function changeMade(timeline: Timeline, telling: Telling, log: number = timeline.head): Comparison {
  const [from, to] = (['before', 'after'] as const).map((side) =>
    boundaryPoint(timeline, telling, side, { log }),
  );
  if (from === undefined || to === undefined) throw new TypeError('two sides make two points');
  return changeAcross({ timeline, view: from.view }, { timeline, view: to.view }, [telling], { from, to });
}
