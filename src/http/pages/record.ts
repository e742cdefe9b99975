/** `/`, `/dossiers/{d}/log`, `/problems`, and `/dossiers/{d}/go`, where the forms lead. */
import type { Router } from 'express';
import { z } from 'zod';
import { DaySchema } from '../../dossier/dates.ts';
import { Problem } from '../../tracker/problems.ts';
import {
  ComparePageQuerySchema,
  DossierPathSchema,
  FilterQuerySchema,
  LogPageQuerySchema,
  NoQuerySchema,
  PointSchema,
} from '../params.ts';
import { isProblemType, PROBLEMS } from '../problem.ts';
import { dossiersResource, logResource } from '../resources.ts';
import { withQuery } from '../views/links.ts';
import { problemListModel, problemTypeModel } from '../views/problem.ts';
import { logModel } from '../views/log.ts';
import { homeModel } from '../views/record.ts';
import { IdSchema } from '../../dossier/vocabulary.ts';
import { page, type PageDeps } from './page.ts';

/** Dossiers of which the home page says more than the title, and how many announcements of each. */
const SHOWN_DOSSIERS = 24;
const SHOWN_ANNOUNCEMENTS = 3;
/** Events on a page of our record. */
const LOG_PAGE = 100;

const GoQuerySchema = z.strictObject({
  ...FilterQuerySchema.shape,
  ...ComparePageQuerySchema.shape,
  on: DaySchema.exactOptional(),
  from: PointSchema.exactOptional(),
  to: PointSchema.exactOptional(),
  contract: IdSchema.exactOptional(),
  with: IdSchema.exactOptional(),
  clause: IdSchema.exactOptional(),
});

/** Where a date form leads: two points to a comparison, one to a state, a contract or a clause on it. */
function destination(dossier: string, today: string, query: z.output<typeof GoQuerySchema>): string {
  const { on, from, to, contract, with: other, clause, ...rest } = query;
  const base = `/dossiers/${dossier}`;
  // One day, as known at two times.
  if (on !== undefined && (rest.fromKnown !== undefined || rest.toKnown !== undefined)) {
    return withQuery(`${base}/compare/${on}/to/${on}`, rest);
  }
  if (from !== undefined || to !== undefined) {
    return withQuery(`${base}/compare/${from ?? today}/to/${to ?? today}`, rest);
  }
  const day = `on/${on ?? today}`;
  if (contract !== undefined && clause !== undefined) {
    return withQuery(`${base}/clauses/${contract}/${clause}/${day}`, rest);
  }
  if (contract !== undefined && other !== undefined) {
    return withQuery(`${base}/contracts/${contract}/with/${other}/${day}`, rest);
  }
  return withQuery(contract === undefined ? `${base}/${day}` : `${base}/contracts/${contract}/${day}`, rest);
}

function problemPages(router: Router, deps: PageDeps): void {
  page(router, deps, {
    path: '/problems',
    params: z.object({}),
    query: NoQuerySchema,
    html: ({ renderer }) => Promise.resolve(renderer.page('problem-list', problemListModel(PROBLEMS))),
  });
  page(router, deps, {
    path: '/problems/:type',
    params: z.object({ type: z.string() }),
    query: NoQuerySchema,
    html: ({ renderer }, { type }) => {
      if (!isProblemType(type)) throw new Problem('not-found', 'There is no such problem type.');
      return Promise.resolve(renderer.page('problem-type', problemTypeModel(type, PROBLEMS[type])));
    },
  });
}

export function recordPages(router: Router, deps: PageDeps): void {
  page(router, deps, {
    path: '/',
    params: z.object({}),
    query: NoQuerySchema,
    html: async ({ tracker, renderer }) => {
      const dossiers = await tracker.dossiers();
      const told = dossiers.filter(({ readable }) => readable).slice(0, SHOWN_DOSSIERS);
      const overviews = await Promise.all(
        told.map(async ({ id }) => {
          const [{ announcements }, today] = await Promise.all([
            tracker.announcements(id),
            tracker.state(id, {}),
          ]);
          const latest = announcements.slice(-SHOWN_ANNOUNCEMENTS).reverse();
          const { length } = tracker.questions(id).questions;
          return [id, { latest, today, questions: length }] as const;
        }),
      );
      return renderer.page('home', homeModel(dossiers, new Map(overviews)));
    },
    json: { resource: dossiersResource },
  });
  page(router, deps, {
    path: '/dossiers/:dossier/log',
    params: DossierPathSchema,
    query: LogPageQuerySchema,
    html: async ({ tracker, renderer }, { dossier }, query) => {
      const [answer, about, { announcements }] = await Promise.all([
        tracker.log(dossier, { limit: LOG_PAGE, ...query }),
        tracker.dossier(dossier),
        tracker.announcements(dossier),
      ]);
      return renderer.page('log', logModel(about, answer, announcements, query));
    },
    json: { resource: logResource },
  });
  page(router, deps, {
    path: '/dossiers/:dossier/go',
    params: DossierPathSchema,
    query: GoQuerySchema,
    html: ({ tracker }, { dossier }, query) =>
      Promise.resolve({ location: destination(dossier, tracker.today(), query) }),
  });
  problemPages(router, deps);
}
