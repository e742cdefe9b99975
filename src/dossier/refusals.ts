/**
 * What is wrong with an announcement beyond its shape, each with a JSON Pointer to the place (docs/semantics.md).
 */
import type { Announcement, UndefinedTerm } from './announcement.ts';
import { isPrecise, spanOf } from './dates.ts';
import type { Effect } from './effects.ts';
import { effectFaults } from './effect-refusals.ts';
import { forbidden } from './permitted.ts';
import { repeatedIds, sourceFaults, unknownIds, type Fault, type Known } from './faults.ts';
import type { Registry } from './registry.ts';
import { findCycle } from './subjects.ts';
import { sameSubstance } from './values.ts';
import { edtfOf } from './vocabulary.ts';

/** What an event brings into the registry. */
interface Lists {
  readonly parties: readonly { readonly id: string }[];
  readonly subjects: readonly { readonly id: string; readonly partOf: readonly string[] }[];
  readonly definedTerms: readonly { readonly id: string }[];
  readonly undefinedTerms: readonly Pick<UndefinedTerm, 'id' | 'readings'>[];
}
const LISTS = ['parties', 'subjects', 'definedTerms', 'undefinedTerms'] as const;

function readingFaults({ undefinedTerms }: Lists, parties: Registry['parties'], pointer: string): Fault[] {
  return undefinedTerms.flatMap(({ readings }, index) =>
    readings.flatMap((reading, at) => {
      const by = typeof reading === 'string' ? [] : (reading.by ?? []);
      const place = `${pointer}/undefinedTerms/${index}/readings/${at}/by`;
      return unknownIds(by, parties, 'party', (id) => `${place}/${id}`);
    }),
  );
}

/**
 * Faults in parties, subjects and terms brought along: doubles, unknown wholes, a cycle of parts, readings by
 * nobody known, and sources that are none.
 * @param after the registry with them
 * @param sources the ids of the sources that they may name
 */
export function registryFaults(
  brought: Lists,
  after: Registry,
  sources: { has(id: string): boolean },
  pointer: string,
): Fault[] {
  const doubles = LISTS.flatMap((list) => repeatedIds(brought[list], `${pointer}/${list}`));
  const wholes = brought.subjects.flatMap(({ partOf }, index) =>
    unknownIds(partOf, after.subjects, 'subject', (at) => `${pointer}/subjects/${index}/partOf/${at}`),
  );
  const cycle = findCycle(after.subjects);
  const circular =
    cycle === null
      ? []
      : [{ pointer: `${pointer}/subjects`, detail: `parts in a circle: ${cycle.join(' → ')}` }];
  return [
    ...doubles,
    ...wholes,
    ...circular,
    ...readingFaults(brought, after.parties, pointer),
    ...sourceFaults(brought, sources, pointer),
  ];
}

/** An announcement adds; it never changes what an id already stands for. */
function redefinitions(adds: Lists, before: Registry): Fault[] {
  return LISTS.flatMap((list) =>
    adds[list].flatMap((item, index) => {
      const old = before[list].get(item.id);
      return old === undefined || sameSubstance(old, item)
        ? []
        : [
            {
              pointer: `/adds/${list}/${index}/id`,
              detail: `"${item.id}" already stands for something else`,
            },
          ];
    }),
  );
}

function dateFaults(announcement: Announcement, today: number): Fault[] {
  const pointer = typeof announcement.announcedOn === 'string' ? '/announcedOn' : '/announcedOn/date';
  const span = spanOf(edtfOf(announcement.announcedOn));
  if (span.earliest <= today) return [];
  return [{ pointer, detail: isPrecise(span) ? 'lies in the future' : 'begins in the future' }];
}

function reportFaults(announcement: Announcement, registry: Registry): Fault[] {
  const { type, about, announcedBy } = announcement;
  if (type !== 'ReportPublished') {
    return about.length === 0 ? [] : [{ pointer: '/about', detail: 'only a report is about clauses' }];
  }
  const press = announcedBy.some((id) => registry.parties.get(id)?.kind === 'press');
  return press
    ? []
    : [{ pointer: '/announcedBy', detail: 'a report needs its publisher: a party of kind "press"' }];
}

function permissionFaults(type: Announcement['type'], effects: readonly Effect[]): Fault[] {
  return effects.flatMap((effect, index) => {
    const detail = forbidden(type, effect);
    return detail === null ? [] : [{ pointer: `/effects/${index}`, detail }];
  });
}

/**
 * Everything that is wrong with an announcement by itself and against what is known.
 * @param before the registry without what the announcement adds
 * @param known what it may name: the registry with it, clauses and contracts of the resulting history
 * @param today the server's civil day
 */
export function announcementFaults(
  announcement: Announcement,
  before: Registry,
  known: Known,
  today: number,
): Fault[] {
  const { adds, announcedBy, about, sources, effects, type } = announcement;
  const added =
    adds === undefined
      ? []
      : [...redefinitions(adds, before), ...registryFaults(adds, known.registry, known.sources, '/adds')];
  return [
    ...dateFaults(announcement, today),
    ...unknownIds(announcedBy, known.registry.parties, 'party', (index) => `/announcedBy/${index}`),
    ...reportFaults(announcement, known.registry),
    ...unknownIds(about, known.clauses, 'clause', (index) => `/about/${index}`),
    ...repeatedIds(sources, '/sources'),
    ...sourceFaults(announcement.announcedOn, known.sources, '/announcedOn'),
    ...added,
    ...permissionFaults(type, effects),
    ...effects.flatMap((effect, index) => effectFaults(effect, announcement, known, `/effects/${index}`)),
  ];
}
