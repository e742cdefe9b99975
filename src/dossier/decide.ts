/**
 * What may be appended to a dossier: decide(timeline, command) gives the event to record, or why not
 * (docs/semantics.md, "Events and what they may carry", Refusals). Time comes in with the command.
 */
import type {
  Announcement,
  AnnouncementCorrected,
  AnnouncementRetracted,
  DossierAmended,
  DossierEvent,
  DossierOpened,
  StoredAnnouncement,
} from './announcement.ts';
import type { Day } from './dates.ts';
import { repeatedIds, type Fault, type Known } from './faults.ts';
import { announcementFaults, registryFaults } from './refusals.ts';
import { bring, emptyRegistry } from './registry.ts';
import type { Warning } from './shapes.ts';
import { warningsOf } from './state.ts';
import { Timeline } from './timeline.ts';
import { edtfOf } from './vocabulary.ts';

/** The longest text of a clause, in bytes of UTF-8. */
export const MOST_TEXT_BYTES = 64 * 1024;
/** The largest event, in bytes of its JSON in UTF-8. */
export const MOST_EVENT_BYTES = 512 * 1024;
/** The last place within a day that `AnnouncementSchema` can name. */
const LAST_SEQUENCE = 1_000_000;

export type Command =
  | { readonly kind: 'open'; readonly event: DossierOpened }
  | { readonly kind: 'amend'; readonly event: DossierAmended }
  | { readonly kind: 'announce'; readonly event: Announcement; readonly today: Day }
  | {
      readonly kind: 'correct';
      readonly event: AnnouncementCorrected;
      readonly today: Day;
      readonly force: boolean;
    }
  | { readonly kind: 'retract'; readonly event: AnnouncementRetracted; readonly force: boolean };

/** Why a command was not accepted. */
export interface Refusal {
  readonly accepted: false;
  readonly why: 'refused' | 'too-large' | 'not-found' | 'announcement-exists' | 'dossier-exists';
  readonly detail: string;
  readonly faults: readonly Fault[];
}

/** The event to record, the timeline after it, and what it would leave without effect. */
export interface Acceptance {
  readonly accepted: true;
  readonly event: DossierEvent;
  readonly after: Timeline;
  readonly warnings: readonly Warning[];
}

export type Decision = Refusal | Acceptance;

function refuse(why: Refusal['why'], detail: string, faults: readonly Fault[] = []): Refusal {
  return { accepted: false, why, detail, faults };
}

const encoder = new TextEncoder();

function bytesOf(text: string): number {
  return encoder.encode(text).length;
}

function sizeFaults(event: DossierEvent, announcement: Announcement | null, prefix: string): Fault[] {
  const texts = (announcement?.effects ?? []).flatMap((effect, index) =>
    'text' in effect && typeof effect.text === 'string' && bytesOf(effect.text) > MOST_TEXT_BYTES
      ? [
          {
            pointer: `${prefix}/effects/${index}/text`,
            detail: `is longer than ${MOST_TEXT_BYTES} bytes: split the clause, or shorten it`,
          },
        ]
      : [],
  );
  if (texts.length > 0 || bytesOf(JSON.stringify(event)) <= MOST_EVENT_BYTES) return texts;
  const detail = `is larger than ${MOST_EVENT_BYTES} bytes: split it into several announcements of the same day`;
  return [{ pointer: '', detail }];
}

/** The place within its day: the one named, else the day's highest plus one. */
function sequenced(announcement: Announcement, timeline: Timeline): StoredAnnouncement {
  const day = edtfOf(announcement.announcedOn);
  const others = timeline.recorded().filter(({ announcedOn }) => announcedOn === day);
  const next = Math.max(0, ...others.map(({ sequence }) => sequence)) + 1;
  return { ...announcement, sequence: announcement.sequence ?? next };
}

function sequenceFaults({ sequence }: StoredAnnouncement): Fault[] {
  return sequence <= LAST_SEQUENCE
    ? []
    : [{ pointer: '/sequence', detail: `the day's last place, ${LAST_SEQUENCE}, is taken: name another` }];
}

function knownAfter(after: Timeline, announcement: Announcement): Known {
  const effects = after.recorded().flatMap(({ content }) => content.effects);
  const clauses = effects.flatMap((effect) => (effect.effect === 'introduce' ? [effect.clause] : []));
  const contracts = effects.flatMap((effect) => (effect.effect === 'open-contract' ? [effect.contract] : []));
  return {
    registry: after.registry(),
    clauses: new Set(clauses),
    contracts: new Set(contracts),
    sources: new Set(announcement.sources.map(({ id }) => id)),
  };
}

/** Warnings of the whole history that were not there before. */
function freshWarnings(before: Timeline, after: Timeline): Warning[] {
  const key = ({ announcement, pointer }: Warning): string => `${announcement}${pointer}`;
  const old = new Set(warningsOf(before, before.view()).map(key));
  return warningsOf(after, after.view()).filter((warning) => !old.has(key(warning)));
}

function warningFaults(warnings: readonly Warning[], own: string, prefix: string): Fault[] {
  return warnings.map(({ announcement, pointer, detail }) =>
    announcement === own
      ? { pointer: `${prefix}${pointer}`, detail: `would do nothing: ${detail}` }
      : { pointer: prefix, detail: `${announcement}${pointer} would do nothing any more: ${detail}` },
  );
}

