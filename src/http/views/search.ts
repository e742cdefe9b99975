/** What a search found, for a page: grouped by kind, each with the days on which its words held. */
import { spanOf } from '../../dossier/dates.ts';
import {
  MOST_QUERY,
  type AnnouncementHit,
  type ClauseHit,
  type Excerpt,
  type Held,
  type Marked,
  type PartyHit,
  type Search,
  type SearchAll,
  type SubjectHit,
  type TermHit,
} from '../../dossier/finding.ts';
import { dossierFrame, plainFrame, type Frame } from './frame.ts';
import { jsonHref, linksOf, withQuery, type Carried, type Links } from './links.ts';
import { STATUS_MARKS, type Mark } from './marks.ts';
import { TYPE_WORDS } from './names.ts';
import { count, inText, listed, stretch, when, type Stretch, type When } from './words.ts';

export interface ExcerptView {
  /** What the text is: `quote`, `reading`; empty for a clause's own words. */
  readonly label: string;
  readonly marked: Marked;
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

export interface HeldView {
  readonly mark: Mark;
  readonly days: Stretch;
}

export interface HitView {
  readonly href: string | null;
  readonly title: Marked;
  /** Where it belongs: a contract, a kind of announcement or party. */
  readonly aside: string;
  /** `announced on` a day; null for what isn't announced. */
  readonly announced: When | null;
  readonly held: readonly HeldView[];
  /** What is to be said of the days beside them. */
  readonly remark: string | null;
  readonly excerpts: readonly ExcerptView[];
}

export interface HitGroup {
  readonly id: string;
  readonly heading: string;
  readonly hits: readonly HitView[];
  /** `The first 50 of 312 are shown`; null where all are. */
  readonly cut: string | null;
}

export interface FoundView {
  /** The dossier; null on a page that is of one dossier. */
  readonly dossier: { readonly title: string; readonly href: string; readonly searchHref: string } | null;
  readonly groups: readonly HitGroup[];
}

export interface SearchForm {
  readonly action: string;
  readonly query: string;
  readonly most: number;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
}

export interface SearchModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly form: SearchForm;
  /** What was found, in a sentence; what to ask where nothing was asked. */
  readonly sentence: string;
  readonly known: When | null;
  readonly revision: string | null;
  /** Without the clocks that cut the view. */
  readonly unlimited: string;
  readonly found: readonly FoundView[];
}

const EXCERPT_LABELS: Readonly<Record<Excerpt['where'], string>> = {
  text: '',
  right: 'right',
  term: 'term',
  summary: '',
  statement: 'statement',
  source: 'source',
  quote: 'quote',
  note: 'our note',
  alias: 'also called',
  definition: 'definition',
  reading: 'a reading',
};

const PARTY_WORDS: Readonly<Record<PartyHit['of'], string>> = {
  company: 'company',
  person: 'person',
  'public-body': 'public body',
  press: 'press',
  other: 'party',
};

function excerptViews(excerpts: readonly Excerpt[]): readonly ExcerptView[] {
  return excerpts.map(({ where, ...excerpt }) => ({ label: EXCERPT_LABELS[where], ...excerpt }));
}

/** A status that is over, or yet to come: it isn't painted as what holds today. */
function markOf({ from, to, status }: Held, today: string): Mark {
  const { word } = STATUS_MARKS[status];
  const day = spanOf(today).earliest;
  if (to !== null && spanOf(to).latest <= day) {
    return { name: 'past', mark: '□', word: `Was ${word.toLowerCase()}` };
  }
  return spanOf(from).latest > day ? { ...STATUS_MARKS['not-yet'], word: `Is to be ${word.toLowerCase()}` } : STATUS_MARKS[status];
}

function heldView(held: Held, today: string): HeldView {
  return { mark: markOf(held, today), days: stretch(held.from, held.to) };
}

function clauseRemark({ unknownBefore, held }: ClauseHit): string | null {
  const [first] = held;
  if (first === undefined) return 'This form was announced, but never came to hold.';
  return unknownBefore ? `First recorded ${inText(first.from)}; since when it holds is unknown.` : null;
}

const plain = { announced: null, held: [], remark: null };

function clauseView(hit: ClauseHit, { links, today }: Ways): HitView {
  return {
    href: hit.on === null ? links.clause(hit.ref) : links.clauseOn(hit.ref, hit.on),
    title: hit.title,
    aside: hit.contract,
    announced: null,
    held: hit.held.map((held) => heldView(held, today)),
    remark: clauseRemark(hit),
    excerpts: excerptViews(hit.excerpts),
  };
}

function announcementView(hit: AnnouncementHit, links: Links): HitView {
  return {
    ...plain,
    href: links.announcement(hit.id),
    title: hit.title,
    aside: TYPE_WORDS[hit.type],
    announced: when(hit.announcedOn),
    excerpts: excerptViews(hit.excerpts),
  };
}

/** A party or a subject: it leads to the terms of today in which it has a part. */
function nameView(hit: PartyHit | SubjectHit, { page, carried }: Ways): HitView {
  return {
    ...plain,
    href: withQuery(page, { ...carried, [hit.kind]: hit.id }),
    title: hit.title,
    aside: hit.kind === 'party' ? PARTY_WORDS[hit.of] : '',
    excerpts: excerptViews(hit.excerpts),
  };
}

