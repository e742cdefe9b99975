/** Where a term is used and what hangs on it, told from a day: what holds on it, and until when or from when the rest. */
import { spanOf } from '../../dossier/dates.ts';
import type { Term, TermUse } from '../../dossier/overviews.ts';
import type { Conflict } from '../../dossier/shapes.ts';
import { conflictAnchor, type Context } from './conflict.ts';
import { REASON_WORDS, STATUS_MARKS, type Mark } from './marks.ts';
import { count, listed, stretch, when, type Stretch } from './words.ts';

export interface UseView {
  readonly heading: string;
  readonly href: string;
  /** Of the use on the day: where there is none, whether it is over or yet to come. */
  readonly status: Mark;
  /** Why it stands so; where the clause goes on without the term, how the clause stands. */
  readonly why: string | null;
  readonly how: string;
  readonly days: readonly Stretch[];
  readonly ends: readonly EndView[];
}

/** An event with which a clause ends, told from the day. */
export interface EndView {
  readonly event: string;
  /** `is its end`, `was its end`, `will be its end`, `is perhaps its end` */
  readonly verb: string;
  readonly held: Stretch;
  /** That a date is rough, where the day may lie on either side of it. */
  readonly rough: string | null;
}

/** The day that is told of, today, and the conflicts of the day. */
export interface Day {
  readonly on: string;
  readonly today: string;
  readonly conflicts: readonly Conflict[];
}

interface Days {
  readonly from: string;
  readonly to: string | null;
}

const HOW_WORDS: Readonly<Record<TermUse['how'][number], string>> = {
  named: 'uses the term',
  hangs: 'its right hangs on it',
  wording: 'has the word in its text',
};

const NO_LONGER: Mark = { name: 'ended', mark: '×', word: 'No longer' };
const NOT_YET: Mark = { name: 'not-yet', mark: '○', word: 'Not yet' };
const PERHAPS: Mark = { name: 'unknown', mark: '?', word: 'Perhaps' };
const ROUGH = 'a date is rough';
const NOT_THEN: Mark = { name: 'not-yet', mark: '–', word: 'Not on this day' };

const isPast = ({ to }: Days, on: string): boolean => to !== null && spanOf(to).latest <= spanOf(on).earliest;

const isToCome = ({ from }: Days, on: string): boolean => spanOf(from).latest > spanOf(on).earliest;

/** How a use that isn't there on a day stands to it. */
function absence({ days }: TermUse, on: string): Mark {
  // Only a rough date made it possible, on other days.
  if (days.length === 0) return NOT_THEN;
  if (days.every((run) => isPast(run, on))) return NO_LONGER;
  return days.every((run) => isToCome(run, on)) ? NOT_YET : NOT_THEN;
}

/** How a use stands on a day. */
function markOf(use: TermUse, on: string): Mark {
  if (use.onDay === 'yes') return STATUS_MARKS[use.status];
  return use.onDay === 'uncertain' ? PERHAPS : absence(use, on);
}

function whyOf({ onDay, status, statusReason }: TermUse): string | null {
  const itself = `the clause itself: ${STATUS_MARKS[status].word.toLowerCase()}`;
  if (onDay === 'uncertain') return statusReason === 'imprecise-date' ? ROUGH : `${ROUGH}; ${itself}`;
  if (onDay === 'yes' || status === 'ended') return statusReason === null ? null : REASON_WORDS[statusReason];
  return status === 'not-yet' ? null : itself;
}

type End = TermUse['ends'][number];

/** In which tense an end is told from a day. */
function verbOf(end: End, on: string): string {
  if (end.onDay === 'uncertain') return 'is perhaps its end';
  if (end.onDay === 'yes') return 'is its end';
  return isToCome(end, on) ? 'will be its end' : 'was its end';
}

function endView(end: End, on: string): EndView {
  const { event, onDay, from, to } = end;
  return {
    event,
    verb: verbOf(end, on),
    held: stretch(from, to),
    rough: onDay === 'uncertain' ? ROUGH : null,
  };
}

/** @param on the day that is told of */
export function useView(use: TermUse, on: string, { names, links }: Context): UseView {
  return {
    heading: names.clause(use.ref),
    href: links.clause(use.ref),
    status: markOf(use, on),
    why: whyOf(use),
    how: listed(use.how.map((each) => HOW_WORDS[each])),
    days: use.days.map(({ from, to }) => stretch(from, to)),
    ends: use.ends.map((end) => endView(end, on)),
  };
}

/** `today`, `on 1 March 2026` */
function dayWords({ on, today }: Day): string {
  return on === today ? 'today' : `on ${when(on).words}`;
}

