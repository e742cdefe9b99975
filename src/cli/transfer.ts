/** `termline export`, `restore` and `migrate`: the log out, in again, and across, with the same hashes. */
import { Command } from 'commander';
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportLog, migrateLog, restoreLog, type CopyProgress } from '../tracker/archive.ts';
import type { CliDeps } from './deps.ts';
import { progressLine } from './progress.ts';

/** The lines of a file, or of standard input. A file that cannot be opened is reported when it is read. */
async function* linesIn(file: string): AsyncGenerator<string> {
  if (file === '-') {
    yield* createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
    return;
  }
  const handle = await open(file);
  yield* handle.readLines();
}

function words({ events, appended }: CopyProgress): string {
  return `${events} events read, ${appended} appended, ${events - appended} there already`;
}

/** `export`: JSON Lines to a file or standard output. */
export function exportCommand(deps: CliDeps): Command {
  return new Command('export')
    .description('write the whole log as JSON Lines')
    .argument('[file]', 'where to; standard output otherwise')
    .option('--public', 'leave out who appended, and with which key')
    .action(async (file: string | undefined, options: { readonly public?: boolean }) => {
      const progress = progressLine('events written');
      await deps.withStore((store) => {
        const lines = Readable.from(exportLog(store, { publicOnly: options.public === true }, progress.show));
        if (file !== undefined) return pipeline(lines, createWriteStream(file));
        return pipeline(lines, process.stdout, { end: false });
      });
      progress.done();
    });
}

/** `restore`: an empty store from JSON Lines, with the same hashes. */
export function restoreCommand(deps: CliDeps): Command {
  return new Command('restore')
    .description('rebuild an empty store from an exported log; run it again if it was interrupted')
    .argument('<file>', 'an exported log, or - for standard input')
    .action(async (file: string) => {
      const progress = progressLine('events read');
      const done = await deps.withStore((store) =>
        restoreLog(linesIn(file), store, ({ events }) => progress.show(events)),
      );
      progress.done();
      deps.write(words(done));
    });
}

/** `migrate`: the configured store's log into another store. */
export function migrateCommand(deps: CliDeps): Command {
  return new Command('migrate')
    .description('copy the log to another store, with the same hashes; run it again if it was interrupted')
    .requiredOption('--to <store>', 'the other store, such as sqlite:other.db')
    .action(async ({ to }: { readonly to: string }) => {
      const progress = progressLine('events read');
      const done = await deps.withStore((store) =>
        deps.withOther(to, (target) => migrateLog(store, target, ({ events }) => progress.show(events))),
      );
      progress.done();
      deps.write(words(done));
    });
}
