/** Bearer tokens of the admin side (RFC 6750): configured as SHA-256 hashes, compared in constant time. */
import { createHash, timingSafeEqual } from 'node:crypto';

const BEARER = /^Bearer +([\x21-\x7e]+) *$/i;

/** The token of an `Authorization` header; null where there is none. */
export function bearerToken(header: string | undefined): string | null {
  return BEARER.exec(header ?? '')?.[1] ?? null;
}

/**
 * The name that a token is configured under; null where it is none of them. Every hash is compared, and each in
 * constant time, so that the time taken says nothing about the tokens.
 */
export function nameOfToken(token: string, tokens: ReadonlyMap<string, Buffer>): string | null {
  const hash = createHash('sha256').update(token).digest();
  let found: string | null = null;
  for (const [name, expected] of tokens) {
    const same = expected.length === hash.length && timingSafeEqual(hash, expected);
    found = same ? name : found;
  }
  return found;
}
