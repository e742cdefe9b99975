/** What the pages share: their form, how they are answered, and what they read around their own answer. */
import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import type { AnnouncementAnswer, DossierAnswer } from '../../dossier/answers.ts';
import type { State } from '../../dossier/shapes.ts';
import type { Tracker } from '../../tracker/contract.ts';
import { Problem } from '../../tracker/problems.ts';
import { pathParams } from '../api.ts';
import type { KeptAnswers } from '../kept.ts';
import { formatOf, localsOf } from '../negotiate.ts';
import { parsePath, parseQuery, rawQuery, type Raw } from '../params.ts';
import type { Renderer } from '../render.ts';
import type { Resource } from '../resources.ts';
import { route } from '../routes.ts';
import { Answer, HTML_TYPE, jsonAnswer, send } from '../send.ts';
import { linksOf, type Carried, type Links } from '../views/links.ts';
import { namesOf, type Names, type Retracted } from '../views/names.ts';

export interface PageDeps {
  readonly tracker: Tracker;
  readonly renderer: Renderer;
  readonly kept: KeptAnswers;
}

/** An address to go to instead (303). */
export interface Redirect {
  readonly location: string;
}

/** A page's content as JSON: the resource, and what of its query the path says. */
export interface JsonForm<P extends z.ZodObject> {
  readonly resource: Resource;
  readonly query?: (path: z.output<P>) => Raw;
}

/** A page: its address, what its path and query may say, and how it is made. */
export interface PageSpec<P extends z.ZodObject, Q extends z.ZodObject> {
  readonly path: string;
  readonly params: P;
  readonly query: Q;
  /** The page as HTML, or where to go instead. */
  html(deps: PageDeps, path: z.output<P>, query: z.output<Q>): Promise<string | Redirect>;
  /** The resource of the same content, and what of it the path says; none: the page is HTML only. */
  readonly json?: JsonForm<P>;
}

/** Registers a page at its address, in all its forms. */
export function page<P extends z.ZodObject, Q extends z.ZodObject>(
  router: Router,
  deps: PageDeps,
  spec: PageSpec<P, Q>,
): void {
  const { json } = spec;

  async function jsonOf(req: Request, path: z.output<P>, { resource, query }: JsonForm<P>): Promise<Answer> {
    const asked = { ...rawQuery(req.originalUrl, 'ignore-unknown'), ...query?.(path) };
    const params = pathParams(req.params);
    return jsonAnswer(await resource.read(deps.tracker, params, asked, 'ignore-unknown'));
  }

  async function htmlOf(req: Request, res: Response, path: z.output<P>): Promise<Answer | null> {
    const query = parseQuery(spec.query, rawQuery(req.originalUrl, 'ignore-unknown'), 'ignore-unknown');
    const made = await spec.html(deps, path, query);
    if (typeof made === 'string') return new Answer({ type: HTML_TYPE, body: made });
    res.set('Cache-Control', 'no-cache').redirect(303, made.location);
    return null;
  }

  const get = async (req: Request, res: Response): Promise<void> => {
    const { suffix } = localsOf(res);
    if (suffix !== null && json === undefined) {
      throw new Problem('not-found', 'This page has no other form than HTML.');
    }
    if (suffix === null && json !== undefined) res.vary('Accept');
    const path = parsePath(spec.params, pathParams(req.params));
    const format = json === undefined ? 'html' : formatOf(req, res);
    const make = (): Promise<Answer | null> =>
      format === 'json' && json !== undefined ? jsonOf(req, path, json) : htmlOf(req, res, path);
    const { dossier } = path;
    const answer =
      typeof dossier === 'string'
        ? await deps.kept.answer(dossier, `${format} ${req.originalUrl}`, make)
        : await make();
    if (answer !== null) await send(req, res, answer);
  };
  route(router, spec.path, { GET: get });
}

/** What a dossier's page needs around its own answer: names for ids, and links. */
export interface Surroundings {
  readonly dossier: DossierAnswer;
  readonly announcements: readonly AnnouncementAnswer[];
  /** Those on record at another revision that was asked for, and no longer. */
  readonly retracted: readonly Retracted[];
  /** The state of today with everything that is known: every clause on record has its heading there. */
  readonly current: State;
  readonly names: Names;
  readonly links: Links;
  readonly today: string;
}

/** The announcements on record at some revisions that aren't among those given. */
async function retractedOf(
  tracker: Tracker,
  id: string,
  announcements: readonly AnnouncementAnswer[],
  revisions: readonly number[],
): Promise<readonly Retracted[]> {
  const there = new Set(announcements.map((announcement) => announcement.id));
  const lists = await Promise.all(revisions.map((revision) => tracker.announcements(id, revision)));
  const gone = lists.flatMap((list) =>
    list.announcements
      .filter((announcement) => !there.has(announcement.id))
      .map((announcement): [string, Retracted] => [announcement.id, { announcement, log: list.log }]),
  );
  return [...new Map(gone).values()];
}

/**
 * Reads a dossier's surroundings at a revision of our record.
 * @param view what the page's links carry along: of its day, only where that isn't today
 * @param revisions others that the page tells of
 */
export async function surroundings(
  tracker: Tracker,
  id: string,
  view: Carried,
  revisions: readonly number[] = [],
): Promise<Surroundings> {
  const { on, ...clocks } = view;
  const { log } = clocks;
  const today = tracker.today();
  const record = log === undefined ? {} : { log };
  const [dossier, { announcements }, current] = await Promise.all([
    tracker.dossier(id, log),
    tracker.announcements(id, log),
    tracker.state(id, record),
  ]);
  const links = linksOf(id, on === undefined || on === today ? clocks : view);
  const retracted = await retractedOf(tracker, id, announcements, revisions);
  const names = namesOf({ dossier, announcements, retracted, state: current, links });
  return { dossier, announcements, retracted, current, names, links, today };
}

/** The clocks of a query that links carry along. */
export function carriedOf(query: { known?: string; log?: number }): Carried {
  return {
    ...(query.known === undefined ? {} : { known: query.known }),
    ...(query.log === undefined ? {} : { log: query.log }),
  };
}

/** The day and the clocks of a query, likewise. */
export function viewOf(query: { on?: string; known?: string; log?: number }): Carried {
  return { ...(query.on === undefined ? {} : { on: query.on }), ...carriedOf(query) };
}
