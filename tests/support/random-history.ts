/**
 * Random histories for the property tests: few clauses, parties and days, so that effects meet each other, with
 * imprecise dates, same-day order, temporary, retroactive and scheduled effects, corrections and retractions.
 */
import fc from 'fast-check';
import { z } from 'zod';
import {
  AnnouncementSchema,
  type Announcement,
  type DossierEvent,
  type RecordedEvent,
} from '../../src/dossier/announcement.ts';
import { formatDay, type Day } from '../../src/dossier/dates.ts';
import { CONDITION_STATES, EffectSchema, END_REASONS, EXCLUSIVITIES } from '../../src/dossier/effects.ts';
import { correct, day, dossier, history, retract } from './history.ts';

type EffectInput = z.input<typeof EffectSchema>;

export const CLAUSES = ['supply/price', 'supply/volume', 'lease/rent'] as const;
const CONTRACTS = ['supply', 'lease'] as const;
const PARTIES = ['acme', 'bolt', 'crane'] as const;
const FIRST = day('2026-01-01');
const LAST = day('2026-04-30');

/** The days on which random histories are read. */
export const anyDay: fc.Arbitrary<Day> = fc.integer({ min: FIRST - 40, max: LAST + 40 });

const anyDate: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: FIRST, max: LAST }).map(formatDay) },
  { weight: 2, arbitrary: fc.constantFrom('2026-01', '2026-02', '2026-03', '2026-04') },
  { weight: 1, arbitrary: fc.constantFrom('2025', '2026') },
);

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });
const rarely = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const timing = { effectiveOn: maybe(anyDate), until: rarely(anyDate) };

const anyEnd = fc.oneof(
  anyDate.map((through) => ({ through })),
  fc.constant({ event: 'the mill burns down' }),
  fc.constant({ notStated: true as const }),
);

