/**
 * Operational errors in one line, for the terminal. What is not one of them is a mistake of the program and is
 * left to crash.
 */
import { ConfigError } from './config.ts';
import { EventStoreError } from './eventstore/errors.ts';
import { Problem } from './tracker/problems.ts';

const SYSTEM_CODES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the address is in use: choose another PORT, or end the program that has it',
  EACCES: 'permission denied',
  EADDRNOTAVAIL: 'this machine has no such address: check HOST',
  ENOTFOUND: 'no such host: check HOST',
  EAI_AGAIN: 'the name of the host cannot be looked up: check HOST',
  ENOENT: 'no such file',
  EISDIR: 'is a directory, not a file',
  ENOTDIR: 'is a file, not a directory',
};

function systemLine(error: Error): string | null {
  if (!('code' in error) || typeof error.code !== 'string') return null;
  const words = SYSTEM_CODES[error.code];
  if (words === undefined) return null;
  const place = 'path' in error && typeof error.path === 'string' ? `${error.path}: ` : '';
  return `${place}${words}`;
}

/** An operational error as one line for a person; null for anything else. */
export function failureLine(error: unknown): string | null {
  if (error instanceof Problem) {
    const faults = error.faults.map(({ pointer, detail }) => `${pointer === '' ? '/' : pointer} ${detail}`);
    return `termline: ${[error.message, ...faults].join('; ')}`;
  }
  if (error instanceof ConfigError || error instanceof EventStoreError) return `termline: ${error.message}`;
  const line = error instanceof Error ? systemLine(error) : null;
  return line === null ? null : `termline: ${line}`;
}
