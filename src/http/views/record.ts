/** The home page. */
import type { AnnouncementAnswer, DossierSummary } from '../../dossier/answers.ts';
import { edtfOf } from '../../dossier/vocabulary.ts';
import { plainFrame, type Frame } from './frame.ts';
import { linksOf } from './links.ts';
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
