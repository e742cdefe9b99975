/**
 * The tracker: the dossiers of one event store, to be read at any point of the three clocks, and appended to.
 */
import type { LogAnswer } from '../dossier/answers.ts';
import type { Timeline } from '../dossier/timeline.ts';
import { decodeEvent, streamOf } from '../eventstore/codec.ts';
import { StoreUnavailable } from '../eventstore/errors.ts';
import type { EventStore } from '../eventstore/port.ts';
import { append, rehearse, type AppendDeps } from './append.ts';
import { exportLog } from './archive.ts';
import type { Clock } from './clock.ts';
import type { DossierQuestions, Tracker } from './contract.ts';
import { contractPairsOf } from './contract-pairs.ts';
import { Following, type Report } from './following.ts';
import { Library } from './library.ts';
import { aheadIn, matrixOf, standpointsIn, termOf, termsOf, validityIn } from './overviews.ts';
import { Problem } from './problems.ts';
import {
  announcementOf,
  announcementsOf,
  changeOfAnnouncement,
  clauseOf,
  comparisonOf,
  conflictsOf,
  dossierOf,
  historyOf,
  searchOf,
  stateOf,
} from './queries.ts';
import { rehearsalOf, repetitionOf } from './rehearsal.ts';
import { searchEverywhere } from './search/everywhere.ts';

const MOST_LOG_EVENTS = 500;

/** Store failures that a caller may try again become a problem; anything else is a mistake or damage. */
function problemOf(error: unknown): unknown {
  if (!(error instanceof StoreUnavailable)) return error;
  return new Problem('store-unavailable', 'The event store did not answer. Try again later.', {
    cause: error,
  });
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw problemOf(error);
  }
}

async function* publicLines(store: EventStore, id: string | null): AsyncIterable<string> {
  try {
    if (id === null) {
      yield* exportLog(store, { publicOnly: true });
      return;
    }
    if ((await store.head(streamOf(id))) === null) throw noDossier(id);
    yield* exportLog(store, { publicOnly: true, dossier: id });
  } catch (error) {
    throw problemOf(error);
  }
}

function noDossier(id: string): Problem {
  return new Problem('not-found', `There is no dossier ${id}.`);
}

async function logOf(
  store: EventStore,
  { dossier, head, mended }: Pick<Timeline, 'dossier' | 'head' | 'mended'>,
  page: { readonly after?: number; readonly limit: number },
): Promise<LogAnswer> {
  const events: LogAnswer['events'] = [];
  const stream = streamOf(dossier);
  let headHash = '';
  const recorded = { first: '', last: '' };
  for await (const stored of store.read(stream, { limit: 1 })) {
    recorded.first = decodeEvent(stored).metadata.recordedAt;
  }
  for await (const stored of store.read(stream, { from: head, limit: 1 })) {
    const { hash, recordedAt } = decodeEvent(stored).metadata;
    headHash = hash;
    recorded.last = recordedAt;
  }
  for await (const stored of store.read(stream, page)) {
    const { revision, type, data } = stored;
    // What was appended since would not be covered by the head that is answered.
    if (revision > head) break;
    const { recordedAt, hash, previousHash } = decodeEvent(stored).metadata;
    events.push({ revision, type, recordedAt, hash, previousHash, data });
  }
  const last = events.at(-1)?.revision ?? head;
  return { dossier, head, headHash, recorded, mended, events, next: last < head ? last : null };
}

export interface TrackerDeps {
  readonly store: EventStore;
  readonly clock: Clock;
  /** Is told of what goes wrong in the background. Default: nobody is. */
  readonly report?: Report;
  /** The questions that ship with dossiers, by dossier. */
  readonly questions?: ReadonlyMap<string, DossierQuestions>;
}

