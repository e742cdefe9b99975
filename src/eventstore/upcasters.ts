/**
 * Stored events of earlier schema versions, mended step by step on read; the log itself is never rewritten.
 *
 * | version | what it wrote otherwise |
 * |---|---|
 * | 1 | a grant's `hangsOn` was one text; a source's class `party-statement` was called `party` |
 * | 2 | the present one |
 *
 * An upcaster touches what it knows and leaves the rest alone: the schema judges the result.
 */
import { isJsonObject, isList, type Json, type JsonObject } from './json.ts';

/** The schema version that is written now. */
export const SCHEMA_VERSION = 2;

type Upcaster = (type: string, data: JsonObject) => JsonObject;

function mendEach(object: JsonObject, name: string, mend: (item: JsonObject) => JsonObject): JsonObject {
  const items = object[name];
  if (items === undefined || !isList<Json>(items)) return object;
  return { ...object, [name]: items.map((item) => (isJsonObject(item) ? mend(item) : item)) };
}

function mendGrant(grant: JsonObject): JsonObject {
  return typeof grant['hangsOn'] === 'string' ? { ...grant, hangsOn: [grant['hangsOn']] } : grant;
}

function mendSource(source: JsonObject): JsonObject {
  return source['class'] === 'party' ? { ...source, class: 'party-statement' } : source;
}

/** Sources of any event; effects are absent where the event has none. */
function mendContent(content: JsonObject): JsonObject {
  const sourced = mendEach(content, 'sources', mendSource);
  return mendEach(sourced, 'effects', (effect) => mendEach(effect, 'grants', mendGrant));
}

function fromVersion1(type: string, data: JsonObject): JsonObject {
  if (type !== 'AnnouncementCorrected') return mendContent(data);
  const { content } = data;
  return isJsonObject(content) ? { ...data, content: mendContent(content) } : data;
}

/** From each earlier version to the next. */
const UPCASTERS: Readonly<Record<number, Upcaster>> = { 1: fromVersion1 };

/** Brings an event's data from the version that wrote it to the present one. */
export function upcast(version: number, type: string, data: JsonObject): JsonObject {
  let mended = data;
  for (let from = version; from < SCHEMA_VERSION; from += 1) {
    mended = UPCASTERS[from]?.(type, mended) ?? mended;
  }
  return mended;
}
