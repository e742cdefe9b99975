/** The terms of a dossier, undefined and defined, and a page for each. */
import type { DossierAnswer } from '../../dossier/answers.ts';
import type { Term, TermList } from '../../dossier/overviews.ts';
import type { Conflict, State } from '../../dossier/shapes.ts';
import { conflictViews, type ConflictView, type Context } from './conflict.ts';
import { cutOf, dayForm, type Cut, type DayForm } from './day-form.ts';
import { dossierFrame, type Frame } from './frame.ts';
import { jsonHref, linksOf } from './links.ts';
import type { AnnouncementLink } from './names.ts';
import { prose, type Html } from '../render.ts';
import { sourceViews, type SourceView } from './sources.ts';
import { hangsWords, usedWords, useView, type UseView } from './term-uses.ts';
import { count, inText, listed, upperFirst, when, type When } from './words.ts';

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
  readonly isToday: boolean;
  readonly sentence: string;
  readonly form: DayForm;
  readonly stateHref: string;
  readonly open: readonly TermLine[];
  readonly defined: readonly (TermLine & { readonly definition: Html })[];
}

export interface ReadingView {
  readonly text: Html;
  readonly by: string | null;
  readonly note: string | null;
  readonly sources: readonly SourceView[];
}

/** How a term came onto our record. */
export interface OriginView {
  /** The announcement that brought it along; null where our record lists it by itself. */
  readonly announcement: AnnouncementLink | null;
  /** What is said where there is none. */
  readonly text: string;
  readonly logHref: string;
}

export interface TermModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly on: When;
  readonly isToday: boolean;
  readonly cut: Cut;
  readonly form: DayForm;
  readonly stateHref: string;
  /** Where it is used on the day, in a sentence. */
  readonly used: string;
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
  readonly today: string;
  readonly known?: string;
  readonly log?: number;
}
export interface TermsInput extends Around {
  readonly list: TermList;
  /** Those of the day. */
  readonly conflicts: readonly Conflict[];
}

interface Told extends TermsInput {
  readonly on: string;
}

export interface TermInput extends Around {
  readonly term: Term;
  readonly on: string;
  readonly state: State;
}

function termLine(term: Term, { on, today, links, conflicts }: Told): TermLine {
  const open = term.undefinedAs?.readings.length ?? 0;
  const day = { on, today, conflicts };
  return {
    term: term.term,
    href: links.term(term.id),
    readings: open === 0 ? 'no reading on record' : count(open, open > 1 ? 'rival reading' : 'reading'),
    used: usedWords(term, day),
    hangs: hangsWords(term, day),
  };
}

export function termsModel(input: TermsInput): TermsModel {
  const { list, dossier, links, today, known, log } = input;
  const { on } = list.resolved;
  const told = { ...input, on };
  const open = list.terms.filter(({ definedAs }) => definedAs === null);
  const settled = list.terms.flatMap((term) =>
    term.definedAs === null
      ? []
      : [{ ...termLine(term, told), definition: prose(term.definedAs.definition) }],
  );
  const title = on === today ? 'Undefined terms' : `Undefined terms ${inText(on)}`;
  const action = linksOf(dossier.id).terms();
  return {
    frame: dossierFrame(title, dossier, 'terms', jsonHref(links.terms()), links),
    on: when(on),
    isToday: on === today,
    cut: cutOf(input),
    sentence: `${count(open.length, 'term')} that matter${open.length === 1 ? 's' : ''} and that nobody has defined in public; ${settled.length === 0 ? 'none that was defined' : count(settled.length, 'defined term')}.`,
    form: dayForm({ action, label: 'Used on', on, today, known, keep: { log } }),
    stateHref: links.state(on),
    open: open.map((term) => termLine(term, told)),
    defined: settled,
  };
}

function originView(
  { revision, announcement }: { revision: number; announcement: string | null },
  { names, links }: Context,
): OriginView {
  return {
    text: revision === 0 ? 'this record was opened' : `a later addition to our record (revision ${revision})`,
    logHref: `${links.log()}?after=${Math.max(0, revision - 1)}`,
    announcement: announcement === null ? null : names.announcement(announcement),
  };
}

export function termModel(input: TermInput): TermModel {
  const { dossier, term, on, state, names, links, today, known, log } = input;
  const { undefinedAs: open, definedAs: defined } = term;
  const uses = term.uses.map((use) => useView(use, on, input));
  const day = { on, today, conflicts: state.conflicts };
  const action = linksOf(dossier.id).term(term.id);
  const optional = (text: string | null): Html | null => (text === null ? null : prose(text));
  return {
    frame: dossierFrame(
      on === today ? `“${term.term}”` : `“${term.term}”, ${inText(on)}`,
      dossier,
      'terms',
      jsonHref(links.term(term.id)),
      links,
    ),
    heading: term.term,
    on: when(on),
    isToday: on === today,
    cut: cutOf(input),
    form: dayForm({ action, label: 'Used on', on, today, known, keep: { log } }),
    stateHref: links.state(on),
    used: upperFirst(`used ${usedWords(term, day)}.`),
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
