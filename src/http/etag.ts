/** Validators of answers (RFC 9110, section 8.8): strong, and different whenever the bytes are. */
import { createHash } from 'node:crypto';

/** What tells one body from another, short enough for a header. */
export function digestOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 27);
}

/**
 * The strong entity tag of a body. One body in another content coding has other bytes and so another tag
 * (RFC 9110, section 8.8.3.3).
 */
export function etagOf(digest: string, coding: 'identity' | 'gzip'): string {
  return coding === 'gzip' ? `"${digest}-gzip"` : `"${digest}"`;
}

const LIST = /^(?:(?:W\/)?"[\x21\x23-\x7e]*"(?:\s*,\s*|\s*$))+$/;
const TAG = /(W\/)?"([\x21\x23-\x7e]*)"/g;

/**
 * Reads an `If-Match` header.
 * @returns `any` for `*`, else the strong tags without their quotes (a weak tag never matches, RFC 9110,
 * section 13.1.1); null where the header isn't written as it must be
 */
export function parseIfMatch(header: string): 'any' | readonly string[] | null {
  const text = header.trim();
  if (text === '*') return 'any';
  if (!LIST.test(text)) return null;
  return [...text.matchAll(TAG)].filter((match) => match[1] === undefined).map((match) => match[2] ?? '');
}
