/** Search in one dossier as it was known: what has the words, with the days on which a clause's words held. */
import { formatDay, type Day } from '../../dossier/dates.ts';
import { MOST_HITS, type Excerpt, type Marked, type Search } from '../../dossier/finding.ts';
import type { View } from '../../dossier/record.ts';
import type { Timeline } from '../../dossier/timeline.ts';
import { contractOf } from '../../dossier/vocabulary.ts';
import { dayToRead } from '../../dossier/wordings.ts';
import { excerptOf, mark, marksFor, type Marks } from './marking.ts';
import { byClause, exactly, matching, nearly } from './matching.ts';
import { papersOf, type ClausePaper, type Part } from './papers.ts';
import { askedFor } from './words.ts';

/** A view as a search needs it, the day of knowledge as it is written in the answer, and today. */
export interface Sight {
  readonly view: View;
  readonly known: string | null;
  readonly today: Day;
}

/** Words as they are written, or as they are nearly written. */
export type Spelling = 'exact' | 'similar';

type Texts = { readonly title: string; readonly parts: readonly Part[] };

function textsOf({ title, parts }: Texts, marks: Marks): { title: Marked; excerpts: Excerpt[] } {
  // A clause's words are shown even where only its heading was found: they are what the reader is after.
  const excerpts = parts.flatMap(({ where, text }) => excerptOf(where, text, marks, where === 'text') ?? []);
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

/** What a dossier holds of a query's words. A query without any finds nothing. */
export function searchIn(timeline: Timeline, sight: Sight, query: string, spelling: Spelling): Search {
  const words = askedFor(query);
  const papers = papersOf(timeline, sight.view);
  const wanted = spelling === 'exact' ? exactly(words) : nearly(words, papers);
  const marks = marksFor(spelling === 'exact' ? words : wanted.flat().map((needle) => needle.trim()));
  const clauses = byClause(matching(papers.clauses, wanted));
  const announcements = matching(papers.announcements, wanted);
  const parties = matching(papers.parties, wanted);
  const subjects = matching(papers.subjects, wanted);
  const terms = matching(papers.terms, wanted);
  const first = <T>(found: readonly T[]): T[] => found.slice(0, MOST_HITS);
  return {
    dossier: timeline.dossier,
    title: timeline.registry(sight.view.log).title,
    known: sight.known,
    log: sight.view.log,
    query,
    words,
    similar: spelling === 'similar',
    counts: {
      clauses: clauses.length,
      announcements: announcements.length,
      parties: parties.length,
      subjects: subjects.length,
      terms: terms.length,
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
  };
}

/** Whether a search found anything. */
export function isEmpty({ counts }: Search): boolean {
  return Object.values(counts).every((count) => count === 0);
}
