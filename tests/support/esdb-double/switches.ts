/** What a test can make the double do wrong. */
import type { status } from '@grpc/grpc-js';

/** What becomes of one append. */
export type AppendFault =
  /** Never answered, not stored. */
  | { readonly kind: 'silent' }
  /** Stored at once, answered when `release` is called. */
  | { readonly kind: 'late'; readonly until: Promise<void> }
  /** Stored and answered only when `until` is fulfilled, as if it had waited in a queue. */
  | { readonly kind: 'queued'; readonly until: Promise<void> }
  /** The connection breaks, before or after the events are stored. */
  | { readonly kind: 'cut'; readonly isStored: boolean }
  /** An answer with neither success nor failure in it. */
  | { readonly kind: 'hollow' }
  /** The call fails with this status, before or after the events are stored; ABORTED: the commit timed out. */
  | { readonly kind: 'fails'; readonly code: status; readonly isStored: boolean }
  /** Stored, and answered as if another writer had been faster: as by a server that forgot the ids. */
  | { readonly kind: 'forgotten' }
  /** Answered without the position, as a replay may be. */
  | { readonly kind: 'no-position' };

/** What becomes of one read or one subscription, after so many events. */
export interface ReadFault {
  readonly after: number;
  readonly kind: 'silent' | 'cut' | 'unavailable' | 'end';
}

/** Taken one for each call; when a queue is empty, calls are answered as they should be. */
export interface Switches {
  readonly appends: AppendFault[];
  readonly reads: ReadFault[];
  readonly subscriptions: ReadFault[];
  /** How many records before its place a subscription is sent again. */
  overlap: number;
  /** UNAVAILABLE for every call, as while starting and during an election. */
  isReady: boolean;
  /** Where the leader is, if this node is a follower. */
  leader: { readonly host: string; readonly port: number } | null;
}

export function noFaults(): Switches {
  return { appends: [], reads: [], subscriptions: [], overlap: 0, isReady: true, leader: null };
}
