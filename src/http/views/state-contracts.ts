/** The contracts of a state's page with their clauses, in parts that fold where there are many; its contents. */
import type { DossierAnswer } from '../../dossier/answers.ts';
import type { ClauseState, ContractState, State } from '../../dossier/shapes.ts';
import { clauseAnchor, clauseView, type ClauseContext, type ClauseView } from './clause.ts';
import { passes, type Filters } from './filters.ts';
import { bindingOf } from './later.ts';
import type { Carried } from './links.ts';
import { CONTRACT_STATUS_WORDS, STATUS_MARKS, type Mark } from './marks.ts';
import type { AnnouncementLink } from './names.ts';
import { pairLinks, type PairLink } from './pair-links.ts';
import { isRivalled } from './pointers.ts';
import { endWords } from './values.ts';
import { count, listed } from './words.ts';

/** A page with more clauses than these is long: its parts fold. */
const LONG = 150;
/** Clauses of a part of a long page. */
const PART = 50;

/** Some clauses of a contract, one after the other. */
export interface PartView {
  /** Over the first part of a group. */
  readonly heading: string | null;
  /** What is said of a part that folds; null for one that doesn't. */
  readonly fold: string | null;
  readonly open: boolean;
  readonly clauses: readonly ClauseView[];
}

export interface ContractView {
  readonly anchor: string;
  readonly title: string;
  readonly href: string;
  readonly parties: string;
  readonly status: string;
  readonly term: string;
  /** What was stated of the term, and our note on it; null for neither. */
  readonly termNote: string | null;
  readonly openedBy: AnnouncementLink;
  /** Null where it is the announcement that opened it. */
  readonly lastChangedBy: AnnouncementLink | null;
  /** Ways to this contract side by side with another. */
  readonly sideBySide: readonly PairLink[];
  readonly parts: readonly PartView[];
}

interface ContentsEntry {
  readonly heading: string;
  readonly href: string;
  readonly mark: Mark;
  readonly disputed: boolean;
  readonly rivalled: boolean;
}

export interface ContentsView {
  readonly title: string;
  readonly href: string;
  readonly parts: readonly { readonly fold: string | null; readonly entries: readonly ContentsEntry[] }[];
}

export interface ContractsInput extends ClauseContext, Carried {
  readonly beside: readonly { readonly id: string; readonly title: string }[];
  readonly dossier: DossierAnswer;
  readonly state: State;
  readonly filters: Filters;
}

interface Part {
  readonly heading: string | null;
  readonly fold: string | null;
  readonly open: boolean;
  readonly clauses: readonly ClauseState[];
}

/** Clauses that don't hold on the day and take no place at first: not yet, ended, start unknown. */
function isFolded(clause: ClauseState): boolean {
  if (clause.status === 'unknown') return clause.statusReason === 'start-unknown';
  return clause.status === 'not-yet' || clause.status === 'ended';
}

function foldedSummary(clauses: readonly ClauseState[]): string {
  const tally = (['unknown', 'not-yet', 'ended'] as const).flatMap((status) => {
    const n = clauses.filter((clause) => clause.status === status).length;
    return n === 0 ? [] : [`${n} ${STATUS_MARKS[status].word.toLowerCase()}`];
  });
  return `${count(clauses.length, 'clause')} not in force: ${listed(tally)}`;
}

function slices(clauses: readonly ClauseState[], heading: string | null, long: boolean): readonly Part[] {
  if (!long || clauses.length <= PART) {
    return clauses.length === 0 ? [] : [{ heading, fold: null, open: true, clauses }];
  }
  return Array.from({ length: Math.ceil(clauses.length / PART) }, (_, index) => {
    const own = clauses.slice(index * PART, (index + 1) * PART);
    const [first, last] = [own[0]?.heading ?? '', own.at(-1)?.heading ?? ''];
    const range = `${index * PART + 1}–${index * PART + own.length}`;
    return {
      heading: index === 0 ? heading : null,
      fold: `Clauses ${range} of ${clauses.length}: ${first}${own.length > 1 ? ` … ${last}` : ''}`,
      open: index === 0,
      clauses: own,
    };
  });
}

function partsOf(clauses: readonly ClauseState[], long: boolean, input: ContractsInput): readonly Part[] {
  const folds = input.filters.status === undefined;
  const folded = clauses.filter((clause) => folds && isFolded(clause));
  const live = clauses.filter((clause) => !folded.includes(clause));
  const soft = live.filter((clause) => bindingOf(clause, input.said) === 'non-binding');
  const firm = live.filter((clause) => !soft.includes(clause));
  return [
    ...slices(firm, null, long),
    ...slices(soft, 'Not binding', long),
    ...(folded.length === 0
      ? []
      : [{ heading: null, fold: foldedSummary(folded), open: false, clauses: folded }]),
  ];
}

function termNote({ asStated, note }: ContractState['term']): string | null {
  const parts = [
    ...(asStated === undefined ? [] : [`stated as “${asStated}”`]),
    ...(note === undefined ? [] : [note]),
  ];
  return parts.length === 0 ? null : parts.join('; ').replace(/\.$/, '');
}

function contractView(contract: ContractState, parts: readonly Part[], input: ContractsInput): ContractView {
  const { names, links, state } = input;
  const { on } = state.resolved;
  return {
    anchor: `contract-${contract.id}`,
    title: contract.title,
    href: links.contract(contract.id, on),
    parties: listed(contract.parties.map(names.party)),
    status: CONTRACT_STATUS_WORDS[contract.status],
    term: endWords(contract.term),
    termNote: termNote(contract.term),
    openedBy: names.announcement(contract.openedBy),
    lastChangedBy:
      contract.lastChangedBy === contract.openedBy ? null : names.announcement(contract.lastChangedBy),
    sideBySide: pairLinks(contract.id, input.beside, on, input),
    parts: parts.map(({ heading, fold, open, clauses }) => ({
      heading,
      fold,
      open,
      clauses: clauses.map((clause) => clauseView(clause, state.conflicts, input, { on })),
    })),
  };
}

function contentsView(contract: ContractState, parts: readonly Part[]): ContentsView {
  return {
    title: contract.title,
    href: `#contract-${contract.id}`,
    parts: parts.map(({ fold, clauses }) => ({
      fold,
      entries: clauses.map((clause) => ({
        heading: clause.heading,
        href: `#${clauseAnchor(clause.ref)}`,
        mark: STATUS_MARKS[clause.status],
        disputed: clause.disputes.length > 0,
        rivalled: isRivalled(clause),
      })),
    })),
  };
}

export interface ShownContracts {
  readonly contracts: readonly ContractView[];
  readonly contents: readonly ContentsView[];
  /** The clauses that pass the filters. */
  readonly clauses: readonly ClauseState[];
  readonly long: boolean;
}

/** The contracts with the clauses that pass the filters; with a filter, only those that have any. */
export function shownContracts(input: ContractsInput, filtered: boolean): ShownContracts {
  const { state, filters, dossier } = input;
  const chosen = state.contracts
    .map((contract) => ({
      contract,
      clauses: contract.clauses.filter((clause) => passes(clause, filters, dossier.subjects)),
    }))
    .filter(({ clauses }) => !filtered || clauses.length > 0);
  const clauses = chosen.flatMap((each) => each.clauses);
  const long = clauses.length > LONG;
  const parted = chosen.map((each) => ({ ...each, parts: partsOf(each.clauses, long, input) }));
  return {
    contracts: parted.map(({ contract, parts }) => contractView(contract, parts, input)),
    contents: parted.map(({ contract, parts }) => contentsView(contract, parts)),
    clauses,
    long,
  };
}
