/** The terms of a dossier, undefined and defined, and a page for each. */
import type { DossierAnswer } from '../../dossier/answers.ts';
import type { Term, TermList, TermUse } from '../../dossier/overviews.ts';
import type { State } from '../../dossier/shapes.ts';
import { conflictViews, type ConflictView, type Context } from './conflict.ts';
import { cutOf, type Cut } from './day-form.ts';
import { dossierFrame, type Frame } from './frame.ts';
import { jsonHref } from './links.ts';
import { REASON_WORDS, STATUS_MARKS, type Mark } from './marks.ts';
import type { AnnouncementLink } from './names.ts';
import { prose, type Html } from '../render.ts';
import { sourceViews, type SourceView } from './sources.ts';
import { count, listed, stretch, when, type Stretch, type When } from './words.ts';

/** A term in the list. */
export interface TermLine {
  readonly term: string;
  readonly href: string;
  readonly readings: string;
  readonly used: string;
  readonly hangs: string | null;
}

export interface TermsModel {
  readonly frame: Frame;
  readonly on: When;
  readonly cut: Cut;
  readonly sentence: string;
  readonly open: readonly TermLine[];
  readonly defined: readonly (TermLine & { readonly definition: Html })[];
}

export interface UseView {
  readonly heading: string;
  readonly href: string;
  readonly status: Mark;
  readonly why: string | null;
  readonly how: string;
  readonly days: readonly Stretch[];
  readonly ends: readonly { readonly event: string; readonly held: Stretch }[];
}

export interface ReadingView {
  readonly text: Html;
  readonly by: string | null;
  readonly note: string | null;
  readonly sources: readonly SourceView[];
}

/** Where a term came onto our record. */
export interface OriginView {
  readonly revision: number;
  readonly logHref: string;
  readonly announcement: AnnouncementLink | null;
}

export interface TermModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly on: When;
  readonly cut: Cut;
  readonly open: {
    readonly since: OriginView;
    readonly rival: boolean;
    readonly readings: readonly ReadingView[];
    readonly note: Html | null;
    readonly sources: readonly SourceView[];
  } | null;
  readonly defined: {
    readonly since: OriginView;
    readonly definition: Html;
    readonly note: Html | null;
    readonly sources: readonly SourceView[];
  } | null;
  readonly uses: readonly UseView[];
  readonly ends: readonly UseView[];
  readonly conflicts: readonly ConflictView[];
  readonly termsHref: string;
}

interface Around extends Context {
  readonly dossier: DossierAnswer;
  readonly known?: string;
  readonly log?: number;
}
export interface TermsInput extends Around {
  readonly list: TermList;
}
export interface TermInput extends Around {
  readonly term: Term;
  readonly on: string;
  readonly state: State;
}

const HOW_WORDS: Readonly<Record<TermUse['how'][number], string>> = {
  named: 'uses the term',
  hangs: 'its right hangs on it',
  wording: 'has the word in its text',
};

function usedWords(uses: readonly TermUse[]): string {
  if (uses.length === 0) return 'in no clause';
  const live = uses.filter(({ status }) => status === 'in-force' || status === 'conditional').length;
  return `in ${count(uses.length, 'clause')}, ${live} of them in force or conditional`;
}

function termLine({ id, term, undefinedAs: open, uses, conflicts }: Term, { links }: Context): TermLine {
  const ends = uses.filter((use) => use.ends.length > 0).length;
  const hangs = [
    ...(conflicts.length > 0 ? [count(conflicts.length, 'conflict')] : []),
    ...(ends > 0 ? [`the end of ${count(ends, 'clause')}`] : []),
  ];
  const readings = open?.readings.length ?? 0;
  return {
    term,
    href: links.term(id),
    readings: readings === 0 ? 'no reading on record' : count(readings, readings > 1 ? 'rival reading' : 'reading'),
    used: usedWords(uses),
    hangs: hangs.length === 0 ? null : listed(hangs),
  };
}

export function termsModel(input: TermsInput): TermsModel {
  const { list, dossier, links } = input;
  const open = list.terms.filter(({ definedAs }) => definedAs === null);
  const settled = list.terms.flatMap((term) =>
    term.definedAs === null ? [] : [{ ...termLine(term, input), definition: prose(term.definedAs.definition) }],
  );
  return {
    frame: dossierFrame('Undefined terms', dossier, 'terms', jsonHref(links.terms())),
    on: when(list.resolved.on),
    cut: cutOf(input),
    sentence: `${count(open.length, 'term')} that matter${open.length === 1 ? 's' : ''} and that nobody has defined in public; ${settled.length === 0 ? 'none that was defined' : count(settled.length, 'defined term')}.`,
    open: open.map((term) => termLine(term, input)),
    defined: settled,
  };
}

function useView(use: TermUse, { names, links }: Context): UseView {
  return {
    heading: names.clause(use.ref),
    href: links.clause(use.ref),
    status: STATUS_MARKS[use.status],
    why: use.statusReason === null ? null : REASON_WORDS[use.statusReason],
    how: listed(use.how.map((each) => HOW_WORDS[each])),
    days: use.days.map(({ from, to }) => stretch(from, to)),
    ends: use.ends.map(({ event, from, to }) => ({ event, held: stretch(from, to) })),
  };
}

function originView(
  { revision, announcement }: { revision: number; announcement: string | null },
  { names, links }: Context,
): OriginView {
  return {
    revision,
    logHref: `${links.log()}?after=${Math.max(0, revision - 1)}`,
    announcement: announcement === null ? null : names.announcement(announcement),
  };
}

export function termModel(input: TermInput): TermModel {
  const { dossier, term, on, state, names, links } = input;
  const { undefinedAs: open, definedAs: defined } = term;
  const uses = term.uses.map((use) => useView(use, input));
  const optional = (text: string | null): Html | null => (text === null ? null : prose(text));
  return {
    frame: dossierFrame(`“${term.term}”`, dossier, null, jsonHref(links.term(term.id))),
    heading: term.term,
    on: when(on),
    cut: cutOf(input),
    open:
      open === null
        ? null
        : {
            since: originView(open.since, input),
            rival: open.readings.length > 1,
            readings: open.readings.map(({ text, by, note, sources }) => ({
              text: prose(text),
              by: by.length === 0 ? null : listed(by.map(names.party)),
              note,
              sources: sourceViews(sources),
            })),
            note: optional(open.note),
            sources: sourceViews(open.sources),
          },
    defined:
      defined === null
        ? null
        : {
            since: originView(defined.since, input),
            definition: prose(defined.definition),
            note: optional(defined.note),
            sources: sourceViews(defined.sources),
          },
    uses,
    ends: uses.filter((use) => use.ends.length > 0),
    conflicts: conflictViews(term.conflicts, { state, present: false }, input),
    termsHref: links.terms(),
  };
}
