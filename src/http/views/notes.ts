/**
 * Our own dated notes about a dossier: context that is no announcement. They follow the log clock; in a view of what
 * was known on a day, those about later days are left out, and the others are said to be written later.
 */
import type { DossierNote } from '../../dossier/announcement.ts';
import type { DossierAnswer } from '../../dossier/answers.ts';
import { spanOf } from '../../dossier/dates.ts';
import { prose, type Html } from '../render.ts';
import type { Context } from './conflict.ts';
import { when, type When } from './words.ts';

export interface NoteView {
  readonly anchor: string;
  readonly on: When | null;
  readonly text: Html;
  readonly clauses: readonly { readonly heading: string; readonly href: string }[];
  readonly sources: readonly { readonly title: string; readonly publisher: string; readonly url: string }[];
}

/** A way to a note from the clause that it is about. */
export interface NoteLink {
  readonly on: When | null;
  readonly href: string;
}

/** The place of a note on its page. */
function noteAnchor({ id }: DossierNote): string {
  return `note-${id}`;
}

/** The notes that a view has: all, or those that are about no day after the one on which its reader knows. */
export function notesKnown(notes: readonly DossierNote[], known: string | undefined): readonly DossierNote[] {
  if (known === undefined) return notes;
  const limit = spanOf(known).earliest;
  return notes.filter(({ on }) => on === undefined || spanOf(on).earliest <= limit);
}

/** The notes about each clause, as links to their places on the same page. */
export function noteLinks(notes: readonly DossierNote[]): ReadonlyMap<string, readonly NoteLink[]> {
  const links = new Map<string, NoteLink[]>();
  for (const note of notes) {
    const link = { on: note.on === undefined ? null : when(note.on), href: `#${noteAnchor(note)}` };
    for (const ref of note.about) links.set(ref, [...(links.get(ref) ?? []), link]);
  }
  return links;
}

/** Notes with the clauses that they are about and their sources. */
export function noteViews(
  notes: readonly DossierNote[],
  { sources, contracts }: DossierAnswer,
  { names, links }: Context,
): readonly NoteView[] {
  const known = new Set(contracts.flatMap(({ clauses }) => clauses));
  const byId = new Map(sources.map((source) => [source.id, source]));
  return notes.map((note) => ({
    anchor: noteAnchor(note),
    on: note.on === undefined ? null : when(note.on),
    text: prose(note.text),
    clauses: note.about
      .filter((ref) => known.has(ref))
      .map((ref) => ({ heading: names.clause(ref), href: links.clause(ref) })),
    sources: (note.sources ?? []).flatMap((id) => byId.get(id) ?? []),
  }));
}
