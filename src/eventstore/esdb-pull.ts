/**
 * Taking a stream of the client's item by item. Beside its items the client tells things by events and
 * callbacks, at once, while items that came before still wait to be read; here everything comes in the order
 * in which the server said it.
 */
import type { Readable } from 'node:stream';
import { Bell } from './bell.ts';

export type Pulled<Item, Mark> =
  | { readonly kind: 'item'; readonly item: Item }
  | { readonly kind: 'mark'; readonly mark: Mark }
  /** The server ended the stream. */
  | { readonly kind: 'end' }
  /** Nothing came in the time that was given. */
  | { readonly kind: 'quiet' }
  | { readonly kind: 'aborted' };

export interface PullOptions<Item> {
  readonly stream: Readable;
  /** Makes an item of what the stream gives. */
  readonly read: (item: unknown) => Item;
  /** Tells the server that nothing more is wanted. */
  readonly cancel: () => Promise<void>;
}

export class Pull<Item, Mark = never> {
  readonly #options: PullOptions<Item>;
  readonly #bell = new Bell();
  readonly #marks: { readonly at: number; readonly mark: Mark }[] = [];
  #taken = 0;
  #isEnded = false;
  #failure: { readonly error: unknown } | null = null;

  /** To be made in the turn in which the stream is, since an error that nobody listens for ends the process. */
  constructor(options: PullOptions<Item>) {
    this.#options = options;
    const ring = () => {
      this.#bell.ring();
    };
    const end = () => {
      this.#isEnded = true;
      ring();
    };
    options.stream.on('error', (error) => {
      this.#failure ??= { error };
      ring();
    });
    options.stream.on('readable', ring);
    options.stream.on('end', end);
    options.stream.on('close', end);
  }

  /** Puts a mark behind the items that have come so far. */
  mark(mark: Mark): void {
    this.#marks.push({ at: this.#taken + this.#options.stream.readableLength, mark });
    this.#bell.ring();
  }

  /**
   * The next item or mark.
   * @param mostMs how long to wait for it, in milliseconds
   * @throws what the client reports
   */
  async next(signal: AbortSignal, mostMs: number): Promise<Pulled<Item, Mark>> {
    for (;;) {
      if (signal.aborted) return { kind: 'aborted' };
      const ready = this.#take();
      if (ready !== null) return ready;
      if (await this.#bell.wait(signal, mostMs)) return { kind: 'quiet' };
    }
  }

  /**
   * Lets go of the stream, without waiting until the server has heard of it. What still comes is read to its
   * end and thrown away: the client keeps a stream for ever whose end nobody has read.
   */
  release(): void {
    const { stream, cancel } = this.#options;
    const drain = () => {
      while (stream.read() !== null);
    };
    stream.on('readable', drain);
    drain();
    // It fails where the stream never came to be, which was reported already.
    cancel().catch(() => undefined);
  }

  #take(): Pulled<Item, Mark> | null {
    const [first] = this.#marks;
    if (first !== undefined && first.at <= this.#taken) {
      this.#marks.shift();
      return { kind: 'mark', mark: first.mark };
    }
    if (this.#failure !== null) throw this.#failure.error;
    const item: unknown = this.#options.stream.read();
    if (item !== null) {
      this.#taken += 1;
      return { kind: 'item', item: this.#options.read(item) };
    }
    return this.#isEnded ? { kind: 'end' } : null;
  }
}
