/** What a `Streams/Read` asks for, as plain values; options that the double does not model are refused. */
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { LogRecord } from './log.ts';
import { notModelled } from './wire.ts';

export interface Filter {
  readonly matches: (record: LogRecord) => boolean;
  /** A checkpoint follows so many events that were looked at. */
  readonly checkpointEvery: number;
}

export interface Query {
  /** Null: `$all`. */
  readonly stream: string | null;
  /** Revision, or position in the log. */
  readonly from: number | 'start' | 'end';
  readonly isBackwards: boolean;
  /** Null: a subscription. */
  readonly count: number | null;
  readonly filter: Filter | null;
}

/** Events that a filter looks at before it reports where it is, unless the client says otherwise. */
const WINDOW = 32;

function filterOf(options: ReadReq.Options): Filter | null {
  const filter = options.getFilter();
  if (filter === undefined) return null;
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  if (expression === undefined) throw notModelled('a filter by nothing');
  const [regex, prefixes] = [expression.getRegex(), expression.getPrefixList()];
  if ((regex === '') === (prefixes.length === 0)) throw notModelled('a filter by both or neither form');
  const pattern = new RegExp(regex, 'u');
  const matches = (text: string) =>
    prefixes.length > 0 ? prefixes.some((prefix) => text.startsWith(prefix)) : pattern.test(text);
  const window = filter.hasMax() ? filter.getMax() : WINDOW;
  return {
    matches: ({ stream, type }) => matches(byStream === undefined ? type : stream),
    checkpointEvery: window * filter.getCheckpointintervalmultiplier(),
  };
}

function streamStart(options: ReadReq.Options.StreamOptions): Query['from'] {
  if (options.hasStart()) return 'start';
  if (options.hasEnd()) return 'end';
  return Number(options.getRevision());
}

function allStart(options: ReadReq.Options.AllOptions): Query['from'] {
  if (options.hasStart()) return 'start';
  if (options.hasEnd()) return 'end';
  const position = options.getPosition();
  if (position === undefined) throw notModelled('a read from nowhere');
  if (position.getCommitPosition() !== position.getPreparePosition()) {
    throw notModelled('positions inside a transaction');
  }
  return Number(position.getCommitPosition());
}

function refuseWhatIsNotModelled(options: ReadReq.Options, isBackwards: boolean): void {
  if (options.hasStream() === options.hasAll()) throw notModelled('a read of neither a stream nor all');
  if (options.getResolveLinks()) throw notModelled('links');
  if (options.getUuidOption()?.hasString() !== true) throw notModelled('structured UUIDs');
  if (options.hasControlOption()) throw notModelled('control options');
  if (options.hasFilter() && !(options.hasSubscription() && options.hasAll())) {
    throw notModelled('a filter on anything but a subscription to all');
  }
  if (options.hasSubscription() && isBackwards) throw notModelled('a subscription backwards');
}

/** @throws Refusal for what is not modelled */
export function queryOf(request: ReadReq): Query {
  const options = request.getOptions();
  if (options === undefined) throw notModelled('a read without options');
  const isBackwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  refuseWhatIsNotModelled(options, isBackwards);
  const [stream, all] = [options.getStream(), options.getAll()];
  const name = Buffer.from(stream?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
  return {
    stream: stream === undefined ? null : name,
    from:
      stream === undefined ? allStart(all ?? new streams.ReadReq.Options.AllOptions()) : streamStart(stream),
    isBackwards,
    count: options.hasSubscription() ? null : Number(options.getCount()),
    filter: filterOf(options),
  };
}
