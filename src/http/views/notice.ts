/**
 * The one notice above a state, the most consequential first: no record, future, otherwise known today, otherwise
 * recorded now, not current, current.
 */
import { parseDay, spanOf } from '../../dossier/dates.ts';
import type { DossierAnswer } from '../../dossier/answers.ts';
import type { Comparison, State } from '../../dossier/shapes.ts';
import { linksOf, withQuery, type Links } from './links.ts';
import { count, inText, listed, when } from './words.ts';

export interface Notice {
  readonly kind: 'no-record' | 'projection' | 'known-then' | 'recorded-then' | 'not-current' | 'current';
  readonly title: string;
  readonly text: string;
  readonly link: { readonly href: string; readonly text: string } | null;
}

/** Which notice a state has, before it is put into words. */
export function noticeKind(
  state: State,
  { firstRecord, head }: Pick<DossierAnswer, 'firstRecord' | 'head'>,
  today: string,
): Notice['kind'] {
  const { on, validTo } = state.resolved;
  const day = spanOf(on).earliest;
  if (firstRecord === null || state.contracts.length === 0 || day < spanOf(firstRecord).earliest) {
    return 'no-record';
  }
  if (day > spanOf(today).earliest) return 'projection';
  if (state.resolved.known !== null) return 'known-then';
  if (state.requested.log !== null && state.resolved.log < head) return 'recorded-then';
  const until = validTo === null ? null : parseDay(validTo);
  return until !== null && until <= spanOf(today).earliest ? 'not-current' : 'current';
}

function noRecord(state: State, firstRecord: string | null, links: Links): Notice {
  const known = state.resolved.known;
  const begin = firstRecord === null ? null : spanOf(firstRecord).latest;
  if (firstRecord === null || begin === null) {
    return {
      kind: 'no-record',
      title: 'No record',
      text: 'No announcement of this dossier is on record yet.',
      link: null,
    };
  }
  const before = spanOf(state.resolved.on).earliest < spanOf(firstRecord).earliest;
  const text = before
    ? `The record begins ${inText(firstRecord)}. For earlier days it holds only what later announcements said about them.`
    : `By ${known === null ? 'then' : when(known).words} nothing of this dossier had been published; the record begins ${inText(firstRecord)}.`;
  const first = firstRecord.length === 10 ? firstRecord : null;
  return {
    kind: 'no-record',
    title: 'No record of this day',
    text,
    link: first === null ? null : { href: links.state(first), text: 'See the first state on record' },
  };
}

function changedWords({ counts }: Comparison): string {
  const added = counts.added + counts['first-recorded'];
  const ended = counts.ended + counts.withdrawn;
  const parts = [
    ...(counts.changed > 0 ? [`${count(counts.changed, 'clause')} changed`] : []),
    ...(ended > 0 ? [`${ended} ended`] : []),
    ...(added > 0 ? [`${added} ${added === 1 ? 'was' : 'were'} added`] : []),
    ...(counts['came-and-went'] > 0 ? [`${counts['came-and-went']} came and went`] : []),
  ];
  return parts.length > 0
    ? listed(parts)
    : 'no clause was added, changed or ended; only disputes, conflicts or what is certain';
}

/** What is known today about the day of a view that is cut at what was known then. */
function knownThen(state: State, fuller: Comparison | null): Notice {
  const { on, known } = state.resolved;
  const differs =
    fuller !== null &&
    fuller.changes.length + fuller.conflicts.opened.length + fuller.conflicts.closed.length > 0;
  if (!differs) {
    return {
      kind: 'known-then',
      title: 'Known then as today',
      text: 'Nothing that was published later changes the terms of this day.',
      link: null,
    };
  }
  const { counts } = fuller;
  const added = counts.added + counts['first-recorded'] + counts.listed;
  const parts = [
    ...(added > 0 ? [`${added} more ${added === 1 ? 'clause is' : 'clauses are'} on record`] : []),
    ...(counts.changed + counts.certainty > 0
      ? [`${count(counts.changed + counts.certainty, 'clause reads', 'clauses read')} otherwise`]
      : []),
    ...(counts.ended + counts.withdrawn > 0 ? [`${counts.ended + counts.withdrawn} had ended`] : []),
  ];
  const told = parts.length === 0 ? 'disputes or conflicts read otherwise' : listed(parts);
  return {
    kind: 'known-then',
    title: 'Not what is known today',
    text: `With what was published later, for this same day ${told}.`,
    link: {
      href: withQuery(linksOf(state.dossier).compare(on, on), { fromKnown: known ?? undefined }),
      text: 'Compare what was known then and now',
    },
  };
}

/**
 * @param other for a state that is cut at what was known: the comparison with everything known about the same
 * day; for another that isn't current: the comparison with today's
 */
export function noticeOf(
  state: State,
  dossier: DossierAnswer,
  today: string,
  other: Comparison | null,
  links: Links,
): Notice {
  const kind = noticeKind(state, dossier, today);
  const { on } = state.resolved;
  switch (kind) {
    case 'no-record':
      return noRecord(state, dossier.firstRecord, links);
    case 'projection':
      return {
        kind,
        title: 'A projection',
        text: 'This day has not come yet. It is shown as the record has it, with the ends and terms that are known.',
        link: { href: links.state(null), text: 'See the terms today' },
      };
    case 'known-then':
      return knownThen(state, other);
    case 'recorded-then':
      return {
        kind,
        title: 'Not our present record',
        text: `Since revision ${state.resolved.log} our record took in ${count(dossier.head - state.resolved.log, 'more event')}.`,
        link: { href: linksOf(state.dossier).state(on), text: 'See this day in the present record' },
      };
    case 'not-current':
      return {
        kind,
        title: 'Not the current terms',
        text: other === null ? 'Something changed since then.' : `Since then ${changedWords(other)}.`,
        link: { href: links.compare(on, today), text: 'Compare with today' },
      };
    case 'current':
      return {
        kind,
        title: 'Current terms',
        text:
          on === today
            ? 'These are the terms today.'
            : 'Nothing has changed since: these are also the terms today.',
        link: null,
      };
    default:
      return kind satisfies never;
  }
}
