/**
 * Valid-time lines: a value for each day, as half-open stretches. Writing over a portion of a line leaves the
 * rest as it was, as UPDATE FOR PORTION OF a period does in SQL:2011 (docs/semantics.md, "Fold", step 4).
 */
import type { Day } from './dates.ts';

export interface Stretch<T> {
  readonly from: Day;
  readonly to: Day;
  readonly value: T;
}

/** A line of values along valid time; days without a stretch have no value. */
export class Line<T> {
  readonly #stretches: Stretch<T>[] = [];

  get stretches(): readonly Stretch<T>[] {
    return this.#stretches;
  }

  /** Index of the first stretch that ends after the day. */
  #indexAfter(day: Day): number {
    let low = 0;
    let high = this.#stretches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const stretch = this.#stretches[middle];
      if (stretch !== undefined && stretch.to <= day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The stretch that holds on a day. */
  stretchAt(day: Day): Stretch<T> | undefined {
    const stretch = this.#stretches[this.#indexAfter(day)];
    return stretch !== undefined && stretch.from <= day ? stretch : undefined;
  }

  /** The value on a day; undefined where there is none. */
  at(day: Day): T | undefined {
    return this.stretchAt(day)?.value;
  }

  /** The first stretch that begins after the day. */
  nextAfter(day: Day): Stretch<T> | undefined {
    return this.#stretches.slice(this.#indexAfter(day)).find((stretch) => stretch.from > day);
  }

  /** The last stretch that ended on or before the day. */
  lastBefore(day: Day): Stretch<T> | undefined {
    return this.#stretches[this.#indexAfter(day) - 1];
  }

  /** Whether any day of `[from, to)` has a value that passes. */
  some(from: Day, to: Day, test: (value: T) => boolean): boolean {
    if (from >= to) return false;
    for (let index = this.#indexAfter(from); index < this.#stretches.length; index += 1) {
      const stretch = this.#stretches[index];
      if (stretch === undefined || stretch.from >= to) return false;
      if (test(stretch.value)) return true;
    }
    return false;
  }

  /** Sets one value over `[from, to)`, whatever was there. An empty interval changes nothing. */
  set(from: Day, to: Day, value: T): void {
    if (from >= to) return;
    this.#replace(from, to, [{ from, to, value }]);
  }

  /** Changes the values that `[from, to)` already has; days without a value stay without. */
  update(from: Day, to: Day, change: (old: T) => T): void {
    if (from >= to) return;
    const inside: Stretch<T>[] = [];
    for (let index = this.#indexAfter(from); index < this.#stretches.length; index += 1) {
      const stretch = this.#stretches[index];
      if (stretch === undefined || stretch.from >= to) break;
      inside.push({
        from: Math.max(stretch.from, from),
        to: Math.min(stretch.to, to),
        value: change(stretch.value),
      });
    }
    if (inside.length > 0) this.#replace(from, to, inside);
  }

  #replace(from: Day, to: Day, inside: readonly Stretch<T>[]): void {
    const start = this.#indexAfter(from);
    let end = start;
    const edges: Stretch<T>[] = [];
    for (; end < this.#stretches.length; end += 1) {
      const stretch = this.#stretches[end];
      if (stretch === undefined || stretch.from >= to) break;
      if (stretch.from < from) edges.unshift({ ...stretch, to: from });
      if (stretch.to > to) edges.push({ ...stretch, from: to });
    }
    const before = edges.filter((edge) => edge.to <= from);
    const after = edges.filter((edge) => edge.from >= to);
    this.#stretches.splice(start, end - start, ...before, ...inside, ...after);
  }
}
