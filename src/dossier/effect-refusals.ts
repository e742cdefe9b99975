/**
 * What is wrong with one effect: ids that nobody knows, dates that cannot be, fields that contradict each other.
 */
import type { Announcement } from './announcement.ts';
import { spanOf } from './dates.ts';
import {
  isContractEffect,
  type Amend,
  type AmendContract,
  type Effect,
  type EndEffect,
  type Grant,
  type Introduce,
  type Move,
} from './effects.ts';
import { changesContent } from './snapshot.ts';
import { repeatedIds, sourceFaults, unknownIds, type Fault, type Known } from './faults.ts';
import type { Value } from './values.ts';
import { contractOf, edtfOf } from './vocabulary.ts';

function clauseFault(ref: string, known: Known, pointer: string): Fault[] {
  return unknownIds([ref], known.clauses, 'clause', () => pointer);
}

function partyFaults(ids: readonly string[] | undefined, known: Known, pointer: string): Fault[] {
  return unknownIds(ids ?? [], known.registry.parties, 'party', (index) => `${pointer}/${index}`);
}

function grantFaults(grant: Grant, known: Known, pointer: string): Fault[] {
  const { parties, subjects, undefinedTerms } = known.registry;
  const hangs = grant.hangsOn ?? [];
  return [
    ...unknownIds([grant.target], subjects, 'subject', () => `${pointer}/target`),
    ...unknownIds([grant.assigner], parties, 'party', () => `${pointer}/assigner`),
    ...unknownIds([grant.assignee], parties, 'party', () => `${pointer}/assignee`),
    ...hangs.flatMap((id, index) =>
      id.includes('/')
        ? clauseFault(id, known, `${pointer}/hangsOn/${index}`)
        : unknownIds([id], undefinedTerms, 'undefined term', () => `${pointer}/hangsOn/${index}`),
    ),
  ];
}

function valueFaults(value: Value | null, known: Known, pointer: string): Fault[] {
  if (value?.type === 'party')
    return unknownIds([value.value], known.registry.parties, 'party', () => `${pointer}/value`);
  if (value?.type === 'subject') {
    return unknownIds([value.value], known.registry.subjects, 'subject', () => `${pointer}/value`);
  }
  return [];
}

function contentFaults(effect: Introduce | Amend, known: Known, pointer: string): Fault[] {
  const { grants = [], conditions = [], undefinedTerms = [], parent } = effect;
  const parentFaults =
    parent === undefined || parent === null
      ? []
      : [
          ...clauseFault(parent, known, `${pointer}/parent`),
          ...(parent === effect.clause || contractOf(parent) !== contractOf(effect.clause)
            ? [{ pointer: `${pointer}/parent`, detail: 'is not another clause of the same contract' }]
            : []),
        ];
  return [
    ...partyFaults(effect.obligor, known, `${pointer}/obligor`),
    ...partyFaults(effect.beneficiary, known, `${pointer}/beneficiary`),
    ...grants.flatMap((grant, index) => grantFaults(grant, known, `${pointer}/grants/${index}`)),
    ...repeatedIds(conditions, `${pointer}/conditions`),
    ...conditions.flatMap(({ decidedBy }, index) =>
      decidedBy === null
        ? []
        : unknownIds(
            [decidedBy],
            known.registry.parties,
            'party',
            () => `${pointer}/conditions/${index}/decidedBy`,
          ),
    ),
    ...unknownIds(
      undefinedTerms,
      known.registry.undefinedTerms,
      'undefined term',
      (index) => `${pointer}/undefinedTerms/${index}`,
    ),
    ...Object.entries(effect.terms ?? {}).flatMap(([name, value]) =>
      valueFaults(value, known, `${pointer}/terms/${name}`),
    ),
    ...parentFaults,
  ];
}

function introduceFaults(effect: Introduce, known: Known, pointer: string): Fault[] {
  const dated =
    effect.since === 'unknown' && effect.effectiveOn !== undefined
      ? [{ pointer: `${pointer}/effectiveOn`, detail: 'a start that is unknown has no day' }]
      : [];
  const contract = unknownIds(
    [contractOf(effect.clause)],
    known.contracts,
    'contract',
    () => `${pointer}/clause`,
  );
  return [...dated, ...contract, ...contentFaults(effect, known, pointer)];
}

