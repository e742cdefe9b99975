/**
 * The event store on EventStoreDB, or KurrentDB: for several servers over one log. It hides what has to be
 * known of client and server to lose nothing, double nothing and never hang:
 *
 * - An append whose answer is lost, late or unclear is sent again with the same ids and the same exact
 *   revision, which the server answers as the first time (`esdb-appends.ts`).
 * - Every wait has a timer of its own, since the client's reads have no deadline and some of its calls never
 *   settle; whatever was begun is cancelled in the end (`esdb-reads.ts`, `esdb-pull.ts`).
 * - Every append begins in a turn of its own: otherwise the client can close the channel, because another call
 *   has failed, between taking it and using it, and the failure of the append is then nobody's.
 * - A subscription that ends, for whatever reason, is opened anew after the last handled event; so is one that
 *   says nothing for long, for nobody can tell it from a dead one (`esdb-following.ts`).
 */
import { Bell } from './bell.ts';
import { StoreClosed } from './errors.ts';
import { Appends } from './esdb-appends.ts';
import { follow, Lists } from './esdb-following.ts';
import { compareEsdbPositions } from './esdb-positions.ts';
import { Reads } from './esdb-reads.ts';
import { Session, type Timing } from './esdb-session.ts';
import type { Wire } from './esdb-wire.ts';
import type { AppendOptions, Appended, EventHandler, EventStore, NewEvent } from './port.ts';
import type { ReadAllOptions, ReadOptions, StoredEvent, StreamHead } from './port.ts';
import type { SubscribeOptions, Subscription } from './port.ts';
import { prepareAppend } from './request.ts';
import { Subscriptions } from './subscription.ts';

/** How long the client may take to let go of its streams. */
const DISPOSE_MS = 500;

export class EventStoreDbStore implements EventStore {
  readonly #session: Session;
  readonly #reads: Reads;
  readonly #appends: Appends;
  readonly #lists: Lists;
  readonly #subscriptions: Subscriptions;
  #closing: Promise<void> | null = null;

  constructor(wire: Wire, timing: Timing) {
    this.#session = new Session(wire, timing);
    this.#reads = new Reads(this.#session);
    this.#appends = new Appends(this.#session, this.#reads);
    this.#lists = new Lists(this.#session);
    const open = (prefix: string, after: string | undefined, signal: AbortSignal) => {
      this.#check();
      return follow(this.#session, prefix, after, signal);
    };
    this.#subscriptions = new Subscriptions({ open, compare: compareEsdbPositions }, timing.pace);
  }

  async append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<Appended> {
    this.#check();
    return this.#appends.add(prepareAppend(stream, events, options));
  }

  async *read(stream: string, options: ReadOptions = {}): AsyncIterable<StoredEvent> {
    this.#check();
    yield* this.#reads.stream(stream, options);
  }

  async *readAll(options: ReadAllOptions = {}): AsyncIterable<StoredEvent> {
    this.#check();
    yield* this.#reads.all(options);
  }

  async head(stream: string): Promise<number | null> {
    this.#check();
    return this.#reads.head(stream);
  }

  async listStreams({ prefix }: { readonly prefix: string }): Promise<readonly StreamHead[]> {
    this.#check();
    return this.#lists.of(prefix);
  }

  subscribe(options: SubscribeOptions, handler: EventHandler): Subscription {
    return this.#subscriptions.begin(options, handler);
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#subscriptions.close();
    await this.#appends.settled();
    this.#session.end();
    // The client waits for each of its streams to end, and some don't.
    const enough = new AbortController();
    await Promise.race([this.#session.wire.dispose(), new Bell().wait(enough.signal, DISPOSE_MS)]);
    enough.abort();
  }

  #check(): void {
    if (this.#closing !== null) throw new StoreClosed();
  }
}
