/**
 * Disputes read from the lines of one or several ways (docs/semantics.md, "Reading a clause on a day").
 */
import type { Day } from './dates.ts';
import type { ClauseLines, DisputeLine, DisputeMark } from './fold.ts';
import type { Stretch } from './lines.ts';

/** A dispute open on a day, in at least one way. */
export interface DisputeReading {
  readonly by: string;
  readonly aspect: string | null;
  readonly statement: string;
  readonly certain: boolean;
  readonly from: Day;
  readonly announcement: string;
}

/** The runs of days on which a dispute is open; each a list of touching stretches. */
export function openRuns(line: DisputeLine): Stretch<DisputeMark>[][] {
  const runs: Stretch<DisputeMark>[][] = [];
  for (const stretch of line.line.stretches) {
    if (!stretch.value.open) continue;
    const run = runs.at(-1);
    if (run?.at(-1)?.to === stretch.from) run.push(stretch);
    else runs.push([stretch]);
  }
  return runs;
}

function readOne(line: DisputeLine, day: Day): DisputeReading | null {
  const run = openRuns(line).find((stretches) => stretches.some(({ from, to }) => from <= day && day < to));
  const opening = run?.[0];
  const mark = line.line.at(day);
  if (opening === undefined || mark === undefined) return null;
  return {
    by: line.party,
    aspect: line.aspect,
    statement: mark.statement,
    certain: true,
    from: opening.from,
    announcement: opening.value.announcement,
  };
}

/** The disputes open on a day in any of the ways; certain where open in all. */
export function disputesOn(ways: readonly ClauseLines[], day: Day): DisputeReading[] {
  const found = new Map<string, { dispute: DisputeReading; ways: number }>();
  for (const lines of ways) {
    for (const [key, line] of lines.disputes) {
      const dispute = readOne(line, day);
      const seen = found.get(key);
      if (seen !== undefined && dispute !== null) seen.ways += 1;
      else if (dispute !== null) found.set(key, { dispute, ways: 1 });
    }
  }
  return [...found.values()].map(({ dispute, ways: times }) => ({
    ...dispute,
    certain: times === ways.length,
  }));
}
