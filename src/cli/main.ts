#!/usr/bin/env node
/**
 * The command line's entry: exit status 0, or 2 for wrong use and for what is refused.
 */
import { CommanderError } from 'commander';
import { openTracker, programVersion, copyOf } from '../compose.ts';
import { readConfig } from '../config.ts';
import { failureLine } from '../failure.ts';
import { serve } from '../serve.ts';
import type { CliDeps } from './deps.ts';
import { createProgram } from './program.ts';

const deps: CliDeps = {
  withTracker: async (work) => {
    const { tracker, close } = await openTracker(readConfig(process.env));
    try {
      return await work(tracker);
    } finally {
      await close();
    }
  },
  withCopy: async (dossier, work) => {
    const config = readConfig(process.env);
    const { store, close } = await openTracker(config);
    try {
      return await work(await copyOf(store, dossier, config));
    } finally {
      await close();
    }
  },
  serve: () => serve(readConfig(process.env), (line) => console.log(line)),
  write: (text) => console.log(text),
  version: programVersion(),
};

// A reader that went away (`termline state … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await createProgram(deps).parseAsync(process.argv);
} catch (error) {
  const line = failureLine(error);
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (line === null) throw error;
  else {
    console.error(line);
    process.exitCode = 2;
  }
}
