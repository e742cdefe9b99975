/** Random effects on few clauses, parties and days, so that they meet each other. */
import fc from 'fast-check';
import type { z } from 'zod';
import { formatDay, type Day } from '../../src/dossier/dates.ts';
import {
  CONDITION_STATES,
  END_REASONS,
  EXCLUSIVITIES,
  SETTLEMENTS,
  type EffectSchema,
} from '../../src/dossier/effects.ts';
import { day } from './history.ts';

export type EffectInput = z.input<typeof EffectSchema>;

export const CLAUSES = ['supply/price', 'supply/volume', 'supply/notice', 'lease/rent'] as const;
export const CONTRACTS = ['supply', 'lease'] as const;
const PARTIES = ['acme', 'bolt', 'crane'] as const;
const FIRST = day('2026-01-01');
const LAST = day('2026-04-30');

/** The days on which random histories are read. */
export const anyDay: fc.Arbitrary<Day> = fc.noBias(fc.integer({ min: FIRST - 40, max: LAST + 40 }));
/** Every day that a date of a random history may stand for, with some around. */
export const ALL_DAYS = { from: day('2024-12-30'), to: day('2027-01-03') } as const;

const daysOf = (min: Day, max: Day): fc.Arbitrary<string> =>
  fc.noBias(fc.integer({ min, max }).map(formatDay));
/** Days on which much happens: several effects meet there, or one begins where another ends. */
const BUSY = [
  '2026-01-31',
  '2026-02-01',
  '2026-02-10',
  '2026-02-28',
  '2026-03-01',
  '2026-03-15',
  '2026-03-31',
];

/** A date of day, month or year precision. */
export const anyDate: fc.Arbitrary<string> = fc.oneof(
  { weight: 24, arbitrary: daysOf(FIRST, LAST) },
  { weight: 14, arbitrary: fc.constantFrom(...BUSY) },
  { weight: 5, arbitrary: fc.constantFrom('2026-01', '2026-02', '2026-03', '2026-04') },
  { weight: 1, arbitrary: fc.constantFrom('2025', '2026') },
);
/** The date on which a random history begins: most of what follows finds something on record. */
export const anyBeginning: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: daysOf(FIRST, FIRST + 20) },
  { weight: 1, arbitrary: fc.constant('2026-01') },
  { weight: 1, arbitrary: anyDate },
);

/** Most effects are about one clause, so that they meet. */
export const anyClause = fc.oneof(
  { weight: 3, arbitrary: fc.constant('supply/price' as const) },
  { weight: 2, arbitrary: fc.constantFrom(...CLAUSES) },
);
export const anyParty = fc.constantFrom(...PARTIES);

/** Present once in so many times. */
function once<T>(inTimes: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: inTimes - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

const timing = { effectiveOn: once(3, anyDate), until: once(4, anyDate) };

const anyEnd = fc.oneof(
  { weight: 2, arbitrary: anyDate.map((through) => ({ through })) },
  { weight: 1, arbitrary: fc.constant({ event: 'the mill burns down' }) },
  { weight: 1, arbitrary: fc.constant({ notStated: true as const }) },
);

const anyGrant = fc.record({
  action: fc.constantFrom('serve', 'serve', 'serve', 'sell'),
  target: fc.constantFrom('grain', 'wheat', 'rye', 'mixed'),
  assigner: anyParty,
  assignee: anyParty,
  exclusivity: fc.oneof(
    { weight: 4, arbitrary: fc.constant('exclusive' as const) },
    { weight: 2, arbitrary: fc.constant('non-exclusive' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...EXCLUSIVITIES) },
  ),
});

const anyCondition = fc
  .constantFrom('weather', 'bank')
  .map((id) => ({ id, text: `if ${id}`, disclosed: true }));
const anyTerm = fc.oneof(
  fc
    .integer({ min: 1, max: 3 })
    .map((amount) => ({ type: 'money' as const, amount: `${amount}.0`, currency: 'EUR' })),
  fc.constant({ type: 'undisclosed' as const }),
);

const fields = {
  text: fc.constantFrom('one', 'two', 'three'),
  grants: fc.array(anyGrant, { minLength: 1, maxLength: 2 }),
  conditions: fc.uniqueArray(anyCondition, { minLength: 1, maxLength: 2, selector: ({ id }) => id }),
};

/** Drops members that are undefined, as JSON does. */
function plain<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}

/** An introduction of a clause. */
export function introductionOf(
  clause: fc.Arbitrary<string>,
  since: fc.Arbitrary<'unknown' | undefined> = once(3, fc.constant('unknown' as const)),
): fc.Arbitrary<EffectInput> {
  return fc
    .record({
      clause,
      since,
      effectiveOn: once(4, anyDate),
      until: once(8, anyDate),
      text: fields.text,
      end: once(6, anyEnd),
      grants: fc.option(fields.grants, { nil: undefined, freq: 3 }),
      conditions: once(2, fields.conditions),
      survives: once(5, fc.boolean()),
      terms: once(2, fc.constant({ price: { type: 'money' as const, amount: '1', currency: 'EUR' } })),
    })
    .map((value) => ({
      effect: 'introduce',
      heading: 'Clause',
      ...plain(value.since === 'unknown' ? { ...value, effectiveOn: undefined } : value),
    }));
}

