import type { Run } from './runs.ts';
import { isWord } from './sides.ts';
import { tokenize } from './tokens.ts';

/** How much a comparison changes. */
export interface ChangeSize {
  /** Words and amounts removed. */
  readonly removed: number;
  /** Words and amounts added. */
  readonly added: number;
  /** The share of the words of both texts together that was removed or added: 0 for none, 1 for all. */
  readonly share: number;
}

/** The size of the change that runs describe, in words. Signs and spacing count for nothing. */
export function changeSize(runs: readonly Run[]): ChangeSize {
  const words = { equal: 0, delete: 0, insert: 0 };
  for (const { op, value } of runs) words[op] += tokenize(value).words.filter(isWord).length;
  const changed = words.delete + words.insert;
  const share = changed === 0 ? 0 : changed / (changed + 2 * words.equal);
  return { removed: words.delete, added: words.insert, share };
}
