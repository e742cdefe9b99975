/**
 * What a command is given: a tracker when it asks for one, and somewhere to write.
 */
import type { Log, LogInspection } from '../tracker/archive.ts';
import type { Tracker } from '../tracker/contract.ts';

export interface CliDeps {
  /** Opens the configured store, gives a tracker to the work, and closes the store. */
  readonly withTracker: <T>(work: (tracker: Tracker) => Promise<T>) => Promise<T>;
  /** A tracker in memory that holds a copy of a dossier as the store has it: for rehearsals. */
  readonly withCopy: <T>(dossier: string, work: (tracker: Tracker) => Promise<T>) => Promise<T>;
  /** Opens the configured store as it is, without loading what ships, and closes it after the work. */
  readonly withStore: <T>(work: (store: Log) => Promise<T>) => Promise<T>;
  /** Opens the configured store to be looked at, as far as it can be read. */
  readonly withInspected: <T>(work: (inspection: LogInspection) => Promise<T>) => Promise<T>;
  /** Opens another store by its address, and closes it after the work. */
  readonly withOther: <T>(url: string, work: (store: Log) => Promise<T>) => Promise<T>;
  /** Sets the exit status of the program, for a finding. */
  readonly exitStatus: (status: 1) => void;
  readonly serve: () => Promise<void>;
  readonly write: (text: string) => void;
  readonly version: string;
}

/** An answer for a program: the API's own shape. */
export function writeJson({ write }: CliDeps, value: unknown): void {
  write(JSON.stringify(value, null, 2));
}
