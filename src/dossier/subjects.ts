/**
 * Subjects as a directed acyclic graph by `partOf`: what two subjects have in common (docs/semantics.md,
 * "Conflicts between rights").
 */
import type { Subject } from './announcement.ts';

export class SubjectGraph {
  readonly #wholes: ReadonlyMap<string, readonly string[]>;
  readonly #ancestors = new Map<string, ReadonlySet<string>>();
  readonly #common = new Map<string, readonly string[]>();
  readonly #ids: readonly string[];

  constructor(subjects: ReadonlyMap<string, Subject>) {
    this.#ids = [...subjects.keys()];
    this.#wholes = new Map([...subjects].map(([id, { partOf }]) => [id, partOf]));
  }

  /** A subject and everything that it is part of. */
  within(id: string): ReadonlySet<string> {
    const kept = this.#ancestors.get(id);
    if (kept !== undefined) return kept;
    const found = new Set<string>([id]);
    for (const next of found) for (const whole of this.#wholes.get(next) ?? []) found.add(whole);
    this.#ancestors.set(id, found);
    return found;
  }

  /** The broadest subjects that are, or are part of, both; in the order in which they were listed. */
  common(a: string, b: string): readonly string[] {
    if (a === b) return [a];
    const key = `${a} ${b}`;
    const kept = this.#common.get(key);
    if (kept !== undefined) return kept;
    const found = this.#findCommon(a, b);
    this.#common.set(key, found);
    return found;
  }

  #findCommon(a: string, b: string): string[] {
    const both = this.#ids.filter((id) => this.within(id).has(a) && this.within(id).has(b));
    return both.filter((id) => !both.some((other) => other !== id && this.within(id).has(other)));
  }
}

/** The ids of a cycle in `partOf`, the first one twice, or null when there is none. However long a chain is. */
export function findCycle(subjects: ReadonlyMap<string, Subject>): string[] | null {
  const done = new Set<string>();
  for (const start of subjects.keys()) {
    // The path from the start, and for each id on it the wholes that are still to be followed.
    const path: string[] = [];
    const open = new Map<string, string[]>();
    const follow = (id: string): void => {
      path.push(id);
      open.set(id, [...(subjects.get(id)?.partOf ?? [])].reverse());
    };
    if (!done.has(start)) follow(start);
    for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
      const next = open.get(here)?.pop();
      if (next === undefined) {
        done.add(here);
        open.delete(here);
        path.pop();
      } else if (open.has(next)) {
        return [...path.slice(path.indexOf(next)), next];
      } else if (!done.has(next)) follow(next);
    }
  }
  return null;
}
