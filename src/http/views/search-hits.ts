/** What a search found in a dossier, grouped by kind, each with the days on which it held. */
import { spanOf } from '../../dossier/dates.ts';
import type {
  AnnouncementHit,
  ClauseHit,
  ConflictHit,
  DisputeHit,
  Excerpt,
  Held,
  Marked,
  PartyHit,
  QuestionHit,
  Search,
  SubjectHit,
  TermHit,
} from '../../dossier/finding.ts';
import { conflictAnchor } from './conflict.ts';
import { linksOf, withQuery, type Carried, type Links } from './links.ts';
import { CONFLICT_MARKS, STATUS_MARKS, type Mark } from './marks.ts';
import { TYPE_WORDS } from './names.ts';
import { questionAnchor } from './questions.ts';
import {
  daysLong,
  inText,
  stretch,
  stretchWords,
  upperFirst,
  when,
  type Stretch,
  type When,
} from './words.ts';

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
  /** What stands before its title: the class of a conflict, a dispute. */
  readonly lead: Mark | null;
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
  side: '',
  answer: '',
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

/** What is over, or yet to come, isn't painted as what holds today: its mark then says so. */
function timed(mark: Mark, { from, to }: Pick<Held, 'from' | 'to'>, today: string): Mark {
  const { word } = mark;
  const day = spanOf(today).earliest;
  if (to !== null && spanOf(to).latest <= day) {
    return { name: 'past', mark: '□', word: `Was ${word.toLowerCase()}` };
  }
  return spanOf(from).latest > day
    ? { ...STATUS_MARKS['not-yet'], word: `Is to be ${word.toLowerCase()}` }
    : mark;
}

function heldView(held: Held, today: string): HeldView {
  return { mark: timed(STATUS_MARKS[held.status], held, today), days: stretch(held.from, held.to) };
}

function clauseRemark({ unknownBefore, held }: ClauseHit): string | null {
  const [first] = held;
  if (first === undefined) return 'This form was announced, but never came to hold.';
  return unknownBefore ? `First recorded ${inText(first.from)}; since when it holds is unknown.` : null;
}

const plain = { lead: null, aside: '', announced: null, held: [], remark: null };

function clauseView(hit: ClauseHit, { links, today }: Ways): HitView {
  return {
    ...plain,
    href: hit.on === null ? links.clause(hit.ref) : links.clauseOn(hit.ref, hit.on),
    title: hit.title,
    aside: hit.contract,
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

/** `from … to … (59 days)`; `since …` where nothing ends it. */
function daysWords(from: string, to: string | null): string {
  const length = daysLong(from, to);
  if (to === null) return `Since ${when(from).words}.`;
  return `${upperFirst(stretchWords(stretch(from, to)))}${length === '' ? '' : ` (${length})`}.`;
}

function conflictView({ conflict, on, title, excerpts }: ConflictHit, { links, today }: Ways): HitView {
  return {
    ...plain,
    href: `${links.state(on)}#${conflictAnchor(conflict)}`,
    lead: timed(CONFLICT_MARKS[conflict.class], conflict, today),
    title,
    remark: daysWords(conflict.from, conflict.to),
    excerpts: excerptViews(excerpts),
  };
}

function disputeView({ ref, on, from, to, title, excerpts }: DisputeHit, { links, today }: Ways): HitView {
  return {
    ...plain,
    href: links.clauseOn(ref, on),
    lead: timed({ name: 'disputes', mark: '!', word: 'Disputed' }, { from, to }, today),
    title,
    remark: daysWords(from, to),
    excerpts: excerptViews(excerpts),
  };
}

function questionView({ id, title, excerpts }: QuestionHit, { links }: Ways): HitView {
  const href = `${links.questions()}#${questionAnchor(id)}`;
  return { ...plain, href, title, excerpts: excerptViews(excerpts) };
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
  const cut =
    all > hits.length ? `The first ${hits.length} of ${all} are shown: another word narrows them.` : null;
  return [{ id, heading: `${heading} (${all})`, hits, cut }];
}

/** What was found, by kind; each group's id begins with the prefix. */
export function groupsOf(
  search: Search,
  carried: Carried,
  today: string,
  prefix: string,
): readonly HitGroup[] {
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
      `${prefix}conflicts`,
      'Conflicts between rights',
      search.conflicts.map((hit) => conflictView(hit, ways)),
      counts.conflicts,
    ),
    ...group(
      `${prefix}disputes`,
      'Disputes',
      search.disputes.map((hit) => disputeView(hit, ways)),
      counts.disputes,
    ),
    ...group(
      `${prefix}questions`,
      'Questions',
      search.questions.map((hit) => questionView(hit, ways)),
      counts.questions,
    ),
    ...group(
      `${prefix}announcements`,
      'Announcements',
      search.announcements.map((hit) => announcementView(hit, ways.links)),
      counts.announcements,
    ),
    ...group(
      `${prefix}terms`,
      'Terms',
      search.terms.map((hit) => termView(hit, ways)),
      counts.terms,
    ),
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
