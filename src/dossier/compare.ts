/**
 * Two points, compared: every clause gets exactly one class, every change its causes (docs/semantics.md,
 * "Comparing two points").
 */
import { changeOf, reader, type Draft, type Moves, type Reader, type Side } from './change.ts';
import { isLive } from './clashes.ts';
import { outOfOrder } from './classify.ts';
import { conflictsBetween } from './conflict-changes.ts';
import { contractChanges, contractIdsOf } from './contract-changes.ts';
import type { Day } from './dates.ts';
import type { Entry } from './entries.ts';
import { comparePoints, describePoint, type Point } from './points.ts';
import { comparePlaces, type Telling } from './record.ts';
import { CLASSES, FLAGS, type Change, type ChangeClass, type Comparison } from './shapes.ts';
import { warningsOf } from './state.ts';
import type { Timeline } from './timeline.ts';

/** A comparison whose text runs are still empty: the tracker adds them. */
export type BareComparison = Comparison;

const LAST_GROUPS: readonly ChangeClass[] = ['came-and-went', 'restated', 'unchanged', 'not-in-force'];

/** The order in which changes are numbered: by contract and clause, what came and went and restatements last. */
function groupOf(draft: Draft): number {
  return LAST_GROUPS.indexOf(draft.class);
}

function countOf(drafts: readonly Draft[]): Comparison['counts'] {
  const counts: Record<string, number> = Object.fromEntries([...CLASSES, ...FLAGS].map((name) => [name, 0]));
  for (const draft of drafts) {
    for (const name of [draft.class, ...draft.flags]) counts[name] = (counts[name] ?? 0) + 1;
  }
  const of = (name: ChangeClass | (typeof FLAGS)[number]): number => counts[name] ?? 0;
  return {
    'came-and-went': of('came-and-went'),
    ended: of('ended'),
    'first-recorded': of('first-recorded'),
    added: of('added'),
    withdrawn: of('withdrawn'),
    listed: of('listed'),
    certainty: of('certainty'),
    changed: of('changed'),
    moved: of('moved'),
    restated: of('restated'),
    unchanged: of('unchanged'),
    'not-in-force': of('not-in-force'),
    disputed: of('disputed'),
    settled: of('settled'),
  };
}

function isQuiet({ class: kind }: Draft): boolean {
  return kind === 'unchanged' || kind === 'not-in-force';
}

/** A change with its number; the words of its text are still to be compared. */
function numbered(draft: Draft, number: number): Change {
  const [was, is] = [draft.before, draft.after].map((state) => state !== null && isLive(state.status));
  const typed = draft.fields.filter(({ path }) => path !== 'text' && path !== 'status');
  // A clause that came or went did so as a whole.
  const fields = was === is ? typed.length : 0;
  return { ...draft, number, text: [], moves: [], size: { added: 0, removed: 0, fields } };
}

/** Numbers the changes and counts every clause: what both kinds of comparison have in common. */
export function assemble(drafts: readonly Draft[]): Pick<Comparison, 'counts' | 'changes' | 'unchanged'> {
  const listed = drafts.filter((draft) => !isQuiet(draft) || draft.flags.length > 0);
  const sorted = [...listed].sort((a, b) => groupOf(a) - groupOf(b));
  const changes = sorted.map((draft, index) => numbered(draft, index + 1));
  const unchanged = drafts.filter(
    (draft) => draft.class === 'unchanged' && draft.flags.length === 0 && draft.after !== null,
  );
  return {
    counts: countOf(drafts),
    changes,
    unchanged: unchanged.map(({ ref, after }) => ({ ref, heading: after?.heading ?? ref })),
  };
}

function orderingOf(side: Side, contract: string): readonly Entry[] {
  return side.timeline.contract(contract, side.view)?.orderEntries ?? [];
}

/** Which clauses of a contract changed their order relative to the ones that stayed. */
export function movesIn(
  left: Side,
  right: Side,
  contract: string,
  from: Day,
  to: Day,
): (ref: string) => Moves {
  const [before, after] = [left, right].map(
    ({ timeline, view }, index) =>
      timeline.contract(contract, view)?.clausesOn(index === 0 ? from : to) ?? [],
  );
  const places = new Map((before ?? []).map((ref, place) => [ref, place]));
  const stayed = (after ?? []).filter((ref) => places.has(ref));
  const [leftEntries, rightEntries] = [orderingOf(left, contract), orderingOf(right, contract)];
  const named = new Set(
    [...leftEntries, ...rightEntries].flatMap(({ effect }) =>
      effect.effect === 'move' ? [effect.clause] : [],
    ),
  );
  const weight = 1 + 1 / (stayed.length + 1);
  const moved = outOfOrder(
    stayed,
    (ref) => places.get(ref) ?? 0,
    (ref) => (named.has(ref) ? 1 : weight),
  );
  return (ref) => ({ is: moved.has(ref), left: leftEntries, right: rightEntries });
}

/** A contract's clauses at either side: the right side's order, then those that only the left knows. */
export function clausesOf(left: Side, right: Side, contract: string, to: Day): string[] {
  const [after, before] = [right, left].map(
    ({ timeline, view }) => timeline.contract(contract, view)?.clausesOn(to) ?? [],
  );
  return [...new Set([...(after ?? []), ...(before ?? [])])];
}

function draftsOf(from: Reader, to: Reader): Draft[] {
  return contractIdsOf(from, to).flatMap((contract) => {
    const moves = movesIn(from, to, contract, from.on, to.on);
    return clausesOf(from, to, contract, to.on).map((ref) => changeOf(ref, from, to, moves(ref)));
  });
}

/** The announcements of the window, in the order. */
function windowOf(timeline: Timeline, from: Point, to: Point): Telling[] {
  const visible = timeline.announcements(to.view);
  const { cut } = from.view;
  const isPast = (telling: Telling): boolean => {
    if (telling.span.latest <= from.on && cut !== null) {
      const order = comparePlaces(telling, cut.place);
      return order < 0 || (order === 0 && cut.inclusive);
    }
    return telling.span.latest <= from.on;
  };
  if (from.on !== to.on || cut !== null) {
    return visible.filter((telling) => !isPast(telling) && telling.span.latest <= to.on);
  }
  if (from.view.known !== to.view.known) {
    return visible.filter(({ span }) => span.latest > from.view.known && span.latest <= to.view.known);
  }
  return visible.filter(({ recorded }) => recorded > from.view.log && recorded <= to.view.log);
}

/** Compares two points. The older becomes the left one; `swapped` says whether they were turned round. */
export function compare(timeline: Timeline, one: Point, other: Point): BareComparison {
  const swapped = comparePoints(one, other) > 0;
  const [first, second] = swapped ? [other, one] : [one, other];
  const from = reader({ timeline, view: first.view }, first.on);
  const to = reader({ timeline, view: second.view }, second.on);
  return {
    dossier: timeline.dossier,
    from: describePoint(first),
    to: describePoint(second),
    swapped,
    ...assemble(draftsOf(from, to)),
    contracts: contractChanges(from, to, from.on, to.on),
    announcements: windowOf(timeline, first, second).map(({ id }) => id),
    conflicts: conflictsBetween(from, to, from.on, to.on),
    warnings: warningsOf(timeline, second.view),
  };
}
