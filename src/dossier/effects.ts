/**
 * What an announcement does (docs/semantics.md, "Effects"). Each effect is declared once, here; its type is
 * inferred. A shape error is a shape error only: which event may carry which effect is a rule (`decide.ts`).
 */
import { z } from 'zod';
import { ClauseRefSchema, DatedSchema, IdSchema, LineSchema, ProseSchema } from './vocabulary.ts';
import { provenanceShape, VariantsSchema } from './vocabulary.ts';
import { EndSchema, ValueSchema } from './values.ts';

export const KINDS = ['permission', 'prohibition', 'duty', 'statement', 'unclassified'] as const;
export const EXCLUSIVITIES = ['exclusive', 'sole', 'non-exclusive', 'priority', 'not-stated'] as const;

/** A right in ODRL's words. `hangsOn` names undefined terms, or clauses whose dispute decides it. */
export const GrantSchema = z
  .strictObject({
    action: IdSchema,
    target: IdSchema,
    assigner: IdSchema,
    assignee: IdSchema,
    exclusivity: z.enum(EXCLUSIVITIES),
    hangsOn: z.array(z.union([IdSchema, ClauseRefSchema])).optional(),
    ...provenanceShape,
  })
  .meta({ id: 'Grant' });
export type Grant = z.infer<typeof GrantSchema>;

/** What must be met before a commitment counts. */
export const ConditionSchema = z
  .strictObject({
    id: IdSchema,
    text: ProseSchema,
    disclosed: z.boolean(),
    decidedBy: IdSchema.nullable().default(null),
    ...provenanceShape,
  })
  .meta({ id: 'Condition' });
export type Condition = z.infer<typeof ConditionSchema>;

const TermNameSchema = z
  .string()
  .max(80)
  .regex(/^[a-z][A-Za-z0-9]*$/, 'is not a term name: write it in camelCase');

/** The fields that make up a clause's content, apart from its terms. */
const contentShape = {
  heading: LineSchema,
  text: ProseSchema,
  kind: z.enum(KINDS),
  number: LineSchema.nullable(),
  level: z.int().min(1).max(20).nullable(),
  parent: ClauseRefSchema.nullable(),
  obligor: z.array(IdSchema),
  beneficiary: z.array(IdSchema),
  grants: z.array(GrantSchema),
  conditions: z.array(ConditionSchema),
  variants: VariantsSchema,
  undefinedTerms: z.array(IdSchema),
  survives: z.boolean(),
  end: EndSchema,
};

/** A clause's whole content on a day. */
export const ContentSchema = z
  .strictObject({ ...contentShape, terms: z.record(TermNameSchema, ValueSchema) })
  .meta({ id: 'ClauseContent' });
export type Content = z.infer<typeof ContentSchema>;

const timed = { effectiveOn: DatedSchema.optional(), until: DatedSchema.optional() };

/** Puts a clause on record; with `since: unknown` it is first recorded, and was there before. */
export const IntroduceSchema = z.strictObject({
  effect: z.literal('introduce'),
  clause: ClauseRefSchema,
  since: z.literal('unknown').optional(),
  ...timed,
  heading: contentShape.heading,
  text: contentShape.text,
  kind: contentShape.kind.default('unclassified'),
  number: contentShape.number.optional(),
  level: contentShape.level.optional(),
  parent: contentShape.parent.optional(),
  obligor: contentShape.obligor.optional(),
  beneficiary: contentShape.beneficiary.optional(),
  terms: z.record(TermNameSchema, ValueSchema).optional(),
  grants: contentShape.grants.optional(),
  conditions: contentShape.conditions.optional(),
  variants: contentShape.variants.optional(),
  undefinedTerms: contentShape.undefinedTerms.optional(),
  survives: contentShape.survives.optional(),
  end: contentShape.end.optional(),
  ...provenanceShape,
});

/** Changes named fields; `terms` by name (RFC 7396, one level deep); `since` dates an unknown start. */
export const AmendSchema = z.strictObject({
  effect: z.literal('amend'),
  clause: ClauseRefSchema,
  since: DatedSchema.optional(),
  ...timed,
  ...z.strictObject(contentShape).partial().shape,
  terms: z.record(TermNameSchema, ValueSchema.nullable()).optional(),
  ...provenanceShape,
});

export const END_REASONS = ['terminated', 'replaced', 'absorbed', 'implied', 'lapsed', 'expired'] as const;

