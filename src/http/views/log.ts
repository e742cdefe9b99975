/** Our record: what we recorded when, with what was mended since, and how to take it along and check it. */
import { z } from 'zod';
import type { AnnouncementAnswer, DossierAnswer, LogAnswer, LogEntry } from '../../dossier/answers.ts';
import { formatDay, spanOf } from '../../dossier/dates.ts';
import { DatedSchema, edtfOf, type Dated } from '../../dossier/vocabulary.ts';
import { dossierFrame, type Frame } from './frame.ts';
import { jsonHref, linksOf, withQuery, type Links } from './links.ts';
import { TYPE_WORDS } from './names.ts';
import { listed, when, type When } from './words.ts';

/** An instant for a template. */
export interface Instant {
  readonly iso: string;
  readonly words: string;
}

export interface LogRow {
  readonly revision: number;
  readonly recorded: Instant;
  readonly kind: string;
  /** The shape beside the word of an event that mends an earlier one; null for any other. */
  readonly mends: string | null;
  readonly href: string | null;
  readonly text: string;
  readonly reason: string | null;
  /** What became of it later: `corrected since, by revision 7`; null where it stands. */
  readonly since: string | null;
  /** The terms as our record had them from this revision on. */
  readonly stateHref: string;
  /** What an event that mends another one did to our record of that one's day; null for any other. */
  readonly mended: { readonly on: When; readonly href: string } | null;
  readonly hash: string;
  readonly shortHash: string;
}

export interface LogModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly head: number;
  readonly headHash: string;
  readonly downloadHref: string;
  /** The name that the downloaded file has. */
  readonly file: string;
  /** On which days the events were entered. */
  readonly entered: string;
  /** Whether nothing was corrected or retracted. */
  readonly unmended: boolean;
  readonly rows: readonly LogRow[];
  readonly next: string | null;
  readonly first: string | null;
}

const EntryDataSchema = z.looseObject({
  id: z.string().optional(),
  headline: z.string().optional(),
  announcedOn: DatedSchema.optional(),
  announcement: z.string().optional(),
  reason: z.string().optional(),
  title: z.string().optional(),
  content: z.looseObject({ headline: z.string().optional(), announcedOn: DatedSchema.optional() }).optional(),
});
type EntryData = z.infer<typeof EntryDataSchema>;

const KINDS: Readonly<Record<string, string>> = {
  ...TYPE_WORDS,
  DossierOpened: 'Dossier opened',
  DossierAmended: 'Dossier amended',
  AnnouncementCorrected: 'Correction',
  AnnouncementRetracted: 'Retraction',
};

const MENDS: Readonly<Record<string, string>> = { AnnouncementCorrected: '✎', AnnouncementRetracted: '×' };

function dataOf(entry: LogEntry): EntryData {
  const parsed = EntryDataSchema.safeParse(entry.data);
  return parsed.success ? parsed.data : {};
}

/** An instant in words, as `23 November 2026, 12:00:00 UTC`. */
export function instant(iso: string): Instant {
  return { iso, words: `${when(iso.slice(0, 10)).words}, ${iso.slice(11, 19)} UTC` };
}

/** What the rows of one page know of the announcements that they are about. */
interface Surroundings {
  readonly links: Links;
  readonly dossier: string;
  /** Those on record now. */
  readonly announcements: ReadonlyMap<string, AnnouncementAnswer>;
  /** Headlines by id, of the retracted ones too as far as they are on this page. */
  readonly headlines: ReadonlyMap<string, string>;
  /** Dates by id, likewise. */
  readonly dates: ReadonlyMap<string, Dated>;
  /** Revisions of retractions on this page, by the id of what they retract. */
  readonly retractions: ReadonlyMap<string, number>;
}

