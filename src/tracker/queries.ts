/**
 * What the tracker answers: pure functions of a timeline that is already caught up, with text runs added.
 */
import type {
  AnnouncementAnswer,
  AnnouncementList,
  ClauseAnswer,
  ClauseHistory,
  ConflictList,
  DossierAnswer,
} from '../dossier/answers.ts';
import { changeMade } from '../dossier/change-made.ts';
import { isLive } from '../dossier/clashes.ts';
import { clauseHistory } from '../dossier/clause-history.ts';
import { compare } from '../dossier/compare.ts';
import { FOREVER, formatDay, spanOf, type Day } from '../dossier/dates.ts';
import { boundaryPoint, dayPoint, type Point } from '../dossier/points.ts';
import type { Search } from '../dossier/finding.ts';
import type { Telling, View } from '../dossier/record.ts';
import { compareConflicts, conflictRuns, describeRun } from '../dossier/rights.ts';
import type { Change, Comparison, State } from '../dossier/shapes.ts';
import { clauseState, stateAt, surroundingsOf } from '../dossier/state.ts';
import type { Timeline } from '../dossier/timeline.ts';
import { contractOf } from '../dossier/vocabulary.ts';
import { changeSize, findMoves, redline, type Run } from '../redline/index.ts';
import type { ClockRequest, DossierQuestions, PointRequest, SearchRequest } from './contract.ts';
import { requireDay, requireKnown, requireLog } from './parse.ts';
import { Problem } from './problems.ts';
import { attemptsFor, isEmpty, searchIn, type Attempt, type Sight } from './search/search.ts';

/** A request's clocks, checked. */
export interface Clocks {
  readonly on: Day;
  readonly known: Day | null;
  readonly log: number;
  readonly view: View;
}

/** The clocks of a request: what it leaves out is today, everything published, the head. */
export function clocksOf(timeline: Timeline, request: ClockRequest, today: string): Clocks {
  const now = spanOf(today).earliest;
  const known = requireKnown(request.known, now);
  const log = requireLog(request.log, timeline.head);
  return {
    on: requireDay(request.on ?? today, 'on'),
    known,
    log,
    view: timeline.view(known ?? FOREVER, log),
  };
}

/** The state of a dossier. */
export function stateOf(timeline: Timeline, request: ClockRequest, today: string): State {
  const { on, known, log } = clocksOf(timeline, request, today);
  const state = stateAt(timeline, { on, known, log });
  return { ...state, requested: { ...state.requested, log: request.log ?? null } };
}

const BOUNDARY = /^(before|after):(.+)$/;

function pointOf(
  timeline: Timeline,
  asked: PointRequest,
  parameter: 'from' | 'to',
  knownParameter: string,
  today: string,
): Point {
  const known = requireKnown(asked.known, spanOf(today).earliest, knownParameter);
  const log = requireLog(asked.log, timeline.head);
  const [, side, id] = BOUNDARY.exec(asked.on) ?? [];
  if (id === undefined) return dayPoint(timeline, { on: requireDay(asked.on, parameter), known, log });
  const telling = requireTelling(timeline, id, log);
  return boundaryPoint(timeline, telling, side === 'before' ? 'before' : 'after', { known, log });
}

function requireTelling(timeline: Timeline, id: string, log: number): Telling {
  const telling = timeline.telling(id, log);
  if (telling !== undefined) return telling;
  const detail = timeline.wasUsed(id)
    ? `The announcement ${id} was retracted, or not yet recorded then.`
    : `There is no announcement ${id}.`;
  throw new Problem('not-found', detail);
}

/** The text of a change's size: of a clause that came or went, the whole of it was added or removed. */
function sizedRuns({ before, after }: Change, runs: readonly Run[]): readonly Run[] {
  const [was, is] = [before, after].map((state) => state !== null && isLive(state.status));
  if (was === is) return runs;
  return is === true ? redline('', after?.text ?? '') : redline(before?.text ?? '', '');
}

