/**
 * The days on which anything can change, and the dates that effects use (docs/semantics.md, "Dates"). Part of
 * the oracle: it keeps one value for each stretch of days between which nothing happens, a *slot*.
 */
import { FOREVER, EVER, isPrecise, spanOf, type Day, type Span } from '../dates.ts';
import { isContractEffect, type Effect } from '../effects.ts';
import { lastDayOf, type End } from '../values.ts';
import { edtfOf } from '../vocabulary.ts';
import type { Said, View } from './record.ts';

/** A date that an effect uses. Dates of one announcement with one text are one date: one coin. */
export interface UsedDate {
  readonly said: Said;
  /** The announcement's place in the order. */
  readonly place: number;
  readonly text: string;
  readonly span: Span;
  readonly coin: string;
}

/** One effect at its place in the order, with its dates. */
export interface Step {
  readonly said: Said;
  readonly index: number;
  readonly effect: Effect;
  /** The clause or the contract that it is about. */
  readonly about: string;
  readonly start: UsedDate;
  readonly assumed: boolean;
  readonly until: UsedDate | null;
  readonly since: UsedDate | null;
}

/** The imprecise dates taken at their earliest day; all others are taken at their latest. */
export type Way = ReadonlySet<string>;

/** All effects of a view, in the order in which they are applied. */
export function stepsOf(view: View): Step[] {
  return view.visible.flatMap((said, place) =>
    said.content.effects.map((effect, index) => {
      const dated = (text: string): UsedDate => ({
        said,
        place,
        text,
        span: spanOf(text),
        coin: `${said.id} ${text}`,
      });
      const unknown = effect.effect === 'introduce' && effect.since === 'unknown';
      const given = unknown ? undefined : effect.effectiveOn;
      const until = 'until' in effect ? effect.until : undefined;
      const since = effect.effect === 'amend' ? effect.since : undefined;
      return {
        said,
        index,
        effect,
        about: isContractEffect(effect) ? effect.contract : effect.clause,
        start: dated(given === undefined ? said.date : edtfOf(given)),
        assumed: given === undefined && !unknown,
        until: until === undefined ? null : dated(edtfOf(until)),
        since: since === undefined ? null : dated(edtfOf(since)),
      };
    }),
  );
}

/** The day that a date stands for in a way. */
export function dayIn(way: Way, date: UsedDate): Day {
  return way.has(date.coin) ? date.span.earliest : date.span.latest;
}

/** The dates of one effect. */
export function datesOf(step: Step): UsedDate[] {
  return [step.start, step.until, step.since].filter((date) => date !== null);
}

/** The first day after a calendar end that the effect sets, if it sets one. */
export function dayAfterEndOf({ effect }: Step): Day | null {
  const end: End | undefined = 'end' in effect ? effect.end : 'term' in effect ? effect.term : undefined;
  const last = end === undefined ? null : lastDayOf(end);
  return last === null ? null : last + 1;
}

/** The slots: the first one holds all days before anything happens, the last one all days after. */
export class Calendar {
  /** The first day of each slot. */
  readonly starts: readonly Day[];

  constructor(steps: readonly Step[]) {
    const days = new Set<Day>();
    for (const step of steps) {
      for (const { span } of datesOf(step)) days.add(span.earliest).add(span.latest);
      const after = dayAfterEndOf(step);
      if (after !== null) days.add(after);
    }
    this.starts = [EVER, ...[...days].sort((a, b) => a - b)];
  }

  get slots(): number {
    return this.starts.length;
  }

  /** The slot that a day falls in; the day after the last one is the number of slots. */
  slotOf(day: Day): number {
    return day === FOREVER ? this.slots : this.starts.findLastIndex((start) => start <= day);
  }

  /** The first day of a slot; the open end after the last slot. */
  dayOf(slot: number): Day {
    return this.starts[slot] ?? FOREVER;
  }
}

/** What is dated about one clause or contract, and about several together. */
export interface Dates {
  readonly used: readonly UsedDate[];
  /** The days after calendar ends. */
  readonly ends: readonly Day[];
}

/** The dates that concern some clauses and contracts, in the order, each coin once. */
export function datesAbout(steps: readonly Step[], names: readonly string[]): Dates {
  const about = steps.filter((step) => names.includes(step.about));
  const used = new Map(about.flatMap(datesOf).map((date) => [date.coin, date]));
  return {
    used: [...used.values()].sort((a, b) => a.place - b.place || (a.text < b.text ? -1 : 1)),
    ends: about.map(dayAfterEndOf).filter((day) => day !== null),
  };
}

/** The imprecise dates that are open on the days of a slot: it lies in `[earliest, latest)`. */
export function openCoins(dates: Dates, day: Day): string[] {
  return dates.used
    .filter(({ span }) => !isPrecise(span) && span.earliest <= day && day < span.latest)
    .map((date) => date.coin);
}