/** The days of what isn't there on the day: `until 26 April 2026`, `from 1 January 2031 on`; else `on other days`. */
function otherDays(runs: readonly Days[], on: string): string {
  const order = (a: string, b: string): number => spanOf(a).latest - spanOf(b).latest;
  if (runs.every((run) => isPast(run, on))) {
    const last = stretch(
      null,
      runs
        .flatMap(({ to }) => to ?? [])
        .sort(order)
        .at(-1) ?? null,
    ).to;
    if (last !== null) return `until ${last.words}`;
  }
  const [first] = runs.map(({ from }) => from).sort(order);
  const isLater = first !== undefined && runs.every((run) => isToCome(run, on));
  return isLater ? `from ${when(first).words} on` : 'on other days';
}

/** How the clauses that use a term stand; empty where all are in force. */
function standingWords(uses: readonly TermUse[]): string {
  const inForce = uses.filter(({ status }) => status === 'in-force').length;
  const [first] = uses;
  if (first === undefined || inForce === uses.length) return '';
  if (uses.length === 1) return ` (${STATUS_MARKS[first.status].word.toLowerCase()})`;
  return ` (${inForce === 0 ? 'none' : inForce} of them in force)`;
}

/** `in 3 clauses`, `perhaps in 1 clause (a date is rough)` */
function hereWords(now: readonly TermUse[], perhaps: readonly TermUse[]): string {
  const certain = `in ${now.length === 0 ? 'none' : count(now.length, 'clause')}${standingWords(now)}`;
  if (perhaps.length === 0) return certain;
  if (now.length === 0) return `perhaps in ${count(perhaps.length, 'clause')} (${ROUGH})`;
  return `${certain}, perhaps in ${perhaps.length} more (${ROUGH})`;
}

/** In how many clauses a term is used on the day, perhaps used on it, and used on others: after `used`. */
export function usedWords({ uses }: Term, day: Day): string {
  const of = (how: TermUse['onDay']): TermUse[] => uses.filter(({ onDay }) => onDay === how);
  const [now, perhaps, others] = [of('yes'), of('uncertain'), of('no')];
  if (uses.length === 0) return 'in no clause';
  const here = `${dayWords(day)} ${hereWords(now, perhaps)}`;
  if (others.length === 0) return here;
  const days = otherDays(
    others.flatMap((use) => use.days),
    day.on,
  );
  if (others.length === uses.length) return `${days} in ${count(others.length, 'clause')}; ${here}`;
  return `${here}; ${days} in ${others.length} more`;
}

/** What hangs on a term on a day, perhaps hangs on it, or hung on it on others. */
interface Hanging {
  readonly conflicts: readonly Conflict[];
  readonly ends: readonly (readonly End[])[];
}

function hangingWords({ conflicts, ends }: Hanging): string {
  return listed([
    ...(conflicts.length > 0 ? [count(conflicts.length, 'conflict')] : []),
    ...(ends.length > 0 ? [`the end of ${count(ends.length, 'clause')}`] : []),
  ]);
}

/** Whether any of a clause's ends on a term is there on the day, is perhaps there, or none is. */
function endOnDay(runs: readonly End[]): TermUse['onDay'] {
  if (runs.some(({ onDay }) => onDay === 'yes')) return 'yes';
  return runs.some(({ onDay }) => onDay === 'uncertain') ? 'uncertain' : 'no';
}

/** What hangs on a term on the day, and on others; null where nothing ever did. */
export function hangsWords({ id, uses, conflicts }: Term, day: Day): string | null {
  const ends = uses.map((use) => use.ends).filter((runs) => runs.length > 0);
  if (conflicts.length + ends.length === 0) return null;
  const here = new Map(
    day.conflicts
      .filter(({ hangsOn }) => hangsOn.includes(id))
      .map((conflict) => [conflictAnchor(conflict), conflict.certain ? 'yes' : 'uncertain'] as const),
  );
  const of = (how: TermUse['onDay']): Hanging => ({
    conflicts: conflicts.filter((conflict) => (here.get(conflictAnchor(conflict)) ?? 'no') === how),
    ends: ends.filter((runs) => endOnDay(runs) === how),
  });
  const others = of('no');
  const [now, open, then] = [hangingWords(of('yes')), hangingWords(of('uncertain')), hangingWords(others)];
  const perhaps = open === '' ? '' : `perhaps ${open} (${ROUGH})`;
  const told = [now, perhaps].filter((words) => words !== '').join('; ');
  if (then === '') return `${dayWords(day)}: ${told}`;
  const elsewhere = `${otherDays([...others.conflicts, ...others.ends.flat()], day.on)}: ${then}`;
  return told === '' ? `${elsewhere}; ${dayWords(day)}: nothing` : `${dayWords(day)}: ${told}; ${elsewhere}`;
}
