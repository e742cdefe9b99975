/**
 * The event store in memory, for tests and trials. It hides nothing but a list, and refuses what the durable
 * stores refuse.
 */
import { Bell } from './bell.ts';
import { StoreClosed } from './errors.ts';
import type { AppendOptions, Appended, EventHandler, EventStore, NewEvent } from './port.ts';
import type { ReadAllOptions, ReadOptions, StoredEvent, StreamHead } from './port.ts';
import type { SubscribeOptions, Subscription } from './port.ts';
import { comparePositions, decideAppend, numberOfPosition } from './request.ts';
import { prepareAppend, rangeOf, reread, startAfter } from './request.ts';
import type { Place, PreparedAppend, Range } from './request.ts';
import { Subscriptions, type Delivery } from './subscription.ts';

function* within(list: readonly StoredEvent[], range: Range): Iterable<StoredEvent> {
  const { low, high, direction, limit } = range;
  const count = Math.min(limit, high - low + 1);
  for (let i = 0; i < count; i += 1) {
    const event = list[direction === 'forwards' ? low + i : high - i];
    if (event !== undefined) yield event;
  }
}

export class MemoryEventStore implements EventStore {
  readonly #all: StoredEvent[] = [];
  /** In the order of creation, as a Map keeps it. */
  readonly #streams = new Map<string, StoredEvent[]>();
  readonly #places = new Map<string, Place>();
  /** Rung after each append. */
  readonly #news = new Bell();
  readonly #subscriptions = new Subscriptions({
    open: (prefix, after, signal) => this.#follow(prefix, after, signal),
    compare: comparePositions,
  });
  #closed = false;

  async append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<Appended> {
    this.#check();
    const append = prepareAppend(stream, events, options);
    const head = (this.#streams.get(stream)?.length ?? 0) - 1;
    const { first, repeated } = decideAppend(append, {
      head: head < 0 ? null : head,
      find: (id) => this.#places.get(id),
    });
    const last = repeated ?? this.#write(append, first);
    return { revision: last.revision, position: String(last.position), repeated: repeated !== null };
  }

  async *read(stream: string, options: ReadOptions = {}): AsyncIterable<StoredEvent> {
    this.#check();
    const events = this.#streams.get(stream) ?? [];
    yield* this.#open(within(events, rangeOf(options, events.length - 1)));
  }

  /** Positions count from 1, as in the SQLite store. */
  async *readAll(options: ReadAllOptions = {}): AsyncIterable<StoredEvent> {
    this.#check();
    const { direction, limit } = options;
    const range = rangeOf({ after: numberOfPosition(options.after), direction, limit }, this.#all.length);
    const byIndex = { ...range, low: Math.max(range.low - 1, 0), high: range.high - 1 };
    yield* this.#open(within(this.#all, byIndex));
  }

  async head(stream: string): Promise<number | null> {
    this.#check();
    const events = this.#streams.get(stream);
    return events === undefined ? null : events.length - 1;
  }

  async listStreams(options: { readonly prefix: string }): Promise<readonly StreamHead[]> {
    this.#check();
    return [...this.#streams]
      .filter(([stream]) => stream.startsWith(options.prefix))
      .map(([stream, events]) => ({ stream, head: events.length - 1 }));
  }

  subscribe(options: SubscribeOptions, handler: EventHandler): Subscription {
    return this.#subscriptions.begin(options, handler);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#subscriptions.close();
  }

  async *#follow(prefix: string, after: string | undefined, signal: AbortSignal): AsyncIterable<Delivery> {
    this.#check();
    let next = startAfter(after, this.#all.length);
    while (!signal.aborted) {
      for (; next < this.#all.length && !signal.aborted; next += 1) {
        const event = this.#all[next];
        if (event?.stream.startsWith(prefix) === true) yield { kind: 'event', event };
      }
      yield { kind: 'drained', position: next === 0 ? null : String(next) };
      if (next === this.#all.length) await this.#news.wait(signal);
    }
  }

  #check(): void {
    if (this.#closed) throw new StoreClosed();
  }

  *#open(events: Iterable<StoredEvent>): Iterable<StoredEvent> {
    for (const event of events) {
      this.#check();
      yield event;
    }
  }

  #write({ stream, events }: PreparedAppend, first: number): Place {
    const list = this.#streams.get(stream) ?? [];
    this.#streams.set(stream, list);
    let place: Place = { stream, revision: first, position: 0 };
    for (const [i, { id, type, data, metadata }] of events.entries()) {
      place = { stream, revision: first + i, position: this.#all.length + 1 };
      const content = { id, type, data: reread(data), metadata: reread(metadata) };
      const event = Object.freeze({ ...content, ...place, position: String(place.position) });
      list.push(event);
      this.#all.push(event);
      this.#places.set(id, place);
    }
    this.#news.ring();
    return place;
  }
}
