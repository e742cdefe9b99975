/** Sources for a page: what each is called, who published it, of which class it is, and what it says. */
import type { AnnouncementAnswer } from '../../dossier/answers.ts';
import type { Source } from '../../dossier/vocabulary.ts';
import { SOURCE_CLASS_WORDS } from './marks.ts';
import { when, type When } from './words.ts';

export interface SourceView {
  readonly title: string;
  readonly publisher: string;
  readonly url: string;
  readonly class: string;
  readonly publishedOn: When | null;
  readonly archivedUrl: string | null;
  readonly quote: string | null;
  readonly note: string | null;
}

export function sourceViews(sources: readonly Source[]): readonly SourceView[] {
  return sources.map((source) => ({
    title: source.title,
    publisher: source.publisher,
    url: source.url,
    class: SOURCE_CLASS_WORDS[source.class],
    publishedOn: source.publishedOn === undefined ? null : when(source.publishedOn),
    archivedUrl: source.archivedUrl ?? null,
    quote: source.quote ?? null,
    note: source.note ?? null,
  }));
}

/** Who published the sources that an announcement names by their ids, each once; none of an unknown announcement. */
export function publishersOf(
  announcement: Pick<AnnouncementAnswer, 'sources'> | undefined,
  ids: readonly string[] = [],
): readonly string[] {
  const publishers = new Map(announcement?.sources.map(({ id, publisher }) => [id, publisher]));
  return [...new Set(ids.flatMap((id) => publishers.get(id) ?? []))];
}
