/** Narrowing a state to a status, a party or a subject, by links. */
import type { DossierAnswer } from '../../dossier/answers.ts';
import { STATUSES, type ClauseState, type State, type Status } from '../../dossier/shapes.ts';
import { STATUS_MARKS } from './marks.ts';
import { withQuery } from './links.ts';

export interface Filters {
  readonly party?: string;
  readonly status?: Status;
  readonly subject?: string;
}

export interface FilterOption {
  readonly text: string;
  readonly href: string;
  readonly current: boolean;
}

export interface FilterGroup {
  readonly label: string;
  readonly options: readonly FilterOption[];
}

function partiesOf(clause: ClauseState): ReadonlySet<string> {
  const stated = Object.entries(clause.positions).filter(([, position]) => position !== 'not mentioned');
  return new Set([
    ...clause.obligor,
    ...clause.beneficiary,
    ...clause.grants.flatMap(({ assigner, assignee }) => [assigner, assignee]),
    ...clause.disputes.map(({ by }) => by),
    ...stated.map(([party]) => party),
    ...Object.values(clause.terms).flatMap((value) => (value.type === 'party' ? [value.value] : [])),
  ]);
}

function subjectsOf(clause: ClauseState): readonly string[] {
  const terms = Object.values(clause.terms).flatMap((value) =>
    value.type === 'subject' ? [value.value] : [],
  );
  return [...clause.grants.map(({ target }) => target), ...terms];
}

/** Whether a subject is, or is part of, another. */
function within(subjects: DossierAnswer['subjects'], inner: string, outer: string): boolean {
  const byId = new Map(subjects.map((subject) => [subject.id, subject.partOf]));
  const seen = new Set<string>();
  const queue = [inner];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === outer) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    queue.push(...(byId.get(id) ?? []));
  }
  return false;
}

/** Whether a clause passes the filters: a subject takes in its parts, and what it is part of. */
export function passes(clause: ClauseState, filters: Filters, subjects: DossierAnswer['subjects']): boolean {
  const { party, status, subject } = filters;
  if (status !== undefined && clause.status !== status) return false;
  if (party !== undefined && !partiesOf(clause).has(party)) return false;
  if (subject === undefined) return true;
  return subjectsOf(clause).some(
    (target) => within(subjects, target, subject) || within(subjects, subject, target),
  );
}

/** The filters as groups of links; an active one leads back to all. */
export function filterGroups(
  page: string,
  carried: Readonly<Record<string, string | number | undefined>>,
  filters: Filters,
  dossier: DossierAnswer,
  state: State,
): readonly FilterGroup[] {
  const clauses = state.contracts.flatMap((contract) => contract.clauses);
  const option = (name: keyof Filters, value: string | undefined, text: string): FilterOption => ({
    text,
    current: filters[name] === value,
    href: withQuery(page, { ...carried, ...filters, [name]: value }),
  });
  const involved = new Set(clauses.flatMap((clause) => [...partiesOf(clause)]));
  const touched = new Set(clauses.flatMap((clause) => subjectsOf(clause)));
  const group = (
    label: string,
    name: keyof Filters,
    all: string,
    options: readonly FilterOption[],
  ): readonly FilterGroup[] =>
    options.length === 0 ? [] : [{ label, options: [option(name, undefined, all), ...options] }];
  const statuses = STATUSES.filter((status) => state.counts[status] > 0).map((status) =>
    option('status', status, `${STATUS_MARKS[status].word} (${state.counts[status]})`),
  );
  const parties = dossier.parties
    .filter(({ id }) => involved.has(id))
    .map(({ id, name }) => option('party', id, name));
  const subjects = dossier.subjects
    .filter(({ id }) => touched.has(id))
    .map(({ id, name }) => option('subject', id, name));
  return [
    ...group('Status', 'status', 'all', statuses),
    ...group('Party', 'party', 'all', parties),
    ...group('Subject', 'subject', 'all', subjects),
  ];
}