/** A few days on which an effect holds. */
const brief = fc.noBias(
  fc.record({ from: fc.integer({ min: FIRST, max: LAST }), days: fc.integer({ min: 1, max: 20 }) }),
);
const briefly = brief.map(({ from, days }) => ({
  effectiveOn: formatDay(from),
  until: formatDay(from + days),
}));
const lasting = fc.record({ effectiveOn: once(3, anyDate), until: once(6, anyDate) });

const amendments = fc
  .record({
    clause: anyClause,
    since: once(8, anyDate),
    times: fc.oneof({ weight: 1, arbitrary: lasting }, { weight: 1, arbitrary: briefly }),
    text: once(2, fields.text),
    end: once(8, anyEnd),
    grants: once(3, fields.grants),
    conditions: once(5, fields.conditions),
    survives: once(5, fc.boolean()),
    terms: once(2, fc.dictionary(fc.constantFrom('price', 'cap'), fc.option(anyTerm), { minKeys: 1 })),
  })
  .map(({ times, ...value }): EffectInput => ({ effect: 'amend', ...plain({ ...value, ...times }) }));

const ends = fc
  .record({
    clause: anyClause,
    reason: fc.constantFrom(...END_REASONS),
    by: once(2, anyClause),
    ...timing,
    until: once(3, anyDate),
  })
  .map((value): EffectInput => ({ effect: 'end', ...plain(value) }));

const conditions = fc
  .record({
    clause: anyClause,
    condition: fc.constantFrom('weather', 'bank'),
    state: fc.constantFrom(...CONDITION_STATES, 'failed' as const, 'failed' as const),
    ...timing,
  })
  .map((value): EffectInput => ({ effect: 'condition', ...plain(value) }));

/** A lease of one clause leaves nothing to move. */
const movable = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('supply/price', 'supply/volume', 'supply/notice') },
  { weight: 1, arbitrary: fc.constant('lease/rent') },
);
const moves = fc
  .record({
    clause: movable,
    place: fc.oneof(
      fc.constant({ first: true as const }),
      fc.constant({ last: true as const }),
      movable.map((before) => ({ before })),
      movable.map((after) => ({ after })),
    ),
    effectiveOn: once(3, anyDate),
    until: once(8, anyDate),
  })
  .map(({ place, ...value }): EffectInput => ({ effect: 'move', ...plain(value), ...place }));

const aspects = fc.constantFrom('price', 'scope');

const affirmations = fc
  .record({ clause: anyClause, parties: once(2, fc.uniqueArray(anyParty, { minLength: 1 })), ...timing })
  .map((value): EffectInput => ({ effect: 'affirm', ...plain(value) }));

/** Most disputes are one party's, so that settlements find them. */
const anyDisputer = fc.oneof(
  { weight: 2, arbitrary: fc.constant('crane' as const) },
  { weight: 1, arbitrary: anyParty },
);

const disputes = fc
  .record({ clause: anyClause, party: anyDisputer, aspect: once(2, aspects), ...timing })
  .map((value): EffectInput => ({ effect: 'dispute', statement: 'not so', ...plain(value) }));

const settlements = fc
  .record({
    clause: anyClause,
    party: anyDisputer,
    aspect: once(4, aspects),
    how: fc.constantFrom(...SETTLEMENTS),
    ...timing,
  })
  .map((value): EffectInput => ({ effect: 'settle', ...plain(value) }));

/** The opening of a contract. */
export function openingOf(contract: fc.Arbitrary<string>): fc.Arbitrary<EffectInput> {
  return fc.record({ contract, effectiveOn: once(6, anyDate), term: once(3, anyEnd) }).map((value) => ({
    effect: 'open-contract',
    title: 'Contract',
    parties: ['acme', 'bolt'],
    ...plain(value),
  }));
}

const ofContracts = fc.oneof(
  fc
    .record({
      contract: fc.constantFrom(...CONTRACTS),
      title: once(3, fc.constantFrom('Old title', 'New title')),
      parties: once(4, fc.uniqueArray(anyParty, { minLength: 1 })),
      term: once(2, anyEnd),
      ...timing,
    })
    .map((value): EffectInput => ({ effect: 'amend-contract', ...plain(value) })),
  fc
    .record({
      contract: fc.constantFrom(...CONTRACTS),
      effectiveOn: timing.effectiveOn,
      until: once(2, anyDate),
    })
    .map((value): EffectInput => ({ effect: 'close-contract', ...plain(value) })),
);

/** Any effect. */
export const anyEffect: fc.Arbitrary<EffectInput> = fc.oneof(
  { weight: 2, arbitrary: introductionOf(anyClause) },
  { weight: 11, arbitrary: amendments },
  { weight: 7, arbitrary: ends },
  { weight: 3, arbitrary: affirmations },
  { weight: 3, arbitrary: disputes },
  { weight: 3, arbitrary: settlements },
  { weight: 6, arbitrary: conditions },
  { weight: 6, arbitrary: moves },
  { weight: 2, arbitrary: ofContracts },
  { weight: 1, arbitrary: openingOf(fc.constantFrom(...CONTRACTS)) },
);

/** What a refutation may carry. */
export const anyDenial: fc.Arbitrary<EffectInput> = fc.oneof(
  { weight: 2, arbitrary: disputes },
  { weight: 2, arbitrary: affirmations },
  { weight: 1, arbitrary: introductionOf(anyClause, fc.constant('unknown' as const)) },
);
