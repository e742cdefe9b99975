/** The home page. */
import type { AnnouncementAnswer, DossierSummary } from '../../dossier/answers.ts';
import { STATUSES, type State } from '../../dossier/shapes.ts';
import { edtfOf } from '../../dossier/vocabulary.ts';
import { plainFrame, type Frame } from './frame.ts';
import { linksOf, withQuery } from './links.ts';
import { STATUS_MARKS, type Mark } from './marks.ts';
import { TYPE_WORDS, type AnnouncementLink } from './names.ts';
import { tallyOf, type Tallied } from './tally.ts';
import { count, when, type When } from './words.ts';

interface HomeDossier {
  readonly href: string;
  readonly title: string;
  readonly announcements: string;
  readonly first: When | null;
  readonly last: When | null;
  readonly timelineHref: string;
  readonly compareHref: string;
  /** The questions that ship with it; null where there are none. */
  readonly questions: { readonly text: string; readonly href: string } | null;
  /** Whether an event of it can't be read. */
  readonly unreadable: boolean;
  /** What is in force today, and what is disputed; null where there are more dossiers than are told of. */
  readonly today: {
    readonly on: When;
    readonly counts: readonly { readonly mark: Mark; readonly n: number; readonly href: string }[];
    readonly tally: readonly Tallied[];
  } | null;
  readonly latest: readonly AnnouncementLink[];
}

export interface HomeModel {
  readonly frame: Frame;
  readonly dossiers: readonly HomeDossier[];
}

/** What the home page says of one dossier beyond its title. */
export interface Overview {
  /** The last announcements, the newest first. */
  readonly latest: readonly AnnouncementAnswer[];
  readonly today: State;
  /** How many questions ship with it. */
  readonly questions: number;
}

function todayOf(id: string, state: State): NonNullable<HomeDossier['today']> {
  const href = linksOf(id).state(null);
  return {
    on: when(state.resolved.on),
    counts: STATUSES.filter((status) => state.counts[status] > 0).map((status) => ({
      mark: STATUS_MARKS[status],
      n: state.counts[status],
      href: withQuery(href, { status }),
    })),
    tally: tallyOf(state).map((item) => ({
      ...item,
      href: item.href === null ? null : `${href}${item.href}`,
    })),
  };
}

function homeDossier(dossier: DossierSummary, overview: Overview | undefined): HomeDossier {
  const links = linksOf(dossier.id);
  return {
    href: links.state(null),
    title: dossier.title,
    announcements: count(dossier.announcements, 'announcement'),
    first: dossier.firstRecord === null ? null : when(dossier.firstRecord),
    last: dossier.lastAnnounced === null ? null : when(dossier.lastAnnounced),
    timelineHref: links.announcements(),
    compareHref: links.compareForm(),
    questions:
      overview === undefined || overview.questions === 0
        ? null
        : { text: `${count(overview.questions, 'question')} with answers`, href: links.questions() },
    unreadable: !dossier.readable,
    today: overview === undefined ? null : todayOf(dossier.id, overview.today),
    latest: (overview?.latest ?? []).map((announcement) => ({
      id: announcement.id,
      href: links.announcement(announcement.id),
      headline: announcement.headline,
      on: when(edtfOf(announcement.announcedOn)),
      type: TYPE_WORDS[announcement.type],
    })),
  };
}

/** @param overviews of the dossiers that say more than their title */
export function homeModel(
  dossiers: readonly DossierSummary[],
  overviews: ReadonlyMap<string, Overview>,
): HomeModel {
  return {
    frame: plainFrame('Dossiers'),
    dossiers: dossiers.map((dossier) => homeDossier(dossier, overviews.get(dossier.id))),
  };
}
