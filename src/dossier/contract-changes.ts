/**
 * What changed in the contracts as a whole between two points: opened, closed, another title, party or term.
 */
import { contractBearing, inOrder, type Window } from './causes.ts';
import type { Side } from './change.ts';
import type { ContractLife } from './contract-life.ts';
import type { Day } from './dates.ts';
import type { Telling } from './record.ts';
import type { ContractChange, ContractStatus, FieldChange } from './shapes.ts';
import { lastDayOf, sameSubstance } from './values.ts';

/** A contract at one point; null where it isn't on record. */
type Found = ContractLife | null;

function contractIn({ timeline, view }: Side, id: string): Found {
  const life = timeline.contract(id, view);
  return life === undefined || life.openedBy === null ? null : life;
}

function fieldsOf(left: ContractLife, right: ContractLife, window: Window): FieldChange[] {
  const before = { status: left.statusOn(window.from), ...left.contentOn(window.from) };
  const after = { status: right.statusOn(window.to), ...right.contentOn(window.to) };
  return (['status', 'title', 'parties', 'term'] as const).flatMap((path) =>
    sameSubstance(before[path], after[path]) ? [] : [{ path, before: before[path], after: after[path] }],
  );
}

function classOf(
  before: ContractStatus | null,
  after: ContractStatus | null,
  fields: readonly FieldChange[],
): ContractChange['class'] | null {
  const open = (status: ContractStatus | null): boolean => status === 'in-force';
  if (after === 'ended' && before !== 'ended') return before === null ? null : 'closed';
  if (open(after) && (before === null || before === 'not-yet' || before === 'ended')) return 'opened';
  if (open(before) && (after === null || after === 'not-yet')) return 'withdrawn';
  if (before !== after && before !== null && after !== null) return 'certainty';
  return fields.length > 0 ? 'changed' : null;
}

/** For a term that ran out within the window, the announcement that set it. */
function termCauses({ timeline, view }: Side, contract: Found, { from, to }: Window): Telling[] {
  if (contract === null) return [];
  const passed = contract.edges.filter(
    (edge) =>
      from < edge &&
      edge <= to &&
      lastDayOf(contract.contentOn(edge).term) === edge - 1 &&
      contract.statusOn(edge) === 'unknown',
  );
  return passed.flatMap((edge) => timeline.telling(contract.contentOn(edge).termBy, view.log) ?? []);
}

/** One contract between two points; null where nothing changed. */
export function contractChange(left: Side, right: Side, id: string, window: Window): ContractChange | null {
  const [before, after] = [contractIn(left, id), contractIn(right, id)];
  const fields = before === null || after === null ? [] : fieldsOf(before, after, window);
  const [was, is] = [before?.statusOn(window.from) ?? null, after?.statusOn(window.to) ?? null];
  const kind = classOf(was, is, fields);
  const shown = after ?? before;
  if (kind === null || shown === null) return null;
  const { title } = shown.contentOn(after === null ? window.from : window.to);
  return {
    contract: id,
    class: kind,
    title,
    fields,
    because: inOrder([...contractBearing(before, after, window), ...termCauses(right, after, window)]),
  };
}

/** Every contract of either side, in the order of the right side's openings. */
export function contractIdsOf(left: Side, right: Side): string[] {
  const ids = [right, left].flatMap(({ timeline, view }) => timeline.contracts(view).map(({ id }) => id));
  return [...new Set(ids)];
}

/** The contracts that changed between two days. */
export function contractChanges(left: Side, right: Side, from: Day, to: Day): ContractChange[] {
  return contractIdsOf(left, right).flatMap((id) => contractChange(left, right, id, { from, to }) ?? []);
}
