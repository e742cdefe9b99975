/**
 * The terms of a dossier, undefined and defined: where each is used, and what hangs on it (docs/semantics.md,
 * "Terms").
 */
import type { DefinedTerm, UndefinedTerm } from './announcement.ts';
import type { Day } from './dates.ts';
import type { Content } from './effects.ts';
import type { ClauseLife } from './life.ts';
import { USES, type OnDay, type Term, type TermList, type TermUse } from './overviews.ts';
import type { Reading } from './reading.ts';
import type { View } from './record.ts';
import type { Registry } from './registry.ts';
import { compareConflicts, conflictRuns, describeRun } from './rights.ts';
import { labelOf } from './standings.ts';
import { resolvedOf, viewOf, type StateRequest } from './state.ts';
import type { Timeline } from './timeline.ts';
import type { Source } from './vocabulary.ts';

/** A term's words without what is said beside them in brackets: `first (on Azure)` is looked for as `first`. */
function plainWords(term: string): string {
  return term
    .replaceAll(/\s*\([^)]*\)/g, '')
    .trim()
    .toLowerCase();
}

const isWord = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Whether a text holds the words of a term, whole and in whatever case. */
export function mentions(text: string, term: string): boolean {
  const [words, within] = [plainWords(term), text.toLowerCase()];
  if (words === '') return false;
  for (let at = within.indexOf(words); at >= 0; at = within.indexOf(words, at + 1)) {
    if (!isWord(within[at - 1]) && !isWord(within[at + words.length])) return true;
  }
  return false;
}

interface Entry {
  readonly undefined: UndefinedTerm | undefined;
  readonly defined: DefinedTerm | undefined;
}

const termOf = ({ undefined: open, defined }: Entry): string => defined?.term ?? open?.term ?? '';

/** How a content uses a term. Nobody names a defined term apart from its wording. */
function usesIn(content: Content, id: string, entry: Entry): TermUse['how'] {
  const hangs = content.grants.some(({ hangsOn = [] }) => hangsOn.includes(id));
  const wording =
    entry.undefined === undefined && mentions(`${content.heading}\n${content.text}`, termOf(entry));
  return [
    ...(content.undefinedTerms.includes(id) ? (['named'] as const) : []),
    ...(hangs ? (['hangs'] as const) : []),
    ...(wording ? (['wording'] as const) : []),
  ];
}

/** Whether a clause has a content and isn't ended: only then does it use a term. */
const stands = ({ hasContent, status }: Reading): boolean => hasContent && status !== 'ended';

interface Run<T> {
  readonly from: Day;
  to: Day;
  readonly value: T;
}

/** The runs of days on which something is read from a clause's contents; null is nothing. */
function runsOf<T extends string>(life: ClauseLife, read: (content: Content) => T | null): Run<T>[] {
  const runs: Run<T>[] = [];
  for (const { from, to } of life.stays) {
    const value = read(life.certainOn(from).shown.content);
    const last = runs.at(-1);
    if (value === null) continue;
    if (last?.to === from && last.value === value) last.to = to;
    else runs.push({ from, to, value });
  }
  return runs;
}

/** Whether something is read on a day: in all the ways in which its rough dates may have gone, in some, in none. */
function onDayOf(life: ClauseLife, day: Day, isRead: (content: Content) => boolean): OnDay {
  const found = life.readingsOn(day).map((reading) => stands(reading) && isRead(reading.shown.content));
  if (found.every(Boolean)) return 'yes';
  return found.some(Boolean) ? 'uncertain' : 'no';
}

type Ends = TermUse['ends'];

/**
 * The events that name a term and with which a clause ends. On a day that a rough date leaves open, the run of days
 * with an event that holds the day, or else the next with the same event, is the one that may be there.
 */
function endsIn(life: ClauseLife, day: Day, entry: Entry): Ends {
  const eventOf = ({ end }: Content): string | null =>
    'event' in end && mentions(end.event, termOf(entry)) ? end.event : null;
  const runs = runsOf(life, eventOf);
  return runs.map((run) => {
    const same = runs.filter(({ value }) => value === run.value);
    const near = same.find(({ to }) => day < to) ?? same.at(-1);
    const onDay = run === near ? onDayOf(life, day, (content) => eventOf(content) === run.value) : 'no';
    return { event: run.value, onDay, ...daysTold(life, run) };
  });
}

function daysTold(life: ClauseLife, { from, to }: { from: Day; to: Day }): TermUse['days'][number] {
  return { from: labelOf(life, from) ?? '', to: labelOf(life, to) };
}

