/** One lane of the chart: a clause's runs of status as bars, each with the words that its row in the table has. */
import { spanOf, type Day } from '../../dossier/dates.ts';
import type { ClauseValidity, DisputeRun, StandingAnswer } from '../../dossier/overviews.ts';
import { percent, type TimeScale } from './chart-scale.ts';
import type { Context } from './conflict.ts';
import { REASON_WORDS, STATUS_MARKS, type Mark } from './marks.ts';
import type { AnnouncementLink } from './names.ts';
import { listed, stretch, stretchWords, when, type Stretch } from './words.ts';

/** A bar: where it lies, what it looks like, and what it says. */
export interface Bar {
  /** Names the bar and its row. */
  readonly key: string;
  readonly x: string;
  readonly width: string;
  readonly href: string;
  readonly label: string;
  readonly kind: 'in-force' | 'conditional' | 'unknown' | 'ended';
  readonly isSolid: boolean;
  readonly isHalf: boolean;
  readonly isOpen: boolean;
  readonly isLine: boolean;
  /** Whether a line is marked as an end: not where the clause had ended before. */
  readonly isEnd: boolean;
  /** A rough date: the bar fades in, or out. */
  readonly fadesIn: boolean;
  readonly fadesOut: boolean;
  /** Nothing is known of where it begins, or ends: an arrow. */
  readonly arrowLeft: boolean;
  readonly arrowRight: boolean;
  readonly disputes: readonly { readonly x: string; readonly width: string; readonly certain: boolean }[];
  readonly row: BarRow;
}

/** The same in the table. */
export interface BarRow {
  readonly heading: string;
  readonly href: string;
  readonly status: Mark;
  readonly why: string | null;
  readonly held: Stretch;
  readonly ends: string;
  readonly by: AnnouncementLink | null;
  readonly disputes: readonly string[];
}

/** The narrowest bar that is seen, in percent of the width. */
const LEAST = 0.5;

/** The day of a text; where there is none, what lies before or after every day. */
function dayOf(text: string | null, open: Day): Day {
  return text === null ? open : spanOf(text).earliest;
}

interface Run {
  readonly from: string | null;
  readonly to: string | null;
}

/** Where a run of days lies on the chart. */
export function extentOf({ from, to }: Run, scale: TimeScale): { x: string; width: string } {
  const left = from === null ? 0 : scale.at(dayOf(from, 0));
  const right = to === null ? 100 : scale.at(dayOf(to, 0));
  const width = Math.max(LEAST, right - left);
  return { x: percent(Math.min(left, 100 - width)), width: percent(width) };
}

function overlaps(a: Run, b: Run): boolean {
  const [never, always] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return dayOf(a.from, never) < dayOf(b.to, always) && dayOf(b.from, never) < dayOf(a.to, always);
}

function within(run: Run, part: Run): Run {
  const later = dayOf(run.from, Number.NEGATIVE_INFINITY) > dayOf(part.from, Number.NEGATIVE_INFINITY);
  const earlier = dayOf(run.to, Number.POSITIVE_INFINITY) < dayOf(part.to, Number.POSITIVE_INFINITY);
  return { from: later ? run.from : part.from, to: earlier ? run.to : part.to };
}

function disputeWords(run: DisputeRun, { names }: Context): string {
  const about = run.aspect === null ? '' : ` as to ${run.aspect}`;
  const certain = run.parts.every((part) => part.certain) ? '' : ', not certain on every day';
  return `by ${names.party(run.by)}${about} ${stretchWords(stretch(run.fromAs, run.toAs))}${certain}`;
}

function isLiveStatus({ status }: StandingAnswer): boolean {
  return status === 'in-force' || status === 'conditional';
}

/**
 * The announcement that set the end of a run, where it isn't the one behind the run itself; null where nothing says
 * which did, as where a contract's term runs out.
 */
export function endSetBy(
  run: Pick<StandingAnswer, 'status' | 'by'>,
  next: Pick<StandingAnswer, 'status' | 'by'> | undefined,
): string | null {
  if (run.status === 'ended' || next?.status !== 'ended') return null;
  return next.by === run.by ? null : next.by;
}

/** How a run ends, in words. */
function endingWords(
  clause: ClauseValidity,
  run: StandingAnswer,
  next: StandingAnswer | undefined,
  { names }: Context,
): string {
  switch (run.ending) {
    case 'open':
      if (run.status === 'ended') return 'nothing further is announced';
      return isLiveStatus(run) ? 'no end is stated' : 'nobody has said what comes then';
    case 'event':
      return 'event' in clause.end ? `until ${clause.end.event}` : 'with an event';
    case 'calendar': {
      const setBy = endSetBy(run, next);
      return `its time runs out${setBy === null ? '' : `, as “${names.announcement(setBy).headline}” set`}`;
    }
    case 'rough':
      return 'on a day that a source gives only roughly';
    case 'announced':
      return next?.by === null || next === undefined
        ? 'by announcement'
        : `by “${names.announcement(next.by).headline}”`;
    default:
      return run.ending satisfies never;
  }
}

