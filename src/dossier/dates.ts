/**
 * Civil days and imprecise dates (docs/semantics.md, "Dates").
 *
 * Inside the core a day is an integer: days since 1970-01-01, no time, no zone. At the edges it is written
 * `YYYY-MM-DD`. A date as a source gives it may be less precise than a day: EDTF (ISO 8601-2, level 0) of
 * month or year precision, which spans the days from its earliest to its latest.
 */
import { z } from 'zod';

/** A civil day: whole days since 1970-01-01. `FOREVER` is the open end of an interval. */
export type Day = number;

/** The open end of a half-open interval `[from, to)`. */
export const FOREVER: Day = Number.POSITIVE_INFINITY;
/** Before every day. */
export const EVER: Day = Number.NEGATIVE_INFINITY;

/** The days that a date may stand for, both inclusive; equal when the date is a day. */
export interface Span {
  readonly earliest: Day;
  readonly latest: Day;
}

const PATTERN = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const MS_PER_DAY = 86_400_000;

function dayNumber(year: number, month: number, day: number): Day | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const same =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? date.getTime() / MS_PER_DAY : null;
}

function lastOfMonth(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}

/** The year 9999 is left out, so that the day after any day can be written. */
const LAST_YEAR = 9998;

/**
 * Reads an EDTF date of year, month or day precision, of the years 1 to 9998.
 * @returns the span of days, or null when the text is no such date (2026-02-29, 2026-13, 20260227)
 */
export function parseSpan(text: string): Span | null {
  const match = PATTERN.exec(text);
  if (match === null) return null;
  const year = Number(match[1]);
  if (year < 1 || year > LAST_YEAR) return null;
  const month = match[2] === undefined ? null : Number(match[2]);
  const day = match[3] === undefined ? null : Number(match[3]);
  const earliest = dayNumber(year, month ?? 1, day ?? 1);
  const lastMonth = month ?? 12;
  if (earliest === null) return null;
  const latest = day === null ? dayNumber(year, lastMonth, lastOfMonth(year, lastMonth)) : earliest;
  return latest === null ? null : { earliest, latest };
}

/**
 * The span of a date that has already been validated.
 * @throws RangeError when it is no EDTF date of reduced precision
 */
export function spanOf(text: string): Span {
  const span = parseSpan(text);
  if (span === null) throw new RangeError(`not a date: ${text}`);
  return span;
}

/**
 * The day that a `YYYY-MM-DD` text names.
 * @returns null when it is not a day (a month, a year, the 31st of February)
 */
export function parseDay(text: string): Day | null {
  return text.length === 10 ? (parseSpan(text)?.earliest ?? null) : null;
}

/** Writes a day as `YYYY-MM-DD`. Only finite days can be written. */
export function formatDay(day: Day): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Writes the end of a half-open interval: null where it is open. */
export function formatEnd(day: Day): string | null {
  return Number.isFinite(day) ? formatDay(day) : null;
}

/** Whether a date names a single day. */
export function isPrecise(span: Span): boolean {
  return span.earliest === span.latest;
}

/**
 * Three-valued "has it happened by the end of this day": `maybe` from the earliest day to the day before the
 * latest, `yes` from the latest on.
 */
export function happenedBy(span: Span, day: Day): 'no' | 'maybe' | 'yes' {
  if (day >= span.latest) return 'yes';
  return day >= span.earliest ? 'maybe' : 'no';
}

/** An EDTF date: `2026-02-27`, `2026-02` or `2026`. A bare year may come as a number, as YAML reads it. */
export const EdtfSchema = z
  .preprocess(
    (value) => (Number.isInteger(value) ? String(value) : value),
    z.string().refine((text) => parseSpan(text) !== null, 'is not a date: write YYYY-MM-DD, YYYY-MM or YYYY'),
  )
  .meta({ id: 'Edtf', description: 'EDTF date of day, month or year precision', examples: ['2026-02-27'] });

/** A civil day, `YYYY-MM-DD`. */
export const DaySchema = z
  .string()
  .refine((text) => parseDay(text) !== null, 'is not a day: write YYYY-MM-DD')
  .meta({ id: 'Day', description: 'Civil day', examples: ['2026-02-27'] });
