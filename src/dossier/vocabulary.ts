/**
 * The small words that every event uses: ids, sources, dates with what a source said, variants
 * (docs/semantics.md, "Vocabulary").
 */
import { z } from 'zod';
import { EdtfSchema } from './dates.ts';

const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const CLAUSE_REF = /^[a-z0-9]+(?:-[a-z0-9]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** A kebab-case id: `acme-bolt`. */
export const IdSchema = z
  .string()
  .max(120)
  .regex(KEBAB, 'is not an id: lower-case letters, digits and single hyphens');

/** A clause's full name, `contract/clause`. */
export const ClauseRefSchema = z
  .string()
  .max(241)
  .regex(CLAUSE_REF, 'is not a clause: write contract/clause in lower-case letters, digits and hyphens')
  .meta({ id: 'ClauseRef', examples: ['supply/volume'] });

/** One line of plain words. */
export const LineSchema = z.string().trim().min(1).max(2_000);
/** CommonMark text of any length below the event's own limit. */
export const ProseSchema = z.string().min(1);

/** Source classes, the strongest first. */
export const SOURCE_CLASSES = [
  'filed',
  'joint-statement',
  'party-statement',
  'named-press',
  'unnamed-press',
  'aggregator',
] as const;

const UrlSchema = z.string().refine((text) => {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}, 'is not a http(s) address');

/** Where something was said. The id is unique within its announcement (or the dossier's opening). */
export const SourceSchema = z
  .strictObject({
    id: IdSchema,
    title: LineSchema,
    publisher: LineSchema,
    url: UrlSchema,
    class: z.enum(SOURCE_CLASSES),
    publishedOn: EdtfSchema.optional(),
    archivedUrl: UrlSchema.optional(),
    quote: LineSchema.optional(),
    note: LineSchema.optional(),
  })
  .meta({ id: 'Source' });
export type Source = z.infer<typeof SourceSchema>;

/**
 * A rival rendering of a clause, a value or a date. Exactly one of a list is preferred, and says why, so that
 * a source of a lower class never replaces a higher one silently.
 */
export const VariantSchema = z
  .strictObject({
    rendering: ProseSchema,
    of: LineSchema.optional(),
    sources: z.array(IdSchema).min(1),
    preferred: z.literal(true).optional(),
    reason: LineSchema.optional(),
  })
  .meta({ id: 'Variant' });
export type Variant = z.infer<typeof VariantSchema>;

/** Variants: none, or several of which exactly one is preferred and gives the reason. */
export const VariantsSchema = z.array(VariantSchema).refine((variants) => {
  if (variants.length === 0) return true;
  const preferred = variants.filter((variant) => variant.preferred === true);
  return preferred.length === 1 && preferred[0]?.reason !== undefined;
}, 'needs exactly one preferred variant, with its reason');

/** What every effect and every value may carry: our note, its own sources, what was stated, rivals. */
export const provenanceShape = {
  note: ProseSchema.optional(),
  sources: z.array(IdSchema).min(1).optional(),
};

/** A date alone, or a date beside what a source said of it. */
export const DatedSchema = z.union([
  EdtfSchema,
  z.strictObject({
    date: EdtfSchema,
    asStated: LineSchema.optional(),
    variants: VariantsSchema.optional(),
    ...provenanceShape,
  }),
]);
export type Dated = z.infer<typeof DatedSchema>;

/** The EDTF text of a date, whichever way it was written. */
export function edtfOf(dated: Dated): string {
  return typeof dated === 'string' ? dated : dated.date;
}

/** The contract's id in a clause's full name. */
export function contractOf(ref: string): string {
  return ref.slice(0, ref.indexOf('/'));
}
