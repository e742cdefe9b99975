/** What the pages share: their form, how they are answered, and what they read around their own answer. */
import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import type { AnnouncementAnswer, DossierAnswer } from '../../dossier/answers.ts';
import type { State } from '../../dossier/shapes.ts';
import type { Tracker } from '../../tracker/contract.ts';
import { Problem } from '../../tracker/problems.ts';
import { pathParams } from '../api.ts';
import { formatOf, localsOf } from '../negotiate.ts';
import { parsePath, parseQuery, rawQuery, type Raw } from '../params.ts';
import type { Renderer } from '../render.ts';
import type { Resource } from '../resources.ts';
import { route } from '../routes.ts';
import { HTML_TYPE, send, sendJson } from '../send.ts';
import { linksOf, type Carried, type Links } from '../views/links.ts';
import { namesOf, type Names } from '../views/names.ts';

export interface PageDeps {
  readonly tracker: Tracker;
  readonly renderer: Renderer;
}

/** An address to go to instead (303). */
export interface Redirect {
  readonly location: string;
}

/** A page: its address, what its path and query may say, and how it is made. */
export interface PageSpec<P extends z.ZodObject, Q extends z.ZodObject> {
  readonly path: string;
  readonly params: P;
  readonly query: Q;
  /** The page as HTML, or where to go instead. */
  html(deps: PageDeps, path: z.output<P>, query: z.output<Q>): Promise<string | Redirect>;
  /** The resource of the same content, and what of it the path says; none: the page is HTML only. */
  readonly json?: { readonly resource: Resource; query?(path: z.output<P>): Raw };
}

async function answerJson(
  { tracker }: PageDeps,
  req: Request,
  res: Response,
  json: { resource: Resource; extra: Raw },
): Promise<void> {
  const query = { ...rawQuery(req.originalUrl, 'ignore-unknown'), ...json.extra };
  await sendJson(
    req,
    res,
    await json.resource.read(tracker, pathParams(req.params), query, 'ignore-unknown'),
  );
}

/** Registers a page at its address, in all its forms. */
export function page<P extends z.ZodObject, Q extends z.ZodObject>(
  router: Router,
  deps: PageDeps,
  spec: PageSpec<P, Q>,
): void {
  const get = async (req: Request, res: Response): Promise<void> => {
    const { suffix } = localsOf(res);
    if (suffix !== null && spec.json === undefined) {
      throw new Problem('not-found', 'This page has no other form than HTML.');
    }
    if (suffix === null) res.vary('Accept');
    const path = parsePath(spec.params, pathParams(req.params));
    if (spec.json !== undefined && formatOf(req, res) === 'json') {
      await answerJson(deps, req, res, {
        resource: spec.json.resource,
        extra: spec.json.query?.(path) ?? {},
      });
      return;
    }
    const query = parseQuery(spec.query, rawQuery(req.originalUrl, 'ignore-unknown'), 'ignore-unknown');
    const answer = await spec.html(deps, path, query);
    if (typeof answer === 'string') await send(req, res, { type: HTML_TYPE, body: answer });
    else res.set('Cache-Control', 'no-cache').redirect(303, answer.location);
  };
  route(router, spec.path, { GET: get });
}

/** What a dossier's page needs around its own answer: names for ids, and links. */
export interface Surroundings {
  readonly dossier: DossierAnswer;
  readonly announcements: readonly AnnouncementAnswer[];
  /** The state of today with everything that is known: every clause on record has its heading there. */
  readonly current: State;
  readonly names: Names;
  readonly links: Links;
  readonly today: string;
}

/** Reads a dossier's surroundings at a revision of our record. */
export async function surroundings(tracker: Tracker, id: string, carried: Carried): Promise<Surroundings> {
  const { log } = carried;
  const record = log === undefined ? {} : { log };
  const [dossier, { announcements }, current] = await Promise.all([
    tracker.dossier(id, log),
    tracker.announcements(id, log),
    tracker.state(id, record),
  ]);
  const links = linksOf(id, carried);
  const names = namesOf({ dossier, announcements, state: current, links });
  return { dossier, announcements, current, names, links, today: tracker.today() };
}

/** The clocks of a query that links carry along. */
export function carriedOf(query: { known?: string; log?: number }): Carried {
  return {
    ...(query.known === undefined ? {} : { known: query.known }),
    ...(query.log === undefined ? {} : { log: query.log }),
  };
}
