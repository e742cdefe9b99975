/**
 * The shapes of what the core answers: a state, a comparison, a clause's history (docs/semantics.md, "Reading").
 * The same zod schemas type the core, check the answers in tests and generate the API's description.
 */
import { z } from 'zod';
import { DaySchema, EdtfSchema } from './dates.ts';
import { ConditionSchema, CONDITION_STATES, GrantSchema, KINDS } from './effects.ts';
import { EndSchema, ValueSchema } from './values.ts';
import { ClauseRefSchema, IdSchema, VariantSchema } from './vocabulary.ts';

export const STATUSES = ['in-force', 'conditional', 'unknown', 'not-yet', 'ended'] as const;
export type Status = (typeof STATUSES)[number];
export const STATUS_REASONS = [
  'terminated',
  'replaced',
  'absorbed',
  'implied',
  'lapsed',
  'expired',
  'condition-failed',
  'start-unknown',
  'term-passed',
  'imprecise-date',
] as const;
export type StatusReason = (typeof STATUS_REASONS)[number];

export const POSITIONS = ['affirms', 'disputes', 'not mentioned'] as const;
export type Position = (typeof POSITIONS)[number];

/** A point as asked for, and the clocks as they were understood. `null` is "no limit". */
const clocks = { on: DaySchema, known: DaySchema.nullable(), log: z.int().nullable() };

export const OpenDisputeSchema = z
  .strictObject({
    by: IdSchema,
    aspect: z.string().nullable(),
    statement: z.string(),
    certain: z.boolean(),
    from: EdtfSchema,
    announcement: IdSchema,
  })
  .meta({ id: 'Dispute' });
export type OpenDispute = z.infer<typeof OpenDisputeSchema>;

export const UncertainSchema = z
  .strictObject({ path: z.string(), values: z.array(z.unknown()) })
  .meta({ id: 'Uncertain', description: 'A field on which an imprecise date leaves several values open' });
export type Uncertain = z.infer<typeof UncertainSchema>;

export const ClauseStateSchema = z
  .strictObject({
    ref: ClauseRefSchema,
    heading: z.string(),
    text: z.string(),
    kind: z.enum(KINDS),
    number: z.string().nullable(),
    level: z.int().nullable(),
    parent: ClauseRefSchema.nullable(),
    status: z.enum(STATUSES),
    statusReason: z.enum(STATUS_REASONS).nullable(),
    replacedBy: ClauseRefSchema.nullable(),
    version: z.int().min(1),
    since: z.union([EdtfSchema, z.literal('unknown')]),
    from: EdtfSchema.nullable(),
    to: EdtfSchema.nullable(),
    end: EndSchema,
    survives: z.boolean(),
    effectiveAssumed: z.boolean(),
    uncertain: z.array(UncertainSchema),
    terms: z.record(z.string(), ValueSchema),
    grants: z.array(GrantSchema),
    conditions: z.array(
      ConditionSchema.extend({
        state: z.enum([...CONDITION_STATES, 'open']),
        stateBy: IdSchema.nullable(),
      }),
    ),
    variants: z.array(VariantSchema),
    undefinedTerms: z.array(IdSchema),
    obligor: z.array(IdSchema),
    beneficiary: z.array(IdSchema),
    positions: z.record(IdSchema, z.enum(POSITIONS)),
    disputes: z.array(OpenDisputeSchema),
    introducedBy: IdSchema,
    lastChangedBy: IdSchema,
    endedBy: IdSchema.nullable(),
    lastStated: z.strictObject({ on: EdtfSchema, by: z.array(IdSchema), announcement: IdSchema }).nullable(),
    /** Which announcement set each field's value: `text`, `terms/cap`, … */
    provenance: z.record(z.string(), IdSchema),
  })
  .meta({ id: 'ClauseState' });
export type ClauseState = z.infer<typeof ClauseStateSchema>;

export const CONTRACT_STATUSES = ['not-yet', 'in-force', 'unknown', 'ended'] as const;
export type ContractStatus = (typeof CONTRACT_STATUSES)[number];

export const ContractStateSchema = z
  .strictObject({
    id: IdSchema,
    title: z.string(),
    parties: z.array(IdSchema),
    status: z.enum(CONTRACT_STATUSES),
    term: EndSchema,
    openedBy: IdSchema,
    lastChangedBy: IdSchema,
    clauses: z.array(ClauseStateSchema),
  })
  .meta({ id: 'ContractState' });
export type ContractState = z.infer<typeof ContractStateSchema>;

export const CONFLICT_CLASSES = ['incompatible', 'possible', 'limited'] as const;
export type ConflictClass = (typeof CONFLICT_CLASSES)[number];

export const ConflictSchema = z
  .strictObject({
    class: z.enum(CONFLICT_CLASSES),
    action: IdSchema,
    subject: IdSchema,
    clauses: z.tuple([ClauseRefSchema, ClauseRefSchema]),
    from: EdtfSchema,
    to: EdtfSchema.nullable(),
    certain: z.boolean(),
    certainUntil: DaySchema.nullable(),
    hangsOn: z.array(z.string()),
    endedBy: IdSchema.nullable(),
  })
  .meta({ id: 'Conflict' });
export type Conflict = z.infer<typeof ConflictSchema>;

/** An effect that found nothing to act on, and where it stands. */
export const WarningSchema = z
  .strictObject({ announcement: IdSchema, pointer: z.string(), detail: z.string() })
  .meta({ id: 'Warning' });
export type Warning = z.infer<typeof WarningSchema>;

