/** Counts what random runs met, so that no property holds for want of cases. */
import type { RecordedEvent } from '../../src/dossier/announcement.ts';
import { EffectSchema } from '../../src/dossier/effects.ts';
import {
  CLASSES,
  CONFLICT_CLASSES,
  FLAGS,
  STATUS_REASONS,
  STATUSES,
  type Comparison,
  type State,
} from '../../src/dossier/shapes.ts';

/** How many random cases a property is tried on, unless it says otherwise. */
export const USUAL_RUNS = 300;
/** How many it is tried on now. */
export const RUNS = Number(process.env['PROPERTY_RUNS'] ?? USUAL_RUNS);
/** Milliseconds for one property: a long search is asked for by its number of runs. */
export const TIMEOUT = 60_000 + RUNS * 200;
/** With fewer runs than usual something may not occur at all. */
export const ENOUGH = RUNS >= USUAL_RUNS;

const WORDS = {
  effect: EffectSchema.options.flatMap(({ shape }) => [...shape.effect.values]),
  status: STATUSES,
  reason: STATUS_REASONS,
  conflict: CONFLICT_CLASSES,
  class: CLASSES,
  flag: [...FLAGS, 'revertedWithin'],
} as const satisfies Record<string, readonly string[]>;

export class Tally {
  readonly #counts = new Map<string, number>();

  /** @param words the kinds of words to count */
  constructor(words: readonly (keyof typeof WORDS)[]) {
    for (const word of words) for (const value of WORDS[word]) this.#counts.set(`${word} ${value}`, 0);
  }

  #count(word: keyof typeof WORDS, value: string, times = 1): void {
    const key = `${word} ${value}`;
    const count = this.#counts.get(key);
    if (count !== undefined) this.#counts.set(key, count + times);
  }

  events(events: readonly RecordedEvent[]): void {
    for (const { event } of events) {
      const content = 'content' in event ? event.content : event;
      if (!('effects' in content)) continue;
      for (const { effect } of content.effects) this.#count('effect', effect);
    }
  }

  state(state: State): void {
    for (const { status, statusReason } of state.contracts.flatMap(({ clauses }) => clauses)) {
      this.#count('status', status);
      if (statusReason !== null) this.#count('reason', statusReason);
    }
    for (const conflict of state.conflicts) this.#count('conflict', conflict.class);
  }

  comparison({ counts, changes }: Comparison): void {
    for (const word of CLASSES) this.#count('class', word, counts[word]);
    for (const word of FLAGS) this.#count('flag', word, counts[word]);
    this.#count('flag', 'revertedWithin', changes.filter(({ revertedWithin }) => revertedWithin).length);
  }

  /** What never occurred. */
  missing(): string[] {
    return [...this.#counts].flatMap(([key, count]) => (count === 0 ? [key] : []));
  }

  /** How often each word occurred. */
  toString(): string {
    const lines = Object.keys(WORDS).flatMap((word) => {
      const counts = [...this.#counts].filter(([key]) => key.startsWith(`${word} `));
      const cells = counts.map(([key, count]) => `${key.slice(word.length + 1)} ${count}`);
      return cells.length === 0 ? [] : [`${word}: ${cells.join(', ')}`];
    });
    return lines.join('\n');
  }
}
