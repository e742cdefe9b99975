/** Short questions to the oracle, for tables of expected answers. */
import type { RecordedEvent } from '../../src/dossier/announcement.ts';
import { oracleState } from '../../src/dossier/oracle.ts';
import type { ClauseState, Conflict, State } from '../../src/dossier/shapes.ts';
import { point } from './history.ts';

type Limits = Parameters<typeof point>[1];

/** The state on a day. */
export function stateOn(events: readonly RecordedEvent[], on: string, limits: Limits = {}): State {
  return oracleState('trial', events, point(on, limits));
}

/** One clause on a day. */
export function clauseOn(
  events: readonly RecordedEvent[],
  ref: string,
  on: string,
  limits: Limits = {},
): ClauseState {
  const clauses = stateOn(events, on, limits).contracts.flatMap((contract) => contract.clauses);
  const clause = clauses.find((each) => each.ref === ref);
  if (clause === undefined) throw new RangeError(`${ref} is not listed on ${on}`);
  return clause;
}

/** A clause on several days, each in few words. */
export function onDays(
  events: readonly RecordedEvent[],
  ref: string,
  days: readonly string[],
  words: (clause: ClauseState) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(days.map((on) => [on, words(clauseOn(events, ref, on))]));
}

/** `in-force`, or `ended: expired by opening`. */
export function standing({ status, statusReason, endedBy }: ClauseState): string {
  const reason = statusReason === null ? '' : `: ${statusReason}`;
  return `${status}${reason}${endedBy === null ? '' : ` by ${endedBy}`}`;
}

/** The warnings of a history, as `announcement/place`. */
export function warningsOf(events: readonly RecordedEvent[]): string[] {
  return stateOn(events, '2026-01-01').warnings.map(({ announcement, pointer }) => announcement + pointer);
}

/** The conflicts of a day. */
export function conflictsOn(events: readonly RecordedEvent[], on: string): Conflict[] {
  return stateOn(events, on).conflicts;
}
