/**
 * What becomes of a stream behind the store's back, and how a server speaks of it: read in the server's sources,
 * not measured. The double says it as it was read; with EVENTSTORE_URL a real server judges both.
 */
import { binaryEvent, EventStoreDBClient } from '@eventstore/db-client';
import { afterEach, describe, expect, test } from 'vitest';
import { aNode, aStoreAt } from '../support/esdb-opened.ts';
import { follow, mark } from './following.ts';
import { bytes } from './given-esdb.ts';
import { collect, freshName, refusal, saidTimes } from './given.ts';

const NEW = { expected: 'no-stream' } as const;

/** A server, and what others do there. */
interface Target {
  readonly url: string;
  readonly deleteForGood: (stream: string) => Promise<void>;
  readonly deleteSoftly: (stream: string) => Promise<void>;
  /** Appends an event of another application's, which is not marked as JSON. */
  readonly write: (stream: string, binary: Uint8Array) => Promise<void>;
}

async function aDouble(): Promise<Target> {
  const { log, url } = await aNode();
  return {
    url,
    deleteForGood: async (stream) => log.tombstone(stream),
    deleteSoftly: async (stream) => log.softDelete(stream),
    write: async (stream, data) => {
      const contentType = 'application/octet-stream';
      const metadata = new Uint8Array();
      log.write(stream, [{ id: crypto.randomUUID(), type: 'Other', contentType, data, metadata }]);
    },
  };
}

const clients: EventStoreDBClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});

function aRealServer(url: string): Target {
  const client = EventStoreDBClient.connectionString(url);
  clients.push(client);
  return {
    url,
    deleteForGood: async (stream) => void (await client.tombstoneStream(stream)),
    deleteSoftly: async (stream) => void (await client.deleteStream(stream)),
    write: async (stream, data) => {
      await client.appendToStream(stream, binaryEvent({ type: 'Other', data }));
    },
  };
}

function serverTests(name: string, aTarget: () => Promise<Target>): void {
  const read = (title: string, source: string) => `${title} (read, not measured: ${source})`;

  describe(name, () => {
    test(
      read('tells a stream that was deleted for good from one that never was', 'tombstones, 24.6'),
      async () => {
        const { url, deleteForGood } = await aTarget();
        const store = aStoreAt(url);
        const [stream, after] = [freshName('orders'), await mark(store)];
        await store.append(stream, saidTimes(2), NEW);
        await deleteForGood(stream);
        const deleted = { error: 'StreamDeleted', code: 'stream-deleted', retryable: false, stream };
        expect(await refusal(store.head(stream))).toStrictEqual(deleted);
        expect(await refusal(store.append(stream, saidTimes(1), NEW))).toStrictEqual(deleted);
        expect(await store.head(freshName('other'))).toBeNull();
        // All of them can still be read: what was stored, without the server's own records.
        const all = await collect(store.readAll({ after }));
        expect(all.map(({ stream, revision }) => [stream, revision])).toStrictEqual([
          [stream, 0],
          [stream, 1],
        ]);
      },
    );

    test(
      read('goes on where a deleted stream ended, which is not taken for a new one', 'soft deletion, 24.6'),
      async () => {
        const { url, deleteSoftly } = await aTarget();
        const store = aStoreAt(url);
        const stream = freshName('orders');
        await store.append(stream, saidTimes(2), NEW);
        await deleteSoftly(stream);
        expect(await store.head(stream)).toBeNull();
        const call = store.append(stream, saidTimes(1), NEW);
        expect(await refusal(call)).toMatchObject({ code: 'store-corrupt' });
      },
    );

    test("gives another's event as it is, which is not taken for one of ours", async () => {
      const { url, write } = await aTarget();
      const store = aStoreAt(url);
      for (const text of ['{}', 'no JSON at all']) {
        const stream = freshName('other');
        await write(stream, bytes.encode(text));
        expect(await refusal(collect(store.read(stream)))).toMatchObject({ code: 'store-corrupt' });
      }
    });

    test(read('refuses a position that is none of its own', 'the reader of all, 24.6'), async () => {
      const { url } = await aTarget();
      const store = aStoreAt(url);
      await store.append(freshName('orders'), saidTimes(3), NEW);
      const { ended } = follow(store, { after: '7/7' }).subscription;
      expect(await ended).toMatchObject({ reason: 'failed', error: { code: 'invalid-read' } });
    });
  });
}

serverTests('The wire double', aDouble);

const real = process.env['EVENTSTORE_URL'] ?? '';
if (real === '') test.skip("A real server (can't: EVENTSTORE_URL does not name one)");
else serverTests('A real server', async () => aRealServer(real));

describe('The wire double', () => {
  test('gives broken JSON as a server would that another application wrote it to', async () => {
    const node = await aNode();
    const store = aStoreAt(node.url);
    const [contentType, metadata] = ['application/json', new Uint8Array()];
    for (const text of ['[]', '{"cut', '"text"']) {
      const stream = freshName('other');
      const data = bytes.encode(text);
      node.log.write(stream, [{ id: crypto.randomUUID(), type: 'Other', contentType, data, metadata }]);
      expect(await refusal(collect(store.read(stream)))).toMatchObject({
        code: 'store-corrupt',
        stream,
        revision: 0,
      });
    }
  });
});
