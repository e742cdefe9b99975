/**
 * Questions that readers ask of a dossier, shipped as data with the answers that the record must give: the shape
 * of their file, and of what the record answers now.
 */
import { z } from 'zod';
import { IdSchema, LineSchema, ProseSchema } from './vocabulary.ts';

/** An address below the dossier's own in the API: `state?on=2026-03-15`. */
const AskSchema = z
  .string()
  .max(1_000)
  .regex(
    /^(?![/?])[a-z0-9/-]*(?:\?[^#\s]*)?$/,
    'is not an address below the dossier’s own in the API, such as state?on=2026-03-15',
  );
/** An address below the dossier's page: `on/2026-03-15`. */
const PageSchema = z
  .string()
  .max(1_000)
  .regex(
    /^(?![/?])[a-z0-9:/-]*(?:\?[^#\s]*)?(?:#[\w-]*)?$/,
    'is not an address below the dossier’s page, such as on/2026-03-15',
  );

/** One call, what is picked from its answer by a JSONPath (RFC 9535), and the values that it must pick. */
const CheckSchema = z.strictObject({
  ask: AskSchema.optional(),
  page: PageSchema.optional(),
  select: z.string().min(1).max(1_000),
  expect: z.array(z.json()),
});

const QuestionSchema = z
  .strictObject({
    id: IdSchema,
    /** What a reader asks. */
    text: LineSchema,
    /** The answer in words. */
    answer: ProseSchema.optional(),
    /** Announcements without which there is no answer yet. */
    needs: z.array(IdSchema).default([]),
    /** What its checks ask, and the page that shows it, unless they name their own. */
    ask: AskSchema.optional(),
    page: PageSchema.optional(),
    checks: z.array(CheckSchema).min(1).max(50),
  })
  .superRefine(({ ask, checks }, context) => {
    checks.forEach((check, index) => {
      if (check.ask !== undefined || ask !== undefined) return;
      context.addIssue({
        code: 'custom',
        path: ['checks', index, 'ask'],
        message: 'is missing here and above',
      });
    });
  });

/** The file `questions.yaml` in a dossier's folder. */
export const QuestionFileSchema = z.strictObject({
  questions: z
    .array(QuestionSchema)
    .max(500)
    .superRefine((questions, context) => {
      const seen = new Set<string>();
      questions.forEach(({ id }, index) => {
        if (seen.has(id)) context.addIssue({ code: 'custom', path: [index, 'id'], message: 'is used twice' });
        seen.add(id);
      });
    }),
});
export type Question = z.infer<typeof QuestionSchema>;

export const QUESTION_OUTCOMES = ['holds', 'fails', 'not-yet'] as const;
export type QuestionOutcome = (typeof QUESTION_OUTCOMES)[number];

const CheckAnswerSchema = z.strictObject({
  /** The address asked, in the API. */
  ask: z.string(),
  /** The page that shows it. */
  page: z.string().nullable(),
  select: z.string(),
  expect: z.array(z.unknown()),
  /** What the record gives now; null where it was not asked or could not answer. */
  actual: z.array(z.unknown()).nullable(),
  outcome: z.enum(QUESTION_OUTCOMES),
  /** Why there is no answer; null where there is one. */
  reason: z.string().nullable(),
});
export type CheckAnswer = z.infer<typeof CheckAnswerSchema>;

const QuestionAnswerSchema = z
  .strictObject({
    id: IdSchema,
    text: z.string(),
    answer: z.string().nullable(),
    outcome: z.enum(QUESTION_OUTCOMES),
    /** The announcements that it needs and that aren't on record. */
    missing: z.array(IdSchema),
    checks: z.array(CheckAnswerSchema),
  })
  .meta({ id: 'QuestionAnswer' });
export type QuestionAnswer = z.infer<typeof QuestionAnswerSchema>;

/** A dossier's questions with what the record answers at its head. */
export const QuestionsSchema = z
  .strictObject({
    dossier: IdSchema,
    counts: z.strictObject({ holds: z.int(), fails: z.int(), 'not-yet': z.int() }),
    /** What is wrong with the dossier's file of questions; null where nothing is, or where there is no file. */
    fault: z.string().nullable(),
    questions: z.array(QuestionAnswerSchema),
  })
  .meta({ id: 'Questions' });
export type QuestionsAnswer = z.infer<typeof QuestionsSchema>;
