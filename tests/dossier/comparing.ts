/** Short questions to the comparison, for tables of expected answers. */
import type { RecordedEvent } from '../../src/dossier/announcement.ts';
import { changeMade } from '../../src/dossier/change-made.ts';
import { compare } from '../../src/dossier/compare.ts';
import { boundaryPoint, dayPoint, type Point } from '../../src/dossier/points.ts';
import type { Change, Comparison, Conflict } from '../../src/dossier/shapes.ts';
import { Timeline } from '../../src/dossier/timeline.ts';
import { announce, day, dossier, history, introduce, openContract, type Said } from '../support/history.ts';

export const VOLUME = 'supply/volume';
export const PRICE = 'supply/price';

/** A point in few words: a day with clocks, or just beside an announcement. */
export interface Asked {
  readonly on?: string;
  readonly known?: string;
  readonly log?: number;
  readonly before?: string;
  readonly after?: string;
}

/** A contract with a clause, opened on 2026-01-10, and what was said later. */
export function after(...said: Said[]): RecordedEvent[] {
  const opening = announce({
    id: 'opening',
    on: '2026-01-10',
    effects: [openContract('supply'), introduce(VOLUME)],
  });
  return history(dossier(), opening, ...said.map(announce));
}

function pointOf(timeline: Timeline, asked: string | Asked): Point {
  if (typeof asked === 'string') return dayPoint(timeline, { on: day(asked) });
  const { on = '', known, log, before } = asked;
  const clocks = { known: known === undefined ? null : day(known), log: log ?? null };
  const id = before ?? asked.after;
  if (id === undefined) return dayPoint(timeline, { on: day(on), ...clocks });
  const telling = timeline.telling(id, log ?? timeline.head);
  if (telling === undefined) throw new RangeError(`${id} is not on record`);
  return boundaryPoint(timeline, telling, before === undefined ? 'after' : 'before', clocks);
}

/** Compares two points of a history. */
export function between(
  events: readonly RecordedEvent[],
  from: string | Asked,
  to: string | Asked,
): Comparison {
  const timeline = Timeline.of('trial', events);
  return compare(timeline, pointOf(timeline, from), pointOf(timeline, to));
}

/** The change that an announcement made. */
export function madeBy(events: readonly RecordedEvent[], id: string): Comparison {
  const timeline = Timeline.of('trial', events);
  const telling = timeline.telling(id);
  if (telling === undefined) throw new RangeError(`${id} is not on record`);
  return changeMade(timeline, telling);
}

/** `supply/volume changed disputed on 2026-02-01 (text) because of a, b`. */
export function inWords({ ref, class: kind, flags, on, fields, because, revertedWithin }: Change): string {
  const paths = fields.map(({ path }) => path);
  return [
    ref,
    kind,
    ...flags,
    ...(revertedWithin ? ['reverted'] : []),
    `on ${on}`,
    ...(paths.length === 0 ? [] : [`(${paths.join(' ')})`]),
    `because of ${because.length === 0 ? 'nothing' : because.join(', ')}`,
  ].join(' ');
}

/** The changes of a comparison in words, in the order of their numbers. */
export function changesIn({ changes }: Comparison): string[] {
  return changes.map(inWords);
}

/** What a comparison counts, apart from zeros. */
export function countsIn({ counts }: Comparison): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** `incompatible use works supply/a × supply/b 2026-01-10 – 2026-02-01 by ann`. */
export function conflictInWords(conflict: Conflict): string {
  const { class: kind, action, subject, clauses, from, to, certainUntil, endedBy } = conflict;
  return [
    kind,
    action,
    subject,
    clauses.join(' × '),
    `${from} – ${to ?? ''}`.trim(),
    ...(certainUntil === null ? [] : [`certain until ${certainUntil}`]),
    ...(endedBy === null ? [] : [`by ${endedBy}`]),
  ].join(' ');
}
