/**
 * What differs between two readings of a clause, field by field. Paths are JSON Pointers into `ClauseState`
 * without the leading slash.
 */
import { CONTENT_FIELDS } from './effects.ts';
import type { ClauseState, FieldChange } from './shapes.ts';
import { sameSubstance, termIn } from './values.ts';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lists of records (grants, conditions) are compared place by place and key by key. */
function inRecords(path: string, before: readonly unknown[], after: readonly unknown[]): FieldChange[] {
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_, index) => index).flatMap((index) => {
    const [left, right] = [before[index], after[index]];
    const here = `${path}/${index}`;
    if (!isObject(left) || !isObject(right)) {
      return sameSubstance(left ?? null, right ?? null)
        ? []
        : [{ path: here, before: left ?? null, after: right ?? null }];
    }
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
    return keys
      .filter((key) => !['note', 'sources', 'stateBy'].includes(key))
      .filter((key) => !sameSubstance(left[key] ?? null, right[key] ?? null))
      .map((key) => ({ path: `${here}/${key}`, before: left[key] ?? null, after: right[key] ?? null }));
  });
}

/** A field as it is known: several values where an imprecise date leaves it open. */
function known(state: ClauseState, path: string, value: unknown): unknown {
  const open = state.uncertain.find((uncertain) => uncertain.path === path);
  return open === undefined ? value : { uncertain: open.values };
}

/** The terms or conditions that are uncertain on either side, which in the certain fold may be absent on both. */
function uncertainOf(kind: 'terms/' | 'conditions/', ...states: readonly ClauseState[]): string[] {
  const paths = states.flatMap(({ uncertain }) => uncertain.map(({ path }) => path));
  return [...new Set(paths)].flatMap((path) => (path.startsWith(kind) ? [path.slice(kind.length)] : []));
}

function row(path: string, before: unknown, after: unknown): FieldChange[] {
  return sameSubstance(before, after) ? [] : [{ path, before, after }];
}

function fieldRows(before: ClauseState, after: ClauseState): FieldChange[] {
  return CONTENT_FIELDS.flatMap((field) => {
    const left = known(before, field, before[field]);
    const right = known(after, field, after[field]);
    const records = field === 'grants' || field === 'conditions' || field === 'variants';
    if (records && Array.isArray(left) && Array.isArray(right)) return inRecords(field, left, right);
    return row(field, left, right);
  });
}

/** Conditions whose state an imprecise date leaves open on either side; the rest is compared record by record. */
function conditionRows(before: ClauseState, after: ClauseState): FieldChange[] {
  const stateOf = ({ conditions }: ClauseState, id: string): unknown => {
    const state = conditions.find((condition) => condition.id === id)?.state;
    return state === undefined || state === 'open' ? null : state;
  };
  return uncertainOf('conditions/', before, after).flatMap((id) => {
    const path = `conditions/${id}`;
    return row(path, known(before, path, stateOf(before, id)), known(after, path, stateOf(after, id)));
  });
}

/** Every field and term on which two readings differ, and the status where it does. */
export function fieldChanges(before: ClauseState, after: ClauseState): FieldChange[] {
  const names = new Set([
    ...Object.keys(before.terms),
    ...Object.keys(after.terms),
    ...uncertainOf('terms/', before, after),
  ]);
  const terms = [...names].sort().flatMap((name) => {
    const path = `terms/${name}`;
    return row(
      path,
      known(before, path, termIn(before.terms, name)),
      known(after, path, termIn(after.terms, name)),
    );
  });
  return [
    ...row('status', before.status, after.status),
    ...fieldRows(before, after),
    ...conditionRows(before, after),
    ...terms,
  ];
}
