import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnnouncementSchema, type DossierEvent } from '../../src/dossier/announcement.ts';
import { link } from '../../src/eventstore/chain.ts';
import { decodeEvent, dossierOf, encodeEvent, streamOf } from '../../src/eventstore/codec.ts';
import type { JsonObject } from '../../src/eventstore/json.ts';
import { MemoryEventStore } from '../../src/eventstore/memory.ts';
import type { StoredEvent } from '../../src/eventstore/port.ts';
import { collect, json, refusal, storedIn, uuid } from './given.ts';

const recording = {
  id: uuid(1),
  stream: 'dossier-supply',
  revision: 3,
  recordedAt: '2026-04-27T15:04:05.678Z',
  previousHash: 'a'.repeat(64),
};

const statement = AnnouncementSchema.parse({
  type: 'StatementMade',
  id: 'ann-1',
  headline: 'The supplier restates the volume',
  announcedOn: '2026-04-27',
  sequence: 1,
  announcedBy: ['supplier'],
  sources: [
    { id: 's', title: 'Post', publisher: 'Supplier', url: 'https://s.example', class: 'party-statement' },
  ],
  effects: [{ effect: 'affirm', clause: 'supply/volume' }],
});

const retraction: DossierEvent = {
  type: 'AnnouncementRetracted',
  announcement: 'ann-1',
  reason: 'It was about another company.',
};

function stored(change: Partial<StoredEvent> = {}): StoredEvent {
  const { stream, revision } = recording;
  return { ...encodeEvent(retraction, recording), stream, revision, position: '9', ...change };
}

function unreadable(reason: string, pointer: string): object {
  const { stream, revision } = recording;
  const code = 'event-unreadable';
  return { error: 'EventUnreadable', code, retryable: false, stream, revision, reason, pointer };
}

const refusalOf = async (call: () => unknown) => refusal(Promise.resolve().then(call));

describe('Encoding an event', () => {
  test('keeps type and content apart, and links it to the event before', () => {
    const data = { announcement: 'ann-1', reason: 'It was about another company.' };
    const { id, stream, revision, recordedAt, previousHash } = recording;
    const hash = link(previousHash, { stream, revision, type: 'AnnouncementRetracted', data, recordedAt });
    expect(encodeEvent(retraction, recording)).toStrictEqual({
      id,
      type: 'AnnouncementRetracted',
      data,
      metadata: { schemaVersion: 2, recordedAt, previousHash, hash },
    });
  });

  test('keeps who appended it and by which request, outside the hash', () => {
    const secrets = { appendedBy: 'desk', idempotencyKey: 'k-1', requestDigest: 'd-1' };
    const plain = encodeEvent(statement, recording);
    expect(encodeEvent(statement, { ...recording, ...secrets })).toStrictEqual({
      ...plain,
      metadata: { ...plain.metadata, ...secrets },
    });
  });

  test('stores the content in the form that its schema gives it', () => {
    const { data } = encodeEvent({ ...statement, headline: ' The volume \n' }, recording);
    expect(data).toStrictEqual({ ...encodeEvent(statement, recording).data, headline: 'The volume' });
  });

  test('refuses what could not be read back, and names the place', async () => {
    const invalid = (pointer: string) => ({
      error: 'EventInvalid',
      code: 'event-invalid',
      retryable: false,
      pointer,
    });
    const cases: readonly (readonly [DossierEvent, object, string])[] = [
      [{ ...retraction, reason: '' }, {}, '/reason'],
      [{ ...retraction, reason: 'half a sign: \ud83d' }, {}, '/reason'],
      [retraction, { recordedAt: '2026-04-27T15:04:05Z' }, '/recordedAt'],
      [retraction, { recordedAt: '2026-04-27T15:04:05.000+02:00' }, '/recordedAt'],
      [retraction, { previousHash: 'A'.repeat(64) }, '/previousHash'],
      [retraction, { appendedBy: '' }, '/appendedBy'],
    ];
    for (const [event, change, pointer] of cases) {
      const found = await refusalOf(() => encodeEvent(event, { ...recording, ...change }));
      expect(found).toStrictEqual(invalid(pointer));
    }
  });
});

