import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { ComparisonSchema, type Comparison } from '../../src/dossier/shapes.ts';
import { jsonOf, leavesTheLog, problemOf, type World } from './given.ts';
import { ANNOUNCE, aTrial, FIRST, introduce, said } from './trial.ts';

const CORRECT = `${ANNOUNCE}/ann-next/corrections`;
const RETRACT = `${ANNOUNCE}/ann-next/retractions`;

/** What was wrongly recorded: twelve tons from 2026-02-01. */
const WRONG = said('ann-next', {
  effects: [{ effect: 'amend', clause: 'supply/volume', text: 'Twelve tons a month.' }],
});
/** What was said: twenty tons, and a day later. */
const RIGHT = {
  reason: 'The figure and the day were misread.',
  content: said('ann-next', {
    announcedOn: '2026-02-02',
    effects: [{ effect: 'amend', clause: 'supply/volume', text: 'Twenty tons a month.' }],
  }),
};

/** A trial with the announcement that was wrongly recorded: its head is 2. */
async function aMistake(): Promise<World> {
  const world = await aTrial();
  expect((await world.post(ANNOUNCE, WRONG)).status).toBe(201);
  return world;
}

const textOn = async (world: World, on: string, query: object = {}): Promise<string> =>
  (await world.clause('trial', 'supply/volume', { on, ...query })).clause.text;

