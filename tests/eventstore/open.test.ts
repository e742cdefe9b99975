import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../src/eventstore/open.ts';
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

  test.each([
    ['esdb://admin:changeit@localhost:2113', 'the scheme esdb: is not supported for the event store'],
    ['postgres://localhost/log', 'the scheme postgres: is not supported for the event store'],
    ['data/log.db', 'an address without a scheme is not supported for the event store'],
    ['', 'an address without a scheme is not supported for the event store'],
    ['memory:x', 'the scheme memory: is not supported for the event store'],
    ['sqlite:', 'the sqlite: address names no file'],
    ['sqlite://host/log.db', 'the sqlite: address names no file'],
    ['sqlite::memory:', 'SQLite is for files here'],
  ])('refuses "%s" and says what to write instead', async (url, reason) => {
    const remedy = 'use memory: (lost at the end) or sqlite:PATH, such as sqlite:data/termline.db';
    const opening = openStore(url);
    expect(await refusal(opening)).toStrictEqual(unsupported);
    await expect(opening).rejects.toThrow(`${reason}: ${remedy}`);
  });
});
