/** The state of a dossier, or of one of its contracts, on a day. */
import type { DossierNote } from '../../dossier/announcement.ts';
import type { AnnouncementAnswer, DossierAnswer } from '../../dossier/answers.ts';
import {
  STATUSES,
  type ClauseState,
  type Comparison,
  type Conflict,
  type ContractState,
  type State,
} from '../../dossier/shapes.ts';
import { clauseAnchor, type ClauseContext } from './clause.ts';
import { conflictViews, type ConflictView, type Context } from './conflict.ts';
import { filterGroups, type FilterGroup, type Filters } from './filters.ts';
import { dossierFrame, type Frame } from './frame.ts';
import { jsonHref, linksOf, withQuery } from './links.ts';
import { laterViews, type LaterView } from './later.ts';
import { STATUS_MARKS, type Mark } from './marks.ts';
import { moneyGroups, type MoneyGroup } from './money.ts';
import type { AnnouncementLink } from './names.ts';
import { contractOf } from '../../dossier/vocabulary.ts';
import { noteViews, type NoteView } from './notes.ts';
import { noticeOf, type Notice } from './notice.ts';
import { prose, type Html } from '../render.ts';
import { knownWords, type Printed } from './printed.ts';
import { sourceViews, type SourceView } from './sources.ts';
import { pointersTo, type Pointer } from './pointers.ts';
import { pastConflicts, tallyOf, type Tallied } from './tally.ts';
import { shownContracts, type ContentsView, type ContractView } from './state-contracts.ts';
import { dayBefore, inText, stretch, when, type Stretch, type When } from './words.ts';

export interface ClockView {
  readonly on: When;
  /** Null for everything published. */
  readonly known: When | null;
  /** Null for our record's head. */
  readonly revision: string | null;
  readonly today: When;
}

export interface StateModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly what: string;
  readonly summary: Html | null;
  readonly clocks: ClockView;
  readonly held: Stretch;
  readonly lastAnnouncement: AnnouncementLink | null;
  readonly form: {
    readonly action: string;
    readonly on: string;
    readonly known: string;
    readonly hidden: readonly { readonly name: string; readonly value: string }[];
  };
  readonly earlier: { readonly href: string; readonly change: When } | null;
  readonly later: { readonly href: string; readonly change: When } | null;
  readonly unlimited: string;
  /** The same day as it was known on that day; null where that is no other view. */
  readonly knownThen: string | null;
  readonly compareWithToday: string | null;
  readonly notice: Notice;
  readonly counts: readonly { readonly mark: Mark; readonly n: number; readonly href: string }[];
  readonly tally: readonly Tallied[];
  readonly pointers: readonly Pointer[];
  readonly filters: readonly FilterGroup[];
  readonly filtered: string | null;
  readonly contracts: readonly ContractView[];
  readonly contents: readonly ContentsView[];
  /** Whether there are so many clauses that the parts fold. */
  readonly long: boolean;
  readonly money: readonly MoneyGroup[];
  readonly afterwards: readonly LaterView[];
  readonly perhaps: readonly LaterView[];
  /** For paper: what the marks mean, and the sources of every announcement that set a value here. */
  readonly marks: readonly Mark[];
  readonly printed: Printed;
  readonly cited: readonly { readonly link: AnnouncementLink; readonly sources: readonly SourceView[] }[];
  readonly conflicts: readonly ConflictView[];
  readonly possiblyKnown: readonly AnnouncementLink[];
  readonly assumptions: readonly AssumptionView[];
  readonly warnings: readonly WarningView[];
  readonly notes: readonly NoteView[];
}

export interface AssumptionView {
  readonly detail: string;
  readonly announcement: AnnouncementLink;
  readonly clauses: readonly { readonly heading: string; readonly href: string }[];
}

export interface WarningView {
  readonly detail: string;
  readonly place: string;
  readonly announcement: AnnouncementLink;
}

export interface StateInput extends ClauseContext {
  /** The contracts of the day, before any are left out. */
  readonly beside: readonly { readonly id: string; readonly title: string }[];
  readonly dossier: DossierAnswer;
  readonly announcements: readonly AnnouncementAnswer[];
  readonly state: State;
  readonly today: string;
  /** The conflicts of every day. */
  readonly everyConflict: readonly Conflict[];
  /** What the notice compares this state with; see `noticeOf`. */
  readonly other: Comparison | null;
  readonly filters: Filters;
  readonly known?: string;
  readonly log?: number;
  /** Only this contract. */
  readonly contract?: string;
  /** Our notes that the view has. */
  readonly notes: readonly DossierNote[];
}

