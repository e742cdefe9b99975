/** How large a change is, in words: fields of substance first, words of the text after them. */
import type { Change } from '../../dossier/shapes.ts';
import { count } from './words.ts';

/** Whether nothing of substance differs, but the wording does. */
export function isWordingOnly(change: Change): boolean {
  const { fields } = change;
  return change.class === 'changed' && fields.length > 0 && fields.every(({ path }) => path === 'text');
}

/** Whether a number or a date is among the words that differ: hardly another rendering of the same. */
export function movesFigures({ text }: Change): boolean {
  return text.some(({ op, value }) => op !== 'equal' && /\p{Nd}/u.test(value));
}

function wordsOf({ added, removed }: Change['size']): readonly string[] {
  const parts = [...(added > 0 ? [`+${added}`] : []), ...(removed > 0 ? [`−${removed}`] : [])];
  if (parts.length === 0) return [];
  return [`${parts.join(' ')} ${added + removed === 1 ? 'word' : 'words'}`];
}

/** `2 fields, +12 −5 words`, `wording only, +1 −1 words`; null where nothing of it can be measured. */
export function sizeWords(change: Change): string | null {
  const { size, moves } = change;
  const parts = [
    ...(isWordingOnly(change) ? ['wording only'] : []),
    ...(size.fields > 0 ? [count(size.fields, 'field')] : []),
    ...wordsOf(size),
    ...(moves.length > 0 ? [`${count(moves.length, 'passage')} moved`] : []),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}
