/** A redline as data for a template: runs that stayed, went or came, and passages that moved. */
import type { Change } from '../../dossier/shapes.ts';

/** Where a moved passage went to, or came from. */
export interface MoveLink {
  /** The place of this end of the move on the page. */
  readonly id: string;
  readonly href: string;
  readonly text: string;
}

/** A run of a redline: neither deleted nor inserted means that it stayed. */
export interface RunView {
  readonly value: string;
  readonly deleted: boolean;
  readonly inserted: boolean;
  readonly moved: MoveLink | null;
}

type Wording = Pick<Change, 'text' | 'moves'>;

/** Text that stands alone. */
export function plainRun(value: string): RunView {
  return { value, deleted: false, inserted: false, moved: null };
}

function movedLinks(moves: Wording['moves'], prefix: string): ReadonlyMap<number, MoveLink> {
  const links = moves.flatMap(({ from, to }, index): [number, MoveLink][] => {
    const [source, target] = [`${prefix}-from-${index + 1}`, `${prefix}-to-${index + 1}`];
    const [there, here] = from < to ? ['further down', 'further up'] : ['further up', 'further down'];
    return [
      [from, { id: source, href: `#${target}`, text: `moved ${there}` }],
      [to, { id: target, href: `#${source}`, text: `moved here from ${here}` }],
    ];
  });
  return new Map(links);
}

/** @param prefix begins the ids of moved passages, so that two redlines on a page don't share them */
export function runViews({ text, moves }: Wording, prefix: string): readonly RunView[] {
  const links = movedLinks(moves, prefix);
  return text.map(({ op, value }, index) => ({
    value,
    deleted: op === 'delete',
    inserted: op === 'insert',
    moved: links.get(index) ?? null,
  }));
}

/** Words shown on either side of what changed in an excerpt. */
const CONTEXT_WORDS = 4;
/** The largest change, in words, that an excerpt shows. */
const MOST_EXCERPT_WORDS = 12;

/** A text's words, each with the spacing after it, the first also with that before it. */
function wordsOf(text: string): readonly string[] {
  return text.match(/^\s*\S+\s*|\S+\s*/g) ?? [text];
}

function lastWords(text: string): string {
  const words = wordsOf(text);
  return words.length <= CONTEXT_WORDS ? text : `… ${words.slice(-CONTEXT_WORDS).join('')}`;
}

function firstWords(text: string): string {
  const words = wordsOf(text);
  return words.length <= CONTEXT_WORDS ? text : `${words.slice(0, CONTEXT_WORDS).join('')}…`;
}

function middleWords(text: string): string {
  const words = wordsOf(text);
  return words.length <= 2 * CONTEXT_WORDS + 1 ? text : `${firstWords(text)} ${lastWords(text)}`;
}

/** A small change of wording with a few words around it; null where it is too large to be shown so. */
export function excerptOf({ text, moves, size }: Wording & Pick<Change, 'size'>): readonly RunView[] | null {
  if (moves.length > 0 || size.added + size.removed > MOST_EXCERPT_WORDS) return null;
  const runs = runViews({ text, moves }, '');
  return runs.map((run, index) => {
    if (run.deleted || run.inserted) return run;
    if (index === 0) return { ...run, value: lastWords(run.value) };
    return { ...run, value: index === runs.length - 1 ? firstWords(run.value) : middleWords(run.value) };
  });
}
