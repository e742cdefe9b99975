/**
 * What stands behind the positions on a clause on a day: the announcements that they rest on, and the disputes that
 * were over by then (docs/semantics.md, "Stating").
 */
import { disputesOf } from './clause-history.ts';
import { spanOf, type Day } from './dates.ts';
import type { Standpoints } from './overviews.ts';
import type { View } from './record.ts';
import type { Timeline } from './timeline.ts';

/** The standpoints of every clause on record in a view. Never throws for a day, however far away. */
export function standpointsOn(timeline: Timeline, view: View, on: Day): Standpoints {
  return new Map(
    timeline.clauses(view).map((life) => {
      const { ref, lines } = life;
      const spoken = [...lines.positions].flatMap(([party, line]) => {
        const stand = line.at(on);
        return stand === undefined || stand.position === 'not mentioned'
          ? []
          : [[party, stand.announcement] as const];
      });
      const former = disputesOf(life).filter(({ to }) => to !== null && spanOf(to).latest <= on);
      return [ref, { said: new Map(spoken), former }] as const;
    }),
  );
}
