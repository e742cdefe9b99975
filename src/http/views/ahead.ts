/** What ends next, and what else is to come: by days, then what has no date. */
import type { DossierAnswer } from '../../dossier/answers.ts';
import type { Ahead, ClauseTurn, ComingDay, ConflictTurn, ContractTurn } from '../../dossier/overviews.ts';
import type { Context } from './conflict.ts';
import { cutOf, dayForm, type Cut, type DayForm } from './day-form.ts';
import { dossierFrame, type Frame } from './frame.ts';
import { jsonHref, linksOf, withQuery } from './links.ts';
import { CONFLICT_MARKS, CONTRACT_STATUS_WORDS, REASON_WORDS, STATUS_MARKS, type Mark } from './marks.ts';
import type { AnnouncementLink } from './names.ts';
import { prose, type Html } from '../render.ts';
import { fieldLabel } from './values.ts';
import { count, dayBefore, listed, when, type When } from './words.ts';

/** Days of the page, and of the short block on the timeline. */
const MOST_DAYS = 100;
const FEW_DAYS = 4;

/** One thing that turns on a day. */
export interface TurnView {
  readonly mark: Mark;
  readonly what: string;
  readonly heading: string;
  readonly href: string | null;
  readonly why: string | null;
  readonly because: readonly AnnouncementLink[];
}

export interface DayView {
  readonly on: When;
  /** What ends on a day held to the day before. */
  readonly last: When | null;
  readonly stateHref: string;
  readonly compareHref: string;
  /** What set everything below; empty where that differs. */
  readonly because: readonly AnnouncementLink[];
  readonly turns: readonly TurnView[];
}

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
  readonly ahead: Ahead;
  readonly today: string;
  readonly known?: string;
  readonly log?: number;
}

const isLive = (status: ClauseTurn['before']): boolean => status === 'in-force' || status === 'conditional';

function clauseWords({ before, after, class: kind, flags, fields }: ClauseTurn): string {
  if (before !== after) {
    if (after === 'ended') return isLive(before) || before === 'unknown' ? 'ends' : 'is cancelled before it begins';
    if (after === 'unknown') return 'becomes unknown';
    if (!isLive(after)) return 'is yet to come';
    if (before === 'not-yet') return after === 'conditional' ? 'begins, on conditions' : 'begins';
    if (before === 'ended') return 'holds again';
    return after === 'conditional' ? 'is conditional; unknown before' : 'is in force; unknown before';
  }
  const disputed = flags.map((flag) => (flag === 'disputed' ? 'a dispute opens' : 'a dispute closes'));
  const changed = fields.filter((path) => path !== 'status').map((path) => fieldLabel(path).toLowerCase());
  const content = kind === 'changed' || changed.length > 0;
  return listed([...(content ? [`changes (${listed([...new Set(changed)])})`] : []), ...disputed]) || 'reads differently';
}

/** Why a status changes, of a day that is still to come. */
const AHEAD_WORDS: typeof REASON_WORDS = {
  ...REASON_WORDS,
  expired: 'its time runs out',
  'term-passed': 'its contract’s term runs out and nobody has said that it goes on',
};

function clauseTurn(turn: ClauseTurn, { names, links }: Context): TurnView {
  return {
    mark: STATUS_MARKS[turn.after],
    what: clauseWords(turn),
    heading: turn.heading,
    href: links.clause(turn.ref),
    why: turn.before === turn.after || turn.statusReason === null ? null : AHEAD_WORDS[turn.statusReason],
    because: turn.because.map(names.announcement),
  };
}

function contractTurn(turn: ContractTurn, { names }: Context): TurnView {
  const changed = turn.fields.map((path) => fieldLabel(path).toLowerCase());
  const what = turn.before === turn.after ? `changes as a whole (${listed(changed)})` : `the contract is then ${CONTRACT_STATUS_WORDS[turn.after]}`;
  return {
    mark: STATUS_MARKS[turn.after],
    what,
    heading: names.contract(turn.id),
    href: null,
    why: null,
    because: turn.because.map(names.announcement),
  };
}

const CONFLICT_TURN_WORDS: Readonly<Record<ConflictTurn['what'], string>> = {
  opens: 'a conflict opens',
  turns: 'a conflict becomes certain, or ceases to be',
  closes: 'a conflict ends',
  unknown: 'whether a conflict goes on becomes unknown',
};

