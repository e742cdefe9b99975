/**
 * Random histories for the property tests: few clauses, parties and days, so that effects meet each other, with
 * imprecise dates, same-day order, temporary, retroactive and scheduled effects, corrections and retractions.
 */
import fc from 'fast-check';
import {
  AnnouncementSchema,
  type Announcement,
  type AnnouncementType,
  type DossierEvent,
  type RecordedEvent,
} from '../../src/dossier/announcement.ts';
import { correct, dossier, history, retract } from './history.ts';
import {
  anyBeginning,
  anyClause,
  anyDate,
  anyDenial,
  anyEffect,
  anyParty,
  CLAUSES,
  CONTRACTS,
  introductionOf,
  openingOf,
  type EffectInput,
} from './random-effects.ts';

export { anyDay, CLAUSES } from './random-effects.ts';

interface Saying {
  readonly id: string;
  readonly on: string;
  readonly by: readonly string[];
  readonly effects: readonly EffectInput[];
  readonly sequence?: number | undefined;
  readonly type?: AnnouncementType;
  readonly about?: readonly string[];
}

function said({
  id,
  on,
  by,
  effects,
  sequence,
  type = 'AgreementAnnounced',
  about = [],
}: Saying): Announcement {
  return AnnouncementSchema.parse({
    type,
    id,
    headline: id,
    announcedOn: on,
    announcedBy: by,
    ...(sequence === undefined ? {} : { sequence }),
    about,
    sources: [{ id: 'post', title: 'Post', publisher: 'Acme', url: 'https://example.org/', class: 'filed' }],
    effects,
  });
}

const anySequence = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) },
);
const anySpeakers = fc.uniqueArray(anyParty, { minLength: 1, maxLength: 2 });

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
  by: anySpeakers,
  effects: fc.array(anyEffect, { minLength: 0, maxLength: 6, size: 'max' }),
  sequence: anySequence,
  kind: fc.oneof(
    { weight: 10, arbitrary: fc.constant('announce' as const) },
    { weight: 2, arbitrary: fc.constant('correct' as const) },
    { weight: 1, arbitrary: fc.constant('retract' as const) },
  ),
  target: fc.nat(),
});

const SUBJECTS = [
  { id: 'grain', name: 'Grain' },
  { id: 'wheat', name: 'Wheat', partOf: ['grain'] },
  { id: 'rye', name: 'Rye', partOf: ['grain'] },
  { id: 'mixed', name: 'Mixed flour', partOf: ['wheat', 'rye'] },
  { id: 'crumb', name: 'Crumb', partOf: ['wheat', 'rye'] },
];

function eventsOf(on: string, effects: readonly EffectInput[], drafts: readonly Draft[]): RecordedEvent[] {
  const opened = dossier({ dossier: 'trial', subjects: SUBJECTS });
  const events: DossierEvent[] = [opened, said({ id: 'ann-0', on, by: ['acme', 'bolt'], effects })];
  drafts.forEach(({ target, kind, ...draft }, index) => {
    const ids = events.flatMap((event) => ('announcedOn' in event ? [event.id] : []));
    const id = ids[target % ids.length] ?? 'ann-0';
    // The first announcement opens the contracts: without it a history is all but empty, so it goes rarely.
    const first = id === 'ann-0' && target % 5 > 0;
    if (kind === 'announce' || (kind === 'retract' && first)) {
      events.push(said({ ...draft, id: `ann-${index + 1}` }));
    } else if (kind === 'retract') {
      events.push(retract(id));
    } else {
      const kept = first ? effects : [];
      const sequence = draft.sequence ?? 1;
      events.push(correct(said({ ...draft, id, sequence, effects: [...kept, ...draft.effects] })));
    }
  });
  return history(...events);
}

/** A random history of some announcements, corrections and retractions. */
export const anyHistory: fc.Arbitrary<RecordedEvent[]> = fc.noBias(
  fc
    .record({
      on: anyBeginning,
      contracts: fc.tuple(...CONTRACTS.map((contract) => openingOf(fc.constant(contract)))),
      clauses: fc.tuple(
        ...CLAUSES.map((clause) => fc.option(introductionOf(fc.constant(clause)), { freq: 4 })),
      ),
      drafts: fc.array(anyDraft, { maxLength: 10, size: 'max' }),
    })
    .map(({ on, contracts, clauses, drafts }) => {
      const introduced = clauses.filter((effect) => effect !== null);
      return eventsOf(on, [...contracts, ...introduced], drafts);
    }),
);

/** A report by the press. */
export const anyReport: fc.Arbitrary<Announcement> = fc
  .record({ on: anyDate, about: fc.uniqueArray(anyClause), sequence: fc.integer({ min: 1, max: 4 }) })
  .map((report) => said({ ...report, id: 'report', by: ['gazette'], effects: [], type: 'ReportPublished' }));

/** A refutation, which carries only what it may. */
export const anyRefutation: fc.Arbitrary<Announcement> = fc
  .record({
    on: anyDate,
    by: anySpeakers,
    effects: fc.array(anyDenial, { minLength: 1, maxLength: 4 }),
    sequence: fc.integer({ min: 1, max: 4 }),
  })
  .map((refutation) => said({ ...refutation, id: 'refutation', type: 'RefutationAnnounced' }));

/** A log with one more event at a place after its opening; the revisions of the later ones move up. */
export function withEvent(
  events: readonly RecordedEvent[],
  event: DossierEvent,
  place: number,
): RecordedEvent[] {
  const at = 1 + (place % events.length);
  return [...events.slice(0, at), { revision: at, event }, ...events.slice(at)].map((each, revision) => ({
    ...each,
    revision,
  }));
}
