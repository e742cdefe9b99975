/** Our own dated notes about a dossier: context that is no announcement. They follow the log clock only. */
import type { DossierAnswer } from '../../dossier/answers.ts';
import { contractOf } from '../../dossier/vocabulary.ts';
import { prose, type Html } from '../render.ts';
import type { Context } from './conflict.ts';
import { when, type When } from './words.ts';

export interface NoteView {
  readonly on: When | null;
  readonly text: Html;
  readonly clauses: readonly { readonly heading: string; readonly href: string }[];
  readonly sources: readonly { readonly title: string; readonly publisher: string; readonly url: string }[];
}

/** The notes of a dossier, or those about the clauses of one contract. */
export function noteViews(
  { notes, sources, contracts }: DossierAnswer,
  { names, links }: Context,
  contract?: string,
): readonly NoteView[] {
  const known = new Set(contracts.flatMap(({ clauses }) => clauses));
  const byId = new Map(sources.map((source) => [source.id, source]));
  return notes
    .filter(({ about }) => contract === undefined || about.some((ref) => contractOf(ref) === contract))
    .map((note) => ({
      on: note.on === undefined ? null : when(note.on),
      text: prose(note.text),
      clauses: note.about
        .filter((ref) => known.has(ref))
        .map((ref) => ({ heading: names.clause(ref), href: links.clause(ref) })),
      sources: (note.sources ?? []).flatMap((id) => byId.get(id) ?? []),
    }));
}
