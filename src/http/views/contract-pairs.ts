/** Two contracts side by side on a day: which clauses answer to each other, what differs, what clashes. */
import type { ContractPairs, DossierAnswer, PairedClauses } from '../../dossier/answers.ts';
import type { ClauseState, State } from '../../dossier/shapes.ts';
import { contentFacts, type FactView } from './change.ts';
import {
  conflictLines,
  conflictViews,
  type ConflictLine,
  type ConflictView,
  type Context,
} from './conflict.ts';
import { dossierFrame, type Frame } from './frame.ts';
import { jsonHref, linksOf, withQuery } from './links.ts';
import { CONTRACT_STATUS_WORDS, STATUS_MARKS, type Mark } from './marks.ts';
import { endWords, fieldLabel, fieldWords } from './values.ts';
import { count, inText, listed, when, type When } from './words.ts';

/** One row of a pair: what the field is on either side. */
export interface PairRow {
  readonly field: string;
  readonly left: string;
  readonly right: string;
  readonly differs: boolean;
}

export interface PairSide {
  readonly heading: string;
  readonly href: string;
  readonly status: Mark;
}

export interface PairView {
  readonly anchor: string;
  readonly number: number;
  readonly left: PairSide;
  readonly right: PairSide;
  /** Why these two are held against each other. */
  readonly by: string;
  readonly differs: string;
  readonly rows: readonly PairRow[];
  readonly conflicts: readonly ConflictLine[];
}

/** A clause without a counterpart. */
export interface LoneClause extends PairSide {
  readonly text: string;
  readonly facts: readonly FactView[];
  readonly conflicts: readonly ConflictLine[];
}

export interface PairedContract {
  readonly title: string;
  readonly href: string;
  readonly parties: string;
  readonly status: string;
  readonly term: string;
  readonly unmatched: readonly LoneClause[];
  readonly notLive: readonly { readonly heading: string; readonly href: string }[];
}

export interface ContractPairsModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly on: When;
  readonly known: When | null;
  readonly revision: string | null;
  readonly summary: string;
  readonly swapHref: string;
  readonly stateHref: string;
  readonly form: {
    readonly action: string;
    readonly on: string;
    readonly hidden: readonly { readonly name: string; readonly value: string }[];
  };
  readonly left: PairedContract;
  readonly right: PairedContract;
  readonly pairs: readonly PairView[];
  readonly conflicts: readonly ConflictView[];
}

export interface ContractPairsInput extends Context {
  readonly dossier: DossierAnswer;
  readonly pairing: ContractPairs;
  /** The state of the day, where the clauses of conflicts are read. */
  readonly state: State;
  readonly known?: string;
  readonly log?: number;
}

const BY_WORDS: Readonly<Record<PairedClauses['by'], string>> = {
  right: 'Held against each other because they grant the same action over subjects that overlap.',
  terms: 'Held against each other because they are of one kind and their terms go by the same names.',
};

/** The fields of a clause that a pair shows, in the order in which a reader looks for them. */
const SHOWN_FIELDS = ['kind', 'obligor', 'beneficiary', 'grants', 'conditions'] as const;
const LAST_FIELDS = ['undefinedTerms', 'survives', 'end'] as const;

function rowsOf({ left, right, fields }: PairedClauses, { names }: Context): readonly PairRow[] {
  const differs = (path: string): boolean =>
    fields.some((field) => field.path === path || field.path.startsWith(`${path}/`));
  const row = (path: string, a: unknown, b: unknown): PairRow => ({
    field: fieldLabel(path),
    left: fieldWords(path, a, names),
    right: fieldWords(path, b, names),
    differs: differs(path),
  });
  const terms = [...new Set([...Object.keys(left.terms), ...Object.keys(right.terms)])];
  const rows = [
    ...SHOWN_FIELDS.map((field) => row(field, left[field], right[field])),
    ...terms.map((name) => row(`terms/${name}`, left.terms[name], right.terms[name])),
    ...LAST_FIELDS.map((field) => row(field, left[field], right[field])),
  ];
  const empty = new Set(['none', 'no']);
  return [
    { field: fieldLabel('text'), left: left.text, right: right.text, differs: false },
    ...rows.filter((each) => !(empty.has(each.left) && empty.has(each.right))),
  ];
}

function sideOf(clause: ClauseState, { links }: Context): PairSide {
  return { heading: clause.heading, href: links.clause(clause.ref), status: STATUS_MARKS[clause.status] };
}

function pairView(pair: PairedClauses, index: number, input: ContractPairsInput): PairView {
  const rows = rowsOf(pair, input);
  const different = rows.filter(({ differs }) => differs).map(({ field }) => field.toLowerCase());
  return {
    anchor: `p${index + 1}`,
    number: index + 1,
    left: sideOf(pair.left, input),
    right: sideOf(pair.right, input),
    by: BY_WORDS[pair.by],
    differs: different.length === 0 ? 'no typed field differs' : `differ in ${listed(different)}`,
    rows,
    conflicts: conflictLines(pair.left.ref, pair.conflicts, input),
  };
}

function contractView(side: 'left' | 'right', input: ContractPairsInput): PairedContract {
  const { pairing, names, links } = input;
  const contract = pairing.contracts[side];
  return {
    title: contract.title,
    href: links.contract(contract.id, pairing.resolved.on),
    parties: listed(contract.parties.map(names.party)),
    status: CONTRACT_STATUS_WORDS[contract.status],
    term: endWords(contract.term),
    unmatched: pairing.unmatched[side].map((clause) => ({
      ...sideOf(clause, input),
      text: clause.text,
      facts: contentFacts(clause, input),
      conflicts: conflictLines(clause.ref, pairing.conflicts, input),
    })),
    notLive: pairing.notLive[side].map((ref) => ({ heading: names.clause(ref), href: links.clause(ref) })),
  };
}

function summaryOf({ pairs, unmatched, conflicts }: ContractPairs): string {
  const alone = unmatched.left.length + unmatched.right.length;
  return listed([
    `${count(pairs.length, 'pair')} of clauses`,
    `${count(alone, 'clause')} without a counterpart`,
    conflicts.length === 0
      ? 'no conflict between them'
      : `${count(conflicts.length, 'conflict')} between them`,
  ]);
}

/** The model of the page of two contracts. */
export function contractPairsModel(input: ContractPairsInput): ContractPairsModel {
  const { dossier, pairing, links, known, log, state } = input;
  const { on } = pairing.resolved;
  const [one, other] = [pairing.contracts.left, pairing.contracts.right];
  const heading = `${one.title} and ${other.title}`;
  const address = withQuery(linksOf(dossier.id).contractPair(one.id, other.id, on), { known, log });
  const hidden = Object.entries({ contract: one.id, with: other.id, known, log: log?.toString() });
  return {
    frame: dossierFrame(`${heading} ${inText(on)}`, dossier, 'compare', jsonHref(address), input.links),
    heading,
    on: when(on),
    known: known === undefined ? null : when(known),
    revision: log === undefined ? null : String(log),
    summary: summaryOf(pairing),
    swapHref: links.contractPair(other.id, one.id, on),
    stateHref: links.state(on),
    form: {
      action: links.go(),
      on,
      hidden: hidden.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    },
    left: contractView('left', input),
    right: contractView('right', input),
    pairs: pairing.pairs.map((pair, index) => pairView(pair, index, input)),
    conflicts: conflictViews(pairing.conflicts, { state, present: true }, input),
  };
}
