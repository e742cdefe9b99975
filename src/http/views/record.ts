/** The home page, our record, and the problem pages. */
import { z } from 'zod';
import type { AnnouncementAnswer, DossierAnswer, DossierSummary, LogAnswer, LogEntry } from '../../dossier/answers.ts';
import { edtfOf } from '../../dossier/vocabulary.ts';
import { dossierFrame, plainFrame, type Frame } from './frame.ts';
import { linksOf, withQuery, type Links } from './links.ts';
import { TYPE_WORDS, type AnnouncementLink } from './names.ts';
import { count, when, type When } from './words.ts';

export interface HomeModel {
  readonly frame: Frame;
  readonly dossiers: readonly {
    readonly href: string;
    readonly title: string;
    readonly announcements: string;
    readonly first: When | null;
    readonly last: When | null;
    readonly timelineHref: string;
    readonly latest: readonly AnnouncementLink[];
  }[];
}

/** @param latest the last announcements of each dossier, the newest first */
export function homeModel(
  dossiers: readonly DossierSummary[],
  latest: ReadonlyMap<string, readonly AnnouncementAnswer[]>,
): HomeModel {
  return {
    frame: plainFrame('Dossiers'),
    dossiers: dossiers.map((dossier) => {
      const links = linksOf(dossier.id);
      return {
        href: links.state(null),
        title: dossier.title,
        announcements: count(dossier.announcements, 'announcement'),
        first: dossier.firstRecord === null ? null : when(dossier.firstRecord),
        last: dossier.lastAnnounced === null ? null : when(dossier.lastAnnounced),
        timelineHref: links.announcements(),
        latest: (latest.get(dossier.id) ?? []).map((announcement) => ({
          id: announcement.id,
          href: links.announcement(announcement.id),
          headline: announcement.headline,
          on: when(edtfOf(announcement.announcedOn)),
          type: TYPE_WORDS[announcement.type],
        })),
      };
    }),
  };
}

export interface LogRow {
  readonly revision: number;
  readonly recordedAt: string;
  readonly recordedWords: string;
  readonly what: string;
  readonly href: string | null;
  readonly text: string;
  readonly reason: string | null;
  readonly hash: string;
  readonly shortHash: string;
}

export interface LogModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly head: number;
  readonly headHash: string;
  readonly rows: readonly LogRow[];
  readonly next: string | null;
  readonly first: string | null;
}

const EntryDataSchema = z.looseObject({
  id: z.string().optional(),
  headline: z.string().optional(),
  announcement: z.string().optional(),
  reason: z.string().optional(),
  title: z.string().optional(),
});

const LOG_WORDS: Readonly<Record<string, string>> = {
  ...TYPE_WORDS,
  DossierOpened: 'Dossier opened',
  DossierAmended: 'Dossier amended',
  AnnouncementCorrected: 'Correction of',
  AnnouncementRetracted: 'Retraction of',
};

function logRow(entry: LogEntry, announcements: readonly AnnouncementAnswer[], links: Links): LogRow {
  const parsed = EntryDataSchema.safeParse(entry.data);
  const data = parsed.success ? parsed.data : {};
  const id = data.announcement ?? data.id ?? null;
  const onRecord = announcements.find((announcement) => announcement.id === id);
  return {
    revision: entry.revision,
    recordedAt: entry.recordedAt,
    recordedWords: `${when(entry.recordedAt.slice(0, 10)).words}, ${entry.recordedAt.slice(11, 16)} UTC`,
    what: LOG_WORDS[entry.type] ?? entry.type,
    href: onRecord === undefined ? null : links.announcement(onRecord.id),
    text: data.headline ?? onRecord?.headline ?? data.title ?? id ?? '',
    reason: data.reason ?? null,
    hash: entry.hash,
    shortHash: entry.hash.slice(0, 12),
  };
}

export function logModel(
  dossier: DossierAnswer,
  answer: LogAnswer,
  announcements: readonly AnnouncementAnswer[],
  page: { readonly after?: number; readonly limit?: number },
): LogModel {
  const links = linksOf(dossier.id);
  return {
    frame: dossierFrame('Our record', dossier, 'log', null),
    heading: dossier.title,
    head: answer.head,
    headHash: answer.headHash,
    rows: answer.events.map((entry) => logRow(entry, announcements, links)),
    next: answer.next === null ? null : withQuery(links.log(), { after: answer.next, limit: page.limit }),
    first: page.after === undefined ? null : links.log(),
  };
}
