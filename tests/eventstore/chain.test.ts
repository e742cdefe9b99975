import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CHAIN_FAULTS, link, verifyChain } from '../../src/eventstore/chain.ts';
import type { JsonObject } from '../../src/eventstore/json.ts';
import type { StoredEvent } from '../../src/eventstore/port.ts';
import { json, storedIn, uuid } from './given.ts';

const recordedAt = '2026-04-27T15:04:05.678Z';

/** A stream of so many events, well linked. */
function chained(stream: string, count: number): StoredEvent[] {
  const events: StoredEvent[] = [];
  let previousHash: string | null = null;
  for (let revision = 0; revision < count; revision += 1) {
    const content = { stream, revision, type: 'StatementMade', data: { n: revision, text: 'wörter' } };
    const hash = link(previousHash, { ...content, recordedAt });
    const metadata = { schemaVersion: 2, recordedAt, previousHash, hash };
    events.push({ id: uuid(revision), ...content, metadata, position: `${stream}@${revision}` });
    previousHash = hash;
  }
  return events;
}

async function* each(events: readonly StoredEvent[]): AsyncIterable<StoredEvent> {
  yield* events;
}

const hashOf = (event: StoredEvent | undefined) => event?.metadata['hash'];

function changed(event: StoredEvent | undefined, change: Partial<StoredEvent>): StoredEvent {
  if (event === undefined) throw new Error('no such event');
  return { ...event, ...change };
}

describe('A link of the chain', () => {
  test('is the SHA-256 of the canonical JSON of the event and the hash before it', () => {
    const event = { stream: 's', revision: 0, type: 't', data: json('{"b":1,"a":"é"}'), recordedAt };
    const text = `{"data":{"a":"é","b":1},"previousHash":null,"recordedAt":"${recordedAt}","revision":0,"stream":"s","type":"t"}`;
    expect(link(null, event)).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test('does not depend on the order of the properties', () => {
    const event = { stream: 's', revision: 0, type: 't', recordedAt };
    expect(link(null, { ...event, data: { a: 1, b: { c: 2, d: 3 } } })).toBe(
      link(null, { ...event, data: { b: { d: 3, c: 2 }, a: 1 } }),
    );
  });
});

describe('Following a chain', () => {
  test('finds a whole stream in order, and gives its head', async () => {
    const events = chained('a', 3);
    expect(await verifyChain(each(events))).toStrictEqual({
      intact: true,
      events: 3,
      heads: [{ stream: 'a', revision: 2, hash: hashOf(events[2]) }],
    });
  });

  test('finds nothing wrong with nothing', async () => {
    expect(await verifyChain(each([]))).toStrictEqual({ intact: true, events: 0, heads: [] });
  });

  test('follows the chains of several streams at once', async () => {
    const [a, b] = [chained('a', 2), chained('b', 1)];
    const all = [a[0], b[0], a[1]].map((event) => changed(event, {}));
    expect(await verifyChain(each(all))).toStrictEqual({
      intact: true,
      events: 3,
      heads: [
        { stream: 'a', revision: 1, hash: hashOf(a[1]) },
        { stream: 'b', revision: 0, hash: hashOf(b[0]) },
      ],
    });
  });

  test('holds for a log that version 1 wrote, as it was stored', async () => {
    const log = storedIn('log-v1.jsonl');
    expect(await verifyChain(each(log))).toStrictEqual({
      intact: true,
      events: 4,
      heads: [{ stream: 'dossier-sea-cables', revision: 3, hash: hashOf(log[3]) }],
    });
  });

  test('can not tell that the end is missing, but shows another head', async () => {
    const events = chained('a', 3);
    expect(await verifyChain(each(events.slice(0, 2)))).toStrictEqual({
      intact: true,
      events: 2,
      heads: [{ stream: 'a', revision: 1, hash: hashOf(events[1]) }],
    });
  });

  const metadata = (change: JsonObject) => (event: StoredEvent) => ({
    metadata: { ...event.metadata, ...change },
  });

  test.each<[keyof typeof CHAIN_FAULTS, string, (event: StoredEvent) => Partial<StoredEvent>]>([
    ['hash', 'a changed letter', () => ({ data: { n: 1, text: 'worter' } })],
    ['hash', 'an added property', ({ data }) => ({ data: { ...data, more: null } })],
    ['hash', 'another type', () => ({ type: 'ReportPublished' })],
    ['hash', 'another instant', metadata({ recordedAt: '2026-04-27T15:04:05.679Z' })],
    ['hash', 'another hash', metadata({ hash: 'f'.repeat(64) })],
    ['hash', 'content without a canonical form', () => ({ data: { text: '\ud800' } })],
    ['previous-hash', 'another hash before it', metadata({ previousHash: 'f'.repeat(64) })],
    ['previous-hash', 'none before it', metadata({ previousHash: null })],
    ['previous-hash', 'another stream', () => ({ stream: 'b' })],
    ['order', 'a gap before it', () => ({ revision: 2 })],
    ['order', 'the same place twice', () => ({ revision: 0 })],
    ['metadata', 'no hash', metadata({ hash: null })],
    ['metadata', 'no metadata', () => ({ metadata: {} })],
  ])('finds fault (%s) with %s', async (fault, _, change) => {
    const events = chained('a', 3);
    const bad = changed(events[1], change(changed(events[1], {})));
    const { stream, revision, position } = bad;
    expect(await verifyChain(each([...events.slice(0, 1), bad, ...events.slice(2)]))).toStrictEqual({
      intact: false,
      events: 1,
      stream,
      revision,
      position,
      fault,
    });
  });

  test('finds fault with an event that was taken out, and with two that changed places', async () => {
    const [first, second, third] = chained('a', 3);
    const lost = await verifyChain(each([first, third].map((event) => changed(event, {}))));
    expect(lost).toMatchObject({ intact: false, revision: 2, fault: 'order' });
    const start = await verifyChain(each([second, third].map((event) => changed(event, {}))));
    expect(start).toMatchObject({ intact: false, revision: 1, fault: 'previous-hash' });
    const swapped = await verifyChain(each([first, third, second].map((event) => changed(event, {}))));
    expect(swapped).toMatchObject({ intact: false, revision: 2, fault: 'order' });
  });

  test('is not disturbed by what is private', async () => {
    const events = chained('a', 2).map((event) =>
      changed(event, { metadata: { ...event.metadata, appendedBy: 'desk' }, id: uuid(77) }),
    );
    expect((await verifyChain(each(events))).intact).toBe(true);
  });
});