/** The notes of the page: of one contract, those about its clauses. */
function notesOf({ notes, contract }: StateInput): readonly DossierNote[] {
  return notes.filter(
    ({ about }) => contract === undefined || about.some((ref) => contractOf(ref) === contract),
  );
}

export function assumptionViews(
  state: Pick<State, 'assumptions'>,
  { names, links }: Context,
): readonly AssumptionView[] {
  return state.assumptions.map(({ detail, announcement, clauses }) => ({
    detail,
    announcement: names.announcement(announcement),
    clauses: clauses.map((ref) => ({ heading: names.clause(ref), href: links.clause(ref) })),
  }));
}

export function warningViews(warnings: State['warnings'], { names }: Context): readonly WarningView[] {
  return warnings.map(({ detail, pointer, announcement }) => ({
    detail,
    place: pointer,
    announcement: names.announcement(announcement),
  }));
}

function onlyContract(state: State, contract: string | undefined): State {
  if (contract === undefined) return state;
  const contracts = state.contracts.filter(({ id }) => id === contract);
  const clauses = contracts.flatMap((item) => item.clauses);
  const refs = new Set(clauses.map(({ ref }) => ref));
  const counts = { ...state.counts };
  for (const status of STATUSES) {
    counts[status] = clauses.filter((clause) => clause.status === status).length;
  }
  return {
    ...state,
    contracts,
    counts,
    conflicts: state.conflicts.filter((conflict) => conflict.clauses.some((ref) => refs.has(ref))),
    assumptions: state.assumptions.filter((assumption) => assumption.clauses.some((ref) => refs.has(ref))),
  };
}

function filteredWords(input: StateInput): string | null {
  const { party, status, subject } = input.filters;
  const words = [
    ...(status === undefined ? [] : [`that are ${STATUS_MARKS[status].word.toLowerCase()}`]),
    ...(party === undefined ? [] : [`that name ${input.names.party(party)}`]),
    ...(subject === undefined ? [] : [`about ${input.names.subject(subject)}`]),
  ];
  return words.length === 0 ? null : `Only clauses ${words.join(', ')}.`;
}

function titleOf(input: StateInput, contract: ContractState | undefined): string {
  const { on, known } = input.state.resolved;
  const what = contract === undefined ? 'Terms' : contract.title;
  return `${what} ${inText(on)}${known === null ? '' : `, as known ${inText(known)}`}`;
}

/** Addresses of this page on other days and with other parameters. */
interface Addresses {
  readonly page: string;
  on(day: string): string;
  readonly unlimited: string;
}

function addressesOf({ dossier, contract, state, known, log, filters }: StateInput): Addresses {
  const plain = linksOf(dossier.id);
  const path = (day: string): string =>
    contract === undefined ? plain.state(day) : plain.contract(contract, day);
  const page = path(state.resolved.on);
  return {
    page,
    on: (day) => withQuery(path(day), { known, log, ...filters }),
    unlimited: withQuery(page, { log, ...filters }),
  };
}

function printedOf(input: StateInput): Printed {
  const { known, log } = input.state.resolved;
  const address = withQuery(addressesOf(input).page, { known: input.known, log, ...input.filters });
  return { known: knownWords(known, input.today), revision: `revision ${log}`, address };
}

function navigation(
  input: StateInput,
): Pick<StateModel, 'form' | 'earlier' | 'later' | 'unlimited' | 'knownThen' | 'filters'> {
  const { dossier, state, links, filters, known, log, contract, today } = input;
  const { on, validFrom, validTo } = state.resolved;
  const addresses = addressesOf(input);
  return {
    form: {
      action: links.go(),
      on,
      known: known ?? '',
      hidden: Object.entries({ log: log?.toString(), ...filters, contract }).flatMap(([name, value]) =>
        value === undefined ? [] : [{ name, value }],
      ),
    },
    earlier:
      validFrom === null ? null : { href: addresses.on(dayBefore(validFrom)), change: when(validFrom) },
    later: validTo === null ? null : { href: addresses.on(validTo), change: when(validTo) },
    unlimited: addresses.unlimited,
    knownThen:
      known === undefined && on < today ? withQuery(addresses.page, { known: on, log, ...filters }) : null,
    filters: filterGroups(addresses.page, { known, log }, filters, dossier, state),
  };
}

