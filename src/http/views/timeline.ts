/** The announcements of a dossier in their order, and one of them. */
import type { AnnouncementAnswer, DossierAnswer } from '../../dossier/answers.ts';
import type { Ahead, Validity } from '../../dossier/overviews.ts';
import { edtfOf, type Dated, type Source } from '../../dossier/vocabulary.ts';
import type { ChangesView } from './changes.ts';
import type { Context } from './conflict.ts';
import { aheadBlock, type AheadBlock } from './ahead.ts';
import { chartView, type ChartView } from './chart.ts';
import { dayForm, type DayForm } from './day-form.ts';
import { deedWords, turnsOf } from './deeds.ts';
import { effectView, isLight, type EffectView } from './effects.ts';
import type { FilterOption } from './filters.ts';
import { dossierFrame, type Frame } from './frame.ts';
import { groupedBy } from './grouped.ts';
import { sourceViews, type SourceView } from './sources.ts';
import { instant, type Instant } from './log.ts';
import { jsonHref, withQuery } from './links.ts';
import { SOURCE_CLASS_WORDS } from './marks.ts';
import { TYPE_WORDS } from './names.ts';
import { prose, type Html } from '../render.ts';
import { spanOf, formatDay } from '../../dossier/dates.ts';
import { count, listed, when, type When } from './words.ts';

/** What every page says of an announcement. */
export interface AnnouncementHead {
  readonly on: When;
  /** Its place among several of the same date: `1 of 2 that day`. */
  readonly place: string | null;
  readonly type: string;
  readonly by: string;
  readonly stateHref: string;
}

export interface TimelineItem extends AnnouncementHead {
  /** Its number in the list and on the chart. */
  readonly number: number;
  readonly href: string;
  readonly headline: string;
  readonly sources: string;
  readonly did: string;
  readonly light: boolean;
  readonly compareHref: string | null;
}

export interface TimelineModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly summary: Html | null;
  readonly items: readonly TimelineItem[];
  readonly revision: string | null;
  /** Links to everything and to changes only; null where there is nothing to leave out. */
  readonly filter: {
    readonly all: FilterOption;
    readonly changes: FilterOption;
    readonly hidden: string | null;
  } | null;
  readonly ahead: AheadBlock;
  readonly chart: ChartView;
  readonly form: DayForm;
  readonly chartHref: string;
}

export interface TimelineInput extends Context {
  readonly dossier: DossierAnswer;
  readonly announcements: readonly AnnouncementAnswer[];
  readonly today: string;
  readonly log?: number;
}

export interface TimelinePageInput extends TimelineInput {
  readonly validity: Validity;
  readonly ahead: Ahead;
  /** The day of the chart's upright line. */
  readonly on: string;
  /** Leave out what changes nothing. */
  readonly changesOnly: boolean;
}

/** The classes of an announcement's sources, the strongest first, in words. */
function classesOf(sources: readonly Source[]): string {
  const classes = new Set(sources.map((source) => source.class));
  const words = Object.entries(SOURCE_CLASS_WORDS).filter(([name]) =>
    [...classes].some((each) => each === name),
  );
  return words.length === 0 ? 'no source' : words.map(([, word]) => word).join(' · ');
}

/** The day from which an announcement was surely public. */
function publicBy(announcement: AnnouncementAnswer): string {
  return formatDay(spanOf(edtfOf(announcement.announcedOn)).latest);
}

/** Each announcement's place among several of the same date, by its id; none for one that is alone. */
export type Places = ReadonlyMap<string, string>;

/** @param announcements all on record, in their order */
export function placesOf(announcements: readonly AnnouncementAnswer[]): Places {
  const dates = groupedBy(announcements, ({ announcedOn }) => edtfOf(announcedOn));
  const several = [...dates].filter(([, same]) => same.length > 1);
  return new Map(
    several.flatMap(([date, same]) => {
      const among = `of ${same.length} ${date.length === 10 ? 'that day' : 'with this date'}`;
      return same.map(({ id }, index): [string, string] => [id, `${index + 1} ${among}`]);
    }),
  );
}

