/** `/dossiers/{d}`, `/dossiers/{d}/on/{date}` and one contract of it. */
import type { Router } from 'express';
import type { Comparison, State } from '../../dossier/shapes.ts';
import type { Tracker } from '../../tracker/contract.ts';
import { Problem } from '../../tracker/problems.ts';
import { ContractDayPathSchema, DayPathSchema, DossierPathSchema, FilterQuerySchema } from '../params.ts';
import { stateResource } from '../resources.ts';
import type { Filters } from '../views/filters.ts';
import type { Carried } from '../views/links.ts';
import { noticeKind } from '../views/notice.ts';
import { noteLinks, notesKnown } from '../views/notes.ts';
import { saidBy } from '../views/said.ts';
import { stateModel } from '../views/state.ts';
import { carriedOf, page, surroundings, type PageDeps, type Surroundings } from './page.ts';

interface Asked {
  readonly dossier: string;
  readonly on?: string;
  readonly contract?: string;
}
type Query = Filters & { known?: string; log?: number };

function filtersOf({ party, status, subject }: Filters): Filters {
  return {
    ...(party === undefined ? {} : { party }),
    ...(status === undefined ? {} : { status }),
    ...(subject === undefined ? {} : { subject }),
  };
}

/** What a state's notice compares it with: the same day as known today, or today's terms. */
async function otherState(
  tracker: Tracker,
  state: State,
  { dossier, today }: Surroundings,
  carried: Carried,
): Promise<Comparison | null> {
  const { on } = state.resolved;
  const record = carried.log === undefined ? {} : { log: carried.log };
  const here = { on, ...carried };
  const kind = noticeKind(state, dossier, today);
  if (kind === 'known-then') return tracker.compare(dossier.id, here, { on, ...record });
  return kind === 'not-current' ? tracker.compare(dossier.id, here, { on: today, ...carried }) : null;
}

async function statePage({ tracker, renderer }: PageDeps, asked: Asked, query: Query): Promise<string> {
  const carried = carriedOf(query);
  const view = asked.on === undefined ? carried : { on: asked.on, ...carried };
  const around = await surroundings(tracker, asked.dossier, view);
  const on = asked.on ?? around.today;
  const at = { on, ...carried };
  const [state, standpoints, { conflicts: everyConflict }] = await Promise.all([
    tracker.state(asked.dossier, at),
    tracker.standpoints(asked.dossier, at),
    tracker.conflicts(asked.dossier, carried),
  ]);
  const { contract } = asked;
  if (contract !== undefined && !state.contracts.some(({ id }) => id === contract)) {
    throw new Problem('not-found', 'This contract isn’t on record here.');
  }
  const other = await otherState(tracker, state, around, carried);
  const notes = notesKnown(around.dossier.notes, carried.known);
  const model = stateModel({
    ...around,
    ...carried,
    notes,
    noteLinks: noteLinks(notes),
    state,
    other,
    standpoints,
    everyConflict,
    said: saidBy(around.announcements, at),
    filters: filtersOf(query),
    ...(contract === undefined ? {} : { contract }),
  });
  return renderer.page('state', model);
}

export function statePages(router: Router, deps: PageDeps): void {
  page(router, deps, {
    path: '/dossiers/:dossier',
    params: DossierPathSchema,
    query: FilterQuerySchema,
    html: statePage,
    json: { resource: stateResource },
  });
  page(router, deps, {
    path: '/dossiers/:dossier/on/:date',
    params: DayPathSchema,
    query: FilterQuerySchema,
    html: (given, { dossier, date }, query) => statePage(given, { dossier, on: date }, query),
    json: { resource: stateResource, query: ({ date }) => ({ on: date }) },
  });
  page(router, deps, {
    path: '/dossiers/:dossier/contracts/:contract/on/:date',
    params: ContractDayPathSchema,
    query: FilterQuerySchema,
    html: (given, { dossier, contract, date }, query) =>
      statePage(given, { dossier, on: date, contract }, query),
  });
}
