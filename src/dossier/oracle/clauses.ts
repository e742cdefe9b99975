/**
 * What the effects on a clause that is on record do (docs/semantics.md, "What each effect does", "Stating").
 * Part of the oracle.
 */
import { CONTENT_FIELDS, type Amend, type ConditionEffect, type Content } from '../effects.ts';
import type { Dispute, EndEffect, Introduce, Settle } from '../effects.ts';
import { NOT_STATED } from '../values.ts';
import { dayIn } from './days.ts';
import { blank, lineOf, someIn, write } from './ledger.ts';
import type { Act, Clause, Contract, Held, Lack } from './ledger.ts';

/** The content that an introduction gives a clause: all of it set by that announcement. */
export function introducedContent(effect: Introduce, announcement: string): Held {
  const content: Content = {
    heading: effect.heading,
    text: effect.text,
    kind: effect.kind,
    number: effect.number ?? null,
    level: effect.level ?? null,
    parent: effect.parent ?? null,
    obligor: effect.obligor ?? [],
    beneficiary: effect.beneficiary ?? [],
    grants: effect.grants ?? [],
    conditions: effect.conditions ?? [],
    variants: effect.variants ?? [],
    undefinedTerms: effect.undefinedTerms ?? [],
    survives: effect.survives ?? false,
    end: effect.end ?? NOT_STATED,
    terms: effect.terms ?? {},
  };
  const paths = [...CONTENT_FIELDS, ...Object.keys(content.terms).map((name) => `terms/${name}`)];
  return { content, provenance: Object.fromEntries(paths.map((path) => [path, announcement])) };
}

/** Introducing or amending states the clause: the announcement's parties of the contract affirm it. */
export function stateClause(act: Act, clause: Clause, contract: Contract): void {
  const parties = contract.content[Math.max(act.slots.from, contract.opens)]?.parties ?? [];
  affirmClause(
    act,
    clause,
    act.step.said.content.announcedBy.filter((party) => parties.includes(party)),
  );
}

/** Parties (by default the announcement's) affirm the clause; it was last stated then. */
export function affirmClause(act: Act, clause: Clause, named: readonly string[] | undefined): Lack {
  const by = named ?? act.step.said.content.announcedBy;
  for (const party of by) takePosition(act, clause, party, 'affirms');
  write(clause.stated, act.slots, { announcement: act.announcement, date: act.step.said.date, by });
  return null;
}

function takePosition(
  act: Act,
  clause: Clause,
  party: string,
  position: 'affirms' | 'disputes' | 'not mentioned',
): void {
  write(lineOf(clause.positions, party, act.calendar.slots), act.slots, position);
}

/** An amendment: first its `since`, then its fields and terms on the days with content. */
export function amendClause(act: Act, effect: Amend, clause: Clause, contract: Contract): Lack {
  const undated = effect.since === undefined ? null : dateStart(act, clause);
  const onlySince = effect.since !== undefined && !namesContent(effect);
  if (onlySince && undated !== null) return undated;
  if (!onlySince) {
    if (!someIn(clause.content, act.slots)) return `${clause.ref} has no content on these days`;
    amendContent(act, effect, clause);
  }
  write(clause.changed, act.slots, { announcement: act.announcement, assumed: act.step.assumed });
  stateClause(act, clause, contract);
  return undated;
}

function namesContent(effect: Amend): boolean {
  return (
    CONTENT_FIELDS.some((field) => effect[field] !== undefined) || Object.keys(effect.terms ?? {}).length > 0
  );
}

function dateStart(act: Act, clause: Clause): Lack {
  const date = act.step.since;
  if (date === null || clause.since !== 'unknown') return `the start of ${clause.ref} is not unknown`;
  const first = clause.content.findIndex((held) => held !== null);
  if (first === -1 || act.calendar.slotOf(date.span.earliest) >= first) {
    return `${date.text} is not before the first day of ${clause.ref}`;
  }
  const from = act.calendar.slotOf(dayIn(act.way, date));
  write(clause.content, { from, to: first }, clause.content[first] ?? null);
  clause.starts = Math.min(from, first);
  clause.since = date.text;
  return null;
}

function amendContent(act: Act, effect: Amend, clause: Clause): void {
  const results = new Map<Held, Held>();
  for (let slot = act.slots.from; slot < act.slots.to; slot += 1) {
    const held = clause.content[slot] ?? null;
    if (held === null) continue;
    const result = results.get(held) ?? amended(held, effect, act.announcement);
    results.set(held, result);
    clause.content[slot] = result;
  }
  if (effect.end !== undefined) write(clause.ended, act.slots, null);
}

function amended(held: Held, effect: Amend, announcement: string): Held {
  const named = CONTENT_FIELDS.filter((field) => effect[field] !== undefined);
  const terms = { ...held.content.terms };
  const provenance: Record<string, string> = { ...held.provenance };
  for (const field of named) provenance[field] = announcement;
  for (const [name, value] of Object.entries(effect.terms ?? {})) {
    if (value === null) {
      delete terms[name];
      delete provenance[`terms/${name}`];
    } else {
      terms[name] = value;
      provenance[`terms/${name}`] = announcement;
    }
  }
  const changes = Object.fromEntries(named.map((field) => [field, effect[field]]));
  return { content: { ...held.content, ...changes, terms }, provenance };
}

/** An end covers its days. */
export function endClause(act: Act, effect: EndEffect, clause: Clause): Lack {
  write(clause.ended, act.slots, { effect, announcement: act.announcement });
  write(clause.changed, act.slots, { announcement: act.announcement, assumed: act.step.assumed });
  return null;
}

/** A party's dispute, as a whole or in one aspect, is open on its days. */
export function disputeClause(act: Act, effect: Dispute, clause: Clause): Lack {
  const { party: by, aspect = null, statement } = effect;
  const key = JSON.stringify([by, aspect]);
  const dispute = clause.disputes.get(key) ?? { by, aspect, line: blank(act.calendar.slots) };
  clause.disputes.set(key, dispute);
  write(dispute.line, act.slots, { statement, announcement: act.announcement });
  takePosition(act, clause, by, 'disputes');
  return null;
}

/** Closes the party's dispute in the aspect; without one, all of that party's. */
export function settleClause(act: Act, effect: Settle, clause: Clause): Lack {
  const open = [...clause.disputes.values()].filter(
    ({ by, aspect, line }) =>
      by === effect.party &&
      (effect.aspect === undefined || aspect === effect.aspect) &&
      someIn(line, act.slots),
  );
  if (open.length === 0) return `${effect.party} has no such dispute of ${clause.ref} on these days`;
  for (const { line } of open) write(line, act.slots, null);
  takePosition(act, clause, effect.party, 'not mentioned');
  return null;
}

/** A condition has a state on its days. */
export function meetCondition(act: Act, effect: ConditionEffect, clause: Clause): Lack {
  const { condition, state } = effect;
  const has = ({ content }: Held) => content.conditions.some(({ id }) => id === condition);
  if (!someIn(clause.content, act.slots, has)) return `${clause.ref} has no condition ${condition} then`;
  const line = lineOf(clause.conditions, condition, act.calendar.slots);
  write(line, act.slots, { state, announcement: act.announcement });
  return null;
}
