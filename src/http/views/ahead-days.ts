/** A day to come with what turns on it: what changes, begins or ends, and apart from it what is unknown from then on. */
import type { AnnouncementAnswer } from '../../dossier/answers.ts';
import type { ClauseTurn, ComingDay, ConflictTurn, ContractTurn } from '../../dossier/overviews.ts';
import { lapseOf, type LapseView } from './ahead-lapses.ts';
import type { Context } from './conflict.ts';
import { CONFLICT_MARKS, CONTRACT_STATUS_WORDS, REASON_WORDS, STATUS_MARKS, type Mark } from './marks.ts';
import type { AnnouncementLink } from './names.ts';
import { fieldLabel } from './values.ts';
import { dayBefore, listed, when, type When } from './words.ts';

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
  /** What set all the turns; empty where that differs. */
  readonly because: readonly AnnouncementLink[];
  readonly turns: readonly TurnView[];
  readonly lapse: LapseView | null;
}

const isLive = (status: ClauseTurn['before']): boolean => status === 'in-force' || status === 'conditional';

function clauseWords({ before, after, class: kind, flags, fields }: ClauseTurn): string {
  if (before !== after) {
    if (after === 'ended')
      return isLive(before) || before === 'unknown' ? 'ends' : 'is cancelled before it begins';
    if (after === 'unknown') return 'becomes unknown';
    if (!isLive(after)) return 'is yet to come';
    if (before === 'not-yet') return after === 'conditional' ? 'begins, on conditions' : 'begins';
    if (before === 'ended') return 'holds again';
    return after === 'conditional' ? 'is conditional; unknown before' : 'is in force; unknown before';
  }
  const disputed = flags.map((flag) => (flag === 'disputed' ? 'a dispute opens' : 'a dispute closes'));
  const changed = fields.filter((path) => path !== 'status').map((path) => fieldLabel(path).toLowerCase());
  const content = kind === 'changed' || changed.length > 0;
  return (
    listed([...(content ? [`changes (${listed([...new Set(changed)])})`] : []), ...disputed]) ||
    'reads differently'
  );
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
  const what =
    turn.before === turn.after
      ? `changes as a whole (${listed(changed)})`
      : `the contract is then ${CONTRACT_STATUS_WORDS[turn.after]}`;
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

/**
 * A day to come for a template.
 * @param announcements those on record, where what set a contract's term is looked up
 */
export function dayView(
  day: ComingDay,
  announcements: readonly AnnouncementAnswer[],
  context: Context,
): DayView {
  const before = dayBefore(day.on);
  const { rest, lapse } = lapseOf(day, announcements, context);
  const turns = [
    ...rest.clauses.map((turn) => clauseTurn(turn, context)),
    ...rest.contracts.map((turn) => contractTurn(turn, context)),
    ...rest.conflicts.map((turn) => conflictTurn(turn, context)),
  ];
  const because = commonCause(turns);
  return {
    on: when(day.on),
    last: onlyEnds(day) ? when(before) : null,
    stateHref: context.links.state(day.on),
    compareHref: context.links.compare(before, day.on),
    because,
    lapse,
    turns: because.length === 0 ? turns : turns.map((turn) => ({ ...turn, because: [] })),
  };
}
