/**
 * The hash chain of a stream. Storage doesn't notice a flipped bit in stored text, and a log that lost its end
 * looks merely shorter: the first is found by following the chain, the second by comparing its head with one
 * that was published earlier.
 *
 * A link is the SHA-256, in lower-case hexadecimal, of the canonical JSON (RFC 8785) of
 * `{stream, revision, type, data, recordedAt, previousHash}`; `previousHash` is null for a stream's first event.
 * The event's id and the private part of its metadata are outside.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import type { JsonObject } from './json.ts';
import type { StoredEvent } from './port.ts';

export interface Linked {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly data: JsonObject;
  /** ISO 8601 instant, as it is in the metadata. */
  readonly recordedAt: string;
}

/**
 * The hash of an event that follows the one with `previousHash`.
 * @throws Error when the data has no canonical form (half a surrogate pair; a number that is not finite)
 */
export function link(previousHash: string | null, event: Linked): string {
  const { stream, revision, type, data, recordedAt } = event;
  const text = canonicalize({ stream, revision, type, data, recordedAt, previousHash });
  if (text === undefined) throw new TypeError('an object always has a canonical form');
  return createHash('sha256').update(text).digest('hex');
}

export interface ChainHead {
  readonly stream: string;
  readonly revision: number;
  readonly hash: string;
}

/** What can be wrong with an event, in the order in which it is looked at. */
export const CHAIN_FAULTS = {
  metadata: 'its metadata holds no recordedAt, previousHash and hash',
  order: 'it does not follow the revision before it',
  'previous-hash': 'it does not name the hash of the event before it',
  hash: 'its hash is not that of its content',
} as const;
export type ChainFault = keyof typeof CHAIN_FAULTS;

export type ChainReport =
  | { readonly intact: true; readonly events: number; readonly heads: readonly ChainHead[] }
  | {
      readonly intact: false;
      /** Events found good before the bad one. */
      readonly events: number;
      readonly stream: string;
      readonly revision: number;
      readonly position: string;
      readonly fault: ChainFault;
    };

// Only what the chain needs, so that it can be followed through versions whose content can't be read.
const LinkSchema = z.object({
  recordedAt: z.string(),
  previousHash: z.string().nullable(),
  hash: z.string(),
});

function hashOf(event: StoredEvent, recordedAt: string, previousHash: string | null): string | null {
  try {
    return link(previousHash, { ...event, recordedAt });
  } catch {
    return null;
  }
}

/** Follows the chains of streams, one event after another. */
export class ChainFollower {
  readonly #heads = new Map<string, ChainHead>();

  /** Each stream's head so far, in the order of the streams' first events. */
  get heads(): ChainHead[] {
    return [...this.#heads.values()];
  }

  /** The next event of its stream: null where it continues the chain, else what is wrong with it. */
  check(event: StoredEvent): ChainFault | null {
    const metadata = LinkSchema.safeParse(event.metadata);
    if (!metadata.success) return 'metadata';
    const { stream, revision } = event;
    const { recordedAt, previousHash, hash } = metadata.data;
    const before = this.#heads.get(stream);
    if (before !== undefined && revision !== before.revision + 1) return 'order';
    if (previousHash !== (before?.hash ?? null)) return 'previous-hash';
    if (hash !== hashOf(event, recordedAt, previousHash)) return 'hash';
    this.#heads.set(stream, { stream, revision, hash });
    return null;
  }
}

/**
 * Follows the chains of the given events: a whole stream read forwards, or all streams at once.
 * @returns each stream's head, in the order of the streams' first events; or the first bad event and its fault
 */
export async function verifyChain(events: AsyncIterable<StoredEvent>): Promise<ChainReport> {
  const follower = new ChainFollower();
  let good = 0;
  for await (const event of events) {
    const fault = follower.check(event);
    if (fault !== null) {
      const { stream, revision, position } = event;
      return { intact: false, events: good, stream, revision, position, fault };
    }
    good += 1;
  }
  return { intact: true, events: good, heads: follower.heads };
}
