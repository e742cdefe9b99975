/** Dates, intervals and counts in words, and as the data of a `<time>` element. */
import { formatDay, parseDay, spanOf } from '../../dossier/dates.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** A date for a template: `<time datetime="iso">words</time>` and what is missing from it. */
export interface When {
  readonly iso: string;
  /** `15 March 2026`, `March 2026`, `2026` */
  readonly words: string;
  /** `15 Mar 2026` */
  readonly short: string;
  /** `on` a day, `in` a month or year */
  readonly preposition: 'on' | 'in';
  /** Empty for a day, else what the source didn't state. */
  readonly vague: '' | 'day not stated' | 'month not stated';
}

/** An EDTF date in words; its precision is said. */
export function when(edtf: string): When {
  const [year = '', month, day] = edtf.split('-');
  const name = month === undefined ? '' : (MONTHS[Number(month) - 1] ?? month);
  const parts = [day === undefined ? '' : String(Number(day)), name, String(Number(year))];
  const shortParts = [parts[0], name.slice(0, 3), parts[2]];
  const join = (texts: readonly (string | undefined)[]): string => texts.filter(Boolean).join(' ');
  const imprecise = month === undefined ? 'month not stated' : 'day not stated';
  return {
    iso: edtf,
    words: join(parts),
    short: join(shortParts),
    preposition: day === undefined ? 'in' : 'on',
    vague: day === undefined ? imprecise : '',
  };
}

/** A date in a running text: `on 15 March 2026`, `in March 2026 (day not stated)`. */
export function inText(edtf: string): string {
  const { preposition, words, vague } = when(edtf);
  return `${preposition} ${words}${vague === '' ? '' : ` (${vague})`}`;
}

/** The day before. */
export function dayBefore(day: string): string {
  return formatDay(spanOf(day).earliest - 1);
}

/** A half-open interval for a template: the last day is named, not the first day after it. */
export interface Stretch {
  readonly from: When | null;
  readonly to: When | null;
  /** `to` the last day, or `until` an imprecise end */
  readonly toWord: 'to' | 'until';
}

/** The days of `[from, to)`. A precise end is said by its last day. */
export function stretch(from: string | null, to: string | null): Stretch {
  const precise = to !== null && parseDay(to) !== null;
  const last = precise ? dayBefore(to) : to;
  return {
    from: from === null ? null : when(from),
    to: last === null ? null : when(last),
    toWord: precise ? 'to' : 'until',
  };
}

/** A stretch in a running text: `from 1 March 2026 to 26 April 2026`, `from the beginning on`. */
export function stretchWords({ from, to, toWord }: Stretch): string {
  const said = ({ words, vague }: When): string => (vague === '' ? words : `${words} (${vague})`);
  const begin = from === null ? 'from the beginning' : `from ${said(from)}`;
  return to === null ? `${begin} on` : `${begin} ${toWord} ${said(to)}`;
}

/** How many days `[from, to)` has, as `59 days`; empty where it has no end, or a date of it is rough. */
export function daysLong(from: string, to: string | null): string {
  const [first, after] = [parseDay(from), to === null ? null : parseDay(to)];
  return first === null || after === null ? '' : count(after - first, 'day');
}

/** `1 clause`, `3 clauses` */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c` */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** `revenueShare` as `Revenue share`, `by-hand` as `By hand` */
export function spaced(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
  return upperFirst(words);
}

/** `owed by` as `Owed by` */
export function upperFirst(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
