/**
 * The words that a clause ever had, with the days on which it stood with them: what a search looks through.
 */
import { FOREVER, type Day } from './dates.ts';
import type { Grant } from './effects.ts';
import { labelDay, type ClauseLife } from './life.ts';
import type { Status } from './shapes.ts';
import { substance, type Value } from './values.ts';

/** A run of days `[from, to)` with one wording and one status; the labels name days as sources gave them. */
export interface HeldDays {
  readonly from: Day;
  readonly to: Day;
  readonly fromLabel: string;
  /** Null where the run has no end. */
  readonly toLabel: string | null;
  readonly status: Status;
}

/** One heading and text with its rights and terms, whatever else changed around them. */
export interface Wording {
  readonly heading: string;
  readonly text: string;
  readonly grants: readonly Grant[];
  readonly terms: Readonly<Record<string, Value>>;
  /** Whether the record begins with these words and doesn't say since when the clause holds. */
  readonly unknownBefore: boolean;
  /** Empty where the words were announced and never came to hold. */
  readonly held: readonly HeldDays[];
}

interface Draft {
  readonly words: Omit<Wording, 'held' | 'unknownBefore'>;
  readonly runs: { from: Day; to: Day; status: Status }[];
}

/** The wordings of a clause in the order in which they first occur; none where it isn't on record. */
export function wordingsOf(life: ClauseLife): Wording[] {
  const { start } = life;
  if (start === null) return [];
  const drafts = new Map<string, Draft>();
  for (let stretch = 0; stretch <= life.edges.length; stretch += 1) {
    const from = life.dayOf(stretch);
    const { hasContent, shown } = life.certainOn(from);
    if (!hasContent) continue;
    const { heading, text, grants, terms } = shown.content;
    const key = substance([heading, text, grants, { terms }]);
    const draft = drafts.get(key) ?? { words: { heading, text, grants, terms }, runs: [] };
    drafts.set(key, draft);
    const { status } = life.on(from);
    if (status === 'ended') continue;
    const to = life.edges[stretch] ?? FOREVER;
    const last = draft.runs.at(-1);
    if (last?.to === from && last.status === status) last.to = to;
    else draft.runs.push({ from, to, status });
  }
  return [...drafts.values()].map(({ words, runs }, index) => ({
    ...words,
    unknownBefore: index === 0 && start.unknown,
    held: runs.map(({ from, to, status }) => ({
      from,
      to,
      status,
      fromLabel: labelDay([life], from),
      toLabel: to === FOREVER ? null : labelDay([life], to),
    })),
  }));
}

/** A day on which to read words: today where they hold, else the last day on which they held, else the first. */
export function dayToRead(held: readonly HeldDays[], today: Day): Day | null {
  const here = held.find(({ from, to }) => from <= today && today < to);
  if (here !== undefined) return today;
  const past = held.findLast(({ to }) => to <= today);
  return past === undefined ? (held[0]?.from ?? null) : past.to - 1;
}
