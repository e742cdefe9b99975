/** Small words that the event stores' tests share. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isJsonObject, parseObject, type JsonObject } from '../../src/eventstore/json.ts';
import type { Expected, NewEvent, StoredEvent } from '../../src/eventstore/port.ts';

/** The n-th of a fixed series of UUIDs. */
export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** An event with an id of its own. */
export function said(data: JsonObject = {}, more: Partial<NewEvent> = {}): NewEvent {
  return { id: randomUUID(), type: 'StatementMade', data, metadata: { by: 'test' }, ...more };
}

/** Several events whose data count from `first`. */
export function saidTimes(count: number, first = 0): readonly NewEvent[] {
  return Array.from({ length: count }, (_, i) => said({ n: first + i }));
}

const ObjectSchema = z.custom<JsonObject>(isJsonObject);
const StoredSchema = z.strictObject({
  id: z.string(),
  type: z.string(),
  data: ObjectSchema,
  metadata: ObjectSchema,
  stream: z.string(),
  revision: z.int(),
  position: z.string(),
});

/** The stored events of a file in tests/fixtures, one to a line. */
export function storedIn(file: string): StoredEvent[] {
  const text = readFileSync(join(import.meta.dirname, '..', 'fixtures', file), 'utf8');
  const lines = text.trimEnd().split('\n');
  return lines.map((line) => StoredSchema.parse(json(line)));
}

/** A JSON object from its text. */
export function json(text: string): JsonObject {
  const value = parseObject(text);
  if (value === null) throw new TypeError(`not a JSON object: ${text.slice(0, 80)}`);
  return value;
}

/** A name that no other test uses, for stores that outlive a test. */
export function freshName(prefix: string): string {
  return `${prefix}-${randomUUID()}`;
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Stored events without their positions, which are the store's own. */
export async function contents(events: AsyncIterable<StoredEvent>): Promise<object[]> {
  return (await collect(events)).map(({ id, type, data, metadata, stream, revision }) => ({
    id,
    type,
    data,
    metadata,
    stream,
    revision,
  }));
}

export async function revisions(events: AsyncIterable<StoredEvent>): Promise<number[]> {
  return (await collect(events)).map((event) => event.revision);
}

/** What the events should look like once stored, from a revision on. */
export function asStored(stream: string, events: readonly NewEvent[], first = 0): object[] {
  return events.map((event, i) => ({ ...event, stream, revision: first + i }));
}

/** What a call gives, which must not take longer than so many milliseconds. */
export async function within<T>(mostMs: number, call: Promise<T>): Promise<T> {
  const begun = performance.now();
  const given = await call;
  const took = performance.now() - begun;
  if (took > mostMs) throw new Error(`it took ${Math.round(took)} milliseconds, more than ${mostMs}`);
  return given;
}

/** The fields of the error with which a call was refused; a call that succeeds is the failure. */
export async function refusal(call: Promise<unknown>): Promise<object> {
  const outcome = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('value' in outcome) throw new Error(`not refused: ${JSON.stringify(outcome.value)}`);
  if (!(outcome.error instanceof Error)) throw new TypeError('refused with something that is no error');
  const fields = Object.entries(outcome.error).filter(([name]) => name !== 'name');
  return { error: outcome.error.name, ...Object.fromEntries(fields) };
}

function refusedAs(error: string, code: string, fields: object = {}): object {
  return { error, code, retryable: false, ...fields };
}

/** The refusals that the suite looks for, as `refusal` gives them. */
export const refused = {
  conflict: (stream: string, expected: Expected, actual: Expected) =>
    refusedAs('WrongExpectedRevision', 'wrong-expected-revision', { stream, expected, actual }),
  reuse: (id: string, stream: string, revision: number) =>
    refusedAs('EventIdReused', 'event-id-reused', { id, stream, revision }),
  size: (bytes: number, limit: number) => refusedAs('AppendTooLarge', 'append-too-large', { bytes, limit }),
  append: refusedAs('InvalidAppend', 'invalid-append'),
  read: refusedAs('InvalidRead', 'invalid-read'),
  closed: refusedAs('StoreClosed', 'store-closed'),
};
