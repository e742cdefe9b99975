/**
 * The one file that knows the client of EventStoreDB, or KurrentDB. It hides the client's types and bigints,
 * and the part of what has to be known about it that concerns a single call; what concerns a store is in
 * `esdb-store.ts`.
 *
 * - Every append carries credentials, which selects the plain call with a real deadline. Without them the client
 *   sends all appends over one stream, which can hang for ever, and can end the process for another's sake.
 * - The client's reads and subscriptions report errors by events at any time: each is in the hands of a `Pull`
 *   from its first turn.
 * - Every call goes to the leader, so that a read sees the append before it.
 */
import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
} from '@eventstore/db-client';
import { streamNameFilter, WrongExpectedVersionError } from '@eventstore/db-client';
import type { EsdbAddress } from './esdb-address.ts';
import { recordOf, type LogRecord } from './esdb-events.ts';
import { partsOf } from './esdb-positions.ts';
import { Pull } from './esdb-pull.ts';
import { TIMING, type Timing } from './esdb-session.ts';
import { EventStoreDbStore } from './esdb-store.ts';
import type { AppendAnswer, Mark, StreamRead, Wire } from './esdb-wire.ts';
import type { Direction } from './port.ts';
import { reread, type PreparedAppend } from './request.ts';

interface Position {
  readonly commit: bigint;
  readonly prepare: bigint;
}

function textOf({ commit, prepare }: Position): string {
  return `${commit}/${prepare}`;
}

function positionOf(text: string): Position {
  const [commit, prepare] = partsOf(text);
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}

const WAYS = { forwards: FORWARDS, backwards: BACKWARDS } as const;
const ENDS = { forwards: START, backwards: END } as const;

/** Every stream but the server's own. */
const NO_SYSTEM_STREAM = '^[^$]';

function clientOf(address: EsdbAddress): EventStoreDBClient {
  const { hosts, isDiscovered, isSecure, authority, credentials, tuning } = address;
  const given = Object.entries(tuning).filter(([, value]) => value !== undefined);
  const options: object = Object.fromEntries(given);
  const channel = { insecure: !isSecure, ...(authority === null ? {} : { rootCertificate: authority }) };
  const [first, ...others] = hosts;
  if (first === undefined) throw new TypeError('an address has at least one host');
  if (isDiscovered) return new EventStoreDBClient({ ...options, discover: first }, channel, credentials);
  if (others.length === 0)
    return new EventStoreDBClient({ ...options, endpoint: first }, channel, credentials);
  return new EventStoreDBClient({ ...options, endpoints: [first, ...others] }, channel, credentials);
}

async function append(
  client: EventStoreDBClient,
  { stream, expected, events }: PreparedAppend,
  options: { readonly credentials: EsdbAddress['credentials']; readonly deadline: number },
): Promise<AppendAnswer> {
  const sent = events.map(({ id, type, data, metadata }) =>
    jsonEvent({ id, type, data: reread(data), metadata: reread(metadata) }),
  );
  try {
    const { nextExpectedRevision, position } = await client.appendToStream(stream, sent, {
      ...options,
      requiresLeader: true,
      expectedRevision: expected === 'no-stream' ? NO_STREAM : BigInt(expected),
    });
    const revision = Number(nextExpectedRevision);
    return { kind: 'stored', revision, position: position === undefined ? null : textOf(position) };
  } catch (error) {
    if (!(error instanceof WrongExpectedVersionError)) throw error;
    const { actualVersion } = error;
    return {
      kind: 'conflict',
      actual: typeof actualVersion === 'bigint' ? Number(actualVersion) : 'no-stream',
    };
  }
}

function follow(
  client: EventStoreDBClient,
  prefix: string,
  after: string | null,
  credentials: EsdbAddress['credentials'],
): Pull<LogRecord, Mark> {
  const checkpointReached = (_: unknown, position: Position) => {
    pull.mark({ kind: 'checkpoint', position: textOf(position) });
  };
  const filter =
    prefix === ''
      ? streamNameFilter({ checkpointReached, regex: NO_SYSTEM_STREAM })
      : streamNameFilter({ checkpointReached, prefixes: [prefix] });
  const fromPosition = after === null ? START : positionOf(after);
  const stream = client.subscribeToAll({ credentials, requiresLeader: true, filter, fromPosition });
  const pull = new Pull<LogRecord, Mark>({
    stream,
    read: recordOf,
    cancel: async () => stream.unsubscribe(),
  });
  stream.on('confirmation', () => {
    pull.mark({ kind: 'alive' });
  });
  stream.on('caughtUp', () => {
    pull.mark({ kind: 'caught-up' });
  });
  return pull;
}

function wireOf(address: EsdbAddress): Wire {
  const client = clientOf(address);
  const { credentials } = address;
  const call = { credentials, requiresLeader: true };
  return {
    append: async (prepared, deadline) => append(client, prepared, { credentials, deadline }),
    readStream: (name: string, { direction, from, limit }: StreamRead) => {
      const fromRevision = from === null ? ENDS[direction] : BigInt(from);
      const maxCount = Math.min(limit, Number.MAX_SAFE_INTEGER);
      const stream = client.readStream(name, { ...call, direction: WAYS[direction], fromRevision, maxCount });
      return new Pull({ stream, read: recordOf, cancel: async () => stream.cancel() });
    },
    readAll: (from: string | null, direction: Direction) => {
      const fromPosition = from === null ? ENDS[direction] : positionOf(from);
      const stream = client.readAll({ ...call, direction: WAYS[direction], fromPosition });
      return new Pull({ stream, read: recordOf, cancel: async () => stream.cancel() });
    },
    follow: (prefix, after) => follow(client, prefix, after, credentials),
    dispose: async () => client.dispose(),
  };
}

/**
 * Opens a store on EventStoreDB. No connection is made before it is used.
 * @param timing for tests; the address's `defaultDeadline` is how long an attempt of an append may take
 */
export function openEventStoreDb(address: EsdbAddress, timing: Partial<Timing> = {}): EventStoreDbStore {
  const { defaultDeadline: appendMs = TIMING.appendMs } = address.tuning;
  return new EventStoreDbStore(wireOf(address), { ...TIMING, appendMs, ...timing });
}
