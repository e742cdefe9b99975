/**
 * What only the log clock knows: a dossier's title, parties, subjects, terms and notes at a revision
 * (docs/semantics.md, "Clocks").
 */
import type {
  DefinedTerm,
  DossierNote,
  Party,
  RecordedEvent,
  Subject,
  UndefinedTerm,
} from './announcement.ts';
import { isAnnouncement } from './announcement.ts';
import type { Source } from './vocabulary.ts';

export interface Registry {
  readonly id: string;
  readonly title: string;
  readonly summary: string | null;
  readonly parties: ReadonlyMap<string, Party>;
  readonly subjects: ReadonlyMap<string, Subject>;
  readonly definedTerms: ReadonlyMap<string, DefinedTerm>;
  readonly undefinedTerms: ReadonlyMap<string, UndefinedTerm>;
  readonly notes: ReadonlyMap<string, DossierNote>;
  readonly sources: ReadonlyMap<string, Source>;
}

/** What an event may bring. */
interface Brought {
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
  readonly parties: readonly Party[];
  readonly subjects: readonly Subject[];
  readonly definedTerms: readonly DefinedTerm[];
  readonly undefinedTerms: readonly UndefinedTerm[];
  readonly notes?: readonly DossierNote[];
  readonly sources?: readonly Source[];
}

/** A registry before anything was recorded. */
export function emptyRegistry(id: string): Registry {
  return {
    id,
    title: id,
    summary: null,
    parties: new Map(),
    subjects: new Map(),
    definedTerms: new Map(),
    undefinedTerms: new Map(),
    notes: new Map(),
    sources: new Map(),
  };
}

function merged<T extends { id: string }>(
  old: ReadonlyMap<string, T>,
  items: readonly T[] = [],
): ReadonlyMap<string, T> {
  return items.length === 0 ? old : new Map([...old, ...items.map((item) => [item.id, item] as const)]);
}

/** The registry with what was brought: the same id replaces, another is added. */
export function bring(registry: Registry, brought: Brought): Registry {
  return {
    id: registry.id,
    title: brought.title ?? registry.title,
    summary: brought.summary ?? registry.summary,
    parties: merged(registry.parties, brought.parties),
    subjects: merged(registry.subjects, brought.subjects),
    definedTerms: merged(registry.definedTerms, brought.definedTerms),
    undefinedTerms: merged(registry.undefinedTerms, brought.undefinedTerms),
    notes: merged(registry.notes, brought.notes),
    sources: merged(registry.sources, brought.sources),
  };
}

/** Of what an announcement adds, what the registry lacks: an addition never changes what is there. */
function unknownOf({ parties, subjects, definedTerms, undefinedTerms }: Brought, known: Registry): Brought {
  const lacking = <T extends { id: string }>(items: readonly T[], there: ReadonlyMap<string, T>): T[] =>
    items.filter(({ id }) => !there.has(id));
  return {
    parties: lacking(parties, known.parties),
    subjects: lacking(subjects, known.subjects),
    definedTerms: lacking(definedTerms, known.definedTerms),
    undefinedTerms: lacking(undefinedTerms, known.undefinedTerms),
  };
}

/** The registry after one more event. */
export function evolveRegistry(registry: Registry, { event }: RecordedEvent): Registry {
  if (event.type === 'DossierOpened' || event.type === 'DossierAmended') return bring(registry, event);
  const announcement = event.type === 'AnnouncementCorrected' ? event.content : event;
  if (!('adds' in announcement) || !(isAnnouncement(event) || event.type === 'AnnouncementCorrected')) {
    return registry;
  }
  return announcement.adds === undefined ? registry : bring(registry, unknownOf(announcement.adds, registry));
}
