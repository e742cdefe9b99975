/** Reads of the store on EventStoreDB: they go on where they break off, and none waits longer than its timer. */
import { StoreClosed, StoreCorrupt, StoreUnavailable } from './errors.ts';
import type { LogRecord } from './esdb-events.ts';
import { isStreamNotFound, type Doing } from './esdb-faults.ts';
import { partsOf } from './esdb-positions.ts';
import type { Pull } from './esdb-pull.ts';
import type { Session } from './esdb-session.ts';
import type { ReadAllOptions, ReadOptions, StoredEvent } from './port.ts';
import { rangeOf } from './request.ts';

/** Beyond any revision: stands for a stream's unknown head. */
const FAR = Number.MAX_SAFE_INTEGER;

export class Reads {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async head(stream: string): Promise<number | null> {
    const last = { direction: 'backwards', limit: 1 } as const;
    for await (const { revision } of this.stream(stream, last)) return revision;
    return null;
  }

  /** A stream's events. */
  async *stream(stream: string, options: ReadOptions): AsyncIterable<StoredEvent> {
    const asked = rangeOf(options, FAR);
    const isForwards = asked.direction === 'forwards';
    // Backwards the server wants to start inside the stream.
    const isInside = isForwards || asked.high === FAR || asked.high < 0;
    const { low, high, direction, limit } = isInside ? asked : rangeOf(options, await this.head(stream));
    if (low > high) return;
    let next: number | null = isForwards ? low : high === FAR ? null : high;
    let [left, isFirst] = [limit, true];
    const open = () => {
      const isOver = left === 0 || (next !== null && next < 0);
      return isOver ? null : this.#session.wire.readStream(stream, { direction, from: next, limit: left });
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

  /** All streams' events. */
  async *all({ after, direction = 'forwards', limit }: ReadAllOptions): AsyncIterable<StoredEvent> {
    // Only for its refusal of a wrong limit: positions are none of its numbers.
    let { limit: left } = rangeOf({ limit, direction }, FAR);
    let last = after ?? null;
    if (last !== null) partsOf(last);
    const open = () => this.#session.wire.readAll(last, direction);
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

  /**
   * Reads, and goes on where the read breaks off.
   * @param open begins the rest of the read; null when nothing is left of it
   */
  async *#records(open: () => Pull<LogRecord> | null, doing: Doing): AsyncIterable<LogRecord> {
    for (let tries = 1; ; tries += 1) {
      try {
        for await (const record of this.#attempt(open)) {
          tries = 0;
          yield record;
        }
        return;
      } catch (error) {
        if (isStreamNotFound(error)) return;
        await this.#session.retry(error, doing, tries);
      }
    }
  }

  async *#attempt(open: () => Pull<LogRecord> | null): AsyncIterable<LogRecord> {
    const pull = open();
    if (pull === null) return;
    const { closed, timing } = this.#session;
    try {
      for (;;) {
        const pulled = await pull.next(closed, timing.answerMs);
        if (pulled.kind === 'end') return;
        if (pulled.kind === 'aborted') throw new StoreClosed();
        if (pulled.kind === 'quiet') throw new StoreUnavailable('the event store does not answer a read');
        if (pulled.kind === 'item') yield pulled.item;
      }
    } finally {
      pull.release();
    }
  }
}
