/** What every call of the store on EventStoreDB needs beside the call itself: how long to wait, and the store's end. */
import { setMaxListeners } from 'node:events';
import { Bell } from './bell.ts';
import { StoreUnavailable } from './errors.ts';
import { esdbFault, type Doing } from './esdb-faults.ts';
import type { Wire } from './esdb-wire.ts';
import { PACE, pauseAfter, type Pace } from './subscription.ts';

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

export class Session {
  readonly wire: Wire;
  readonly timing: Timing;
  readonly #closed = new AbortController();

  constructor(wire: Wire, timing: Timing) {
    // Every read listens to it, and the runtime takes eleven listeners for a leak.
    setMaxListeners(0, this.#closed.signal);
    this.wire = wire;
    this.timing = timing;
  }

  /** Aborted when the store is closed and its appends are over. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Ends every wait of this store. */
  end(): void {
    this.#closed.abort();
  }

  /** The pause after so many failed attempts. */
  async pause(attempts: number): Promise<void> {
    await new Bell().wait(this.closed, pauseAfter(attempts, this.timing.pace));
  }

  /**
   * The pause before a read is tried again.
   * @param attempts how many in a row brought nothing
   * @throws what happened, in the port's words, where another attempt is no use or would be one too many
   */
  async retry(error: unknown, doing: Doing, attempts: number): Promise<void> {
    const fault = esdbFault(error, doing);
    if (!(fault instanceof StoreUnavailable) || attempts >= this.timing.readTries) throw fault;
    await this.pause(Math.max(attempts, 1));
  }
}
