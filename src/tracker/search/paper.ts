/** A paper: something that can be found, with its texts as they are shown and as they are looked through. */
import type { Grant } from '../../dossier/effects.ts';
import type { Excerpt } from '../../dossier/finding.ts';
import { fold } from './words.ts';

/** A text of a paper, and what it is in it. */
export interface Part {
  readonly where: Excerpt['where'];
  readonly text: string;
}

export interface Found<Kind extends string, Of> {
  readonly kind: Kind;
  readonly title: string;
  readonly parts: readonly Part[];
  readonly of: Of;
  /** Title and parts, folded: what is looked through. */
  readonly folded: { readonly title: string; readonly rest: string };
}

/** @param also words by which it is found, besides those that it shows */
export function paper<Kind extends string, Of>(
  kind: Kind,
  title: string,
  parts: readonly Part[],
  of: Of,
  also = '',
): Found<Kind, Of> {
  const rest = fold([...parts.map(({ text }) => text), also].join('\n'));
  return { kind, title, parts, of, folded: { title: fold(title), rest } };
}

export function part(where: Part['where'], text: string | undefined): Part[] {
  return text === undefined ? [] : [{ where, text }];
}

/** The name of a party or a subject by its id. */
export type NameOf = (id: string) => string;

/** A right in words. */
export function rightWords(
  { exclusivity, action, target, assigner, assignee }: Grant,
  nameOf: NameOf,
): string {
  const right = exclusivity === 'not-stated' ? 'right, exclusivity not stated,' : `${exclusivity} right`;
  return `${right} to ${action.replaceAll('-', ' ')} ${nameOf(target)}, given by ${nameOf(assigner)} to ${nameOf(assignee)}`;
}
