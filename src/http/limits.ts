/** How often the admin side may be asked, by client address: every request, and failed tokens. */
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit, type RateLimitRequestHandler } from 'express-rate-limit';
import { z } from 'zod';
import { Problem } from '../tracker/problems.ts';
import { nameOfToken, bearerToken } from './auth.ts';
import type { AdminLimits } from './deps.ts';

/** The window over which requests are counted, in milliseconds. */
const WINDOW_MS = 60_000;

function tooMany(limit: number, what: string, resetTime: Date | undefined): Problem {
  const until = resetTime?.getTime() ?? Date.now() + WINDOW_MS;
  const retryAfter = Math.max(1, Math.ceil((until - Date.now()) / 1000));
  return new Problem('rate-limited', `At most ${limit} ${what} a minute are answered.`, {
    extra: { limit, retryAfter },
  });
}

/** What the limiter leaves on a request that it counted. */
const CountedSchema = z.object({ rateLimit: z.object({ resetTime: z.date().optional() }) });

const clientOf = (req: Request): string => ipKeyGenerator(req.ip ?? '');

function limiter(limit: number, what: string): RateLimitRequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit,
    keyGenerator: clientOf,
    standardHeaders: false,
    legacyHeaders: false,
    // Whether proxies are trusted is the operator's setting, not a fault to print.
    validate: { xForwardedForHeader: false, trustProxy: false, limit: false },
    handler: (req, _res, next) => {
      const counted = CountedSchema.safeParse(req);
      next(tooMany(limit, what, counted.data?.rateLimit.resetTime));
    },
  });
}

/** Names of the tokens that requests were let in with. */
const writers = new WeakMap<Request, string>();

/** Under which name a request that was let in is recorded. */
export function writerOf(req: Request): string {
  const name = writers.get(req);
  if (name === undefined) throw new Problem('unauthorized', 'The request carries no token.');
  return name;
}

/** Lets in requests with a configured token, at most so many a minute, and slows down guesses. */
export function guard(tokens: ReadonlyMap<string, Buffer>, limits: AdminLimits): readonly RequestHandler[] {
  const all = limiter(limits.requests, 'requests');
  const failed = limiter(limits.failures, 'requests with a wrong token');
  const authenticate: RequestHandler = async (req, res, next) => {
    if (tokens.size === 0) {
      throw new Problem('not-found', 'The admin side is off: no token is configured on this server.');
    }
    // A client that used up its guesses isn't told whether the next one is right.
    const failures = await failed.getKey(clientOf(req));
    if ((failures?.totalHits ?? 0) > limits.failures) {
      throw tooMany(limits.failures, 'requests with a wrong token', failures?.resetTime);
    }
    const token = bearerToken(req.get('authorization'));
    const name = token === null ? null : nameOfToken(token, tokens);
    if (name !== null) {
      writers.set(req, name);
      next();
      return;
    }
    const detail = token === null ? 'The request carries no bearer token.' : 'The token isn’t known here.';
    await failed(req, res, (error?: unknown) => next(error ?? new Problem('unauthorized', detail)));
  };
  return [authenticate, all];
}
