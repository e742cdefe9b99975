import { once } from 'node:events';
import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import request from 'supertest';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ExportLineSchema } from '../../src/dossier/answers.ts';
import { StoreUnavailable } from '../../src/eventstore/errors.ts';
import { MemoryEventStore } from '../../src/eventstore/memory.ts';
import type { EventStore, StoredEvent } from '../../src/eventstore/port.ts';
import { exportLog, restoreLog } from '../../src/tracker/archive.ts';
import { clockIn } from '../../src/tracker/clock.ts';
import { createTracker } from '../../src/tracker/tracker.ts';
import { verifyLog } from '../../src/tracker/verify.ts';
import { appOver, TODAY, type Trial } from '../support/app.ts';
import { dossier } from '../support/history.ts';
import { listening } from '../support/listening.ts';
import { allOf, storeWith } from '../support/logs.ts';
import { SAMPLE } from '../support/sample.ts';

const WHOLE = '/api/v1/export';
const TRIAL = '/api/v1/dossiers/trial/export';

function over(store: EventStore): Trial {
  return appOver(createTracker({ store, clock: clockIn('UTC', () => new Date(`${TODAY}T12:00:00Z`)) }));
}

function linesOf(text: string): z.output<typeof ExportLineSchema>[] {
  expect(text.endsWith('\n')).toBe(true);
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => ExportLineSchema.parse(JSON.parse(line)));
}

async function hashesOf(store: EventStore): Promise<unknown[]> {
  return (await allOf(store)).map(({ metadata }) => metadata['hash']);
}

