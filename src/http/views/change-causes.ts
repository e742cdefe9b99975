/** What caused a change: each announcement with the sources, and their quotes, that speak of the clause. */
import type { AnnouncementAnswer } from '../../dossier/answers.ts';
import type { Source } from '../../dossier/vocabulary.ts';
import { effectsOn, sourceIndex } from './effect-index.ts';
import type { AnnouncementLink, Names } from './names.ts';
import { sourceViews, type SourceView } from './sources.ts';
import { count } from './words.ts';

export interface CauseView {
  readonly link: AnnouncementLink;
  /** `3 sources, 1 quote: TechCrunch, Microsoft, OpenAI`; that no exact words are held is said. */
  readonly sourcesSummary: string;
  readonly sources: readonly SourceView[];
}

/** The announcements of a page by their ids. */
export type ById = ReadonlyMap<string, AnnouncementAnswer>;

export function announcementsById(announcements: readonly AnnouncementAnswer[]): ById {
  return new Map(announcements.map((announcement) => [announcement.id, announcement]));
}

/**
 * The sources behind an announcement's effects on a clause: those that they name, and those that no effect names;
 * where the effects name none, all. A quote that is about other effects is left out.
 */
function sourcesFor(announcement: AnnouncementAnswer, ref: string): readonly Source[] {
  const own = effectsOn(announcement, ref);
  const index = sourceIndex(announcement);
  const named = new Set(own.flatMap((effect) => index.named(effect)));
  const behind = announcement.sources.filter(
    ({ id }) => named.size === 0 || named.has(id) || !index.isNamed(id),
  );
  return behind.map((source) => {
    const { quote, ...rest } = source;
    if (quote === undefined) return source;
    return own.some((effect) => index.isQuotedFor(source, effect)) ? source : rest;
  });
}

function summaryOf(sources: readonly SourceView[]): string {
  const quotes = sources.filter(({ quote }) => quote !== null).length;
  const publishers = [...new Set(sources.map(({ publisher }) => publisher))].join(', ');
  return `${count(sources.length, 'source')}, ${quotes === 0 ? UNQUOTED : count(quotes, 'quote')}: ${publishers}`;
}

const UNQUOTED = 'exact words not held';

/** The causes of a change of a clause, in their order. */
export function causeViews(
  because: readonly string[],
  ref: string,
  byId: ById,
  names: Names,
): readonly CauseView[] {
  return because.map((id) => {
    const announcement = byId.get(id);
    const sources = sourceViews(announcement === undefined ? [] : sourcesFor(announcement, ref));
    return { link: names.announcement(id), sourcesSummary: summaryOf(sources), sources };
  });
}
