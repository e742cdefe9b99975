/** `Streams/Append`: options first, one message an event, one answer. */
import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { LogRecord, Outcome, Proposed } from './log.ts';
import type { Node } from './node.ts';
import type { AppendFault } from './switches.ts';
import { notModelled, Refusal, streamDeleted } from './wire.ts';

/** 1 MiB over the data alone, as servers of 24.6 count, unless they are set to another limit. */
const MAX_APPEND_BYTES = 1_048_576;

interface Header {
  readonly stream: string;
  readonly expected: number;
}

function headerOf(message: AppendReq): Header {
  const options = message.getOptions();
  if (options === undefined) throw notModelled('an append that does not begin with its options');
  const stream = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
  if (stream === '' || stream.startsWith('$')) throw notModelled(`an append to the stream "${stream}"`);
  if (options.hasNoStream()) return { stream, expected: -1 };
  if (!options.hasRevision()) throw notModelled('an append at any revision');
  return { stream, expected: Number(options.getRevision()) };
}

function proposedOf(message: AppendReq): Proposed {
  const proposed = message.getProposedMessage();
  const id = proposed?.getId()?.getString() ?? '';
  const type = proposed?.getMetadataMap().get('type');
  const contentType = proposed?.getMetadataMap().get('content-type');
  if (proposed === undefined || id === '') throw notModelled('a message without an event or its id');
  if (type === undefined || contentType === undefined) throw notModelled('an event without its types');
  const [data, metadata] = [proposed.getData_asU8(), proposed.getCustomMetadata_asU8()];
  return { id, type, contentType, data, metadata };
}

function refuseTooLarge(events: readonly Proposed[], limit: number): void {
  const bytes = events.reduce((sum, { data }) => sum + data.length, 0);
  if (bytes <= limit) return;
  throw new Refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  });
}

function success({ revision, position }: LogRecord, withPosition: boolean): AppendResp {
  const answer = new streams.AppendResp.Success().setCurrentRevision(revision);
  if (withPosition) {
    const [commit, prepare] = [String(position), String(position)];
    answer.setPosition(
      new streams.AppendResp.Position().setCommitPosition(commit).setPreparePosition(prepare),
    );
  } else {
    answer.setNoPosition(new shared.Empty());
  }
  return new streams.AppendResp().setSuccess(answer);
}

function conflict({ expected }: Header, actual: number): AppendResp {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (expected === -1) wrong.setExpectedNoStream(new shared.Empty());
  else wrong.setExpectedRevision(String(expected));
  if (actual === -1) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(actual));
  return new streams.AppendResp().setWrongExpectedVersion(wrong);
}

function answerOf(header: Header, outcome: Outcome, withPosition: boolean): AppendResp {
  switch (outcome.kind) {
    case 'stored':
      return success(outcome.last, withPosition);
    case 'wrong':
      return conflict(header, outcome.actual);
    case 'deleted':
      throw streamDeleted(header.stream);
    default:
      return outcome satisfies never;
  }
}

async function commit(
  node: Node,
  messages: readonly AppendReq[],
  fault: AppendFault | undefined,
): Promise<AppendResp | null> {
  const [first, ...rest] = messages;
  if (first === undefined || rest.length === 0) throw notModelled('an append of nothing');
  const header = headerOf(first);
  const events = rest.map(proposedOf);
  refuseTooLarge(events, node.maxAppendBytes ?? MAX_APPEND_BYTES);
  const store = () => node.log.append(header.stream, header.expected, events);
  switch (fault?.kind) {
    case undefined:
      return answerOf(header, store(), true);
    case 'no-position':
      return answerOf(header, store(), false);
    case 'forgotten': {
      const outcome = store();
      return outcome.kind === 'stored'
        ? conflict(header, Number(outcome.last.revision))
        : answerOf(header, outcome, true);
    }
    case 'silent':
      return null;
    case 'late': {
      const outcome = store();
      await fault.until;
      return answerOf(header, outcome, true);
    }
    case 'queued':
      await fault.until;
      return answerOf(header, store(), true);
    case 'cut':
      if (fault.isStored) store();
      node.cut();
      return null;
    case 'hollow':
      return new streams.AppendResp();
    case 'fails':
      if (fault.isStored) store();
      throw new Refusal(fault.code, fault.code === status.ABORTED ? 'Operation timed out' : 'Failed');
    default:
      return fault satisfies never;
  }
}

export function handleAppend(
  node: Node,
  call: ServerReadableStream<AppendReq, AppendResp>,
  answer: sendUnaryData<AppendResp>,
): void {
  const messages: AppendReq[] = [];
  const fail = (error: unknown) => {
    answer(error instanceof Refusal ? error.status : { code: status.INTERNAL, details: String(error) });
  };
  try {
    node.admit(call.metadata);
  } catch (error) {
    fail(error);
    return;
  }
  node.seen.appends += 1;
  const leftMs = Number(call.getDeadline()) - Date.now();
  node.seen.longestDeadlineMs = Math.max(node.seen.longestDeadlineMs, leftMs);
  const fault = node.switches.appends.shift();
  call.on('data', (message: AppendReq) => messages.push(message));
  call.on('error', () => undefined);
  call.on('end', () => {
    // A call that was broken off ends, too, with a part of its messages: that is no append.
    setImmediate(() => {
      if (call.cancelled) return;
      commit(node, messages, fault).then((response) => {
        if (response !== null) answer(null, response);
      }, fail);
    });
  });
}