describe('a correction', () => {
  it('replaces the content of an announcement, and only from its own revision on', async () => {
    const world = await aMistake();
    const response = await world.post(CORRECT, RIGHT);
    expect([response.status, response.headers['location'], response.headers['etag']]).toStrictEqual([
      201,
      '/api/v1/dossiers/trial/announcements/ann-next',
      '"3"',
    ]);
    expect([
      await textOn(world, '2026-02-01'),
      await textOn(world, '2026-02-02'),
      await textOn(world, '2026-02-01', { log: 2 }),
    ]).toStrictEqual(['Ten tons a month.', 'Twenty tons a month.', 'Twelve tons a month.']);
    const { announcements } = await world.announcements('trial');
    const read = announcements.map(({ id, announcedOn, revision, corrections }) => [
      id,
      announcedOn,
      revision,
      corrections,
    ]);
    expect(read).toStrictEqual([
      ['ann-first', '2026-01-10', 1, []],
      ['ann-next', '2026-02-02', 2, [3]],
    ]);
  });

  it('takes nothing out of the log', async () => {
    const world = await aMistake();
    const before = await world.contents();
    await world.post(CORRECT, RIGHT);
    expect((await world.contents()).slice(0, before.length)).toStrictEqual(before);
  });

  it('may name its announcement, which the address names, too', async () => {
    const world = await aMistake();
    const body = { type: 'AnnouncementCorrected', announcement: 'ann-next', ...RIGHT };
    expect((await world.post(CORRECT, body)).status).toBe(201);
  });

  it('may be corrected again; the last one counts', async () => {
    const world = await aMistake();
    await world.post(CORRECT, RIGHT);
    const again = { reason: 'It was right after all.', content: { ...WRONG, sequence: 1 } };
    expect((await world.post(CORRECT, again)).status).toBe(201);
    expect(await textOn(world, '2026-02-01')).toBe('Twelve tons a month.');
    const { announcements } = await world.announcements('trial');
    expect(announcements.at(-1)?.corrections).toStrictEqual([3, 4]);
  });

  it('sent twice is recorded once', async () => {
    const world = await aMistake();
    const first = await world.post(CORRECT, RIGHT);
    const second = await leavesTheLog(world, () => world.post(CORRECT, RIGHT));
    expect([first.status, second.status, jsonOf(second)]).toStrictEqual([201, 200, jsonOf(first)]);
  });

  it.each([
    {
      what: 'names another announcement than its address',
      body: { ...RIGHT, announcement: 'ann-first' },
      problem: { status: 422, type: 'invalid-announcement', places: ['/announcement'] },
    },
    {
      what: 'changes the id',
      body: { ...RIGHT, content: said('ann-other') },
      problem: { status: 422, type: 'refused', places: ['/content/id'] },
    },
    {
      what: 'gives no reason',
      body: { content: RIGHT.content },
      problem: { status: 422, type: 'invalid-announcement', places: ['/reason'] },
    },
    {
      what: 'has a content of the wrong shape',
      body: { reason: 'Misread.', content: said('ann-next', { effects: [{ effect: 'annul' }] }) },
      problem: { status: 422, type: 'invalid-announcement', places: ['/content/effects/0/effect'] },
    },
    {
      what: 'moves it into the future',
      body: { reason: 'Misread.', content: said('ann-next', { announcedOn: '2026-11-24' }) },
      problem: { status: 422, type: 'refused', places: ['/content/announcedOn'] },
    },
    {
      what: 'names what nobody knows',
      body: {
        reason: 'Misread.',
        content: said('ann-next', { effects: [{ effect: 'affirm', clause: 'supply/none' }] }),
      },
      problem: { status: 422, type: 'refused', places: ['/content/effects/0/clause'] },
    },
    {
      what: 'makes a refutation of it that amends',
      body: { reason: 'Misread.', content: { ...WRONG, type: 'RefutationAnnounced' } },
      problem: { status: 422, type: 'refused', places: ['/content/effects/0'] },
    },
    {
      what: 'moves it before the clause that it amends was on record',
      body: { reason: 'Misread.', content: { ...WRONG, announcedOn: '2026-01-09' } },
      problem: { status: 422, type: 'refused', places: ['/content/effects/0'] },
    },
  ])('that $what is refused', async ({ body, problem }) => {
    const world = await aMistake();
    expect(problemOf(await leavesTheLog(world, () => world.post(CORRECT, body)))).toStrictEqual(problem);
  });

  it('of an announcement that nobody recorded finds nothing', async () => {
    const world = await aTrial();
    const response = await leavesTheLog(world, () => world.post(CORRECT, RIGHT));
    expect(problemOf(response)).toStrictEqual({ status: 404, type: 'not-found', places: [] });
  });

  it('that leaves others without effect is refused, unless it is forced; it then leaves a warning', async () => {
    const world = await aMistake();
    const without = {
      reason: 'The volume was never announced.',
      content: said('ann-first', {
        type: 'AgreementAnnounced',
        announcedOn: '2026-01-10',
        effects: [
          { effect: 'open-contract', contract: 'supply', title: 'Supply', parties: ['acme', 'bolt'] },
          introduce('supply/price'),
        ],
      }),
    };
    const address = `${ANNOUNCE}/ann-first/corrections`;
    const refused = await leavesTheLog(world, () => world.post(address, without));
    expect(problemOf(refused)).toStrictEqual({ status: 422, type: 'refused', places: ['/content'] });
    expect(refused.text).toContain('ann-next');
    const forced = await world.post(`${address}?force=true`, without);
    expect([forced.status, forced.headers['etag']]).toStrictEqual([201, '"3"']);
    const { warnings } = await world.state('trial');
    expect(warnings.map(({ announcement, pointer }) => [announcement, pointer])).toStrictEqual([
      ['ann-next', '/effects/0'],
    ]);
    const history = await request(world.app).get('/api/v1/dossiers/trial/clauses/supply/volume');
    expect(problemOf(history).type).toBe('not-found');
  });
});

