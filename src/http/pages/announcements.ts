/** `/dossiers/{d}/announcements` and one of them, with the change that it made. */
import type { Router } from 'express';
import type { Tracker } from '../../tracker/contract.ts';
import { AnnouncementPathSchema, DossierPathSchema, LogQuerySchema, TimelineQuerySchema } from '../params.ts';
import { announcementResource, announcementsResource } from '../resources.ts';
import { changesView, type ChangesView } from '../views/changes.ts';
import type { PointLabel } from '../views/change.ts';
import { announcementModel, timelineModel } from '../views/timeline.ts';
import { carriedOf, page, surroundings, type PageDeps, type Surroundings } from './page.ts';

async function madeChanges(
  tracker: Tracker,
  id: string,
  around: Surroundings,
  log: number | undefined,
): Promise<ChangesView> {
  const change = await tracker.change(around.dossier.id, id, log);
  const after = await tracker.state(around.dossier.id, {
    on: change.to.on,
    ...(log === undefined ? {} : { log }),
  });
  const label = (full: string, short: string): PointLabel => ({ full, short, noRecord: false });
  const layout = {
    mode: 'both' as const,
    left: label('before it', 'Before'),
    right: label('after it', 'After'),
    oneDay: false,
  };
  const { announcements } = around;
  return changesView({ comparison: change, announcements, states: { before: null, after }, layout }, around);
}

export function announcementPages(router: Router, deps: PageDeps): void {
  page(router, deps, {
    path: '/dossiers/:dossier/announcements',
    params: DossierPathSchema,
    query: TimelineQuerySchema,
    html: async ({ tracker, renderer }, { dossier }, query) => {
      const carried = carriedOf(query);
      const [around, validity, ahead] = await Promise.all([
        surroundings(tracker, dossier, carried),
        tracker.validity(dossier, carried),
        tracker.ahead(dossier, carried),
      ]);
      const { on = around.today, only } = query;
      const changesOnly = only === 'changes';
      return renderer.page(
        'timeline',
        timelineModel({ ...around, ...carried, validity, ahead, on, changesOnly }),
      );
    },
    json: { resource: announcementsResource },
  });
  page(router, deps, {
    path: '/dossiers/:dossier/announcements/:announcement',
    params: AnnouncementPathSchema,
    query: LogQuerySchema,
    html: async ({ tracker, renderer }, path, query) => {
      const carried = carriedOf(query);
      const announcement = await tracker.announcement(path.dossier, path.announcement, query.log);
      const around = await surroundings(tracker, path.dossier, carried);
      const { revision } = announcement;
      const { events } = await tracker.log(path.dossier, { after: revision - 1, limit: 1 });
      const recordedAt = events[0]?.recordedAt ?? '';
      const changes = await madeChanges(tracker, path.announcement, around, query.log);
      return renderer.page(
        'announcement',
        announcementModel({ ...around, ...carried, announcement, recordedAt, changes }),
      );
    },
    json: { resource: announcementResource },
  });
}
