/**
 * The log clock (docs/semantics.md, "Fold", steps 1 to 3): which content an announcement had at which
 * revision, what was public when, and the order of announcements.
 */
import type { Announcement, DossierEvent, RecordedEvent } from './announcement.ts';
import { isAnnouncement } from './announcement.ts';
import { FOREVER, spanOf, type Day, type Span } from './dates.ts';
import { edtfOf } from './vocabulary.ts';

/** One content of an announcement: as first recorded, or as a correction replaced it. */
export interface Telling {
  readonly id: string;
  readonly content: Announcement;
  /** The announcement's own revision: the tie-break of the order, kept through corrections. */
  readonly revision: number;
  /** This content counts for `recorded <= log < superseded`. */
  readonly recorded: number;
  readonly superseded: number;
  readonly announcedOn: string;
  readonly span: Span;
  readonly sequence: number;
}

/** The place of an announcement in the order. */
export type Place = Pick<Telling, 'span' | 'sequence' | 'revision'>;

/** Sorts announcements: earliest day, latest day, sequence, revision. */
export function comparePlaces(a: Place, b: Place): number {
  return (
    a.span.earliest - b.span.earliest ||
    a.span.latest - b.span.latest ||
    a.sequence - b.sequence ||
    a.revision - b.revision
  );
}

/** Which announcements a reader may use: by our record, by public knowledge, and up to a place in the order. */
export interface View {
  /** Revision of the log, inclusive. */
  readonly log: number;
  /** Day of public knowledge, inclusive; `FOREVER` for everything published. */
  readonly known: Day;
  /** Only announcements before this place (or including it). */
  readonly cut: { readonly place: Place; readonly inclusive: boolean } | null;
}

/** Whether this content counts at the view's revision. */
export function isRecorded(telling: Telling, log: number): boolean {
  return telling.recorded <= log && log < telling.superseded;
}

function isBeforeCut(telling: Telling, view: View): boolean {
  if (view.cut === null) return true;
  const order = comparePlaces(telling, view.cut.place);
  return view.cut.inclusive ? order <= 0 : order < 0;
}

/** Whether a view's reader surely knew this content. */
export function isVisible(telling: Telling, view: View): boolean {
  return isRecorded(telling, view.log) && telling.span.latest <= view.known && isBeforeCut(telling, view);
}

/** Whether a view's reader may or may not have known it: the day lies inside its imprecise date. */
export function isPossiblyKnown(telling: Telling, view: View): boolean {
  const { earliest, latest } = telling.span;
  return (
    isRecorded(telling, view.log) &&
    isBeforeCut(telling, view) &&
    earliest <= view.known &&
    view.known < latest
  );
}

function tell(content: Announcement, revision: number, recorded: number): Telling {
  const announcedOn = edtfOf(content.announcedOn);
  return {
    id: content.id,
    content,
    revision,
    recorded,
    superseded: FOREVER,
    announcedOn,
    span: spanOf(announcedOn),
    sequence: content.sequence ?? 1,
  };
}

/** Every content that every announcement ever had, by announcement id, in order of recording. */
export type Tellings = ReadonlyMap<string, readonly Telling[]>;

/** What one more event does to the tellings: those that no longer count from here on, and the new one. */
export interface Step {
  readonly closed: Telling | null;
  readonly reopened: Telling | null;
  readonly added: Telling | null;
}

const NOTHING: Step = { closed: null, reopened: null, added: null };

/**
 * What an event does to the announcements on record. A correction of an announcement that isn't on record,
 * or was retracted, does nothing; so does a second announcement with an id already used.
 */
export function stepOf(tellings: Tellings, recorded: RecordedEvent): Step {
  const { event, revision } = recorded;
  if (isAnnouncement(event)) {
    return tellings.has(event.id) ? NOTHING : { ...NOTHING, added: tell(event, revision, revision) };
  }
  if (event.type !== 'AnnouncementCorrected' && event.type !== 'AnnouncementRetracted') return NOTHING;
  const last = tellings.get(event.announcement)?.at(-1);
  if (last === undefined || last.superseded !== FOREVER) return NOTHING;
  const closed = { ...last, superseded: revision };
  if (event.type === 'AnnouncementRetracted') return { closed: last, reopened: closed, added: null };
  const content = { ...event.content, id: event.announcement };
  return { closed: last, reopened: closed, added: tell(content, last.revision, revision) };
}

/** Applies a step to a copy of the tellings. */
export function withStep(tellings: Tellings, step: Step): Tellings {
  const next = new Map(tellings);
  applyStep(next, step);
  return next;
}

/** Applies a step in place, to a map that nobody else holds. */
export function applyStep(next: Map<string, readonly Telling[]>, step: Step): void {
  const id = step.added?.id ?? step.reopened?.id;
  if (id === undefined) return;
  const kept = (next.get(id) ?? []).filter((telling) => telling !== step.closed);
  const changed = [step.reopened, step.added].filter((telling) => telling !== null);
  next.set(id, [...kept, ...changed]);
}

/** The day before everything and the day after everything, for views without limits. */
export const WHOLE: View = { log: FOREVER, known: FOREVER, cut: null };

/** Events that only the log clock knows: the dossier's opening and its changes. */
export function isRegistryEvent(
  event: DossierEvent,
): event is Extract<DossierEvent, { type: 'DossierOpened' | 'DossierAmended' }> {
  return event.type === 'DossierOpened' || event.type === 'DossierAmended';
}
