/**
 * The shapes of what the core answers about a dossier as a whole: validity along time, the matrix of rights, the
 * terms, what lies ahead (docs/semantics.md, "Overviews").
 */
import type { ClauseHistory } from './answers.ts';
import { z } from 'zod';
import { ANNOUNCEMENT_TYPES } from './announcement.ts';
import { DaySchema, EdtfSchema } from './dates.ts';
import { EXCLUSIVITIES } from './effects.ts';
import {
  CLASSES,
  CONFLICT_CLASSES,
  ConflictSchema,
  CONTRACT_STATUSES,
  FLAGS,
  STATUS_REASONS,
  STATUSES,
} from './shapes.ts';
import { EndSchema } from './values.ts';
import { ClauseRefSchema, IdSchema, SourceSchema } from './vocabulary.ts';

/** A point as it was understood: what every overview of a day says of itself. */
const resolved = z.strictObject({ on: DaySchema, known: DaySchema.nullable(), log: z.int() });

/** How a run of days with one status ends: see docs/semantics.md, "Validity". */
export const ENDINGS = ['open', 'event', 'calendar', 'announced', 'rough'] as const;
export type Ending = (typeof ENDINGS)[number];

/** A run of days, `[from, to)`. Null is the open end; `…As` is the day as a source gave it. */
const run = {
  from: DaySchema.nullable(),
  to: DaySchema.nullable(),
  fromAs: EdtfSchema.nullable(),
  toAs: EdtfSchema.nullable(),
};

/** A stretch of a dispute or a conflict, and whether it is there for certain. */
export const PartSchema = z.strictObject({
  from: DaySchema,
  to: DaySchema.nullable(),
  certain: z.boolean(),
});
export type Part = z.infer<typeof PartSchema>;

export const StandingSchema = z
  .strictObject({
    ...run,
    status: z.enum(STATUSES),
    statusReason: z.enum(STATUS_REASONS).nullable(),
    /** The announcement behind it; null before the clause's start. */
    by: IdSchema.nullable(),
    ending: z.enum(ENDINGS),
  })
  .meta({ id: 'Standing' });
export type StandingAnswer = z.infer<typeof StandingSchema>;

export const DisputeRunSchema = z
  .strictObject({
    ...run,
    from: DaySchema,
    by: IdSchema,
    aspect: z.string().nullable(),
    parts: z.array(PartSchema),
    announcement: IdSchema,
    settledBy: IdSchema.nullable(),
  })
  .meta({ id: 'DisputeRun' });
export type DisputeRun = z.infer<typeof DisputeRunSchema>;

export const ConflictRunSchema = z
  .strictObject({ ...ConflictSchema.shape, parts: z.array(PartSchema), openedBy: IdSchema.nullable() })
  .meta({ id: 'ConflictRun' });
export type ConflictRunAnswer = z.infer<typeof ConflictRunSchema>;

export const ClauseValiditySchema = z
  .strictObject({
    ref: ClauseRefSchema,
    heading: z.string(),
    since: z.union([EdtfSchema, z.literal('unknown')]),
    end: EndSchema,
    standings: z.array(StandingSchema),
    disputes: z.array(DisputeRunSchema),
  })
  .meta({ id: 'ClauseValidity' });
export type ClauseValidity = z.infer<typeof ClauseValiditySchema>;

/** An announcement as a mark on the time line: what it touches, and how. A report's clauses have no effects. */
export const AnnouncementMarkSchema = z
  .strictObject({
    announcement: IdSchema,
    announcedOn: EdtfSchema,
    type: z.enum(ANNOUNCEMENT_TYPES),
    clauses: z.array(z.strictObject({ ref: ClauseRefSchema, effects: z.array(z.string()) })),
    contracts: z.array(z.strictObject({ id: IdSchema, effects: z.array(z.string()) })),
  })
  .meta({ id: 'AnnouncementMark' });
export type AnnouncementMark = z.infer<typeof AnnouncementMarkSchema>;

/** Every clause's runs of status along valid time, with disputes, conflicts and announcements. */
export const ValiditySchema = z
  .strictObject({
    dossier: IdSchema,
    known: DaySchema.nullable(),
    log: z.int(),
    contracts: z.array(
      z.strictObject({ id: IdSchema, title: z.string(), clauses: z.array(ClauseValiditySchema) }),
    ),
    conflicts: z.array(ConflictRunSchema),
    announcements: z.array(AnnouncementMarkSchema),
  })
  .meta({ id: 'Validity' });
