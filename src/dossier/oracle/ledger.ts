/**
 * What the oracle's fold writes in: for each clause and contract one value a slot (docs/semantics.md, "Fold").
 */
import type { ConditionEffect, Content, EndEffect } from '../effects.ts';
import type { Position, Warning } from '../shapes.ts';
import type { End } from '../values.ts';
import type { Calendar, Step, Way } from './days.ts';

/** One value for each slot; null where there is none. */
export type Line<T> = (T | null)[];

/** Slots, half-open. */
export interface Slots {
  readonly from: number;
  readonly to: number;
}

/** A clause's content with the announcement that set each part of it. */
export interface Held {
  readonly content: Content;
  readonly provenance: Readonly<Record<string, string>>;
}

export interface Statement {
  readonly announcement: string;
  readonly date: string;
  readonly by: readonly string[];
}

export interface DisputeLine {
  readonly by: string;
  readonly aspect: string | null;
  readonly line: Line<{ readonly statement: string; readonly announcement: string }>;
}

export interface Clause {
  readonly ref: string;
  readonly contract: string;
  readonly introducedBy: string;
  readonly introducedAssumed: boolean;
  /** The content as introduced: shown where no day holds any. */
  readonly introduced: Held;
  /** The first slot with content; for a clause that never has any, the slot in which it was to start. */
  starts: number;
  /** The start as it was given, or `unknown`. */
  since: string;
  readonly content: Line<Held>;
  readonly ended: Line<{ readonly effect: EndEffect; readonly announcement: string }>;
  readonly stated: Line<Statement>;
  readonly changed: Line<{ readonly announcement: string; readonly assumed: boolean }>;
  readonly conditions: Map<
    string,
    Line<{ readonly state: ConditionEffect['state']; readonly announcement: string }>
  >;
  readonly positions: Map<string, Line<Position>>;
  readonly disputes: Map<string, DisputeLine>;
}

export interface ContractHeld {
  readonly title: string;
  readonly parties: readonly string[];
  readonly term: End;
}

export interface Contract {
  readonly id: string;
  readonly openedBy: string;
  readonly opens: number;
  readonly content: Line<ContractHeld>;
  /** The announcement of the closing that covers the slot. */
  readonly closed: Line<string>;
  readonly changed: Line<string>;
  /** The clauses in the order in which they were introduced. */
  readonly introduced: string[];
  /** The clauses in their order, for each slot. */
  readonly order: (readonly string[])[];
}

/** Everything after the last effect. */
export interface Fold {
  readonly contracts: Map<string, Contract>;
  readonly clauses: Map<string, Clause>;
  readonly warnings: Warning[];
}

/** One effect being applied. */
export interface Act {
  readonly fold: Fold;
  readonly calendar: Calendar;
  readonly way: Way;
  readonly step: Step;
  readonly announcement: string;
  /** The slots of `[effectiveOn, until)`. */
  readonly slots: Slots;
}

/** What an effect lacked to act on, in words; null where it acted in full. */
export type Lack = string | null;

/** A line that holds nothing yet. */
export function blank<T>(slots: number): Line<T> {
  const line: Line<T> = [];
  while (line.length < slots) line.push(null);
  return line;
}

/** Writes one value over some slots: what is written later prevails there, and nowhere else. */
export function write<T>(line: Line<T>, slots: Slots, value: T | null): void {
  for (let slot = slots.from; slot < slots.to; slot += 1) line[slot] = value;
}

/** Whether some slot of a stretch holds a value that fits. */
export function someIn<T>(line: Line<T>, slots: Slots, fits: (value: T) => boolean = () => true): boolean {
  return line.slice(slots.from, slots.to).some((value) => value !== null && fits(value));
}

/** The line under a key, begun where there is none. */
export function lineOf<T>(lines: Map<string, Line<T>>, key: string, slots: number): Line<T> {
  const line = lines.get(key) ?? blank<T>(slots);
  lines.set(key, line);
  return line;
}
