import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../src/eventstore/chain.ts';
import { isAskedAgain } from '../support/store.ts';
import { addressOfServer, answerOf, aWorld, jsonOf, leavesTheLog, problemOf, TOKEN } from './given.ts';
import { amendText, ANNOUNCE, aTrial, OPENING, said } from './trial.ts';

const statusesOf = (responses: readonly { readonly status: number }[]): string =>
  responses
    .map(({ status }) => String(status))
    .sort()
    .join(' ');

describe('the same announcement once more', () => {
  it('with the same content is answered as the first time, and not stored again', async () => {
    const world = await aTrial();
    const first = await world.post(ANNOUNCE, said('ann-next'));
    await world.post(ANNOUNCE, said('ann-after'));
    const second = await leavesTheLog(world, () => world.post(ANNOUNCE, said('ann-next')));
    expect(answerOf(second)).toStrictEqual({
      status: 200,
      location: '/api/v1/dossiers/trial/announcements/ann-next',
      etag: '"3"',
    });
    expect(jsonOf(second)).toStrictEqual(jsonOf(first));
  });

  it('is the same whatever the order of its members and whether defaults are written out', async () => {
    const world = await aTrial();
    const body = said('ann-next', amendText('Twelve tons.'));
    expect((await world.post(ANNOUNCE, body)).status).toBe(201);
    const turned = Object.fromEntries(Object.entries({ ...body, about: [] }).reverse());
    const second = await leavesTheLog(world, () => world.post(ANNOUNCE, turned));
    expect(second.status).toBe(200);
  });

  it('with other content is refused', async () => {
    const world = await aTrial();
    await world.post(ANNOUNCE, said('ann-next'));
    const response = await leavesTheLog(world, () =>
      world.post(ANNOUNCE, said('ann-next', { headline: 'Something else' })),
    );
    expect(problemOf(response)).toStrictEqual({ status: 409, type: 'announcement-exists', places: ['/id'] });
  });

  it('of a dossier with the same content is no second dossier', async () => {
    const world = await aTrial();
    const response = await leavesTheLog(world, () => world.post('/dossiers', OPENING));
    expect(answerOf(response)).toStrictEqual({
      status: 200,
      location: '/api/v1/dossiers/trial',
      etag: '"1"',
    });
  });

  it('whose head is stale by now is answered as the first time all the same', async () => {
    const world = await aTrial();
    const headers = { 'if-match': '"1"', 'idempotency-key': 'key-1' };
    expect((await world.post(ANNOUNCE, said('ann-next'), headers)).status).toBe(201);
    const second = await leavesTheLog(world, () => world.post(ANNOUNCE, said('ann-next'), headers));
    expect(second.status).toBe(200);
  });
});

describe('an idempotency key', () => {
  it('that was used for something else is refused', async () => {
    const world = await aTrial();
    const key = { 'idempotency-key': 'key-1' };
    await world.post(ANNOUNCE, said('ann-next'), key);
    const response = await leavesTheLog(world, () => world.post(ANNOUNCE, said('ann-other'), key));
    expect(problemOf(response)).toStrictEqual({ status: 422, type: 'key-reused', places: [] });
  });

  it('is not used up by a request that was refused', async () => {
    const world = await aTrial();
    const key = { 'idempotency-key': 'key-1' };
    expect((await world.post(ANNOUNCE, said('ann-next', { announcedOn: '2027' }), key)).status).toBe(422);
    expect((await world.post(ANNOUNCE, said('ann-next'), key)).status).toBe(201);
  });

  it('is not used up by a rehearsal', async () => {
    const world = await aTrial();
    const key = { 'idempotency-key': 'key-1' };
    expect((await world.post(`${ANNOUNCE}?dryRun=true`, said('ann-next'), key)).status).toBe(200);
    expect((await world.post(ANNOUNCE, said('ann-other'), key)).status).toBe(201);
  });

  it('under which fifty ask at once is answered fifty times, and stored once', async () => {
    const world = await aTrial();
    const responses = await Promise.all(
      Array.from({ length: 50 }, () =>
        world.post(ANNOUNCE, said('ann-next', amendText('Twelve tons.')), { 'idempotency-key': 'key-1' }),
      ),
    );
    expect(statusesOf(responses)).toBe(`${'200 '.repeat(49)}201`);
    const answers = new Set(responses.map(({ text, headers }) => `${headers['etag']} ${text}`));
    expect(answers.size).toBe(1);
    expect((await world.contents()).map(({ revision }) => revision)).toStrictEqual([0, 1, 2]);
  });
});

describe('fifty writers at once', () => {
  it('with one announcement and no key store it once', async () => {
    const world = await aTrial();
    const responses = await Promise.all(
      Array.from({ length: 50 }, () => world.post(ANNOUNCE, said('ann-next'))),
    );
    expect(new Set(responses.map(({ text }) => text)).size).toBe(1);
    expect((await world.contents()).length).toBe(3);
  });

  it('with an announcement each store each exactly once', async () => {
    const world = await aTrial();
    const address = `${await addressOfServer(world)}/api/v1/admin${ANNOUNCE}`;
    const ids = Array.from({ length: 50 }, (_, index) => `ann-${index}`);
    const heads = await Promise.all(
      ids.map(async (id) => {
        const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
        const body = JSON.stringify(said(id));
        for (;;) {
          const response = await fetch(address, { method: 'POST', headers, body });
          await response.arrayBuffer();
          if (isAskedAgain(response.status)) continue;
          expect([id, response.status]).toStrictEqual([id, 201]);
          return Number(response.headers.get('etag')?.replaceAll('"', ''));
        }
      }),
    );
    expect(heads.sort((a, b) => a - b)).toStrictEqual(ids.map((_, index) => index + 2));
    const { announcements } = await world.announcements('trial');
    expect(announcements.map(({ id }) => id).sort()).toStrictEqual(['ann-first', ...ids].sort());
    expect(announcements.map(({ sequence }) => sequence).slice(1)).toStrictEqual(ids.map((_, at) => at + 1));
    expect(await verifyChain(world.store.readAll())).toMatchObject({ intact: true, events: 52 });
  });

  it('who open one dossier open it once', async () => {
    const world = await aWorld();
    const responses = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        world.post('/dossiers', { ...OPENING, title: `Trial ${index}` }),
      ),
    );
    expect(statusesOf(responses)).toBe(`201${' 409'.repeat(49)}`);
    expect((await world.contents()).length).toBe(1);
  });
});
