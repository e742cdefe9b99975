import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { addressOfServer, aWorld, leavesTheLog, problemOf, TOKEN } from './given.ts';
import { ANNOUNCE, aTrial, OPENING, said } from './trial.ts';

const world = await aTrial();
const server = await addressOfServer(world);
/** Names of lists, and of the list that each holds nine times. */
const UNFOLDING = ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg'].map((pair) => pair.split(''));
const READ = '/api/v1/dossiers/trial';
const get = (address: string) => leavesTheLog(world, async () => request(world.app).get(address));

describe('a read that cannot be answered says why:', () => {
  it.each([
    { what: 'a day that does not exist', address: `${READ}/state?on=2026-02-29`, places: ['on'] },
    { what: 'a month for a day', address: `${READ}/state?on=2026-02`, places: ['on'] },
    { what: 'knowledge of no day', address: `${READ}/state?known=soon`, places: ['known'] },
    { what: 'a revision that is no number', address: `${READ}/state?log=-1`, places: ['log'] },
    { what: 'an unknown parameter', address: `${READ}/state?onn=2026-02-01`, places: ['onn'] },
    {
      what: 'a parameter given twice',
      address: `${READ}/state?on=2026-02-01&on=2026-02-02`,
      places: ['on'],
    },
    { what: 'a comparison with one end', address: `${READ}/compare?from=2026-02-01`, places: ['to'] },
    {
      what: 'a comparison with an end that is no day',
      address: `${READ}/compare?from=2026-02-30&to=after:`,
      places: ['from', 'to'],
    },
    { what: 'a page of the log without an event', address: `${READ}/log?limit=0`, places: ['limit'] },
  ])('$what', async ({ address, places }) => {
    expect(problemOf(await get(address))).toStrictEqual({ status: 400, type: 'invalid-request', places });
  });

  it.each([
    { what: 'a state', address: `${READ}/state?known=2026-11-24` },
    { what: 'a comparison', address: `${READ}/compare?from=2026-01-01&to=2026-02-01&known=2026-11-24` },
    { what: 'one end', address: `${READ}/compare?from=2026-01-01&to=2026-02-01&toKnown=2027-01-01` },
    { what: 'a clause', address: `${READ}/clauses/supply/volume?known=2026-11-24` },
    { what: 'a history', address: `${READ}/clauses/supply/volume/history?known=2026-11-24` },
    { what: 'conflicts', address: `${READ}/conflicts?known=2026-11-24` },
  ])('$what as known on a day to come', async ({ address }) => {
    const { status, type } = problemOf(await get(address));
    expect([status, type]).toStrictEqual([400, 'invalid-request']);
  });

  it('as known today, which is not yet over, is an answer', async () => {
    expect((await get(`${READ}/state?known=2026-11-23`)).status).toBe(200);
  });

  it.each([
    { what: 'a state', address: `${READ}/state?log=2` },
    { what: 'a dossier', address: `${READ}?log=2` },
    { what: 'a change', address: `${READ}/announcements/ann-first/change?log=2` },
  ])('$what at a revision beyond the log', async ({ address }) => {
    const { status, type } = problemOf(await get(address));
    expect([status, type]).toStrictEqual([400, 'invalid-request']);
  });

  it.each([
    '/api/v1/dossiers/none',
    '/api/v1/dossiers/none/state',
    '/api/v1/dossiers/none/compare?from=2026-01-01&to=2026-02-01',
    '/api/v1/dossiers/none/announcements',
    '/api/v1/dossiers/none/conflicts',
    '/api/v1/dossiers/none/log',
    '/api/v1/dossiers/No_Id/state',
    `${READ}/announcements/ann-none`,
    `${READ}/announcements/ann-none/change`,
    `${READ}/clauses/supply/none`,
    `${READ}/clauses/supply/none/history`,
    `${READ}/clauses/supply/volume?known=2026-01-09`,
    `${READ}/compare?from=before:ann-none&to=2026-02-01`,
    `${READ}/announcements/ann-first?log=0`,
    '/api/v1/nothing',
    '/api/v2/dossiers',
  ])('%s is not there', async (address) => {
    expect(problemOf(await get(address))).toStrictEqual({ status: 404, type: 'not-found', places: [] });
  });

  it.each([
    { method: 'put', address: `${READ}/state`, allow: 'GET, HEAD' },
    { method: 'delete', address: `${READ}/announcements/ann-first`, allow: 'GET, HEAD' },
    { method: 'post', address: `${READ}/announcements`, allow: 'GET, HEAD' },
    { method: 'patch', address: '/dossiers/trial', allow: 'GET, HEAD' },
  ] as const)('$method is no method of $address', async ({ method, address, allow }) => {
    const response = await leavesTheLog(world, async () =>
      request(world.app)[method](address).set('accept', 'application/json').send(),
    );
    expect(problemOf(response)).toStrictEqual({ status: 405, type: 'method-not-allowed', places: [] });
    expect(response.headers['allow']).toBe(allow);
  });
});

