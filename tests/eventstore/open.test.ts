import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../src/eventstore/open.ts';
import { aNode } from '../support/esdb-opened.ts';
import { aFolder } from '../support/folders.ts';
import { refusal, saidTimes } from './given.ts';

const NEW = { expected: 'no-stream' } as const;

const unsupported = { error: 'StoreUrlUnsupported', code: 'store-url-unsupported', retryable: false };

describe('Opening a store by its address', () => {
  test('gives a new store in memory each time', async () => {
    const [one, other] = [await openStore('memory:'), await openStore('memory:')];
    await one.append('orders', saidTimes(1), NEW);
    expect([await one.head('orders'), await other.head('orders')]).toStrictEqual([0, null]);
  });

  test.each(['sqlite:', 'sqlite://'])('gives the store in a file after %s', async (prefix) => {
    const file = join(aFolder(), 'data', 'log.db');
    const store = await openStore(`${prefix}${file}`);
    await store.append('orders', saidTimes(2), NEW);
    await store.close();
    const again = await openStore(`sqlite:${file}`);
    expect(await again.head('orders')).toBe(1);
    await again.close();
  });

  test('gives the store on the server of an esdb address, and passes on what is doubtful', async () => {
    const node = await aNode();
    const store = await openStore(node.url);
    await store.append('orders', saidTimes(2), NEW);
    expect(await store.head('orders')).toBe(1);
    await store.close();
    const warnings: string[] = [];
    const far = await openStore('esdb://db.example?tls=false', { warn: (message) => warnings.push(message) });
    await far.close();
    expect(warnings).toHaveLength(1);
  });

  test.each([
    ['postgres://localhost/log', 'the scheme postgres: is not supported for the event store'],
    ['data/log.db', 'an address without a scheme is not supported for the event store'],
    ['', 'an address without a scheme is not supported for the event store'],
    ['memory:x', 'the scheme memory: is not supported for the event store'],
    ['sqlite:', 'the sqlite: address names no file'],
    ['sqlite://host/log.db', 'the sqlite: address names no file'],
    ['sqlite::memory:', 'SQLite is for files here'],
  ])('refuses "%s" and says what to write instead', async (url, reason) => {
    const remedy =
      'use memory: (lost at the end), sqlite:PATH, such as sqlite:data/termline.db, or esdb://USER:PASSWORD@HOST:2113';
    const opening = openStore(url);
    expect(await refusal(opening)).toStrictEqual(unsupported);
    await expect(opening).rejects.toThrow(`${reason}: ${remedy}`);
  });
});
