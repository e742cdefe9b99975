/**
 * A clause's content as introduced and as amended, with the announcement that set each field
 * (docs/semantics.md, `introduce` and `amend`).
 */
import { CONTENT_FIELDS, type Amend, type Content, type Introduce } from './effects.ts';
import type { Entry } from './entries.ts';
import { NOT_STATED } from './values.ts';

/** A clause's content with the announcement that set each field and term. */
export interface Snapshot {
  readonly content: Content;
  readonly by: Readonly<Record<string, string>>;
}

function firstContent(effect: Introduce): Content {
  const { heading, text, kind } = effect;
  return {
    heading,
    text,
    kind,
    number: effect.number ?? null,
    level: effect.level ?? null,
    parent: effect.parent ?? null,
    obligor: effect.obligor ?? [],
    beneficiary: effect.beneficiary ?? [],
    grants: effect.grants ?? [],
    conditions: effect.conditions ?? [],
    variants: effect.variants ?? [],
    undefinedTerms: effect.undefinedTerms ?? [],
    survives: effect.survives ?? false,
    end: effect.end ?? NOT_STATED,
    terms: effect.terms ?? {},
  };
}

/** The content that an introduction puts on record. */
export function firstSnapshot(entry: Entry<Introduce>): Snapshot {
  const content = firstContent(entry.effect);
  const paths = [...CONTENT_FIELDS, ...Object.keys(content.terms).map((name) => `terms/${name}`)];
  return { content, by: Object.fromEntries(paths.map((path) => [path, entry.telling.id])) };
}

/** A snapshot with an amendment's fields and terms on top (RFC 7396, one level deep). */
export function amended(old: Snapshot, entry: Entry<Amend>): Snapshot {
  const { effect, telling } = entry;
  const by: Record<string, string> = { ...old.by };
  const content: Record<string, unknown> = { ...old.content };
  for (const field of CONTENT_FIELDS) {
    if (effect[field] === undefined) continue;
    content[field] = effect[field];
    by[field] = telling.id;
  }
  const terms = { ...old.content.terms };
  for (const [name, value] of Object.entries(effect.terms ?? {})) {
    if (value === null) {
      delete terms[name];
      delete by[`terms/${name}`];
    } else {
      terms[name] = value;
      by[`terms/${name}`] = telling.id;
    }
  }
  return { content: { ...old.content, ...content, terms }, by };
}

/** Whether an amendment changes anything besides dating the start. */
export function changesContent(effect: Amend): boolean {
  const terms = Object.keys(effect.terms ?? {});
  return terms.length > 0 || CONTENT_FIELDS.some((field) => effect[field] !== undefined);
}
