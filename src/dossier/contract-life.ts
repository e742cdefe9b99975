/**
 * A contract's whole life under a view: its lines, and its status on a day with imprecise dates tried both ways.
 */
import { EVER, isPrecise, type Day } from './dates.ts';
import { atLatest, datesOf, type DateUse, type Entry } from './entries.ts';
import { contractShown, type ContractContent, type ContractLines } from './fold-contract.ts';
import { foldContract } from './fold.ts';
import { calendarEnds } from './life.ts';
import { orderOn } from './order.ts';
import type { ContractStatus, Warning } from './shapes.ts';
import { lastDayOf, substance } from './values.ts';
import { waysOn } from './ways.ts';

function statusOf(lines: ContractLines, day: Day): ContractStatus {
  const content = lines.content.at(day);
  if (content === undefined) return 'not-yet';
  if (lines.closed.at(day) !== undefined) return 'ended';
  const term = lastDayOf(content.term);
  return term !== null && term < day ? 'unknown' : 'in-force';
}

export class ContractLife {
  readonly id: string;
  readonly lines: ContractLines;
  readonly openedBy: string | null;
  readonly warnings: readonly (Warning & { entry: Entry })[];
  readonly edges: readonly Day[];
  readonly entries: readonly Entry[];
  /** The opening, introductions and moves. */
  readonly orderEntries: readonly Entry[];
  readonly #dates: readonly DateUse[];

  /**
   * @param entries the effects on the contract as a whole, in the order
   * @param orderEntries the same with the introductions and moves of its clauses
   */
  constructor(id: string, entries: readonly Entry[], orderEntries: readonly Entry[]) {
    const warnings: (Warning & { entry: Entry })[] = [];
    const warn = (entry: Entry, detail: string): void => {
      warnings.push({ announcement: entry.telling.id, pointer: `/effects/${entry.index}`, detail, entry });
    };
    this.id = id;
    this.entries = entries;
    this.lines = foldContract(entries, atLatest, warn);
    this.openedBy = this.lines.openedBy;
    this.orderEntries = orderEntries;
    this.#dates = datesOf(entries);
    orderOn(orderEntries, EVER, warn);
    this.warnings = warnings;
    const days = this.#dates.flatMap(({ span }) => [span.earliest, span.latest]);
    const moves = datesOf(orderEntries.filter(({ effect }) => effect.effect === 'move'));
    const moved = moves.map(({ span }) => span.latest);
    const ends = entries.flatMap(({ effect }) => calendarEnds(effect));
    this.edges = [...new Set([...days, ...moved, ...ends])].sort((a, b) => a - b);
  }

  /** The contract's status on a day: `unknown` where imprecise dates leave it open. */
  statusOn(day: Day): ContractStatus {
    const certain = statusOf(this.lines, day);
    const agreed = waysOn(this.#dates, day).every(
      (resolve) =>
        statusOf(
          foldContract(this.entries, resolve, () => {}),
          day,
        ) === certain,
    );
    return agreed ? certain : 'unknown';
  }

  /** Title, parties and term on a day; before the opening, the first. */
  contentOn(day: Day): ContractContent {
    const content = contractShown(this.lines, day);
    if (content === undefined) throw new TypeError(`${this.id} is not on record in this view`);
    return content;
  }

  /** What makes the contract read the same on two days: status, title, parties and term. */
  signatureOn(day: Day): string {
    const { title, parties, term } = this.contentOn(day);
    return `${this.statusOn(day)} ${substance([title, parties, term])}`;
  }

  /** The last announcement, in the order, whose effect on the contract covers the day. */
  lastChangedOn(day: Day): string {
    return this.lines.changed.at(day) ?? this.openedBy ?? '';
  }

  /** The clauses in their order on a day. */
  clausesOn(day: Day): string[] {
    return orderOn(this.orderEntries, day);
  }

  /** Whether all of its own dates name single days. */
  get isPrecise(): boolean {
    return this.#dates.every(({ span }) => isPrecise(span));
  }
}
