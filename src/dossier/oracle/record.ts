/**
 * Which announcements are read, and in which order (docs/semantics.md, "Fold", steps 1 to 3; "Clocks"). Part of
 * the oracle.
 */
import { isAnnouncement, type Announcement, type RecordedEvent } from '../announcement.ts';
import { spanOf, type Day, type Span } from '../dates.ts';
import { edtfOf } from '../vocabulary.ts';

/** Where the oracle reads: a day, what was public by a day, what our log held, perhaps a cut in the order. */
export interface OraclePoint {
  readonly on: Day;
  readonly known: Day | null;
  readonly log: number | null;
  readonly cut?: { readonly announcement: string; readonly inclusive: boolean };
}

/** An announcement as it counts at the point: corrected, with its date and its first revision. */
export interface Said {
  readonly id: string;
  readonly revision: number;
  readonly content: Announcement;
  readonly date: string;
  readonly span: Span;
}

/** What the point lets us see. */
export interface View {
  readonly log: number;
  /** In the order of the fold. */
  readonly visible: readonly Said[];
  readonly possiblyKnown: readonly string[];
  /** The dossier's parties, the first opened first. */
  readonly parties: readonly string[];
  /** Each subject with those that it is directly part of. */
  readonly subjects: ReadonlyMap<string, readonly string[]>;
}

/** The announcements, the order and the registry at a point. */
export function viewOf(events: readonly RecordedEvent[], point: OraclePoint): View {
  const head = Math.max(-1, ...events.map((recorded) => recorded.revision));
  const log = Math.min(point.log ?? head, head);
  const recorded = events.filter((event) => event.revision <= log).sort((a, b) => a.revision - b.revision);
  const cut = cutAt(announcementsOf(recorded).sort(byOrder), point);
  const known = point.known ?? Number.POSITIVE_INFINITY;
  return {
    log,
    visible: cut.filter((said) => said.span.latest <= known),
    possiblyKnown: cut
      .filter((said) => said.span.earliest <= known && known < said.span.latest)
      .map((said) => said.id),
    ...registryOf(recorded),
  };
}

function announcementsOf(recorded: readonly RecordedEvent[]): Said[] {
  const announced = new Map<string, { revision: number; content: Announcement }>();
  for (const { revision, event } of recorded) {
    if (isAnnouncement(event) && !announced.has(event.id)) {
      announced.set(event.id, { revision, content: event });
    }
  }
  for (const { event } of recorded) {
    if (event.type !== 'AnnouncementCorrected') continue;
    const first = announced.get(event.announcement);
    if (first !== undefined) {
      announced.set(event.announcement, { revision: first.revision, content: event.content });
    }
  }
  for (const { event } of recorded) {
    if (event.type === 'AnnouncementRetracted') announced.delete(event.announcement);
  }
  return [...announced].map(([id, { revision, content }]) => {
    const date = edtfOf(content.announcedOn);
    return { id, revision, content, date, span: spanOf(date) };
  });
}

function byOrder(a: Said, b: Said): number {
  return (
    a.span.earliest - b.span.earliest ||
    a.span.latest - b.span.latest ||
    (a.content.sequence ?? 1) - (b.content.sequence ?? 1) ||
    a.revision - b.revision
  );
}

function cutAt(ordered: Said[], { cut }: OraclePoint): Said[] {
  if (cut === undefined) return ordered;
  const place = ordered.findIndex((said) => said.id === cut.announcement);
  if (place === -1) return ordered;
  return ordered.slice(0, cut.inclusive ? place + 1 : place);
}

function registryOf(recorded: readonly RecordedEvent[]): Pick<View, 'parties' | 'subjects'> {
  const parties = new Set<string>();
  const subjects = new Map<string, readonly string[]>();
  for (const { event } of recorded) {
    const brought = broughtBy(event);
    for (const party of brought?.parties ?? []) parties.add(party.id);
    for (const subject of brought?.subjects ?? []) subjects.set(subject.id, subject.partOf);
  }
  return { parties: [...parties], subjects };
}

function broughtBy(event: RecordedEvent['event']) {
  switch (event.type) {
    case 'DossierOpened':
    case 'DossierAmended':
      return event;
    case 'AnnouncementCorrected':
      return event.content.adds;
    case 'AnnouncementRetracted':
      return undefined;
    case 'AgreementAnnounced':
    case 'RenegotiationAnnounced':
    case 'TerminationAnnounced':
    case 'DocumentPublished':
    case 'RefutationAnnounced':
    case 'StatementMade':
    case 'ReportPublished':
      return event.adds;
    default:
      return event satisfies never;
  }
}

/** Sorts ids as the dossier lists its parties; ids that it doesn't know come last, by the alphabet. */
export function byRegistry(parties: readonly string[]): (a: string, b: string) => number {
  const rank = (id: string) => (parties.includes(id) ? parties.indexOf(id) : parties.length);
  return (a, b) => rank(a) - rank(b) || (a < b ? -1 : Number(a > b));
}
