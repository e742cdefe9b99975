/**
 * A log as a whole: out as lines of text, in again, and across to another store, with the same hashes.
 */
import { dossierOf, streamOf } from '../eventstore/codec.ts';
import { fromLines, toLine } from '../eventstore/lines.ts';
import type { EventStore } from '../eventstore/port.ts';
import { copyEvents, type CopyProgress } from '../eventstore/transfer.ts';

/** An open log. */
export type Log = EventStore;

/** A log opened to be looked at, and what is wrong with what keeps it. */
export interface LogInspection {
  readonly store: Log;
  readonly irregularities: readonly string[];
}

export type { CopyProgress } from '../eventstore/transfer.ts';

export interface ExportOptions {
  /** Leaves out who appended and with which key, and streams that are no dossier's. */
  readonly publicOnly: boolean;
  /** Only this dossier's events. */
  readonly dossier?: string;
}

/**
 * The log as JSON Lines, each with its line end.
 * @param progress told of the events written so far
 */
export async function* exportLog(
  log: Log,
  options: ExportOptions,
  progress: (events: number) => void = () => {},
): AsyncGenerator<string> {
  const { publicOnly, dossier } = options;
  let count = 0;
  for await (const event of dossier === undefined ? log.readAll() : log.read(streamOf(dossier))) {
    // A store may be shared: what others keep in it is not ours to publish.
    if (publicOnly && dossierOf(event.stream) === null) continue;
    count += 1;
    if (count % 500 === 0) progress(count);
    yield `${toLine(event, options)}\n`;
  }
}

/**
 * Rebuilds a log from exported lines, in a store that is empty or holds the beginning of the same log.
 * @throws EventStoreError naming the line, the event whose hash does not fit, or the stream that differs
 */
export async function restoreLog(
  lines: AsyncIterable<string>,
  log: Log,
  progress: (progress: CopyProgress) => void = () => {},
): Promise<CopyProgress> {
  return copyEvents(fromLines(lines), log, progress);
}

/** Copies a log to another store; likewise. */
export async function migrateLog(
  from: Log,
  to: Log,
  progress: (progress: CopyProgress) => void = () => {},
): Promise<CopyProgress> {
  return copyEvents(from.readAll(), to, progress);
}
