/** A dispute with its days and what closed it, for a clause's history and for a day after it. */
import type { ClauseHistory } from '../../dossier/answers.ts';
import { prose, type Html } from '../render.ts';
import { closedInFull } from './closings.ts';
import type { AnnouncementLink, Names } from './names.ts';
import { stretch, type Stretch } from './words.ts';

export interface PastDispute {
  readonly party: string;
  readonly aspect: string | null;
  readonly statement: Html;
  readonly held: Stretch;
  readonly announcement: AnnouncementLink;
  /** What closed it; null where it isn't closed, or ended with the clause. */
  readonly settledBy: AnnouncementLink | null;
  readonly how: string | null;
}

export function pastDispute(dispute: ClauseHistory['disputes'][number], names: Names): PastDispute {
  const { by, aspect, statement, from, to, announcement, settledBy, how } = dispute;
  return {
    party: names.party(by),
    aspect,
    statement: prose(statement),
    held: stretch(from, to),
    announcement: names.announcement(announcement),
    settledBy: settledBy === null ? null : names.announcement(settledBy),
    how: how === null ? null : closedInFull(how),
  };
}
