/**
 * The loop behind every subscription: it takes what a store delivers, awaits the handler, keeps the position,
 * and goes on after the last handled event when the store breaks off. It hides how each store delivers.
 */
import { Bell } from './bell.ts';
import { EventStoreError, StoreClosed, SubscriptionOver } from './errors.ts';
import type { EventHandler, StoredEvent, SubscribeOptions } from './port.ts';
import type { Subscription, SubscriptionEnd, SubscriptionState } from './port.ts';

/** What a store delivers, in order. */
export type Delivery =
  | { readonly kind: 'event'; readonly event: StoredEvent }
  /** Everything up to here was delivered or is not wanted. */
  | { readonly kind: 'checkpoint'; readonly position: string }
  /** Nothing is left that was stored before; the position is that of the last event looked at. */
  | { readonly kind: 'drained'; readonly position: string | null };

/** A store, as the loop sees it. */
export interface Source {
  /**
   * Delivers what comes after a position, and goes on when it has caught up. It ends when the signal is
   * aborted; any other end, and a retryable error, is an interruption.
   * @param prefix only events of streams whose names start so
   */
  readonly open: (prefix: string, after: string | undefined, signal: AbortSignal) => AsyncIterable<Delivery>;
  /**
   * The order of two positions of this store: negative, zero or positive.
   * @throws InvalidRead for what is no position of it
   */
  readonly compare: (one: string, other: string) => number;
}

/** Pauses between attempts in milliseconds: the first, doubled each time up to the longest. */
export interface Pace {
  readonly firstMs: number;
  readonly mostMs: number;
}

export const PACE: Pace = { firstMs: 50, mostMs: 5_000 };

/** The pause after so many failed attempts: half of it fixed, half of it random, so that clients spread. */
export function pauseAfter(attempts: number, { firstMs, mostMs }: Pace): number {
  const full = Math.min(mostMs, firstMs * 2 ** Math.min(attempts - 1, 30));
  return full / 2 + (Math.random() * full) / 2;
}

class SupervisedSubscription implements Subscription {
  readonly ended: Promise<SubscriptionEnd>;
  readonly #source: Source;
  readonly #handler: EventHandler;
  readonly #prefix: string;
  readonly #pace: Pace;
  readonly #abort = new AbortController();
  /** Rung whenever the position or the state changes. */
  readonly #bell = new Bell();
  #state: SubscriptionState = { name: 'catching-up' };
  #position: string | undefined;
  #isClosed = false;
  #attempts = 0;

  constructor(source: Source, options: SubscribeOptions, handler: EventHandler, pace: Pace) {
    this.#source = source;
    this.#handler = handler;
    this.#pace = pace;
    this.#prefix = options.prefix ?? '';
    this.#position = options.after;
    this.ended = this.#supervise(options.signal);
  }

  get state(): SubscriptionState {
    return this.#state;
  }

  get position(): string | null {
    return this.#position ?? null;
  }

  async stop(): Promise<SubscriptionEnd> {
    this.#abort.abort();
    return this.ended;
  }

  /** Ends it because its store is being closed. */
  close(): void {
    this.#isClosed = true;
    this.#abort.abort();
  }

  async reached(position: string, signal?: AbortSignal): Promise<void> {
    // Called for its refusal of what is no position.
    this.#source.compare(position, position);
    const until = signal ?? new AbortController().signal;
    for (;;) {
      until.throwIfAborted();
      if (this.#position !== undefined && this.#source.compare(this.#position, position) >= 0) return;
      if (this.#state.name === 'ended') throw new SubscriptionOver();
      await this.#bell.wait(until);
    }
  }

  #become(state: SubscriptionState): void {
    this.#state = state;
    this.#bell.ring();
  }

  async #supervise(signal: AbortSignal | undefined): Promise<SubscriptionEnd> {
    const abort = () => {
      this.#abort.abort();
    };
    if (signal?.aborted === true) abort();
    signal?.addEventListener('abort', abort);
    // The caller has the subscription in hand before the handler is called the first time.
    await Promise.resolve();
    const end = await this.#run();
    signal?.removeEventListener('abort', abort);
    this.#become({ name: 'ended', end });
    return end;
  }

  async #run(): Promise<SubscriptionEnd> {
    for (;;) {
      const end = await this.#attempt();
      if (end !== null) return end;
      await new Bell().wait(this.#abort.signal, pauseAfter(this.#attempts, this.#pace));
    }
  }

  /** Follows the source until it breaks off: null means that it is to be tried again. */
  async #attempt(): Promise<SubscriptionEnd | null> {
    const { signal } = this.#abort;
    let cause: EventStoreError | null = null;
    try {
      if (!signal.aborted) {
        for await (const delivery of this.#source.open(this.#prefix, this.#position, signal)) {
          const failure = signal.aborted ? null : await this.#handle(delivery);
          if (failure !== null) return failure;
          if (signal.aborted) break;
        }
      }
    } catch (error) {
      const end = this.#endOf(error);
      if (end !== null) return end;
      cause = error instanceof EventStoreError ? error : null;
    }
    if (signal.aborted) return { reason: this.#isClosed ? 'closed' : 'stopped' };
    this.#attempts += 1;
    this.#become({ name: 'stalled', cause, attempts: this.#attempts });
    return this.#tell(null, () => this.#handler.interrupted?.(cause));
  }

  #endOf(error: unknown): SubscriptionEnd | null {
    if (this.#isClosed || error instanceof StoreClosed) return { reason: 'closed' };
    if (this.#abort.signal.aborted) return { reason: 'stopped' };
    return error instanceof EventStoreError && error.retryable ? null : { reason: 'failed', error };
  }

  async #handle(delivery: Delivery): Promise<SubscriptionEnd | null> {
    this.#attempts = 0;
    if (this.#state.name === 'stalled') this.#become({ name: 'catching-up' });
    return this.#tell(delivery.kind === 'event' ? delivery.event : null, () => this.#call(delivery));
  }

  /** Calls the handler. @returns the end that its failure is; null when there is none */
  async #tell(event: StoredEvent | null, call: () => void | Promise<void>): Promise<SubscriptionEnd | null> {
    try {
      await call();
      return null;
    } catch (error) {
      return { reason: 'handler-failed', error, event };
    }
  }

  async #call(delivery: Delivery): Promise<void> {
    switch (delivery.kind) {
      case 'event':
        await this.#handler.event(delivery.event);
        this.#pass(delivery.event.position);
        return;
      case 'checkpoint':
        this.#pass(delivery.position);
        await this.#handler.checkpoint?.(delivery.position);
        return;
      case 'drained':
        if (delivery.position !== null) this.#pass(delivery.position);
        if (this.#state.name === 'live') return;
        this.#become({ name: 'live' });
        await this.#handler.caughtUp?.();
        return;
      default:
        delivery satisfies never;
    }
  }

  #pass(position: string): void {
    this.#position = position;
    this.#bell.ring();
  }
}

/** The subscriptions to one store, until it is closed. */
export class Subscriptions {
  readonly #source: Source;
  readonly #pace: Pace;
  readonly #open = new Set<SupervisedSubscription>();

  constructor(source: Source, pace: Pace = PACE) {
    this.#source = source;
    this.#pace = pace;
  }

  begin(options: SubscribeOptions, handler: EventHandler): Subscription {
    const subscription = new SupervisedSubscription(this.#source, options, handler, this.#pace);
    this.#open.add(subscription);
    void subscription.ended.then(() => this.#open.delete(subscription));
    return subscription;
  }

  /** Ends them because their store is being closed. */
  close(): void {
    for (const subscription of this.#open) subscription.close();
  }
}
