/**
 * The event store on EventStoreDB, or KurrentDB: for several servers over one log. It hides what has to be
 * known of client and server to lose nothing, double nothing and never hang:
 *
 * - An append whose answer is lost, late or unclear is sent again with the same ids and the same exact
 *   revision, which the server answers as the first time.
 * - Every wait has a timer of its own, since the client's reads have no deadline and some of its calls never
 *   settle; whatever was begun is cancelled in the end.
 * - Every call begins in a turn of its own: otherwise the client can close the channel, because another call
 *   has failed, between taking it and using it, and the failure of the call is then nobody's.
 * - A subscription that ends, for whatever reason, is opened anew after the last handled event; so is one that
 *   says nothing for long, for nobody can tell it from a dead one.
 */
import { setMaxListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Bell } from './bell.ts';
import {
  EventIdReused,
  StoreClosed,
  StoreCorrupt,
  StoreUnavailable,
  WrongExpectedRevision,
} from './errors.ts';
import type { LogRecord } from './esdb-events.ts';
import { esdbFault, isStreamNotFound, type Doing } from './esdb-faults.ts';
import { compareEsdbPositions, partsOf } from './esdb-positions.ts';
import type { Pull, Pulled } from './esdb-pull.ts';
import type { AppendAnswer, Mark, Wire } from './esdb-wire.ts';
import { InLine, Slots } from './line.ts';
import type { AppendOptions, Appended, EventHandler, EventStore, Expected, NewEvent } from './port.ts';
import type { ReadAllOptions, ReadOptions, StoredEvent, StreamHead } from './port.ts';
import type { SubscribeOptions, Subscription } from './port.ts';
import { bytesOf, prepareAppend, rangeOf, type PreparedAppend } from './request.ts';
import { PACE, pauseAfter, SupervisedSubscription, type Delivery, type Pace } from './subscription.ts';

/** How long things may take, in milliseconds. */
export interface Timing {
  /** One attempt of an append. The server itself gives up after 2,000. */
  readonly appendMs: number;
  /** An append with its repetitions, from the call on: no new attempt is begun after it. */
  readonly appendWithinMs: number;
  /** Silence in a read, or in a subscription that has not caught up yet. */
  readonly answerMs: number;
  /** Silence in a subscription that has caught up, after which it is opened anew. */
  readonly quietMs: number;
  /** Attempts of a read in a row that bring nothing. */
  readonly readTries: number;
  /** Pauses between attempts of any kind. */
  readonly pace: Pace;
}

export const TIMING: Timing = {
  appendMs: 5_000,
  appendWithinMs: 20_000,
  answerMs: 5_000,
  quietMs: 30_000,
  readTries: 4,
  pace: PACE,
};

/** How much longer than its deadline a call may take before it counts as never answered. */
const GRACE_MS = 500;
/** How long the client may take to let go of its streams. */
const DISPOSE_MS = 500;
/** Appends on their way at a time: their deadlines are for the server, not for waiting for one another. */
const APPENDS = 16;
/** Lists of streams that are kept, each for a prefix. */
const LISTS = 8;
/** Beyond any revision: stands for a stream's unknown head. */
const FAR = Number.MAX_SAFE_INTEGER;

/** Where a subscription is. */
interface Place {
  position: string | undefined;
}

interface List extends Place {
  readonly heads: Map<string, number>;
}

function firstOf(expected: Expected): number {
  return expected === 'no-stream' ? 0 : expected + 1;
}

export class EventStoreDbStore implements EventStore {
  readonly #wire: Wire;
  readonly #timing: Timing;
  /** Appends to one stream, and readings of one list, wait for one another. */
  readonly #line = new InLine();
  readonly #slots = new Slots(APPENDS);
  readonly #lists = new Map<string, List>();
  readonly #subscriptions = new Set<SupervisedSubscription>();
  readonly #closed = new AbortController();
  #closing: Promise<void> | null = null;