function conflictTurn({ what, conflict }: ConflictTurn, { names }: Context): TurnView {
  const [one, other] = conflict.clauses.map(names.clause);
  return {
    mark: CONFLICT_MARKS[conflict.class],
    what: CONFLICT_TURN_WORDS[what],
    heading: `“${one}” and “${other}”, over ${names.subject(conflict.subject)}`,
    href: null,
    why: null,
    because: [],
  };
}

/** Whether all that turns on a day ceases then, so that the day before is the one to name. */
function onlyEnds({ clauses, contracts, conflicts }: ComingDay): boolean {
  const ceases = ({ before, after }: { before: string; after: string }): boolean =>
    before !== after && (after === 'ended' || after === 'unknown');
  return (
    clauses.every(ceases) &&
    contracts.every(ceases) &&
    conflicts.every(({ what }) => what === 'closes' || what === 'unknown')
  );
}

/** The announcements behind everything that turns on a day, where they are the same throughout. */
function commonCause(turns: readonly TurnView[]): readonly AnnouncementLink[] {
  const causes = turns.map(({ because }) => because).filter((because) => because.length > 0);
  const [first] = causes;
  const key = (because: readonly AnnouncementLink[]): string => because.map(({ id }) => id).join(' ');
  if (first === undefined || causes.length < 2) return [];
  return causes.every((because) => key(because) === key(first)) ? first : [];
}

function dayView(day: ComingDay, context: Context): DayView {
  const before = dayBefore(day.on);
  const turns = [
    ...day.clauses.map((turn) => clauseTurn(turn, context)),
    ...day.contracts.map((turn) => contractTurn(turn, context)),
    ...day.conflicts.map((turn) => conflictTurn(turn, context)),
  ];
  const because = commonCause(turns);
  return {
    on: when(day.on),
    last: onlyEnds(day) ? when(before) : null,
    stateHref: context.links.state(day.on),
    compareHref: context.links.compare(before, day.on),
    because,
    turns: because.length === 0 ? turns : turns.map((turn) => ({ ...turn, because: [] })),
  };
}

/** The first days to come in a few lines, for a page about something else. */
export interface AheadBlock {
  readonly days: readonly { readonly on: When; readonly last: When | null; readonly text: string; readonly href: string }[];
  readonly rest: string;
  readonly href: string;
}

const MOST_TURNS = 2;

function dayLine({ on, last, turns, stateHref }: DayView): AheadBlock['days'][number] {
  const shown = turns.slice(0, MOST_TURNS).map(({ heading, what }) => `${heading}: ${what}`);
  const more = turns.length - shown.length;
  const text = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  return { on, last, text, href: stateHref };
}

function restWords({ days, conditions, events }: Ahead): string {
  const more = days.length - FEW_DAYS;
  return listed([
    ...(more > 0 ? [`${count(more, 'more day')} with a date`] : []),
    ...(conditions.length > 0 ? [count(conditions.length, 'open condition')] : []),
    ...(events.length > 0 ? [`${count(events.length, 'end')} that ${events.length === 1 ? 'waits' : 'wait'} for an event`] : []),
  ]);
}

export function aheadBlock(ahead: Ahead, context: Context): AheadBlock {
  return {
    days: ahead.days.slice(0, FEW_DAYS).map((day) => dayLine(dayView(day, context))),
    rest: restWords(ahead),
    href: context.links.ahead(),
  };
}

function sentenceOf({ days, conditions, events }: Ahead): string {
  const dated = days.length === 0 ? 'No change with a date is announced' : `${count(days.length, 'day')} with an announced change`;
  return `${dated}; ${count(conditions.length, 'condition')} open; ${count(events.length, 'end')} without a date.`;
}

export function aheadModel(input: AheadInput): AheadModel {
  const { dossier, ahead, names, links, today, known, log } = input;
  const { on } = ahead.resolved;
  const [shown, later] = [ahead.days.slice(0, MOST_DAYS), ahead.days.length - MOST_DAYS];
  const resume = { on: shown.at(-1)?.on, known, log };
  return {
    frame: dossierFrame(`What ends next, after ${when(on).words}`, dossier, 'ahead', jsonHref(links.ahead()), links),
    heading: 'What ends next',
    on: when(on),
    isToday: on === today,
    cut: cutOf(input),
    sentence: sentenceOf(ahead),
    form: dayForm({ action: links.ahead(), label: 'After', on, today, known, keep: { log } }),
    days: shown.map((day) => dayView(day, input)),
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
