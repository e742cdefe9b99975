/** What is disputed, in conflict or undefined in a state, counted. */
import { spanOf } from '../../dossier/dates.ts';
import type { Conflict, State } from '../../dossier/shapes.ts';
import { clauseAnchor } from './clause.ts';
import { count } from './words.ts';

export interface Tallied {
  readonly text: string;
  /** A place on the state's page, or another page. */
  readonly href: string | null;
}

/** Conflicts that were over by a day, and the list of all. */
export interface PastConflicts {
  readonly conflicts: readonly Conflict[];
  readonly href: string;
}

/** Those of all conflicts that were over by the day of a state, between clauses that it has. */
export function pastConflicts(all: readonly Conflict[], state: State): readonly Conflict[] {
  const day = spanOf(state.resolved.on).earliest;
  const refs = new Set(state.contracts.flatMap(({ clauses }) => clauses.map(({ ref }) => ref)));
  return all.filter(
    ({ to, clauses }) => to !== null && spanOf(to).latest <= day && clauses.some((ref) => refs.has(ref)),
  );
}

/**
 * Disputes first, then conflicts, then undefined terms; what there is none of is left out, conflicts apart.
 * @param past conflicts of earlier days, where they are told of
 */
export function tallyOf(state: State, past: PastConflicts | null = null): readonly Tallied[] {
  const clauses = state.contracts.flatMap((contract) => contract.clauses);
  const disputed = clauses.filter(({ disputes }) => disputes.length > 0);
  const entirely = disputed.filter(({ disputes }) => disputes.some(({ aspect }) => aspect === null));
  const whole = entirely.length;
  const inPart = disputed.length - whole;
  const vague = clauses.filter(({ undefinedTerms }) => undefinedTerms.length > 0).length;
  const words = [
    ...(whole > 0 ? [`${count(whole, 'clause')} disputed`] : []),
    ...(inPart > 0
      ? [whole > 0 ? `${inPart} more in part` : `${count(inPart, 'clause')} disputed in part`]
      : []),
  ];
  const first = entirely[0] ?? disputed[0];
  return [
    ...(first === undefined ? [] : [{ text: words.join(', '), href: `#${clauseAnchor(first.ref)}` }]),
    {
      text: state.conflicts.length === 0 ? 'no conflict' : count(state.conflicts.length, 'conflict'),
      href: state.conflicts.length === 0 ? null : '#conflicts',
    },
    ...(past === null || past.conflicts.length === 0
      ? []
      : [{ text: count(past.conflicts.length, 'earlier conflict'), href: past.href }]),
    ...(vague === 0 ? [] : [{ text: `undefined terms in ${count(vague, 'clause')}`, href: null }]),
  ];
}
