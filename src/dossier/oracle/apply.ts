/**
 * Step 4 of the fold: every effect, in the order listed, writes over its days (docs/semantics.md, "What each
 * effect does"). Part of the oracle.
 */
import { FOREVER } from '../dates.ts';
import type { AmendContract, CloseContract, Effect, Introduce, Move, OpenContract } from '../effects.ts';
import { NOT_STATED } from '../values.ts';
import { contractOf } from '../vocabulary.ts';
import {
  affirmClause,
  amendClause,
  endClause,
  settleClause,
  disputeClause,
  meetCondition,
} from './clauses.ts';
import { introducedContent, stateClause } from './clauses.ts';
import { dayIn, type Calendar, type Step, type Way } from './days.ts';
import {
  blank,
  someIn,
  write,
  type Act,
  type Clause,
  type Contract,
  type Fold,
  type Lack,
} from './ledger.ts';

/** Applies all effects with the dates of one way. */
export function foldAll(steps: readonly Step[], calendar: Calendar, way: Way): Fold {
  const fold: Fold = { contracts: new Map(), clauses: new Map(), warnings: [] };
  for (const step of steps) {
    const slots = {
      from: calendar.slotOf(dayIn(way, step.start)),
      to: calendar.slotOf(step.until === null ? FOREVER : dayIn(way, step.until)),
    };
    const announcement = step.said.id;
    const lack = apply({ fold, calendar, way, step, announcement, slots }, step.effect);
    if (lack !== null) {
      fold.warnings.push({ announcement, pointer: `/effects/${String(step.index)}`, detail: lack });
    }
  }
  return fold;
}

function apply(act: Act, effect: Effect): Lack {
  switch (effect.effect) {
    case 'open-contract':
      return openContract(act, effect);
    case 'amend-contract':
      return amendContract(act, effect);
    case 'close-contract':
      return closeContract(act, effect);
    case 'introduce':
      return introduce(act, effect);
    case 'amend':
      return onRecord(act, effect.clause, (clause, contract) => amendClause(act, effect, clause, contract));
    case 'end':
      return onRecord(act, effect.clause, (clause) => endClause(act, effect, clause));
    case 'affirm':
      return onRecord(act, effect.clause, (clause) => affirmClause(act, clause, effect.parties));
    case 'dispute':
      return onRecord(act, effect.clause, (clause) => disputeClause(act, effect, clause));
    case 'settle':
      return onRecord(act, effect.clause, (clause) => settleClause(act, effect, clause));
    case 'condition':
      return onRecord(act, effect.clause, (clause) => meetCondition(act, effect, clause));
    case 'move':
      return onRecord(act, effect.clause, (_, contract) => move(act, effect, contract));
    default:
      return effect satisfies never;
  }
}

function onRecord(act: Act, ref: string, then: (clause: Clause, contract: Contract) => Lack): Lack {
  const clause = act.fold.clauses.get(ref);
  const contract = act.fold.contracts.get(contractOf(ref));
  return clause === undefined || contract === undefined ? `${ref} is not on record` : then(clause, contract);
}

function openContract(act: Act, effect: OpenContract): Lack {
  if (act.fold.contracts.has(effect.contract)) return `${effect.contract} is on record already`;
  const { slots } = act.calendar;
  const contract: Contract = {
    id: effect.contract,
    openedBy: act.announcement,
    opens: act.slots.from,
    content: blank(slots),
    closed: blank(slots),
    changed: blank(slots),
    introduced: [],
    order: Array.from({ length: slots }, () => []),
  };
  const { title, parties, term = NOT_STATED } = effect;
  write(contract.content, act.slots, { title, parties, term });
  write(contract.changed, act.slots, act.announcement);
  act.fold.contracts.set(effect.contract, contract);
  return null;
}

function amendContract(act: Act, effect: AmendContract): Lack {
  const contract = act.fold.contracts.get(effect.contract);
  if (contract === undefined) return `${effect.contract} is not on record`;
  if (!someIn(contract.content, act.slots)) return `${effect.contract} has no content on these days`;
  for (let slot = act.slots.from; slot < act.slots.to; slot += 1) {
    const held = contract.content[slot] ?? null;
    if (held === null) continue;
    const { title = held.title, parties = held.parties, term = held.term } = effect;
    contract.content[slot] = { title, parties, term };
  }
  write(contract.changed, act.slots, act.announcement);
  return null;
}

function closeContract(act: Act, effect: CloseContract): Lack {
  const contract = act.fold.contracts.get(effect.contract);
  if (contract === undefined) return `${effect.contract} is not on record`;
  write(contract.closed, act.slots, act.announcement);
  write(contract.changed, act.slots, act.announcement);
  return null;
}

function introduce(act: Act, effect: Introduce): Lack {
  const ref = effect.clause;
  const contract = act.fold.contracts.get(contractOf(ref));
  if (contract === undefined) return `${contractOf(ref)} is not on record`;
  const present = act.fold.clauses.get(ref);
  if (present !== undefined) {
    if (effect.since === 'unknown') affirmClause(act, present, undefined);
    return `${ref} is on record already`;
  }
  const { slots } = act.calendar;
  const clause: Clause = {
    ref,
    contract: contract.id,
    introducedBy: act.announcement,
    introducedAssumed: act.step.assumed,
    introduced: introducedContent(effect, act.announcement),
    starts: act.slots.from,
    since: effect.since ?? act.step.start.text,
    content: blank(slots),
    ended: blank(slots),
    stated: blank(slots),
    changed: blank(slots),
    conditions: new Map(),
    positions: new Map(),
    disputes: new Map(),
  };
  act.fold.clauses.set(ref, clause);
  contract.introduced.push(ref);
  contract.order.forEach((refs, slot) => (contract.order[slot] = [...refs, ref]));
  write(clause.content, act.slots, clause.introduced);
  write(clause.changed, act.slots, { announcement: act.announcement, assumed: act.step.assumed });
  stateClause(act, clause, contract);
  return null;
}

function move(act: Act, effect: Move, contract: Contract): Lack {
  const ref = effect.clause;
  const other = effect.before ?? effect.after;
  if (other !== undefined) {
    if (!act.fold.clauses.has(other)) return `${other} is not on record`;
    if (contractOf(other) !== contract.id) return `${other} is of another contract`;
    if (other === ref) return `${ref} can't be moved beside itself`;
  }
  for (let slot = act.slots.from; slot < act.slots.to; slot += 1) {
    const rest = (contract.order[slot] ?? []).filter((each) => each !== ref);
    contract.order[slot] = rest.toSpliced(placeIn(rest, effect), 0, ref);
  }
  return null;
}

function placeIn(rest: readonly string[], { before, after, first }: Move): number {
  if (before !== undefined) return rest.indexOf(before);
  if (after !== undefined) return rest.indexOf(after) + 1;
  return first === true ? 0 : rest.length;
}
