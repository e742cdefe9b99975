/**
 * What goes wrong, as HTTP says it: one table, a row for each problem type, and the RFC 9457 document made
 * from it. The pages at `/problems/{type}`, the API's description and the README all follow this table.
 */
import { Problem, type Fault, type ProblemType } from '../tracker/problems.ts';

/** One row: the status, the title, what it means and what to do about it. */
export interface ProblemRow {
  readonly status: number;
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
}

export const PROBLEMS: Readonly<Record<ProblemType, ProblemRow>> = {
  'invalid-request': {
    status: 400,
    title: 'The request can’t be understood',
    meaning: 'A part of the address, a header or the body isn’t written as it must be.',
    remedy: 'Each entry of “errors” names the place and what it must be. Mend it and ask again.',
  },
  unauthorized: {
    status: 401,
    title: 'A valid token is needed',
    meaning: 'The address changes the record, and the request carried no token that is configured here.',
    remedy: 'Send “Authorization: Bearer” and a token whose SHA-256 hash is configured on this server.',
  },
  'not-found': {
    status: 404,
    title: 'Nothing is here',
    meaning: 'There is no such dossier, contract, clause, announcement or page.',
    remedy: 'Start from the list of dossiers and follow its links; an id is written in lower case.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The address doesn’t take this method',
    meaning: 'Events are added, corrected and retracted, and never updated or deleted in place.',
    remedy: 'Use a method of the “Allow” header.',
  },
  'announcement-exists': {
    status: 409,
    title: 'An announcement with this id is on record with other content',
    meaning: 'The id belongs to an announcement that says something else.',
    remedy: 'Give the new announcement its own id, or send a correction of the one on record.',
  },
  'dossier-exists': {
    status: 409,
    title: 'A dossier with this id is on record with other content',
    meaning: 'The id belongs to a dossier that was opened with something else.',
    remedy: 'Give the new dossier its own id, or send an amendment of the one on record.',
  },
  'stale-head': {
    status: 412,
    title: 'The dossier has moved on',
    meaning: 'Something was appended after the revision that “If-Match” names.',
    remedy: 'Read the dossier again, look at what is new, and send the request with its present head.',
  },
  'too-large': {
    status: 413,
    title: 'The content is too large',
    meaning: 'The body, the event or one text in it is above its limit.',
    remedy: 'Split it: several announcements, several clauses, or a link to the full text as a source.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'This kind of content isn’t read here',
    meaning: 'The body is neither JSON nor YAML in UTF-8.',
    remedy: 'Send “Content-Type: application/json” or “application/yaml”.',
  },
  'invalid-announcement': {
    status: 422,
    title: 'The content doesn’t have the shape of an announcement',
    meaning: 'A field is missing, unknown or not written as it must be.',
    remedy: 'Each entry of “errors” has a JSON Pointer to the place. The shapes are in /openapi.json.',
  },
  refused: {
    status: 422,
    title: 'A rule of the record refuses this',
    meaning:
      'The content has the right shape, but it contradicts what is on record or what its type may carry.',
    remedy:
      'Each entry of “errors” leads to the place and says which rule. Where a correction or retraction would leave later effects without anything to act on, “force=true” records it all the same.',
  },
  'key-reused': {
    status: 422,
    title: 'The idempotency key was used for something else',
    meaning: 'A request with the same “Idempotency-Key” had other content.',
    remedy: 'Use a new key for new content; the same key repeats the same request only.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    meaning: 'The limit of requests, or of failed tokens, for this address of yours is used up for now.',
    remedy: 'Wait for as many seconds as “Retry-After” says.',
  },
  'store-unavailable': {
    status: 503,
    title: 'The record can’t be reached',
    meaning: 'The store behind this server doesn’t answer for the moment. Nothing was stored.',
    remedy: 'Ask again after “Retry-After”. Repeating an append is safe: it is stored once.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong here',
    meaning: 'A fault of this server, not of the request.',
    remedy: 'Tell whoever runs it the id in “instance”; their log holds the rest.',
  },
};

/** Whether a text names a problem type. */
export function isProblemType(text: string): text is ProblemType {
  return Object.hasOwn(PROBLEMS, text);
}

/** One wrong place of a request that is no place in its body. */
export interface RequestFault {
  readonly parameter?: string;
  readonly header?: string;
  readonly detail: string;
}

/** A request that can't be understood: which parameters or headers, and why. */
export class RequestProblem extends Problem {
  readonly requestFaults: readonly RequestFault[];

  constructor(detail: string, requestFaults: readonly RequestFault[] = []) {
    super('invalid-request', detail);
    this.requestFaults = requestFaults;
  }
}

export type ProblemError = Fault | RequestFault;

/** A problem document (RFC 9457, section 3). */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance?: string;
  readonly errors?: readonly ProblemError[];
  readonly [extra: string]: unknown;
}

/** The places that a problem names: in the body, in a header, or a parameter of the address. */
export function errorsOf(problem: Problem): readonly ProblemError[] {
  if (problem instanceof RequestProblem) return problem.requestFaults;
  const parameter = problem.extra['parameter'];
  if (typeof parameter === 'string') return [{ parameter, detail: problem.message }];
  return problem.faults;
}

/**
 * The document of a problem.
 * @param instance a URI that names this occurrence, as the log has it
 */
export function problemDocument(problem: Problem, instance?: string): ProblemDocument {
  const row = PROBLEMS[problem.type];
  const errors = errorsOf(problem);
  const { parameter: _, ...extra } = problem.extra;
  return {
    ...extra,
    type: `/problems/${problem.type}`,
    title: row.title,
    status: row.status,
    detail: problem.message,
    ...(instance === undefined ? {} : { instance }),
    ...(errors.length === 0 ? {} : { errors }),
  };
}
