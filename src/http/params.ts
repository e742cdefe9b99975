/**
 * Reads what an address says. Every parameter has a zod schema; a fault names the parameter. The API refuses
 * what it doesn't know; pages ignore it, so that a link that somebody decorated still opens.
 */
import { z } from 'zod';
import { DaySchema } from '../dossier/dates.ts';
import { MOST_QUERY } from '../dossier/finding.ts';
import { STATUSES } from '../dossier/shapes.ts';
import { IdSchema } from '../dossier/vocabulary.ts';
import { Problem } from '../tracker/problems.ts';
import { RequestProblem, type RequestFault } from './problem.ts';

export type Raw = Readonly<Record<string, string>>;
export type Strictness = 'refuse-unknown' | 'ignore-unknown';

const WholeSchema = z
  .string()
  .regex(/^\d{1,9}$/, 'is not a whole number')
  .transform(Number)
  .pipe(z.int().min(0));

/** The order in which announcements or revisions may be cut: a day, or the boundary of an announcement. */
export const PointSchema = z
  .string()
  .regex(/^(?:\d{4}-\d{2}-\d{2}|(?:before|after):[a-z0-9-]+)$/, 'is not a day: write YYYY-MM-DD')
  .refine((text) => text.includes(':') || DaySchema.safeParse(text).success, 'is not a day: write YYYY-MM-DD')
  .meta({ description: 'A day, or `before:ID` or `after:ID` of an announcement', examples: ['2026-02-27'] });

const on = DaySchema.exactOptional().describe('The day on which the terms are read; default: today');
const known = DaySchema.exactOptional().describe(
  'Only what had been published by the end of that day; default: everything',
);
const log = WholeSchema.exactOptional().describe('The revision of the record; default: the head');

export const NoQuerySchema = z.strictObject({});
export const LogQuerySchema = z.strictObject({ log });
export const KnownQuerySchema = z.strictObject({ known, log });
export const ClockQuerySchema = z.strictObject({ on, known, log });
export const CompareClocksSchema = z.strictObject({
  known,
  fromKnown: known,
  toKnown: known,
  log,
  fromLog: log,
  toLog: log,
});
export const CompareQuerySchema = z.strictObject({
  from: PointSchema.describe('The earlier day, or the boundary of an announcement'),
  to: PointSchema.describe('The later day, or the boundary of an announcement'),
  ...CompareClocksSchema.shape,
});
export const LogPageQuerySchema = z.strictObject({
  after: WholeSchema.exactOptional().describe('Only events after this revision'),
  limit: WholeSchema.pipe(z.int().min(1, 'is not between 1 and 1000').max(1000, 'is not between 1 and 1000'))
    .exactOptional()
    .describe('At most so many events'),
});
export const LiveQuerySchema = z.strictObject({
  after: WholeSchema.exactOptional().describe(
    'Only what was recorded after this revision; default: the head',
  ),
});
export const FilterQuerySchema = z.strictObject({
  known,
  log,
  party: IdSchema.exactOptional(),
  status: z.enum(STATUSES).exactOptional(),
  subject: IdSchema.exactOptional(),
});
const q = z
  .string()
  .max(MOST_QUERY, `is longer than ${MOST_QUERY} characters`)
  .default('')
  .transform((text) => text.replaceAll(/\p{Cc}+/gu, ' ').trim())
  .describe(
    'The words to look for, each the beginning of a word; case and accents don’t matter. Where nothing has all of them: what has most',
  );
export const SearchAllQuerySchema = z.strictObject({ q, known });
export const SearchQuerySchema = z.strictObject({ q, known, log });
export const ComparePageQuerySchema = z.strictObject({
  ...CompareClocksSchema.shape,
  view: z.enum(['unified', 'columns']).exactOptional(),
  note: z.literal('swapped').exactOptional(),
  because: IdSchema.exactOptional(),
});
const contract = IdSchema.exactOptional();
export const TimelineQuerySchema = z.strictObject({ on, log, only: z.literal('changes').exactOptional() });
export const ChartQuerySchema = z.strictObject({
  on,
  known,
  log,
  contract,
  part: WholeSchema.pipe(z.int().min(1)).exactOptional(),
});
const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .exactOptional();
export const AppendQuerySchema = z.strictObject({
  dryRun: flag.describe('Stores nothing and answers with the comparison that the append would cause'),
});
export const ForcedAppendQuerySchema = z.strictObject({
  ...AppendQuerySchema.shape,
  force: flag.describe('Records it even where later effects then have nothing to act on'),
});

