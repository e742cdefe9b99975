/**
 * The fold of one clause: its own effects and its contract's, in the order, onto valid-time lines
 * (docs/semantics.md, "What each effect does").
 */
import { spanOf, type Day } from './dates.ts';
import {
  isContractEffect,
  type Amend,
  type ClauseEffect,
  type ConditionEffect,
  type Dispute,
  type EndEffect,
  type Introduce,
  type Settle,
} from './effects.ts';
import { coverage, effectiveDate, sinceDate, type Entry, type Resolve } from './entries.ts';
import {
  applyToContract,
  contractShown,
  noContract,
  type ContractLines,
  type Warn,
} from './fold-contract.ts';
import { Line } from './lines.ts';
import type { Position } from './shapes.ts';
import { amended, changesContent, firstSnapshot, type Snapshot } from './snapshot.ts';

export interface EndMark {
  readonly reason: EndEffect['reason'];
  readonly by: string | null;
  readonly announcement: string;
}

export interface DisputeMark {
  readonly open: boolean;
  readonly announcement: string;
  readonly statement: string;
  readonly how: Settle['how'] | null;
}

export interface DisputeLine {
  readonly party: string;
  readonly aspect: string | null;
  readonly line: Line<DisputeMark>;
}

export interface Stated {
  readonly announcement: string;
  readonly on: string;
  readonly by: readonly string[];
}

/** A clause's start on record. `edtf` is the start as it was given. */
export interface Start {
  readonly introducedBy: string;
  readonly first: Snapshot;
  readonly unknown: boolean;
  readonly edtf: string;
  readonly day: Day;
  /** Whether its day was assumed, for want of an announced one. */
  readonly assumed: boolean;
}

/** Everything that the effects wrote about one clause. `start` is null while it isn't on record. */
export interface ClauseLines {
  readonly contract: ContractLines;
  start: Start | null;
  readonly content: Line<Snapshot>;
  /** The `end` effects; null where a later amendment lifted them. */
  readonly ended: Line<EndMark | null>;
  readonly positions: Map<string, Line<{ position: Position; announcement: string }>>;
  readonly disputes: Map<string, DisputeLine>;
  readonly conditions: Map<string, Line<{ state: ConditionEffect['state']; announcement: string }>>;
  readonly stated: Line<Stated>;
  readonly changed: Line<{ announcement: string; assumed: boolean }>;
}

/** Whether an effect's day was assumed: a first record of unknown start assumes nothing. */
function isAssumed(effect: Introduce | Amend | EndEffect): boolean {
  return effect.effectiveOn === undefined && !(effect.effect === 'introduce' && effect.since === 'unknown');
}

function lineOf<T>(lines: Map<string, Line<T>>, key: string): Line<T> {
  const line = lines.get(key) ?? new Line<T>();
  lines.set(key, line);
  return line;
}

class ClauseFold {
  readonly lines: ClauseLines = {
    contract: noContract(),
    start: null,
    content: new Line(),
    ended: new Line(),
    positions: new Map(),
    disputes: new Map(),
    conditions: new Map(),
    stated: new Line(),
    changed: new Line(),
  };
  readonly #resolve: Resolve;
  readonly #warn: Warn;

  constructor(resolve: Resolve, warn: Warn) {
    this.#resolve = resolve;
    this.#warn = warn;
  }

  apply(entry: Entry): void {
    const { effect } = entry;
    if (isContractEffect(effect)) {
      applyToContract(this.lines.contract, { ...entry, effect }, this.#resolve, () => {});
    } else if (effect.effect === 'introduce') {
      this.#introduce({ ...entry, effect });
    } else if (effect.effect !== 'move') {
      if (this.lines.start === null) this.#warn(entry, `clause ${effect.clause} is not on record`);
      else this.#applyOnRecord({ ...entry, effect }, this.lines.start);
    }
  }

  #applyOnRecord(entry: Entry<Exclude<ClauseEffect, { effect: 'introduce' | 'move' }>>, start: Start): void {
    const { effect } = entry;
    switch (effect.effect) {
      case 'amend':
        return this.#amend({ ...entry, effect }, start);
      case 'end':
        return this.#end({ ...entry, effect });
      case 'affirm':
        return this.#affirm(entry, effect.parties ?? entry.telling.content.announcedBy);
      case 'dispute':
        return this.#dispute({ ...entry, effect });
      case 'settle':
        return this.#settle({ ...entry, effect });
      case 'condition':
        return this.#condition({ ...entry, effect });
      default:
        return effect satisfies never;
    }
  }

  #introduce(entry: Entry<Introduce>): void {
    const { effect, telling } = entry;
    const { lines } = this;
    if (lines.contract.openedBy === null) return this.#warn(entry, 'its contract is not on record');
    if (lines.start !== null) {
      if (effect.since === 'unknown') this.#affirm(entry, telling.content.announcedBy);
      return this.#warn(entry, `clause ${effect.clause} is on record already`);
    }
    const { from, to } = coverage(entry, this.#resolve);
    const first = firstSnapshot(entry);
    const unknown = effect.since === 'unknown';
    lines.start = {
      introducedBy: telling.id,
      first,
      unknown,
      edtf: effectiveDate(entry),
      day: from,
      assumed: isAssumed(effect),
    };
    lines.content.set(from, to, first);
    this.#changed(entry, from, to);
    this.#state(entry, from, to);
  }

