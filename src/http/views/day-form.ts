/** The form with which an overview is asked for another day, or for what was known on one. */
import { withQuery, type Carried } from './links.ts';
import { when, type When } from './words.ts';

/** A field of a form that a reader doesn't see. */
export interface HiddenField {
  readonly name: string;
  readonly value: string;
}

export interface DayForm {
  readonly action: string;
  readonly label: string;
  readonly on: string;
  /** Null where a page doesn't ask what was known. */
  readonly known: { readonly value: string; readonly latest: string } | null;
  readonly hidden: readonly HiddenField[];
  /** The same page of today; null where it is of today. */
  readonly today: string | null;
}

/** What a page says of the clocks that cut it: nothing for everything published, and for the head of the record. */
export interface Cut {
  readonly known: When | null;
  readonly revision: string | null;
}

/** The clocks of a view as its page says them. */
export function cutOf({ known, log }: Carried): Cut {
  return {
    known: known === undefined ? null : when(known),
    revision: log === undefined ? null : String(log),
  };
}

/** What is kept of an address by a form that leads back to it: whatever is undefined is left out. */
function hiddenFields(kept: Readonly<Record<string, string | number | undefined>>): readonly HiddenField[] {
  return Object.entries(kept).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: String(value) }],
  );
}

interface Asked {
  readonly action: string;
  readonly label: string;
  readonly on: string;
  readonly today: string;
  /** Undefined where everything published is shown; null where the page doesn't ask. */
  readonly known: string | undefined | null;
  readonly keep: Readonly<Record<string, string | number | undefined>>;
}

export function dayForm({ action, label, on, today, known, keep }: Asked): DayForm {
  const path = action.split('?')[0] ?? '';
  return {
    action: path,
    label,
    on,
    known: known === null ? null : { value: known ?? '', latest: today },
    hidden: hiddenFields(keep),
    today: on === today ? null : withQuery(path, { ...keep, known: known ?? undefined }),
  };
}
