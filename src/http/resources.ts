/**
 * The read side as one table: each resource's address, parameters and shape, and how the tracker answers it.
 * The router, the pages' JSON and the API's description all come from this table.
 */
import type { z } from 'zod';
import {
  AnnouncementAnswerSchema,
  AnnouncementListSchema,
  ClauseAnswerSchema,
  ConflictListSchema,
  ContractPairsSchema,
  DossierListSchema,
  DossierSchema,
  HistorySchema,
  LogSchema,
} from '../dossier/answers.ts';
import { SearchAllSchema, SearchSchema } from '../dossier/finding.ts';
import { QuestionsSchema } from '../dossier/questions.ts';
import {
  AheadSchema,
  MatrixSchema,
  TermAnswerSchema,
  TermListSchema,
  ValiditySchema,
} from '../dossier/overviews.ts';
import { ComparisonSchema, StateSchema } from '../dossier/shapes.ts';
import type { PointRequest, Tracker } from '../tracker/contract.ts';
import {
  AnnouncementPathSchema,
  ClausePathSchema,
  ClockQuerySchema,
  CompareQuerySchema,
  ContractPairPathSchema,
  DossierPathSchema,
  KnownQuerySchema,
  LogPageQuerySchema,
  LogQuerySchema,
  NoQuerySchema,
  parsePath,
  parseQuery,
  SearchAllQuerySchema,
  SearchQuerySchema,
  TermPathSchema,
  type Raw,
  type Strictness,
} from './params.ts';
import { answerQuestions } from './questions.ts';

/** A resource of the read API. */
export interface Resource {
  /** Below `/api/v1`, as Express writes it. */
  readonly path: string;
  /** `operationId` of the API's description. */
  readonly name: string;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly answer: z.ZodType;
  read(tracker: Tracker, params: Raw, query: Raw, strictness: Strictness): Promise<unknown>;
}

interface Spec<P extends z.ZodObject, Q extends z.ZodObject, A> {
  path: string;
  name: string;
  summary: string;
  params: P;
  query: Q;
  answer: z.ZodType<A>;
  read(tracker: Tracker, path: z.output<P>, query: z.output<Q>): Promise<A>;
}

function define<P extends z.ZodObject, Q extends z.ZodObject, A>(spec: Spec<P, Q, A>): Resource {
  return {
    ...spec,
    read: async (tracker, params, query, strictness) =>
      spec.read(tracker, parsePath(spec.params, params), parseQuery(spec.query, query, strictness)),
  };
}

/** The clocks of a comparison's query. */
export interface CompareClocks {
  known?: string;
  fromKnown?: string;
  toKnown?: string;
  log?: number;
  fromLog?: number;
  toLog?: number;
}

/** The two points of a comparison: `known` and `log` stand for both, unless one has its own. */
export function comparePoints(query: CompareClocks & { from: string; to: string }): {
  from: PointRequest;
  to: PointRequest;
} {
  const point = (on: string, known = query.known, log = query.log): PointRequest => ({
    on,
    ...(known === undefined ? {} : { known }),
    ...(log === undefined ? {} : { log }),
  });
  return {
    from: point(query.from, query.fromKnown, query.fromLog),
    to: point(query.to, query.toKnown, query.toLog),
  };
}

export const dossiersResource = define({
  path: '/dossiers',
  name: 'listDossiers',
  summary: 'The dossiers on record',
  params: NoQuerySchema,
  query: NoQuerySchema,
  answer: DossierListSchema,
  read: async (tracker) => ({ dossiers: [...(await tracker.dossiers())] }),
});

export const dossierResource = define({
  path: '/dossiers/:dossier',
  name: 'getDossier',
  summary: 'A dossier: its head, parties, subjects, contracts and terms',
  params: DossierPathSchema,
  query: LogQuerySchema,
  answer: DossierSchema,
  read: (tracker, { dossier }, { log }) => tracker.dossier(dossier, log),
});

export const stateResource = define({
  path: '/dossiers/:dossier/state',
  name: 'getState',
  summary: 'The terms in force on a day, as known on a day',
  params: DossierPathSchema,
  query: ClockQuerySchema,
  answer: StateSchema,
  read: (tracker, { dossier }, query) => tracker.state(dossier, query),
});

export const compareResource = define({
  path: '/dossiers/:dossier/compare',
  name: 'compare',
  summary: 'What changed between two points, and which announcements changed it',
  params: DossierPathSchema,
  query: CompareQuerySchema,
  answer: ComparisonSchema,
  read: (tracker, { dossier }, query) => {
    const { from, to } = comparePoints(query);
    return tracker.compare(dossier, from, to);
  },
});

export const announcementsResource = define({
  path: '/dossiers/:dossier/announcements',
  name: 'listAnnouncements',
  summary: 'The announcements in their order',
  params: DossierPathSchema,
  query: LogQuerySchema,
  answer: AnnouncementListSchema,
  read: (tracker, { dossier }, { log }) => tracker.announcements(dossier, log),
});

export const announcementResource = define({
  path: '/dossiers/:dossier/announcements/:announcement',
  name: 'getAnnouncement',
  summary: 'One announcement, as it reads now',
  params: AnnouncementPathSchema,
  query: LogQuerySchema,
  answer: AnnouncementAnswerSchema,
  read: (tracker, { dossier, announcement }, { log }) => tracker.announcement(dossier, announcement, log),
});

export const changeResource = define({
  path: '/dossiers/:dossier/announcements/:announcement/change',
  name: 'getChange',
  summary: 'The change that an announcement made: the comparison across it',
  params: AnnouncementPathSchema,
  query: LogQuerySchema,
  answer: ComparisonSchema,
  read: (tracker, { dossier, announcement }, { log }) => tracker.change(dossier, announcement, log),
});