export type Validity = z.infer<typeof ValiditySchema>;

/** A right in a cell of the matrix. `direct`: its target is the row's own subject; else it reaches it as a part. */
export const HeldRightSchema = z
  .strictObject({
    clause: ClauseRefSchema,
    status: z.enum(STATUSES),
    action: IdSchema,
    target: IdSchema,
    direct: z.boolean(),
    exclusivity: z.enum(EXCLUSIVITIES),
    assigner: IdSchema,
    hangsOn: z.array(z.string()),
    /** Whether an imprecise date leaves the clause's rights open on the day. */
    uncertain: z.boolean(),
  })
  .meta({ id: 'HeldRight' });
export type HeldRight = z.infer<typeof HeldRightSchema>;

/** A clash in a cell: one side of a conflict of the day over the row's subject, or over something it is part of. */
export const CellClashSchema = z
  .strictObject({
    class: z.enum(CONFLICT_CLASSES),
    action: IdSchema,
    subject: IdSchema,
    with: IdSchema,
    certain: z.boolean(),
    /** The place of the conflict in `conflicts`. */
    conflict: z.int().min(0),
  })
  .meta({ id: 'CellClash' });
export type CellClash = z.infer<typeof CellClashSchema>;

export const MatrixRowSchema = z
  .strictObject({
    subject: IdSchema,
    level: z.int().min(0),
    partOf: z.array(IdSchema),
    /** Only parties that hold a right over the subject, in the order of `parties`. */
    cells: z.array(
      z.strictObject({
        party: IdSchema,
        rights: z.array(HeldRightSchema),
        clashes: z.array(CellClashSchema),
      }),
    ),
  })
  .meta({ id: 'MatrixRow' });
export type MatrixRow = z.infer<typeof MatrixRowSchema>;

/** Who holds which right on a day: parties by subjects. */
export const MatrixSchema = z
  .strictObject({
    dossier: IdSchema,
    resolved,
    /** Parties that hold a right on the day. */
    parties: z.array(IdSchema),
    rows: z.array(MatrixRowSchema),
    conflicts: z.array(ConflictSchema),
  })
  .meta({ id: 'Matrix' });
export type Matrix = z.infer<typeof MatrixSchema>;

/** Where a term came onto our record: the revision, and the announcement that brought it along, if one did. */
export const OriginSchema = z.strictObject({ revision: z.int(), announcement: IdSchema.nullable() });

/** Days as sources gave them. */
const stretch = { from: EdtfSchema, to: EdtfSchema.nullable() };

/** How a clause uses a term: it names it, a right of it hangs on it, or its wording holds the words. */
export const USES = ['named', 'hangs', 'wording'] as const;

/** Whether something holds on a day; `uncertain` where a rough date leaves it open. */
export const ON_DAY = ['yes', 'no', 'uncertain'] as const;
export type OnDay = (typeof ON_DAY)[number];

export const TermUseSchema = z
  .strictObject({
    ref: ClauseRefSchema,
    heading: z.string(),
    how: z.array(z.enum(USES)),
    status: z.enum(STATUSES),
    statusReason: z.enum(STATUS_REASONS).nullable(),
    /** Whether the day is among those on which it uses the term. */
    onDay: z.enum(ON_DAY),
    /** The days on which its content uses the term for certain, without those on which it is ended. */
    days: z.array(z.strictObject(stretch)),
    /** Events that name the term and with which the clause was, or is, to end; and the days on which that held. */
    ends: z.array(z.strictObject({ event: z.string(), onDay: z.enum(ON_DAY), ...stretch })),
  })
  .meta({ id: 'TermUse' });
export type TermUse = z.infer<typeof TermUseSchema>;

export const TermSchema = z
  .strictObject({
    id: IdSchema,
    term: z.string(),
    /** Null for a term that was never undefined. */
    undefinedAs: z
      .strictObject({
        since: OriginSchema,
        readings: z.array(
          z.strictObject({
            text: z.string(),
            by: z.array(IdSchema),
            note: z.string().nullable(),
            sources: z.array(SourceSchema),
          }),
        ),
        note: z.string().nullable(),
        sources: z.array(SourceSchema),
      })
      .nullable(),
    /** Null while nobody defined it in public. */
    definedAs: z
      .strictObject({
        since: OriginSchema,
        definition: z.string(),
        note: z.string().nullable(),
        sources: z.array(SourceSchema),
      })
      .nullable(),
    uses: z.array(TermUseSchema),
    /** Conflicts that hang on it, on whatever days. */
    conflicts: z.array(ConflictSchema),
  })
  .meta({ id: 'Term' });
