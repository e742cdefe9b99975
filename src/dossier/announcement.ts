/**
 * Every event of a dossier's stream, declared once (docs/semantics.md, "Event types"). The same schemas read
 * the files in `events/`, the bodies of the admin endpoints and the stored log.
 */
import { z } from 'zod';
import { EdtfSchema } from './dates.ts';
import { EffectSchema } from './effects.ts';
import {
  ClauseRefSchema,
  DatedSchema,
  IdSchema,
  LineSchema,
  ProseSchema,
  provenanceShape,
  SourceSchema,
} from './vocabulary.ts';

/** Announcements that change nothing but the record of what was said, or the contracts themselves. */
export const ANNOUNCEMENT_TYPES = [
  'AgreementAnnounced',
  'RenegotiationAnnounced',
  'TerminationAnnounced',
  'DocumentPublished',
  'RefutationAnnounced',
  'StatementMade',
  'ReportPublished',
] as const;
export type AnnouncementType = (typeof ANNOUNCEMENT_TYPES)[number];

export const PARTY_KINDS = ['company', 'person', 'public-body', 'press', 'other'] as const;

export const PartySchema = z
  .strictObject({
    id: IdSchema,
    name: LineSchema,
    kind: z.enum(PARTY_KINDS).default('company'),
    aliases: z.array(LineSchema).default([]),
    note: ProseSchema.optional(),
  })
  .meta({ id: 'Party' });
export type Party = z.infer<typeof PartySchema>;

export const SubjectSchema = z
  .strictObject({
    id: IdSchema,
    name: LineSchema,
    partOf: z.array(IdSchema).default([]),
    note: ProseSchema.optional(),
  })
  .meta({ id: 'Subject' });
export type Subject = z.infer<typeof SubjectSchema>;

export const DefinedTermSchema = z
  .strictObject({ id: IdSchema, term: LineSchema, definition: ProseSchema, ...provenanceShape })
  .meta({ id: 'DefinedTerm' });
export type DefinedTerm = z.infer<typeof DefinedTermSchema>;

const ReadingSchema = z.union([
  ProseSchema,
  z.strictObject({ text: ProseSchema, by: z.array(IdSchema).optional(), ...provenanceShape }),
]);

/** A term that matters and that nobody defined in public, with its rival readings. */
export const UndefinedTermSchema = z
  .strictObject({
    id: IdSchema,
    term: LineSchema,
    readings: z.array(ReadingSchema).default([]),
    ...provenanceShape,
  })
  .meta({ id: 'UndefinedTerm' });
export type UndefinedTerm = z.infer<typeof UndefinedTermSchema>;

/** A dated note of ours about the dossier: context that is no announcement. */
export const DossierNoteSchema = z
  .strictObject({
    id: IdSchema,
    on: EdtfSchema.optional(),
    text: ProseSchema,
    about: z.array(ClauseRefSchema).default([]),
    sources: z.array(IdSchema).min(1).optional(),
  })
  .meta({ id: 'DossierNote' });
export type DossierNote = z.infer<typeof DossierNoteSchema>;

const registryShape = {
  parties: z.array(PartySchema).default([]),
  subjects: z.array(SubjectSchema).default([]),
  definedTerms: z.array(DefinedTermSchema).default([]),
  undefinedTerms: z.array(UndefinedTermSchema).default([]),
};

/** New parties, subjects and terms that an announcement brings along. */
export const AddsSchema = z.strictObject(registryShape).meta({ id: 'Adds' });

export const DossierOpenedSchema = z
  .strictObject({
    type: z.literal('DossierOpened'),
    dossier: IdSchema,
    title: LineSchema,
    summary: ProseSchema.optional(),
    ...registryShape,
    notes: z.array(DossierNoteSchema).default([]),
    sources: z.array(SourceSchema).default([]),
  })
  .meta({ id: 'DossierOpened' });
export type DossierOpened = z.infer<typeof DossierOpenedSchema>;

/** Changes of the dossier itself: what is given replaces by id, or is added. */
export const DossierAmendedSchema = z
  .strictObject({
    type: z.literal('DossierAmended'),
    title: LineSchema.optional(),
    summary: ProseSchema.optional(),
    ...registryShape,
    notes: z.array(DossierNoteSchema).default([]),
    sources: z.array(SourceSchema).default([]),
    reason: ProseSchema.optional(),
  })
  .meta({ id: 'DossierAmended' });
export type DossierAmended = z.infer<typeof DossierAmendedSchema>;

/** Something said in public on a date, by someone, with sources. One announcement, one event. */
export const AnnouncementSchema = z
  .strictObject({
    type: z.enum(ANNOUNCEMENT_TYPES),
    id: IdSchema,
    headline: LineSchema,
    summary: ProseSchema.optional(),
    announcedOn: DatedSchema,
    sequence: z.int().min(1).max(1_000_000).optional(),
    announcedBy: z.array(IdSchema).min(1),
    binding: z.enum(['definitive', 'non-binding', 'not-stated']).optional(),
    note: ProseSchema.optional(),
    about: z.array(ClauseRefSchema).default([]),
    adds: AddsSchema.optional(),
    sources: z.array(SourceSchema).min(1),
    effects: z.array(EffectSchema).max(5_000).default([]),
  })
  .meta({ id: 'Announcement' });
export type Announcement = z.infer<typeof AnnouncementSchema>;

/** An announcement as the log holds it: its place within its day is decided. */
export type StoredAnnouncement = Announcement & { sequence: number };

export const AnnouncementCorrectedSchema = z
  .strictObject({
    type: z.literal('AnnouncementCorrected'),
    announcement: IdSchema,
    reason: ProseSchema,
    content: AnnouncementSchema,
  })
  .meta({ id: 'AnnouncementCorrected' });
export type AnnouncementCorrected = z.infer<typeof AnnouncementCorrectedSchema>;

export const AnnouncementRetractedSchema = z
  .strictObject({
    type: z.literal('AnnouncementRetracted'),
    announcement: IdSchema,
    reason: ProseSchema,
  })
  .meta({ id: 'AnnouncementRetracted' });
export type AnnouncementRetracted = z.infer<typeof AnnouncementRetractedSchema>;

/** Any event of a dossier's stream. */
export const DossierEventSchema = z.discriminatedUnion('type', [
  DossierOpenedSchema,
  DossierAmendedSchema,
  AnnouncementSchema,
  AnnouncementCorrectedSchema,
  AnnouncementRetractedSchema,
]);
export type DossierEvent = z.infer<typeof DossierEventSchema>;

/** An event with its place in the stream: revision 0 opens the dossier. */
export interface RecordedEvent {
  readonly revision: number;
  readonly event: DossierEvent;
}

/** Whether an event is an announcement (and not a change of the dossier or of our own mistakes). */
export function isAnnouncement(event: DossierEvent): event is Announcement {
  return 'announcedOn' in event;
}
