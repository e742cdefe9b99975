/**
 * The client's errors in the port's words. They are told apart by `type`, else by gRPC's `code`, else by the
 * message, since some are plain errors (https://grpc.github.io/grpc/core/md_doc_statuscodes.html).
 */
import { z } from 'zod';
import { AppendTooLarge, EventStoreError, InvalidRead, StoreAccessDenied } from './errors.ts';
import { StoreRefused, StoreUnavailable, StreamDeleted } from './errors.ts';

const ClientErrorSchema = z.object({
  type: z.string().optional(),
  code: z.number().optional(),
  message: z.string().default(''),
  maxAppendSize: z.number().optional(),
});
type ClientError = z.infer<typeof ClientErrorSchema>;

/**
 * After these nobody knows whether an append was stored. An append at an exact revision with ids of its own can
 * be repeated until it is known.
 */
const AMBIGUOUS = new Set(['unavailable', 'cancelled', 'not-leader', 'timeout', 'deadline-exceeded']);

/** Cancelled, unknown, deadline exceeded, resource exhausted, aborted, internal (a broken stream), unavailable. */
const AMBIGUOUS_CODES = new Set([1, 2, 4, 8, 10, 13, 14]);

/** Errors of discovery and of a channel that another call has just closed; they have neither type nor code. */
const AMBIGUOUS_MESSAGE = /^(?:Failed to discover|Channel has been shut down)/;

const INVALID_ARGUMENT = 3;
const UNAUTHENTICATED = 16;

function isAmbiguous({ type, code, message }: ClientError): boolean {
  if (type !== undefined && type !== 'unknown') return AMBIGUOUS.has(type);
  return code === undefined ? AMBIGUOUS_MESSAGE.test(message) : AMBIGUOUS_CODES.has(code);
}

function denied({ code }: ClientError, cause: unknown): StoreAccessDenied {
  const why =
    code === UNAUTHENTICATED
      ? 'the user is unknown or the password wrong'
      : 'the user lacks the right to do this';
  return new StoreAccessDenied(`the event store refused access: ${why}`, { cause });
}

function isClientError({ type, code, message }: ClientError): boolean {
  return type !== undefined || code !== undefined || AMBIGUOUS_MESSAGE.test(message);
}

/** Whether a read failed because there is no such stream. */
export function isStreamNotFound(error: unknown): boolean {
  const parsed = ClientErrorSchema.safeParse(error);
  return parsed.success && parsed.data.type === 'stream-not-found';
}

/** What was being done, for the message and for what an invalid argument means. */
export interface Doing {
  readonly stream: string | null;
  /** Size of the append in bytes; null for anything that reads. */
  readonly bytes: number | null;
}

/** The port's error for whatever the client threw. A mistake of the program stays what it is. */
export function esdbFault(error: unknown, { stream, bytes }: Doing): unknown {
  const parsed = ClientErrorSchema.safeParse(error);
  if (error instanceof EventStoreError || !parsed.success || !isClientError(parsed.data)) return error;
  const { type, code, maxAppendSize } = parsed.data;
  const cause = { cause: error };
  if (isAmbiguous(parsed.data)) {
    return new StoreUnavailable('the event store could not be reached, or gave no clear answer', cause);
  }
  if (type === 'access-denied') return denied(parsed.data, error);
  if (type === 'stream-deleted') return new StreamDeleted(stream ?? 'a stream', cause);
  if (type === 'maximum-append-size-exceeded') return new AppendTooLarge(bytes ?? 0, maxAppendSize ?? 0);
  if (code === INVALID_ARGUMENT && bytes === null) {
    return new InvalidRead('the position is none of this store: is it another one, or an older copy?', cause);
  }
  return new StoreRefused(
    'the event store refused a call for a reason that this program does not know',
    cause,
  );
}
