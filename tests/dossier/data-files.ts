/**
 * Reads the dossiers that ship with the project and those of the tests, and finds references in them that lead
 * nowhere. It knows the files' layout, so that the tests need not.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import {
  DossierEventSchema,
  isAnnouncement,
  type Announcement,
  type DossierEvent,
} from '../../src/dossier/announcement.ts';
import { isEventFile } from '../../src/tracker/folders.ts';

const ROOT = new URL('../../', import.meta.url);

/** The folders with a dossier each. */
export const FOLDERS = [
  'events/openai-cloud',
  'tests/fixtures/month-only',
  'tests/fixtures/invented',
] as const;
export type Folder = (typeof FOLDERS)[number];

/** The names of a dossier's files in the order in which they are applied. */
export function filesOf(folder: Folder): string[] {
  const names = readdirSync(new URL(`${folder}/`, ROOT));
  return names.filter(isEventFile).sort();
}

/** One file's YAML, not validated yet. */
export function rawOf(folder: Folder, file: string): unknown {
  return parse(readFileSync(new URL(`${folder}/${file}`, ROOT), 'utf8'));
}

/** A dossier's events; the place of each is its revision. Throws a ZodError where a file is no event. */
export function eventsOf(folder: Folder): DossierEvent[] {
  return filesOf(folder).map((file) => DossierEventSchema.parse(rawOf(folder, file)));
}

/** Announcements, and the whole new contents of corrections. */
export function announcementsOf(events: readonly DossierEvent[]): Announcement[] {
  return events.flatMap((event) => {
    if (isAnnouncement(event)) return [event];
    return event.type === 'AnnouncementCorrected' ? [event.content] : [];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Every object within a value, itself included. */
export function nodesOf(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  return isRecord(value) ? [value, ...Object.values(value).flatMap(nodesOf)] : [];
}

/** The texts among some values, each once, sorted. */
export function wordsOf(values: Iterable<unknown>): string[] {
  const words = new Set<string>();
  for (const value of values) if (typeof value === 'string') words.add(value);
  return [...words].sort();
}

const NAMES = ['party', 'subject', 'contract', 'clause', 'undefined term', 'source', 'announcement'] as const;
type Name = (typeof NAMES)[number];

const NAMED_BY: Readonly<Record<string, Name>> = {
  announcedBy: 'party',
  party: 'party',
  parties: 'party',
  obligor: 'party',
  beneficiary: 'party',
  assigner: 'party',
  assignee: 'party',
  decidedBy: 'party',
  target: 'subject',
  partOf: 'subject',
  contract: 'contract',
  clause: 'clause',
  parent: 'clause',
  before: 'clause',
  after: 'clause',
  about: 'clause',
  undefinedTerms: 'undefined term',
  sources: 'source',
  announcement: 'announcement',
};

/** What a key's ids name: the readers of a term and the successor of an ended clause share the key `by`. */
function nameOf(node: Record<string, unknown>, key: string, id: string): Name | null {
  if (key === 'by') return Array.isArray(node['by']) ? 'party' : 'clause';
  if (key === 'hangsOn') return id.includes('/') ? 'clause' : 'undefined term';
  if (key === 'value') return node['type'] === 'party' || node['type'] === 'subject' ? node['type'] : null;
  return NAMED_BY[key] ?? null;
}

type Known = Record<Name, Set<string>>;

/** The ids within a value that name nothing known. */
function unknownIn(value: unknown, known: Known): string[] {
  return nodesOf(value).flatMap((node) =>
    Object.entries(node).flatMap(([key, item]) =>
      wordsOf(listOf(item)).flatMap((id) => {
        const name = nameOf(node, key, id);
        return name === null || known[name].has(id) ? [] : [`${name} ${id}`];
      }),
    ),
  );
}

type Registry = Partial<
  Record<'parties' | 'subjects' | 'undefinedTerms' | 'sources', readonly { id: string }[]>
>;

function learn(known: Known, registry: Registry): void {
  for (const { id } of registry.parties ?? []) known.party.add(id);
  for (const { id } of registry.subjects ?? []) known.subject.add(id);
  for (const { id } of registry.undefinedTerms ?? []) known['undefined term'].add(id);
  for (const { id } of registry.sources ?? []) known.source.add(id);
}

function unknownInAnnouncement(announcement: Announcement, known: Known): string[] {
  const own: Known = { ...known, source: new Set(announcement.sources.map(({ id }) => id)) };
  learn(own, announcement.adds ?? {});
  known.announcement.add(announcement.id);
  const { effects, ...head } = announcement;
  const inEffects = effects.flatMap((effect) => {
    if (effect.effect === 'open-contract') known.contract.add(effect.contract);
    if (effect.effect === 'introduce') known.clause.add(effect.clause);
    const contract = 'clause' in effect ? { contract: effect.clause.split('/')[0] } : {};
    return unknownIn([effect, contract], own);
  });
  return [...unknownIn(head, own), ...inEffects];
}

/** The references of a dossier that lead nowhere, each event reading only what came before it. */
export function unknownReferences(events: readonly DossierEvent[]): string[] {
  const introduced = announcementsOf(events).flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.effect === 'introduce' ? [effect.clause] : [])),
  );
  const known: Known = {
    party: new Set(),
    subject: new Set(),
    contract: new Set(),
    clause: new Set(),
    'undefined term': new Set(),
    source: new Set(),
    announcement: new Set(),
  };
  return events.flatMap((event) => {
    if (isAnnouncement(event)) return unknownInAnnouncement(event, known);
    if (event.type === 'AnnouncementRetracted') return unknownIn(event, known);
    if (event.type === 'AnnouncementCorrected') {
      return [
        ...unknownIn({ announcement: event.announcement }, known),
        ...unknownInAnnouncement(event.content, known),
      ];
    }
    learn(known, event);
    // A note of the dossier may be about a clause that a later announcement puts on record.
    return unknownIn(event, { ...known, clause: new Set(introduced) });
  });
}
