/** `/dossiers/{d}/chart`, `/matrix`, `/terms` and one of them, `/ahead`: a dossier as a whole. */
import type { Router } from 'express';
import { Problem } from '../../tracker/problems.ts';
import {
  ChartQuerySchema,
  ClockQuerySchema,
  DayPathSchema,
  DossierPathSchema,
  KnownQuerySchema,
  TermPathSchema,
} from '../params.ts';
import {
  aheadResource,
  matrixResource,
  termResource,
  termsResource,
  validityResource,
} from '../resources.ts';
import { aheadModel } from '../views/ahead.ts';
import { chartModel } from '../views/chart-page.ts';
import { linksOf } from '../views/links.ts';
import { matrixModel } from '../views/matrix.ts';
import { termModel, termsModel } from '../views/terms.ts';
import { carriedOf, page, surroundings, viewOf, type PageDeps } from './page.ts';

function chartPage(router: Router, deps: PageDeps): void {
  page(router, deps, {
    path: '/dossiers/:dossier/chart',
    params: DossierPathSchema,
    query: ChartQuerySchema,
    html: async ({ tracker, renderer }, { dossier }, { contract, part, ...query }) => {
      const carried = carriedOf(query);
      const { on } = query;
      const [around, validity] = await Promise.all([
        surroundings(tracker, dossier, viewOf(query)),
        tracker.validity(dossier, carried),
      ]);
      if (contract !== undefined && !validity.contracts.some(({ id }) => id === contract)) {
        throw new Problem('not-found', 'This contract isn’t on record here.');
      }
      const model = chartModel({
        ...around,
        ...carried,
        validity,
        on: on ?? around.today,
        ...(contract === undefined ? {} : { contract }),
        ...(part === undefined ? {} : { part }),
      });
      return renderer.page('chart', model);
    },
    json: { resource: validityResource },
  });
}

function matrixPages(router: Router, deps: PageDeps): void {
  page(router, deps, {
    path: '/dossiers/:dossier/matrix',
    params: DossierPathSchema,
    query: ClockQuerySchema,
    html: async ({ tracker }, { dossier }, { on, ...query }) => {
      await tracker.dossier(dossier, query.log);
      return { location: linksOf(dossier, carriedOf(query)).matrix(on ?? tracker.today()) };
    },
    json: { resource: matrixResource },
  });
  page(router, deps, {
    path: '/dossiers/:dossier/matrix/on/:date',
    params: DayPathSchema,
    query: KnownQuerySchema,
    html: async ({ tracker, renderer }, { dossier, date }, query) => {
      const carried = carriedOf(query);
      const at = { on: date, ...carried };
      const [around, matrix, state] = await Promise.all([
        surroundings(tracker, dossier, at),
        tracker.matrix(dossier, at),
        tracker.state(dossier, at),
      ]);
      return renderer.page('matrix', matrixModel({ ...around, ...carried, matrix, state }));
    },
    json: { resource: matrixResource, query: ({ date }) => ({ on: date }) },
  });
}

function termPages(router: Router, deps: PageDeps): void {
  page(router, deps, {
    path: '/dossiers/:dossier/terms',
    params: DossierPathSchema,
    query: ClockQuerySchema,
    html: async ({ tracker, renderer }, { dossier }, query) => {
      const carried = carriedOf(query);
      const at = { on: query.on ?? tracker.today(), ...carried };
      const [around, list, { conflicts }] = await Promise.all([
        surroundings(tracker, dossier, at),
        tracker.terms(dossier, at),
        tracker.conflicts(dossier, at),
      ]);
      return renderer.page('terms', termsModel({ ...around, ...carried, list, conflicts }));
    },
    json: { resource: termsResource },
  });
  page(router, deps, {
    path: '/dossiers/:dossier/terms/:term',
    params: TermPathSchema,
    query: ClockQuerySchema,
    html: async ({ tracker, renderer }, { dossier, term: id }, query) => {
      const carried = carriedOf(query);
      const [around, { term, resolved }, state] = await Promise.all([
        surroundings(tracker, dossier, viewOf(query)),
        tracker.term(dossier, id, query),
        tracker.state(dossier, query),
      ]);
      return renderer.page('term', termModel({ ...around, ...carried, term, on: resolved.on, state }));
    },
    json: { resource: termResource },
  });
}

function aheadPage(router: Router, deps: PageDeps): void {
  page(router, deps, {
    path: '/dossiers/:dossier/ahead',
    params: DossierPathSchema,
    query: ClockQuerySchema,
    html: async ({ tracker, renderer }, { dossier }, query) => {
      const carried = carriedOf(query);
      const [around, ahead] = await Promise.all([
        surroundings(tracker, dossier, viewOf(query)),
        tracker.ahead(dossier, query),
      ]);
      return renderer.page('ahead', aheadModel({ ...around, ...carried, ahead }));
    },
    json: { resource: aheadResource },
  });
}

export function overviewPages(router: Router, deps: PageDeps): void {
  chartPage(router, deps);
  matrixPages(router, deps);
  termPages(router, deps);
  aheadPage(router, deps);
}