function surroundingsOf(
  dossier: string,
  answer: LogAnswer,
  known: readonly AnnouncementAnswer[],
): Surroundings {
  const headlines = new Map<string, string>();
  const dates = new Map<string, Dated>();
  const retractions = new Map<string, number>();
  for (const entry of answer.events) {
    const { id, headline, announcedOn, announcement } = dataOf(entry);
    if (id !== undefined && headline !== undefined) headlines.set(id, headline);
    if (id !== undefined && announcedOn !== undefined) dates.set(id, announcedOn);
    if (entry.type === 'AnnouncementRetracted' && announcement !== undefined) {
      retractions.set(announcement, entry.revision);
    }
  }
  for (const { id, headline } of known) headlines.set(id, headline);
  const announcements = new Map(known.map((announcement) => [announcement.id, announcement]));
  return { links: linksOf(dossier), dossier, announcements, headlines, dates, retractions };
}

/** What became of an announcement, or of a correction, since it was recorded. */
function sinceOf(entry: LogEntry, id: string, around: Surroundings): string | null {
  if (entry.type === 'AnnouncementRetracted') return null;
  const onRecord = around.announcements.get(id);
  if (onRecord === undefined) {
    const by = around.retractions.get(id);
    return by === undefined ? 'retracted since' : `retracted since, by revision ${by}`;
  }
  const later = onRecord.corrections.filter((revision) => revision > entry.revision);
  if (later.length === 0) return null;
  return `corrected since, by ${later.length === 1 ? 'revision' : 'revisions'} ${listed(later.map(String))}`;
}

/** The comparison of our record before and after an event that mends another, about the day of that one. */
function mendedBy(entry: LogEntry, data: EntryData, around: Surroundings): LogRow['mended'] {
  const { revision, type } = entry;
  if (!Object.hasOwn(MENDS, type)) return null;
  const date = data.content?.announcedOn ?? around.dates.get(data.announcement ?? '');
  if (date === undefined) return null;
  const day = formatDay(spanOf(edtfOf(date)).latest);
  const points = { fromLog: revision - 1, toLog: revision };
  return { on: when(day), href: withQuery(around.links.compare(day, day), points) };
}

function rowOf(entry: LogEntry, around: Surroundings): LogRow {
  const data = dataOf(entry);
  const id = data.announcement ?? data.id ?? null;
  const { revision, recordedAt, type, hash } = entry;
  return {
    revision,
    recorded: instant(recordedAt),
    kind: KINDS[type] ?? type,
    mends: MENDS[type] ?? null,
    href: id !== null && around.announcements.has(id) ? around.links.announcement(id) : null,
    text: data.headline ?? data.content?.headline ?? around.headlines.get(id ?? '') ?? data.title ?? id ?? '',
    reason: data.reason ?? null,
    since: id === null ? null : sinceOf(entry, id, around),
    stateHref: linksOf(around.dossier, { log: revision }).state(null),
    mended: mendedBy(entry, data, around),
    hash,
    shortHash: hash.slice(0, 12),
  };
}

function enteredWords({ recorded }: LogAnswer): string {
  const [first, last] = [recorded.first, recorded.last].map((iso) => when(iso.slice(0, 10)).words);
  return first === last ? `on ${first}` : `between ${first} and ${last}`;
}

/** @param announcements those on record at the head */
export function logModel(
  dossier: DossierAnswer,
  answer: LogAnswer,
  announcements: readonly AnnouncementAnswer[],
  page: { readonly after?: number; readonly limit?: number },
): LogModel {
  const around = surroundingsOf(dossier.id, answer, announcements);
  const { links } = around;
  return {
    frame: dossierFrame('Our record', dossier, 'log', jsonHref(withQuery(links.log(), { ...page }))),
    heading: dossier.title,
    head: answer.head,
    headHash: answer.headHash,
    downloadHref: links.download(),
    file: `${dossier.id}.jsonl`,
    entered: enteredWords(answer),
    unmended: answer.mended === 0,
    rows: answer.events.map((entry) => rowOf(entry, around)),
    next: answer.next === null ? null : withQuery(links.log(), { after: answer.next, limit: page.limit }),
    first: page.after === undefined ? null : links.log(),
  };
}
