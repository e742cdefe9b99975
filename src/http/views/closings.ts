/** How a dispute was closed, in the words that every page uses for it. */

const HOW_WORDS: Readonly<Record<string, string>> = {
  withdrawn: 'by withdrawal',
  agreed: 'by agreement',
  implied: 'by implication',
};

/** What may be misread about a closing; said once, where a dispute is told in full. */
const DETAILS: Readonly<Record<string, string>> = { implied: 'no withdrawal in words is on record' };

/** How a dispute ended in words, after “closed”; null where that isn’t on record. */
export function closedHow(how: string | null): string | null {
  return how === null ? null : (HOW_WORDS[how] ?? how);
}

/** What else a reader must know of such an end; null for nothing. */
export function closedDetail(how: string | null): string | null {
  return how === null ? null : (DETAILS[how] ?? null);
}

/** Both: `by implication; no withdrawal in words is on record`. */
export function closedInFull(how: string): string {
  return [closedHow(how), closedDetail(how)].filter((words) => words !== null).join('; ');
}