const BREAKS_RULES = 'The announcement breaks rules of the dossier.';

function judge(
  before: Timeline,
  event: DossierEvent,
  announcement: StoredAnnouncement,
  options: { readonly today: Day; readonly prefix: string; readonly force: boolean },
): Decision {
  const { prefix, force, today } = options;
  const large = sizeFaults(event, announcement, prefix);
  if (large.length > 0) return refuse('too-large', 'The announcement is too large.', large);
  const after = before.extend([{ revision: before.head + 1, event }]);
  const faults = [
    ...sequenceFaults(announcement),
    ...announcementFaults(announcement, before.registry(), knownAfter(after, announcement), today),
  ];
  if (faults.length > 0) {
    const placed = faults.map(({ pointer, detail }) => ({ pointer: `${prefix}${pointer}`, detail }));
    return refuse('refused', BREAKS_RULES, placed);
  }
  const warnings = freshWarnings(before, after);
  if (warnings.length > 0 && !force) {
    return refuse(
      'refused',
      'Effects would find nothing to act on.',
      warningFaults(warnings, announcement.id, prefix),
    );
  }
  return { accepted: true, event, after, warnings };
}

function open(before: Timeline, event: DossierOpened): Decision {
  if (before.head >= 0) return refuse('dossier-exists', `The dossier ${event.dossier} is open already.`);
  const registry = bring(emptyRegistry(event.dossier), event);
  const faults = [
    ...registryFaults(event, registry, registry.sources, ''),
    ...repeatedIds(event.notes, '/notes'),
    ...repeatedIds(event.sources, '/sources'),
  ];
  if (faults.length > 0) return refuse('refused', 'The dossier contradicts itself.', faults);
  return accept(before, event);
}

function amend(before: Timeline, event: DossierAmended): Decision {
  if (before.head < 0) return refuse('not-found', 'There is no such dossier.');
  const registry = bring(before.registry(), event);
  const faults = [
    ...registryFaults(event, registry, registry.sources, ''),
    ...repeatedIds(event.notes, '/notes'),
    ...repeatedIds(event.sources, '/sources'),
  ];
  if (faults.length > 0) return refuse('refused', 'The dossier would contradict itself.', faults);
  return accept(before, event);
}

function accept(before: Timeline, event: DossierEvent): Decision {
  const large = sizeFaults(event, null, '');
  if (large.length > 0) return refuse('too-large', 'The event is too large.', large);
  const after = before.extend([{ revision: before.head + 1, event }]);
  return { accepted: true, event, after, warnings: [] };
}

function announce(before: Timeline, announcement: Announcement, today: Day): Decision {
  if (before.head < 0) return refuse('not-found', 'There is no such dossier.');
  if (before.wasUsed(announcement.id)) {
    const detail = `The id ${announcement.id} names another announcement already.`;
    return refuse('announcement-exists', detail, [{ pointer: '/id', detail: 'is taken' }]);
  }
  const event = sequenced(announcement, before);
  return judge(before, event, event, { today, prefix: '', force: false });
}

function correct(before: Timeline, command: Extract<Command, { kind: 'correct' }>): Decision {
  const { event, today, force } = command;
  const old = before.telling(event.announcement);
  if (old === undefined) return missing(before, event.announcement);
  if (event.content.id !== event.announcement) {
    const detail = `must stay ${event.announcement}: a correction changes everything but the id`;
    return refuse('refused', 'The correction names another announcement.', [
      { pointer: '/content/id', detail },
    ]);
  }
  const sameDay = edtfOf(event.content.announcedOn) === old.announcedOn;
  const kept = event.content.sequence ?? (sameDay ? old.sequence : undefined);
  const content = sequenced(
    kept === undefined ? event.content : { ...event.content, sequence: kept },
    before,
  );
  return judge(before, { ...event, content }, content, { today, prefix: '/content', force });
}

function missing(before: Timeline, id: string): Refusal {
  return before.wasUsed(id)
    ? refuse('refused', `The announcement ${id} was retracted, which is final.`)
    : refuse('not-found', `There is no announcement ${id}.`);
}

function retract(before: Timeline, event: AnnouncementRetracted, force: boolean): Decision {
  if (before.telling(event.announcement) === undefined) return missing(before, event.announcement);
  const large = sizeFaults(event, null, '');
  if (large.length > 0) return refuse('too-large', 'The event is too large.', large);
  const after = before.extend([{ revision: before.head + 1, event }]);
  const warnings = freshWarnings(before, after);
  if (warnings.length > 0 && !force) {
    const faults = warningFaults(warnings, event.announcement, '');
    return refuse('refused', 'Effects of other announcements would find nothing to act on.', faults);
  }
  return { accepted: true, event, after, warnings };
}

/** Whether a command may be carried out on a dossier, and the event that it then records. */
export function decide(before: Timeline, command: Command): Decision {
  switch (command.kind) {
    case 'open':
      return open(before, command.event);
    case 'amend':
      return amend(before, command.event);
    case 'announce':
      return announce(before, command.event, command.today);
    case 'correct':
      return correct(before, command);
    case 'retract':
      return retract(before, command.event, command.force);
    default:
      return command satisfies never;
  }
}
