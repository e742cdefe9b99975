/** The place of a change on its page, and in links to it. */
import type { Change } from '../../dossier/shapes.ts';

export function changeAnchor({ number }: Pick<Change, 'number'>): string {
  return `c${number}`;
}
