/**
 * What a command is given: a tracker when it asks for one, and somewhere to write.
 */
import type { Tracker } from '../tracker/contract.ts';

export interface CliDeps {
  /** Opens the configured store, gives a tracker to the work, and closes the store. */
  readonly withTracker: <T>(work: (tracker: Tracker) => Promise<T>) => Promise<T>;
  /** A tracker in memory that holds a copy of a dossier as the store has it: for rehearsals. */
  readonly withCopy: <T>(dossier: string, work: (tracker: Tracker) => Promise<T>) => Promise<T>;
  readonly serve: () => Promise<void>;
  readonly write: (text: string) => void;
  readonly version: string;
}

/** An answer for a program: the API's own shape. */
export function writeJson({ write }: CliDeps, value: unknown): void {
  write(JSON.stringify(value, null, 2));
}