describe('the record as a file', () => {
  let store: EventStore;
  let given: Trial;
  beforeAll(async () => {
    store = await storeWith(SAMPLE);
    given = over(store);
    await given.tracker.append('other', 'open', {
      body: dossier({ dossier: 'other' }),
      appendedBy: 'desk',
      idempotencyKey: 'key-of-the-desk',
    });
    await store.append(
      'ledger-7',
      [{ id: crypto.randomUUID(), type: 'Paid', data: { by: 'x' }, metadata: {} }],
      {
        expected: 'no-stream',
      },
    );
  });

  test('holds every dossier’s events in the order of the appends, and no other stream’s', async () => {
    const { status, headers, text } = await request(given.app).get(WHOLE).buffer(true).parse(asText);
    expect([status, headers['content-type'], headers['content-disposition']]).toStrictEqual([
      200,
      'application/jsonl',
      'attachment; filename="termline.jsonl"',
    ]);
    const places = linesOf(text).map(({ stream, revision }) => `${stream} ${revision}`);
    expect(places).toStrictEqual(
      [...SAMPLE.keys()].map((revision) => `dossier-trial ${revision}`).concat('dossier-other 0'),
    );
  });

  test('says nothing of who appended, nor with which key, though it is stored', async () => {
    const stored = JSON.stringify(await allOf(store));
    expect(
      ['appendedBy', 'idempotencyKey', 'requestDigest'].map((name) => stored.includes(name)),
    ).toStrictEqual([true, true, true]);
    const { text } = await request(given.app).get(WHOLE).buffer(true).parse(asText);
    expect(
      ['appendedBy', 'idempotencyKey', 'requestDigest', 'desk'].filter((name) => text.includes(name)),
    ).toStrictEqual([]);
  });

  test('of one dossier holds its events alone', async () => {
    const { headers, text } = await request(given.app).get(TRIAL).buffer(true).parse(asText);
    expect(headers['content-disposition']).toBe('attachment; filename="trial.jsonl"');
    expect(linesOf(text).map(({ stream, revision }) => `${stream} ${revision}`)).toStrictEqual(
      [...SAMPLE.keys()].map((revision) => `dossier-trial ${revision}`),
    );
  });

  test('rebuilds an empty store with the same hashes, which verifies', async () => {
    const { text } = await request(given.app).get(WHOLE).buffer(true).parse(asText);
    const restored = new MemoryEventStore();
    const done = await restoreLog(each(text.split('\n')), restored);
    expect(done).toStrictEqual({ events: SAMPLE.length + 1, appended: SAMPLE.length + 1 });
    const dossiers = (await allOf(store)).filter(({ stream }) => stream.startsWith('dossier-'));
    expect(await hashesOf(restored)).toStrictEqual(dossiers.map(({ metadata }) => metadata['hash']));
    expect((await verifyLog(restored)).finding).toBeNull();
  });

  test('ends with the hash that the record’s page shows as its head', async () => {
    const { text } = await request(given.app).get(TRIAL).buffer(true).parse(asText);
    const { headHash } = await given.tracker.log('trial', {});
    expect(linesOf(text).at(-1)?.metadata.hash).toBe(headHash);
  });

  test('is compressed for whoever prefers that, and unpacks to the same bytes', async () => {
    const plain = await request(given.app)
      .get(WHOLE)
      .set('Accept-Encoding', 'identity')
      .buffer(true)
      .parse(asText);
    const packed = await request(given.app)
      .get(WHOLE)
      .set('Accept-Encoding', 'gzip')
      .buffer(true)
      .parse(asText);
    expect([plain.headers['content-encoding'], packed.headers['content-encoding']]).toStrictEqual([
      undefined,
      'gzip',
    ]);
    expect([plain.headers['vary'], packed.headers['vary']]).toStrictEqual([
      'Accept-Encoding',
      'Accept-Encoding',
    ]);
    expect(packed.text).toBe(plain.text);
  });

  test('has on HEAD the headers of GET and no body', async () => {
    const names = ['content-type', 'content-disposition', 'cache-control', 'vary', 'content-encoding'];
    const plain = { 'Accept-Encoding': 'identity' };
    const whole = await request(given.app).get(TRIAL).set(plain).buffer(true).parse(asText);
    const head = await request(given.app).head(TRIAL).set(plain);
    expect(names.map((name) => head.headers[name])).toStrictEqual(names.map((name) => whole.headers[name]));
    expect([head.status, head.text ?? '']).toStrictEqual([200, '']);
  });

  test('is empty where nothing is on record', async () => {
    const reply = await request(over(new MemoryEventStore()).app).get(WHOLE).buffer(true).parse(asText);
    expect([reply.status, reply.text]).toStrictEqual([200, '']);
  });

  test.each([
    ['of a dossier that isn’t there', '/api/v1/dossiers/nowhere/export', 404],
    ['with a parameter that it doesn’t know', `${WHOLE}?after=3`, 400],
  ])('%s is a problem', async (_name, path, status) => {
    const reply = await request(given.app).get(path);
    expect([reply.status, reply.headers['content-type'], reply.headers['content-disposition']]).toStrictEqual(
      [status, 'application/problem+json', undefined],
    );
  });

  test('is described with the schema of a line', async () => {
    const { text } = await request(given.app).get('/openapi.json');
    const operation = z.looseObject({
      get: z.looseObject({ responses: z.looseObject({ 200: z.looseObject({ content: z.unknown() }) }) }),
    });
    const { paths } = z.looseObject({ paths: z.record(z.string(), z.unknown()) }).parse(JSON.parse(text));
    for (const path of [WHOLE, '/api/v1/dossiers/{dossier}/export']) {
      expect(operation.parse(paths[path]).get.responses[200].content).toStrictEqual({
        'application/jsonl': {
          schema: { type: 'array', items: { $ref: '#/components/schemas/ExportLine' } },
        },
      });
    }
  });
});

/** Reads an answer as text, of whichever media type. */
function asText(res: request.Response, done: (error: Error | null, body: string) => void): void {
  let text = '';
  res.setEncoding('utf8');
  res.on('data', (chunk: string) => {
    text += chunk;
  });
  res.on('end', () => {
    res.text = text;
    done(null, text);
  });
}

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

/** A line's worth of bytes, and how many such events make a large log. */
const LINE = 2_000;
const MANY = 5_000;

function large(revision: number): StoredEvent {
  const data = { text: 'x'.repeat(LINE) };
  return {
    id: crypto.randomUUID(),
    stream: 'dossier-trial',
    revision,
    position: String(revision),
    type: 'StatementMade',
    data,
    metadata: {},
  };
}

/** A store that is read as a test says. */
class Scripted extends MemoryEventStore {
  readonly #script: () => AsyncIterable<StoredEvent>;

  constructor(script: () => AsyncIterable<StoredEvent>) {
    super();
    this.#script = script;
  }

  override async *readAll(): AsyncIterable<StoredEvent> {
    yield* this.#script();
  }
}

/** Sends a request and takes nothing of its answer yet. */
async function begun(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, resolve).on('error', reject);
  });
}

