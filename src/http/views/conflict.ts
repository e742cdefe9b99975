/** A conflict between rights for a page: the verdict in words and the two clauses side by side. */
import type { ClauseState, Conflict, State } from '../../dossier/shapes.ts';
import { contractOf } from '../../dossier/vocabulary.ts';
import type { Links } from './links.ts';
import { CONDITIONAL_VERDICT, CONFLICT_MARKS, STATUS_MARKS, VERDICTS, type Mark } from './marks.ts';
import type { AnnouncementLink, Names } from './names.ts';
import { grantWords, hangsOnWords } from './values.ts';
import { daysLong, listed, stretch, type Stretch, when, type When } from './words.ts';

export interface ConflictSide {
  readonly heading: string;
  readonly href: string;
  readonly contract: string;
  /** Null where the clause isn't listed in the state at hand. */
  readonly status: Mark | null;
  readonly rights: readonly string[];
}

export interface ConflictView {
  readonly anchor: string;
  readonly mark: Mark;
  readonly subject: string;
  readonly action: string;
  readonly verdict: string;
  readonly hangsOn: string | null;
  readonly since: When;
  readonly held: Stretch;
  /** For how many days it held; empty where that can't be said. */
  readonly length: string;
  /** Whether it still goes on, as far as is known. */
  readonly open: boolean;
  readonly certain: boolean;
  readonly certainUntil: When | null;
  readonly endedBy: AnnouncementLink | null;
  readonly sides: readonly ConflictSide[];
}

/** What a conflict's view needs to know beyond the conflict. */
export interface Context {
  readonly names: Names;
  readonly links: Links;
}

/** The place of a conflict on its page. */
export function conflictAnchor(conflict: Conflict): string {
  const { action, subject, clauses, from } = conflict;
  return ['conflict', conflict.class, action, subject, ...clauses, from].join('-').replaceAll('/', '-');
}

function clausesOf(state: State | null): Map<string, ClauseState> {
  const clauses = state?.contracts.flatMap((contract) => contract.clauses) ?? [];
  return new Map(clauses.map((clause) => [clause.ref, clause]));
}

/** Where the two clauses of a conflict are read, and whether the conflict is there at that point. */
export interface Reading {
  readonly state: State | null;
  readonly present: boolean;
}

function verdictOf(conflict: Conflict, clauses: ReadonlyMap<string, ClauseState>): string {
  const sides = conflict.clauses.flatMap((ref) => clauses.get(ref) ?? []);
  const exclusive = sides.filter(({ grants }) =>
    grants.some((grant) => grant.action === conflict.action && grant.exclusivity === 'exclusive'),
  );
  const conditional = sides.some(({ status }) => status === 'conditional');
  const onCondition = conflict.class === 'possible' && exclusive.length === 2 && conditional;
  return onCondition ? CONDITIONAL_VERDICT : VERDICTS[conflict.class];
}

/** @param reading where the two clauses are read; their status is shown only where the conflict is present */
export function conflictViews(
  conflicts: readonly Conflict[],
  { state, present }: Reading,
  { names, links }: Context,
): readonly ConflictView[] {
  const clauses = clausesOf(state);
  const side = (ref: string, conflict: Conflict): ConflictSide => {
    const clause = clauses.get(ref);
    const grants = clause?.grants.filter((grant) => grant.action === conflict.action) ?? [];
    return {
      heading: names.clause(ref),
      href: links.clause(ref),
      contract: names.contract(contractOf(ref)),
      status: clause === undefined || !present ? null : STATUS_MARKS[clause.status],
      rights: grants.map((grant) => grantWords(grant, names)),
    };
  };
  return conflicts.map((conflict) => ({
    anchor: conflictAnchor(conflict),
    mark: CONFLICT_MARKS[conflict.class],
    subject: names.subject(conflict.subject),
    action: conflict.action.replaceAll('-', ' '),
    verdict: verdictOf(conflict, clauses),
    hangsOn:
      conflict.hangsOn.length === 0 ? null : listed(conflict.hangsOn.map((id) => hangsOnWords(id, names))),
    since: when(conflict.from),
    held: stretch(conflict.from, conflict.to),
    length: daysLong(conflict.from, conflict.to),
    open: conflict.to === null,
    certain: conflict.certain,
    certainUntil: conflict.certainUntil === null ? null : when(conflict.certainUntil),
    endedBy: conflict.endedBy === null ? null : names.announcement(conflict.endedBy),
    sides: conflict.clauses.map((ref) => side(ref, conflict)),
  }));
}

/** A conflict in one line beside one of its clauses. */
export interface ConflictLine {
  readonly mark: Mark;
  readonly other: string;
  readonly href: string;
  readonly subject: string;
  readonly since: When;
  readonly certain: boolean;
}

/** The conflicts of one clause, each in a line that leads to the two cards. */
export function conflictLines(
  ref: string,
  conflicts: readonly Conflict[],
  { names }: Context,
  page = '',
): readonly ConflictLine[] {
  return conflicts
    .filter(({ clauses }) => clauses.includes(ref))
    .map((conflict) => ({
      mark: CONFLICT_MARKS[conflict.class],
      other: names.clause(conflict.clauses.find((clause) => clause !== ref) ?? ref),
      href: `${page}#${conflictAnchor(conflict)}`,
      subject: names.subject(conflict.subject),
      since: when(conflict.from),
      certain: conflict.certain,
    }));
}
