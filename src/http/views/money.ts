/** Money of a state by what it hangs on: unconditional, conditional, not disclosed. Never added up. */
import type { ClauseState } from '../../dossier/shapes.ts';
import { clauseAnchor } from './clause.ts';
import type { AnnouncementLink, Names } from './names.ts';
import { phraseOf } from './open-values.ts';
import { isRivalled } from './pointers.ts';
import { shortWords } from './values.ts';
import { listed, spaced, upperFirst } from './words.ts';

interface MoneyItem {
  readonly amount: string;
  /** The term's name, where it says more than “amount”. */
  readonly label: string | null;
  readonly heading: string;
  readonly href: string;
  /** From whom to whom; empty where nobody said. */
  readonly who: string;
  /** What it hangs on. */
  readonly hangsOn: readonly string[];
  readonly setBy: AnnouncementLink | null;
  /** Whether sources render the amount, or its clause, in other ways, too. */
  readonly differs: boolean;
}

export interface MoneyGroup {
  readonly title: string;
  readonly items: readonly MoneyItem[];
  /** How many more there are than are listed here; each stands with its clause. */
  readonly more: number;
}

/** Amounts of one group that are listed. */
const MOST = 24;

type Bucket = 'certain' | 'conditional' | 'hidden' | 'unknown';

const TITLES: Readonly<Record<Bucket, string>> = {
  certain: 'Unconditional',
  conditional: 'Conditional',
  hidden: 'Not disclosed',
  unknown: 'Unknown whether it holds',
};

function bucketOf(clause: ClauseState, hidden: boolean): Bucket | null {
  if (clause.status === 'ended' || clause.status === 'not-yet') return null;
  if (clause.status === 'unknown') return 'unknown';
  if (hidden) return 'hidden';
  const open = clause.conditions.some(({ state }) => state === 'open');
  return clause.status === 'conditional' || open ? 'conditional' : 'certain';
}

function whoWords({ obligor, beneficiary }: ClauseState, names: Names): string {
  const [from, to] = [listed(obligor.map(names.party)), listed(beneficiary.map(names.party))];
  if (from === '') return to === '' ? '' : `to ${to}`;
  return to === '' ? `from ${from}` : `${from} to ${to}`;
}

function itemsOf(clause: ClauseState, names: Names): readonly (readonly [Bucket, MoneyItem])[] {
  const terms = Object.entries(clause.terms);
  const item = (
    hidden: boolean,
    amount: string,
    label: string | null,
    name: string,
  ): readonly (readonly [Bucket, MoneyItem])[] => {
    const bucket = bucketOf(clause, hidden);
    if (bucket === null) return [];
    const setBy = clause.provenance[`terms/${name}`];
    const made: MoneyItem = {
      amount,
      label,
      heading: clause.heading,
      href: `#${clauseAnchor(clause.ref)}`,
      who: whoWords(clause, names),
      hangsOn:
        bucket === 'conditional'
          ? clause.conditions.flatMap(({ text, state }) => (state === 'open' ? [text] : []))
          : [],
      setBy: setBy === undefined ? null : names.announcement(setBy),
      differs: isRivalled(clause),
    };
    return [[bucket, made] as const];
  };
  const hidden = terms.flatMap(([name, { type }]) => (type === 'undisclosed' ? [name] : []));
  const [first] = hidden;
  return [
    ...terms.flatMap(([name, value]) =>
      value.type === 'money'
        ? item(
            false,
            phraseOf(clause, `terms/${name}`, shortWords(value, names), names),
            name === 'amount' ? null : spaced(name),
            name,
          )
        : [],
    ),
    ...(first === undefined
      ? []
      : item(true, upperFirst(listed(hidden.map((name) => spaced(name).toLowerCase()))), null, first)),
  ];
}

/** The amounts of the clauses that a page shows, by what they hang on; groups without any are left out. */
export function moneyGroups(clauses: readonly ClauseState[], names: Names): readonly MoneyGroup[] {
  const items = clauses.flatMap((clause) => itemsOf(clause, names));
  return (['certain', 'conditional', 'hidden', 'unknown'] as const).flatMap((bucket) => {
    const own = items.flatMap(([name, item]) => (name === bucket ? [item] : []));
    return own.length === 0
      ? []
      : [{ title: TITLES[bucket], items: own.slice(0, MOST), more: Math.max(0, own.length - MOST) }];
  });
}
