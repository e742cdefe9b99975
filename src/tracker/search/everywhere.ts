/** Search in every dossier, in the same ways as in one: the first in which any dossier has something counts for all. */
import type { Search, SearchAll } from '../../dossier/finding.ts';
import { spanOf } from '../../dossier/dates.ts';
import type { Timeline } from '../../dossier/timeline.ts';
import type { DossierQuestions, SearchRequest } from '../contract.ts';
import { requireKnown } from '../parse.ts';
import { searchOf } from '../queries.ts';
import { datesIn } from './dates.ts';
import { attemptsFor, isEmpty, reachOf } from './search.ts';

/** Those that have most of the words, of all dossiers together. */
function furthest(searches: readonly Search[]): Search[] {
  const found = searches.filter((search) => !isEmpty(search));
  const most = Math.max(...found.map(reachOf));
  return found.filter((search) => reachOf(search) === most);
}

/** @param questionsOf those that ship with a dossier */
export function searchEverywhere(
  timelines: readonly Timeline[],
  request: Omit<SearchRequest, 'log'>,
  today: string,
  questionsOf: (dossier: string) => DossierQuestions,
): SearchAll {
  // Checked here too: without a dossier, nothing else would look at it.
  requireKnown(request.known, spanOf(today).earliest);
  const { query, known = null } = request;
  const about = { known, query, dates: [...datesIn(query).dates] };
  const attempts = attemptsFor(query);
  for (const attempt of attempts) {
    const all = timelines.map((timeline) =>
      searchOf(timeline, request, today, questionsOf(timeline.dossier), [attempt]),
    );
    const dossiers = furthest(all);
    if (dossiers.length === 0) continue;
    const missing = attempt.words.filter((word) => all.every((each) => each.missing.includes(word)));
    const reach = Math.max(...dossiers.map(reachOf));
    return {
      ...about,
      words: [...attempt.words],
      similar: dossiers.some(({ similar }) => similar),
      missing,
      // What one dossier lacks another may have: none has all of the others then, though each has all that it knows.
      most: reach === attempt.words.length - missing.length ? null : reach,
      dossiers,
    };
  }
  const { words } = attempts.at(-1) ?? { words: [] };
  return { ...about, words: [...words], similar: false, missing: [...words], most: null, dossiers: [] };
}
