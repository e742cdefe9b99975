/**
 * What the edges (HTTP, command line) may ask of the tracker. Days are `YYYY-MM-DD`; every method throws
 * `Problem` for what a caller got wrong or what the store could not do.
 */
import type {
  AnnouncementAnswer,
  AnnouncementList,
  ClauseAnswer,
  ClauseHistory,
  ConflictList,
  ContractPairs,
  DossierAnswer,
  DossierSummary,
  LogAnswer,
} from '../dossier/answers.ts';
import type { DossierEvent } from '../dossier/announcement.ts';
import type { Search, SearchAll } from '../dossier/finding.ts';
import type { Ahead, Matrix, Standpoints, TermAnswer, TermList, Validity } from '../dossier/overviews.ts';
import type { Comparison, State } from '../dossier/shapes.ts';

/** A point in the clocks. Left out: `on` today, `known` everything, `log` the head. */
export interface ClockRequest {
  readonly on?: string;
  readonly known?: string;
  readonly log?: number;
}

/** A point of a comparison: a day, or the boundary before or after an announcement. */
export interface PointRequest extends Omit<ClockRequest, 'on'> {
  readonly on: string;
}

/** What is looked for, and as of when: everything that ever held is looked through, up to the two clocks. */
export interface SearchRequest extends Omit<ClockRequest, 'on'> {
  readonly query: string;
}

/** One call of the read API, what is picked from its answer, and what that must be. */
export interface AskedCheck {
  /** Below the dossier's own address in the API. */
  readonly ask: string;
  /** Below the dossier's page. */
  readonly page: string | null;
  /** The JSONPath (RFC 9535) that `pick` follows. */
  readonly select: string;
  readonly expect: readonly unknown[];
  readonly pick: (answer: unknown) => unknown[];
}

/** A question that ships with a dossier. */
export interface AskedQuestion {
  readonly id: string;
  readonly text: string;
  readonly answer: string | null;
  /** Announcements without which there is no answer yet. */
  readonly needs: readonly string[];
  readonly checks: readonly AskedCheck[];
}

/** The questions of one dossier, and what is wrong with their file. */
export interface DossierQuestions {
  readonly questions: readonly AskedQuestion[];
  readonly fault: string | null;
}

export interface AppendRequest {
  /** The announcement (or other event) as parsed JSON, not yet validated. */
  readonly body: unknown;
  readonly appendedBy?: string;
  readonly idempotencyKey?: string;
  /** The revision that the writer saw; another head is refused as `stale-head`. */
  readonly expectedHead?: number;
  readonly dryRun?: boolean;
  /** A correction or retraction that leaves effects with nothing to act on is recorded all the same. */
  readonly force?: boolean;
}

export interface AppendAnswer {
  /** The stored event as the public may see it. */
  readonly event: unknown;
  readonly dossier: string;
  readonly id: string | null;
  readonly revision: number;
  readonly head: number;
  /** Whether it had been stored before: nothing was appended now. */
  readonly repeated: boolean;
}

export type AppendKind =
  'open' | 'announce' | 'amend' | { readonly correct: string } | { readonly retract: string };

/**
 * How the tracker follows its store: not yet up to its end, up to it, interrupted and trying again, or over (the
 * log has the reason).
 */
export type FollowingState = 'catching-up' | 'live' | 'stalled' | 'ended';

/** An event that was just recorded, in a line. */
export interface News {
  readonly revision: number;
  readonly type: DossierEvent['type'];
  /** The announcement that it is, corrects or retracts; null for a change of the dossier itself. */
  readonly announcement: string | null;
  readonly headline: string | null;
}

export interface Tracker {
  /** Today in the configured zone, `YYYY-MM-DD`. */
  today(): string;
  /**
   * Begins to follow the store. Before it, each read asks the store what is new; after it, the tracker knows, as
   * soon as the store tells it. A read at a `log` that this tracker has not seen yet asks the store.
   */
  follow(): void;
  following(): FollowingState;
  /** Ends the following; reads go on to ask the store. */
  unfollow(): Promise<void>;
  /** A dossier's last revision. */
  head(id: string): Promise<number>;
  /** What is recorded in a dossier after a revision, now and from now on, until the signal is aborted. */
  news(id: string, after: number, signal: AbortSignal): AsyncIterable<News>;
  dossiers(): Promise<readonly DossierSummary[]>;
  dossier(id: string, log?: number): Promise<DossierAnswer>;
  state(id: string, point: ClockRequest): Promise<State>;
  /** `from.on` and `to.on` are days, or `before:ID` / `after:ID` of an announcement. */
  compare(id: string, from: PointRequest, to: PointRequest): Promise<Comparison>;
  announcements(id: string, log?: number): Promise<AnnouncementList>;
  announcement(id: string, announcement: string, log?: number): Promise<AnnouncementAnswer>;
  change(id: string, announcement: string, log?: number): Promise<Comparison>;
  clause(id: string, ref: string, point: ClockRequest): Promise<ClauseAnswer>;
  history(id: string, ref: string, point: Omit<ClockRequest, 'on'>): Promise<ClauseHistory>;
  /** All conflicts with their intervals, or those of the day `on`. */
  conflicts(id: string, point: ClockRequest): Promise<ConflictList>;
  /** Words in clauses (every wording that they had), announcements, parties, subjects and terms. */
  search(id: string, request: SearchRequest): Promise<Search>;
  /** The same in every dossier. */
  searchAll(request: Omit<SearchRequest, 'log'>): Promise<SearchAll>;
  /** The questions that ship with a dossier, not yet answered. None for a dossier that isn't there. */
  questions(id: string): DossierQuestions;
  /** Two contracts side by side on a day. */
  contractPairs(
    id: string,
    contracts: readonly [string, string],
    point: ClockRequest,
  ): Promise<ContractPairs>;
  /** Every clause's runs of status along valid time, with disputes, conflicts and announcements. */
  validity(id: string, point: Omit<ClockRequest, 'on'>): Promise<Validity>;
  /** Who holds which right on a day. */
  matrix(id: string, point: ClockRequest): Promise<Matrix>;
  /** The terms, undefined and defined, with their uses. */
  terms(id: string, point: ClockRequest): Promise<TermList>;
  term(id: string, term: string, point: ClockRequest): Promise<TermAnswer>;
  /** What stands behind the positions on each clause on a day: the announcements, and the disputes that are over. */
  standpoints(id: string, point: ClockRequest): Promise<Standpoints>;
  /** What is to come after a day. */
  ahead(id: string, point: ClockRequest): Promise<Ahead>;
  log(id: string, page: { after?: number; limit?: number }): Promise<LogAnswer>;
  /**
   * The recorded events of one dossier, or (null) of all, as JSON Lines, each with its line end, as the public
   * may see them. They are read as they are taken; the reading ends when it is left.
   */
  exported(id: string | null): AsyncIterable<string>;
  /** Appends; nothing is stored unless it resolves with `repeated: false`. `id` is ignored for `open`. */
  append(id: string, kind: AppendKind, request: AppendRequest): Promise<AppendAnswer>;
  /** What an append would change: nothing is stored. */
  dryRun(id: string, kind: AppendKind, request: AppendRequest): Promise<Comparison>;
}