const CHANGES_NOTHING = 'an amendment names at least one thing that changes';

function amendFaults(effect: Amend, known: Known, pointer: string): Fault[] {
  const changesNothing = !changesContent(effect) && effect.since === undefined;
  return [
    ...(changesNothing ? [{ pointer, detail: CHANGES_NOTHING }] : []),
    ...contentFaults(effect, known, pointer),
  ];
}

function amendContractFaults(effect: AmendContract, known: Known, pointer: string): Fault[] {
  const { title, parties, term } = effect;
  const changesNothing = title === undefined && parties === undefined && term === undefined;
  return [
    ...(changesNothing ? [{ pointer, detail: CHANGES_NOTHING }] : []),
    ...partyFaults(parties, known, `${pointer}/parties`),
  ];
}

const NEEDS_BY: ReadonlySet<EndEffect['reason']> = new Set(['replaced', 'absorbed', 'implied']);

function endFaults(effect: EndEffect, known: Known, pointer: string): Fault[] {
  const needs = NEEDS_BY.has(effect.reason);
  if (effect.by === undefined) {
    return needs ? [{ pointer, detail: `"${effect.reason}" names the clause by which: by` }] : [];
  }
  if (!needs) return [{ pointer: `${pointer}/by`, detail: `"${effect.reason}" happens by no other clause` }];
  if (effect.by === effect.clause) return [{ pointer: `${pointer}/by`, detail: 'is the clause itself' }];
  return clauseFault(effect.by, known, `${pointer}/by`);
}

function moveFaults(effect: Move, known: Known, pointer: string): Fault[] {
  const places = [effect.before, effect.after, effect.first, effect.last].filter(
    (place) => place !== undefined,
  );
  const other = effect.before ?? effect.after;
  return [
    ...(places.length === 1
      ? []
      : [{ pointer, detail: 'a move names exactly one of before, after, first and last' }]),
    ...(other === undefined
      ? []
      : clauseFault(other, known, `${pointer}/${effect.before === undefined ? 'after' : 'before'}`)),
  ];
}

function ownFaults(effect: Effect, known: Known, pointer: string): Fault[] {
  switch (effect.effect) {
    case 'introduce':
      return introduceFaults(effect, known, pointer);
    case 'amend':
      return amendFaults(effect, known, pointer);
    case 'end':
      return endFaults(effect, known, pointer);
    case 'move':
      return moveFaults(effect, known, pointer);
    case 'affirm':
      return partyFaults(effect.parties, known, `${pointer}/parties`);
    case 'dispute':
    case 'settle':
      return unknownIds([effect.party], known.registry.parties, 'party', () => `${pointer}/party`);
    case 'open-contract':
      return partyFaults(effect.parties, known, `${pointer}/parties`);
    case 'amend-contract':
      return amendContractFaults(effect, known, pointer);
    case 'condition':
    case 'close-contract':
      return [];
    default:
      return effect satisfies never;
  }
}

function untilFaults(effect: Effect, announcement: Announcement, pointer: string): Fault[] {
  if (!('until' in effect) || effect.until === undefined) return [];
  const until = spanOf(edtfOf(effect.until));
  const from = spanOf(edtfOf(effect.effectiveOn ?? announcement.announcedOn));
  const comesAfter = until.earliest >= from.latest && until.latest > from.latest;
  return comesAfter ? [] : [{ pointer: `${pointer}/until`, detail: 'does not come after the effect begins' }];
}

/** Everything that is wrong with one effect. */
export function effectFaults(
  effect: Effect,
  announcement: Announcement,
  known: Known,
  pointer: string,
): Fault[] {
  const target = isContractEffect(effect)
    ? unknownIds([effect.contract], known.contracts, 'contract', () => `${pointer}/contract`)
    : clauseFault(effect.clause, known, `${pointer}/clause`);
  return [
    ...target,
    ...untilFaults(effect, announcement, pointer),
    ...ownFaults(effect, known, pointer),
    ...sourceFaults(effect, known.sources, pointer),
  ];
}
