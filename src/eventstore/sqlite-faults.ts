/** SQLite's result codes in the port's words (https://sqlite.org/rescode.html). */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { EventStoreError, StoreCorrupt, StoreUnavailable } from './errors.ts';

const BUSY = 5;
const LOCKED = 6;

/** Out of memory, read-only, I/O error, disk full, file can't be opened, locking protocol. */
const UNAVAILABLE = new Set([BUSY, LOCKED, 7, 8, 10, 13, 14, 15]);
/** Generic error (a table is gone), corrupt, schema changed, constraint (a trigger), not a database. */
const CORRUPT = new Set([1, 11, 17, 19, 26]);

/** The primary result code, which is the low byte of an extended one. */
function resultCode(error: unknown): number | null {
  const isCoded = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
  return isCoded ? Number(error.errcode) & 0xff : null;
}

/** Whether another connection holds the lock. */
function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code === BUSY || code === LOCKED;
}

/** The port's error for whatever the driver threw. A mistake of the program stays what it is. */
export function storeFault(error: unknown): unknown {
  if (error instanceof EventStoreError) return error;
  if (error instanceof z.ZodError) return new StoreCorrupt('a row has another shape', { cause: error });
  const code = resultCode(error);
  if (code === null) return error;
  if (isBusy(error)) {
    return new StoreUnavailable('the event store stayed locked by another writer', { cause: error });
  }
  if (UNAVAILABLE.has(code)) {
    return new StoreUnavailable('the event store can be neither read nor written', { cause: error });
  }
  if (CORRUPT.has(code)) return new StoreCorrupt('the event store is damaged', { cause: error });
  return error;
}

/**
 * Tries until the lock is free, without blocking the process in between.
 * @param waitMs how long, in milliseconds, before it gives up
 * @throws StoreUnavailable when the lock stays taken; any other failure at once, in the port's words
 */
export async function patiently<T>(waitMs: number, attempt: () => T): Promise<T> {
  const until = performance.now() + waitMs;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= until) throw storeFault(error);
    }
    await pause(1 + Math.random() * 4);
  }
}