const dossier = IdSchema;
export const DossierPathSchema = z.object({ dossier });
export const DayPathSchema = z.object({ dossier, date: DaySchema });
export const AnnouncementPathSchema = z.object({ dossier, announcement: IdSchema });
export const TermPathSchema = z.object({ dossier, term: IdSchema });
export const ClausePathSchema = z.object({ dossier, contract: IdSchema, clause: IdSchema });
export const ClauseDayPathSchema = ClausePathSchema.extend({ date: DaySchema });
export const ContractDayPathSchema = z.object({ dossier, contract: IdSchema, date: DaySchema });
export const ContractPairPathSchema = z.object({ dossier, contract: IdSchema, other: IdSchema });
export const ContractPairDayPathSchema = ContractPairPathSchema.extend({ date: DaySchema });
export const ComparePathSchema = z.object({ dossier, from: PointSchema, to: PointSchema });

const DATES = new Set(['date', 'from', 'to']);

function collect(search: string): { raw: Record<string, string>; repeated: readonly string[] } {
  const raw: Record<string, string> = {};
  const repeated = new Set<string>();
  for (const [name, value] of new URLSearchParams(search)) {
    if (Object.hasOwn(raw, name)) repeated.add(name);
    Object.defineProperty(raw, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return { raw, repeated: [...repeated] };
}

/** The part of an address after its question mark. */
export function searchOf(url: string): string {
  const mark = url.indexOf('?');
  return mark === -1 ? '' : url.slice(mark + 1);
}

/**
 * The query of an address as it stands, each parameter once. A page takes an empty value (a date field left
 * empty) for none.
 * @throws RequestProblem where a parameter is given twice
 */
export function rawQuery(url: string, strictness: Strictness): Raw {
  const { raw, repeated } = collect(searchOf(url));
  if (repeated.length > 0) {
    throw new RequestProblem(
      `Given more than once: ${repeated.join(', ')}.`,
      repeated.map((parameter) => ({ parameter, detail: 'is given more than once' })),
    );
  }
  if (strictness === 'refuse-unknown') return raw;
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ''));
}

function faultsOf(error: z.ZodError, schema: z.ZodObject): readonly RequestFault[] {
  const names = Object.keys(schema.shape);
  return error.issues.flatMap((issue): RequestFault[] => {
    if (issue.code === 'unrecognized_keys') {
      const detail = names.length === 0 ? 'is unknown here' : `is unknown here; known: ${names.join(', ')}`;
      return issue.keys.map((parameter) => ({ parameter, detail }));
    }
    const parameter = issue.path.map(String).join('/');
    const missing = issue.code === 'invalid_type' && issue.input === undefined;
    return [{ parameter, detail: missing ? 'is missing' : issue.message }];
  });
}

function refuse(faults: readonly RequestFault[]): never {
  const detail = faults.map((fault) => `${fault.parameter ?? ''} ${fault.detail}`).join('; ');
  throw new RequestProblem(`${detail}.`, faults);
}

/**
 * The query, parsed.
 * @throws RequestProblem naming each wrong (on the API also each unknown) parameter
 */
export function parseQuery<S extends z.ZodObject>(schema: S, raw: Raw, strictness: Strictness): z.output<S> {
  const known = Object.entries(raw).filter(([name]) => Object.hasOwn(schema.shape, name));
  const result = schema.safeParse(strictness === 'ignore-unknown' ? Object.fromEntries(known) : raw, {
    reportInput: true,
  });
  if (result.success) return result.data;
  return refuse(faultsOf(result.error, schema));
}

/**
 * The parameters in the path, parsed. What has not even the form of an id names nothing.
 * @throws RequestProblem for a date that is none
 * @throws Problem `not-found` for an id that can't exist
 */
export function parsePath<S extends z.ZodObject>(schema: S, raw: Raw): z.output<S> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const faults = faultsOf(result.error, schema);
  const dates = faults.filter((fault) => DATES.has(fault.parameter ?? ''));
  if (dates.length > 0 && dates.length === faults.length) return refuse(dates);
  throw new Problem('not-found', 'There is nothing at this address.');
}
