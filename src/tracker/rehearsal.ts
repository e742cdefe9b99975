/**
 * What an append would change: the same comparison that the stored announcement will answer afterwards.
 */
import { changeAcross, changeMade } from '../dossier/change-made.ts';
import { compare } from '../dossier/compare.ts';
import { spanOf } from '../dossier/dates.ts';
import type { Acceptance } from '../dossier/decide.ts';
import { isAnnouncement } from '../dossier/announcement.ts';
import { dayPoint } from '../dossier/points.ts';
import type { Comparison } from '../dossier/shapes.ts';
import type { Timeline } from '../dossier/timeline.ts';
import { withText } from './queries.ts';

/** What a repeat changes: nothing. */
export function repetitionOf(timeline: Timeline, today: string): Comparison {
  const point = dayPoint(timeline, { on: spanOf(today).earliest });
  return compare(timeline, point, point);
}

/** The comparison of a dossier with itself after an accepted command. */
export function rehearsalOf(
  before: Timeline,
  { event, after, warnings }: Acceptance,
  today: string,
): Comparison {
  if (isAnnouncement(event)) {
    const telling = after.telling(event.id);
    if (telling !== undefined) return withText(changeMade(after, telling));
  }
  const named =
    event.type === 'AnnouncementCorrected' || event.type === 'AnnouncementRetracted'
      ? event.announcement
      : null;
  const tellings = named === null ? [] : [before, after].flatMap((timeline) => timeline.telling(named) ?? []);
  const on = tellings.at(-1)?.span.latest ?? spanOf(today).earliest;
  const points = { from: dayPoint(before, { on }), to: dayPoint(after, { on }) };
  const left = { timeline: before, view: before.view() };
  const right = { timeline: after, view: after.view() };
  return withText({ ...changeAcross(left, right, tellings, points), warnings: [...warnings] });
}
