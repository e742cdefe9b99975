import request, { type Response } from 'supertest';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { verifyChain } from '../../src/eventstore/chain.ts';
import { answerOf, aWorld, jsonOf, leavesTheLog, problemOf } from './given.ts';
import { amendText, ANNOUNCE, aTrial, introduce, OPENING, said } from './trial.ts';

const HeadSchema = z.looseObject({ head: z.int() });
const headNamedBy = (response: Response): number => HeadSchema.parse(jsonOf(response)).head;

describe('what is appended', () => {
  it('is answered with its place, the new head and the event as it was stored', async () => {
    const world = await aTrial();
    const response = await world.post(ANNOUNCE, said('ann-next', amendText('Twelve tons a month.')));
    expect(answerOf(response)).toStrictEqual({
      status: 201,
      location: '/api/v1/dossiers/trial/announcements/ann-next',
      etag: '"2"',
    });
    const [stored] = (await world.log('trial', { after: 1 })).events;
    expect(jsonOf(response)).toStrictEqual({ type: stored?.type, ...z.looseObject({}).parse(stored?.data) });
    expect(jsonOf(response)).toMatchObject({ id: 'ann-next', sequence: 1, effects: [{ effect: 'amend' }] });
    const there = await request(world.app).get(response.headers['location'] ?? '');
    expect(there.status).toBe(200);
  });

  it('is recorded with its writer and its key, which are nobody else’s business', async () => {
    const world = await aTrial();
    await world.post(ANNOUNCE, said('ann-next'), { 'idempotency-key': 'key-1' });
    const [last] = (await world.contents()).slice(-1);
    expect(last?.metadata).toMatchObject({ appendedBy: 'editor', idempotencyKey: 'key-1' });
    const { text } = await request(world.app).get('/api/v1/dossiers/trial/log');
    expect([text.includes('editor'), text.includes('key-1')]).toStrictEqual([false, false]);
  });

  it('may come as YAML, and is the same then', async () => {
    const [asJson, asYaml] = [await aTrial(), await aTrial()];
    const body = said('ann-next', { announcedOn: '2026', note: 'A line.\n\nAnother: "line".' });
    const one = await asJson.post(ANNOUNCE, body);
    const yaml = stringify(body).replace('"2026"', '2026');
    expect(yaml).toContain('announcedOn: 2026\n');
    const other = await asYaml.post(ANNOUNCE, yaml, { 'content-type': 'application/yaml; charset=utf-8' });
    expect([one.status, other.status]).toStrictEqual([201, 201]);
    expect(jsonOf(other)).toStrictEqual(jsonOf(one));
  });

  it('gets the next place within its day where it names none', async () => {
    const world = await aTrial();
    const placeOf = async (id: string, fields: object = {}) =>
      z.looseObject({ sequence: z.int() }).parse(jsonOf(await world.post(ANNOUNCE, said(id, { ...fields }))))
        .sequence;
    expect([
      await placeOf('ann-a'),
      await placeOf('ann-b', { sequence: 7 }),
      await placeOf('ann-c'),
      await placeOf('ann-d', { announcedOn: '2026-02-02' }),
    ]).toStrictEqual([1, 7, 8, 1]);
  });

  it('opens a dossier, whose head is then 0', async () => {
    const world = await aWorld();
    expect(answerOf(await world.post('/dossiers', OPENING))).toStrictEqual({
      status: 201,
      location: '/api/v1/dossiers/trial',
      etag: '"0"',
    });
  });

  it('changes a dossier itself, from that revision on', async () => {
    const world = await aTrial();
    const response = await world.post('/dossiers/trial/amendments', { title: 'The trial' });
    expect(answerOf(response)).toStrictEqual({
      status: 201,
      location: '/api/v1/dossiers/trial/log?after=1&limit=1',
      etag: '"2"',
    });
    expect([
      (await world.dossier('trial')).title,
      (await world.dossier('trial', { log: 1 })).title,
    ]).toStrictEqual(['The trial', 'A trial']);
  });

  it('links to what was there before, in a chain without a break', async () => {
    const world = await aTrial();
    for (const id of ['ann-a', 'ann-b', 'ann-c']) await world.post(ANNOUNCE, said(id));
    const { events, head, headHash } = await world.log('trial');
    expect(events.map(({ previousHash }) => previousHash)).toStrictEqual([
      null,
      ...events.slice(0, -1).map(({ hash }) => hash),
    ]);
    expect([head, headHash]).toStrictEqual([4, events.at(-1)?.hash]);
    expect(await verifyChain(world.store.readAll())).toMatchObject({ intact: true, events: 5 });
  });
});

