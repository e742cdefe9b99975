/** Search in one dossier as it was known: what has the words, with the days on which a clause's words held. */
import { formatDay, type Day } from '../../dossier/dates.ts';
import { MOST_HITS, type Excerpt, type Marked, type Search } from '../../dossier/finding.ts';
import type { View } from '../../dossier/record.ts';
import type { Timeline } from '../../dossier/timeline.ts';
import { contractOf } from '../../dossier/vocabulary.ts';
import { dayToRead } from '../../dossier/wordings.ts';
import { excerptOf, mark, marksFor, type Marks } from './marking.ts';
import {
  allOf,
  byClause,
  exactly,
  matching,
  missingFrom,
  mostOf,
  nearly,
  type Demand,
  type Wanted,
} from './matching.ts';
import { datesIn } from './dates.ts';
import type { Part } from './paper.ts';
import { papersOf, type ClausePaper, type Papers, type SearchedQuestion } from './papers.ts';
import { askedFor } from './words.ts';

/** A view as a search needs it, the day of knowledge as it is written in the answer, and today. */
export interface Sight {
  readonly view: View;
  readonly known: string | null;
  readonly today: Day;
  /** The questions that are looked through, too. */
  readonly questions: readonly SearchedQuestion[];
}

/**
 * A way to look for a query: for all of its words as they are, for all of them at least nearly so, or for most of
 * them, without those that nothing has.
 */
export interface Attempt {
  readonly words: readonly string[];
  readonly spelling: 'exact' | 'similar' | 'most';
}

/**
 * The ways to look for a query, in this order, until one finds something. The words of a date are left out where
 * with them nothing is found; a query that is only a date isn't looked for in any other way.
 */
export function attemptsFor(query: string): readonly Attempt[] {
  const all = askedFor(query);
  const { dates, rest } = datesIn(query);
  const exact: Attempt = { words: all, spelling: 'exact' };
  const words = dates.length === 0 ? all : askedFor(rest);
  if (all.length === 0) return [exact];
  const undated: Attempt[] = dates.length === 0 ? [] : [{ words, spelling: 'exact' }];
  if (words.length === 0) return [exact, ...undated];
  return [exact, ...undated, { words, spelling: 'similar' }, { words, spelling: 'most' }];
}

type Texts = { readonly title: string; readonly parts: readonly Part[] };

/** Shown even where only the heading was found: they are what the reader is after. */
const SHOWN: ReadonlySet<Excerpt['where']> = new Set(['text', 'side', 'answer']);

function textsOf({ title, parts }: Texts, marks: Marks): { title: Marked; excerpts: Excerpt[] } {
  const excerpts = parts.flatMap(({ where, text }) => excerptOf(where, text, marks, SHOWN.has(where)) ?? []);
  return { title: mark(title, marks), excerpts };
}

function clauseHit(
  timeline: Timeline,
  sight: Sight,
  paper: ClausePaper,
  marks: Marks,
): Search['clauses'][number] {
  const { ref, wording } = paper.of;
  const day = dayToRead(wording.held, sight.today);
  const contract = timeline.contract(contractOf(ref), sight.view)?.contentOn(day ?? sight.today);
  return {
    kind: 'clause',
    ref,
    contract: contract?.title ?? contractOf(ref),
    ...textsOf(paper, marks),
    unknownBefore: wording.unknownBefore,
    held: wording.held.map(({ fromLabel, toLabel, status }) => ({ from: fromLabel, to: toLabel, status })),
    on: day === null ? null : formatDay(day),
  };
}

/** What is looked for in a dossier's papers, and what of it nothing has. */
interface Understood {
  readonly demand: Demand | null;
  readonly missing: readonly string[];
  readonly most: number | null;
  readonly similar: boolean;
}

