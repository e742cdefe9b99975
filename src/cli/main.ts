#!/usr/bin/env node
/**
 * The command line's entry: exit status 0, or 2 for wrong use and for what is refused.
 */
import { CommanderError } from 'commander';
import { openTracker, programVersion, copyOf } from '../compose.ts';
import { readConfig } from '../config.ts';
import { inspectStore, openStore } from '../eventstore/open.ts';
import type { EventStore } from '../eventstore/port.ts';
import { failureLine } from '../failure.ts';
import { serve } from '../serve.ts';
import type { CliDeps } from './deps.ts';
import { createProgram } from './program.ts';

async function withOpened<T>(url: string, work: (store: EventStore) => Promise<T>): Promise<T> {
  const store = await openStore(url);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

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
  withStore: (work) => withOpened(readConfig(process.env).EVENT_STORE, work),
  withInspected: async (work) => {
    const inspection = await inspectStore(readConfig(process.env).EVENT_STORE);
    try {
      return await work(inspection);
    } finally {
      await inspection.store.close();
    }
  },
  withOther: withOpened,
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
