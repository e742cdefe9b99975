/**
 * A dossier in a line, kept from its events alone: what a list of dossiers shows, without a timeline in memory
 * for each of them.
 */
import { isAnnouncement, type RecordedEvent } from './announcement.ts';
import type { DossierSummary } from './answers.ts';
import { spanOf } from './dates.ts';
import { comparePlaces, type Place } from './record.ts';
import { edtfOf, type Dated } from './vocabulary.ts';

interface Announced extends Place {
  readonly announcedOn: string;
}

function announced(
  { announcedOn, sequence = 1 }: { readonly announcedOn: Dated; readonly sequence?: number | undefined },
  revision: number,
): Announced {
  const on = edtfOf(announcedOn);
  return { announcedOn: on, span: spanOf(on), sequence, revision };
}

/** A dossier's title, the number of its announcements and their first and last dates, event by event. */
export class Listing {
  readonly dossier: string;
  #title: string;
  #head = -1;
  /** Null for an announcement that was retracted: its id is used up. */
  readonly #announced = new Map<string, Announced | null>();
  #summary: DossierSummary | null = null;
  #isReadable = true;

  constructor(dossier: string) {
    this.dossier = dossier;
    this.#title = dossier;
  }

  /** The last revision that was taken in; -1 before the first. */
  get head(): number {
    return this.#head;
  }

  /** Takes in the next event, in the order of revisions; what counts is as in `stepOf` of `record.ts`. */
  take({ revision, event }: RecordedEvent): void {
    this.#head = revision;
    this.#summary = null;
    if (event.type === 'DossierOpened' || event.type === 'DossierAmended') {
      this.#title = event.title ?? this.#title;
    } else if (isAnnouncement(event)) {
      if (!this.#announced.has(event.id)) this.#announced.set(event.id, announced(event, revision));
    } else {
      const before = this.#announced.get(event.announcement) ?? null;
      if (before === null) return;
      const after = event.type === 'AnnouncementCorrected' ? announced(event.content, before.revision) : null;
      this.#announced.set(event.announcement, after);
    }
  }

  /** Takes note that an event of it can't be read. */
  spoil(): void {
    this.#isReadable = false;
    this.#summary = null;
  }

  /** The line as it stands. */
  summary(): DossierSummary {
    this.#summary ??= this.#sum();
    return this.#summary;
  }

  #sum(): DossierSummary {
    const there = [...this.#announced.values()].filter((each) => each !== null).sort(comparePlaces);
    return {
      id: this.dossier,
      title: this.#title,
      announcements: there.length,
      head: this.#head,
      firstRecord: there[0]?.announcedOn ?? null,
      lastAnnounced: there.at(-1)?.announcedOn ?? null,
      readable: this.#isReadable,
    };
  }
}
