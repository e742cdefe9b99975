/** What makes a printed page citable: what “today” was, the revision of our record, and an address that lasts. */
import { inText, when } from './words.ts';

export interface Printed {
  /** As of which day what is shown is known. */
  readonly known: string;
  /** The revision of our record, or both. */
  readonly revision: string;
  /** The page's address, kept at the revision: what is recorded later doesn't change what it shows. */
  readonly address: string;
}

/** As of which day something is known; everything that is public, as of today. */
export function knownWords(known: string | null, today: string): string {
  return known === null
    ? `as known on ${when(today).words}, called “today” here`
    : `as known ${inText(known)}`;
}
