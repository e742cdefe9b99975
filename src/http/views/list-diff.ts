/** A list that changed, item by item: those that stayed, went and came stand in one line. */
import type { FieldChange } from '../../dossier/shapes.ts';
import type { Names } from './names.ts';
import { fieldWords } from './values.ts';

export interface ListItem {
  readonly words: string;
  readonly removed: boolean;
  readonly added: boolean;
}

function idsOf(value: unknown): readonly string[] | null {
  if (value === null) return [];
  if (!Array.isArray(value)) return null;
  const ids = value.filter((item) => typeof item === 'string');
  return ids.length === value.length ? ids : null;
}

/**
 * A change of a list of ids by its items. Null for another field, for lists that hold at most one item each, and for
 * one that was only put in another order, in which no item would be marked: these show what was and what is.
 */
export function listItems({ path, before, after }: FieldChange, names: Names): readonly ListItem[] | null {
  const [left, right] = [idsOf(before), idsOf(after)];
  if (left === null || right === null || Math.max(left.length, right.length) < 2) return null;
  const gone = left.filter((id) => !right.includes(id));
  if (gone.length === 0 && right.every((id) => left.includes(id))) return null;
  return [...gone, ...right].map((id) => ({
    words: fieldWords(path, id, names),
    removed: gone.includes(id),
    added: !left.includes(id) && !gone.includes(id),
  }));
}
