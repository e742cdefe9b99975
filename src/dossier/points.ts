/**
 * Points to compare, and their order (docs/semantics.md, "Comparing two points").
 */
import { FOREVER, formatDay, type Day } from './dates.ts';
import { comparePlaces, type Telling, type View } from './record.ts';
import type { PointAnswer } from './shapes.ts';
import type { Timeline } from './timeline.ts';

/** A point: a day, under a view. `boundary` stands just before or just after an announcement. */
export interface Point {
  readonly on: Day;
  readonly known: Day | null;
  readonly view: View;
  readonly boundary: { readonly side: 'before' | 'after'; readonly announcement: string } | null;
}

/** What a caller asks for. */
export interface PointAsked {
  readonly on: Day;
  readonly known?: Day | null;
  readonly log?: number | null;
}

/** A point on a day. */
export function dayPoint(timeline: Timeline, asked: PointAsked): Point {
  const known = asked.known ?? null;
  const view = timeline.view(known ?? FOREVER, asked.log ?? timeline.head);
  return { on: asked.on, known, view, boundary: null };
}

/** The point just before or just after an announcement: its latest day, with what precedes it in the order. */
export function boundaryPoint(
  timeline: Timeline,
  telling: Telling,
  side: 'before' | 'after',
  clocks: { readonly known?: Day | null; readonly log?: number | null } = {},
): Point {
  const known = clocks.known ?? null;
  const cut = { place: telling, inclusive: side === 'after' };
  return {
    on: telling.span.latest,
    known,
    view: timeline.view(known ?? FOREVER, clocks.log ?? timeline.head, cut),
    boundary: { side, announcement: telling.id },
  };
}

function compareCuts(a: View['cut'], b: View['cut']): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return comparePlaces(a.place, b.place) || Number(a.inclusive) - Number(b.inclusive);
}

/** Orders points: on, known, boundary, log. */
export function comparePoints(a: Point, b: Point): number {
  if (a.on !== b.on) return a.on - b.on;
  if (a.view.known !== b.view.known) return a.view.known < b.view.known ? -1 : 1;
  return compareCuts(a.view.cut, b.view.cut) || a.view.log - b.view.log;
}

/** A point as it is answered. */
export function describePoint({ on, known, view, boundary }: Point): PointAnswer {
  return {
    on: formatDay(on),
    known: known === null ? null : formatDay(known),
    log: view.log,
    ...(boundary === null ? {} : { boundary }),
  };
}
