/**
 * The fold of one contract's own effects: opening, amendments, closing (docs/semantics.md, "What each effect
 * does").
 */
import type { Day } from './dates.ts';
import type { ContractEffect } from './effects.ts';
import { coverage, type Entry, type Resolve } from './entries.ts';
import { Line } from './lines.ts';
import { NOT_STATED, type End } from './values.ts';

export interface ContractContent {
  readonly title: string;
  readonly parties: readonly string[];
  readonly term: End;
  /** Which announcement set the term. */
  readonly termBy: string;
}

/** A contract's lines. `openedBy` is null while it isn't on record. */
export interface ContractLines {
  openedBy: string | null;
  openedOn: Day;
  readonly content: Line<ContractContent>;
  /** The closing announcement, on the days on which the contract is closed. */
  readonly closed: Line<string>;
  readonly changed: Line<string>;
}

/** Reports that an effect found nothing to act on. */
export type Warn = (entry: Entry, detail: string) => void;

/** A contract that isn't on record yet. */
export function noContract(): ContractLines {
  return {
    openedBy: null,
    openedOn: Number.NaN,
    content: new Line(),
    closed: new Line(),
    changed: new Line(),
  };
}

/** Applies one effect on the contract, in the order. */
export function applyToContract(
  lines: ContractLines,
  entry: Entry<ContractEffect>,
  resolve: Resolve,
  warn: Warn,
): void {
  const { effect, telling } = entry;
  const { from, to } = coverage(entry, resolve);
  if (effect.effect === 'open-contract') {
    if (lines.openedBy !== null) return warn(entry, `contract ${effect.contract} is on record already`);
    lines.openedBy = telling.id;
    lines.openedOn = from;
    const { title, parties, term = NOT_STATED } = effect;
    lines.content.set(from, to, { title, parties, term, termBy: telling.id });
    lines.changed.set(from, to, telling.id);
    return;
  }
  if (lines.openedBy === null) return warn(entry, `contract ${effect.contract} is not on record`);
  if (effect.effect === 'close-contract') {
    lines.closed.set(from, to, telling.id);
    lines.changed.set(from, to, telling.id);
    return;
  }
  if (!lines.content.some(from, to, () => true))
    return warn(entry, 'the contract holds on none of these days');
  const { title, parties, term } = effect;
  lines.content.update(from, to, (old) => ({
    title: title ?? old.title,
    parties: parties ?? old.parties,
    term: term ?? old.term,
    termBy: term === undefined ? old.termBy : telling.id,
  }));
  lines.changed.set(from, to, telling.id);
}

/** The contract's content on a day, or the next to come, or the last. */
export function contractShown(lines: ContractLines, day: Day): ContractContent | undefined {
  const { content } = lines;
  return content.at(day) ?? content.nextAfter(day)?.value ?? content.lastBefore(day)?.value;
}
