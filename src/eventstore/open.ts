/** From a store's address to the store. */
import { isEsdbAddress, parseEsdbAddress } from './esdb-address.ts';
import { StoreUrlUnsupported } from './errors.ts';
import { MemoryEventStore } from './memory.ts';
import type { EventStore } from './port.ts';

const SUPPORTED =
  'use memory: (lost at the end), sqlite:PATH, such as sqlite:data/termline.db, or esdb://USER:PASSWORD@HOST:2113';

export interface OpenOptions {
  /** Told of what a store's address makes doubtful; the text holds no secret. Default: nobody is told. */
  readonly warn?: ((message: string) => void) | undefined;
}

/** PATH may follow `sqlite:` directly, or as in file addresses after an empty host: `sqlite:///var/x.db`. */
function pathOf(rest: string): string {
  const path = rest.startsWith('///') ? rest.slice(2) : rest;
  if (path === '' || path.startsWith('//')) {
    throw new StoreUrlUnsupported(`the sqlite: address names no file: ${SUPPORTED}`);
  }
  if (path === ':memory:') throw new StoreUrlUnsupported(`SQLite is for files here: ${SUPPORTED}`);
  return path;
}

/** A store to be looked at, and what is wrong with what keeps it. */
export interface Inspection {
  readonly store: EventStore;
  readonly irregularities: readonly string[];
}

/**
 * Opens the store at an address to be looked at: a damaged file is opened as far as it can be read.
 * @throws as {@link openStore}
 */
export async function inspectStore(url: string): Promise<Inspection> {
  if (!url.startsWith('sqlite:')) return { store: await openStore(url), irregularities: [] };
  const { inspectSqliteStore } = await import('./sqlite.ts');
  return inspectSqliteStore(pathOf(url.slice('sqlite:'.length)));
}

/**
 * Opens the event store at an address: `memory:`, `sqlite:PATH`, or the connection string of an EventStoreDB or
 * KurrentDB (`esdb://`, `esdb+discover://`, or with `kurrentdb` for `esdb`).
 * @throws StoreUrlUnsupported for any other address, with what is supported
 * @throws whatever the adapter throws on opening, see `openSqliteStore`
 */
export async function openStore(url: string, options: OpenOptions = {}): Promise<EventStore> {
  if (url === 'memory:') return new MemoryEventStore();
  if (url.startsWith('sqlite:')) {
    const path = pathOf(url.slice('sqlite:'.length));
    // The driver is native code: it is loaded only where it is wanted.
    const { openSqliteStore } = await import('./sqlite.ts');
    return openSqliteStore(path);
  }
  if (isEsdbAddress(url)) {
    const address = parseEsdbAddress(url, options.warn ?? (() => undefined));
    const { openEventStoreDb } = await import('./eventstoredb.ts');
    return openEventStoreDb(address);
  }
  // The address itself may hold a password, so only its scheme is shown.
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0];
  const what = scheme === undefined ? 'an address without a scheme' : `the scheme ${scheme}`;
  throw new StoreUrlUnsupported(`${what} is not supported for the event store: ${SUPPORTED}`);
}