function understand({ words, spelling }: Attempt, papers: Papers): Understood {
  const whole = (wanted: Wanted): Understood => ({
    demand: allOf(wanted),
    missing: [],
    most: null,
    similar: spelling === 'similar',
  });
  if (spelling === 'exact') return whole(exactly(words));
  if (spelling === 'similar') return whole(nearly(words, papers));
  const plain = exactly(words);
  const absent = new Set(missingFrom(papers, plain));
  const near = nearly(words, papers);
  const wanted = plain.map((needles, index) => (absent.has(index) ? (near[index] ?? needles) : needles));
  const gone = new Set(missingFrom(papers, wanted));
  const rest = wanted.filter((_needles, index) => !gone.has(index));
  const demand = rest.length === 0 ? null : mostOf(rest, papers);
  return {
    demand,
    missing: words.filter((_word, index) => gone.has(index)),
    most: demand === null || demand.least === rest.length ? null : demand.least,
    similar: demand !== null && absent.size > gone.size,
  };
}

const NOTHING: Demand = { wanted: [], least: 0, weights: [] };

/** What a dossier holds of a query's words, looked for in one way. A query without any finds nothing. */
export function searchIn(timeline: Timeline, sight: Sight, query: string, attempt: Attempt): Search {
  const papers = papersOf(timeline, sight.view, sight.questions);
  const { demand, missing, most, similar } = understand(attempt, papers);
  const wanted = demand ?? NOTHING;
  const marks = marksFor(wanted.wanted.flat().map((needle) => needle.trim()));
  const clauses = byClause(matching(papers.clauses, wanted));
  const announcements = matching(papers.announcements, wanted);
  const parties = matching(papers.parties, wanted);
  const subjects = matching(papers.subjects, wanted);
  const terms = matching(papers.terms, wanted);
  const conflicts = matching(papers.conflicts, wanted);
  const disputes = matching(papers.disputes, wanted);
  const questions = matching(papers.questions, wanted);
  const first = <T>(found: readonly T[]): T[] => found.slice(0, MOST_HITS);
  return {
    dossier: timeline.dossier,
    title: timeline.registry(sight.view.log).title,
    known: sight.known,
    log: sight.view.log,
    query,
    words: [...attempt.words],
    similar,
    missing: [...missing],
    most,
    dates: [...datesIn(query).dates],
    counts: {
      clauses: clauses.length,
      announcements: announcements.length,
      parties: parties.length,
      subjects: subjects.length,
      terms: terms.length,
      conflicts: conflicts.length,
      disputes: disputes.length,
      questions: questions.length,
    },
    clauses: first(clauses).map((paper) => clauseHit(timeline, sight, paper, marks)),
    announcements: first(announcements).map((paper) => ({
      kind: 'announcement',
      id: paper.of.id,
      type: paper.of.content.type,
      announcedOn: paper.of.announcedOn,
      ...textsOf(paper, marks),
    })),
    parties: first(parties).map((paper) => ({
      kind: 'party',
      id: paper.of.id,
      of: paper.of.kind,
      ...textsOf(paper, marks),
    })),
    subjects: first(subjects).map((paper) => ({
      kind: 'subject',
      id: paper.of.id,
      ...textsOf(paper, marks),
    })),
    terms: first(terms).map((paper) => ({ kind: 'term', ...paper.of, ...textsOf(paper, marks) })),
    conflicts: first(conflicts).map((paper) => ({ kind: 'conflict', ...paper.of, ...textsOf(paper, marks) })),
    disputes: first(disputes).map((paper) => ({ kind: 'dispute', ...paper.of, ...textsOf(paper, marks) })),
    questions: first(questions).map((paper) => ({ kind: 'question', ...paper.of, ...textsOf(paper, marks) })),
  };
}

/** Whether a search found anything. */
export function isEmpty({ counts }: Search): boolean {
  return Object.values(counts).every((count) => count === 0);
}

/** How many of the words asked for each thing found has, at least. */
export function reachOf({ words, missing, most }: Search): number {
  return most ?? words.length - missing.length;
}
