/**
 * Appends of the store on EventStoreDB: one whose answer is lost, late or unclear is sent again as it was, until
 * it is known what became of it.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Bell } from './bell.ts';
import { EventIdReused, StoreCorrupt, StoreUnavailable, WrongExpectedRevision } from './errors.ts';
import { esdbFault } from './esdb-faults.ts';
import type { Reads } from './esdb-reads.ts';
import type { Session } from './esdb-session.ts';
import type { AppendAnswer } from './esdb-wire.ts';
import { InLine, Slots } from './line.ts';
import type { Appended, Expected, StoredEvent } from './port.ts';
import { bytesOf, type PreparedAppend } from './request.ts';

/** How much longer than its deadline a call may take before it counts as never answered. */
const GRACE_MS = 500;
/** Appends on their way at a time: their deadlines are for the server, not for waiting for one another. */
const APPENDS = 16;

function firstOf(expected: Expected): number {
  return expected === 'no-stream' ? 0 : expected + 1;
}

export class Appends {
  readonly #session: Session;
  readonly #reads: Reads;
  /** Appends to one stream wait for one another. */
  readonly #line = new InLine();
  readonly #slots = new Slots(APPENDS);

  constructor(session: Session, reads: Reads) {
    this.#session = session;
    this.#reads = reads;
  }

  async add(append: PreparedAppend): Promise<Appended> {
    const until = performance.now() + this.#session.timing.appendWithinMs;
    // Sent at once, an append that expects the end of another could overtake it.
    return this.#line.add(append.stream, async () => this.#append(append, until));
  }

  /** Waits until every append is over. */
  async settled(): Promise<void> {
    await this.#line.settled();
  }

  async #append(append: PreparedAppend, until: number): Promise<Appended> {
    const bytes = append.events.reduce((sum, event) => sum + bytesOf(event), 0);
    let fault: unknown = new StoreUnavailable('the event store was too slow for the appends before this one');
    for (let tries = 1; performance.now() < until; tries += 1) {
      try {
        return await this.#answer(append, await this.#slots.run(async () => this.#send(append)));
      } catch (error) {
        fault = esdbFault(error, { stream: append.stream, bytes });
        if (!(fault instanceof StoreUnavailable)) throw fault;
      }
      await this.#session.pause(tries);
    }
    throw fault;
  }

  async #send(append: PreparedAppend): Promise<AppendAnswer> {
    await nextTurn();
    const { wire, timing } = this.#session;
    const answered = new AbortController();
    const late = new Bell().wait(answered.signal, timing.appendMs + GRACE_MS).then((isLate) => {
      if (!isLate) return null;
      throw new StoreUnavailable('the event store never answered an append');
    });
    const sent = wire.append(append, timing.appendMs);
    try {
      return (await Promise.race([sent, late])) ?? (await sent);
    } finally {
      answered.abort();
    }
  }

  async #answer(append: PreparedAppend, answer: AppendAnswer): Promise<Appended> {
    const { stream, expected, events } = append;
    if (answer.kind === 'conflict') return this.#conflict(append, answer.actual);
    const { revision, position } = answer;
    if (revision !== firstOf(expected) + events.length - 1) {
      throw new StoreCorrupt(
        `${stream} was deleted on the server: it goes on at revision ${revision}, not at 0`,
      );
    }
    if (position !== null) return { revision, position, repeated: false };
    for await (const event of this.#reads.stream(stream, { from: revision, limit: 1 })) {
      return { revision, position: event.position, repeated: true };
    }
    throw new StoreCorrupt(`revision ${revision} of ${stream} was stored and can't be read`);
  }

  /**
   * What the conflict is: another writer's event, or one of this append's that is stored already. All of them
   * in their places are a repeat, whatever the server calls it.
   */
  async #conflict({ stream, expected, events }: PreparedAppend, actual: Expected): Promise<Appended> {
    const first = firstOf(expected);
    if (actual === 'no-stream' || actual < first) throw new WrongExpectedRevision(stream, expected, actual);
    const stored = new Map<string, StoredEvent>();
    const there = this.#reads.stream(stream, { from: first, limit: events.length });
    for await (const event of there) stored.set(event.id, event);
    const found = events.map(({ id }) => stored.get(id));
    const last = found.at(-1);
    if (last !== undefined && found.every((event, i) => event?.revision === first + i)) {
      return { revision: last.revision, position: last.position, repeated: true };
    }
    const reused = found.find((event) => event !== undefined);
    if (reused !== undefined) throw new EventIdReused(reused.id, stream, reused.revision);
    throw new WrongExpectedRevision(stream, expected, actual);
  }
}
