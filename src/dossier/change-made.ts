/**
 * The change that an announcement made: the history up to it, compared with the history including it
 * (docs/semantics.md, "Comparing two points"). A dry run and a correction's effect are answered alike.
 */
import { changeOf, lifeIn, reader, type Draft, type Reader, type Side } from './change.ts';
import { assemble, clausesOf, movesIn } from './compare.ts';
import { conflictsAcross } from './conflict-changes.ts';
import { contractChange, contractIdsOf } from './contract-changes.ts';
import type { Day } from './dates.ts';
import { isContractEffect } from './effects.ts';
import type { ClauseLife } from './life.ts';
import { boundaryPoint, describePoint, type Point } from './points.ts';
import type { Telling } from './record.ts';
import type { Comparison, ContractChange, Warning } from './shapes.ts';
import { warningsOf } from './state.ts';
import type { Timeline } from './timeline.ts';
import { sameSubstance } from './values.ts';
import { contractOf } from './vocabulary.ts';

/** A clause's line on a day, with everything that is merely not begun read alike. */
function lineOn(life: ClauseLife | null, day: Day): string {
  if (life === null) return 'none';
  const { status, reason, hasContent, disputes } = life.on(day);
  const notBegun =
    !hasContent && (status === 'not-yet' || reason === 'start-unknown') && disputes.length === 0;
  return notBegun ? 'none' : life.signatureOn(day).whole;
}

/** The first day on which two lives of a clause differ; null where they never do. */
function firstDifference(left: ClauseLife | null, right: ClauseLife | null): Day | null {
  const edges = [...new Set([...(left?.edges ?? []), ...(right?.edges ?? [])])].sort((a, b) => a - b);
  return edges.find((day) => lineOn(left, day) !== lineOn(right, day)) ?? null;
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

/** The first day on which the order of a contract's clauses differs, those on both sides considered. */
function firstReordering(left: Side, right: Side, contract: string): Day | null {
  const lives = [left, right].map(({ timeline, view }) => timeline.contract(contract, view));
  const edges = [...new Set(lives.flatMap((life) => [...(life?.edges ?? [])]))].sort((a, b) => a - b);
  return (
    edges.find((day) => {
      const [before, after] = lives.map((life) => life?.clausesOn(day) ?? []);
      const common = (before ?? []).filter((ref) => after?.includes(ref) === true);
      return !sameSubstance(
        common,
        (after ?? []).filter((ref) => before?.includes(ref) === true),
      );
    }) ?? null
  );
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
    const reordered = [...clauses].some((ref) => contractOf(ref) === contract)
      ? firstReordering(left, right, contract)
      : null;
    const moves = movesIn(left, right, contract, reordered ?? on, reordered ?? on);
    return clausesOf(left, right, contract, on).map((ref) => {
      const concerned = clauses.has(ref) || contracts.has(contract);
      const first = concerned ? firstDifference(lifeIn(left, ref), lifeIn(right, ref)) : null;
      const day = first ?? (moves(ref).is ? reordered : null) ?? on;
      return changeOf(ref, readLeft(day), readRight(day), moves(ref));
    });
  });
}

function contractsOf(left: Side, right: Side, tellings: readonly Telling[]): ContractChange[] {
  return [...touched(tellings).contracts].flatMap((id) => {
    const edges = [left, right].flatMap(({ timeline, view }) => [
      ...(timeline.contract(id, view)?.edges ?? []),
    ]);
    for (const day of [...new Set(edges)].sort((a, b) => a - b)) {
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
 * differs.
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