describe('before the first record', () => {
  it('a day is an ordinary answer, on which nothing is in force yet', async () => {
    const state = await world.state('trial', { on: '1990-01-01' });
    expect(state.counts).toStrictEqual({ 'in-force': 0, conditional: 0, unknown: 0, 'not-yet': 2, ended: 0 });
    expect(state.resolved).toStrictEqual({
      on: '1990-01-01',
      known: null,
      log: 1,
      validFrom: null,
      validTo: '2026-01-10',
      lastAnnouncement: null,
    });
  });

  it('the public knew of no clause', async () => {
    const state = await world.state('trial', { on: '2026-02-01', known: '1990-01-01' });
    expect([state.contracts, state.conflicts, state.possiblyKnown]).toStrictEqual([[], [], []]);
  });

  it('a day is an ordinary page as well', async () => {
    const { status, type } = await request(world.app).get('/dossiers/trial/on/1990-01-01').accept('html');
    expect([status, type]).toStrictEqual([200, 'text/html']);
  });

  it('and with it a comparison is an ordinary answer as well', async () => {
    const { counts, changes } = await world.compare('trial', '1990-01-01', '2026-02-01');
    expect([counts.added, changes.length]).toStrictEqual([2, 2]);
  });
});

describe('a dossier that holds nothing yet', () => {
  it('answers everything with nothing', async () => {
    const empty = await aWorld();
    expect((await empty.post('/dossiers', OPENING)).status).toBe(201);
    const { resolved, contracts, counts } = await empty.state('trial');
    expect({ resolved, contracts, counts }).toStrictEqual({
      resolved: {
        on: '2026-11-23',
        known: null,
        log: 0,
        validFrom: null,
        validTo: null,
        lastAnnouncement: null,
      },
      contracts: [],
      counts: { 'in-force': 0, conditional: 0, unknown: 0, 'not-yet': 0, ended: 0 },
    });
    const { changes, announcements } = await empty.compare('trial', '2020-01-01', '2030-01-01');
    expect([changes, announcements]).toStrictEqual([[], []]);
    expect((await empty.announcements('trial')).announcements).toStrictEqual([]);
    expect((await empty.conflicts('trial')).conflicts).toStrictEqual([]);
    expect((await empty.dossier('trial')).firstRecord).toBeNull();
    expect((await empty.log('trial')).events.map(({ type }) => type)).toStrictEqual(['DossierOpened']);
    for (const page of [
      '',
      '/on/2020-01-01',
      '/announcements',
      '/log',
      '/compare/2020-01-01/to/2021-01-01',
    ]) {
      const response = await request(empty.app).get(`/dossiers/trial${page}`).accept('html');
      expect([page, response.status, response.type]).toStrictEqual([page, 200, 'text/html']);
    }
  });

  it('is not the same as a store that holds no dossier', async () => {
    const nothing = await aWorld();
    expect(await nothing.dossiers()).toStrictEqual({ dossiers: [] });
    const home = await request(nothing.app).get('/').accept('html');
    expect([home.status, home.type]).toStrictEqual([200, 'text/html']);
  });
});

