/**
 * The chart's axis: days to shares of the width. Where something lies far outside the days of the announcements,
 * a narrow strip at that edge is pressed together, and says so.
 */
import { scaleLinear, scaleUtc } from 'd3-scale';
import { formatDay, type Day } from '../../dossier/dates.ts';
import { when } from './words.ts';

export interface AxisTick {
  readonly x: string;
  readonly text: string;
  /** Left out where there is little room. */
  readonly minor: boolean;
}

/** A strip that isn't to scale. */
export interface Strip {
  readonly x: string;
  readonly width: string;
  /** Where it meets the part that is to scale. */
  readonly break: string;
  readonly text: string;
}

export interface TimeScale {
  /** A day's place in percent of the width, 0 to 100. */
  at(day: Day): number;
  readonly ticks: readonly AxisTick[];
  readonly earlier: Strip | null;
  readonly later: Strip | null;
  /** The first and last day that are drawn to scale. */
  readonly from: Day;
  readonly to: Day;
  /** The last day in the strip of later days; null where there is none. */
  readonly last: Day | null;
  /** The first day in the strip of earlier days; null where there is none. */
  readonly first: Day | null;
}

const MS_PER_DAY = 86_400_000;
/** Days outside the announcements' own that are always drawn to scale. */
const REACH = 365;
/** Share of the width that a strip takes, in percent, and how much of it is left for the arrows. */
const STRIP = 12;
const TIP = 3;
const WANTED_TICKS = 8;
/** A tick this near the end of what is to scale, in percent, has no words. */
const CROWDED = 5;

/** A place as SVG writes it. */
export function percent(share: number): string {
  return `${Number(share.toFixed(2))}%`;
}

function ticksOf(from: Day, to: Day, at: (day: Day) => number): AxisTick[] {
  const dates = scaleUtc()
    .domain([new Date(from * MS_PER_DAY), new Date(to * MS_PER_DAY)])
    .ticks(WANTED_TICKS);
  return dates.map((date, index) => {
    const day = Math.floor(date.getTime() / MS_PER_DAY);
    const text = formatDay(day);
    const january = text.endsWith('-01-01');
    const whole = text.endsWith('-01') ? text.slice(0, 7) : text;
    const months = when(whole).short;
    const year = january && dates.length > 1 && dates.every((each) => each.getUTCMonth() === 0);
    // Too near the right edge, the words would run into what stands there.
    const crowded = at(to) - at(day) < CROWDED;
    const short = index === 0 || january ? months : months.replace(/ \d+$/, '');
    return {
      x: percent(at(day)),
      text: crowded ? '' : year ? text.slice(0, 4) : short,
      minor: index % 2 === 1,
    };
  });
}

/** The least and the greatest of some days; of none, a day in their stead. */
function extent(days: readonly Day[], fallback: Day): [Day, Day] {
  const [first = fallback, ...rest] = days;
  return rest.reduce(([least, most], day) => [Math.min(least, day), Math.max(most, day)], [first, first]);
}

/**
 * A scale over what is to be drawn.
 * @param core the days of the announcements
 * @param others every other day that is drawn: ends, starts, the day asked for
 * @param on the day asked for, where there is no announcement
 */
export function timeScale(core: readonly Day[], others: readonly Day[], on: Day): TimeScale {
  const [first, last] = extent(core, on);
  const reach = Math.max(REACH, last - first);
  const near = others.filter((day) => day >= first - reach && day <= last + reach);
  const [start, end] = extent([...core, ...near], on);
  const pad = Math.max(10, Math.round((end - start) * 0.03));
  const [from, to] = [start - pad, end + pad];
  const [least, most] = extent([...core, ...others], on);
  const isEarlier = least < from;
  const isLater = most > to;
  const [left, right] = [isEarlier ? STRIP : 0, isLater ? 100 - STRIP : 100];
  const scale = scaleLinear()
    .domain([...(isEarlier ? [least] : []), from, to, ...(isLater ? [most] : [])])
    .range([...(isEarlier ? [TIP] : []), left, right, ...(isLater ? [100 - TIP] : [])])
    .clamp(true);
  const at = (day: Day): number => scale(day);
  const strip = (x: number, edge: number, text: string): Strip => ({
    x: percent(x),
    width: percent(STRIP),
    break: percent(edge),
    text,
  });
  return {
    at,
    ticks: ticksOf(from, to, at),
    earlier: isEarlier ? strip(0, left, 'earlier') : null,
    later: isLater ? strip(right, right, 'later') : null,
    from,
    to,
    first: isEarlier ? least : null,
    last: isLater ? most : null,
  };
}
