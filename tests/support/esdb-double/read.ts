/** `Streams/Read`: reads and subscriptions, with flow control and the faults of both. */
import { status, type ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { LogRecord } from './log.ts';
import type { Node } from './node.ts';
import { queryOf, type Query } from './query.ts';
import type { ReadFault } from './switches.ts';
import { caughtUp, checkpoint, confirmation, eventResponse } from './wire.ts';
import { notModelled, Refusal, streamDeleted, streamNotFound } from './wire.ts';

type Call = ServerWritableStream<ReadReq, ReadResp>;

/** The call is over: nothing is left to be said on it. */
const OVER = Symbol('over');

/** Writes to one call, no faster than it is read, until it is cancelled or a fault strikes. */
class Pump {
  readonly #node: Node;
  readonly #call: Call;
  readonly #fault: ReadFault | undefined;
  #events = 0;
  #isOver = false;
  readonly #over: Promise<typeof OVER>;

  constructor(node: Node, call: Call, fault: ReadFault | undefined) {
    this.#node = node;
    this.#call = call;
    this.#fault = fault;
    this.#over = new Promise((resolve) => {
      const end = () => {
        this.#isOver = true;
        resolve(OVER);
      };
      for (const event of ['cancelled', 'close', 'error']) {
        call.on(event, () => {
          node.ends.off('end', end);
          end();
        });
      }
      node.ends.once('end', end);
    });
  }

  async say(response: ReadResp): Promise<void> {
    if (this.#fault?.after === this.#events) await this.#strike(this.#fault);
    if (this.#isOver) throw OVER;
    if (response.hasEvent()) {
      this.#events += 1;
      this.#node.seen.eventsSent += 1;
    }
    if (this.#call.write(response)) return;
    await this.sleep((wake) => this.#call.once('drain', wake));
  }

  /** Waits until woken, or until the call is over, which ends the handler. */
  async sleep(arrange: (wake: () => void) => void): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      arrange(resolve);
    });
    if ((await Promise.race([woken, this.#over])) === OVER) throw OVER;
  }

  /** A fault after the last event strikes when the call would end or wait. */
  async pass(): Promise<void> {
    if (this.#fault?.after === this.#events) await this.#strike(this.#fault);
  }

  async #strike({ kind }: ReadFault): Promise<never> {
    switch (kind) {
      case 'silent':
        await this.#over;
        throw OVER;
      case 'cut':
        this.#node.cut();
        throw OVER;
      case 'unavailable':
        throw new Refusal(status.UNAVAILABLE, 'Server Is Not Ready');
      case 'end':
        this.#call.end();
        throw OVER;
      default:
        return kind satisfies never;
    }
  }
}

function indexOfPosition(records: readonly LogRecord[], position: number): number {
  const index = records.findIndex((record) => record.position === position);
  if (index === -1) throw new Refusal(status.INVALID_ARGUMENT, `Invalid position ${position}`);
  return index;
}

function ofStream(records: readonly LogRecord[], from: number, isBackwards: boolean): readonly LogRecord[] {
  if (!isBackwards) return records.filter(({ revision }) => Number(revision) >= from);
  // What a server makes of it depends on how it pages.
  if (from > Number(records.at(-1)?.revision)) throw notModelled('a read backwards from beyond the end');
  return records.filter(({ revision }) => Number(revision) <= from).reverse();
}

/** The records that a read gives, in its order. Forwards it includes the position, backwards it does not. */
function selected(node: Node, { stream, from, isBackwards }: Query): readonly LogRecord[] | null {
  const records = stream === null ? node.log.records : node.log.visible(stream);
  if (records === 'deleted') throw streamDeleted(stream ?? '');
  if (records === null) return null;
  if (from === 'start' || (stream === null && from === 0)) return isBackwards ? [] : records;
  if (from === 'end') return isBackwards ? records.toReversed() : [];
  if (stream !== null) return ofStream(records, from, isBackwards);
  const index = indexOfPosition(records, from);
  return isBackwards ? records.slice(0, index).reverse() : records.slice(index);
}

async function read(node: Node, query: Query, pump: Pump): Promise<void> {
  const records = selected(node, query);
  if (records === null) {
    await pump.say(streamNotFound(query.stream ?? ''));
    return;
  }
  let sent = 0;
  for (const record of records) {
    if (sent === query.count) return;
    await pump.say(eventResponse(record));
    sent += 1;
  }
  await pump.pass();
}

/** Where a subscription begins: after the place that it names. */
function firstIndex(node: Node, { stream, from }: Query): number {
  if (from === 'start' || (stream === null && from === 0)) return 0;
  if (from === 'end') return stream === null ? node.log.records.length : streamRecords(node, stream).length;
  return stream === null ? indexOfPosition(node.log.records, from) + 1 : from + 1;
}

function streamRecords(node: Node, stream: string): readonly LogRecord[] {
  const records = node.log.visible(stream);
  if (records === 'deleted') throw streamDeleted(stream);
  // A missing stream just waits.
  return records ?? [];
}

async function subscribe(node: Node, query: Query, pump: Pump): Promise<void> {
  const { stream, filter } = query;
  const first = Math.max(0, firstIndex(node, query) - node.switches.overlap);
  let [next, looked, isLive] = [first, 0, false];
  await pump.say(confirmation());
  for (;;) {
    const records = stream === null ? node.log.records : streamRecords(node, stream);
    for (let record = records[next]; record !== undefined; record = records[next]) {
      next += 1;
      looked += 1;
      if (filter === null || filter.matches(record)) await pump.say(eventResponse(record));
      if (filter !== null && looked % filter.checkpointEvery === 0)
        await pump.say(checkpoint(record.position));
    }
    const last = records[next - 1];
    if (!isLive) {
      if (filter !== null && last !== undefined) await pump.say(checkpoint(last.position));
      await pump.say(caughtUp());
      isLive = true;
    } else {
      await pump.pass();
    }
    if (records[next] === undefined) await pump.sleep((wake) => node.log.changes.once('record', wake));
  }
}

export function handleRead(node: Node, call: Call): void {
  const handle = async () => {
    node.admit(call.metadata);
    const query = queryOf(call.request);
    const isSubscription = query.count === null;
    node.seen[isSubscription ? 'subscriptions' : 'reads'] += 1;
    const { switches } = node;
    const fault = isSubscription ? switches.subscriptions.shift() : switches.reads.shift();
    const pump = new Pump(node, call, fault);
    node.seen.open += 1;
    try {
      await (isSubscription ? subscribe(node, query, pump) : read(node, query, pump));
    } finally {
      node.seen.open -= 1;
      node.calls.emit('call');
    }
    call.end();
  };
  handle().catch((error: unknown) => {
    if (error === OVER) call.end();
    else if (error instanceof Refusal) call.emit('error', error.status);
    else call.emit('error', { code: status.INTERNAL, details: String(error) });
  });
}
