/** What caused a change: each announcement with the sources, and their quotes, that speak of the clause. */
import type { AnnouncementAnswer } from '../../dossier/answers.ts';
import type { Effect } from '../../dossier/effects.ts';
import { contractOf, type Source } from '../../dossier/vocabulary.ts';
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

/** Every source that something names by its id: in itself, in a value, in a right or in a rival reading. */
function namedBy(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    key === 'sources' && Array.isArray(item) ? item.filter((id) => typeof id === 'string') : namedBy(item),
  );
}

const plain = (words: string): string => words.replaceAll(/\s+/g, ' ').toLowerCase();

/** Whether something says words that a source is quoted with. */
function repeats(value: unknown, quote: string): boolean {
  if (typeof value === 'string') return plain(value).includes(plain(quote));
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((item) => repeats(item, quote));
}

/**
 * What a source's quote is about: the effects that repeat its words, else those that name the source, else, where
 * no effect names it, all of them.
 */
function quotedFor(source: Source, effects: readonly Effect[]): readonly Effect[] {
  const naming = effects.filter((effect) => namedBy(effect).includes(source.id));
  const mayBe = naming.length === 0 ? effects : naming;
  const repeating = mayBe.filter((effect) => repeats(effect, source.quote ?? ''));
  return repeating.length === 0 ? mayBe : repeating;
}

/**
 * The sources behind an announcement's effects on a clause: those that they name, and those that no effect names;
 * where the effects name none, all. A quote that is about other effects is left out.
 */
function sourcesFor(announcement: AnnouncementAnswer, ref: string): readonly Source[] {
  const { effects, sources } = announcement;
  const own = effectsOn(announcement, ref);
  const [named, anywhere] = [new Set(namedBy(own)), new Set(namedBy(effects))];
  const behind = sources.filter(({ id }) => named.size === 0 || named.has(id) || !anywhere.has(id));
  return behind.map((source) => {
    const { quote, ...rest } = source;
    if (quote === undefined) return source;
    return quotedFor(source, effects).some((effect) => own.includes(effect)) ? source : rest;
  });
}

function summaryOf(sources: readonly SourceView[]): string {
  const quotes = sources.filter(({ quote }) => quote !== null).length;
  const publishers = [...new Set(sources.map(({ publisher }) => publisher))].join(', ');
  return `${count(sources.length, 'source')}, ${quotes === 0 ? UNQUOTED : count(quotes, 'quote')}: ${publishers}`;
}

const UNQUOTED = 'exact words not held';

/** The causes of a change of a clause, in their order. */
export function causeViews(because: readonly string[], ref: string, byId: ById, names: Names): readonly CauseView[] {
  return because.map((id) => {
    const announcement = byId.get(id);
    const sources = sourceViews(announcement === undefined ? [] : sourcesFor(announcement, ref));
    return { link: names.announcement(id), sourcesSummary: summaryOf(sources), sources };
  });
}
