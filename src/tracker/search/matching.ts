/**
 * Which papers have what was asked, the best first. The folded texts are passed through as they are: no index is
 * built, so that nothing has to be made again after an append or for another day of knowledge, and a pass over a
 * dossier of thousands of clauses costs milliseconds (bench/search.mjs).
 */
import type { ClausePaper, Papers } from './papers.ts';
import { isNearly, needleOf } from './words.ts';

/** A word of a title counts as much as so many of a text. */
const TITLE_WEIGHT = 4;
/** Words of this many letters and more are also taken as written nearly so. */
const LONG = 5;

type Folded = Papers[keyof Papers][number]['folded'];

/** What is looked for: for each thing asked, the ways in which it may stand in a text. */
export type Wanted = readonly (readonly string[])[];

/** Each thing asked as it was written. */
export function exactly(asked: readonly string[]): Wanted {
  return asked.map((text) => [needleOf(text)]);
}

function allOf(papers: Papers): { readonly folded: Folded }[] {
  const { clauses, announcements, parties, subjects, terms } = papers;
  return [...clauses, ...announcements, ...parties, ...subjects, ...terms];
}

/** Each long word also as any word of the papers that differs from it by one letter. */
export function nearly(asked: readonly string[], papers: Papers): Wanted {
  const long = asked.filter((text) => text.length >= LONG && !text.includes(' '));
  const near = new Map(long.map((text) => [text, new Set<string>()]));
  if (long.length > 0) {
    const seen = new Set<string>();
    for (const { folded } of allOf(papers)) {
      for (const word of `${folded.title}${folded.rest}`.split(' ')) {
        if (word.length < LONG - 1 || seen.has(word)) continue;
        seen.add(word);
        for (const text of long) if (isNearly(text, word)) near.get(text)?.add(` ${word} `);
      }
    }
  }
  return asked.map((text) => [needleOf(text), ...(near.get(text) ?? [])]);
}

function scoreIn(text: string, needle: string): number {
  if (!text.includes(needle)) return 0;
  return needle.endsWith(' ') || text.includes(`${needle} `) ? 2 : 1;
}

/** How well a text has what is wanted: 0 where anything is missing. */
function scoreOf({ title, rest }: Folded, wanted: Wanted): number {
  let total = 0;
  for (const needles of wanted) {
    const best = Math.max(
      ...needles.map((needle) => TITLE_WEIGHT * scoreIn(title, needle) + scoreIn(rest, needle)),
    );
    if (best === 0) return 0;
    total += best;
  }
  const together = wanted.map(([needle = '']) => needle.trimEnd()).join('');
  if (wanted.length > 1) total += TITLE_WEIGHT * (scoreIn(title, together) + scoreIn(rest, together));
  return total;
}

/** The papers that have everything wanted, the best first, equals in their own order. */
export function matching<P extends { readonly folded: Folded }>(papers: readonly P[], wanted: Wanted): P[] {
  if (wanted.length === 0) return [];
  return papers
    .map((paper) => ({ paper, score: scoreOf(paper.folded, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ paper }) => paper);
}

/** Puts the wordings of one clause together, where its best one stands, in the order of their days. */
export function byClause(papers: readonly ClausePaper[]): ClausePaper[] {
  const groups = new Map<string, ClausePaper[]>();
  for (const paper of papers) {
    const group = groups.get(paper.of.ref);
    if (group === undefined) groups.set(paper.of.ref, [paper]);
    else group.push(paper);
  }
  const start = ({ of }: ClausePaper): number => of.wording.held[0]?.from ?? 0;
  return [...groups.values()].flatMap((group) => group.sort((a, b) => start(a) - start(b)));
}
