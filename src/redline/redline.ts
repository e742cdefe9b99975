import { align } from './align.ts';
import { toRuns, type Run } from './runs.ts';
import { readSides } from './sides.ts';
import { slide } from './slide.ts';
import { joinSlivers } from './slivers.ts';

/**
 * Compares two texts by words, for a person to read (docs/semantics.md, "Comparing two points").
 *
 * The runs are lossless: those that are `equal` or `delete` give `before` when joined, those that are `equal` or
 * `insert` give `after`, to the last code unit. No word or amount is split; a removal comes before the addition
 * that takes its place; no run is empty and no two neighbours are of one kind. What was rewritten beyond
 * recognition is one removal and one addition. A one-word change is that one word.
 *
 * Spacing is compared as written: normalise line ends before where they carry no meaning.
 *
 * @param before any string, lone surrogates included; its length only costs time, about in proportion
 * @param after likewise
 * @returns one `equal` run for equal texts, none for two empty ones; always the same for the same texts
 */
export function redline(before: string, after: string): Run[] {
  if (before === after) return before === '' ? [] : [{ op: 'equal', value: before }];
  const sides = readSides(before, after);
  return toRuns(sides, joinSlivers(sides, slide(sides, align(sides))));
}