describe('a retraction', () => {
  const REASON = { reason: 'It was never said.' };

  it('takes an announcement off the record, and only from its own revision on', async () => {
    const world = await aMistake();
    const response = await world.post(RETRACT, REASON);
    expect([response.status, response.headers['etag']]).toStrictEqual([201, '"3"']);
    expect([await textOn(world, '2026-02-01'), await textOn(world, '2026-02-01', { log: 2 })]).toStrictEqual([
      'Ten tons a month.',
      'Twelve tons a month.',
    ]);
    const gone = await request(world.app).get('/api/v1/dossiers/trial/announcements/ann-next');
    expect(problemOf(gone)).toStrictEqual({ status: 404, type: 'not-found', places: [] });
    const then = await request(world.app).get('/api/v1/dossiers/trial/announcements/ann-next?log=2');
    expect(then.status).toBe(200);
  });

  it('is final: its announcement is neither corrected, nor retracted anew, nor its id used again', async () => {
    const world = await aMistake();
    await world.post(RETRACT, REASON);
    const again = { reason: 'Never, ever.' };
    const responses = await leavesTheLog(world, async () => [
      await world.post(CORRECT, RIGHT),
      await world.post(`${CORRECT}?force=true`, RIGHT),
      await world.post(RETRACT, again),
      await world.post(ANNOUNCE, said('ann-next')),
    ]);
    expect(responses.map(problemOf)).toStrictEqual([
      { status: 422, type: 'refused', places: [] },
      { status: 422, type: 'refused', places: [] },
      { status: 422, type: 'refused', places: [] },
      { status: 409, type: 'announcement-exists', places: ['/id'] },
    ]);
  });

  it('sent twice is recorded once', async () => {
    const world = await aMistake();
    const first = await world.post(RETRACT, REASON);
    const second = await leavesTheLog(world, () => world.post(RETRACT, REASON));
    expect([first.status, second.status]).toStrictEqual([201, 200]);
  });

  it('that leaves others without effect is refused, unless it is forced; it then leaves a warning', async () => {
    const world = await aMistake();
    const address = `${ANNOUNCE}/ann-first/retractions`;
    const refused = await leavesTheLog(world, () => world.post(address, REASON));
    expect(problemOf(refused)).toStrictEqual({ status: 422, type: 'refused', places: [''] });
    expect((await world.post(`${address}?force=true`, REASON)).status).toBe(201);
    const { contracts, warnings } = await world.state('trial');
    expect([contracts, warnings.map(({ announcement }) => announcement)]).toStrictEqual([[], ['ann-next']]);
  });

  it.each([
    { what: 'no reason', body: {}, places: ['/reason'] },
    {
      what: 'another announcement',
      body: { ...REASON, announcement: 'ann-first' },
      places: ['/announcement'],
    },
    { what: 'a content', body: { ...REASON, content: WRONG }, places: ['/content'] },
  ])('with $what is refused', async ({ body, places }) => {
    const world = await aMistake();
    expect(problemOf(await leavesTheLog(world, () => world.post(RETRACT, body)))).toStrictEqual({
      status: 422,
      type: 'invalid-announcement',
      places,
    });
  });
});

describe('a rehearsal of a correction', () => {
  const rehearse = async (world: World, address: string, body: object): Promise<Comparison> => {
    const response = await leavesTheLog(world, () => world.post(address, body));
    expect(response.status).toBe(200);
    return ComparisonSchema.parse(jsonOf(response));
  };
  const words = ({ changes, warnings }: Comparison) => ({
    changes: changes.map(({ ref, class: kind, before, after }) => [ref, kind, before?.text, after?.text]),
    warnings: warnings.map(({ announcement }) => announcement),
  });

  it('shows the text that it would change, and stores nothing', async () => {
    const world = await aMistake();
    const comparison = await rehearse(world, `${CORRECT}?dryRun=true`, RIGHT);
    expect(words(comparison)).toStrictEqual({
      changes: [['supply/volume', 'changed', 'Twelve tons a month.', 'Ten tons a month.']],
      warnings: [],
    });
    expect([comparison.from.log, comparison.to.log]).toStrictEqual([2, 3]);
  });

  it('shows what a retraction would undo, and whom it would leave without effect', async () => {
    const world = await aMistake();
    const undone = await rehearse(world, `${RETRACT}?dryRun=true`, { reason: 'Never said.' });
    expect(words(undone)).toStrictEqual({
      changes: [['supply/volume', 'changed', 'Twelve tons a month.', 'Ten tons a month.']],
      warnings: [],
    });
    const address = `${ANNOUNCE}/ann-first/retractions?dryRun=true`;
    const refused = await leavesTheLog(world, () => world.post(address, { reason: 'Never said.' }));
    expect(problemOf(refused).type).toBe('refused');
    const forced = await rehearse(world, `${address}&force=true`, { reason: 'Never said.' });
    expect(words(forced)).toStrictEqual({
      changes: [
        ['supply/volume', 'withdrawn', 'Ten tons a month.', undefined],
        ['supply/price', 'withdrawn', 'It holds.', undefined],
      ],
      warnings: ['ann-next'],
    });
  });

  it('of what was recorded before changes nothing', async () => {
    const world = await aMistake();
    await world.post(CORRECT, RIGHT);
    for (const [address, body] of [
      [CORRECT, RIGHT],
      [ANNOUNCE, FIRST],
    ] as const) {
      const comparison = await rehearse(world, `${address}?dryRun=true`, body);
      expect(words(comparison)).toStrictEqual({ changes: [], warnings: [] });
    }
  });
});
