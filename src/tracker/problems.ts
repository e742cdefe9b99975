/**
 * What can go wrong, named once: the tracker throws these; HTTP turns them into RFC 9457 problems and the
 * command line into one line.
 */

export type ProblemType =
  | 'invalid-request'
  | 'unauthorized'
  | 'not-found'
  | 'method-not-allowed'
  | 'announcement-exists'
  | 'dossier-exists'
  | 'stale-head'
  | 'too-large'
  | 'unsupported-media-type'
  | 'invalid-announcement'
  | 'refused'
  | 'key-reused'
  | 'rate-limited'
  | 'store-unavailable'
  | 'internal';

/** One place in the request that is wrong: a JSON Pointer (RFC 6901) and what is the matter there. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** An operational error with its type. `extra` goes into the problem document as it is. */
export class Problem extends Error {
  readonly type: ProblemType;
  readonly faults: readonly Fault[];
  readonly extra: Readonly<Record<string, string | number>>;

  constructor(
    type: ProblemType,
    detail: string,
    options: { faults?: readonly Fault[]; extra?: Record<string, string | number>; cause?: unknown } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Problem';
    this.type = type;
    this.faults = options.faults ?? [];
    this.extra = options.extra ?? {};
  }
}
