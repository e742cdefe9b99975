/** The pages of a search: what was found, in a sentence and in groups, and where else to look. */
import { formatDay, spanOf } from '../../dossier/dates.ts';
import { MOST_QUERY, type Search, type SearchAll } from '../../dossier/finding.ts';
import { dossierFrame, plainFrame, type Frame } from './frame.ts';
import { jsonHref, linksOf, withQuery, type Carried } from './links.ts';
import { groupsOf, type HitGroup } from './search-hits.ts';
import { count, listed, upperFirst, when, type When } from './words.ts';

/** Of how many dates of a query, and for how many dossiers, the terms are offered. */
const MOST_DATES = 3;
const MOST_DOSSIERS = 12;

export interface FoundView {
  /** The dossier; null on a page that is of one dossier. */
  readonly dossier: { readonly title: string; readonly href: string; readonly searchHref: string } | null;
  /** How far its things have what was asked, where the page's sentence doesn't say it of this dossier. */
  readonly sentence: string | null;
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
  /** The terms on a day that the query names; where nothing was found, the ways on. */
  readonly offers: readonly Offer[];
}

export interface Offer {
  readonly href: string;
  readonly text: string;
}

function tally(searches: readonly Search[]): string {
  const sum = (kind: keyof Search['counts']): number =>
    searches.reduce((total, { counts }) => total + counts[kind], 0);
  const part = (n: number, one: string, many: string): string[] => (n === 0 ? [] : [count(n, one, many)]);
  return listed([
    ...part(sum('clauses'), 'wording of a clause', 'wordings of clauses'),
    ...part(sum('conflicts'), 'conflict', 'conflicts'),
    ...part(sum('disputes'), 'dispute', 'disputes'),
    ...part(sum('questions'), 'question', 'questions'),
    ...part(sum('announcements'), 'announcement', 'announcements'),
    ...part(sum('terms'), 'term', 'terms'),
    ...part(sum('parties'), 'party', 'parties'),
    ...part(sum('subjects'), 'subject', 'subjects'),
  ]);
}

function quoted(words: readonly string[]): string {
  return listed(words.map((word) => `“${word}”`));
}

type Asked = Pick<Search, 'query' | 'words' | 'similar' | 'missing' | 'most' | 'dates'>;

function withoutWords({ query, dates }: Asked): string {
  if (dates.length > 0)
    return `No text names ${listed(dates.map((date) => when(date).words))}. The terms then:`;
  return query === ''
    ? 'Every wording that a clause ever had is looked through, and all announcements, conflicts, disputes, parties, subjects, terms and questions. Each word may be the beginning of a longer one; case and accents don’t matter. Where nothing has all of the words, what has most of them is shown. Words in quotation marks must stand so.'
    : 'There is no word in this to look for.';
}

/**
 * What the things listed have of what was asked, where that isn't all of it as it stands.
 * @param nothing what has none of the missing words: `nothing`, or of one dossier among others `nothing here`
 */
function reachWords({ words, missing, most }: Asked, nothing: string): string {
  const others = words.length - missing.length;
  const gone = missing.length === 0 ? '' : `${nothing} has ${quoted(missing)}`;
  if (most === null) return `${gone}; these have the other ${others === 1 ? 'word' : 'words'}`;
  const lesser = 2 * most === others ? 'half of them' : 'some of them';
  const share = 2 * most > others ? 'most' : lesser;
  const all =
    gone === '' ? `${nothing} has all of these words` : `${gone}, and nothing all of the other words`;
  return `${all}; these have ${share} (${most} of ${others})`;
}

function sentenceOf(asked: Asked, searches: readonly Search[], nothing = 'nothing'): string {
  const { words, similar, missing, most } = asked;
  const found = tally(searches);
  if (found === '') return words.length === 0 ? withoutWords(asked) : `Nothing has ${quoted(words)}.`;
  if (most !== null || missing.length > 0) {
    return `${upperFirst(reachWords(asked, nothing))}${similar ? ', written nearly so' : ''}: ${found}.`;
  }
  return similar ? `Nothing has ${quoted(words)}. Written nearly so: ${found}.` : `Found: ${found}.`;
}

/** What the sentence of all dossiers leaves unsaid of one: that it lacks words which others have. */
function ownSentence(search: Search, all: SearchAll): string | null {
  const same = search.most === all.most && search.missing.length === all.missing.length;
  return same ? null : sentenceOf(search, [search], 'nothing here');
}

/** The terms on the days that a query names: of a month, on its first and its last. */
function datedOffers(
  dates: readonly string[],
  dossier: string,
  carried: Carried,
  title: string,
): readonly Offer[] {
  const links = linksOf(dossier, carried);
  const days = dates.slice(0, MOST_DATES).flatMap((date) => {
    const { earliest, latest } = spanOf(date);
    return [...new Set([formatDay(earliest), formatDay(latest)])];
  });
  return days.map((day) => ({ href: links.state(day), text: `Terms on ${when(day).words}${title}` }));
}

function offersOf(search: Search, carried: Carried): readonly Offer[] {
  const links = linksOf(search.dossier, carried);
  const dated = datedOffers(search.dates, search.dossier, carried, '');
  if (search.query === '' || tally([search]) !== '') return dated;
  return [
    ...dated,
    { href: links.state(null), text: 'Terms today' },
    { href: links.announcements(), text: 'All announcements' },
    { href: links.questions(), text: 'Questions and answers' },
  ];
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
    frame: dossierFrame(
      titleOf(query),
      dossier,
      null,
      jsonHref(withQuery(address, { q: query, known, log })),
      linksOf(dossier.id, carried),
    ),
    heading: `Search in ${dossier.title}`,
    form: { action: address, query, most: MOST_QUERY, hidden: hiddenOf(carried) },
    sentence: sentenceOf(search, [search]),
    known: known === undefined ? null : when(known),
    revision: log === undefined ? null : String(log),
    unlimited: withQuery(address, { q: query }),
    offers: offersOf(search, carried),
    found: [{ dossier: null, sentence: null, groups: groupsOf(search, carried, today, '') }],
  };
}

/**
 * The page of a search in every dossier.
 * @param every the dossiers that there are
 */
export function searchAllModel(
  all: SearchAll,
  carried: Carried,
  today: string,
  every: readonly { readonly id: string; readonly title: string }[],
): SearchModel {
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
    offers: every
      .slice(0, MOST_DOSSIERS)
      .flatMap(({ id, title }) => datedOffers(all.dates, id, carried, `: ${title}`)),
    found: dossiers.map((search) => {
      const links = linksOf(search.dossier, carried);
      return {
        dossier: {
          title: search.title,
          href: links.state(null),
          searchHref: withQuery(linksOf(search.dossier).search(), { q: query, ...carried }),
        },
        sentence: ownSentence(search, all),
        groups: groupsOf(search, carried, today, `${search.dossier}-`),
      };
    }),
  };
}
