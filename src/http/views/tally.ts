/** What is disputed, in conflict or undefined in a state, counted. */
import type { State } from '../../dossier/shapes.ts';
import { clauseAnchor } from './clause.ts';
import { count } from './words.ts';

export interface Tallied {
  readonly text: string;
  /** A place on the state's page. */
  readonly href: string | null;
}

/** Disputes first, then conflicts, then undefined terms; what there is none of is left out, conflicts apart. */
export function tallyOf(state: State): readonly Tallied[] {
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
    ...(vague === 0 ? [] : [{ text: `undefined terms in ${count(vague, 'clause')}`, href: null }]),
  ];
}
