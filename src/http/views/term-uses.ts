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
  readonly ends: readonly { readonly event: string; readonly onDay: boolean; readonly held: Stretch }[];
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
const NOT_THEN: Mark = { name: 'not-yet', mark: '–', word: 'Not on this day' };

const isPast = ({ to }: Days, on: string): boolean => to !== null && spanOf(to).latest <= spanOf(on).earliest;

const isToCome = ({ from }: Days, on: string): boolean => spanOf(from).latest > spanOf(on).earliest;

/** How a use that isn't there on a day stands to it. */
function absence({ days }: TermUse, on: string): Mark {
  if (days.every((run) => isPast(run, on))) return NO_LONGER;
  return days.every((run) => isToCome(run, on)) ? NOT_YET : NOT_THEN;
}

function whyOf({ onDay, status, statusReason }: TermUse): string | null {
  if (onDay || status === 'ended') return statusReason === null ? null : REASON_WORDS[statusReason];
  if (status === 'not-yet') return null;
  return `the clause itself: ${STATUS_MARKS[status].word.toLowerCase()}`;
}

/** @param on the day that is told of */
export function useView(use: TermUse, on: string, { names, links }: Context): UseView {
  return {
    heading: names.clause(use.ref),
    href: links.clause(use.ref),
    status: use.onDay ? STATUS_MARKS[use.status] : absence(use, on),
    why: whyOf(use),
    how: listed(use.how.map((each) => HOW_WORDS[each])),
    days: use.days.map(({ from, to }) => stretch(from, to)),
    ends: use.ends.map(({ event, onDay, from, to }) => ({ event, onDay, held: stretch(from, to) })),
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
    const last = stretch(null, runs.flatMap(({ to }) => to ?? []).sort(order).at(-1) ?? null).to;
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

/** In how many clauses a term is used on the day, and on others: after `used`. */
export function usedWords({ uses }: Term, day: Day): string {
  const now = uses.filter(({ onDay }) => onDay);
  const others = uses.filter(({ onDay }) => !onDay);
  const here = `${dayWords(day)} in ${now.length === 0 ? 'none' : count(now.length, 'clause')}${standingWords(now)}`;
  if (others.length === 0) return now.length === 0 ? 'in no clause' : here;
  const days = otherDays(others.flatMap((use) => use.days), day.on);
  if (now.length === 0) return `${days} in ${count(others.length, 'clause')}; ${here}`;
  return `${here}; ${days} in ${others.length} more`;
}

/** What hangs on a term on the day, and on others; null where nothing ever did. */
export function hangsWords({ id, uses, conflicts }: Term, day: Day): string | null {
  const ends = uses.map((use) => use.ends).filter((runs) => runs.length > 0);
  if (conflicts.length + ends.length === 0) return null;
  const here = new Set(day.conflicts.filter(({ hangsOn }) => hangsOn.includes(id)).map(conflictAnchor));
  const clashesNow = conflicts.filter((conflict) => here.has(conflictAnchor(conflict)));
  const clashesThen = conflicts.filter((conflict) => !here.has(conflictAnchor(conflict)));
  const endsNow = ends.filter((runs) => runs.some(({ onDay }) => onDay));
  const endsThen = ends.filter((runs) => !runs.some(({ onDay }) => onDay));
  const told = (clashes: readonly unknown[], of: readonly unknown[]): string =>
    listed([
      ...(clashes.length > 0 ? [count(clashes.length, 'conflict')] : []),
      ...(of.length > 0 ? [`the end of ${count(of.length, 'clause')}`] : []),
    ]);
  const [now, then] = [told(clashesNow, endsNow), told(clashesThen, endsThen)];
  if (then === '') return `${dayWords(day)}: ${now}`;
  const others = `${otherDays([...clashesThen, ...endsThen.flat()], day.on)}: ${then}`;
  return now === '' ? `${others}; ${dayWords(day)}: nothing` : `${dayWords(day)}: ${now}; ${others}`;
}
