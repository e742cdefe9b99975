import { describe, expect, it } from 'vitest';
import { fromLines, toLine } from '../../src/eventstore/lines.ts';
import { MemoryEventStore } from '../../src/eventstore/memory.ts';
import type { EventStore, StoredEvent } from '../../src/eventstore/port.ts';
import { openSqliteStore } from '../../src/eventstore/sqlite.ts';
import { copyEvents } from '../../src/eventstore/transfer.ts';
import { aFolder } from '../support/folders.ts';
import { allOf, storeWith } from '../support/logs.ts';
import { SAMPLE } from '../support/sample.ts';

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

function withoutPosition({ stream, revision, id, type, data, metadata }: StoredEvent) {
  return { stream, revision, id, type, data, metadata };
}

async function contentOf(store: EventStore) {
  return (await allOf(store)).map(withoutPosition);
}

describe('a log that is copied', () => {
  it('has the same events, ids and hashes in the other store', async () => {
    const store = await storeWith(SAMPLE);
    const copy = await openSqliteStore(`${aFolder()}/copy.db`);
    const done = await copyEvents(store.readAll(), copy);
    expect(done).toStrictEqual({ events: SAMPLE.length, appended: SAMPLE.length });
    expect(await contentOf(copy)).toStrictEqual(await contentOf(store));
    await copy.close();
  });

  it.each([0, 1, 3])('is completed by another run after %i events', async (count) => {
    const store = await storeWith(SAMPLE);
    const events = await allOf(store);
    const copy = new MemoryEventStore();
    await copyEvents(each(events.slice(0, count)), copy);
    const done = await copyEvents(store.readAll(), copy);
    expect(done).toStrictEqual({ events: SAMPLE.length, appended: SAMPLE.length - count });
    expect(await contentOf(copy)).toStrictEqual(await contentOf(store));
    expect(await copyEvents(store.readAll(), copy)).toStrictEqual({ events: SAMPLE.length, appended: 0 });
  });

  it('stops before an event whose hash does not fit', async () => {
    const events = await allOf(await storeWith(SAMPLE));
    const bad = events.map((event) =>
      event.revision === 2 ? { ...event, data: { ...event.data, headline: 'Something else' } } : event,
    );
    const copy = new MemoryEventStore();
    await expect(copyEvents(each(bad), copy)).rejects.toMatchObject({ code: 'chain-broken', revision: 2 });
    expect(await copy.head('dossier-trial')).toBeNull();
  });

  it('is refused by a store that holds another history of the same dossier', async () => {
    const one = await storeWith(SAMPLE);
    const retitled = SAMPLE.slice(0, 2).map((event) =>
      event.type === 'DossierOpened' ? { ...event, title: 'Another trial' } : event,
    );
    const other = await storeWith(retitled);
    await expect(copyEvents(one.readAll(), other)).rejects.toMatchObject({ code: 'target-differs' });
    expect(await other.head('dossier-trial')).toBe(1);
  });

  it('is refused by a store that is ahead of it', async () => {
    const store = await storeWith(SAMPLE);
    const events = await allOf(store);
    await expect(copyEvents(each(events.slice(0, 2)), store)).rejects.toMatchObject({
      code: 'target-differs',
    });
  });
});

describe('a log as JSON Lines', () => {
  it('is read as it was written', async () => {
    const events = await allOf(await storeWith(SAMPLE));
    const lines = events.map((event) => toLine(event, { publicOnly: false }));
    const read: StoredEvent[] = [];
    for await (const event of fromLines(each([...lines, '']))) read.push(event);
    expect(read.map(withoutPosition)).toStrictEqual(events.map(withoutPosition));
  });

  it('without its private part keeps its hashes and can be restored', async () => {
    const store = await storeWith(SAMPLE);
    const lines = (await allOf(store)).map((event) => toLine(event, { publicOnly: true }));
    expect(lines.join('')).not.toContain('desk');
    expect(lines.join('')).not.toContain('idempotencyKey');
    const copy = new MemoryEventStore();
    await copyEvents(fromLines(each(lines)), copy);
    const hashes = async (from: EventStore) => (await allOf(from)).map(({ metadata }) => metadata['hash']);
    expect(await hashes(copy)).toStrictEqual(await hashes(store));
  });

  it.each([
    ['cut off', '{"stream":"dossier-trial","rev'],
    ['something else', '{"stream":"dossier-trial"}'],
    ['a list', '[]'],
  ])('names the line that is %s', async (_name, line) => {
    const good = (await allOf(await storeWith(SAMPLE))).map((event) => toLine(event, { publicOnly: true }));
    const copy = new MemoryEventStore();
    const restored = copyEvents(fromLines(each([good[0] ?? '', line])), copy);
    await expect(restored).rejects.toThrow(/^line 2 is not/);
  });
});
