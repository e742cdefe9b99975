/**
 * Positions in EventStoreDB's log: commit and prepare offset, both unsigned 64-bit, so that no number holds
 * them. Outside the adapter a position is the text `COMMIT/PREPARE`.
 */
import { InvalidRead } from './errors.ts';

const POSITION = /^(0|[1-9]\d{0,19})\/(0|[1-9]\d{0,19})$/;

/**
 * The two decimal numbers of a position.
 * @throws InvalidRead
 */
export function partsOf(position: string): readonly [commit: string, prepare: string] {
  const [, commit, prepare] = POSITION.exec(position) ?? [];
  if (commit === undefined || prepare === undefined)
    throw new InvalidRead('the position is none of this store');
  return [commit, prepare];
}

function compareDecimals(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  return one < other ? -1 : Number(one > other);
}

/**
 * The order of two positions, as `Array.sort` wants it: by commit, then by prepare.
 * @throws InvalidRead
 */
export function compareEsdbPositions(one: string, other: string): number {
  const [[commit, prepare], [otherCommit, otherPrepare]] = [partsOf(one), partsOf(other)];
  return compareDecimals(commit, otherCommit) || compareDecimals(prepare, otherPrepare);
}