export type Term = z.infer<typeof TermSchema>;

export const TermAnswerSchema = z.strictObject({ dossier: IdSchema, resolved, term: TermSchema });
export type TermAnswer = z.infer<typeof TermAnswerSchema>;

export const TermListSchema = z
  .strictObject({ dossier: IdSchema, resolved, terms: z.array(TermSchema) })
  .meta({ id: 'TermList' });
export type TermList = z.infer<typeof TermListSchema>;

/** A clause that reads differently from a day on. */
export const ClauseTurnSchema = z
  .strictObject({
    ref: ClauseRefSchema,
    heading: z.string(),
    class: z.enum(CLASSES),
    flags: z.array(z.enum(FLAGS)),
    before: z.enum(STATUSES),
    after: z.enum(STATUSES),
    statusReason: z.enum(STATUS_REASONS).nullable(),
    /** The fields that differ. */
    fields: z.array(z.string()),
    because: z.array(IdSchema),
  })
  .meta({ id: 'ClauseTurn' });
export type ClauseTurn = z.infer<typeof ClauseTurnSchema>;

/** A contract that stands differently from a day on. */
export const ContractTurnSchema = z
  .strictObject({
    id: IdSchema,
    before: z.enum(CONTRACT_STATUSES),
    after: z.enum(CONTRACT_STATUSES),
    fields: z.array(z.string()),
    because: z.array(IdSchema),
  })
  .meta({ id: 'ContractTurn' });
export type ContractTurn = z.infer<typeof ContractTurnSchema>;

/** `turns`: it becomes certain or ceases to be. `unknown`: a contract's term passes, and nobody said what then. */
export const CONFLICT_TURNS = ['opens', 'turns', 'closes', 'unknown'] as const;

export const ConflictTurnSchema = z.strictObject({ what: z.enum(CONFLICT_TURNS), conflict: ConflictSchema });
export type ConflictTurn = z.infer<typeof ConflictTurnSchema>;

/** A day to come on which the state differs from the day before. */
export const ComingDaySchema = z
  .strictObject({
    on: DaySchema,
    clauses: z.array(ClauseTurnSchema),
    contracts: z.array(ContractTurnSchema),
    conflicts: z.array(ConflictTurnSchema),
  })
  .meta({ id: 'ComingDay' });
export type ComingDay = z.infer<typeof ComingDaySchema>;

/** What lies ahead of a day: what has a date, and what has none. */
export const AheadSchema = z
  .strictObject({
    dossier: IdSchema,
    resolved,
    days: z.array(ComingDaySchema),
    /** Conditions neither met nor waived, of clauses that hold or are to come. */
    conditions: z.array(
      z.strictObject({
        ref: ClauseRefSchema,
        heading: z.string(),
        status: z.enum(STATUSES),
        id: IdSchema,
        text: z.string(),
        disclosed: z.boolean(),
        decidedBy: IdSchema.nullable(),
        by: IdSchema,
      }),
    ),
    /** Ends that wait for an event: of clauses, and (`ref` null) of whole contracts. */
    events: z.array(
      z.strictObject({
        contract: IdSchema,
        ref: ClauseRefSchema.nullable(),
        heading: z.string(),
        event: z.string(),
        by: IdSchema,
        /** Undefined terms that the event names, so far as nobody defined them since. */
        undefinedTerms: z.array(IdSchema),
      }),
    ),
  })
  .meta({ id: 'Ahead' });
export type Ahead = z.infer<typeof AheadSchema>;

/** What stands behind the positions on a clause, on a day. */
export interface ClauseStandpoints {
  /** The announcement that each party's position rests on, by party; one that is not mentioned is left out. */
  readonly said: ReadonlyMap<string, string>;
  /** The disputes that were over by then. */
  readonly former: ClauseHistory['disputes'];
}
/** By clause. */
export type Standpoints = ReadonlyMap<string, ClauseStandpoints>;
