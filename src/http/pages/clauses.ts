/** `/dossiers/{d}/clauses/{c}/{k}`: a clause's history, and the clause on a day. */
import type { DossierNote } from '../../dossier/announcement.ts';
import type { Router } from 'express';
import { ClauseDayPathSchema, ClausePathSchema, KnownQuerySchema } from '../params.ts';
import { clauseResource, historyResource } from '../resources.ts';
import { clauseDayModel, historyModel } from '../views/history.ts';
import type { Carried } from '../views/links.ts';
import { noteLinks, notesKnown } from '../views/notes.ts';
import { saidBy } from '../views/said.ts';
import { carriedOf, page, surroundings, type PageDeps, type Surroundings } from './page.ts';

/** Our notes about one clause. */
function notesAbout({ dossier }: Surroundings, { known }: Carried, ref: string): readonly DossierNote[] {
  return notesKnown(dossier.notes, known).filter(({ about }) => about.includes(ref));
}

export function clausePages(router: Router, deps: PageDeps): void {
  page(router, deps, {
    path: '/dossiers/:dossier/clauses/:contract/:clause',
    params: ClausePathSchema,
    query: KnownQuerySchema,
    html: async ({ tracker, renderer }, { dossier, contract, clause }, query) => {
      const carried = carriedOf(query);
      const history = await tracker.history(dossier, `${contract}/${clause}`, carried);
      const around = await surroundings(tracker, dossier, carried);
      const state = await tracker.state(dossier, { on: around.today, ...carried });
      const said = saidBy(around.announcements, { on: around.today, ...carried });
      const notes = notesAbout(around, carried, history.ref);
      return renderer.page('history', historyModel({ ...around, ...carried, notes, history, state, said }));
    },
    json: { resource: historyResource },
  });
  page(router, deps, {
    path: '/dossiers/:dossier/clauses/:contract/:clause/on/:date',
    params: ClauseDayPathSchema,
    query: KnownQuerySchema,
    html: async ({ tracker, renderer }, { dossier, contract, clause, date }, query) => {
      const carried = carriedOf(query);
      const at = { on: date, ...carried };
      const answer = await tracker.clause(dossier, `${contract}/${clause}`, at);
      const around = await surroundings(tracker, dossier, at);
      const [state, standpoints] = await Promise.all([
        tracker.state(dossier, at),
        tracker.standpoints(dossier, at),
      ]);
      const said = saidBy(around.announcements, at);
      const notes = notesAbout(around, carried, answer.clause.ref);
      const here = { ...around, ...carried, notes, noteLinks: noteLinks(notes) };
      const model = clauseDayModel({ ...here, answer, state, standpoints, said });
      return renderer.page('clause-day', model);
    },
    json: { resource: clauseResource, query: ({ date }) => ({ on: date }) },
  });
}