export const AssumptionSchema = z
  .strictObject({
    kind: z.enum(['effective-on-announcement', 'calendar-end']),
    announcement: IdSchema,
    clauses: z.array(ClauseRefSchema),
    detail: z.string(),
  })
  .meta({ id: 'Assumption' });
export type Assumption = z.infer<typeof AssumptionSchema>;

export const CountsSchema = z.strictObject({
  'in-force': z.int(),
  conditional: z.int(),
  unknown: z.int(),
  'not-yet': z.int(),
  ended: z.int(),
});

export const StateSchema = z
  .strictObject({
    dossier: IdSchema,
    requested: z.strictObject(clocks),
    resolved: z.strictObject({
      on: DaySchema,
      known: DaySchema.nullable(),
      log: z.int(),
      validFrom: DaySchema.nullable(),
      validTo: DaySchema.nullable(),
      lastAnnouncement: IdSchema.nullable(),
    }),
    contracts: z.array(ContractStateSchema),
    conflicts: z.array(ConflictSchema),
    counts: CountsSchema,
    possiblyKnown: z.array(IdSchema),
    assumptions: z.array(AssumptionSchema),
    warnings: z.array(WarningSchema),
  })
  .meta({ id: 'State' });
export type State = z.infer<typeof StateSchema>;

export const CLASSES = [
  'came-and-went',
  'ended',
  'first-recorded',
  'added',
  'withdrawn',
  'listed',
  'certainty',
  'changed',
  'moved',
  'restated',
  'unchanged',
  'not-in-force',
] as const;
export type ChangeClass = (typeof CLASSES)[number];
export const FLAGS = ['disputed', 'settled'] as const;
export type Flag = (typeof FLAGS)[number];

export const RunSchema = z.strictObject({ op: z.enum(['equal', 'delete', 'insert']), value: z.string() });
/** A passage that left one place of the wording for another: the runs that remove it and that add it. */
export const MoveSchema = z.strictObject({ from: z.int().min(0), to: z.int().min(0) });
/** How much changed: words added and removed (moved ones aside), and typed fields that differ. */
export const ChangeSizeSchema = z.strictObject({ added: z.int(), removed: z.int(), fields: z.int() });
export const FieldChangeSchema = z.strictObject({
  path: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type FieldChange = z.infer<typeof FieldChangeSchema>;

/** A dispute that opened or closed: who, of what, by which announcement, on which day. */
export const DisputeChangeSchema = z.strictObject({
  by: IdSchema,
  aspect: z.string().nullable(),
  on: DaySchema,
  announcement: IdSchema.nullable(),
  how: z.string().nullable(),
});
export type DisputeChange = z.infer<typeof DisputeChangeSchema>;

export const ChangeSchema = z
  .strictObject({
    number: z.int().min(1),
    ref: ClauseRefSchema,
    class: z.enum(CLASSES),
    flags: z.array(z.enum(FLAGS)),
    revertedWithin: z.boolean(),
    on: DaySchema,
    before: ClauseStateSchema.nullable(),
    after: ClauseStateSchema.nullable(),
    fields: z.array(FieldChangeSchema),
    /** The wording as runs: `equal` and `delete` joined are the left text, `equal` and `insert` the right one. */
    text: z.array(RunSchema),
    moves: z.array(MoveSchema),
    size: ChangeSizeSchema,
    because: z.array(IdSchema),
    disputes: z.strictObject({
      opened: z.array(DisputeChangeSchema),
      closed: z.array(DisputeChangeSchema),
    }),
  })
  .meta({ id: 'Change' });
export type Change = z.infer<typeof ChangeSchema>;

export const ContractChangeSchema = z
  .strictObject({
    contract: IdSchema,
    class: z.enum(['opened', 'changed', 'closed', 'certainty', 'withdrawn']),
    title: z.string(),
    fields: z.array(FieldChangeSchema),
    because: z.array(IdSchema),
  })
  .meta({ id: 'ContractChange' });
export type ContractChange = z.infer<typeof ContractChangeSchema>;

/** A point as answered. `boundary` stands just before or just after an announcement. */
export const PointSchema = z
  .strictObject({
    on: DaySchema,
    known: DaySchema.nullable(),
    log: z.int(),
    boundary: z.strictObject({ side: z.enum(['before', 'after']), announcement: IdSchema }).optional(),
  })
  .meta({ id: 'Point' });
export type PointAnswer = z.infer<typeof PointSchema>;

export const ComparisonSchema = z
  .strictObject({
    dossier: IdSchema,
    from: PointSchema,
    to: PointSchema,
    swapped: z.boolean(),
    counts: z.strictObject({
      'came-and-went': z.int(),
      ended: z.int(),
      'first-recorded': z.int(),
      added: z.int(),
      withdrawn: z.int(),
      listed: z.int(),
      certainty: z.int(),
      changed: z.int(),
      moved: z.int(),
      restated: z.int(),
      unchanged: z.int(),
      'not-in-force': z.int(),
      disputed: z.int(),
      settled: z.int(),
    }),
    changes: z.array(ChangeSchema),
    unchanged: z.array(z.strictObject({ ref: ClauseRefSchema, heading: z.string() })),
    contracts: z.array(ContractChangeSchema),
    announcements: z.array(IdSchema),
    conflicts: z.strictObject({ opened: z.array(ConflictSchema), closed: z.array(ConflictSchema) }),
    warnings: z.array(WarningSchema),
  })
  .meta({ id: 'Comparison' });
export type Comparison = z.infer<typeof ComparisonSchema>;
