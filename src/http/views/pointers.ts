/** Which clauses of a state's page a reader should not miss: the disputed ones, and those on which sources differ. */
import type { ClauseState } from '../../dossier/shapes.ts';
import { clauseAnchor } from './clause.ts';
import type { Names } from './names.ts';
import { listed } from './words.ts';

/** More than these are not named one by one. */
const MOST = 6;

export interface Pointer {
  readonly label: string;
  readonly items: readonly { readonly heading: string; readonly href: string; readonly detail: string }[];
  /** How many are not named; null for none. */
  readonly more: string | null;
}

function pointer(
  label: string,
  clauses: readonly ClauseState[],
  detailOf: (clause: ClauseState) => string,
): readonly Pointer[] {
  if (clauses.length === 0) return [];
  const rest = clauses.length - MOST;
  return [
    {
      label,
      items: clauses.slice(0, MOST).map((clause) => ({
        heading: clause.heading,
        href: `#${clauseAnchor(clause.ref)}`,
        detail: detailOf(clause),
      })),
      more: rest > 0 ? `${rest} more` : null,
    },
  ];
}

/** Whether sources render the clause, its end or one of its values in more ways than one. */
export function isRivalled({ variants, end, terms }: ClauseState): boolean {
  const lists = [variants, end.variants, ...Object.values(terms).map((value) => value.variants)];
  return lists.some((list) => (list?.length ?? 0) > 1);
}

function disputedBy({ disputes }: ClauseState, names: Names): string {
  return listed(
    disputes.map(({ by, aspect }) => `by ${names.party(by)}${aspect === null ? '' : `, as to ${aspect}`}`),
  );
}

/** @param clauses those that the page shows, in its order */
export function pointersTo(clauses: readonly ClauseState[], names: Names): readonly Pointer[] {
  const disputed = clauses.filter(({ disputes }) => disputes.length > 0);
  return [
    ...pointer('Disputed', disputed, (clause) => disputedBy(clause, names)),
    ...pointer('Sources differ on', clauses.filter(isRivalled), () => ''),
  ];
}
