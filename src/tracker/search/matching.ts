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

function everyPaper(papers: Papers): { readonly folded: Folded }[] {
  const { clauses, announcements, parties, subjects, terms, conflicts, disputes, questions } = papers;
  return [
    ...clauses,
    ...announcements,
    ...parties,
    ...subjects,
    ...terms,
    ...conflicts,
    ...disputes,
    ...questions,
  ];
}

/** Each long word also as any word of the papers that differs from it by one letter. */
export function nearly(asked: readonly string[], papers: Papers): Wanted {
  const long = asked.filter((text) => text.length >= LONG && !text.includes(' '));
  const near = new Map(long.map((text) => [text, new Set<string>()]));
  if (long.length > 0) {
    const seen = new Set<string>();
    for (const { folded } of everyPaper(papers)) {
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

/** How well a text has each thing wanted: 0 where it hasn't. */
function scoresOf({ title, rest }: Folded, wanted: Wanted): number[] {
  return wanted.map((needles) =>
    Math.max(...needles.map((needle) => TITLE_WEIGHT * scoreIn(title, needle) + scoreIn(rest, needle))),
  );
}

/** What is asked of a text to be listed, and how it is ranked. */
export interface Demand {
  readonly wanted: Wanted;
  /** Of how many of the things wanted it must have some. */
  readonly least: number;
  /** How much each thing wanted counts. */
  readonly weights: readonly number[];
}

/** A demand for everything wanted, all of the same weight. */
export function allOf(wanted: Wanted): Demand {
  return { wanted, least: wanted.length, weights: wanted.map(() => 1) };
}

/**
 * A demand for as much of what is wanted as any text has; what few texts have counts for more.
 * @returns null where no text has half of it
 */
export function mostOf(wanted: Wanted, papers: Papers): Demand | null {
  const texts = everyPaper(papers);
  const having = wanted.map(() => 0);
  let least = 0;
  for (const { folded } of texts) {
    const scores = scoresOf(folded, wanted);
    for (const [index, score] of scores.entries()) if (score > 0) having[index] = (having[index] ?? 0) + 1;
    least = Math.max(least, scores.filter((score) => score > 0).length);
  }
  if (least === 0 || 2 * least < wanted.length) return null;
  const weights = having.map((n) => 1 + Math.log(texts.length / Math.max(1, n)));
  return { wanted, least, weights };
}

/** Those of the things wanted that no text has. */
export function missingFrom(papers: Papers, wanted: Wanted): readonly number[] {
  const texts = everyPaper(papers);
  return wanted.flatMap((needles, index) =>
    texts.some(({ folded }) => scoresOf(folded, [needles])[0] !== 0) ? [] : [index],
  );
}

/** How well a text meets a demand: 0 where it doesn't. */
function scoreOf(folded: Folded, { wanted, least, weights }: Demand): number {
  const scores = scoresOf(folded, wanted);
  if (scores.filter((score) => score > 0).length < least) return 0;
  const total = scores.reduce((sum, score, index) => sum + score * (weights[index] ?? 1), 0);
  if (wanted.length < 2) return total;
  const { title, rest } = folded;
  const together = wanted.map(([needle = '']) => needle.trimEnd()).join('');
  return total + TITLE_WEIGHT * (scoreIn(title, together) + scoreIn(rest, together));
}

/** The papers that meet a demand, the best first, equals in their own order. */
export function matching<P extends { readonly folded: Folded }>(papers: readonly P[], demand: Demand): P[] {
  if (demand.wanted.length === 0) return [];
  return papers
    .map((paper) => ({ paper, score: scoreOf(paper.folded, demand) }))
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
