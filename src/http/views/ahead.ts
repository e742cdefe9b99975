/** What ends next, and what else is to come: by days, then what has no date. */
import type { AnnouncementAnswer, DossierAnswer } from '../../dossier/answers.ts';
import type { Ahead } from '../../dossier/overviews.ts';
import { dayView, type DayView } from './ahead-days.ts';
import type { Context } from './conflict.ts';
import { cutOf, dayForm, type Cut, type DayForm } from './day-form.ts';
import { dossierFrame, type Frame } from './frame.ts';
import { jsonHref, linksOf, withQuery } from './links.ts';
import { STATUS_MARKS, type Mark } from './marks.ts';
import type { AnnouncementLink } from './names.ts';
import { prose, type Html } from '../render.ts';
import { count, listed, when, type When } from './words.ts';

/** Days of the page, and of the short block on the timeline. */
const MOST_DAYS = 100;
const FEW_DAYS = 4;

export interface AheadModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly on: When;
  readonly isToday: boolean;
  readonly cut: Cut;
  readonly sentence: string;
  readonly form: DayForm;
  readonly days: readonly DayView[];
  /** The days beyond those shown: how many, and the page that goes on with them; null where all are shown. */
  readonly moreDays: { readonly text: string; readonly href: string } | null;
  readonly conditions: readonly {
    readonly heading: string;
    readonly href: string;
    readonly status: Mark;
    readonly text: Html;
    readonly disclosed: boolean;
    readonly decidedBy: string | null;
    readonly by: AnnouncementLink;
  }[];
  readonly events: readonly {
    readonly heading: string;
    readonly href: string | null;
    readonly event: string;
    readonly by: AnnouncementLink;
    readonly terms: readonly { readonly text: string; readonly href: string }[];
  }[];
}

export interface AheadInput extends Context {
  readonly dossier: DossierAnswer;
  readonly announcements: readonly AnnouncementAnswer[];
  readonly ahead: Ahead;
  readonly today: string;
  readonly known?: string;
  readonly log?: number;
}

/** The first days to come in a few lines, for a page about something else. */
export interface AheadBlock {
  readonly days: readonly {
    readonly on: When;
    readonly last: When | null;
    readonly text: string;
    readonly href: string;
  }[];
  readonly rest: string;
  readonly href: string;
}

const MOST_TURNS = 2;

function dayLine({ on, last, turns, lapse, stateHref }: DayView): AheadBlock['days'][number] {
  const shown = turns.slice(0, MOST_TURNS).map(({ heading, what }) => `${heading}: ${what}`);
  const more = turns.length - shown.length;
  const lapsed = lapse?.contracts.flatMap(({ clauses }) => clauses).length ?? 0;
  const text = [
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(lapsed > 0 ? [`${count(lapsed, 'clause')} then unknown, as a contract’s term runs out`] : []),
  ].join('; ');
  return { on, last, text, href: stateHref };
}

function restWords({ days, conditions, events }: Ahead): string {
  const more = days.length - FEW_DAYS;
  return listed([
    ...(more > 0 ? [`${count(more, 'more day')} with a date`] : []),
    ...(conditions.length > 0 ? [count(conditions.length, 'open condition')] : []),
    ...(events.length > 0
      ? [`${count(events.length, 'end')} that ${events.length === 1 ? 'waits' : 'wait'} for an event`]
      : []),
  ]);
}

export function aheadBlock(ahead: Ahead, context: Context): AheadBlock {
  return {
    days: ahead.days.slice(0, FEW_DAYS).map((day) => dayLine(dayView(day, [], context))),
    rest: restWords(ahead),
    href: context.links.ahead(),
  };
}

function sentenceOf({ days, conditions, events }: Ahead): string {
  return `${
    listed([
      ...(days.length > 0 ? [`${count(days.length, 'day')} with an announced change`] : []),
      ...(conditions.length > 0 ? [count(conditions.length, 'open condition')] : []),
      ...(events.length > 0 ? [`${count(events.length, 'end')} without a date`] : []),
    ]) || 'nothing is to come'
  }.`;
}

export function aheadModel(input: AheadInput): AheadModel {
  const { dossier, ahead, names, links, today, known, log } = input;
  const { on } = ahead.resolved;
  const [shown, later] = [ahead.days.slice(0, MOST_DAYS), ahead.days.length - MOST_DAYS];
  const resume = { on: shown.at(-1)?.on, known, log };
  return {
    frame: dossierFrame(
      `What ends next, after ${when(on).words}`,
      dossier,
      'ahead',
      jsonHref(links.ahead()),
      links,
    ),
    heading: 'What ends next',
    on: when(on),
    isToday: on === today,
    cut: cutOf(input),
    sentence: sentenceOf(ahead),
    form: dayForm({ action: links.ahead(), label: 'After', on, today, known, keep: { log } }),
    days: shown.map((day) => dayView(day, input.announcements, input)),
    moreDays:
      later > 0
        ? { text: count(later, 'further day'), href: withQuery(linksOf(dossier.id).ahead(), resume) }
        : null,
    conditions: ahead.conditions.map((condition) => ({
      heading: condition.heading,
      href: links.clause(condition.ref),
      status: STATUS_MARKS[condition.status],
      text: prose(condition.text),
      disclosed: condition.disclosed,
      decidedBy: condition.decidedBy === null ? null : names.party(condition.decidedBy),
      by: names.announcement(condition.by),
    })),
    events: ahead.events.map(({ ref, heading, event, by, undefinedTerms }) => ({
      heading,
      href: ref === null ? null : links.clause(ref),
      event,
      by: names.announcement(by),
      terms: undefinedTerms.map((id) => ({ text: names.term(id), href: links.term(id) })),
    })),
  };
}
