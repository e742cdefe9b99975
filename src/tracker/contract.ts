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
  DossierAnswer,
  DossierSummary,
  LogAnswer,
} from '../dossier/answers.ts';
import type { Ahead, Matrix, TermAnswer, TermList, Validity } from '../dossier/overviews.ts';
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

export interface Tracker {
  /** Today in the configured zone, `YYYY-MM-DD`. */
  today(): string;
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
  /** Every clause's runs of status along valid time, with disputes, conflicts and announcements. */
  validity(id: string, point: Omit<ClockRequest, 'on'>): Promise<Validity>;
  /** Who holds which right on a day. */
  matrix(id: string, point: ClockRequest): Promise<Matrix>;
  /** The terms, undefined and defined, with their uses. */
  terms(id: string, point: ClockRequest): Promise<TermList>;
  term(id: string, term: string, point: ClockRequest): Promise<TermAnswer>;
  /** What is to come after a day. */
  ahead(id: string, point: ClockRequest): Promise<Ahead>;
  log(id: string, page: { after?: number; limit?: number }): Promise<LogAnswer>;
  /** Appends; nothing is stored unless it resolves with `repeated: false`. `id` is ignored for `open`. */
  append(id: string, kind: AppendKind, request: AppendRequest): Promise<AppendAnswer>;
  /** What an append would change: nothing is stored. */
  dryRun(id: string, kind: AppendKind, request: AppendRequest): Promise<Comparison>;
  /** Whether the store answers. */
  ready(): Promise<boolean>;
}
