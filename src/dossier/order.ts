/**
 * The order of a contract's clauses on a day: that of introduction until moved (docs/semantics.md, `move`).
 */
import type { Day } from './dates.ts';
import type { Move } from './effects.ts';
import { atLatest, coverage, type Entry } from './entries.ts';
import { contractOf } from './vocabulary.ts';

/** Why a move finds nothing to act on; null where it acts. */
function faultOf(effect: Move, order: readonly string[]): string | null {
  if (!order.includes(effect.clause)) return `clause ${effect.clause} is not on record`;
  const other = effect.before ?? effect.after;
  if (other === undefined) return null;
  if (other === effect.clause) return 'a clause cannot be moved relative to itself';
  if (contractOf(other) !== contractOf(effect.clause)) return `clause ${other} is of another contract`;
  return order.includes(other) ? null : `clause ${other} is not on record`;
}

function placed(effect: Move, order: readonly string[]): string[] {
  const rest = order.filter((ref) => ref !== effect.clause);
  const other = effect.before ?? effect.after;
  let place = rest.length;
  if (effect.first === true) place = 0;
  else if (other !== undefined) place = rest.indexOf(other) + (effect.after === undefined ? 0 : 1);
  return [...rest.slice(0, place), effect.clause, ...rest.slice(place)];
}

/**
 * A contract's clauses in their order on a day, in the certain fold.
 * @param entries the contract's opening, introductions and moves, in the order
 * @param warn told of each move that finds nothing to act on, on whatever day
 */
export function orderOn(
  entries: readonly Entry[],
  day: Day,
  warn: (entry: Entry, detail: string) => void = () => {},
): string[] {
  let order: string[] = [];
  let opened = false;
  const seen = new Set<string>();
  for (const entry of entries) {
    const { effect } = entry;
    if (effect.effect === 'open-contract') opened = true;
    if (effect.effect === 'introduce' && opened && !seen.has(effect.clause)) {
      seen.add(effect.clause);
      order.push(effect.clause);
    }
    if (effect.effect !== 'move') continue;
    const fault = faultOf(effect, order);
    if (fault !== null) {
      warn(entry, fault);
      continue;
    }
    const { from, to } = coverage(entry, atLatest);
    if (from <= day && day < to) order = placed(effect, order);
  }
  return order;
}
