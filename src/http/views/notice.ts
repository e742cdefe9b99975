/** The one notice above a state, the most consequential first: no record, future, not current, current. */
import { parseDay, spanOf } from '../../dossier/dates.ts';
import type { DossierAnswer } from '../../dossier/answers.ts';
import type { Comparison, State } from '../../dossier/shapes.ts';
import type { Links } from './links.ts';
import { count, inText, listed } from './words.ts';

export interface Notice {
  readonly kind: 'no-record' | 'projection' | 'not-current' | 'current';
  readonly title: string;
  readonly text: string;
  readonly link: { readonly href: string; readonly text: string } | null;
}

/** Which notice a state has, before it is put into words. */
export function noticeKind(
  state: State,
  firstRecord: DossierAnswer['firstRecord'],
  today: string,
): Notice['kind'] {
  const { on, validTo } = state.resolved;
  const day = spanOf(on).earliest;
  if (firstRecord === null || state.contracts.length === 0 || day < spanOf(firstRecord).earliest) {
    return 'no-record';
  }
  if (day > spanOf(today).earliest) return 'projection';
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
    : `By ${known === null ? 'then' : inText(known).replace(/^on /, '')} nothing of this dossier had been published; the record begins ${inText(firstRecord)}.`;
  const first = firstRecord.length === 10 ? firstRecord : null;
  return {
    kind: 'no-record',
    title: 'No record of this day',
    text,
    link: first === null ? null : { href: links.state(first), text: 'See the first state on record' },
  };
}

function sinceThen({ counts }: Comparison): string {
  const added = counts.added + counts['first-recorded'];
  const ended = counts.ended + counts.withdrawn;
  const parts = [
    ...(counts.changed > 0 ? [`${count(counts.changed, 'clause')} changed`] : []),
    ...(ended > 0 ? [`${ended} ended`] : []),
    ...(added > 0 ? [`${added} ${added === 1 ? 'was' : 'were'} added`] : []),
    ...(counts['came-and-went'] > 0 ? [`${counts['came-and-went']} came and went`] : []),
  ];
  if (parts.length > 0) return `Since then ${listed(parts)}.`;
  return 'Since then no clause was added, changed or ended; only disputes, conflicts or what is certain.';
}

/** @param toToday the comparison of this state with today's, for a state that is not current */
export function noticeOf(
  state: State,
  dossier: DossierAnswer,
  today: string,
  toToday: Comparison | null,
  links: Links,
): Notice {
  const kind = noticeKind(state, dossier.firstRecord, today);
  const { on } = state.resolved;
  switch (kind) {
    case 'no-record':
      return noRecord(state, dossier.firstRecord, links);
    case 'projection':
      return {
        kind,
        title: 'A projection',
        text: 'This day has not come yet. It is shown as today’s record has it, with the ends and terms that are known.',
        link: { href: links.state(null), text: 'See the terms today' },
      };
    case 'not-current':
      return {
        kind,
        title: 'Not the current terms',
        text: toToday === null ? 'Something changed since then.' : sinceThen(toToday),
        link: { href: links.compare(on, today), text: 'Compare with today' },
      };
    case 'current':
      return {
        kind,
        title: 'Current terms',
        text: on === today ? 'These are the terms today.' : 'Nothing has changed since: these are also the terms today.',
        link: null,
      };
    default:
      return kind satisfies never;
  }
}
