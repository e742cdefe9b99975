/**
 * Checking a log from outside: its hash chain, the schemas of its events, and the projection against the
 * oracle.
 */
import type { RecordedEvent } from '../dossier/announcement.ts';
import { formatDay, type Day } from '../dossier/dates.ts';
import { oracleState } from '../dossier/oracle.ts';
import type { State } from '../dossier/shapes.ts';
import { stateAt } from '../dossier/state.ts';
import { Timeline } from '../dossier/timeline.ts';
import { CHAIN_FAULTS, ChainFollower, type ChainHead } from '../eventstore/chain.ts';
import { decodeEvent, dossierOf, streamOf } from '../eventstore/codec.ts';
import { EventUnreadable, StoreCorrupt } from '../eventstore/errors.ts';
import type { EventStore, StoredEvent } from '../eventstore/port.ts';

/** The first thing that is wrong with a log. */
export interface Finding {
  readonly stream: string;
  readonly revision: number;
  readonly detail: string;
}

export interface VerifyReport {
  readonly events: number;
  /** The last event's hash of each stream: to be compared with what was published. */
  readonly heads: readonly ChainHead[];
  /** Points at which projection and oracle were compared. */
  readonly points: number;
  readonly finding: Finding | null;
  /** What is wrong with what keeps the log: triggers that were removed, for example. */
  readonly irregularities: readonly string[];
}

/** How many points of each dossier are compared with the oracle, at most. */
const MOST_POINTS = 200;

function findingOf({ stream, revision }: StoredEvent, detail: string): Finding {
  return { stream, revision, detail };
}

/** Words are nobody's rule: only places are compared. */
function comparable(state: State): string {
  return JSON.stringify(
    {
      ...state,
      warnings: state.warnings.map(({ announcement, pointer }) => [announcement, pointer]),
      assumptions: state.assumptions.map(({ kind, announcement, clauses }) => [kind, announcement, clauses]),
    },
    (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
  );
}

/** Days on which something changes, thinned out evenly to the bound. */
function pointsOf(timeline: Timeline): Day[] {
  const view = timeline.view();
  const edges = timeline.clauses(view).flatMap((life) => [...life.edges]);
  const days = [...new Set(edges.flatMap((edge) => [edge - 1, edge]))].sort((a, b) => a - b);
  const step = Math.max(1, Math.ceil(days.length / MOST_POINTS));
  return days.filter((_, index) => index % step === 0);
}

function disagreement(timeline: Timeline, events: readonly RecordedEvent[], on: Day): string | null {
  for (const known of [null, on]) {
    const fast = stateAt(timeline, { on, known });
    const plain = oracleState(timeline.dossier, events, { on, known, log: null });
    if (comparable(fast) !== comparable(plain)) {
      return `projection and oracle differ on ${formatDay(on)}${known === null ? '' : ', as known that day'}`;
    }
  }
  return null;
}

/** Reads and checks every event; what could be read is kept by dossier. */
class LogCheck {
  readonly follower = new ChainFollower();
  readonly dossiers = new Map<string, RecordedEvent[]>();
  events = 0;

  /** The next event: what is wrong with it, or null. */
  take(stored: StoredEvent): Finding | null {
    const fault = this.follower.check(stored);
    if (fault !== null) return findingOf(stored, CHAIN_FAULTS[fault]);
    try {
      this.#keep(stored);
    } catch (error) {
      if (error instanceof EventUnreadable) return findingOf(stored, error.message);
      throw error;
    }
    this.events += 1;
    return null;
  }

  #keep(stored: StoredEvent): void {
    const dossier = dossierOf(stored.stream);
    if (dossier === null) return;
    const { revision, event } = decodeEvent(stored);
    const recorded = this.dossiers.get(dossier);
    if (recorded === undefined) this.dossiers.set(dossier, [{ revision, event }]);
    else recorded.push({ revision, event });
  }
}

async function readThrough(
  store: EventStore,
  check: LogCheck,
  progress: (events: number) => void,
): Promise<Finding | null> {
  let last: StoredEvent | null = null;
  try {
    for await (const stored of store.readAll()) {
      const finding = check.take(stored);
      if (finding !== null) return finding;
      last = stored;
      if (check.events % 1_000 === 0) progress(check.events);
    }
  } catch (error) {
    if (!(error instanceof StoreCorrupt)) throw error;
    // Damage that no event is named for comes after the last that could be read.
    const { stream = last?.stream ?? 'the log', revision = (last?.revision ?? -1) + 1 } = error;
    return { stream, revision, detail: error.message };
  }
  return null;
}

/** Compares projection and oracle at points of each dossier. */
function compareWithOracle(dossiers: LogCheck['dossiers']): { points: number; finding: Finding | null } {
  let points = 0;
  for (const [dossier, recorded] of dossiers) {
    const timeline = Timeline.of(dossier, recorded);
    for (const day of pointsOf(timeline)) {
      points += 1;
      const detail = disagreement(timeline, recorded, day);
      if (detail !== null) {
        return { points, finding: { stream: streamOf(dossier), revision: timeline.head, detail } };
      }
    }
  }
  return { points, finding: null };
}

/**
 * Checks every stream of a store and names the first bad event.
 * @param irregularities what opening the store found
 * @param progress told of the events checked so far
 */
export async function verifyLog(
  store: EventStore,
  irregularities: readonly string[] = [],
  progress: (events: number) => void = () => {},
): Promise<VerifyReport> {
  const check = new LogCheck();
  const bad = await readThrough(store, check, progress);
  const compared = bad === null ? compareWithOracle(check.dossiers) : { points: 0, finding: bad };
  return { events: check.events, heads: check.follower.heads, ...compared, irregularities };
}
