/** Search in every dossier: those that have the words; only where none has, those with words written nearly so. */
import type { SearchAll } from '../../dossier/finding.ts';
import { spanOf } from '../../dossier/dates.ts';
import type { Timeline } from '../../dossier/timeline.ts';
import type { SearchRequest } from '../contract.ts';
import { requireKnown } from '../parse.ts';
import { searchOf } from '../queries.ts';
import { isEmpty, type Spelling } from './search.ts';
import { askedFor } from './words.ts';

export function searchEverywhere(
  timelines: readonly Timeline[],
  request: Omit<SearchRequest, 'log'>,
  today: string,
): SearchAll {
  // Checked here too: without a dossier, nothing else would look at it.
  requireKnown(request.known, spanOf(today).earliest);
  const { query, known = null } = request;
  const words = askedFor(query);
  const search = (spelling: Spelling): SearchAll['dossiers'] =>
    timelines
      .map((timeline) => searchOf(timeline, request, today, [spelling]))
      .filter((found) => !isEmpty(found));
  const exact = search('exact');
  const similar = exact.length > 0 || words.length === 0 ? [] : search('similar');
  const dossiers = exact.length > 0 ? exact : similar;
  return { known, query, words, similar: similar.length > 0, dossiers };
}