function useIn(life: ClauseLife, day: Day, id: string, entry: Entry): TermUse[] {
  const readings = life.edges.flatMap((edge) => life.readingsOn(edge)).filter(stands);
  const uses = new Set(readings.flatMap(({ shown }) => usesIn(shown.content, id, entry)));
  if (uses.size === 0) return [];
  const { status, reason, shown } = life.on(day);
  const isUsed = (content: Content): boolean => usesIn(content, id, entry).length > 0;
  const days = runsOf(life, (content) => (isUsed(content) ? 'used' : null));
  return [
    {
      ref: life.ref,
      heading: shown.content.heading,
      how: USES.filter((use) => uses.has(use)),
      status,
      statusReason: reason,
      onDay: onDayOf(life, day, isUsed),
      days: days.map((run) => daysTold(life, run)),
      ends: endsIn(life, day, entry),
    },
  ];
}

type Origin = NonNullable<Term['definedAs']>['since'];

/** Where a registry first held something: the revision, and the announcement recorded then. */
function originOf(timeline: Timeline, log: number, holds: (registry: Registry) => boolean): Origin {
  const revision = timeline.registries(log).find(({ registry }) => holds(registry))?.revision ?? 0;
  const brought = timeline.recorded(log).find((telling) => telling.recorded === revision);
  return { revision, announcement: brought?.id ?? null };
}

/** Looks up sources by their ids: those of the announcement that brought the term along, else the dossier's. */
function sourcesFrom(timeline: Timeline, registry: Registry, log: number, { announcement }: Origin) {
  const brought = announcement === null ? undefined : timeline.telling(announcement, log);
  const own = new Map((brought?.content.sources ?? []).map((source) => [source.id, source]));
  return (ids: readonly string[] = []): Source[] =>
    ids.flatMap((id) => own.get(id) ?? registry.sources.get(id) ?? []);
}

interface Asked {
  readonly timeline: Timeline;
  readonly view: View;
  readonly day: Day;
  readonly registry: Registry;
}

function undefinedPart({ timeline, view, registry }: Asked, term: UndefinedTerm): Term['undefinedAs'] {
  const since = originOf(timeline, view.log, ({ undefinedTerms }) => undefinedTerms.has(term.id));
  const find = sourcesFrom(timeline, registry, view.log, since);
  return {
    since,
    readings: term.readings.map((reading) =>
      typeof reading === 'string'
        ? { text: reading, by: [], note: null, sources: [] }
        : {
            text: reading.text,
            by: reading.by ?? [],
            note: reading.note ?? null,
            sources: find(reading.sources),
          },
    ),
    note: term.note ?? null,
    sources: find(term.sources),
  };
}

function definedPart({ timeline, view, registry }: Asked, term: DefinedTerm): Term['definedAs'] {
  const since = originOf(timeline, view.log, ({ definedTerms }) => definedTerms.has(term.id));
  const find = sourcesFrom(timeline, registry, view.log, since);
  return { since, definition: term.definition, note: term.note ?? null, sources: find(term.sources) };
}

function termAnswer(asked: Asked, id: string): Term {
  const { timeline, view, day, registry } = asked;
  const entry = { undefined: registry.undefinedTerms.get(id), defined: registry.definedTerms.get(id) };
  return {
    id,
    term: termOf(entry),
    undefinedAs: entry.undefined === undefined ? null : undefinedPart(asked, entry.undefined),
    definedAs: entry.defined === undefined ? null : definedPart(asked, entry.defined),
    uses: timeline.clauses(view).flatMap((life) => useIn(life, day, id, entry)),
    conflicts: conflictRuns(timeline, view)
      .filter(({ clash }) => clash.hangsOn.includes(id))
      .map((run) => describeRun(run, null))
      .sort(compareConflicts),
  };
}

/** The ids of the undefined terms that a text names and that nobody has defined since, in the dossier's order. */
export function undefinedIn(registry: Registry, text: string): string[] {
  return [...registry.undefinedTerms.values()]
    .filter(({ id, term }) => !registry.definedTerms.has(id) && mentions(text, term))
    .map(({ id }) => id);
}

/**
 * The terms of a dossier at a point, the undefined ones first, each in the dossier's order.
 * @param only the id of one term; left out, all
 */
export function termsAt(timeline: Timeline, request: StateRequest, only?: string): TermList {
  const view = viewOf(timeline, request);
  const registry = timeline.registry(view.log);
  const ids = [...new Set([...registry.undefinedTerms.keys(), ...registry.definedTerms.keys()])];
  const open = (id: string): number => Number(registry.definedTerms.has(id));
  return {
    dossier: timeline.dossier,
    resolved: resolvedOf(request, view),
    terms: ids
      .filter((id) => only === undefined || id === only)
      .sort((a, b) => open(a) - open(b))
      .map((id) => termAnswer({ timeline, view, day: request.on, registry }, id)),
  };
}
