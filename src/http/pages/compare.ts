/** `/dossiers/{d}/compare`, the form and the comparison itself. */
import type { Router } from 'express';
import type { State } from '../../dossier/shapes.ts';
import type { PointRequest, Tracker } from '../../tracker/contract.ts';
import { Problem } from '../../tracker/problems.ts';
import { comparePoints, compareResource, type CompareClocks } from '../resources.ts';
import { ComparePageQuerySchema, ComparePathSchema, DossierPathSchema, LogQuerySchema } from '../params.ts';
import { compareFormModel } from '../views/compare-form.ts';
import { comparisonModel } from '../views/comparison.ts';
import { withQuery } from '../views/links.ts';
import { carriedOf, page, surroundings, type PageDeps, type Redirect, type Surroundings } from './page.ts';

interface Path {
  readonly dossier: string;
  readonly from: string;
  readonly to: string;
}
interface Query extends CompareClocks {
  view?: 'unified' | 'columns';
  note?: 'swapped';
  because?: string;
}

const isBoundary = (point: string): boolean => point.includes(':');

/** The same comparison with its points in their order: by day, then by what was known. */
function swapped({ dossier, from, to }: Path, query: Query): Redirect | null {
  if (isBoundary(from) || isBoundary(to) || from <= to) return null;
  const { fromKnown, toKnown, fromLog, toLog, ...rest } = query;
  return {
    location: withQuery(`/dossiers/${dossier}/compare/${to}/to/${from}`, {
      ...rest,
      fromKnown: toKnown,
      toKnown: fromKnown,
      fromLog: toLog,
      toLog: fromLog,
      note: 'swapped',
    }),
  };
}

/** The state at a point, where the clauses of a conflict are read; none at a boundary. */
async function stateAt(tracker: Tracker, dossier: string, point: PointRequest): Promise<State | null> {
  return isBoundary(point.on) ? null : tracker.state(dossier, point);
}

/** A filter by an announcement that isn't there is an address of something that doesn't exist. */
function requireCause({ because }: Query, { announcements, retracted }: Surroundings): void {
  const there = [...announcements, ...retracted.map(({ announcement }) => announcement)];
  if (because === undefined || there.some(({ id }) => id === because)) return;
  throw new Problem('not-found', `There is no announcement ${because}.`);
}

async function comparisonPage(
  { tracker, renderer }: PageDeps,
  path: Path,
  query: Query,
): Promise<string | Redirect> {
  const elsewhere = swapped(path, query);
  if (elsewhere !== null) return elsewhere;
  const { from, to } = comparePoints({ ...path, ...query });
  const revisions = [from.log, to.log].filter((log) => log !== undefined);
  const around = await surroundings(tracker, path.dossier, carriedOf(query), revisions);
  requireCause(query, around);
  const [comparison, ...states] = await Promise.all([
    tracker.compare(path.dossier, from, to),
    stateAt(tracker, path.dossier, from),
    stateAt(tracker, path.dossier, to),
  ]);
  // The points may have been turned round: the states follow them.
  const [before, after] = comparison.swapped ? states.reverse() : states;
  const asked = { from: path.from, to: path.to, ...query };
  const given = { comparison, before: before ?? null, after: after ?? null, asked };
  return renderer.page('comparison', comparisonModel({ ...around, ...given }));
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
