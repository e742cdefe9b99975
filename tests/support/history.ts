/** Builders of tiny histories: what was said, in few words, as the log would hold it. */
import type { z } from 'zod';
import {
  AnnouncementSchema,
  DossierAmendedSchema,
  DossierOpenedSchema,
  isAnnouncement,
  type Announcement,
  type AnnouncementCorrected,
  type AnnouncementRetracted,
  type DossierAmended,
  type DossierEvent,
  type DossierOpened,
  type RecordedEvent,
} from '../../src/dossier/announcement.ts';
import { parseDay, type Day } from '../../src/dossier/dates.ts';
import type { EffectSchema, GrantSchema } from '../../src/dossier/effects.ts';
import { edtfOf } from '../../src/dossier/vocabulary.ts';

type EffectInput = z.input<typeof EffectSchema>;
type GrantInput = z.input<typeof GrantSchema>;
type AnnouncementInput = z.input<typeof AnnouncementSchema>;
/** The fields of one effect, all optional, apart from its name and what it is about. */
type Fields<E extends EffectInput['effect']> = Partial<
  Omit<Extract<EffectInput, { effect: E }>, 'effect' | 'clause' | 'contract'>
>;

/** An announcement's fields; a test names what matters to it. */
export type Said = Partial<Omit<AnnouncementInput, 'announcedOn' | 'announcedBy'>> & {
  id: string;
  on: AnnouncementInput['announcedOn'];
  by?: string[];
};

/** The opening of a dossier: acme and bolt, a third company and a newspaper, unless named otherwise. */
export function dossier(fields: Partial<z.input<typeof DossierOpenedSchema>> = {}): DossierOpened {
  return DossierOpenedSchema.parse({
    type: 'DossierOpened',
    dossier: 'trial',
    title: 'A trial',
    parties: [
      { id: 'acme', name: 'Acme' },
      { id: 'bolt', name: 'Bolt' },
      { id: 'crane', name: 'Crane' },
      { id: 'gazette', name: 'The Gazette', kind: 'press' },
    ],
    ...fields,
  });
}

/** A change of the dossier itself. */
export function amendDossier(fields: Partial<z.input<typeof DossierAmendedSchema>>): DossierAmended {
  return DossierAmendedSchema.parse({ type: 'DossierAmended', ...fields });
}

/** An announcement, by default an agreement announced by acme and bolt with one source. */
export function announce({ on, by = ['acme', 'bolt'], ...fields }: Said): Announcement {
  return AnnouncementSchema.parse({
    type: 'AgreementAnnounced',
    headline: `What was said: ${fields.id}`,
    announcedOn: on,
    announcedBy: by,
    sources: [
      {
        id: 'post',
        title: 'Post',
        publisher: 'Acme',
        url: 'https://example.org/post',
        class: 'joint-statement',
      },
    ],
    ...fields,
  });
}

/** A correction: the announcement with this id was meant to read as given. */
export function correct(content: Announcement): AnnouncementCorrected {
  return { type: 'AnnouncementCorrected', announcement: content.id, reason: 'read wrongly', content };
}

export function retract(announcement: string): AnnouncementRetracted {
  return { type: 'AnnouncementRetracted', announcement, reason: 'never said' };
}

/** The log of a dossier: revisions from 0, and a sequence for each announcement within its date. */
export function history(...events: DossierEvent[]): RecordedEvent[] {
  const highest = new Map<string, number>();
  return events.map((event, revision) => {
    if (!isAnnouncement(event)) return { revision, event };
    const date = edtfOf(event.announcedOn);
    const sequence = event.sequence ?? (highest.get(date) ?? 0) + 1;
    highest.set(date, Math.max(sequence, highest.get(date) ?? 0));
    return { revision, event: { ...event, sequence } };
  });
}

export function openContract(contract: string, fields: Fields<'open-contract'> = {}): EffectInput {
  return { effect: 'open-contract', contract, title: 'Supply', parties: ['acme', 'bolt'], ...fields };
}

export function amendContract(contract: string, fields: Fields<'amend-contract'>): EffectInput {
  return { effect: 'amend-contract', contract, ...fields };
}

export function closeContract(contract: string, fields: Fields<'close-contract'> = {}): EffectInput {
  return { effect: 'close-contract', contract, ...fields };
}

export function introduce(clause: string, fields: Fields<'introduce'> = {}): EffectInput {
  return { effect: 'introduce', clause, heading: 'Volume', text: 'one', kind: 'duty', ...fields };
}

export function amend(clause: string, fields: Fields<'amend'>): EffectInput {
  return { effect: 'amend', clause, ...fields };
}

export function end(clause: string, fields: Fields<'end'> = {}): EffectInput {
  return { effect: 'end', clause, reason: 'terminated', ...fields };
}

export function affirm(clause: string, fields: Fields<'affirm'> = {}): EffectInput {
  return { effect: 'affirm', clause, ...fields };
}

export function dispute(clause: string, party: string, fields: Fields<'dispute'> = {}): EffectInput {
  return { effect: 'dispute', clause, party, statement: 'not so', ...fields };
}

export function settle(clause: string, party: string, fields: Fields<'settle'> = {}): EffectInput {
  return { effect: 'settle', clause, party, how: 'agreed', ...fields };
}

export function condition(
  clause: string,
  id: string,
  state: 'met' | 'failed' | 'waived',
  fields: Fields<'condition'> = {},
): EffectInput {
  return { effect: 'condition', clause, condition: id, state, ...fields };
}

export function move(clause: string, fields: Fields<'move'>): EffectInput {
  return { effect: 'move', clause, ...fields };
}

/** A right to `use` the target, given by acme to the assignee. */
export function grant(
  assignee: string,
  exclusivity: GrantInput['exclusivity'],
  fields: Partial<GrantInput> = {},
): GrantInput {
  return { action: 'use', target: 'works', assigner: 'acme', assignee, exclusivity, ...fields };
}

/** A day from its text. */
export function day(text: string): Day {
  const found = parseDay(text);
  if (found === null) throw new RangeError(`not a day: ${text}`);
  return found;
}

interface Limits {
  readonly known?: string;
  readonly log?: number;
  readonly before?: string;
  readonly after?: string;
}

/** A point: a day, perhaps with what was known, what the log held, or a place in the order. */
export function point(on: string, { known, log, before, after }: Limits = {}) {
  const announcement = before ?? after;
  return {
    on: day(on),
    known: known === undefined ? null : day(known),
    log: log ?? null,
    ...(announcement === undefined ? {} : { cut: { announcement, inclusive: before === undefined } }),
  };
}
