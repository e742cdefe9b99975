/**
 * Fields on which imprecise dates leave several values open (docs/semantics.md, "Imprecise dates, read").
 */
import { CONTENT_FIELDS } from './effects.ts';
import type { Reading } from './reading.ts';
import type { Uncertain } from './shapes.ts';
import { sameSubstance, termIn } from './values.ts';

function valueAt(reading: Reading, path: string): unknown {
  const { content } = reading.shown;
  if (path.startsWith('terms/')) return termIn(content.terms, path.slice('terms/'.length));
  if (path.startsWith('conditions/')) {
    const id = path.slice('conditions/'.length);
    const state = reading.conditions.find(({ condition }) => condition.id === id)?.state;
    return state === undefined || state === 'open' ? null : state;
  }
  const field = CONTENT_FIELDS.find((name) => name === path);
  return field === undefined ? null : content[field];
}

function pathsOf(readings: readonly Reading[]): string[] {
  const terms = new Set(readings.flatMap(({ shown }) => Object.keys(shown.content.terms)));
  const conditions = new Set(readings.flatMap((reading) => reading.conditions.map((c) => c.condition.id)));
  return [
    ...CONTENT_FIELDS,
    ...[...terms].sort().map((name) => `terms/${name}`),
    ...[...conditions].sort().map((id) => `conditions/${id}`),
  ];
}

/** The paths on which the readings differ, with each value once, the first reading's first. */
export function uncertainties(readings: readonly Reading[]): Uncertain[] {
  return pathsOf(readings).flatMap((path) => {
    const values: unknown[] = [];
    for (const reading of readings) {
      const value = valueAt(reading, path);
      if (!values.some((seen) => sameSubstance(seen, value))) values.push(value);
    }
    return values.length > 1 ? [{ path, values }] : [];
  });
}