describe('an append that cannot be read is refused, and the log stays as it was:', () => {
  const post = (body: string | object, headers: Record<string, string> = {}, address = ANNOUNCE) =>
    leavesTheLog(world, () => world.post(address, body, headers));
  const YAML = { 'content-type': 'application/yaml' };

  it.each([
    { what: 'JSON that stops in the middle', body: '{"id": "ann-', headers: {} },
    { what: 'no body', body: '', headers: {} },
    { what: 'blanks only', body: '  \n', headers: YAML },
    { what: 'YAML that is none', body: 'id: [ann-next', headers: YAML },
    { what: 'YAML with a key twice', body: 'id: ann-next\nid: ann-other\n', headers: YAML },
    {
      what: 'YAML that unfolds without end',
      body: `a: &a [x, x, x, x, x, x, x, x, x]\n${UNFOLDING.map(
        ([name, of]) => `${name}: &${name} [${Array(9).fill(`*${of}`).join(', ')}]`,
      ).join('\n')}\n`,
      headers: YAML,
    },
    { what: 'YAML nested without end', body: '['.repeat(100_000), headers: YAML },
  ])('$what', async ({ body, headers }) => {
    expect(problemOf(await post(body, headers))).toStrictEqual({
      status: 400,
      type: 'invalid-request',
      places: [],
    });
  });

  it('JSON nested without end', async () => {
    const nested = `{"id": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const { status } = problemOf(await post(nested));
    expect(status).toBe(422);
  });

  it('bytes that are not UTF-8', async () => {
    const response = await leavesTheLog(world, () =>
      fetch(`${server}/api/v1/admin${ANNOUNCE}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: Buffer.from('{"headline": "caf\u00e9"}', 'latin1'),
      }),
    );
    expect([response.status, await response.text()]).toStrictEqual([
      400,
      expect.stringContaining('/problems/invalid-request'),
    ]);
  });

  it.each([
    { what: 'text', type: 'text/plain' },
    { what: 'a form', type: 'application/x-www-form-urlencoded' },
    { what: 'JSON in another character set', type: 'application/json; charset=utf-16' },
    { what: 'a problem document', type: 'application/problem+json' },
  ])('$what', async ({ type }) => {
    const response = await post(said('ann-next'), { 'content-type': type });
    expect(problemOf(response)).toStrictEqual({ status: 415, type: 'unsupported-media-type', places: [] });
    expect(response.headers['accept']).toContain('application/json');
  });

  it('a coding that is not read', async () => {
    const response = await post(said('ann-next'), { 'content-encoding': 'compress' });
    expect(problemOf(response)).toStrictEqual({ status: 415, type: 'unsupported-media-type', places: [] });
  });

  it.each([
    { name: 'if-match', value: '1', place: 'If-Match' },
    { name: 'if-match', value: '"1" "2"', place: 'If-Match' },
    { name: 'idempotency-key', value: 'a key', place: 'Idempotency-Key' },
    { name: 'idempotency-key', value: 'k'.repeat(201), place: 'Idempotency-Key' },
  ])('a header $name: $value', async ({ name, value, place }) => {
    expect(problemOf(await post(said('ann-next'), { [name]: value }))).toStrictEqual({
      status: 400,
      type: 'invalid-request',
      places: [place],
    });
  });

  it.each([
    { search: 'dryRun=perhaps', place: 'dryRun' },
    { search: 'dryrun=true', place: 'dryrun' },
    { search: 'force=true', place: 'force' },
  ])('a query $search', async ({ search, place }) => {
    expect(problemOf(await post(said('ann-next'), {}, `${ANNOUNCE}?${search}`))).toStrictEqual({
      status: 400,
      type: 'invalid-request',
      places: [place],
    });
  });

  it('a dossier that nobody opened', async () => {
    const response = await post(said('ann-next'), {}, '/dossiers/none/announcements');
    expect(problemOf(response)).toStrictEqual({ status: 404, type: 'not-found', places: [] });
  });

  it.each(['"0"', '"0", "1"', '*'])('a dossier that nobody opened, with If-Match: %s', async (tag) => {
    const response = await post(said('ann-next'), { 'if-match': tag }, '/dossiers/none/announcements');
    expect(problemOf(response)).toStrictEqual({ status: 404, type: 'not-found', places: [] });
  });

  it('an address of the writing side that does not exist', async () => {
    expect(problemOf(await post({}, {}, '/dossiers/trial/nothing')).type).toBe('not-found');
    const read = await request(world.app)
      .get(`/api/v1/admin${ANNOUNCE}`)
      .set('authorization', `Bearer ${TOKEN}`);
    expect([problemOf(read).type, read.headers['allow']]).toStrictEqual(['method-not-allowed', 'POST']);
  });
});

describe('only who holds a token may append', () => {
  const asked = { status: 401, type: 'unauthorized', places: [] };

  it.each([
    { what: 'no token', authorization: '' },
    { what: 'another token', authorization: 'Bearer somebody-else' },
    { what: 'the token with something after it', authorization: `Bearer ${TOKEN}x` },
    { what: 'another scheme', authorization: `Basic ${TOKEN}` },
    { what: 'the name of the token', authorization: 'Bearer editor' },
  ])('$what', async ({ authorization }) => {
    const response = await leavesTheLog(world, () =>
      world.post(ANNOUNCE, said('ann-next'), { authorization }),
    );
    expect(problemOf(response)).toStrictEqual(asked);
    expect(response.headers['www-authenticate']).toMatch(/^Bearer /);
  });

  it('and who may not is told nothing of what is there', async () => {
    const nowhere = await world.post('/dossiers/none/announcements', 'nonsense', { authorization: '' });
    expect(problemOf(nowhere)).toStrictEqual(asked);
  });

  it('nobody, where no token is configured', async () => {
    const off = await aWorld({ tokens: new Map() });
    const response = await leavesTheLog(off, () => off.post('/dossiers', OPENING));
    expect(problemOf(response)).toStrictEqual({ status: 404, type: 'not-found', places: [] });
  });

  it('not without measure: too many requests have to wait', async () => {
    const busy = await aWorld({ limits: { requests: 3, failures: 2 } });
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1) {
      statuses.push((await busy.post('/dossiers', { ...OPENING, dossier: `trial-${index}` })).status);
    }
    expect(statuses).toStrictEqual([201, 201, 201, 429]);
    const response = await leavesTheLog(busy, () => busy.post('/dossiers', OPENING));
    expect(problemOf(response)).toStrictEqual({ status: 429, type: 'rate-limited', places: [] });
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('not by guessing: after too many wrong tokens the right one has to wait, too', async () => {
    const guessed = await aWorld({ limits: { requests: 100, failures: 2 } });
    const guess = async (authorization: string): Promise<number> =>
      (await guessed.post('/dossiers', OPENING, { authorization })).status;
    const wrong = [await guess('Bearer 1'), await guess('Bearer 2'), await guess('Bearer 3')];
    expect(wrong).toStrictEqual([401, 401, 429]);
    expect([await guess(`Bearer ${TOKEN}`), await guessed.contents()]).toStrictEqual([429, []]);
  });
});
