/**
 * The other shapes that the core and the tracker answer: dossiers, announcements, a clause's history, the log.
 */
import { z } from 'zod';
import {
  AnnouncementSchema,
  DefinedTermSchema,
  DossierNoteSchema,
  PartySchema,
  SubjectSchema,
  UndefinedTermSchema,
} from './announcement.ts';
import { DaySchema, EdtfSchema } from './dates.ts';
import { ContentSchema } from './effects.ts';
import {
  ClauseStateSchema,
  ConflictSchema,
  CONTRACT_STATUSES,
  ContractStateSchema,
  FieldChangeSchema,
  PointSchema,
  POSITIONS,
  RunSchema,
  STATUS_REASONS,
  STATUSES,
  WarningSchema,
} from './shapes.ts';
import { EndSchema } from './values.ts';
import { ClauseRefSchema, DatedSchema, IdSchema, SourceSchema } from './vocabulary.ts';

export const DossierSummarySchema = z
  .strictObject({
    id: IdSchema,
    title: z.string(),
    announcements: z.int(),
    head: z.int(),
    firstRecord: EdtfSchema.nullable(),
    lastAnnounced: EdtfSchema.nullable(),
    /** False where an event of it can't be read: its other addresses answer with a problem then. */
    readable: z.boolean(),
  })
  .meta({ id: 'DossierSummary' });
export type DossierSummary = z.infer<typeof DossierSummarySchema>;

export const DossierListSchema = z.strictObject({ dossiers: z.array(DossierSummarySchema) });

/** A dossier as it stands at a revision of its log. */
export const DossierSchema = z
  .strictObject({
    id: IdSchema,
    title: z.string(),
    summary: z.string().nullable(),
    head: z.int(),
    announcements: z.int(),
    firstRecord: EdtfSchema.nullable(),
    lastAnnounced: EdtfSchema.nullable(),
    parties: z.array(PartySchema),
    subjects: z.array(SubjectSchema),
    contracts: z.array(
      z.strictObject({
        id: IdSchema,
        title: z.string(),
        parties: z.array(IdSchema),
        status: z.enum(CONTRACT_STATUSES),
        term: EndSchema,
        clauses: z.array(ClauseRefSchema),
      }),
    ),
    terms: z.strictObject({
      defined: z.array(DefinedTermSchema),
      undefined: z.array(UndefinedTermSchema),
    }),
    notes: z.array(DossierNoteSchema),
    sources: z.array(SourceSchema),
  })
  .meta({ id: 'Dossier' });
export type DossierAnswer = z.infer<typeof DossierSchema>;

/** An announcement as it reads now, with its place in our log and in the order. */
export const AnnouncementAnswerSchema = z
  .strictObject({
    ...AnnouncementSchema.shape,
    announcedOn: DatedSchema,
    sequence: z.int(),
    revision: z.int(),
    /** Revisions of the corrections that replaced its content, in order; the last one counts. */
    corrections: z.array(z.int()),
  })
  .meta({ id: 'RecordedAnnouncement' });
export type AnnouncementAnswer = z.infer<typeof AnnouncementAnswerSchema>;

export const AnnouncementListSchema = z.strictObject({
  dossier: IdSchema,
  log: z.int(),
  announcements: z.array(AnnouncementAnswerSchema),
});
export type AnnouncementList = z.infer<typeof AnnouncementListSchema>;

/** One version of a clause along valid time, with the redline to the one before. */
export const VersionSchema = z.strictObject({
  version: z.int(),
  from: EdtfSchema,
  to: EdtfSchema.nullable(),
  content: ContentSchema,
  announcement: IdSchema,
  sameAs: z.int().nullable(),
  fields: z.array(z.strictObject({ path: z.string(), before: z.unknown(), after: z.unknown() })),
  text: z.array(RunSchema),
});
export type Version = z.infer<typeof VersionSchema>;