/** A change with the runs of its text, the passages that moved, and its size in words without those. */
function withRuns(change: Change): Change {
  const { runs, moves } = findMoves(redline(change.before?.text ?? '', change.after?.text ?? ''));
  const moved = new Set(moves.flatMap(({ from, to }) => [from, to]));
  const stayed = runs.filter((_run, index) => !moved.has(index));
  const { added, removed } = changeSize(sizedRuns(change, stayed));
  return { ...change, text: [...runs], moves: [...moves], size: { ...change.size, added, removed } };
}

/** A comparison with the runs of each changed text. */
export function withText(comparison: Comparison): Comparison {
  return { ...comparison, changes: comparison.changes.map(withRuns) };
}

/** Two points compared. */
export function comparisonOf(
  timeline: Timeline,
  from: PointRequest,
  to: PointRequest,
  today: string,
): Comparison {
  // One `known` for both points is one parameter of the request.
  const [first, second] = from.known === to.known ? ['known', 'known'] : ['fromKnown', 'toKnown'];
  const one = pointOf(timeline, from, 'from', first ?? 'known', today);
  const other = pointOf(timeline, to, 'to', second ?? 'known', today);
  return withText(compare(timeline, one, other));
}

/** The change that an announcement made. */
export function changeOfAnnouncement(timeline: Timeline, id: string, log?: number): Comparison {
  const revision = requireLog(log, timeline.head);
  return withText(changeMade(timeline, requireTelling(timeline, id, revision), revision));
}

function datesOf(tellings: readonly Telling[]): Pick<DossierAnswer, 'firstRecord' | 'lastAnnounced'> {
  return {
    firstRecord: tellings[0]?.announcedOn ?? null,
    lastAnnounced: tellings.at(-1)?.announcedOn ?? null,
  };
}

/** A dossier with its parties, subjects, contracts and terms. */
export function dossierOf(timeline: Timeline, today: string, log?: number): DossierAnswer {
  const revision = requireLog(log, timeline.head);
  const registry = timeline.registry(revision);
  const view = timeline.view(FOREVER, revision);
  const on = spanOf(today).earliest;
  const tellings = timeline.recorded(revision);
  return {
    id: timeline.dossier,
    title: registry.title,
    summary: registry.summary,
    head: timeline.head,
    announcements: tellings.length,
    ...datesOf(tellings),
    parties: [...registry.parties.values()],
    subjects: [...registry.subjects.values()],
    contracts: timeline.contracts(view).map((contract) => {
      const { title, parties, term } = contract.contentOn(on);
      const clauses = contract.clausesOn(on);
      return { id: contract.id, title, parties: [...parties], status: contract.statusOn(on), term, clauses };
    }),
    terms: {
      defined: [...registry.definedTerms.values()],
      undefined: [...registry.undefinedTerms.values()],
    },
    notes: [...registry.notes.values()],
    sources: [...registry.sources.values()],
  };
}

function recordedAnnouncement(timeline: Timeline, telling: Telling): AnnouncementAnswer {
  const corrections = timeline
    .tellingsOf(telling.id)
    .map(({ recorded }) => recorded)
    .filter((recorded) => recorded !== telling.revision && recorded <= telling.recorded);
  const { content, sequence, revision } = telling;
  return { ...content, sequence, revision, corrections };
}

/** The announcements on record, in their order. */
export function announcementsOf(timeline: Timeline, log?: number): AnnouncementList {
  const revision = requireLog(log, timeline.head);
  return {
    dossier: timeline.dossier,
    log: revision,
    announcements: timeline.recorded(revision).map((telling) => recordedAnnouncement(timeline, telling)),
  };
}

/** One announcement as it reads at a revision. */
export function announcementOf(timeline: Timeline, id: string, log?: number): AnnouncementAnswer {
  const revision = requireLog(log, timeline.head);
  return recordedAnnouncement(timeline, requireTelling(timeline, id, revision));
}

