/** The announcements of a dossier in their order, and one of them. */
import type { AnnouncementAnswer, DossierAnswer } from '../../dossier/answers.ts';
import { edtfOf, type Dated, type Source } from '../../dossier/vocabulary.ts';
import type { ChangesView } from './changes.ts';
import type { Context } from './conflict.ts';
import { effectSummary, effectView, isLight, type EffectView } from './effects.ts';
import { dossierFrame, type Frame } from './frame.ts';
import { sourceViews, type SourceView } from './sources.ts';
import { jsonHref } from './links.ts';
import { SOURCE_CLASS_WORDS } from './marks.ts';
import { TYPE_WORDS } from './names.ts';
import { prose, type Html } from '../render.ts';
import { spanOf, formatDay } from '../../dossier/dates.ts';
import { dayBefore, listed, when, type When } from './words.ts';

export interface TimelineItem {
  readonly href: string;
  readonly headline: string;
  readonly on: When;
  /** Its place among several of the same date: `1 of 2 on this day`. */
  readonly place: string | null;
  readonly type: string;
  readonly by: string;
  readonly source: string;
  readonly did: string;
  readonly light: boolean;
  readonly stateHref: string;
  readonly compareHref: string | null;
}

export interface TimelineModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly summary: Html | null;
  readonly items: readonly TimelineItem[];
  readonly revision: string | null;
}

export interface TimelineInput extends Context {
  readonly dossier: DossierAnswer;
  readonly announcements: readonly AnnouncementAnswer[];
  readonly today: string;
  readonly log?: number;
}

/** The strongest class among an announcement's sources, in words. */
function strongest(sources: readonly Source[]): string {
  const order = Object.keys(SOURCE_CLASS_WORDS);
  const classes = sources.map((source) => source.class).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const [best] = classes;
  return best === undefined ? 'no source' : SOURCE_CLASS_WORDS[best];
}

/** The day from which an announcement was surely public. */
function publicBy(announcement: AnnouncementAnswer): string {
  return formatDay(spanOf(edtfOf(announcement.announcedOn)).latest);
}

function placeOf(announcement: AnnouncementAnswer, all: readonly AnnouncementAnswer[]): string | null {
  const date = edtfOf(announcement.announcedOn);
  const same = all.filter((other) => edtfOf(other.announcedOn) === date);
  if (same.length < 2) return null;
  const index = same.findIndex(({ id }) => id === announcement.id);
  return `${index + 1} of ${same.length} ${date.length === 10 ? 'that day' : 'with this date'}`;
}

export function timelineItem(announcement: AnnouncementAnswer, input: TimelineInput): TimelineItem {
  const { names, links, announcements, today } = input;
  const day = publicBy(announcement);
  return {
    href: links.announcement(announcement.id),
    headline: announcement.headline,
    on: when(edtfOf(announcement.announcedOn)),
    place: placeOf(announcement, announcements),
    type: TYPE_WORDS[announcement.type],
    by: listed(announcement.announcedBy.map(names.party)),
    source: strongest(announcement.sources),
    did: effectSummary(announcement.effects) ?? 'changes nothing',
    light: isLight(announcement.effects),
    stateHref: links.state(day),
    compareHref: day < today ? links.compare(dayBefore(day), today) : null,
  };
}

export function timelineModel(input: TimelineInput): TimelineModel {
  const { dossier, announcements, links, log } = input;
  return {
    frame: dossierFrame(
      'Announcements',
      dossier,
      'timeline',
      jsonHref(links.announcements()),
    ),
    heading: dossier.title,
    summary: dossier.summary === null ? null : prose(dossier.summary),
    items: announcements.map((announcement) => timelineItem(announcement, input)),
    revision: log === undefined ? null : String(log),
  };
}

export interface AnnouncementModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly item: TimelineItem;
  readonly summary: Html | null;
  readonly note: Html | null;
  readonly binding: string | null;
  /** What a source says of the date, and we of it; empty for a plain date. */
  readonly dateAside: string;
  /** Whether an effect takes its day from the announcement. */
  readonly assumed: boolean;
  readonly about: readonly { readonly heading: string; readonly href: string }[];
  readonly sources: readonly SourceView[];
  readonly effects: readonly EffectView[];
  readonly revision: number;
  readonly corrections: readonly number[];
  readonly logHref: string;
  readonly earlier: { readonly href: string; readonly headline: string } | null;
  readonly later: { readonly href: string; readonly headline: string } | null;
  readonly changes: ChangesView;
}

export interface AnnouncementInput extends TimelineInput {
  readonly announcement: AnnouncementAnswer;
  readonly changes: ChangesView;
}

const BINDING_WORDS = {
  definitive: 'a definitive agreement',
  'non-binding': 'not binding',
  'not-stated': 'not stated whether binding',
} as const;

function dateAsides(dated: Dated): readonly string[] {
  if (typeof dated === 'string') return [];
  return [
    ...(dated.asStated === undefined ? [] : [`stated as “${dated.asStated}”`]),
    ...(dated.variants ?? [])
      .filter(({ preferred }) => preferred !== true)
      .map(({ rendering }) => `elsewhere given as “${rendering}”`),
    ...(dated.note === undefined ? [] : [dated.note]),
  ];
}

export function announcementModel(input: AnnouncementInput): AnnouncementModel {
  const { announcement, announcements, dossier, links, names, changes } = input;
  const index = announcements.findIndex(({ id }) => id === announcement.id);
  const neighbour = (at: number): AnnouncementModel['earlier'] => {
    const found = index === -1 || at < 0 ? undefined : announcements[at];
    return found === undefined ? null : { href: links.announcement(found.id), headline: found.headline };
  };
  const date = edtfOf(announcement.announcedOn);
  const told = { on: date, by: announcement.announcedBy };
  const effects = announcement.effects.map((effect) => effectView(effect, told, input));
  return {
    frame: dossierFrame(
      `${announcement.headline}, ${when(date).words}`,
      dossier,
      null,
      jsonHref(links.announcement(announcement.id)),
    ),
    heading: announcement.headline,
    item: timelineItem(announcement, input),
    summary: announcement.summary === undefined ? null : prose(announcement.summary),
    note: announcement.note === undefined ? null : prose(announcement.note),
    binding: announcement.binding === undefined ? null : BINDING_WORDS[announcement.binding],
    dateAside: dateAsides(announcement.announcedOn).join('; '),
    assumed: effects.some((effect) => effect.assumed),
    about: announcement.about.map((ref) => ({ heading: names.clause(ref), href: links.clause(ref) })),
    sources: sourceViews(announcement.sources),
    effects,
    revision: announcement.revision,
    corrections: announcement.corrections,
    logHref: links.log(),
    earlier: neighbour(index - 1),
    later: neighbour(index + 1),
    changes,
  };
}
