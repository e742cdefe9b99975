/** `/search` and `/dossiers/{d}/search`. */
import type { Router } from 'express';
import { z } from 'zod';
import { DossierPathSchema, SearchAllQuerySchema, SearchQuerySchema } from '../params.ts';
import { searchAllResource, searchResource } from '../resources.ts';
import { searchAllModel, searchModel } from '../views/search.ts';
import { carriedOf, page, type PageDeps } from './page.ts';

export function searchPages(router: Router, deps: PageDeps): void {
  page(router, deps, {
    path: '/search',
    params: z.object({}),
    query: SearchAllQuerySchema,
    html: async ({ tracker, renderer }, _path, { q, ...clocks }) => {
      const [found, every] = await Promise.all([
        tracker.searchAll({ query: q, ...clocks }),
        tracker.dossiers(),
      ]);
      return renderer.page('search', searchAllModel(found, carriedOf(clocks), tracker.today(), every));
    },
    json: { resource: searchAllResource },
  });
  page(router, deps, {
    path: '/dossiers/:dossier/search',
    params: DossierPathSchema,
    query: SearchQuerySchema,
    html: async ({ tracker, renderer }, { dossier }, { q, ...clocks }) => {
      const [about, found] = await Promise.all([
        tracker.dossier(dossier, clocks.log),
        tracker.search(dossier, { query: q, ...clocks }),
      ]);
      return renderer.page('search', searchModel(about, found, carriedOf(clocks), tracker.today()));
    },
    json: { resource: searchResource },
  });
}
