/** The read API under `/api/v1`: the table of resources, each at its address. */
import { Router } from 'express';
import type { AppDeps } from './deps.ts';
import { rawQuery, type Raw } from './params.ts';
import { RESOURCES, type Resource } from './resources.ts';
import { route, type Handler } from './routes.ts';
import { sendJson } from './send.ts';

export const API_PREFIX = '/api/v1';

/** The path parameters of a request, as text. */
export function pathParams(params: Readonly<Record<string, string | string[] | undefined>>): Raw {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

function answer(tracker: AppDeps['tracker'], resource: Resource): Handler {
  return async (req, res) => {
    const query = rawQuery(req.originalUrl, 'refuse-unknown');
    await sendJson(req, res, await resource.read(tracker, pathParams(req.params), query, 'refuse-unknown'));
  };
}

export function apiRouter({ tracker }: Pick<AppDeps, 'tracker'>): Router {
  const router = Router({ caseSensitive: true });
  for (const resource of RESOURCES) {
    route(router, resource.path, { GET: answer(tracker, resource) }, `${API_PREFIX}${resource.path}`);
  }
  return router;
}
