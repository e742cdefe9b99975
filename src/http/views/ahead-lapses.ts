/** What is unknown from a day to come on, because a contract's term runs out and nobody has said what then. */
import type { AnnouncementAnswer } from '../../dossier/answers.ts';
import type { ClauseTurn, ComingDay } from '../../dossier/overviews.ts';
import { contractOf } from '../../dossier/vocabulary.ts';
import type { Context } from './conflict.ts';
import { CONFLICT_MARKS, type Mark } from './marks.ts';
import type { AnnouncementLink } from './names.ts';

export interface LapseView {
  readonly contracts: readonly {
    readonly title: string;
    /** What set the term. */
    readonly because: readonly AnnouncementLink[];
    /** What our record says of how that term was read; null for nothing. */
    readonly note: string | null;
    readonly clauses: readonly { readonly heading: string; readonly href: string }[];
  }[];
  /** Conflicts of which is unknown, too, whether they go on. */
  readonly conflicts: readonly { readonly mark: Mark; readonly heading: string }[];
}

const lapses = ({ before, after, statusReason }: ClauseTurn): boolean =>
  before !== after && after === 'unknown' && statusReason === 'term-passed';

/** The note beside the term that an announcement gave a contract. */
function noteOf(
  contract: string,
  because: readonly string[],
  announcements: readonly AnnouncementAnswer[],
): string | null {
  const notes = announcements
    .filter(({ id }) => because.includes(id))
    .flatMap(({ effects }) => effects)
    .flatMap((effect) => {
      const isOfTerm = effect.effect === 'open-contract' || effect.effect === 'amend-contract';
      if (!isOfTerm || effect.contract !== contract || effect.term === undefined) return [];
      return effect.term.note ?? effect.note ?? [];
    });
  return notes.at(-1) ?? null;
}

/**
 * Parts what lapses on a day, by contract, from what turns otherwise.
 * @returns the rest of the day, and what lapses; null for nothing
 */
export function lapseOf(
  day: ComingDay,
  announcements: readonly AnnouncementAnswer[],
  { names, links }: Context,
): { rest: Pick<ComingDay, 'clauses' | 'contracts' | 'conflicts'>; lapse: LapseView | null } {
  const lapsing = day.clauses.filter(lapses);
  const ids = [...new Set(lapsing.map(({ ref }) => contractOf(ref)))];
  if (ids.length === 0) return { rest: day, lapse: null };
  const open = day.conflicts.filter(({ what }) => what === 'unknown');
  const rest = {
    clauses: day.clauses.filter((turn) => !lapses(turn)),
    contracts: day.contracts.filter(({ id, after }) => !(ids.includes(id) && after === 'unknown')),
    conflicts: day.conflicts.filter((turn) => !open.includes(turn)),
  };
  const contracts = ids.map((id) => {
    const own = lapsing.filter(({ ref }) => contractOf(ref) === id);
    const turn = day.contracts.find((each) => each.id === id);
    const because = [...new Set(turn?.because ?? own.flatMap((each) => each.because))];
    return {
      title: names.contract(id),
      because: because.map(names.announcement),
      note: noteOf(id, because, announcements),
      clauses: own.map(({ ref, heading }) => ({ heading, href: links.clause(ref) })),
    };
  });
  const conflicts = open.map(({ conflict }) => {
    const [one, other] = conflict.clauses.map(names.clause);
    return {
      mark: CONFLICT_MARKS[conflict.class],
      heading: `“${one}” and “${other}”, over ${names.subject(conflict.subject)}`,
    };
  });
  return { rest, lapse: { contracts, conflicts } };
}
