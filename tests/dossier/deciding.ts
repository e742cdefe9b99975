/** Decisions told in three steps: given what is on record, when a command comes, then what is recorded or why not. */
import type { z } from 'zod';
import type { Announcement, DossierEvent } from '../../src/dossier/announcement.ts';
import { decide, type Command, type Refusal } from '../../src/dossier/decide.ts';
import type { EffectSchema } from '../../src/dossier/effects.ts';
import { Timeline } from '../../src/dossier/timeline.ts';
import {
  announce,
  correct,
  day,
  dispute,
  dossier,
  history,
  introduce,
  openContract,
  retract,
  type Said,
} from '../support/history.ts';

export const VOLUME = 'supply/volume';
export const PRICE = 'supply/price';
export const RENT = 'lease/rent';
/** The day on which commands are given. */
export const TODAY = '2026-06-15';

/** A source of an announcement, by its id. */
export const source = (id: string) => ({
  id,
  title: 'Post',
  publisher: 'Acme',
  url: `https://example.org/${id}`,
  class: 'joint-statement' as const,
});

export const PERMIT = { id: 'permit', text: 'A permit.', disclosed: true };

export const DOSSIER = dossier({
  subjects: [
    { id: 'works', name: 'Works' },
    { id: 'engines', name: 'Engines', partOf: ['works'] },
  ],
  undefinedTerms: [{ id: 'ready', term: 'ready' }],
});

/** Two contracts: supply with a volume and a price that hangs on a permit, and a lease. */
export const OPENING = announce({
  id: 'opening',
  on: '2026-01-10',
  effects: [
    openContract('supply'),
    introduce(VOLUME),
    introduce(PRICE, { conditions: [PERMIT] }),
    openContract('lease'),
    introduce(RENT),
  ],
});

/** Acme disputes the volume. */
export const PROTEST = announce({
  id: 'protest',
  on: '2026-01-20',
  by: ['acme'],
  type: 'RefutationAnnounced',
  effects: [dispute(VOLUME, 'acme')],
});

/** What the tests begin with: the dossier, its opening and a protest, revisions 0 to 2. */
export const BEGUN: readonly DossierEvent[] = [DOSSIER, OPENING, PROTEST];

export type EffectInput = z.input<typeof EffectSchema>;
/** A place and what is the matter there. */
export type Where = readonly [pointer: string, detail: string];

type Outcome =
  | { readonly recorded: DossierEvent; readonly revision: number; readonly leaves: readonly string[] }
  | { readonly why: Refusal['why']; readonly detail: string; readonly faults: readonly Where[] };

/** A timeline of events, to which a command comes. */
export function given(...events: readonly DossierEvent[]) {
  const timeline = Timeline.of('trial', history(...events));
  const when = (command: Command): Outcome => {
    const decision = decide(timeline, command);
    if (decision.accepted) {
      const leaves = decision.warnings.map(({ announcement, pointer }) => `${announcement}${pointer}`);
      return { recorded: decision.event, revision: decision.after.head, leaves };
    }
    const faults = decision.faults.map(({ pointer, detail }) => [pointer, detail] as const);
    return { why: decision.why, detail: decision.detail, faults };
  };
  return { timeline, when };
}

/** The tests' usual beginning, and more that went before. */
export function begun(...more: readonly DossierEvent[]) {
  return given(...BEGUN, ...more);
}

/** A command to record an announcement. */
export function announcing(said: Said, today = TODAY): Command {
  return { kind: 'announce', event: announce(said), today: day(today) };
}

/** A command to record an agreement of 2026-02-01 with these effects. */
export function saying(...effects: EffectInput[]): Command {
  return announcing({ id: 'next', on: '2026-02-01', effects });
}

/** A command to correct an announcement, which then reads as given. */
export function correcting(content: Announcement, force = false): Command {
  return { kind: 'correct', event: correct(content), today: day(TODAY), force };
}

/** A command to retract an announcement. */
export function retracting(id: string, force = false): Command {
  return { kind: 'retract', event: retract(id), force };
}

/** What a command came to: recorded, and which effects find nothing to act on any more. */
export function recorded(event: DossierEvent, revision: number, leaves: readonly string[] = []): Outcome {
  return { recorded: event, revision, leaves };
}

/** A refusal for faults of the announcement itself. */
export function refused(...faults: Where[]): Outcome {
  return { why: 'refused', detail: 'The announcement breaks rules of the dossier.', faults };
}

/** A refusal because effects would find nothing to act on. */
export function idle(...faults: Where[]): Outcome {
  return { why: 'refused', detail: 'Effects would find nothing to act on.', faults };
}

/** Only whether a command was accepted. */
export function accepts(outcome: Outcome): boolean {
  return 'recorded' in outcome;
}

/** The places of a refusal; none where the command was accepted. */
export function placesOf(outcome: Outcome): string[] {
  return 'faults' in outcome ? outcome.faults.map(([pointer]) => pointer) : [];
}

/** The announcement that was recorded. */
export function announcementOf(outcome: Outcome): Announcement {
  if (!('recorded' in outcome)) throw new TypeError(`refused: ${JSON.stringify(outcome)}`);
  const { recorded: event } = outcome;
  if ('content' in event) return event.content;
  if ('announcedOn' in event) return event;
  throw new TypeError(`no announcement: ${event.type}`);
}
