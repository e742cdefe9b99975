/**
 * Errors as answers. What a caller got wrong is said; what went wrong here is logged under an id, and only the
 * id and a fixed text are said.
 */
import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { Problem } from '../tracker/problems.ts';
import { BODY_LIMIT, BODY_TYPES } from './body.ts';
import type { AppDeps } from './deps.ts';
import { wantsProblemDocument } from './negotiate.ts';
import { PROBLEMS, problemDocument, RequestProblem } from './problem.ts';
import type { Renderer } from './render.ts';
import { HTML_TYPE } from './send.ts';
import { problemModel } from './views/problem.ts';

/** Seconds after which an unavailable store is worth asking again. */
const RETRY_AFTER = 5;
/** The longest address, in characters: longer ones are nobody's link. */
export const MAX_URL = 4096;

const INTERNAL = 'The request could not be answered because of a fault here; the log holds it under this id.';

/** Errors that Express and its body reader raise for what the client sent. */
const ForeignErrorSchema = z.object({ status: z.int().min(400).max(499), type: z.string().optional() });

/** Any error as a Problem. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof URIError) return new RequestProblem('The address is not percent-encoded UTF-8.');
  const foreign = ForeignErrorSchema.safeParse(error);
  if (!foreign.success) return new Problem('internal', INTERNAL, { cause: error });
  if (foreign.data.type === 'entity.too.large') {
    return new Problem('too-large', `The body is larger than ${BODY_LIMIT / 1024} KiB.`, {
      extra: { limit: BODY_LIMIT },
    });
  }
  if (foreign.data.type === 'encoding.unsupported') {
    return new Problem('unsupported-media-type', 'The Content-Encoding isn’t read here; use gzip or none.');
  }
  return new RequestProblem('The request can’t be read.');
}

function setHeaders(res: Response, problem: Problem): void {
  res.set('Cache-Control', 'no-store');
  res.vary('Accept');
  const retryAfter = problem.extra['retryAfter'];
  if (problem.type === 'store-unavailable') res.set('Retry-After', String(retryAfter ?? RETRY_AFTER));
  if (problem.type === 'rate-limited' && retryAfter !== undefined) res.set('Retry-After', String(retryAfter));
  if (problem.type === 'unauthorized') res.set('WWW-Authenticate', 'Bearer realm="termline admin"');
  if (problem.type === 'unsupported-media-type') res.set('Accept', BODY_TYPES.join(', '));
}

function logProblem(logger: AppDeps['logger'], req: Request, problem: Problem, instance: string): void {
  const context = { err: problem.cause ?? problem, instance, method: req.method, url: req.originalUrl };
  if (problem.type === 'internal') logger.error(context, 'request failed');
  else logger.warn(context, 'store unavailable');
}

/** The last handler: answers every error, as a document or as a page. */
export function errorHandler(deps: Pick<AppDeps, 'logger'>, renderer: Renderer): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const problem = toProblem(error);
    const row = PROBLEMS[problem.type];
    const instance = row.status >= 500 ? `urn:uuid:${randomUUID()}` : undefined;
    if (instance !== undefined) logProblem(deps.logger, req, problem, instance);
    if (res.headersSent) {
      next(error);
      return;
    }
    setHeaders(res, problem);
    const document = problemDocument(problem, instance);
    const asDocument = wantsProblemDocument(req, res);
    const body = asDocument
      ? JSON.stringify(document)
      : renderer.page('problem', problemModel(document, row));
    res.status(row.status).type(asDocument ? 'application/problem+json' : HTML_TYPE);
    res.set('Content-Length', String(Buffer.byteLength(body)));
    res.end(req.method === 'HEAD' ? undefined : body);
  };
}

/** No route took the request. */
export const nothingHere: RequestHandler = () => {
  throw new Problem('not-found', 'There is nothing at this address.');
};

/** Refuses addresses that can't be read, before any route looks at them. */
export const readableAddress: RequestHandler = (req, _res, next) => {
  if (req.url.length > MAX_URL) {
    throw new RequestProblem(`The address is longer than ${MAX_URL} characters.`);
  }
  try {
    decodeURIComponent(req.url.replaceAll('+', ' '));
  } catch {
    throw new RequestProblem('The address is not percent-encoded UTF-8.', [
      { parameter: 'address', detail: 'holds a % that isn’t followed by two hexadecimal digits of UTF-8' },
    ]);
  }
  next();
};