const MARKUP = '<script>alert("1")</script> & <b onclick=x>bold</b> [here](javascript:alert(2)) "quoted"';

describe('text with markup in it', () => {
  it('is stored as it is, and shown as text', async () => {
    const world = await aTrial();
    const response = await world.post(
      ANNOUNCE,
      said('ann-markup', {
        headline: `Headline ${MARKUP}`,
        note: `Note ${MARKUP}`,
        effects: [introduce('supply/markup', { heading: `Heading ${MARKUP}`, text: `Text ${MARKUP}` })],
      }),
    );
    expect(response.status).toBe(201);
    const { clause } = await world.clause('trial', 'supply/markup', { on: '2026-02-01' });
    expect([clause.heading, clause.text]).toStrictEqual([`Heading ${MARKUP}`, `Text ${MARKUP}`]);
    for (const page of [
      '/',
      '/dossiers/trial',
      '/dossiers/trial/on/2026-02-01',
      '/dossiers/trial/announcements',
      '/dossiers/trial/announcements/ann-markup',
      '/dossiers/trial/clauses/supply/markup',
      '/dossiers/trial/clauses/supply/markup/on/2026-02-01',
      '/dossiers/trial/compare/2026-01-15/to/2026-02-01',
      '/dossiers/trial/log',
    ]) {
      const { status, text } = await request(world.app).get(page).accept('html');
      expect([page, status]).toStrictEqual([page, 200]);
      const harmful = ['<script>', '<b onclick', 'href="javascript:'].filter((part) => text.includes(part));
      expect([page, harmful]).toStrictEqual([page, []]);
    }
    const { text } = await request(world.app).get('/dossiers/trial/on/2026-02-01').accept('html');
    expect(text).toContain('&lt;script&gt;');
  });
});

const LIMIT = 64 * 1024;
const EVENT_LIMIT = 512 * 1024;

describe('a clause', () => {
  it.each([
    { what: 'of one-byte signs', sign: 'a', bytes: 1 },
    { what: 'of two-byte signs', sign: 'é', bytes: 2 },
    { what: 'of four-byte signs', sign: '🌾', bytes: 4 },
  ])('$what may be as long as the limit, and not a sign longer', async ({ sign, bytes }) => {
    const world = await aTrial();
    const text = sign.repeat(LIMIT / bytes);
    const longer = await leavesTheLog(world, () =>
      world.post(ANNOUNCE, said('ann-long', amendText(`${text}${sign}`))),
    );
    expect(problemOf(longer)).toStrictEqual({ status: 413, type: 'too-large', places: ['/effects/0/text'] });
    expect(longer.text).toContain('65536');
    expect((await world.post(ANNOUNCE, said('ann-long', amendText(text)))).status).toBe(201);
    const { clause } = await world.clause('trial', 'supply/volume', { on: '2026-02-01' });
    expect(clause.text).toBe(text);
  });

  it('that is too long is refused in a correction, too', async () => {
    const world = await aTrial();
    const content = said('ann-first', {
      effects: [introduce('supply/volume', { text: 'a'.repeat(LIMIT + 1) })],
    });
    const body = { reason: 'too short', content };
    const response = await leavesTheLog(world, () => world.post(`${ANNOUNCE}/ann-first/corrections`, body));
    expect(problemOf(response)).toStrictEqual({
      status: 413,
      type: 'too-large',
      places: ['/content/effects/0/text'],
    });
  });
});