  constructor(wire: Wire, timing: Timing) {
    // Every read listens to it, and the runtime takes eleven listeners for a leak.
    setMaxListeners(0, this.#closed.signal);
    this.#wire = wire;
    this.#timing = timing;
  }

  async append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<Appended> {
    this.#check();
    const append = prepareAppend(stream, events, options);
    const until = performance.now() + this.#timing.appendWithinMs;
    // Sent at once, an append that expects the end of another could overtake it.
    return this.#line.add(`append ${stream}`, async () => this.#append(append, until));
  }

  async *read(stream: string, options: ReadOptions = {}): AsyncIterable<StoredEvent> {
    this.#check();
    yield* this.#events(stream, options);
  }

  async *readAll(options: ReadAllOptions = {}): AsyncIterable<StoredEvent> {
    this.#check();
    const { after, direction = 'forwards' } = options;
    // Only for its refusal of a wrong limit: positions are none of its numbers.
    let { limit: left } = rangeOf({ limit: options.limit, direction }, FAR);
    let last = after ?? null;
    if (last !== null) partsOf(last);
    const open = () => this.#wire.readAll(last, direction);
    for await (const { event, position } of this.#records(open, { stream: null, bytes: null })) {
      // Forwards the server begins with the position itself.
      if (position === last) continue;
      last = position;
      if (event === null) continue;
      yield event;
      left -= 1;
      if (left === 0) return;
    }
  }

  async head(stream: string): Promise<number | null> {
    this.#check();
    return this.#head(stream);
  }

  /** Reads the log once for a prefix, and afterwards only what was appended since. */
  async listStreams({ prefix }: { readonly prefix: string }): Promise<readonly StreamHead[]> {
    this.#check();
    return this.#line.add(`list ${prefix}`, async () => {
      const list = this.#list(prefix);
      for (let tries = 1; ; tries += 1) {
        try {
          await this.#extend(prefix, list);
          return [...list.heads].map(([stream, head]) => ({ stream, head }));
        } catch (error) {
          const fault = esdbFault(error, { stream: null, bytes: null });
          if (!(fault instanceof StoreUnavailable) || tries >= this.#timing.readTries) throw fault;
        }
        await this.#pause(pauseAfter(tries, this.#timing.pace));
      }
    });
  }

