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

/** A change of a list of ids by its items; null for another field, and where either side holds at most one. */
export function listItems({ path, before, after }: FieldChange, names: Names): readonly ListItem[] | null {
  const [left, right] = [idsOf(before), idsOf(after)];
  if (left === null || right === null || Math.max(left.length, right.length) < 2) return null;
  const gone = left.filter((id) => !right.includes(id));
  return [...gone, ...right].map((id) => ({
    words: fieldWords(path, id, names),
    removed: gone.includes(id),
    added: !left.includes(id) && !gone.includes(id),
  }));
}