export const EndEffectSchema = z.strictObject({
  effect: z.literal('end'),
  clause: ClauseRefSchema,
  reason: z.enum(END_REASONS),
  by: ClauseRefSchema.optional(),
  ...timed,
  ...provenanceShape,
});

export const AffirmSchema = z.strictObject({
  effect: z.literal('affirm'),
  clause: ClauseRefSchema,
  parties: z.array(IdSchema).min(1).optional(),
  statement: ProseSchema.optional(),
  ...timed,
  ...provenanceShape,
});

export const DisputeSchema = z.strictObject({
  effect: z.literal('dispute'),
  clause: ClauseRefSchema,
  party: IdSchema,
  aspect: LineSchema.optional(),
  statement: ProseSchema,
  ...timed,
  ...provenanceShape,
});

export const SETTLEMENTS = ['withdrawn', 'agreed', 'implied'] as const;

export const SettleSchema = z.strictObject({
  effect: z.literal('settle'),
  clause: ClauseRefSchema,
  party: IdSchema,
  aspect: LineSchema.optional(),
  how: z.enum(SETTLEMENTS),
  ...timed,
  ...provenanceShape,
});

export const CONDITION_STATES = ['met', 'failed', 'waived'] as const;

export const ConditionEffectSchema = z.strictObject({
  effect: z.literal('condition'),
  clause: ClauseRefSchema,
  condition: IdSchema,
  state: z.enum(CONDITION_STATES),
  ...timed,
  ...provenanceShape,
});

export const MoveSchema = z.strictObject({
  effect: z.literal('move'),
  clause: ClauseRefSchema,
  before: ClauseRefSchema.optional(),
  after: ClauseRefSchema.optional(),
  first: z.literal(true).optional(),
  last: z.literal(true).optional(),
  ...timed,
  ...provenanceShape,
});

export const OpenContractSchema = z.strictObject({
  effect: z.literal('open-contract'),
  contract: IdSchema,
  title: LineSchema,
  parties: z.array(IdSchema).min(1),
  term: EndSchema.optional(),
  effectiveOn: DatedSchema.optional(),
  ...provenanceShape,
});

export const AmendContractSchema = z.strictObject({
  effect: z.literal('amend-contract'),
  contract: IdSchema,
  title: LineSchema.optional(),
  parties: z.array(IdSchema).min(1).optional(),
  term: EndSchema.optional(),
  ...timed,
  ...provenanceShape,
});

export const CloseContractSchema = z.strictObject({
  effect: z.literal('close-contract'),
  contract: IdSchema,
  ...timed,
  ...provenanceShape,
});

export const EffectSchema = z
  .discriminatedUnion('effect', [
    IntroduceSchema,
    AmendSchema,
    EndEffectSchema,
    AffirmSchema,
    DisputeSchema,
    SettleSchema,
    ConditionEffectSchema,
    MoveSchema,
    OpenContractSchema,
    AmendContractSchema,
    CloseContractSchema,
  ])
  .meta({ id: 'Effect' });

export type Effect = z.infer<typeof EffectSchema>;
export type EffectName = Effect['effect'];
export type Introduce = z.infer<typeof IntroduceSchema>;
export type Amend = z.infer<typeof AmendSchema>;
export type EndEffect = z.infer<typeof EndEffectSchema>;
export type Affirm = z.infer<typeof AffirmSchema>;
export type Dispute = z.infer<typeof DisputeSchema>;
export type Settle = z.infer<typeof SettleSchema>;
export type ConditionEffect = z.infer<typeof ConditionEffectSchema>;
export type Move = z.infer<typeof MoveSchema>;
export type OpenContract = z.infer<typeof OpenContractSchema>;
export type AmendContract = z.infer<typeof AmendContractSchema>;
export type CloseContract = z.infer<typeof CloseContractSchema>;
export type ContractEffect = OpenContract | AmendContract | CloseContract;
export type ClauseEffect = Exclude<Effect, ContractEffect>;

/** Whether an effect is about a contract as a whole. */
export function isContractEffect(effect: Effect): effect is ContractEffect {
  return 'contract' in effect;
}

/** The fields, apart from terms, that make up a clause's content, in the order in which they are shown. */
export const CONTENT_FIELDS = [
  'heading',
  'text',
  'kind',
  'number',
  'level',
  'parent',
  'obligor',
  'beneficiary',
  'grants',
  'conditions',
  'variants',
  'undefinedTerms',
  'survives',
  'end',
] as const satisfies readonly (keyof typeof contentShape)[];
export type ContentField = (typeof CONTENT_FIELDS)[number];
