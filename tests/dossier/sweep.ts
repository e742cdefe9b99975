/** Reads a random history all over, so that a tally tells what its property was tried on. */
import type { RecordedEvent } from '../../src/dossier/announcement.ts';
import { compare } from '../../src/dossier/compare.ts';
import { dayPoint, type Point } from '../../src/dossier/points.ts';
import { stateAt } from '../../src/dossier/state.ts';
import type { Timeline } from '../../src/dossier/timeline.ts';
import { day } from '../support/history.ts';
import type { Tally } from '../support/tally.ts';

const DAYS = ['2025-12-20', '2026-01-20', '2026-02-09', '2026-03-02', '2026-03-24', '2026-04-29'].map(day);

/** Counts the statuses of some days, and the changes between each two of them and between two states of each. */
export function sweep(tally: Tally, timeline: Timeline, events: readonly RecordedEvent[]): void {
  const count = (from: Point, to: Point): void => tally.comparison(compare(timeline, from, to));
  const half = Math.floor(timeline.head / 2);
  const points = DAYS.map((on) => dayPoint(timeline, { on }));
  tally.events(events);
  points.forEach((point, index) => {
    const { on } = point;
    tally.state(stateAt(timeline, { on }));
    count(dayPoint(timeline, index % 2 === 0 ? { on, known: on } : { on, log: half }), point);
    for (const later of points.slice(index + 1, index + 3)) count(point, later);
  });
}