function headOf(
  announcement: AnnouncementAnswer,
  places: Places,
  { names, links }: TimelineInput,
): AnnouncementHead {
  return {
    on: when(edtfOf(announcement.announcedOn)),
    place: places.get(announcement.id) ?? null,
    type: TYPE_WORDS[announcement.type],
    by: listed(announcement.announcedBy.map(names.party)),
    stateHref: links.state(publicBy(announcement)),
  };
}

function timelineItem(
  announcement: AnnouncementAnswer,
  index: number,
  places: Places,
  input: TimelinePageInput,
): TimelineItem {
  const { links, today, validity } = input;
  const day = publicBy(announcement);
  return {
    ...headOf(announcement, places, input),
    number: index + 1,
    href: links.announcement(announcement.id),
    headline: announcement.headline,
    sources: classesOf(announcement.sources),
    did: deedWords(announcement, turnsOf(announcement.id, validity)),
    light: isLight(announcement.effects.map(({ effect }) => effect)),
    compareHref: day < today ? links.compare(day, today) : null,
  };
}

function filterOf(
  items: readonly TimelineItem[],
  { links, on, today, changesOnly }: TimelinePageInput,
): TimelineModel['filter'] {
  const light = items.filter((item) => item.light).length;
  if (light === 0) return null;
  const day = on === today ? undefined : on;
  return {
    all: {
      text: `everything (${items.length})`,
      href: withQuery(links.announcements(), { on: day }),
      current: !changesOnly,
    },
    changes: {
      text: `changes only (${items.length - light})`,
      href: withQuery(links.announcements(), { on: day, only: 'changes' }),
      current: changesOnly,
    },
    hidden: changesOnly ? count(light, 'announcement that changes', 'announcements that change') : null,
  };
}

export function timelineModel(input: TimelinePageInput): TimelineModel {
  const { dossier, announcements, links, log, on, today, changesOnly, ahead } = input;
  const places = placesOf(announcements);
  const items = announcements.map((announcement, index) => timelineItem(announcement, index, places, input));
  return {
    frame: dossierFrame('Announcements', dossier, 'timeline', jsonHref(links.announcements()), links),
    heading: dossier.title,
    summary: dossier.summary === null ? null : prose(dossier.summary),
    items: items.filter(({ light }) => !changesOnly || !light),
    revision: log === undefined ? null : String(log),
    filter: filterOf(items, input),
    ahead: aheadBlock(ahead, input),
    chart: chartView(input),
    form: dayForm({
      action: links.announcements(),
      label: 'The upright line stands on',
      on,
      today,
      known: null,
      keep: { log, only: changesOnly ? 'changes' : undefined },
    }),
    chartHref: withQuery(links.chart(), { on: on === today ? undefined : on }),
  };
}

export interface AnnouncementModel {
  readonly frame: Frame;
  readonly heading: string;
  readonly item: AnnouncementHead;
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
  /** When it was entered in our record. */
  readonly recorded: Instant;
  readonly corrections: readonly number[];
  readonly logHref: string;
  readonly earlier: { readonly href: string; readonly headline: string } | null;
  readonly later: { readonly href: string; readonly headline: string } | null;
  readonly changes: ChangesView;
}

export interface AnnouncementInput extends TimelineInput {
  /** The instant at which it was recorded, ISO 8601. */
  readonly recordedAt: string;
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
      links,
    ),
    heading: announcement.headline,
    item: headOf(announcement, placesOf(announcements), input),
    summary: announcement.summary === undefined ? null : prose(announcement.summary),
    note: announcement.note === undefined ? null : prose(announcement.note),
    binding: announcement.binding === undefined ? null : BINDING_WORDS[announcement.binding],
    dateAside: dateAsides(announcement.announcedOn).join('; '),
    assumed: effects.some((effect) => effect.assumed),
    about: announcement.about.map((ref) => ({ heading: names.clause(ref), href: links.clause(ref) })),
    sources: sourceViews(announcement.sources),
    effects,
    revision: announcement.revision,
    recorded: instant(input.recordedAt),
    corrections: announcement.corrections,
    logHref: links.log(),
    earlier: neighbour(index - 1),
    later: neighbour(index + 1),
    changes,
  };
}
