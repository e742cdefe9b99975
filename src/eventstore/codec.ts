/**
 * Between a dossier's events and a store's: schema and hash on the way in, upcasters and schema on the way out.
 * Beyond it nothing knows how an event is stored.
 */
import { z } from 'zod';
import { DossierEventSchema, type DossierEvent } from '../dossier/announcement.ts';
import { link } from './chain.ts';
import { EventInvalid, EventUnreadable } from './errors.ts';
import { isJsonObject, loneSurrogate, pointerOf, type JsonObject } from './json.ts';
import type { NewEvent, StoredEvent } from './port.ts';
import { SCHEMA_VERSION, upcast } from './upcasters.ts';

export { SCHEMA_VERSION } from './upcasters.ts';

/** What a dossier's stream is called before its id. */
export const STREAM_PREFIX = 'dossier-';

/** The stream of a dossier. */
export function streamOf(dossier: string): string {
  return `${STREAM_PREFIX}${dossier}`;
}

/** The dossier of a stream; null when it is no dossier's. */
export function dossierOf(stream: string): string | null {
  return stream.startsWith(STREAM_PREFIX) ? stream.slice(STREAM_PREFIX.length) : null;
}

const HashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lower-case hexadecimal');
const PrivateSchema = z.string().min(1).max(500);

/** The metadata of a stored event. The last three are private: never published, and outside the hash. */
export const MetadataSchema = z.strictObject({
  schemaVersion: z.int().min(1),
  /** Instant of the append, UTC, with milliseconds: `2026-04-27T15:04:05.000Z`. */
  recordedAt: z.iso.datetime({ precision: 3 }),
  /** Hash of the event before; null for the first. */
  previousHash: HashSchema.nullable(),
  hash: HashSchema,
  /** Who appended it: the name of a token. */
  appendedBy: PrivateSchema.optional(),
  idempotencyKey: PrivateSchema.optional(),
  /** Digest of the request that carried the key, to tell the same content from another. */
  requestDigest: PrivateSchema.optional(),
});
export type Metadata = z.infer<typeof MetadataSchema>;

/** What an event gets when it is recorded, beside its content. */
export interface Recording {
  /** The new event's id, a UUID in lower case. */
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly recordedAt: string;
  readonly previousHash: string | null;
  readonly appendedBy?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly requestDigest?: string | undefined;
}

/** A stored event, read: the content in its present form, beside its place and metadata. */
export interface DecodedEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly event: DossierEvent;
  readonly metadata: Metadata;
}

// A record, so that the compiler misses a type that is added to the union and forgotten here.
const TYPES: Readonly<Record<DossierEvent['type'], true>> = {
  DossierOpened: true,
  DossierAmended: true,
  AgreementAnnounced: true,
  RenegotiationAnnounced: true,
  TerminationAnnounced: true,
  DocumentPublished: true,
  RefutationAnnounced: true,
  StatementMade: true,
  ReportPublished: true,
  AnnouncementCorrected: true,
  AnnouncementRetracted: true,
};

function issueOf(error: z.ZodError): { readonly pointer: string; readonly code: string } {
  const issue = error.issues[0];
  return { pointer: pointerOf(issue?.path ?? []), code: issue?.code ?? 'custom' };
}

/** A schema's output as the JSON that it will be stored as: what is undefined is left out. */
function toJson(value: object): JsonObject {
  const json: unknown = JSON.parse(JSON.stringify(value));
  if (!isJsonObject(json)) throw new TypeError('an object is always written as a JSON object');
  return json;
}

function dataOf(event: DossierEvent): JsonObject {
  const parsed = DossierEventSchema.safeParse(event);
  if (!parsed.success) {
    const { pointer, code } = issueOf(parsed.error);
    throw new EventInvalid('data', pointer, `fails its schema (${code})`);
  }
  const { type: _, ...data } = parsed.data;
  const json = toJson(data);
  const fault = loneSurrogate(json);
  if (fault !== null) throw new EventInvalid('data', fault.pointer, fault.detail);
  return json;
}

/**
 * An event as it will be stored, hash included. It is put through its schema first, so what is stored can be
 * read and defaults are written out.
 * @throws EventInvalid naming the place, when it fails the schema or has no canonical form
 */
export function encodeEvent(event: DossierEvent, recording: Recording): NewEvent {
  const { id, stream, revision, recordedAt, previousHash } = recording;
  const { type } = event;
  const data = dataOf(event);
  const metadata = MetadataSchema.safeParse({
    schemaVersion: SCHEMA_VERSION,
    recordedAt,
    previousHash,
    hash: link(previousHash, { stream, revision, type, data, recordedAt }),
    appendedBy: recording.appendedBy,
    idempotencyKey: recording.idempotencyKey,
    requestDigest: recording.requestDigest,
  });
  if (!metadata.success) {
    const { pointer, code } = issueOf(metadata.error);
    throw new EventInvalid('metadata', pointer, `fails its schema (${code})`);
  }
  return { id, type, data, metadata: toJson(metadata.data) };
}

function metadataOf(stored: StoredEvent): Metadata {
  const { schemaVersion } = stored.metadata;
  // Before the schema, which a newer version may well have changed.
  if (typeof schemaVersion === 'number' && schemaVersion > SCHEMA_VERSION) {
    throw new EventUnreadable(stored, 'newer-version', '/schemaVersion');
  }
  const metadata = MetadataSchema.safeParse(stored.metadata);
  if (metadata.success) return metadata.data;
  throw new EventUnreadable(stored, 'invalid-metadata', issueOf(metadata.error).pointer);
}

/**
 * A stored event in the form that the program uses now, whichever version wrote it. The hash is not checked
 * here (see `verifyChain`).
 * @throws EventUnreadable naming stream, revision and the place: an unknown type, a newer version, or content
 * that fails its schema
 */
export function decodeEvent(stored: StoredEvent): DecodedEvent {
  const { id, stream, revision, position, type } = stored;
  const metadata = metadataOf(stored);
  if (!Object.hasOwn(TYPES, type)) throw new EventUnreadable(stored, 'unknown-type', '');
  const data = upcast(metadata.schemaVersion, type, stored.data);
  // The type is kept beside the data, never in it.
  if (Object.hasOwn(data, 'type')) throw new EventUnreadable(stored, 'invalid-data', '/type');
  const event = DossierEventSchema.safeParse({ ...data, type });
  if (!event.success) throw new EventUnreadable(stored, 'invalid-data', issueOf(event.error).pointer);
  return { id, stream, revision, position, event: event.data, metadata };
}
