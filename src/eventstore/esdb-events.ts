/**
 * From what the client reads to the port's events. The client's bigints end here: revisions become numbers,
 * positions text.
 */
import { z } from 'zod';
import { StoreCorrupt } from './errors.ts';
import { deepFreeze, isJsonObject } from './json.ts';
import type { StoredEvent } from './port.ts';

const PositionSchema = z
  .object({ commit: z.bigint(), prepare: z.bigint() })
  .transform(({ commit, prepare }) => `${commit}/${prepare}`);

const RecordedSchema = z.object({
  streamId: z.string(),
  id: z.string(),
  revision: z.bigint(),
  type: z.string(),
  isJson: z.boolean(),
  data: z.unknown(),
  metadata: z.unknown(),
  position: PositionSchema,
});

/** An item of the client's. Links are never resolved, so every item is the event that it was stored as. */
const ResolvedSchema = z.object({ event: RecordedSchema });

/** A record of the log, which may be no event of this application's. */
export interface LogRecord {
  readonly stream: string;
  readonly position: string;
  /** Null for the server's own records, and for those of others that are no JSON. */
  readonly event: StoredEvent | null;
}

type Recorded = z.infer<typeof RecordedSchema>;

/** The server's own streams and types begin with "$", and the port takes no such names. */
function isForeign({ streamId, type, isJson }: Recorded): boolean {
  return streamId.startsWith('$') || type.startsWith('$') || !isJson;
}

function eventOf({ streamId, id, type, position, ...recorded }: Recorded): StoredEvent {
  const revision = Number(recorded.revision);
  const { data, metadata = {} } = recorded;
  if (!Number.isSafeInteger(revision)) throw new StoreCorrupt(`${streamId} has an impossible revision`);
  // The client gives broken JSON back as text.
  if (!isJsonObject(data) || !isJsonObject(metadata)) {
    throw new StoreCorrupt(`revision ${revision} of ${streamId} is not a JSON object`, {
      place: { stream: streamId, revision },
    });
  }
  return deepFreeze({ id, type, data, metadata, stream: streamId, revision, position });
}

/**
 * The record of an item that the client read.
 * @throws StoreCorrupt for an event of another shape than this store writes
 */
export function recordOf(item: unknown): LogRecord {
  const parsed = ResolvedSchema.safeParse(item);
  if (!parsed.success) {
    throw new StoreCorrupt('the event store gave an event of another shape', { cause: parsed.error });
  }
  const recorded = parsed.data.event;
  const { streamId: stream, position } = recorded;
  return { stream, position, event: isForeign(recorded) ? null : eventOf(recorded) };
}