function countsOf(input: StateInput): StateModel['counts'] {
  const { counts } = input.state;
  const { known, log, filters } = input;
  const { page } = addressesOf(input);
  return STATUSES.filter((status) => counts[status] > 0).map((status) => ({
    mark: STATUS_MARKS[status],
    n: counts[status],
    href: withQuery(page, { known, log, ...filters, status }),
  }));
}

/** What the page shows, by id, with its place on it. */
function placesOf(
  { state }: StateInput,
  shown: ReadonlySet<string>,
): Map<string, { heading: string; href: string }> {
  const contracts = state.contracts.map(
    ({ id, title }) => [id, { heading: title, href: `#contract-${id}` }] as const,
  );
  const clauses = state.contracts
    .flatMap((contract) => contract.clauses)
    .filter(({ ref }) => shown.has(ref))
    .map(({ ref, heading }) => [ref, { heading, href: `#${clauseAnchor(ref)}` }] as const);
  return new Map([...contracts, ...clauses]);
}

/** The announcements that set a value of the page, or speak of it, with their sources. */
function citedIn({ announcements, names }: StateInput, clauses: readonly ClauseState[]): StateModel['cited'] {
  const ids = new Set(
    clauses.flatMap((clause) => [
      ...Object.values(clause.provenance),
      clause.introducedBy,
      clause.lastChangedBy,
      ...(clause.endedBy === null ? [] : [clause.endedBy]),
      ...(clause.lastStated === null ? [] : [clause.lastStated.announcement]),
      ...clause.disputes.map(({ announcement }) => announcement),
    ]),
  );
  return announcements
    .filter(({ id }) => ids.has(id))
    .map(({ id, sources }) => ({ link: names.announcement(id), sources: sourceViews(sources) }));
}

function compareHref({ links, state, today }: StateInput): string | null {
  const { on } = state.resolved;
  if (on === today) return null;
  return on < today ? links.compare(on, today) : links.compare(today, on);
}

/** The model of a state's page. */
export function stateModel(whole: Omit<StateInput, 'beside'>): StateModel {
  const input = { ...whole, beside: whole.state.contracts, state: onlyContract(whole.state, whole.contract) };
  const { dossier, state, links, names, today, known, log } = input;
  const { on, validFrom, validTo, lastAnnouncement } = state.resolved;
  const contract = whole.contract === undefined ? undefined : state.contracts[0];
  const filtered = filteredWords(input);
  const shown = shownContracts(input, filtered !== null);
  const places = placesOf(input, new Set(shown.clauses.map(({ ref }) => ref)));
  const json = contract === undefined ? jsonHref(links.state(on)) : null;
  const section = on === today && contract === undefined ? 'state' : null;
  return {
    frame: dossierFrame(titleOf(input, contract), dossier, section, json, links),
    heading: contract?.title ?? dossier.title,
    what: contract === undefined ? 'Terms' : 'This contract',
    summary: contract === undefined && dossier.summary !== null ? prose(dossier.summary) : null,
    clocks: {
      on: when(on),
      known: known === undefined ? null : when(known),
      revision: log === undefined ? null : String(log),
      today: when(today),
    },
    held: stretch(validFrom, validTo),
    lastAnnouncement: lastAnnouncement === null ? null : names.announcement(lastAnnouncement),
    ...navigation(input),
    compareWithToday: compareHref(input),
    notice: noticeOf(state, dossier, today, input.other, links),
    counts: countsOf(input),
    tally: tallyOf(state, {
      conflicts: pastConflicts(input.everyConflict, state),
      href: `${links.chart()}#conflicts`,
    }),
    pointers: pointersTo(shown.clauses, names),
    filtered,
    contracts: shown.contracts,
    contents: shown.contents,
    long: shown.long,
    money: moneyGroups(shown.clauses, names),
    afterwards: laterViews(input.said.later, places, input),
    perhaps: laterViews(input.said.perhaps, places, input),
    printed: printedOf(input),
    marks: STATUSES.map((status) => STATUS_MARKS[status]),
    cited: citedIn(input, shown.clauses),
    conflicts: conflictViews(state.conflicts, { state: whole.state, present: true }, input),
    possiblyKnown: state.possiblyKnown.map(names.announcement),
    assumptions: assumptionViews(state, input),
    warnings: warningViews(state.warnings, input),
    notes: noteViews(notesOf(input), dossier, input),
  };
}