  subscribe(options: SubscribeOptions, handler: EventHandler): Subscription {
    const { prefix = '' } = options;
    const source = {
      open: (after: string | undefined, signal: AbortSignal) => this.#follow(prefix, after, signal),
      compare: compareEsdbPositions,
    };
    const subscription = new SupervisedSubscription(source, options, handler, this.#timing.pace);
    this.#subscriptions.add(subscription);
    void subscription.ended.then(() => this.#subscriptions.delete(subscription));
    return subscription;
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.close();
    await this.#line.settled('append ');
    this.#closed.abort();
    // The client waits for each of its streams to end, and some don't.
    const enough = new AbortController();
    await Promise.race([this.#wire.dispose(), new Bell().wait(enough.signal, DISPOSE_MS)]);
    enough.abort();
  }

  #check(): void {
    if (this.#closing !== null) throw new StoreClosed();
  }

  async #pause(milliseconds: number): Promise<void> {
    await new Bell().wait(this.#closed.signal, milliseconds);
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
      await this.#pause(pauseAfter(tries, this.#timing.pace));
    }
    throw fault;
  }

  async #send(append: PreparedAppend): Promise<AppendAnswer> {
    await nextTurn();
    const answered = new AbortController();
    const late = new Bell().wait(answered.signal, this.#timing.appendMs + GRACE_MS).then((isLate) => {
      if (!isLate) return null;
      throw new StoreUnavailable('the event store never answered an append');
    });
    const sent = this.#wire.append(append, this.#timing.appendMs);
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
    for await (const event of this.#events(stream, { from: revision, limit: 1 })) {
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
    const there = this.#events(stream, { from: first, limit: events.length });
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

  async #head(stream: string): Promise<number | null> {
    const last = { direction: 'backwards', limit: 1 } as const;
    for await (const { revision } of this.#events(stream, last)) return revision;
    return null;
  }

  /** As {@link read}; for appends also while the store is being closed. */
  async *#events(stream: string, options: ReadOptions): AsyncIterable<StoredEvent> {
    const asked = rangeOf(options, FAR);
    const isForwards = asked.direction === 'forwards';
    // Backwards the server wants to start inside the stream.
    const isInside = isForwards || asked.high === FAR || asked.high < 0;
    const { low, high, direction, limit } = isInside ? asked : rangeOf(options, await this.#head(stream));
    if (low > high) return;
    let next: number | null = isForwards ? low : high === FAR ? null : high;
    let [left, isFirst] = [limit, true];
    const open = () => {
      const isOver = left === 0 || (next !== null && next < 0);
      return isOver ? null : this.#wire.readStream(stream, { direction, from: next, limit: left });
    };
    for await (const { event } of this.#records(open, { stream, bytes: null })) {
      if (event === null) throw new StoreCorrupt(`${stream} holds an event that this store did not write`);
      // Where somebody limits a stream's length its start is missing; nothing makes a gap.
      if (!isFirst && event.revision !== next)
        throw new StoreCorrupt(`revision ${next} of ${stream} is missing`);
      isFirst = false;
      next = event.revision + (isForwards ? 1 : -1);
      left -= 1;
      yield event;
    }
  }

  /**
   * Reads, and goes on where the read breaks off.
   * @param open begins the rest of the read; null when nothing is left of it
   */
  async *#records(open: () => Pull<LogRecord | null> | null, doing: Doing): AsyncIterable<LogRecord> {
    for (let tries = 1; ; tries += 1) {
      try {
        for await (const record of this.#attempt(open)) {
          tries = 0;
          yield record;
        }
        return;
      } catch (error) {
        if (isStreamNotFound(error)) return;
        const fault = esdbFault(error, doing);
        if (!(fault instanceof StoreUnavailable) || tries >= this.#timing.readTries) throw fault;
      }
      await this.#pause(pauseAfter(Math.max(tries, 1), this.#timing.pace));
    }
  }

  async *#attempt(open: () => Pull<LogRecord | null> | null): AsyncIterable<LogRecord> {
    await nextTurn();
    const pull = open();
    if (pull === null) return;
    try {
      for (;;) {
        const pulled = await pull.next(this.#closed.signal, this.#timing.answerMs);
        if (pulled.kind === 'end') return;
        if (pulled.kind === 'aborted') throw new StoreClosed();
        if (pulled.kind === 'quiet') throw new StoreUnavailable('the event store does not answer a read');
        if (pulled.kind === 'item' && pulled.item !== null) yield pulled.item;
      }
    } finally {
      pull.release();
    }
  }

  #list(prefix: string): List {
    const list = this.#lists.get(prefix) ?? { heads: new Map<string, number>(), position: undefined };
    this.#lists.delete(prefix);
    this.#lists.set(prefix, list);
    const oldest = this.#lists.keys().next().value;
    if (this.#lists.size > LISTS && oldest !== undefined) this.#lists.delete(oldest);
    return list;
  }

  async #extend(prefix: string, list: List): Promise<void> {
    for await (const delivery of this.#deliveries(prefix, list, this.#closed.signal)) {
      if (delivery.kind === 'drained') return;
      if (delivery.kind === 'event') list.heads.set(delivery.event.stream, delivery.event.revision);
    }
    this.#closed.signal.throwIfAborted();
    throw new StoreUnavailable('the event store ended a list of streams');
  }

  async *#follow(prefix: string, after: string | undefined, signal: AbortSignal): AsyncIterable<Delivery> {
    this.#check();
    if (after !== undefined) partsOf(after);
    const place: Place = { position: after };
    try {
      for (let isQuiet = true; isQuiet;) isQuiet = yield* this.#deliveries(prefix, place, signal);
    } catch (error) {
      throw esdbFault(error, { stream: null, bytes: null });
    }
  }

  /** One subscription of the client's. @returns whether it ended because it was quiet for long */
  async *#deliveries(prefix: string, place: Place, signal: AbortSignal): AsyncGenerator<Delivery, boolean> {
    await nextTurn();
    const pull = this.#wire.follow(prefix, place.position ?? null);
    try {
      for (let isLive = false; ;) {
        const pulled = await pull.next(signal, isLive ? this.#timing.quietMs : this.#timing.answerMs);
        if (pulled.kind === 'end' || pulled.kind === 'aborted') return false;
        if (pulled.kind === 'quiet') {
          if (isLive) return true;
          throw new StoreUnavailable('the event store does not answer a subscription');
        }
        const delivery = deliveryOf(pulled, prefix, place.position);
        if (delivery === null) continue;
        isLive ||= delivery.kind === 'drained';
        yield delivery;
        if (delivery.kind === 'event') place.position = delivery.event.position;
        else place.position = delivery.position ?? place.position;
      }
    } finally {
      pull.release();
    }
  }
}

/** Null for what is not wanted: foreign records, and what lies before the place that was reached. */
function deliveryOf(
  pulled: Extract<Pulled<LogRecord | null, Mark>, { kind: 'item' | 'mark' }>,
  prefix: string,
  reached: string | undefined,
): Delivery | null {
  const isNew = (position: string) => reached === undefined || compareEsdbPositions(position, reached) > 0;
  if (pulled.kind === 'item') {
    const event = pulled.item?.event ?? null;
    if (event === null || !event.stream.startsWith(prefix) || !isNew(event.position)) return null;
    return { kind: 'event', event };
  }
  const { mark } = pulled;
  switch (mark.kind) {
    case 'alive':
      return null;
    case 'caught-up':
      return { kind: 'drained', position: reached ?? null };
    case 'checkpoint':
      return isNew(mark.position) ? { kind: 'checkpoint', position: mark.position } : null;
    default:
      return mark satisfies never;
  }
}
