/**
 * What every adapter asks of its callers, checked in one place, so that no store takes what another refuses.
 */
import {
  AppendTooLarge,
  EventIdReused,
  InvalidAppend,
  InvalidRead,
  WrongExpectedRevision,
} from './errors.ts';
import { isJsonObject, jsonFault, parseObject, type JsonObject } from './json.ts';
import type { AppendOptions, Direction, Expected, NewEvent, ReadOptions } from './port.ts';

/**
 * Most bytes of one append, with data, metadata and (twice) the types. EventStoreDB up to 24.10 takes 1 MiB;
 * the rest is kept free for its framing.
 */
export const MAX_APPEND_BYTES = 1_000_000;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
// Names that start with $ belong to EventStoreDB.
const NAME = /^(?!\$)[^\p{Cc}\p{Cs}]{1,250}$/u;

/** An event whose content is already JSON text, so that nothing the caller keeps can change it. */
export interface PreparedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

export interface PreparedAppend {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly PreparedEvent[];
}

function isRevision(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function textOf(part: 'data' | 'metadata', value: JsonObject): string {
  const fault = isJsonObject(value) ? jsonFault(value) : { pointer: '', detail: 'is not an object' };
  if (fault !== null) throw new InvalidAppend(`${part}${fault.pointer} ${fault.detail}`);
  return JSON.stringify(value);
}

function prepareEvent(event: NewEvent): PreparedEvent {
  if (!UUID.test(event.id)) throw new InvalidAppend('an event id is not a UUID in lower case');
  if (!NAME.test(event.type)) throw new InvalidAppend('an event type is empty, too long or malformed');
  const { id, type } = event;
  return { id, type, data: textOf('data', event.data), metadata: textOf('metadata', event.metadata) };
}

/** The content of a prepared event, as an object again. */
export function reread(text: string): JsonObject {
  const value = parseObject(text);
  if (value === null) throw new TypeError('prepared content is always a JSON object');
  return value;
}

/** Size of an event as {@link MAX_APPEND_BYTES} counts it. */
export function bytesOf(event: PreparedEvent): number {
  return (
    Buffer.byteLength(event.data) + Buffer.byteLength(event.metadata) + 2 * Buffer.byteLength(event.type)
  );
}

/** Checks an append and fixes its content. */
export function prepareAppend(
  stream: string,
  events: readonly NewEvent[],
  options: AppendOptions,
): PreparedAppend {
  const { expected } = options;
  if (!NAME.test(stream)) throw new InvalidAppend("the stream's name is empty, too long or malformed");
  if (events.length === 0) throw new InvalidAppend('an append needs at least one event');
  if (expected !== 'no-stream' && !isRevision(expected)) {
    throw new InvalidAppend("the expected revision is neither a whole number from 0 nor 'no-stream'");
  }
  const prepared = events.map(prepareEvent);
  const ids = new Set(prepared.map((event) => event.id));
  if (ids.size < prepared.length) throw new InvalidAppend('an event id occurs twice in the append');
  const bytes = prepared.reduce((sum, event) => sum + bytesOf(event), 0);
  if (bytes > MAX_APPEND_BYTES) throw new AppendTooLarge(bytes, MAX_APPEND_BYTES);
  return { stream, expected, events: prepared };
}

/** Where a stored event is. */
export interface Place {
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
}

/** What a store knows when it decides on an append. */
export interface Known {
  /** Last revision of the append's stream. */
  readonly head: number | null;
  /** Where the event with this id is, in whichever stream. */
  readonly find: (id: string) => Place | undefined;
}

export interface Decision {
  /** Revision of the append's first event. */
  readonly first: number;
  /** Where the append's last event is already, if this is a repeat. */
  readonly repeated: Place | null;
}

/**
 * Whether an append is to be written, or was already. Ids come before the expectation: a repeat is one
 * whatever was appended since, and a reused id can't be cured by reading again.
 * @throws EventIdReused, WrongExpectedRevision
 */
export function decideAppend(append: PreparedAppend, known: Known): Decision {
  const { stream, expected, events } = append;
  const first = expected === 'no-stream' ? 0 : expected + 1;
  const found = events.map(({ id }) => ({ id, place: known.find(id) }));
  const isRepeat = found.every(({ place }, i) => place?.stream === stream && place.revision === first + i);
  if (isRepeat) return { first, repeated: found.at(-1)?.place ?? null };
  for (const { id, place } of found) {
    if (place !== undefined) throw new EventIdReused(id, place.stream, place.revision);
  }
  const actual = known.head ?? 'no-stream';
  if (actual !== expected) throw new WrongExpectedRevision(stream, expected, actual);
  return { first, repeated: null };
}

/** A checked read: the numbers (revisions or positions) from `low` to `high`, both included. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly direction: Direction;
  readonly limit: number;
}

function checkRead({ from, after, limit }: ReadOptions): void {
  if (from !== undefined && after !== undefined) throw new InvalidRead('give either from or after, not both');
  if (!isRevision(from ?? after ?? 0)) throw new InvalidRead('a read starts at a whole number from 0');
  if (!Number.isSafeInteger(limit ?? 1) || (limit ?? 1) < 1) {
    throw new InvalidRead('the limit of a read is a whole number from 1');
  }
}

/**
 * The range that a read covers in a store whose last number is `last` (null: nothing there). Since `last` is
 * taken when the read begins, a reader that appends can't chase its own events.
 * @throws InvalidRead
 */
export function rangeOf(options: ReadOptions, last: number | null): Range {
  checkRead(options);
  const { from, after, direction = 'forwards', limit = Number.POSITIVE_INFINITY } = options;
  const step = direction === 'forwards' ? 1 : -1;
  const start = from ?? (after === undefined ? undefined : after + step);
  const end = last ?? -1;
  if (direction === 'forwards') return { low: start ?? 0, high: end, direction, limit };
  return { low: 0, high: Math.min(start ?? end, end), direction, limit };
}

/**
 * Reads a position that is a decimal number inside the adapter.
 * @throws InvalidRead when it can't be one of this store's
 */
export function numberOfPosition(position: string | undefined): number | undefined {
  if (position === undefined) return undefined;
  if (!/^(?:0|[1-9]\d{0,14})$/.test(position)) throw new InvalidRead('the position is none of this store');
  return Number(position);
}

/**
 * The order of two such positions, as `Array.sort` wants it.
 * @throws InvalidRead
 */
export function comparePositions(one: string, other: string): number {
  return (numberOfPosition(one) ?? 0) - (numberOfPosition(other) ?? 0);
}

/**
 * Where a subscription starts in a store whose last position is `last`: 0 before the first event.
 * @throws InvalidRead when it can't be one of this store's: a store that waited for it would wait in silence
 */
export function startAfter(after: string | undefined, last: number): number {
  const start = numberOfPosition(after) ?? 0;
  if (start > last) throw new InvalidRead('the position is beyond the end of this store: was it replaced?');
  return start;
}