interface Given {
  readonly clause: ClauseValidity;
  readonly scale: TimeScale;
  readonly context: Context;
}

function rowOf(index: number, { clause, context }: Given): BarRow {
  const { names, links } = context;
  const run = clause.standings[index];
  const disputes = clause.disputes.filter((dispute) => run !== undefined && overlaps(dispute, run));
  return {
    heading: names.clause(clause.ref),
    href: links.clause(clause.ref),
    status: STATUS_MARKS[run?.status ?? 'unknown'],
    why: run === undefined || run.statusReason === null ? null : REASON_WORDS[run.statusReason],
    held: stretch(run?.fromAs ?? null, run?.toAs ?? null),
    ends: run === undefined ? '' : endingWords(clause, run, clause.standings[index + 1], context),
    by: run === undefined || run.by === null ? null : names.announcement(run.by),
    disputes: disputes.map((dispute) => disputeWords(dispute, context)),
  };
}

function labelOf({ heading, status, why, held, ends, disputes }: BarRow): string {
  const contested = disputes.length === 0 ? '' : `; disputed ${listed(disputes)}`;
  const reason = why === null ? '' : ` (${why})`;
  return `${heading}: ${status.word.toLowerCase()} ${stretchWords(held)}${reason}; ${ends}${contested}`;
}

function barOf(run: StandingAnswer, index: number, given: Given): Bar[] {
  const { clause, scale, context } = given;
  if (run.status === 'not-yet') return [];
  const row = rowOf(index, given);
  const rough = run.statusReason === 'imprecise-date';
  const next = clause.standings[index + 1];
  const fadesIn = rough && next !== undefined && isLiveStatus(next);
  const isLine = run.status === 'ended';
  return [
    {
      key: `${clause.ref.replaceAll('/', '.')}-${index}`,
      ...extentOf(run, scale),
      href: context.links.clause(clause.ref),
      label: labelOf(row),
      kind: run.status,
      isSolid: run.status === 'in-force',
      isHalf: run.status === 'conditional',
      isOpen: run.status === 'unknown',
      isLine,
      isEnd: isLine && clause.standings[index - 1]?.status !== 'ended',
      fadesIn,
      fadesOut: rough && !fadesIn,
      arrowLeft: run.from === null && !isLine,
      arrowRight: run.to === null && !isLine,
      disputes: clause.disputes
        .flatMap(({ parts }) => parts)
        .filter((part) => overlaps(part, run))
        .map((part) => ({ ...extentOf(within(part, run), scale), certain: part.certain })),
      row,
    },
  ];
}

/** A clause's bars, in the order of time. Days on which it is yet to come have none. */
export function barsOf(clause: ClauseValidity, scale: TimeScale, context: Context): Bar[] {
  return clause.standings.flatMap((run, index) => barOf(run, index, { clause, scale, context }));
}

/** How an ended clause ended, in a few words: with its last run of days that is not ended. */
function endedNote(standings: readonly StandingAnswer[]): string {
  const last = standings.findLastIndex(({ status }) => status !== 'ended');
  const [before, ended] = [standings[last], standings[last + 1]];
  const from = ended?.fromAs ?? null;
  if (from === null) return 'ended';
  if (before?.status === 'not-yet') return `cancelled ${when(from).short}`;
  return before?.ending === 'calendar'
    ? `through ${stretch(null, from).to?.short ?? ''}`
    : `ended ${when(from).short}`;
}

/** What a lane says beside its name: how the clause ends, in a few words. */
export function endNote({ standings, end }: ClauseValidity): string {
  const last = standings.at(-1);
  if (last === undefined) return '';
  if (last.status === 'ended') return endedNote(standings);
  if (last.ending === 'event') return 'event' in end ? `until ${end.event}` : '';
  if (isLiveStatus(last)) return 'no end stated';
  const through = stretch(null, last.fromAs).to;
  return last.status === 'unknown' && through !== null ? `unknown after ${through.short}` : '';
}

/** Every day at which a bar or a dispute begins or ends. */
export function daysOf({ standings, disputes }: ClauseValidity): Day[] {
  const texts = [...standings, ...disputes].flatMap(({ from, to }) => [from, to]);
  return texts.flatMap((text) => (text === null ? [] : [spanOf(text).earliest]));
}
