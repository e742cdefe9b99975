/**
 * What an announcement's effects say of each clause, and which of them each source is behind: worked out once for an
 * announcement, however many changes of a page ask for it. An announcement never changes once it has been read, so
 * what was worked out is kept as long as it is.
 */
import type { AnnouncementAnswer } from '../../dossier/answers.ts';
import type { Effect } from '../../dossier/effects.ts';
import { contractOf, type Source } from '../../dossier/vocabulary.ts';
import { groupedBy } from './grouped.ts';

/** What is asked of an announcement here. */
export type Told = Pick<AnnouncementAnswer, 'effects' | 'sources'>;

/** The sources behind an announcement's effects. */
export interface SourceIndex {
  /** The sources that an effect names; none for an effect of another announcement. */
  named(effect: Effect): readonly string[];
  /** Whether any effect names a source. */
  isNamed(source: string): boolean;
  /** Whether a source's quote is about an effect: see `quotedFor`. */
  isQuotedFor(source: Source, effect: Effect): boolean;
}

/** A function of an announcement that is worked out once for each. */
function onceEach<T>(make: (announcement: Told) => T): (announcement: Told) => T {
  const made = new WeakMap<Told, T>();
  return (announcement) => {
    const kept = made.get(announcement) ?? make(announcement);
    made.set(announcement, kept);
    return kept;
  };
}

/** The effects of an announcement by the clause, or by the contract as a whole, that they are on. */
const effectsByTarget = onceEach(({ effects }) =>
  groupedBy(effects, (effect) => ('clause' in effect ? effect.clause : effect.contract)),
);

/**
 * The effects of an announcement on a clause; where it has none, those on its contract as a whole.
 * @param ref `contract/clause`; a contract's own id has no slash, so the two are never taken for each other
 */
export function effectsOn(announcement: Told, ref: string): readonly Effect[] {
  const targets = effectsByTarget(announcement);
  return targets.get(ref) ?? targets.get(contractOf(ref)) ?? [];
}

/** Every source that something names by its id: in itself, in a value, in a right or in a rival reading. */
function namedBy(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    key === 'sources' && Array.isArray(item) ? item.filter((id) => typeof id === 'string') : namedBy(item),
  );
}

const plain = (words: string): string => words.replaceAll(/\s+/g, ' ').toLowerCase();

/** Whether something says words that a source is quoted with, given plain. */
function repeats(value: unknown, quote: string): boolean {
  if (typeof value === 'string') return plain(value).includes(quote);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((item) => repeats(item, quote));
}

/**
 * What a source's quote is about: the effects that repeat its words, else those that name the source, else, where
 * no effect names it, all of them.
 */
function quotedFor(
  { quote = '' }: Source,
  naming: readonly Effect[],
  effects: readonly Effect[],
): readonly Effect[] {
  const mayBe = naming.length === 0 ? effects : naming;
  const words = plain(quote);
  const repeating = mayBe.filter((effect) => repeats(effect, words));
  return repeating.length === 0 ? mayBe : repeating;
}

/** The sources behind an announcement's effects. */
export const sourceIndex = onceEach(({ effects, sources }): SourceIndex => {
  const named = new Map(effects.map((effect) => [effect, new Set(namedBy(effect))]));
  const naming = new Map<string, Effect[]>(sources.map(({ id }) => [id, []]));
  for (const [effect, ids] of named) for (const id of ids) naming.get(id)?.push(effect);
  const quoted = new Map(
    sources.map((source) => [source, new Set(quotedFor(source, naming.get(source.id) ?? [], effects))]),
  );
  return {
    named: (effect) => [...(named.get(effect) ?? [])],
    isNamed: (source) => (naming.get(source) ?? []).length > 0,
    isQuotedFor: (source, effect) => quoted.get(source)?.has(effect) ?? false,
  };
});
