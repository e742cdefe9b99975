/**
 * Which announcement opened a conflict: the counterpart of `endedBy` (docs/semantics.md, "Validity").
 */
import { spanOf, type Day } from './dates.ts';
import type { EffectName } from './effects.ts';
import { effectiveDate } from './entries.ts';
import type { ClauseLife } from './life.ts';
import { comparePlaces, type Telling, type View } from './record.ts';
import type { ConflictRun } from './rights.ts';
import type { Timeline } from './timeline.ts';

const GROUNDING: ReadonlySet<EffectName> = new Set(['introduce', 'amend', 'end', 'condition']);

/** The announcements that may have given a clause its right, or its standing, from a day on: of a rough date. */
function perhapsBegun(lives: readonly ClauseLife[], day: Day): string[] {
  return lives
    .flatMap(({ entries }) => entries)
    .filter((entry) => {
      const { earliest, latest } = spanOf(effectiveDate(entry));
      return GROUNDING.has(entry.effect.effect) && earliest === day && latest > day;
    })
    .map(({ telling }) => telling.id);
}

/** The announcements that a side's part in a conflict rests on: its right, its conditions, its reinstatement. */
function groundsOf(life: ClauseLife, day: Day): string[] {
  const { shown, conditions } = life.certainOn(day);
  const settled = conditions.flatMap(({ by }) => by ?? []);
  const fields = ['grants', ...(shown.content.conditions.length > 0 ? ['conditions'] : [])];
  const lifted = life.certainOn(day - 1).status === 'ended' ? ['end'] : [];
  return [...settled, ...[...fields, ...lifted].flatMap((field) => shown.by[field] ?? [])];
}

/** The last, in the order, of the announcements that a conflict rests on when it begins; null where none is known. */
export function openedByOf(
  timeline: Timeline,
  view: View,
  { clauses, from, parts }: ConflictRun,
): string | null {
  const certain = parts[0]?.certain === true;
  const rough = certain ? [] : perhapsBegun(clauses, from);
  const ids = rough.length > 0 ? rough : clauses.flatMap((life) => groundsOf(life, from));
  const tellings = ids.flatMap((id): Telling[] => {
    const telling = timeline.telling(id, view.log);
    return telling === undefined ? [] : [telling];
  });
  return tellings.sort(comparePlaces).at(-1)?.id ?? null;
}
