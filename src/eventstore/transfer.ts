/**
 * Copying a log from one store to another, event by event with the same ids and hashes. A copy that was
 * interrupted is simply run again: what is there already is recognised and passed over.
 */
import { CHAIN_FAULTS, ChainFollower } from './chain.ts';
import { EventStoreError } from './errors.ts';
import type { EventStore, NewEvent, StoredEvent } from './port.ts';

/** Most events, and most bytes of their JSON, that are appended at once. */
const MOST_EVENTS = 200;
const MOST_BYTES = 500_000;

/** The log that is being copied is broken at an event: nothing from there on is copied. */
export class ChainBroken extends EventStoreError {
  readonly code = 'chain-broken';
  readonly stream: string;
  readonly revision: number;

  constructor(stream: string, revision: number, detail: string) {
    super(`revision ${revision} of ${stream}: ${detail}`);
    this.stream = stream;
    this.revision = revision;
  }
}

/** The target holds another history of a stream. */
export class TargetDiffers extends EventStoreError {
  readonly code = 'target-differs';

  constructor(stream: string, revision: number) {
    super(
      `the target holds another history of ${stream}, as its revision ${revision} shows: use an empty store`,
    );
  }
}

/** How far a copy is. */
export interface CopyProgress {
  /** Events read, of which some may have been there already. */
  readonly events: number;
  readonly appended: number;
}

interface Batch {
  readonly stream: string;
  readonly first: number;
  readonly events: NewEvent[];
  bytes: number;
}

class Copier {
  readonly #target: EventStore;
  readonly #heads: Map<string, number>;
  readonly #follower = new ChainFollower();
  readonly #progress: (progress: CopyProgress) => void;
  #batch: Batch | null = null;
  #events = 0;
  #appended = 0;

  constructor(target: EventStore, heads: Map<string, number>, progress: (progress: CopyProgress) => void) {
    this.#target = target;
    this.#heads = heads;
    this.#progress = progress;
  }

  async take(event: StoredEvent): Promise<void> {
    const { stream, revision } = event;
    const fault = this.#follower.check(event);
    if (fault !== null) throw new ChainBroken(stream, revision, CHAIN_FAULTS[fault]);
    this.#events += 1;
    const head = this.#heads.get(stream) ?? -1;
    if (revision === head) await this.#requireSame(event);
    if (revision > head) await this.#add(event);
  }

  async #requireSame({ stream, revision, metadata }: StoredEvent): Promise<void> {
    for await (const held of this.#target.read(stream, { from: revision, limit: 1 })) {
      if (held.metadata['hash'] === metadata['hash']) return;
    }
    throw new TargetDiffers(stream, revision);
  }

  async #add({ stream, revision, id, type, data, metadata }: StoredEvent): Promise<void> {
    const bytes = JSON.stringify([data, metadata]).length;
    const full =
      this.#batch !== null &&
      (this.#batch.events.length >= MOST_EVENTS || this.#batch.bytes + bytes > MOST_BYTES);
    if (full || this.#batch?.stream !== stream) await this.flush();
    this.#batch ??= { stream, first: revision, events: [], bytes: 0 };
    this.#batch.events.push({ id, type, data, metadata });
    this.#batch.bytes += bytes;
  }

  async flush(): Promise<CopyProgress> {
    const batch = this.#batch;
    this.#batch = null;
    if (batch !== null) {
      const expected = batch.first === 0 ? 'no-stream' : batch.first - 1;
      await this.#target.append(batch.stream, batch.events, { expected });
      this.#appended += batch.events.length;
    }
    const progress = { events: this.#events, appended: this.#appended };
    this.#progress(progress);
    return progress;
  }

  /** Streams of the target that reach further than what was copied. */
  get longer(): string[] {
    const copied = new Map(this.#follower.heads.map(({ stream, revision }) => [stream, revision]));
    return [...this.#heads].flatMap(([stream, head]) => (head > (copied.get(stream) ?? -1) ? [stream] : []));
  }
}

/**
 * Copies events, in the order in which they come, to a store that is empty or holds the beginning of the same.
 * @param events whole streams, each from its first event on, perhaps interleaved
 * @throws ChainBroken where the source's hash chain breaks; TargetDiffers where the target holds something else;
 * and what the stores throw
 */
export async function copyEvents(
  events: AsyncIterable<StoredEvent>,
  target: EventStore,
  progress: (progress: CopyProgress) => void = () => {},
): Promise<CopyProgress> {
  const held = await target.listStreams({ prefix: '' });
  const copier = new Copier(target, new Map(held.map(({ stream, head }) => [stream, head])), progress);
  for await (const event of events) await copier.take(event);
  const done = await copier.flush();
  const [longer] = copier.longer;
  if (longer !== undefined) throw new TargetDiffers(longer, (await target.head(longer)) ?? 0);
  return done;
}
