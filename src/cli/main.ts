#!/usr/bin/env node
/**
 * The command line's entry: exit status 0, or 2 for wrong use and for what is refused.
 */
import { CommanderError } from 'commander';
import { copyOf, openTracker, programVersion, withInspected, withOpened } from '../compose.ts';
import { readConfig } from '../config.ts';
import { failureLine } from '../failure.ts';
import { serve } from '../serve.ts';
import type { CliDeps } from './deps.ts';
import { createProgram } from './program.ts';

function warn(message: string): void {
  console.error(`termline: ${message}`);
}

const deps: CliDeps = {
  withTracker: async (work) => {
    const { tracker, close } = await openTracker(readConfig(process.env), warn);
    try {
      return await work(tracker);
    } finally {
      await close();
    }
  },
  withCopy: async (dossier, work) => {
    const config = readConfig(process.env);
    const { store, close } = await openTracker(config, warn);
    try {
      return await work(await copyOf(store, dossier, config));
    } finally {
      await close();
    }
  },
  withStore: (work) => withOpened(readConfig(process.env).EVENT_STORE, work, warn),
  withInspected: (work) => withInspected(readConfig(process.env).EVENT_STORE, work),
  withOther: (url, work) => withOpened(url, work, warn),
  exitStatus: (status) => {
    process.exitCode = status;
  },
  serve: () => serve(readConfig(process.env), (line) => console.log(line)),
  write: (text) => console.log(text),
  version: programVersion(),
};

// A reader that went away (`termline state … | head`) is no failure.
function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
process.stdout.on('error', (error) => {
  if (!isClosedPipe(error)) throw error;
});

try {
  await createProgram(deps).parseAsync(process.argv);
} catch (error) {
  const line = failureLine(error);
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (isClosedPipe(error)) process.exitCode = 0;
  else if (line === null) throw error;
  else {
    console.error(line);
    process.exitCode = 2;
  }
}