/** One clause on a day. */
export function clauseOf(
  timeline: Timeline,
  ref: string,
  request: ClockRequest,
  today: string,
): ClauseAnswer {
  const { on, known, log, view } = clocksOf(timeline, request, today);
  const life = timeline.clause(ref, view);
  const contract = timeline.contract(contractOf(ref), view);
  if (life === undefined || life.start === null || contract === undefined) throw noClause(timeline, ref);
  const around = surroundingsOf(timeline, view, timeline.contracts(view), on);
  const { title, parties } = contract.contentOn(on);
  return {
    dossier: timeline.dossier,
    resolved: { on: formatDay(on), known: known === null ? null : formatDay(known), log },
    contract: { id: contract.id, title, parties: [...parties] },
    clause: clauseState(life, on, around),
    conflicts: conflictRuns(timeline, view, ref)
      .filter(({ from, to }) => from <= on && on < to)
      .map((run) => describeRun(run, on))
      .sort(compareConflicts),
  };
}

function noClause(timeline: Timeline, ref: string): Problem {
  const everywhere = timeline.clause(ref, timeline.view());
  const detail =
    everywhere?.start === undefined || everywhere.start === null
      ? `There is no clause ${ref}.`
      : `The clause ${ref} was not on record then.`;
  return new Problem('not-found', detail);
}

/** A clause's history, with the redline of each version to the one before. */
export function historyOf(
  timeline: Timeline,
  ref: string,
  request: Omit<ClockRequest, 'on'>,
  today: string,
): ClauseHistory {
  const { view, known } = clocksOf(timeline, request, today);
  const history = clauseHistory(timeline, view, ref, known === null ? null : formatDay(known));
  if (history === null) throw noClause(timeline, ref);
  const versions = history.versions.map((version, index) => {
    const before = history.versions[index - 1]?.content.text;
    return { ...version, text: before === undefined ? [] : redline(before, version.content.text) };
  });
  return { ...history, versions };
}

/** All conflicts with their intervals, or those of a day. */
export function conflictsOf(timeline: Timeline, request: ClockRequest, today: string): ConflictList {
  const { known, log, view, on: day } = clocksOf(timeline, request, today);
  const on = request.on === undefined ? null : day;
  return {
    dossier: timeline.dossier,
    on: on === null ? null : formatDay(on),
    known: known === null ? null : formatDay(known),
    log,
    conflicts: conflictRuns(timeline, view)
      .filter(({ from, to }) => on === null || (from <= on && on < to))
      .map((run) => describeRun(run, on))
      .sort(compareConflicts),
  };
}

/** The questions that a search looks through: none where the view is cut, of which they aren't asked. */
function searchable(
  { known, log }: Omit<SearchRequest, 'query'>,
  { questions }: DossierQuestions,
): Sight['questions'] {
  return known === undefined && log === undefined ? questions : [];
}

const NO_QUESTIONS: DossierQuestions = { questions: [], fault: null };

/**
 * What a dossier holds of a query.
 * @param attempts the ways in which it is looked for, until one finds something; default: all that there are
 */
export function searchOf(
  timeline: Timeline,
  { query, ...request }: SearchRequest,
  today: string,
  questions: DossierQuestions = NO_QUESTIONS,
  attempts: readonly Attempt[] = attemptsFor(query),
): Search {
  const { view, known, on } = clocksOf(timeline, request, today);
  const sight = {
    view,
    known: known === null ? null : formatDay(known),
    today: on,
    questions: searchable(request, questions),
  };
  let found: Search | undefined;
  for (const attempt of attempts) {
    found = searchIn(timeline, sight, query, attempt);
    if (!isEmpty(found)) break;
  }
  return found ?? searchIn(timeline, sight, query, { words: [], spelling: 'exact' });
}