export const clauseResource = define({
  path: '/dossiers/:dossier/clauses/:contract/:clause',
  name: 'getClause',
  summary: 'One clause on a day',
  params: ClausePathSchema,
  query: ClockQuerySchema,
  answer: ClauseAnswerSchema,
  read: (tracker, path, query) => tracker.clause(path.dossier, `${path.contract}/${path.clause}`, query),
});

export const historyResource = define({
  path: '/dossiers/:dossier/clauses/:contract/:clause/history',
  name: 'getHistory',
  summary: 'A clause’s life: versions, statuses, positions, disputes, conflicts',
  params: ClausePathSchema,
  query: KnownQuerySchema,
  answer: HistorySchema,
  read: (tracker, path, query) => tracker.history(path.dossier, `${path.contract}/${path.clause}`, query),
});

export const conflictsResource = define({
  path: '/dossiers/:dossier/conflicts',
  name: 'listConflicts',
  summary: 'Conflicts between rights: all with their intervals, or those of a day',
  params: DossierPathSchema,
  query: ClockQuerySchema,
  answer: ConflictListSchema,
  read: (tracker, { dossier }, query) => tracker.conflicts(dossier, query),
});

export const contractPairsResource = define({
  path: '/dossiers/:dossier/contracts/:contract/with/:other',
  name: 'compareContracts',
  summary: 'Two contracts of a dossier side by side on a day',
  params: ContractPairPathSchema,
  query: ClockQuerySchema,
  answer: ContractPairsSchema,
  read: (tracker, { dossier, contract, other }, query) =>
    tracker.contractPairs(dossier, [contract, other], query),
});

export const validityResource = define({
  path: '/dossiers/:dossier/validity',
  name: 'getValidity',
  summary: 'Every clause’s runs of status along valid time, with disputes, conflicts and announcements',
  params: DossierPathSchema,
  query: KnownQuerySchema,
  answer: ValiditySchema,
  read: (tracker, { dossier }, query) => tracker.validity(dossier, query),
});

export const matrixResource = define({
  path: '/dossiers/:dossier/matrix',
  name: 'getMatrix',
  summary: 'Who holds which right on a day: parties by subjects, with the clashes',
  params: DossierPathSchema,
  query: ClockQuerySchema,
  answer: MatrixSchema,
  read: (tracker, { dossier }, query) => tracker.matrix(dossier, query),
});

export const termsResource = define({
  path: '/dossiers/:dossier/terms',
  name: 'listTerms',
  summary: 'The terms, undefined and defined: their readings, where they are used, what hangs on them',
  params: DossierPathSchema,
  query: ClockQuerySchema,
  answer: TermListSchema,
  read: (tracker, { dossier }, query) => tracker.terms(dossier, query),
});

export const termResource = define({
  path: '/dossiers/:dossier/terms/:term',
  name: 'getTerm',
  summary: 'One term',
  params: TermPathSchema,
  query: ClockQuerySchema,
  answer: TermAnswerSchema,
  read: (tracker, { dossier, term }, query) => tracker.term(dossier, term, query),
});

export const aheadResource = define({
  path: '/dossiers/:dossier/ahead',
  name: 'getAhead',
  summary: 'What is to come after a day: dated changes, open conditions, ends that wait for an event',
  params: DossierPathSchema,
  query: ClockQuerySchema,
  answer: AheadSchema,
  read: (tracker, { dossier }, query) => tracker.ahead(dossier, query),
});

export const logResource = define({
  path: '/dossiers/:dossier/log',
  name: 'readLog',
  summary: 'The recorded events, with revision, instant and hash',
  params: DossierPathSchema,
  query: LogPageQuerySchema,
  answer: LogSchema,
  read: (tracker, { dossier }, query) => tracker.log(dossier, query),
});

export const searchResource = define({
  path: '/dossiers/:dossier/search',
  name: 'search',
  summary:
    'Words in every wording of the clauses, in conflicts, disputes, questions, announcements, parties, subjects, terms',
  params: DossierPathSchema,
  query: SearchQuerySchema,
  answer: SearchSchema,
  read: (tracker, { dossier }, { q, ...clocks }) => tracker.search(dossier, { query: q, ...clocks }),
});

export const searchAllResource = define({
  path: '/search',
  name: 'searchAll',
  summary: 'The same words in every dossier',
  params: NoQuerySchema,
  query: SearchAllQuerySchema,
  answer: SearchAllSchema,
  read: (tracker, _path, { q, ...clocks }) => tracker.searchAll({ query: q, ...clocks }),
});

/** What a question may ask: everything that can be read, but the answers to the questions. */
const ASKABLE: readonly Resource[] = [
  dossiersResource,
  dossierResource,
  stateResource,
  compareResource,
  announcementsResource,
  announcementResource,
  changeResource,
  clauseResource,
  historyResource,
  conflictsResource,
  contractPairsResource,
  validityResource,
  matrixResource,
  termsResource,
  termResource,
  aheadResource,
  logResource,
  searchResource,
  searchAllResource,
];

export const questionsResource = define({
  path: '/dossiers/:dossier/questions',
  name: 'listQuestions',
  summary:
    'The questions that ship with a dossier, with the answers that are expected and those that it gives',
  params: DossierPathSchema,
  query: NoQuerySchema,
  answer: QuestionsSchema,
  read: (tracker, { dossier }) => answerQuestions(tracker, dossier, ASKABLE),
});

export const RESOURCES: readonly Resource[] = [...ASKABLE, questionsResource];
