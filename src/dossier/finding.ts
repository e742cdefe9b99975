/**
 * The shapes of what a search answers: words found in clauses, announcements and names, with the days on which
 * the words of a clause held. Hits are marked as data, never as markup.
 */
import { z } from 'zod';
import { ANNOUNCEMENT_TYPES, PARTY_KINDS } from './announcement.ts';
import { DaySchema, EdtfSchema } from './dates.ts';
import { ConflictSchema, STATUSES } from './shapes.ts';
import { ClauseRefSchema, IdSchema } from './vocabulary.ts';

/** The longest query, in characters. */
export const MOST_QUERY = 200;
/** How many hits of each kind an answer lists; the counts say how many there are. */
export const MOST_HITS = 50;

/** A text in pieces: those that are `hit` are what was looked for. Joined, they are the text. */
export const MarkedSchema = z
  .array(z.strictObject({ text: z.string(), hit: z.boolean() }))
  .meta({ id: 'MarkedText' });
export type Marked = z.infer<typeof MarkedSchema>;

const WHERES = [
  'text',
  'right',
  'term',
  'summary',
  'statement',
  'source',
  'quote',
  'note',
  'alias',
  'definition',
  'reading',
  'side',
  'answer',
] as const;

/** A part of a longer text around what was found, and where it stands. */
export const ExcerptSchema = z
  .strictObject({
    where: z.enum(WHERES),
    marked: MarkedSchema,
    /** Whether the text goes on before and after what is given. */
    cutBefore: z.boolean(),
    cutAfter: z.boolean(),
  })
  .meta({ id: 'Excerpt' });
export type Excerpt = z.infer<typeof ExcerptSchema>;

/** Days on which a clause stood with certain words, `[from, to)`, and its status on them. */
export const HeldSchema = z
  .strictObject({ from: EdtfSchema, to: EdtfSchema.nullable(), status: z.enum(STATUSES) })
  .meta({ id: 'HeldWords' });
export type Held = z.infer<typeof HeldSchema>;

const found = { title: MarkedSchema, excerpts: z.array(ExcerptSchema) };

export const ClauseHitSchema = z
  .strictObject({
    kind: z.literal('clause'),
    ref: ClauseRefSchema,
    contract: z.string(),
    ...found,
    /** Whether the record begins with these words and doesn't say since when the clause holds. */
    unknownBefore: z.boolean(),
    /** The days with these words; empty where they never came to hold. */
    held: z.array(HeldSchema),
    /** A day on which to read them: today where they hold, else the last or the first on which they do. */
    on: DaySchema.nullable(),
  })
  .meta({ id: 'ClauseHit' });
export type ClauseHit = z.infer<typeof ClauseHitSchema>;

export const AnnouncementHitSchema = z
  .strictObject({
    kind: z.literal('announcement'),
    id: IdSchema,
    type: z.enum(ANNOUNCEMENT_TYPES),
    announcedOn: EdtfSchema,
    ...found,
  })
  .meta({ id: 'AnnouncementHit' });
export type AnnouncementHit = z.infer<typeof AnnouncementHitSchema>;

export const PartyHitSchema = z
  .strictObject({ kind: z.literal('party'), id: IdSchema, of: z.enum(PARTY_KINDS), ...found })
  .meta({ id: 'PartyHit' });
export type PartyHit = z.infer<typeof PartyHitSchema>;

export const SubjectHitSchema = z
  .strictObject({ kind: z.literal('subject'), id: IdSchema, ...found })
  .meta({ id: 'SubjectHit' });
export type SubjectHit = z.infer<typeof SubjectHitSchema>;

export const TermHitSchema = z
  .strictObject({ kind: z.literal('term'), id: IdSchema, defined: z.boolean(), ...found })
  .meta({ id: 'TermHit' });
export type TermHit = z.infer<typeof TermHitSchema>;

/** A conflict between two rights, and its first day. */
export const ConflictHitSchema = z
  .strictObject({ kind: z.literal('conflict'), conflict: ConflictSchema, on: DaySchema, ...found })
  .meta({ id: 'ConflictHit' });
export type ConflictHit = z.infer<typeof ConflictHitSchema>;

/** A dispute over a clause, with the days on which it was open, `[from, to)`, and its first day. */
export const DisputeHitSchema = z
  .strictObject({
    kind: z.literal('dispute'),
    ref: ClauseRefSchema,
    by: IdSchema,
    aspect: z.string().nullable(),
    from: EdtfSchema,
    to: EdtfSchema.nullable(),
    on: DaySchema,
    ...found,
  })
  .meta({ id: 'DisputeHit' });
export type DisputeHit = z.infer<typeof DisputeHitSchema>;

/** A question that ships with the dossier. */
export const QuestionHitSchema = z
  .strictObject({ kind: z.literal('question'), id: IdSchema, ...found })
  .meta({ id: 'QuestionHit' });
export type QuestionHit = z.infer<typeof QuestionHitSchema>;

export type Hit =
  ClauseHit | AnnouncementHit | PartyHit | SubjectHit | TermHit | ConflictHit | DisputeHit | QuestionHit;

/** How a query was understood. */
const asked = {
  /** What was looked for, folded: each word must occur or begin a word, each quoted phrase stand so. */
  words: z.array(z.string()),
  /** Whether nothing had the words themselves, so that words written nearly like them were taken. */
  similar: z.boolean(),
  /** Those of `words` that nothing has, and that were left out of account. */
  missing: z.array(z.string()),
  /** Where nothing has all the others: how many of `words` each thing listed has, at least. Null where it has all. */
  most: z.int().nullable(),
  /** The days and months that the query names. Their words aren't in `words` where nothing had them. */
  dates: z.array(EdtfSchema),
};

/** What was found in one dossier, by kind, the best first. */
export const SearchSchema = z
  .strictObject({
    dossier: IdSchema,
    title: z.string(),
    known: DaySchema.nullable(),
    log: z.int(),
    query: z.string(),
    ...asked,
    counts: z.strictObject({
      clauses: z.int(),
      announcements: z.int(),
      parties: z.int(),
      subjects: z.int(),
      terms: z.int(),
      conflicts: z.int(),
      disputes: z.int(),
      questions: z.int(),
    }),
    clauses: z.array(ClauseHitSchema),
    announcements: z.array(AnnouncementHitSchema),
    parties: z.array(PartyHitSchema),
    subjects: z.array(SubjectHitSchema),
    terms: z.array(TermHitSchema),
    conflicts: z.array(ConflictHitSchema),
    disputes: z.array(DisputeHitSchema),
    /** Only where everything is looked through: they are answered from all that is known and recorded. */
    questions: z.array(QuestionHitSchema),
  })
  .meta({ id: 'Search' });
export type Search = z.infer<typeof SearchSchema>;

/** What was found in all dossiers; those without a hit are left out. */
export const SearchAllSchema = z
  .strictObject({
    known: DaySchema.nullable(),
    query: z.string(),
    ...asked,
    dossiers: z.array(SearchSchema),
  })
  .meta({ id: 'SearchAll' });
export type SearchAll = z.infer<typeof SearchAllSchema>;
