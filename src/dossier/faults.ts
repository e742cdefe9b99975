/**
 * Faults with their places, and the commonest kinds: ids that nobody knows, sources among them, and ids that
 * stand twice.
 */
import type { Registry } from './registry.ts';

/** One place that is wrong: a JSON Pointer (RFC 6901) and what is the matter there. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** What may be named: the registry with what the announcement adds, clauses and contracts on record. */
export interface Known {
  readonly registry: Registry;
  readonly clauses: ReadonlySet<string>;
  readonly contracts: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
}

/** Faults for ids that are not known. `what` names the thing: "party", "clause". */
export function unknownIds(
  ids: readonly string[],
  known: { has(id: string): boolean },
  what: string,
  pointer: (index: number) => string,
): Fault[] {
  return ids.flatMap((id, index) =>
    known.has(id) ? [] : [{ pointer: pointer(index), detail: `unknown ${what}: ${id}` }],
  );
}

/** Faults for ids that occur twice in a list. */
export function repeatedIds(items: readonly { readonly id: string }[], pointer: string): Fault[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ pointer: `${pointer}/${index}/id`, detail: `"${id}" stands here twice` }];
  });
}

/** Faults for sources that are not known: every list called `sources` inside a value names some, by their ids. */
export function sourceFaults(value: unknown, known: { has(id: string): boolean }, pointer: string): Fault[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const here = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (key !== 'sources' || !Array.isArray(item)) return sourceFaults(item, known, here);
    const ids = item.filter((id) => typeof id === 'string');
    return unknownIds(ids, known, 'source', (index) => `${here}/${index}`);
  });
}