function signal(): { readonly given: Promise<void>; give(): void } {
  let give = (): void => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

describe('a large record', () => {
  test('begins to arrive while most of it is still unread', async () => {
    const arrived = signal();
    const { app } = over(
      new Scripted(async function* () {
        for (let n = 0; n < MANY; n += 1) {
          // Nothing more is to be had before the client has got what there is so far.
          if (n === 100) await arrived.given;
          yield large(n);
        }
      }),
    );
    const lines = await listening(app, async (url) => {
      const answer = await begun(`${url}${WHOLE}`);
      let text = '';
      for await (const chunk of answer.setEncoding('utf8')) {
        arrived.give();
        text += String(chunk);
      }
      return text.trimEnd().split('\n').length;
    });
    expect(lines).toBe(MANY);
  });

  test('is never held: no more is read than is about to be sent', async () => {
    let answering: ServerResponse | null = null;
    let [most, read] = [0, 0];
    const { app } = over(
      new Scripted(async function* () {
        for (; read < MANY; read += 1) {
          most = Math.max(most, answering?.writableLength ?? 0);
          yield large(read);
        }
      }),
    );
    const watched = (req: IncomingMessage, res: ServerResponse): void => {
      answering = res;
      app(req, res);
    };
    const bytes = await listening(watched, async (url) => {
      const reply = await fetch(`${url}${WHOLE}`, { headers: { 'Accept-Encoding': 'identity' } });
      return (await reply.text()).length;
    });
    expect(read).toBe(MANY);
    expect(bytes).toBeGreaterThan(MANY * LINE);
    expect(most).toBeLessThan(20 * LINE + 65_536);
  });

  test('is no longer read once the client has gone, and that is no fault', async () => {
    const left = signal();
    const { app, lines } = over(
      new Scripted(async function* () {
        try {
          // Without an end: only the client's going can end it.
          for (let n = 0; ; n += 1) yield large(n);
        } finally {
          left.give();
        }
      }),
    );
    await listening(app, async (url) => {
      const answer = await begun(`${url}${WHOLE}`);
      await once(answer, 'readable');
      answer.destroy();
      await left.given;
    });
    expect(lines).toStrictEqual([]);
  });

  test('is not read for HEAD beyond its first event', async () => {
    let read = 0;
    const { app } = over(
      new Scripted(async function* () {
        for (; ; read += 1) yield large(read);
      }),
    );
    expect((await request(app).head(WHOLE)).status).toBe(200);
    expect(read).toBe(0);
  });
});

describe('a store that fails', () => {
  function failingAfter(events: number): Trial {
    return over(
      new Scripted(async function* () {
        for (let n = 0; n < events; n += 1) yield large(n);
        throw new StoreUnavailable('the store is away');
      }),
    );
  }

  test('before the first event is answered 503', async () => {
    const reply = await request(failingAfter(0).app).get(WHOLE);
    expect([reply.status, reply.headers['content-type'], reply.headers['retry-after']]).toStrictEqual([
      503,
      'application/problem+json',
      '5',
    ]);
  });

  test.each(['identity', 'gzip'])(
    'in the middle breaks the answer off, and is logged (%s)',
    async (coding) => {
      const { app, lines } = failingAfter(MANY / 10);
      const outcome = await listening(app, async (url) => {
        const reply = await fetch(`${url}${WHOLE}`, { headers: { 'Accept-Encoding': coding } });
        return reply.text().then(
          () => 'complete',
          () => `broken off after ${reply.status}`,
        );
      });
      expect(outcome).toBe('broken off after 200');
      expect(
        lines.map((line) => z.looseObject({ msg: z.string() }).parse(JSON.parse(line)).msg),
      ).toStrictEqual(['store unavailable']);
    },
  );
});

describe('an exported log', () => {
  test('on the command line holds every stream unless it is to be public', async () => {
    const store = await storeWith(SAMPLE.slice(0, 1));
    await store.append('ledger-7', [{ id: crypto.randomUUID(), type: 'Paid', data: {}, metadata: {} }], {
      expected: 'no-stream',
    });
    const streams = async (publicOnly: boolean): Promise<string[]> => {
      const found: string[] = [];
      for await (const line of exportLog(store, { publicOnly }))
        found.push(z.looseObject({ stream: z.string() }).parse(JSON.parse(line)).stream);
      return found;
    };
    expect([await streams(false), await streams(true)]).toStrictEqual([
      ['dossier-trial', 'ledger-7'],
      ['dossier-trial'],
    ]);
  });
});
