/** Values in a phrase, also where a rough date leaves several of them possible on the day. */
import type { ClauseState } from '../../dossier/shapes.ts';
import { ValueSchema } from '../../dossier/values.ts';
import type { Names } from './names.ts';
import { fieldWords, shortWords } from './values.ts';

/** The values that a field may have on the day, in words; null where it has one. */
function possible({ uncertain }: ClauseState, path: string, names: Names): string | null {
  const found = uncertain.find((each) => each.path === path);
  if (found === undefined) return null;
  const words = found.values.map((value) => {
    const typed = ValueSchema.safeParse(value);
    return typed.success ? shortWords(typed.data, names) : fieldWords(path, value, names);
  });
  return `${[...new Set(words)].join(' or ')} (open on this day)`;
}

/** A field of a clause in a phrase: as it is said, unless several values are possible. */
export function phraseOf(clause: ClauseState, path: string, said: string, names: Names): string {
  return possible(clause, path, names) ?? said;
}
