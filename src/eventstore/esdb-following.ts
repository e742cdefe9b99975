/**
 * The client's subscriptions, as the store on EventStoreDB uses them: to follow the log for as long as somebody
 * wants, and to keep lists of streams by reading only what is new.
 */
import { StoreUnavailable } from './errors.ts';
import type { LogRecord } from './esdb-events.ts';
import { esdbFault } from './esdb-faults.ts';
import { compareEsdbPositions, partsOf } from './esdb-positions.ts';
import type { Pulled } from './esdb-pull.ts';
import type { Session } from './esdb-session.ts';
import type { Mark } from './esdb-wire.ts';
import { InLine } from './line.ts';
import type { StreamHead } from './port.ts';
import type { Delivery } from './subscription.ts';

/** Lists of streams that are kept, each for a prefix. */
const LISTS = 8;
const READING = { stream: null, bytes: null } as const;

/** Where a subscription is. */
interface Place {
  position: string | undefined;
}

interface List extends Place {
  readonly heads: Map<string, number>;
}

/** Follows the log after a position, until the signal is aborted. A long silence is none of the caller's. */
export async function* follow(
  session: Session,
  prefix: string,
  after: string | undefined,
  signal: AbortSignal,
): AsyncIterable<Delivery> {
  if (after !== undefined) partsOf(after);
  const place: Place = { position: after };
  try {
    for (let isQuiet = true; isQuiet;) isQuiet = yield* deliveries(session, prefix, place, signal);
  } catch (error) {
    throw esdbFault(error, READING);
  }
}

/** Lists of streams. Each reads the log once, and afterwards only what was appended since. */
export class Lists {
  readonly #session: Session;
  /** Readings of one list wait for one another. */
  readonly #line = new InLine();
  /** In the order of use, the least recent first. */
  readonly #lists = new Map<string, List>();

  constructor(session: Session) {
    this.#session = session;
  }

  async of(prefix: string): Promise<readonly StreamHead[]> {
    return this.#line.add(prefix, async () => {
      const list = this.#list(prefix);
      for (let tries = 1; ; tries += 1) {
        try {
          await this.#extend(prefix, list);
          return [...list.heads].map(([stream, head]) => ({ stream, head }));
        } catch (error) {
          await this.#session.retry(error, READING, tries);
        }
      }
    });
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
    const { closed } = this.#session;
    for await (const delivery of deliveries(this.#session, prefix, list, closed)) {
      if (delivery.kind === 'drained') return;
      if (delivery.kind === 'event') list.heads.set(delivery.event.stream, delivery.event.revision);
    }
    closed.throwIfAborted();
    throw new StoreUnavailable('the event store ended a list of streams');
  }
}

/** One subscription of the client's. @returns whether it ended because it was quiet for long */
async function* deliveries(
  { wire, timing }: Session,
  prefix: string,
  place: Place,
  signal: AbortSignal,
): AsyncGenerator<Delivery, boolean> {
  const pull = wire.follow(prefix, place.position ?? null);
  try {
    for (let isLive = false; ;) {
      const pulled = await pull.next(signal, isLive ? timing.quietMs : timing.answerMs);
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

/** Null for what is not wanted: foreign records, and what lies before the place that was reached. */
function deliveryOf(
  pulled: Extract<Pulled<LogRecord, Mark>, { kind: 'item' | 'mark' }>,
  prefix: string,
  reached: string | undefined,
): Delivery | null {
  const isNew = (position: string) => reached === undefined || compareEsdbPositions(position, reached) > 0;
  if (pulled.kind === 'item') {
    const { event } = pulled.item;
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