/** A tracker over a store. The store stays the caller's to close, after `unfollow`. */
export function createTracker({ store, clock, questions, report = () => undefined }: TrackerDeps): Tracker {
  const following = new Following(store, report);
  const library = new Library(store, following);
  const appendDeps: AppendDeps = { store, clock, library, following };

  const questionsOf = (id: string): DossierQuestions => questions?.get(id) ?? { questions: [], fault: null };

  async function timelineOf(id: string, log?: number): Promise<Timeline> {
    const { timeline } = await library.read(id, log);
    if (timeline.head < 0) throw noDossier(id);
    return timeline;
  }
  async function timelines(): Promise<Timeline[]> {
    const dossiers = (await following.list()).filter(({ readable }) => readable);
    return Promise.all(dossiers.map(async ({ id }) => (await library.read(id)).timeline));
  }
  /** @param log the highest revision that the question names: it is looked for where it isn't known */
  async function ask<T>(
    id: string,
    log: number | undefined,
    answer: (timeline: Timeline, today: string) => T,
  ): Promise<T> {
    return guarded(async () => answer(await timelineOf(id, log), clock.today()));
  }

  return {
    today: () => clock.today(),
    follow: () => following.start(),
    following: () => following.state,
    unfollow: () => following.stop(),
    head: (id) => ask(id, undefined, ({ head }) => head),
    news: (id, after, signal) => following.news(id, after, signal),
    dossiers: () => guarded(() => following.list()),
    dossier: (id, log) => ask(id, log, (timeline, today) => dossierOf(timeline, today, log)),
    state: (id, point) => ask(id, point.log, (timeline, today) => stateOf(timeline, point, today)),
    compare: (id, from, to) =>
      ask(id, Math.max(from.log ?? -1, to.log ?? -1), (timeline, today) =>
        comparisonOf(timeline, from, to, today),
      ),
    announcements: (id, log) => ask(id, log, (timeline) => announcementsOf(timeline, log)),
    announcement: (id, announcement, log) =>
      ask(id, log, (timeline) => announcementOf(timeline, announcement, log)),
    change: (id, announcement, log) =>
      ask(id, log, (timeline) => changeOfAnnouncement(timeline, announcement, log)),
    clause: (id, ref, point) =>
      ask(id, point.log, (timeline, today) => clauseOf(timeline, ref, point, today)),
    history: (id, ref, point) =>
      ask(id, point.log, (timeline, today) => historyOf(timeline, ref, point, today)),
    conflicts: (id, point) => ask(id, point.log, (timeline, today) => conflictsOf(timeline, point, today)),
    search: (id, request) =>
      ask(id, request.log, (timeline, today) => searchOf(timeline, request, today, questionsOf(id))),
    searchAll: (request) =>
      guarded(async () => searchEverywhere(await timelines(), request, clock.today(), questionsOf)),
    questions: questionsOf,
    contractPairs: (id, contracts, point) =>
      ask(id, point.log, (timeline, today) => contractPairsOf(timeline, contracts, point, today)),
    validity: (id, point) => ask(id, point.log, (timeline, today) => validityIn(timeline, point, today)),
    matrix: (id, point) => ask(id, point.log, (timeline, today) => matrixOf(timeline, point, today)),
    terms: (id, point) => ask(id, point.log, (timeline, today) => termsOf(timeline, point, today)),
    term: (id, term, point) => ask(id, point.log, (timeline, today) => termOf(timeline, term, point, today)),
    standpoints: (id, point) =>
      ask(id, point.log, (timeline, today) => standpointsIn(timeline, point, today)),
    ahead: (id, point) => ask(id, point.log, (timeline, today) => aheadIn(timeline, point, today)),
    log: (id, { limit = MOST_LOG_EVENTS, ...after }) =>
      guarded(async () => {
        const timeline = await timelineOf(id, after.after);
        return logOf(store, timeline, { ...after, limit: Math.min(limit, MOST_LOG_EVENTS) });
      }),
    exported: (id) => publicLines(store, id),
    append: (id, kind, request) => guarded(() => append(appendDeps, id, kind, request)),
    dryRun: (id, kind, request) =>
      guarded(async () => {
        const { before, decision } = await rehearse(appendDeps, id, kind, request);
        return decision === null
          ? repetitionOf(before.timeline, clock.today())
          : rehearsalOf(before.timeline, decision, clock.today());
      }),
  };
}
