/** What a comparison counts, each count with the place where what it counts is listed. */
import type { ChangeClass, Comparison } from '../../dossier/shapes.ts';
import { changeAnchor } from './change-anchor.ts';
import { CLASS_WORDS } from './marks.ts';

export interface CountView {
  readonly n: number;
  readonly word: string;
  /** Where it is listed; null where it isn't. */
  readonly href: string | null;
}

/** A list of disputes or conflicts under its heading. */
interface Listed {
  readonly id: string;
  readonly items: readonly unknown[];
}

export interface CountsInput {
  readonly comparison: Comparison;
  /** All of its disputes and conflicts, whatever is filtered. */
  readonly lists: readonly Listed[];
  /** Where the unchanged clauses are listed; null where they aren't. */
  readonly unchanged: string | null;
  /** The page on which everything is listed; empty for this one. */
  readonly page: string;
}

const COUNTED: readonly ChangeClass[] = [
  'added',
  'first-recorded',
  'changed',
  'ended',
  'came-and-went',
  'restated',
  'moved',
  'certainty',
  'withdrawn',
  'listed',
  'unchanged',
];

/** Sections of their own, by the class of change that they list. */
const SECTIONS: Partial<Record<ChangeClass, string>> = {
  'came-and-went': '#came-h',
  restated: '#restated-h',
};

/** What the items of a list are called, one and several. */
const LIST_WORDS: Readonly<Record<string, readonly [string, string]>> = {
  'disputes-opened': ['dispute opened', 'disputes opened'],
  'disputes-between': ['dispute opened and closed in between', 'disputes opened and closed in between'],
  'disputes-closed': ['dispute closed', 'disputes closed'],
  'conflicts-opened': ['conflict opened', 'conflicts opened'],
  'conflicts-between': ['conflict opened and closed in between', 'conflicts opened and closed in between'],
  'conflicts-closed': ['conflict closed', 'conflicts closed'],
};

/** Where the clauses of a class are listed: in a section of their own, else from the first of them on. */
function placeOf(kind: ChangeClass, { comparison, unchanged }: CountsInput): string | null {
  if (kind === 'unchanged') return unchanged;
  const first = comparison.changes.find((change) => change.class === kind);
  return SECTIONS[kind] ?? (first === undefined ? null : `#${changeAnchor(first)}`);
}

/** The counts of a comparison that aren't nought, in the order in which they are told. */
export function countViews(input: CountsInput): readonly CountView[] {
  const { comparison, lists, page } = input;
  const classes = COUNTED.map((kind) => ({
    n: comparison.counts[kind],
    word: CLASS_WORDS[kind].toLowerCase(),
    place: placeOf(kind, input),
  }));
  const others = lists.map(({ id, items }) => ({
    n: items.length,
    word: LIST_WORDS[id]?.[items.length === 1 ? 0 : 1] ?? id,
    place: `#${id}`,
  }));
  return [...classes, ...others]
    .filter(({ n }) => n > 0)
    .map(({ n, word, place }) => ({ n, word, href: place === null ? null : `${page}${place}` }));
}
