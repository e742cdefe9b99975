/** Reads the clocks of a request: the day, what was known, the revision of the record. */
import { FOREVER, spanOf, type Day } from '../dossier/dates.ts';
import type { View } from '../dossier/record.ts';
import type { Timeline } from '../dossier/timeline.ts';
import type { ClockRequest } from './contract.ts';
import { requireDay, requireKnown, requireLog } from './parse.ts';

/** A request's clocks, checked. */
export interface Clocks {
  readonly on: Day;
  readonly known: Day | null;
  readonly log: number;
  readonly view: View;
}

/**
 * The clocks of a request; what it leaves out is today, everything published, the head.
 * @throws Problem where a day is none, lies too far away or the record has no such revision
 */
export function clocksOf(timeline: Timeline, request: ClockRequest, today: string): Clocks {
  const now = spanOf(today).earliest;
  const known = requireKnown(request.known, now);
  const log = requireLog(request.log, timeline.head);
  return {
    on: requireDay(request.on ?? today, 'on'),
    known,
    log,
    view: timeline.view(known ?? FOREVER, log),
  };
}
