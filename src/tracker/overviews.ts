/**
 * The overviews of a dossier as the tracker answers them: validity, matrix, terms, what lies ahead.
 */
import { aheadOf } from '../dossier/ahead.ts';
import { formatDay } from '../dossier/dates.ts';
import { matrixAt } from '../dossier/matrix.ts';
import type { Ahead, Matrix, Standpoints, TermAnswer, TermList, Validity } from '../dossier/overviews.ts';
import { termsAt } from '../dossier/terms.ts';
import { standpointsOn } from '../dossier/standpoints.ts';
import type { Timeline } from '../dossier/timeline.ts';
import { validityOf } from '../dossier/validity.ts';
import type { ClockRequest } from './contract.ts';
import { Problem } from './problems.ts';
import { clocksOf } from './queries.ts';

/** Every clause along the whole of valid time. */
export function validityIn(timeline: Timeline, request: Omit<ClockRequest, 'on'>, today: string): Validity {
  const { known, view } = clocksOf(timeline, request, today);
  return validityOf(timeline, view, known === null ? null : formatDay(known));
}

/** Who holds which right on a day. */
export function matrixOf(timeline: Timeline, request: ClockRequest, today: string): Matrix {
  return matrixAt(timeline, clocksOf(timeline, request, today));
}

/** The terms with their uses. */
export function termsOf(timeline: Timeline, request: ClockRequest, today: string): TermList {
  return termsAt(timeline, clocksOf(timeline, request, today));
}

/**
 * One term with its uses.
 * @throws Problem `not-found` where the record holds no such term
 */
export function termOf(timeline: Timeline, id: string, request: ClockRequest, today: string): TermAnswer {
  const { dossier, resolved, terms } = termsAt(timeline, clocksOf(timeline, request, today), id);
  const [term] = terms;
  if (term === undefined) throw new Problem('not-found', `There is no term ${id} on record.`);
  return { dossier, resolved, term };
}

/** What stands behind the positions on each clause on a day. */
export function standpointsIn(timeline: Timeline, request: ClockRequest, today: string): Standpoints {
  const { view, on } = clocksOf(timeline, request, today);
  return standpointsOn(timeline, view, on);
}

/** What is to come after a day. */
export function aheadIn(timeline: Timeline, request: ClockRequest, today: string): Ahead {
  return aheadOf(timeline, clocksOf(timeline, request, today));
}
