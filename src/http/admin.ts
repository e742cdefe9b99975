/** The writing side: appends announcements, corrections and dossiers, for those who hold a token. */
import { Router, type Request, type Response } from 'express';
import type { z } from 'zod';
import type { AppendAnswer, AppendKind, AppendRequest, Tracker } from '../tracker/contract.ts';
import { pathParams } from './api.ts';
import { bodyKind, parseBody, readBytes } from './body.ts';
import { DEFAULT_ADMIN_LIMITS, type AppDeps } from './deps.ts';
import { parseIfMatch } from './etag.ts';
import { guard, writerOf } from './limits.ts';
import {
  AnnouncementPathSchema,
  AppendQuerySchema,
  DossierPathSchema,
  ForcedAppendQuerySchema,
  NoQuerySchema,
  parsePath,
  parseQuery,
  rawQuery,
} from './params.ts';
import { RequestProblem } from './problem.ts';
import { API_PREFIX, route, type Handler } from './routes.ts';
import { JSON_TYPE } from './send.ts';

/** An address that takes appends, as the router and the API's description use it. */
export interface AppendRoute {
  /** Below `/api/v1/admin`. */
  readonly path: string;
  readonly name: string;
  readonly summary: string;
  readonly body: 'DossierOpened' | 'DossierAmended' | 'Announcement' | 'Correction' | 'Retraction';
  readonly query: z.ZodObject;
  readonly params: z.ZodObject;
  kind(params: { dossier: string; announcement: string }): AppendKind;
}

export const APPEND_ROUTES: readonly AppendRoute[] = [
  {
    path: '/dossiers',
    name: 'openDossier',
    summary: 'Opens a dossier',
    body: 'DossierOpened',
    query: AppendQuerySchema,
    params: NoQuerySchema,
    kind: () => 'open',
  },
  {
    path: '/dossiers/:dossier/announcements',
    name: 'announce',
    summary: 'Records an announcement',
    body: 'Announcement',
    query: AppendQuerySchema,
    params: DossierPathSchema,
    kind: () => 'announce',
  },
  {
    path: '/dossiers/:dossier/amendments',
    name: 'amendDossier',
    summary: 'Changes the dossier itself: its title, parties, subjects, terms, notes',
    body: 'DossierAmended',
    query: AppendQuerySchema,
    params: DossierPathSchema,
    kind: () => 'amend',
  },
  {
    path: '/dossiers/:dossier/announcements/:announcement/corrections',
    name: 'correct',
    summary: 'Replaces the content of an announcement that we recorded wrongly',
    body: 'Correction',
    query: ForcedAppendQuerySchema,
    params: AnnouncementPathSchema,
    kind: ({ announcement }) => ({ correct: announcement }),
  },
  {
    path: '/dossiers/:dossier/announcements/:announcement/retractions',
    name: 'retract',
    summary: 'Takes an announcement off the record that we should not have recorded',
    body: 'Retraction',
    query: ForcedAppendQuerySchema,
    params: AnnouncementPathSchema,
    kind: ({ announcement }) => ({ retract: announcement }),
  },
];

const KEY = /^[\x21-\x7e]{1,200}$/;

function idempotencyKey(req: Request): Pick<AppendRequest, 'idempotencyKey'> {
  const key = req.get('idempotency-key');
  if (key === undefined) return {};
  if (KEY.test(key)) return { idempotencyKey: key };
  throw new RequestProblem('Idempotency-Key is not written as it must be.', [
    { header: 'Idempotency-Key', detail: 'is not 1 to 200 visible ASCII characters without spaces' },
  ]);
}

/** A revision that no dossier has: an `If-Match` that names no revision never matches. */
const NO_REVISION = -1;

function revisionOf(tag: string): number {
  return /^\d{1,9}$/.test(tag) ? Number(tag) : NO_REVISION;
}

/** `If-Match` (RFC 9110, section 13.1.1) as the revision that the writer saw; of a list, the one that matches. */
async function expectedHead(
  req: Request,
  tracker: Tracker,
  dossier: string,
): Promise<Pick<AppendRequest, 'expectedHead'>> {
  const header = req.get('if-match');
  if (header === undefined) return {};
  const tags = parseIfMatch(header);
  if (tags === null) {
    throw new RequestProblem('If-Match is not written as it must be.', [
      { header: 'If-Match', detail: 'is not an entity tag: write the dossier’s head in quotes, "6"' },
    ]);
  }
  if (tags === 'any') return {};
  const revisions = tags.map(revisionOf);
  if (revisions.length < 2) return { expectedHead: revisions[0] ?? NO_REVISION };
  const { head } = await tracker.dossier(dossier);
  return { expectedHead: revisions.includes(head) ? head : (revisions[0] ?? NO_REVISION) };
}

/** Where what was stored can be read. */
function locationOf(kind: AppendKind, answer: AppendAnswer): string {
  const dossier = `${API_PREFIX}/dossiers/${answer.dossier}`;
  if (kind === 'open') return dossier;
  if (kind === 'announce') return `${dossier}/announcements/${answer.id ?? ''}`;
  if (kind !== 'amend' && 'correct' in kind) return `${dossier}/announcements/${kind.correct}`;
  return `${dossier}/log?after=${answer.revision - 1}&limit=1`;
}

async function bodyOf(req: Request, res: Response): Promise<unknown> {
  const kind = bodyKind(req);
  return parseBody(kind, await readBytes(req, res));
}

function appendHandler(tracker: Tracker, target: AppendRoute): Handler {
  return async (req, res) => {
    const raw = pathParams(req.params);
    parsePath(target.params, raw);
    const at = { dossier: raw['dossier'] ?? '', announcement: raw['announcement'] ?? '' };
    const query = parseQuery(target.query, rawQuery(req.originalUrl, 'refuse-unknown'), 'refuse-unknown');
    const kind = target.kind(at);
    const request: AppendRequest = {
      body: await bodyOf(req, res),
      appendedBy: writerOf(req),
      dryRun: query['dryRun'] === true,
      force: query['force'] === true,
      ...idempotencyKey(req),
      ...(kind === 'open' ? {} : await expectedHead(req, tracker, at.dossier)),
    };
    res.set('Cache-Control', 'no-store');
    if (request.dryRun === true) {
      res
        .status(200)
        .type(JSON_TYPE)
        .end(JSON.stringify(await tracker.dryRun(at.dossier, kind, request)));
      return;
    }
    const answer = await tracker.append(at.dossier, kind, request);
    res.status(answer.repeated ? 200 : 201).type(JSON_TYPE);
    res.set({ Location: locationOf(kind, answer), ETag: `"${answer.head}"` });
    res.end(JSON.stringify(answer.event));
  };
}

/** The addresses below `/api/v1/admin`. The token is looked at before anything else of the request is. */
export function adminRouter(deps: Pick<AppDeps, 'tracker' | 'adminTokens' | 'adminLimits'>): Router {
  const router = Router({ caseSensitive: true });
  router.use(...guard(deps.adminTokens, deps.adminLimits ?? DEFAULT_ADMIN_LIMITS));
  for (const target of APPEND_ROUTES) {
    const name = `${API_PREFIX}/admin${target.path}`;
    route(router, target.path, { POST: appendHandler(deps.tracker, target) }, name);
  }
  return router;
}