const anyGrant = fc.record({
  action: fc.constantFrom('serve', 'sell'),
  target: fc.constantFrom('grain', 'wheat', 'rye', 'mixed'),
  assigner: fc.constantFrom(...PARTIES),
  assignee: fc.constantFrom(...PARTIES),
  exclusivity: fc.oneof(
    { weight: 3, arbitrary: fc.constant('exclusive' as const) },
    { weight: 4, arbitrary: fc.constantFrom(...EXCLUSIVITIES) },
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
  end: anyEnd,
  grants: fc.array(anyGrant, { maxLength: 2 }),
  conditions: fc.uniqueArray(anyCondition, { maxLength: 2, selector: ({ id }) => id }),
  survives: fc.boolean(),
};

const anyClause = fc.constantFrom(...CLAUSES);
const anyParty = fc.constantFrom(...PARTIES);

/** Drops members that are undefined, as JSON does. */
function plain<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}

const introductions = fc
  .record({
    clause: anyClause,
    since: rarely(fc.constant('unknown' as const)),
    ...timing,
    text: fields.text,
    end: maybe(fields.end),
    grants: maybe(fields.grants),
    conditions: rarely(fields.conditions),
    survives: rarely(fields.survives),
    terms: maybe(fc.constant({ price: { type: 'money' as const, amount: '1', currency: 'EUR' } })),
  })
  .map((value): EffectInput => ({
    effect: 'introduce',
    heading: 'Clause',
    ...plain(value.since === 'unknown' ? { ...value, effectiveOn: undefined } : value),
  }));

const amendments = fc
  .record({
    clause: anyClause,
    since: rarely(anyDate),
    ...timing,
    text: maybe(fields.text),
    end: rarely(fields.end),
    grants: rarely(fields.grants),
    conditions: rarely(fields.conditions),
    survives: rarely(fields.survives),
    terms: maybe(fc.dictionary(fc.constantFrom('price', 'cap'), fc.option(anyTerm), { minKeys: 1 })),
  })
  .map((value): EffectInput => ({ effect: 'amend', ...plain(value) }));

const others: fc.Arbitrary<EffectInput> = fc.oneof(
  fc
    .record({ clause: anyClause, reason: fc.constantFrom(...END_REASONS), by: maybe(anyClause), ...timing })
    .map((value): EffectInput => ({ effect: 'end', ...plain(value) })),
  fc
    .record({ clause: anyClause, parties: maybe(fc.uniqueArray(anyParty, { minLength: 1 })), ...timing })
    .map((value): EffectInput => ({ effect: 'affirm', ...plain(value) })),
  fc
    .record({
      clause: anyClause,
      party: anyParty,
      aspect: maybe(fc.constantFrom('price', 'scope')),
      ...timing,
    })
    .map((value): EffectInput => ({ effect: 'dispute', statement: 'not so', ...plain(value) })),
  fc
    .record({
      clause: anyClause,
      party: anyParty,
      aspect: rarely(fc.constantFrom('price', 'scope')),
      ...timing,
    })
    .map((value): EffectInput => ({ effect: 'settle', how: 'agreed', ...plain(value) })),
  fc
    .record({
      clause: anyClause,
      condition: fc.constantFrom('weather', 'bank'),
      state: fc.constantFrom(...CONDITION_STATES),
      ...timing,
    })
    .map((value): EffectInput => ({ effect: 'condition', ...plain(value) })),
  fc
    .record({
      clause: anyClause,
      place: fc.oneof(
        fc.constant({ first: true as const }),
        fc.constant({ last: true as const }),
        anyClause.map((before) => ({ before })),
        anyClause.map((after) => ({ after })),
      ),
      ...timing,
    })
    .map(({ place, ...value }): EffectInput => ({ effect: 'move', ...plain(value), ...place })),
  fc
    .record({
      contract: fc.constantFrom(...CONTRACTS),
      title: maybe(fc.constantFrom('Old title', 'New title')),
      parties: rarely(fc.uniqueArray(anyParty, { minLength: 1 })),
      term: maybe(anyEnd),
      ...timing,
    })
    .map((value): EffectInput => ({ effect: 'amend-contract', ...plain(value) })),
  fc
    .record({ contract: fc.constantFrom(...CONTRACTS), ...timing })
    .map((value): EffectInput => ({ effect: 'close-contract', ...plain(value) })),
);

const openings = fc
  .record({ contract: fc.constantFrom(...CONTRACTS), effectiveOn: rarely(anyDate), term: rarely(anyEnd) })
  .map((value): EffectInput => ({
    effect: 'open-contract',
    title: 'Contract',
    parties: ['acme', 'bolt'],
    ...plain(value),
  }));

const anyEffect: fc.Arbitrary<EffectInput> = fc.oneof(
  { weight: 3, arbitrary: introductions },
  { weight: 4, arbitrary: amendments },
  { weight: 8, arbitrary: others },
  { weight: 1, arbitrary: openings },
);

function said(
  id: string,
  on: string,
  by: readonly string[],
  effects: readonly EffectInput[],
  sequence?: number,
): Announcement {
  return AnnouncementSchema.parse({
    type: 'AgreementAnnounced',
    id,
    headline: id,
    announcedOn: on,
    announcedBy: by,
    ...(sequence === undefined ? {} : { sequence }),
    sources: [{ id: 'post', title: 'Post', publisher: 'Acme', url: 'https://example.org/', class: 'filed' }],
    effects,
  });
}

interface Draft {
  readonly on: string;
  readonly by: readonly string[];
  readonly effects: readonly EffectInput[];
  readonly sequence: number | undefined;
  readonly kind: 'announce' | 'correct' | 'retract';
  readonly target: number;
}

const anyDraft: fc.Arbitrary<Draft> = fc.record({
  on: anyDate,
  by: fc.uniqueArray(anyParty, { minLength: 1, maxLength: 2 }),
  effects: fc.array(anyEffect, { minLength: 0, maxLength: 4 }),
  sequence: rarely(fc.integer({ min: 1, max: 3 })),
  kind: fc.oneof(
    { weight: 10, arbitrary: fc.constant('announce' as const) },
    { weight: 2, arbitrary: fc.constant('correct' as const) },
    { weight: 1, arbitrary: fc.constant('retract' as const) },
  ),
  target: fc.nat(),
});

function eventsOf(
  start: { readonly on: string; readonly effects: readonly EffectInput[] },
  drafts: readonly Draft[],
): RecordedEvent[] {
  const opened = dossier({
    dossier: 'trial',
    subjects: [
      { id: 'grain', name: 'Grain' },
      { id: 'wheat', name: 'Wheat', partOf: ['grain'] },
      { id: 'rye', name: 'Rye', partOf: ['grain'] },
      { id: 'mixed', name: 'Mixed flour', partOf: ['wheat', 'rye'] },
      { id: 'crumb', name: 'Crumb', partOf: ['wheat', 'rye'] },
    ],
  });
  const openBoth = CONTRACTS.map((contract): EffectInput => ({
    effect: 'open-contract',
    contract,
    title: 'Contract',
    parties: ['acme', 'bolt'],
  }));
  const events: DossierEvent[] = [
    opened,
    said('ann-0', start.on, ['acme', 'bolt'], [...openBoth, ...start.effects]),
  ];
  drafts.forEach(({ on, by, effects, sequence, kind, target }, index) => {
    const ids = events.flatMap((event) => ('announcedOn' in event ? [event.id] : []));
    const id = ids[target % ids.length] ?? 'ann-0';
    if (kind === 'announce') events.push(said(`ann-${index + 1}`, on, by, effects, sequence));
    else if (kind === 'retract') events.push(retract(id));
    else events.push(correct(said(id, on, by, effects, sequence ?? 1)));
  });
  return history(...events);
}

/** A random history of some announcements, corrections and retractions. */
export const anyHistory: fc.Arbitrary<RecordedEvent[]> = fc
  .record({
    start: fc.record({
      on: anyDate,
      effects: fc.array(introductions, { minLength: 1, maxLength: 4 }),
    }),
    drafts: fc.array(anyDraft, { maxLength: 9 }),
  })
  .map(({ start, drafts }) => eventsOf(start, drafts));