describe('Decoding an event', () => {
  test('gives back what was encoded, from a store', async () => {
    const store = new MemoryEventStore();
    const at = { ...recording, stream: streamOf('supply'), revision: 0, previousHash: null };
    const event = encodeEvent(statement, { ...at, appendedBy: 'desk' });
    await store.append(at.stream, [event], { expected: 'no-stream' });
    const [found] = await collect(store.read(at.stream));
    if (found === undefined) throw new Error('nothing was stored');
    const { id, stream, revision } = at;
    expect(decodeEvent(found)).toStrictEqual({
      id,
      stream,
      revision,
      position: found.position,
      event: statement,
      metadata: event.metadata,
    });
  });

  test('refuses a type that it does not know, and one that only looks known', async () => {
    for (const type of ['ContractSigned', 'constructor', '__proto__']) {
      expect(await refusalOf(() => decodeEvent(stored({ type })))).toStrictEqual(
        unreadable('unknown-type', ''),
      );
    }
  });

  test('refuses a newer version, whatever else that version may have changed', async () => {
    const metadata = { ...stored().metadata, schemaVersion: 3, signature: 'new in 3' };
    expect(await refusalOf(() => decodeEvent(stored({ metadata })))).toStrictEqual(
      unreadable('newer-version', '/schemaVersion'),
    );
  });

  test.each<[string, JsonObject]>([
    ['/schemaVersion', { schemaVersion: 0 }],
    ['/schemaVersion', { schemaVersion: '2' }],
    ['/recordedAt', { recordedAt: 'yesterday' }],
    ['/previousHash', { previousHash: 5 }],
    ['/hash', { hash: null }],
    ['', { colour: 'red' }],
  ])('refuses metadata that is wrong at "%s"', async (pointer, change) => {
    const metadata = { ...stored().metadata, ...change };
    expect(await refusalOf(() => decodeEvent(stored({ metadata })))).toStrictEqual(
      unreadable('invalid-metadata', pointer),
    );
  });

  test.each<[string, JsonObject]>([
    ['/reason', { announcement: 'ann-1', reason: 7 }],
    ['/announcement', { announcement: 'Not An Id', reason: 'x' }],
    ['', { announcement: 'ann-1', reason: 'x', secret: 'x' }],
    ['/type', { announcement: 'ann-1', reason: 'x', type: 'AnnouncementRetracted' }],
  ])('refuses content that is wrong at "%s"', async (pointer, data) => {
    expect(await refusalOf(() => decodeEvent(stored({ data })))).toStrictEqual(
      unreadable('invalid-data', pointer),
    );
  });

  test('names the place of a fault deep inside, and shows nothing of the content', () => {
    const effects = [{ effect: 'affirm', clause: 'supply/volume', parties: ['Confidential Person'] }];
    const data = { ...encodeEvent(statement, recording).data, effects };
    expect(() => decodeEvent(stored({ type: 'StatementMade', data }))).toThrow(
      'revision 3 of dossier-supply can\'t be read: invalid-data at "/effects/0/parties/0"',
    );
  });
});

describe('A log that version 1 wrote', () => {
  const log = storedIn('log-v1.jsonl');

  const grant = { action: 'use', assigner: 'nordkabel', assignee: 'isola' };
  const firstCall = {
    ...grant,
    target: 'spare-capacity',
    exclusivity: 'priority',
    hangsOn: ['spare'],
    sources: ['call'],
  };
  const plain = { ...grant, target: 'skerry-cable', exclusivity: 'non-exclusive' };
  const exclusive = {
    ...grant,
    target: 'spare-capacity',
    exclusivity: 'exclusive',
    hangsOn: ['capacity/first-call'],
  };
  const classes = (event: { sources: readonly { class: string }[] }) =>
    event.sources.map((source) => source.class);
  const grants = (event: { effects: readonly object[] }) =>
    event.effects.flatMap((effect) => ('grants' in effect ? effect.grants : []));

  test('stays readable, with its grants and sources in their present form', () => {
    const events = log.map((stored) => decodeEvent(stored).event);
    const summary = events.map((event) => {
      if (event.type === 'DossierOpened') return { type: event.type, classes: classes(event) };
      const content = event.type === 'AnnouncementCorrected' ? event.content : event;
      if (!('effects' in content)) throw new Error(`no such event in the log: ${event.type}`);
      return { type: event.type, classes: classes(content), grants: grants(content) };
    });
    const both = ['joint-statement', 'party-statement'];
    expect(summary).toStrictEqual([
      { type: 'DossierOpened', classes: ['party-statement'] },
      { type: 'AgreementAnnounced', classes: both, grants: [firstCall, plain] },
      { type: 'RenegotiationAnnounced', classes: ['party-statement'], grants: [exclusive] },
      { type: 'AnnouncementCorrected', classes: both, grants: [firstCall, plain] },
    ]);
  });

  test('keeps everything else as it was stored', () => {
    for (const stored of log) {
      const { event } = decodeEvent(stored);
      const mended = JSON.stringify(stored.data)
        .replaceAll(/"hangsOn":("[^"]*")/g, '"hangsOn":[$1]')
        .replaceAll('"class":"party"', '"class":"party-statement"');
      expect(event).toStrictEqual({ type: stored.type, ...json(mended) });
    }
  });

  test('can no longer be written so: the present version refuses the earlier form', async () => {
    const [, agreement] = log;
    const data = agreement?.data ?? {};
    const found = await refusalOf(() => decodeEvent(stored({ type: 'AgreementAnnounced', data })));
    expect(found).toStrictEqual(unreadable('invalid-data', '/sources/1/class'));
  });
});

describe('Streams and dossiers', () => {
  test('are named after each other', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        expect(dossierOf(streamOf(id))).toBe(id);
      }),
    );
    expect(dossierOf('orders-1')).toBeNull();
  });
});
