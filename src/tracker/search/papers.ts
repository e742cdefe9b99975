/** What there is to be found in a dossier under a view: clauses' wordings, announcements, names, quarrels. */
import type { Announcement, DefinedTerm, Party, Subject, UndefinedTerm } from '../../dossier/announcement.ts';
import type { ClauseLife } from '../../dossier/life.ts';
import type { Telling, View } from '../../dossier/record.ts';
import type { Registry } from '../../dossier/registry.ts';
import type { Timeline } from '../../dossier/timeline.ts';
import { printValue, type Value } from '../../dossier/values.ts';
import { wordingsOf, type Wording } from '../../dossier/wordings.ts';
import { paper, part, rightWords, type Found, type NameOf, type Part } from './paper.ts';
import { conflictPapers, disputePapers, type ConflictPaper, type DisputePaper } from './quarrels.ts';

export type ClausePaper = Found<'clause', { readonly ref: string; readonly wording: Wording }>;
export type AnnouncementPaper = Found<'announcement', Telling>;
export type PartyPaper = Found<'party', Party>;
export type SubjectPaper = Found<'subject', Subject>;
export type TermPaper = Found<'term', { readonly id: string; readonly defined: boolean }>;

export type QuestionPaper = Found<'question', { readonly id: string }>;

/** Everything that can be found, by kind, in the dossier's own order. */
export interface Papers {
  readonly clauses: readonly ClausePaper[];
  readonly announcements: readonly AnnouncementPaper[];
  readonly parties: readonly PartyPaper[];
  readonly subjects: readonly SubjectPaper[];
  readonly terms: readonly TermPaper[];
  readonly conflicts: readonly ConflictPaper[];
  readonly disputes: readonly DisputePaper[];
  readonly questions: readonly QuestionPaper[];
}

function termWords(name: string, value: Value, nameOf: NameOf): string {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return `${words}: ${printValue(value, nameOf)}`;
}

/**
 * A clause's life is shared by the timelines of which an append left it untouched, and its papers with it, as
 * long as the names in them are the same.
 */
const kept = new WeakMap<ClauseLife, { readonly registry: Registry; readonly papers: ClausePaper[] }>();

function clausePapers(life: ClauseLife, registry: Registry, nameOf: NameOf): ClausePaper[] {
  const before = kept.get(life);
  if (before?.registry === registry) return before.papers;
  const { ref } = life;
  const papers = wordingsOf(life).map((wording) => {
    const parts = [
      ...part('text', wording.text),
      ...wording.grants.flatMap((grant) => part('right', rightWords(grant, nameOf))),
      ...Object.entries(wording.terms).flatMap(([name, value]) =>
        part('term', termWords(name, value, nameOf)),
      ),
    ];
    return paper('clause', wording.heading, parts, { ref, wording });
  });
  kept.set(life, { registry, papers });
  return papers;
}

function statementsOf({ effects }: Announcement): Part[] {
  return effects.flatMap((effect) => ('statement' in effect ? part('statement', effect.statement) : []));
}

const told = new WeakMap<Announcement, Omit<AnnouncementPaper, 'of'>>();

function announcementPaper(telling: Telling): AnnouncementPaper {
  const { content } = telling;
  const before = told.get(content);
  if (before !== undefined) return { ...before, of: telling };
  const parts = [
    ...part('summary', content.summary),
    ...statementsOf(content),
    ...content.sources.flatMap(({ title, publisher, quote }) => [
      ...part('source', `${title}, ${publisher}`),
      ...part('quote', quote),
    ]),
    ...part('note', content.note),
  ];
  const made = paper('announcement', content.headline, parts, telling);
  told.set(content, made);
  return made;
}

function partyPaper(party: Party): PartyPaper {
  const aliases = party.aliases.flatMap((alias) => part('alias', alias));
  return paper('party', party.name, [...aliases, ...part('note', party.note)], party);
}

function definedPaper({ id, term, definition, note }: DefinedTerm): TermPaper {
  const parts = [...part('definition', definition), ...part('note', note)];
  return paper('term', term, parts, { id, defined: true });
}

function undefinedPaper({ id, term, readings, note }: UndefinedTerm): TermPaper {
  const read = readings.flatMap((reading) =>
    part('reading', typeof reading === 'string' ? reading : reading.text),
  );
  return paper('term', term, [...read, ...part('note', note)], { id, defined: false });
}

function questionPaper({ id, text, answer }: SearchedQuestion): QuestionPaper {
  return paper('question', text, part('answer', answer ?? undefined), { id });
}

/** A question as it is searched. */
export interface SearchedQuestion {
  readonly id: string;
  readonly text: string;
  readonly answer: string | null;
}

/**
 * Everything that can be found in a view.
 * @param questions those that are looked through with it
 */
export function papersOf(
  timeline: Timeline,
  view: View,
  questions: readonly SearchedQuestion[] = [],
): Papers {
  const registry = timeline.registry(view.log);
  const { parties, subjects, definedTerms, undefinedTerms } = registry;
  const nameOf: NameOf = (id) => parties.get(id)?.name ?? subjects.get(id)?.name ?? id;
  return {
    clauses: timeline.clauses(view).flatMap((life) => clausePapers(life, registry, nameOf)),
    announcements: timeline.announcements(view).map(announcementPaper),
    parties: [...parties.values()].map(partyPaper),
    subjects: [...subjects.values()].map((subject) =>
      paper('subject', subject.name, part('note', subject.note), subject),
    ),
    terms: [
      ...[...undefinedTerms.values()].map(undefinedPaper),
      ...[...definedTerms.values()].map(definedPaper),
    ],
    conflicts: conflictPapers(timeline, view, nameOf),
    disputes: disputePapers(timeline, view, nameOf),
    questions: questions.map(questionPaper),
  };
}
