/**
 * The record as a file of JSON Lines under `/api/v1`, sent while it is read: no more of it is held than the
 * client is about to take. What was begun and cannot be finished is broken off, never ended as if it were whole.
 */
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Response, Router } from 'express';
import type { z } from 'zod';
import type { Tracker } from '../tracker/contract.ts';
import { pathParams } from './api.ts';
import { DossierPathSchema, NoQuerySchema, parsePath, parseQuery, rawQuery, type Raw } from './params.ts';
import { API_PREFIX, route, type Handler } from './routes.ts';
import { prefersGzip } from './send.ts';

/** The name under which JSON Lines are known; not registered, and neither is any other. It is UTF-8 always. */
export const JSON_LINES_TYPE = 'application/jsonl';

/** What can be downloaded: its address below `/api/v1`, and what of the record it holds. */
export interface Export {
  readonly path: string;
  /** `operationId` of the API's description. */
  readonly name: string;
  readonly summary: string;
  readonly params: z.ZodObject;
  /** The dossier that the path names; null: the whole record. */
  dossier(params: Raw): string | null;
}

export const EXPORTS: readonly Export[] = [
  {
    path: '/export',
    name: 'exportRecord',
    summary: 'The whole record as JSON Lines, an event a line in the order of the appends, to be restored',
    params: NoQuerySchema,
    dossier: () => null,
  },
  {
    path: '/dossiers/:dossier/export',
    name: 'exportDossier',
    summary: 'A dossier’s record as JSON Lines, an event a line, to be checked or restored',
    params: DossierPathSchema,
    dossier: (params) => parsePath(DossierPathSchema, params).dossier,
  },
];

/** The lines again, of which the first was taken out to see whether there is one. */
async function* rejoined(first: IteratorResult<string>, rest: AsyncIterator<string>): AsyncIterable<string> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function clientLeft(res: Response, error: unknown): boolean {
  return (
    res.destroyed && error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
  );
}

async function stream(res: Response, lines: AsyncIterable<string>): Promise<void> {
  try {
    if (res.get('Content-Encoding') === 'gzip') await pipeline(lines, createGzip(), res);
    else await pipeline(lines, res);
  } catch (error) {
    if (!clientLeft(res, error)) throw error;
  }
}

function download(tracker: Tracker, spec: Export): Handler {
  return async (req, res) => {
    parseQuery(NoQuerySchema, rawQuery(req.originalUrl, 'refuse-unknown'), 'refuse-unknown');
    const dossier = spec.dossier(pathParams(req.params));
    const lines = tracker.exported(dossier)[Symbol.asyncIterator]();
    // Until a line is there a failure can still be answered as what it is.
    const first = await lines.next();
    res.status(200).vary('Accept-Encoding');
    res.set({
      'Content-Type': JSON_LINES_TYPE,
      'Content-Disposition': `attachment; filename="${dossier ?? 'termline'}.jsonl"`,
      'Cache-Control': 'no-cache',
    });
    if (prefersGzip(req)) res.set('Content-Encoding', 'gzip');
    if (req.method === 'HEAD') {
      await lines.return?.();
      res.end();
      return;
    }
    await stream(res, rejoined(first, lines));
  };
}

/** Registers the downloads on the router of the API. */
export function exportRoutes(router: Router, tracker: Tracker): void {
  for (const spec of EXPORTS) {
    route(router, spec.path, { GET: download(tracker, spec) }, `${API_PREFIX}${spec.path}`);
  }
}
