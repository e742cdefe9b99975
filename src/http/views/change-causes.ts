/** What caused a change: each announcement with the sources, and their quotes, that speak of the clause. */
import type { AnnouncementAnswer } from '../../dossier/answers.ts';
import type { Effect } from '../../dossier/effects.ts';
import { contractOf } from '../../dossier/vocabulary.ts';
import type { AnnouncementLink, Names } from './names.ts';
import { sourceViews, type SourceView } from './sources.ts';
import { count } from './words.ts';

export interface CauseView {
  readonly link: AnnouncementLink;
  /** `3 sources, 1 quote: TechCrunch, Microsoft, OpenAI` */
  readonly sourcesSummary: string;
  readonly sources: readonly SourceView[];
}

/** The announcements of a page by their ids. */
export type ById = ReadonlyMap<string, AnnouncementAnswer>;

export function announcementsById(announcements: readonly AnnouncementAnswer[]): ById {
  return new Map(announcements.map((announcement) => [announcement.id, announcement]));
}

/** Whether an effect is on a clause, or on the contract that it belongs to. */
function concerns(effect: Effect, ref: string): boolean {
  return 'clause' in effect ? effect.clause === ref : effect.contract === contractOf(ref);
}

/** The effects of an announcement on a clause; where it has none, those on its contract. */
export function effectsOn(announcement: AnnouncementAnswer, ref: string): readonly Effect[] {
  const found = announcement.effects.filter((effect) => concerns(effect, ref));
  const own = found.filter((effect) => 'clause' in effect);
  return own.length > 0 ? own : found;
}

/** The sources that an announcement's effects on a clause name; where they name none, all of them. */
function sourcesFor(announcement: AnnouncementAnswer, ref: string): AnnouncementAnswer['sources'] {
  const named = new Set(effectsOn(announcement, ref).flatMap(({ sources }) => sources ?? []));
  return named.size === 0 ? announcement.sources : announcement.sources.filter(({ id }) => named.has(id));
}

function summaryOf(sources: readonly SourceView[]): string {
  const quotes = sources.filter(({ quote }) => quote !== null).length;
  const publishers = [...new Set(sources.map(({ publisher }) => publisher))].join(', ');
  return `${count(sources.length, 'source')}${quotes === 0 ? '' : `, ${count(quotes, 'quote')}`}: ${publishers}`;
}

/** The causes of a change of a clause, in their order. */
export function causeViews(because: readonly string[], ref: string, byId: ById, names: Names): readonly CauseView[] {
  return because.map((id) => {
    const announcement = byId.get(id);
    const sources = sourceViews(announcement === undefined ? [] : sourcesFor(announcement, ref));
    return { link: names.announcement(id), sourcesSummary: summaryOf(sources), sources };
  });
}