  #amend(entry: Entry<Amend>, start: Start): void {
    const { effect } = entry;
    const { lines } = this;
    const { from, to } = coverage(entry, this.#resolve);
    const dated = effect.since === undefined || this.#dateStart(entry, start);
    const acts = lines.content.some(from, to, () => true);
    // An amendment that only dates the start is judged by that alone.
    const sinceOnly = effect.since !== undefined && !changesContent(effect);
    if (!dated) this.#warn(entry, 'its start cannot be dated so');
    else if (!sinceOnly && !acts) this.#warn(entry, 'the clause has no content on any of these days');
    if (sinceOnly ? !dated : !acts) return;
    lines.content.update(from, to, (old) => amended(old, entry));
    if (effect.end !== undefined) lines.ended.set(from, to, null);
    this.#changed(entry, from, to);
    this.#state(entry, from, to);
  }

  /** Dates an unknown start; false where there is nothing to date. */
  #dateStart(entry: Entry<Amend>, start: Start): boolean {
    const since = sinceDate(entry.effect);
    const { content } = this.lines;
    const firstDay = content.stretches[0];
    if (since === null || !start.unknown || firstDay === undefined) return false;
    if (spanOf(since).earliest >= firstDay.from) return false;
    this.lines.start = { ...start, unknown: false, edtf: since };
    content.set(this.#resolve(entry.telling, since), firstDay.from, firstDay.value);
    return true;
  }

  #end(entry: Entry<EndEffect>): void {
    const { effect, telling } = entry;
    const { from, to } = coverage(entry, this.#resolve);
    const mark = { reason: effect.reason, by: effect.by ?? null, announcement: telling.id };
    this.lines.ended.set(from, to, mark);
    this.#changed(entry, from, to);
  }

  #affirm(entry: Entry, parties: readonly string[]): void {
    const { from, to } = coverage(entry, this.#resolve);
    this.#affirmBy(entry, parties, from, to);
  }

  #dispute(entry: Entry<Dispute>): void {
    const { effect, telling } = entry;
    const { from, to } = coverage(entry, this.#resolve);
    const aspect = effect.aspect ?? null;
    const key = `${effect.party} ${aspect ?? ''}`;
    const known = this.lines.disputes.get(key) ?? { party: effect.party, aspect, line: new Line() };
    this.lines.disputes.set(key, known);
    known.line.set(from, to, {
      open: true,
      announcement: telling.id,
      statement: effect.statement,
      how: null,
    });
    this.#position(entry, effect.party, 'disputes', from, to);
  }

  #settle(entry: Entry<Settle>): void {
    const { effect, telling } = entry;
    const { from, to } = coverage(entry, this.#resolve);
    const meant = [...this.lines.disputes.values()].filter(
      ({ party, aspect, line }) =>
        party === effect.party &&
        (effect.aspect === undefined || aspect === effect.aspect) &&
        line.some(from, to, (mark) => mark.open),
    );
    if (meant.length === 0) return this.#warn(entry, 'no such dispute is open on any of these days');
    for (const { line } of meant) {
      line.update(from, to, (mark) =>
        mark.open ? { ...mark, open: false, announcement: telling.id, how: effect.how } : mark,
      );
    }
    this.#position(entry, effect.party, 'not mentioned', from, to);
  }

  #condition(entry: Entry<ConditionEffect>): void {
    const { effect, telling } = entry;
    const { from, to } = coverage(entry, this.#resolve);
    const has = ({ content }: Snapshot): boolean =>
      content.conditions.some(({ id }) => id === effect.condition);
    if (!this.lines.content.some(from, to, has)) {
      return this.#warn(entry, `the clause has no condition ${effect.condition} on any of these days`);
    }
    const line = lineOf(this.lines.conditions, effect.condition);
    line.set(from, to, { state: effect.state, announcement: telling.id });
  }

  #changed(entry: Entry<Introduce | Amend | EndEffect>, from: Day, to: Day): void {
    const { effect, telling } = entry;
    this.lines.changed.set(from, to, { announcement: telling.id, assumed: isAssumed(effect) });
  }

  /** Introducing or amending a clause states it, by those of the announcement's parties that are bound. */
  #state(entry: Entry, from: Day, to: Day): void {
    const bound = contractShown(this.lines.contract, from)?.parties ?? [];
    const by = entry.telling.content.announcedBy.filter((party) => bound.includes(party));
    this.#affirmBy(entry, by, from, to);
  }

  #affirmBy(entry: Entry, by: readonly string[], from: Day, to: Day): void {
    const { id, announcedOn } = entry.telling;
    for (const party of by) this.#position(entry, party, 'affirms', from, to);
    this.lines.stated.set(from, to, { announcement: id, on: announcedOn, by });
  }

  #position(entry: Entry, party: string, position: Position, from: Day, to: Day): void {
    lineOf(this.lines.positions, party).set(from, to, { position, announcement: entry.telling.id });
  }
}

/**
 * Folds a clause's effects and its contract's, which must be in the order. Never throws: an effect that finds
 * nothing to act on is handed to `warn`.
 */
export function foldClause(entries: readonly Entry[], resolve: Resolve, warn: Warn): ClauseLines {
  const fold = new ClauseFold(resolve, warn);
  for (const entry of entries) fold.apply(entry);
  return fold.lines;
}

/** Folds the effects on a contract as a whole, which must be in the order. */
export function foldContract(entries: readonly Entry[], resolve: Resolve, warn: Warn): ContractLines {
  const lines = noContract();
  for (const entry of entries) {
    const { effect } = entry;
    if (isContractEffect(effect)) applyToContract(lines, { ...entry, effect }, resolve, warn);
  }
  return lines;
}
