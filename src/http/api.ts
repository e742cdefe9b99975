/** The read API under `/api/v1`: the table of resources, each at its address. */
import { Router } from 'express';
import type { Tracker } from '../tracker/contract.ts';
import type { KeptAnswers } from './kept.ts';
import { parsePath, rawQuery, type Raw } from './params.ts';
import { RESOURCES, type Resource } from './resources.ts';
import { API_PREFIX, route, type Handler } from './routes.ts';
import { jsonAnswer, send, type Answer } from './send.ts';

/** The path parameters of a request, as text. */
export function pathParams(params: Readonly<Record<string, string | string[] | undefined>>): Raw {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

function answer(tracker: Tracker, kept: KeptAnswers, resource: Resource): Handler {
  return async (req, res) => {
    const params = pathParams(req.params);
    const query = rawQuery(req.originalUrl, 'refuse-unknown');
    const read = async (): Promise<Answer> =>
      jsonAnswer(await resource.read(tracker, params, query, 'refuse-unknown'));
    const { dossier } = parsePath(resource.params, params);
    const found =
      typeof dossier === 'string' ? await kept.answer(dossier, `api ${req.originalUrl}`, read) : await read();
    if (found !== null) await send(req, res, found);
  };
}

export function apiRouter(tracker: Tracker, kept: KeptAnswers): Router {
  const router = Router({ caseSensitive: true });
  for (const resource of RESOURCES) {
    const name = `${API_PREFIX}${resource.path}`;
    route(router, resource.path, { GET: answer(tracker, kept, resource) }, name);
  }
  return router;
}
