/** `/dossiers/{d}/compare`, the form and the comparison itself. */
import type { Router } from 'express';
import type { State } from '../../dossier/shapes.ts';
import type { PointRequest, Tracker } from '../../tracker/contract.ts';
import { comparePoints, compareResource } from '../resources.ts';
import { ComparePageQuerySchema, ComparePathSchema, DossierPathSchema, LogQuerySchema } from '../params.ts';
import { compareFormModel } from '../views/compare-form.ts';
import { comparisonModel } from '../views/comparison.ts';
import { withQuery } from '../views/links.ts';
import { carriedOf, page, surroundings, type PageDeps, type Redirect } from './page.ts';

interface Path {
  readonly dossier: string;
  readonly from: string;
  readonly to: string;
}
interface Query {
  known?: string;
  fromKnown?: string;
  toKnown?: string;
  log?: number;
  view?: 'unified' | 'columns';
  note?: 'swapped';
}

const isBoundary = (point: string): boolean => point.includes(':');

/** The same comparison with its points in their order: by day, then by what was known. */
function swapped({ dossier, from, to }: Path, query: Query): Redirect | null {
  if (isBoundary(from) || isBoundary(to) || from <= to) return null;
  const { fromKnown, toKnown, ...rest } = query;
  return {
    location: withQuery(`/dossiers/${dossier}/compare/${to}/to/${from}`, {
      ...rest,
      fromKnown: toKnown,
      toKnown: fromKnown,
      note: 'swapped',
    }),
  };
}

/** The state at a point, where the clauses of a conflict are read; none at a boundary. */
async function stateAt(tracker: Tracker, dossier: string, point: PointRequest): Promise<State | null> {
  return isBoundary(point.on) ? null : tracker.state(dossier, point);
}

async function comparisonPage(
  { tracker, renderer }: PageDeps,
  path: Path,
  query: Query,
): Promise<string | Redirect> {
  const elsewhere = swapped(path, query);
  if (elsewhere !== null) return elsewhere;
  const { from, to } = comparePoints({ ...path, ...query });
  const around = await surroundings(tracker, path.dossier, carriedOf(query));
  const [comparison, before, after] = await Promise.all([
    tracker.compare(path.dossier, from, to),
    stateAt(tracker, path.dossier, from),
    stateAt(tracker, path.dossier, to),
  ]);
  const asked = { from: path.from, to: path.to, ...query };
  return renderer.page('comparison', comparisonModel({ ...around, comparison, before, after, asked }));
}

export function comparePages(router: Router, deps: PageDeps): void {
  page(router, deps, {
    path: '/dossiers/:dossier/compare',
    params: DossierPathSchema,
    query: LogQuerySchema,
    html: async ({ tracker, renderer }, { dossier }) => {
      const around = await surroundings(tracker, dossier, {});
      return renderer.page(
        'compare-form',
        compareFormModel(around.dossier, around.announcements, around.today, around.links),
      );
    },
  });
  page(router, deps, {
    path: '/dossiers/:dossier/compare/:from/to/:to',
    params: ComparePathSchema,
    query: ComparePageQuerySchema,
    html: comparisonPage,
    json: { resource: compareResource, query: ({ from, to }) => ({ from, to }) },
  });
}