function termView(hit: TermHit, { links }: Ways): HitView {
  return {
    ...plain,
    href: hit.defined ? null : links.term(hit.id),
    title: hit.title,
    aside: hit.defined ? 'defined' : 'nobody defined it in public',
    excerpts: excerptViews(hit.excerpts),
  };
}

interface Ways {
  readonly links: Links;
  /** The dossier's page, without the clocks. */
  readonly page: string;
  readonly carried: Carried;
  readonly today: string;
}

function group(id: string, heading: string, hits: readonly HitView[], all: number): readonly HitGroup[] {
  if (hits.length === 0) return [];
  const cut = all > hits.length ? `The first ${hits.length} of ${all} are shown: another word narrows them.` : null;
  return [{ id, heading: `${heading} (${all})`, hits, cut }];
}

function groupsOf(search: Search, carried: Carried, today: string, prefix: string): readonly HitGroup[] {
  const page = linksOf(search.dossier).state(null);
  const ways = { links: linksOf(search.dossier, carried), page, carried, today };
  const { counts } = search;
  return [
    ...group(
      `${prefix}clauses`,
      'Wordings of clauses',
      search.clauses.map((hit) => clauseView(hit, ways)),
      counts.clauses,
    ),
    ...group(
      `${prefix}announcements`,
      'Announcements',
      search.announcements.map((hit) => announcementView(hit, ways.links)),
      counts.announcements,
    ),
    ...group(`${prefix}terms`, 'Terms', search.terms.map((hit) => termView(hit, ways)), counts.terms),
    ...group(
      `${prefix}parties`,
      'Parties',
      search.parties.map((hit) => nameView(hit, ways)),
      counts.parties,
    ),
    ...group(
      `${prefix}subjects`,
      'Subjects',
      search.subjects.map((hit) => nameView(hit, ways)),
      counts.subjects,
    ),
  ];
}

function tally(searches: readonly Search[]): string {
  const sum = (kind: keyof Search['counts']): number =>
    searches.reduce((total, { counts }) => total + counts[kind], 0);
  const part = (n: number, one: string, many: string): string[] => (n === 0 ? [] : [count(n, one, many)]);
  return listed([
    ...part(sum('clauses'), 'wording of a clause', 'wordings of clauses'),
    ...part(sum('announcements'), 'announcement', 'announcements'),
    ...part(sum('terms'), 'term', 'terms'),
    ...part(sum('parties'), 'party', 'parties'),
    ...part(sum('subjects'), 'subject', 'subjects'),
  ]);
}

function quoted(words: readonly string[]): string {
  return listed(words.map((word) => `“${word}”`));
}

function sentenceOf(
  { query, words, similar }: Pick<Search, 'query' | 'words' | 'similar'>,
  searches: readonly Search[],
): string {
  if (words.length === 0) {
    return query === ''
      ? 'Every wording that a clause ever had is looked through, and all announcements, parties, subjects and terms. Several words must all occur; words in quotation marks must stand so.'
      : 'There is no word in this to look for.';
  }
  const found = tally(searches);
  if (found === '') return `Nothing has ${quoted(words)}.`;
  return similar ? `Nothing has ${quoted(words)}. Written nearly so: ${found}.` : `Found: ${found}.`;
}

function hiddenOf(carried: Carried): SearchForm['hidden'] {
  return Object.entries(carried).map(([name, value]) => ({ name, value: String(value) }));
}

function titleOf(query: string): string {
  return query === '' ? 'Search' : `Search: ${query}`;
}

/** The page of a search in one dossier. */
export function searchModel(
  dossier: { readonly id: string; readonly title: string; readonly head: number },
  search: Search,
  carried: Carried,
  today: string,
): SearchModel {
  const { query } = search;
  const { known, log } = carried;
  const address = linksOf(dossier.id).search();
  return {
    frame: dossierFrame(titleOf(query), dossier, null, jsonHref(withQuery(address, { q: query, known, log })), linksOf(dossier.id, carried)),
    heading: `Search in ${dossier.title}`,
    form: { action: address, query, most: MOST_QUERY, hidden: hiddenOf(carried) },
    sentence: sentenceOf(search, [search]),
    known: known === undefined ? null : when(known),
    revision: log === undefined ? null : String(log),
    unlimited: withQuery(address, { q: query }),
    found: [{ dossier: null, groups: groupsOf(search, carried, today, '') }],
  };
}

/** The page of a search in every dossier. */
export function searchAllModel(all: SearchAll, carried: Carried, today: string): SearchModel {
  const { query, dossiers } = all;
  const { known } = carried;
  return {
    frame: { ...plainFrame(titleOf(query)), json: jsonHref(withQuery('/search', { q: query, known })) },
    heading: 'Search in all dossiers',
    form: { action: '/search', query, most: MOST_QUERY, hidden: hiddenOf(carried) },
    sentence: sentenceOf(all, dossiers),
    known: known === undefined ? null : when(known),
    revision: null,
    unlimited: withQuery('/search', { q: query }),
    found: dossiers.map((search) => {
      const links = linksOf(search.dossier, carried);
      return {
        dossier: {
          title: search.title,
          href: links.state(null),
          searchHref: withQuery(linksOf(search.dossier).search(), { q: query, ...carried }),
        },
        groups: groupsOf(search, carried, today, `${search.dossier}-`),
      };
    }),
  };
}