/** An announcement of exactly so many bytes once it is stored. */
function ofBytes(bytes: number): object {
  const body = (notes: readonly string[]) => ({
    ...said('ann-large'),
    sequence: 1,
    about: [],
    effects: notes.map((text, index) => introduce(`supply/part-${index}`, { text, kind: 'duty' })),
  });
  const full = Array.from({ length: 8 }, () => 'a'.repeat(60_000));
  const missing = bytes - Buffer.byteLength(JSON.stringify(body([...full, ''])));
  return body([...full, 'a'.repeat(missing)]);
}

describe('an event', () => {
  it('may be as large as the limit', async () => {
    const world = await aTrial();
    const body = JSON.stringify(ofBytes(EVENT_LIMIT));
    expect(Buffer.byteLength(body)).toBe(EVENT_LIMIT);
    expect((await world.post(ANNOUNCE, body)).status).toBe(201);
  });

  it('may not be a byte larger', async () => {
    const world = await aTrial();
    const body = JSON.stringify(ofBytes(EVENT_LIMIT + 1));
    const response = await leavesTheLog(world, () => world.post(ANNOUNCE, body));
    expect(problemOf(response)).toStrictEqual({ status: 413, type: 'too-large', places: [] });
    expect(response.text).toContain(String(EVENT_LIMIT));
  });

  it('may not become larger by being unfolded', async () => {
    const world = await aTrial();
    const effects = Array.from({ length: 90 }, (_, index) =>
      [
        `  - {effect: introduce, clause: supply/part-${index}, heading: Part,`,
        `text: ${index === 0 ? `&text ${'a'.repeat(6_000)}` : '*text'}}`,
      ].join(' '),
    );
    const yaml = `${stringify(said('ann-large'))}effects:\n${effects.join('\n')}\n`;
    expect(Buffer.byteLength(yaml)).toBeLessThan(EVENT_LIMIT / 8);
    const response = await leavesTheLog(world, () =>
      world.post(ANNOUNCE, yaml, { 'content-type': 'application/yaml' }),
    );
    expect(problemOf(response)).toStrictEqual({ status: 413, type: 'too-large', places: [''] });
  });
});

describe('a writer who names the head', () => {
  it('is let in where it is the present one', async () => {
    const world = await aTrial();
    const response = await world.post(ANNOUNCE, said('ann-next'), { 'if-match': '"1"' });
    expect(answerOf(response)).toMatchObject({ status: 201, etag: '"2"' });
  });

  it.each(['"0"', '"2"', 'W/"1"', '"something"', '"0", "2"'])(
    'is told the present one where %s is none',
    async (tag) => {
      const world = await aTrial();
      const response = await leavesTheLog(world, () =>
        world.post(ANNOUNCE, said('ann-next'), { 'if-match': tag }),
      );
      expect(problemOf(response)).toStrictEqual({ status: 412, type: 'stale-head', places: [] });
      expect(headNamedBy(response)).toBe(1);
    },
  );

  it.each(['*', '"0", "1"', '"1"'])('is let in with %s', async (tag) => {
    const world = await aTrial();
    expect((await world.post(ANNOUNCE, said('ann-next'), { 'if-match': tag })).status).toBe(201);
  });

  it('is the one of two who was first; the other is told the new head', async () => {
    const world = await aTrial();
    const ids = ['ann-one', 'ann-other'];
    const responses = await Promise.all(
      ids.map((id) => world.post(ANNOUNCE, said(id), { 'if-match': '"1"' })),
    );
    const [won, lost] = responses.sort((a, b) => a.status - b.status);
    expect([won?.status, won?.headers['etag']]).toStrictEqual([201, '"2"']);
    if (lost === undefined) throw new TypeError('two were asked');
    expect(problemOf(lost)).toStrictEqual({ status: 412, type: 'stale-head', places: [] });
    expect(headNamedBy(lost)).toBe(2);
    expect((await world.contents()).length).toBe(3);
  });

  it('rehearses against that head, too', async () => {
    const world = await aTrial();
    const response = await leavesTheLog(world, () =>
      world.post(`${ANNOUNCE}?dryRun=true`, said('ann-next'), { 'if-match': '"0"' }),
    );
    expect(problemOf(response)).toStrictEqual({ status: 412, type: 'stale-head', places: [] });
  });
});