/** A clause's life: every stretch of days with its status, every version, position and dispute. */
export const HistorySchema = z
  .strictObject({
    dossier: IdSchema,
    ref: ClauseRefSchema,
    known: DaySchema.nullable(),
    log: z.int(),
    since: z.union([EdtfSchema, z.literal('unknown')]),
    versions: z.array(VersionSchema),
    statuses: z.array(
      z.strictObject({
        from: EdtfSchema.nullable(),
        to: EdtfSchema.nullable(),
        status: z.enum(STATUSES),
        statusReason: z.enum(STATUS_REASONS).nullable(),
        by: IdSchema.nullable(),
      }),
    ),
    positions: z.array(
      z.strictObject({
        party: IdSchema,
        position: z.enum(POSITIONS),
        from: EdtfSchema,
        to: EdtfSchema.nullable(),
        announcement: IdSchema,
      }),
    ),
    disputes: z.array(
      z.strictObject({
        by: IdSchema,
        aspect: z.string().nullable(),
        statement: z.string(),
        from: EdtfSchema,
        to: EdtfSchema.nullable(),
        announcement: IdSchema,
        settledBy: IdSchema.nullable(),
        how: z.string().nullable(),
      }),
    ),
    conflicts: z.array(ConflictSchema),
    /** Every announcement with an effect on the clause, or a report about it, in the order. */
    announcements: z.array(
      z.strictObject({
        announcement: IdSchema,
        announcedOn: EdtfSchema,
        type: z.string(),
        effects: z.array(z.string()),
      }),
    ),
    warnings: z.array(WarningSchema),
  })
  .meta({ id: 'ClauseHistory' });
export type ClauseHistory = z.infer<typeof HistorySchema>;

export const ConflictListSchema = z
  .strictObject({
    dossier: IdSchema,
    on: DaySchema.nullable(),
    known: DaySchema.nullable(),
    log: z.int(),
    conflicts: z.array(ConflictSchema),
  })
  .meta({ id: 'ConflictList' });
export type ConflictList = z.infer<typeof ConflictListSchema>;

/** One clause on a day. */
export const ClauseAnswerSchema = z
  .strictObject({
    dossier: IdSchema,
    resolved: PointSchema,
    contract: z.strictObject({ id: IdSchema, title: z.string(), parties: z.array(IdSchema) }),
    clause: ClauseStateSchema,
    conflicts: z.array(ConflictSchema),
  })
  .meta({ id: 'ClauseOnDay' });
export type ClauseAnswer = z.infer<typeof ClauseAnswerSchema>;

/** Two clauses of two contracts, held against each other by what they grant, or by kind and terms. */
export const PairedClausesSchema = z.strictObject({
  by: z.enum(['right', 'terms']),
  left: ClauseStateSchema,
  right: ClauseStateSchema,
  /** What differs, apart from heading, wording and place. */
  fields: z.array(FieldChangeSchema),
  conflicts: z.array(ConflictSchema),
});
export type PairedClauses = z.infer<typeof PairedClausesSchema>;

const ContractHeadSchema = ContractStateSchema.omit({ clauses: true });

/** Two contracts of a dossier side by side on a day: every live clause is in one pair, or unmatched. */
export const ContractPairsSchema = z
  .strictObject({
    dossier: IdSchema,
    resolved: PointSchema,
    contracts: z.strictObject({ left: ContractHeadSchema, right: ContractHeadSchema }),
    pairs: z.array(PairedClausesSchema),
    unmatched: z.strictObject({ left: z.array(ClauseStateSchema), right: z.array(ClauseStateSchema) }),
    /** Clauses that are neither in force nor conditional on the day. */
    notLive: z.strictObject({ left: z.array(ClauseRefSchema), right: z.array(ClauseRefSchema) }),
    conflicts: z.array(ConflictSchema),
  })
  .meta({ id: 'ContractPairs' });
export type ContractPairs = z.infer<typeof ContractPairsSchema>;

/** One recorded event, as the public may see it. */
export const LogEntrySchema = z
  .strictObject({
    revision: z.int(),
    type: z.string(),
    recordedAt: z.string(),
    hash: z.string(),
    previousHash: z.string().nullable(),
    data: z.unknown(),
  })
  .meta({ id: 'LogEntry' });
export type LogEntry = z.infer<typeof LogEntrySchema>;

export const LogSchema = z
  .strictObject({
    dossier: IdSchema,
    head: z.int(),
    headHash: z.string(),
    /** The instants at which the first event and the head were recorded. */
    recorded: z.strictObject({ first: z.string(), last: z.string() }),
    /** How many corrections and retractions there are up to the head. */
    mended: z.int(),
    events: z.array(LogEntrySchema),
    next: z.int().nullable(),
  })
  .meta({ id: 'Log' });
export type LogAnswer = z.infer<typeof LogSchema>;

/** One line of the exported record: an event with what follows its hash chain, and nothing private. */
export const ExportLineSchema = z
  .strictObject({
    stream: z.string(),
    revision: z.int(),
    id: z.uuid(),
    type: z.string(),
    data: z.record(z.string(), z.unknown()),
    metadata: z.strictObject({
      schemaVersion: z.int(),
      recordedAt: z.string(),
      previousHash: z.string().nullable(),
      hash: z.string(),
    }),
  })
  .meta({ id: 'ExportLine' });
