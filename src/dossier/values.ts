/**
 * Typed values of terms, and ends (docs/semantics.md, "Values in terms"): compared by what they say, never by
 * how they were written or where they come from.
 */
import { z } from 'zod';
import { EdtfSchema, formatDay, spanOf, type Day } from './dates.ts';
import { IdSchema, LineSchema, provenanceShape, VariantsSchema } from './vocabulary.ts';

const DecimalSchema = z
  .string()
  .max(40)
  .regex(/^-?\d+(?:\.\d+)?$/, 'is not a decimal number in a string, such as "250000000000"');

export const QUALIFIERS = ['exactly', 'about', 'up-to', 'at-least', 'incremental'] as const;
const QualifierSchema = z.enum(QUALIFIERS).default('exactly');

const aboutValue = {
  asStated: LineSchema.optional(),
  variants: VariantsSchema.optional(),
  ...provenanceShape,
};

/** One typed value. `undisclosed` exists but is not public: neither absent nor unknown. */
export const ValueSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('text'), value: z.string().min(1), ...aboutValue }),
    z.strictObject({
      type: z.literal('money'),
      amount: DecimalSchema,
      currency: z.string().regex(/^[A-Z]{3}$/, 'is not an ISO 4217 currency code'),
      qualifier: QualifierSchema,
      ...aboutValue,
    }),
    z.strictObject({
      type: z.literal('percent'),
      value: DecimalSchema,
      qualifier: QualifierSchema,
      ...aboutValue,
    }),
    z.strictObject({ type: z.literal('date'), value: EdtfSchema, ...aboutValue }),
    z.strictObject({ type: z.literal('event'), value: LineSchema, ...aboutValue }),
    z.strictObject({ type: z.literal('boolean'), value: z.boolean(), ...aboutValue }),
    z.strictObject({ type: z.literal('party'), value: IdSchema, ...aboutValue }),
    z.strictObject({ type: z.literal('subject'), value: IdSchema, ...aboutValue }),
    z.strictObject({ type: z.literal('undisclosed'), ...aboutValue }),
  ])
  .meta({ id: 'Value' });
export type Value = z.infer<typeof ValueSchema>;

/** The value of a named term; null where there is none. A name may be one that every object inherits. */
export function termIn(terms: Readonly<Record<string, Value>>, name: string): Value | null {
  return Object.hasOwn(terms, name) ? (terms[name] ?? null) : null;
}

/** When a clause or a contract's term ends: its last day, an event, or not stated. */
export const EndSchema = z
  .union([
    z.strictObject({ through: EdtfSchema, ...aboutValue }),
    z.strictObject({ event: LineSchema, ...aboutValue }),
    z.strictObject({ notStated: z.literal(true), ...aboutValue }),
  ])
  .meta({ id: 'End' });
export type End = z.infer<typeof EndSchema>;

/** The end that nobody stated. */
export const NOT_STATED: End = { notStated: true };

/** The last day of a calendar end (`through: 2032` is 2032-12-31); null where the end is no date. */
export function lastDayOf(end: End): Day | null {
  return 'through' in end ? spanOf(end.through).latest : null;
}

/** Whether an end is the clause's own: a date or an event. */
export function isStated(end: End): boolean {
  return !('notStated' in end);
}

const PROVENANCE = new Set(['note', 'sources', 'asStated']);
const DECIMAL = new Set(['amount']);

function plainDecimal(text: string): string {
  const [whole = '0', fraction = ''] = text.replace(/^-/, '').split('.');
  const digits = whole.replace(/^0+(?=\d)/, '');
  const rest = fraction.replace(/0+$/, '');
  const number = rest === '' ? digits : `${digits}.${rest}`;
  return text.startsWith('-') && number !== '0' ? `-${number}` : number;
}

/**
 * A value's substance as a text: equal texts mean the same thing. Provenance (notes, sources, what was stated)
 * is left out; object keys are sorted; decimals are plain (`15.00` is `15`).
 */
export function substance(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map((item) => substance(item)).join(',')}]`;
  const entries = Object.entries(value);
  const percent = entries.some(([key, item]) => key === 'type' && item === 'percent');
  const parts = entries
    .filter(([key, item]) => !PROVENANCE.has(key) && item !== undefined)
    .map(([key, item]: [string, unknown]): [string, string] => {
      // The names of terms are the parties' own: a term may well be called "note".
      if (key === 'terms') return [key, substanceOfTerms(item)];
      const decimal = typeof item === 'string' && (DECIMAL.has(key) || (percent && key === 'value'));
      return [key, decimal ? `"${plainDecimal(item)}"` : substance(item)];
    });
  return joined(parts);
}

function substanceOfTerms(terms: unknown): string {
  if (terms === null || typeof terms !== 'object' || Array.isArray(terms)) return substance(terms);
  return joined(Object.entries(terms).map(([name, value]: [string, unknown]) => [name, substance(value)]));
}

/** An object's text, its keys sorted. */
function joined(parts: readonly [key: string, text: string][]): string {
  const sorted = [...parts].sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`;
}

/** Whether two values say the same. */
export function sameSubstance(a: unknown, b: unknown): boolean {
  return a === b || substance(a) === substance(b);
}

const QUALIFIER_WORDS: Record<(typeof QUALIFIERS)[number], string> = {
  exactly: '',
  about: 'about ',
  'up-to': 'up to ',
  'at-least': 'at least ',
  incremental: 'additional ',
};

function grouped(decimal: string): string {
  const [whole = '', fraction] = plainDecimal(decimal).split('.');
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}

/**
 * A value in words for a person. Parties and subjects are named through `nameOf` (an id's name).
 */
export function printValue(value: Value, nameOf: (id: string) => string = (id) => id): string {
  switch (value.type) {
    case 'text':
    case 'event':
      return value.value;
    case 'money':
      return `${QUALIFIER_WORDS[value.qualifier]}${value.currency} ${grouped(value.amount)}`;
    case 'percent':
      return `${QUALIFIER_WORDS[value.qualifier]}${grouped(value.value)} %`;
    case 'date':
      return value.value;
    case 'boolean':
      return value.value ? 'yes' : 'no';
    case 'party':
    case 'subject':
      return nameOf(value.value);
    case 'undisclosed':
      return 'exists, but is not disclosed';
    default:
      return value satisfies never;
  }
}

/** An end in words: `through 2032-12-31`, `until Y happens`, `end not stated`. */
export function printEnd(end: End): string {
  if ('through' in end) {
    const last = formatDay(spanOf(end.through).latest);
    return `through ${last}`;
  }
  return 'event' in end ? `until ${end.event}` : 'end not stated';
}
