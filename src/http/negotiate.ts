/** Which form of an answer a request wants (RFC 9110, section 12.5.1). */
import type { Request, Response } from 'express';

export type Format = 'html' | 'json';

/**
 * The form of an answer: what a suffix of the address says, else `Accept`. HTML where the client doesn't mind
 * or wants something that isn't there.
 */
export function formatOf(req: Request, res: Response): Format {
  const { suffix } = localsOf(res);
  if (suffix !== null) return suffix;
  return req.accepts(['html', 'json']) === 'json' ? 'json' : 'html';
}

/** What the parts of the server tell each other about one request. */
export interface Locals {
  /** The pattern of the address, for the metrics. */
  route: string;
  /** The form that the address itself asks for. */
  suffix: Format | null;
}

const locals = new WeakMap<Response, Locals>();

export function localsOf(res: Response): Locals {
  const known = locals.get(res);
  if (known !== undefined) return known;
  const fresh: Locals = { route: 'unmatched', suffix: null };
  locals.set(res, fresh);
  return fresh;
}

/** Whether an error at this address is answered as a document for programs. */
export function wantsProblemDocument(req: Request, res: Response): boolean {
  if (req.path.startsWith('/api/') || localsOf(res).suffix === 'json') return true;
  return req.accepts(['html', 'application/problem+json', 'json']) !== 'html';
}
