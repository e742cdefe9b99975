/** One address and its methods: GET answers HEAD too, any other method is 405 with `Allow`. */
import type { Request, RequestHandler, Response, Router } from 'express';
import { Problem } from '../tracker/problems.ts';
import { localsOf } from './negotiate.ts';

/** Where the read API lies. */
export const API_PREFIX = '/api/v1';

export type Handler = (req: Request, res: Response) => Promise<void> | void;
export type Methods = Partial<Record<'GET' | 'POST', Handler>>;

function allowed(methods: Methods): string {
  return [methods.GET === undefined ? [] : ['GET', 'HEAD'], methods.POST === undefined ? [] : ['POST']]
    .flat()
    .join(', ');
}

function handlerFor(methods: Methods, method: string): Handler | undefined {
  if (method === 'GET' || method === 'HEAD') return methods.GET;
  return method === 'POST' ? methods.POST : undefined;
}

/** Registers an address. `name` is its pattern as the metrics show it, where `path` is below a prefix. */
export function route(router: Router, path: string, methods: Methods, name = path): void {
  const allow = allowed(methods);
  const dispatch: RequestHandler = async (req, res) => {
    localsOf(res).route = name;
    const handler = handlerFor(methods, req.method);
    if (handler !== undefined) {
      await handler(req, res);
      return;
    }
    res.set('Allow', allow);
    if (req.method === 'OPTIONS') {
      res.status(204).end();
      return;
    }
    throw new Problem(
      'method-not-allowed',
      `${req.method} isn’t a method of this address; it takes ${allow}.`,
    );
  };
  router.all(path, dispatch);
}
