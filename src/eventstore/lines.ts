/**
 * The log as JSON Lines: one stored event a line, in the order in which they were stored.
 */
import { z } from 'zod';
import { EventStoreError } from './errors.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import type { StoredEvent } from './port.ts';

/** Metadata that is published; what is not named here, such as who appended and with which key, never is. */
const PUBLIC = new Set(['schemaVersion', 'recordedAt', 'previousHash', 'hash']);

const JsonObjectSchema = z.custom<JsonObject>(isJsonObject, 'is not an object');

const LineSchema = z.strictObject({
  stream: z.string().min(1),
  revision: z.int().min(0),
  id: z.string().min(1),
  type: z.string().min(1),
  data: JsonObjectSchema,
  metadata: JsonObjectSchema,
});

/** A line of an exported log that is none. */
export class LineInvalid extends EventStoreError {
  readonly code = 'line-invalid';

  constructor(line: number, detail: string) {
    super(`line ${line} ${detail}`);
  }
}

/**
 * One stored event as a line, without its line end.
 * @param options.publicOnly leaves out who appended and with which key; hashes stay as they are
 */
export function toLine(event: StoredEvent, options: { readonly publicOnly: boolean }): string {
  const { stream, revision, id, type, data } = event;
  const metadata = options.publicOnly
    ? Object.fromEntries(Object.entries(event.metadata).filter(([name]) => PUBLIC.has(name)))
    : event.metadata;
  return JSON.stringify({ stream, revision, id, type, data, metadata });
}

function parse(text: string, line: number): StoredEvent {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LineInvalid(line, 'is not JSON: was the file cut off?');
  }
  const parsed = LineSchema.safeParse(value);
  if (!parsed.success) throw new LineInvalid(line, 'is not an event of an exported log');
  return { ...parsed.data, position: String(line) };
}

/**
 * The events of an exported log.
 * @param lines its lines, without line ends; empty ones are passed over
 * @throws LineInvalid naming the line
 */
export async function* fromLines(lines: AsyncIterable<string>): AsyncGenerator<StoredEvent> {
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text.trim() !== '') yield parse(text, number);
  }
}
