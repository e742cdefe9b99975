/**
 * The tracker: the dossiers of one event store, to be read at any point of the three clocks, and appended to.
 */
import type { LogAnswer } from '../dossier/answers.ts';
import type { Timeline } from '../dossier/timeline.ts';
import { dossierOf as dossierOfStream, decodeEvent, STREAM_PREFIX, streamOf } from '../eventstore/codec.ts';
import { EventStoreError, StoreUnavailable } from '../eventstore/errors.ts';
import type { EventStore } from '../eventstore/port.ts';
import { append, rehearse, type AppendDeps } from './append.ts';
import type { Clock } from './clock.ts';
import type { Tracker } from './contract.ts';
import { Library } from './library.ts';
import { aheadIn, matrixOf, termOf, termsOf, validityIn } from './overviews.ts';
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
  stateOf,
  summaryOf,
} from './queries.ts';
import { rehearsalOf, repetitionOf } from './rehearsal.ts';

const MOST_LOG_EVENTS = 500;

/** Store failures that a caller may try again become a problem; anything else is a mistake or damage. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreUnavailable) {
      throw new Problem('store-unavailable', 'The event store did not answer. Try again later.', {
        cause: error,
      });
    }
    throw error;
  }
}

async function logOf(
  store: EventStore,
  dossier: string,
  head: number,
  page: { readonly after?: number; readonly limit: number },
): Promise<LogAnswer> {
  const events: LogAnswer['events'] = [];
  let headHash = '';
  for await (const stored of store.read(streamOf(dossier), { from: head, limit: 1 })) {
    headHash = decodeEvent(stored).metadata.hash;
  }
  for await (const stored of store.read(streamOf(dossier), page)) {
    const { revision, type, data } = stored;
    // What was appended since would not be covered by the head that is answered.
    if (revision > head) break;
    const { recordedAt, hash, previousHash } = decodeEvent(stored).metadata;
    events.push({ revision, type, recordedAt, hash, previousHash, data });
  }
  const last = events.at(-1)?.revision ?? head;
  return { dossier, head, headHash, events, next: last < head ? last : null };
}

/** A tracker over a store. The store stays the caller's to close. */
export function createTracker(deps: { readonly store: EventStore; readonly clock: Clock }): Tracker {
  const { store, clock } = deps;
  const library = new Library(store);
  const appendDeps: AppendDeps = { store, clock, library };

  async function timelineOf(id: string): Promise<Timeline> {
    const { timeline } = await library.read(id);
    if (timeline.head < 0) throw new Problem('not-found', `There is no dossier ${id}.`);
    return timeline;
  }
  async function ask<T>(id: string, answer: (timeline: Timeline) => T): Promise<T> {
    return guarded(async () => answer(await timelineOf(id)));
  }

  return {
    today: () => clock.today(),
    dossiers: () =>
      guarded(async () => {
        const streams = await store.listStreams({ prefix: STREAM_PREFIX });
        const ids = streams.flatMap(({ stream }) => dossierOfStream(stream) ?? []);
        return Promise.all(ids.map(async (id) => summaryOf((await library.read(id)).timeline)));
      }),
    dossier: (id, log) => ask(id, (timeline) => dossierOf(timeline, clock.today(), log)),
    state: (id, point) => ask(id, (timeline) => stateOf(timeline, point, clock.today())),
    compare: (id, from, to) => ask(id, (timeline) => comparisonOf(timeline, from, to, clock.today())),
    announcements: (id, log) => ask(id, (timeline) => announcementsOf(timeline, log)),
    announcement: (id, announcement, log) =>
      ask(id, (timeline) => announcementOf(timeline, announcement, log)),
    change: (id, announcement, log) =>
      ask(id, (timeline) => changeOfAnnouncement(timeline, announcement, log)),
    clause: (id, ref, point) => ask(id, (timeline) => clauseOf(timeline, ref, point, clock.today())),
    history: (id, ref, point) => ask(id, (timeline) => historyOf(timeline, ref, point, clock.today())),
    conflicts: (id, point) => ask(id, (timeline) => conflictsOf(timeline, point, clock.today())),
    validity: (id, point) => ask(id, (timeline) => validityIn(timeline, point, clock.today())),
    matrix: (id, point) => ask(id, (timeline) => matrixOf(timeline, point, clock.today())),
    terms: (id, point) => ask(id, (timeline) => termsOf(timeline, point, clock.today())),
    term: (id, term, point) => ask(id, (timeline) => termOf(timeline, term, point, clock.today())),
    ahead: (id, point) => ask(id, (timeline) => aheadIn(timeline, point, clock.today())),
    log: (id, { limit = MOST_LOG_EVENTS, ...after }) =>
      guarded(async () => {
        const { head } = await timelineOf(id);
        return logOf(store, id, head, { ...after, limit: Math.min(limit, MOST_LOG_EVENTS) });
      }),
    append: (id, kind, request) => guarded(() => append(appendDeps, id, kind, request)),
    dryRun: (id, kind, request) =>
      guarded(async () => {
        const { before, decision } = await rehearse(appendDeps, id, kind, request);
        return decision === null
          ? repetitionOf(before.timeline, clock.today())
          : rehearsalOf(before.timeline, decision, clock.today());
      }),
    ready: async () => {
      try {
        await store.listStreams({ prefix: STREAM_PREFIX });
        return true;
      } catch (error) {
        if (error instanceof EventStoreError) return false;
        throw error;
      }
    },
  };
}
