/**
 * JSON as the event stores keep it: what can be written is checked, what is read is frozen.
 */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Deeper nesting than this is refused: no event needs it, and a walk over it could exhaust the stack. */
export const MAX_DEPTH = 256;

/** A place inside a JSON value at which something is wrong. */
export interface JsonFault {
  /** RFC 6901 pointer; empty for the value itself. */
  readonly pointer: string;
  readonly detail: string;
}

type Path = readonly PropertyKey[];

/** RFC 6901: the pointer that leads along a path of names and indexes. */
export function pointerOf(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Whether a value is a JSON object and neither an array nor null. Its members are not looked at. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is an array, without turning its items into `any`. */
export function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function faultOfLeaf(value: unknown): string | null {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'is not a finite number';
  return `is of type ${typeof value}, which JSON does not have`;
}

/**
 * The first place at which a value could not be stored as JSON and read back as it was: `undefined` in a list,
 * a number that is not finite, a function, a bigint, an object with a class (dates and maps included), or
 * nesting beyond {@link MAX_DEPTH}. A property whose value is undefined counts as absent.
 * @returns null when the value is JSON
 */
export function jsonFault(value: unknown, path: Path = []): JsonFault | null {
  const at = (detail: string): JsonFault => ({ pointer: pointerOf(path), detail });
  if (typeof value !== 'object' || value === null) {
    const detail = faultOfLeaf(value);
    return detail === null ? null : at(detail);
  }
  if (path.length >= MAX_DEPTH) return at(`is nested more than ${MAX_DEPTH} levels deep`);
  if (isList<unknown>(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const fault = jsonFault(value[index], [...path, index]);
      if (fault !== null) return fault;
    }
    return null;
  }
  if (!isPlain(value)) return at('is not a plain object');
  for (const [name, item] of Object.entries(value)) {
    const fault = item === undefined ? null : jsonFault(item, [...path, name]);
    if (fault !== null) return fault;
  }
  return null;
}

const LONE_SURROGATE = /\p{Cs}/u;

/**
 * The first text (or name) with half of a surrogate pair. JSON can carry it as an escape, but it has no UTF-8
 * form, so RFC 8785, section 3.2.2.2, refuses to put it in canonical form.
 */
export function loneSurrogate(value: Json, path: Path = []): JsonFault | null {
  const fault = { pointer: pointerOf(path), detail: 'holds half of a surrogate pair' };
  if (typeof value === 'string') return LONE_SURROGATE.test(value) ? fault : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, item] of Object.entries(value)) {
    if (LONE_SURROGATE.test(name)) return fault;
    const found = loneSurrogate(item, [...path, name]);
    if (found !== null) return found;
  }
  return null;
}

/** Freezes a freshly parsed value and everything in it, so that it can be handed out without a copy. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}

/**
 * Reads a stored JSON object and freezes it.
 * @returns null when the text is no JSON object
 */
export function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? deepFreeze(value) : null;
  } catch {
    return null;
  }
}
