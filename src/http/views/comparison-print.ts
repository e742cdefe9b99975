/** What paper needs that a screen has elsewhere: what “today” was, the marks, and the addresses of the sources. */
import type { AnnouncementAnswer } from '../../dossier/answers.ts';
import type { ClauseState, Comparison, Conflict, State } from '../../dossier/shapes.ts';
import { CONFLICT_MARKS, NOT_LISTED, STATUS_MARKS, type Mark } from './marks.ts';
import type { AnnouncementLink, Names, Retracted } from './names.ts';
import { knownWords, type Printed } from './printed.ts';
import { sourceViews, type SourceView } from './sources.ts';
import { inText } from './words.ts';

export interface PrintView extends Printed {
  readonly statuses: readonly Mark[];
  readonly conflicts: readonly Mark[];
  readonly announcements: readonly {
    readonly link: AnnouncementLink;
    readonly sources: readonly SourceView[];
  }[];
}

export interface PrintInput {
  readonly comparison: Comparison;
  readonly announcements: readonly AnnouncementAnswer[];
  readonly retracted: readonly Retracted[];
  readonly today: string;
  readonly names: Names;
  /** The states at the two points, whose last announcements the page names; null at a boundary. */
  readonly before: State | null;
  readonly after: State | null;
}

/** As of which day the two sides are known. */
function knownOf({ from, to }: Comparison, today: string): string {
  if (from.known === null && to.known === null) return knownWords(null, today);
  const words = (known: string | null): string => `as known ${inText(known ?? today)}`;
  const [left, right] = [words(from.known), words(to.known)];
  return left === right ? left : `left ${left}, right ${right}`;
}

function revisionWords({ from, to }: Comparison): string {
  return from.log === to.log ? `revision ${to.log}` : `revisions ${from.log} and ${to.log}`;
}

const settersOf = (clause: ClauseState | null): readonly string[] =>
  clause === null ? [] : Object.values(clause.provenance);

const endedBy = ({ endedBy: id }: Conflict): readonly string[] => (id === null ? [] : [id]);

/** The announcements of the window, those behind the changes, and those that set what either side says. */
function namedIn({ announcements, changes, contracts, conflicts }: Comparison): readonly string[] {
  return [
    ...announcements,
    ...[...changes, ...contracts].flatMap(({ because }) => because),
    ...changes.flatMap(({ before, after }) => [...settersOf(before), ...settersOf(after)]),
    ...[...conflicts.opened, ...conflicts.closed].flatMap(endedBy),
  ];
}

/** @param address the page's address, with the revision at which it stays as it is */
export function printView(input: PrintInput, address: string): PrintView {
  const { comparison, announcements, retracted, today, names } = input;
  const last = [input.before, input.after].flatMap((state) => state?.resolved.lastAnnouncement ?? []);
  const named = new Set([...namedIn(comparison), ...last]);
  return {
    known: knownOf(comparison, today),
    revision: revisionWords(comparison),
    address,
    statuses: [...Object.values(STATUS_MARKS), NOT_LISTED],
    conflicts: Object.values(CONFLICT_MARKS),
    announcements: [...announcements, ...retracted.map(({ announcement }) => announcement)]
      .filter(({ id }) => named.has(id))
      .map(({ id, sources }) => ({ link: names.announcement(id), sources: sourceViews(sources) })),
  };
}
