import { describe, expect, it } from 'vitest';
import { leavesTheLog, problemOf, TODAY } from './given.ts';
import { DATES, RULES } from './refused-rules.ts';
import { SHAPES, UNKNOWN_IDS, type Fields } from './refused.ts';
import { ANNOUNCE, aTrial, OPENING, said } from './trial.ts';

const world = await aTrial();

describe.each([
  { why: 'does not have the shape of one', type: 'invalid-announcement', cases: SHAPES },
  { why: 'names what nobody knows', type: 'refused', cases: UNKNOWN_IDS },
  { why: 'has dates that cannot be', type: 'refused', cases: DATES },
  { why: 'breaks a rule', type: 'refused', cases: RULES },
])('an announcement that $why is refused, and the log stays as it was:', ({ type, cases }) => {
  it.each(cases)('$what', async ({ fields, places }) => {
    const response = await leavesTheLog(world, () => world.post(ANNOUNCE, said('ann-next', fields)));
    expect(problemOf(response)).toStrictEqual({ status: 422, type, places });
  });

  it.each(cases)('$what, in a rehearsal as well', async ({ fields, places }) => {
    const address = `${ANNOUNCE}?dryRun=true`;
    const response = await leavesTheLog(world, () => world.post(address, said('ann-next', fields)));
    expect(problemOf(response)).toStrictEqual({ status: 422, type, places });
  });
});

describe('what is no announcement at all is refused:', () => {
  it.each([
    { what: 'a list', body: '[]', places: [''] },
    { what: 'nothing', body: 'null', places: [''] },
    { what: 'a text', body: '"an announcement"', places: [''] },
    { what: 'the opening of a dossier', body: JSON.stringify(OPENING), places: ['/type'] },
  ])('$what', async ({ body, places }) => {
    const response = await leavesTheLog(world, () => world.post(ANNOUNCE, body));
    const problem = problemOf(response);
    expect([problem.status, problem.type]).toStrictEqual([422, 'invalid-announcement']);
    expect(problem.places).toEqual(expect.arrayContaining(places));
  });
});

describe('the opening of a dossier is refused', () => {
  const open = (fields: Fields) =>
    leavesTheLog(world, () => world.post('/dossiers', { ...OPENING, ...fields }));

  it('under an id that is taken', async () => {
    expect(problemOf(await open({ title: 'Another trial' }))).toStrictEqual({
      status: 409,
      type: 'dossier-exists',
      places: [],
    });
  });

  it('when its parts contradict each other', async () => {
    const response = await open({
      dossier: 'another',
      parties: [
        { id: 'acme', name: 'Acme' },
        { id: 'acme', name: 'Acme' },
      ],
      subjects: [
        { id: 'mill', name: 'Mill', partOf: ['what'] },
        { id: 'wheel', name: 'Wheel', partOf: ['wheel'] },
      ],
    });
    expect(problemOf(response)).toStrictEqual({
      status: 422,
      type: 'refused',
      places: ['/parties/1/id', '/subjects/0/partOf/0', '/subjects'],
    });
  });

  it('when it does not have the shape of one', async () => {
    const response = await open({ dossier: 'Another', heading: 'A trial', title: '' });
    expect(problemOf(response)).toStrictEqual({
      status: 422,
      type: 'invalid-announcement',
      places: ['/dossier', '/title', '/heading'],
    });
  });
});

describe('the amendment of a dossier is refused', () => {
  const amendments = '/dossiers/trial/amendments';

  it('when its parts contradict each other', async () => {
    const body = { subjects: [{ id: 'works', name: 'The works', partOf: ['works'] }] };
    const response = await leavesTheLog(world, () => world.post(amendments, body));
    expect(problemOf(response)).toStrictEqual({ status: 422, type: 'refused', places: ['/subjects'] });
  });

  it('when it does not have the shape of one', async () => {
    const response = await leavesTheLog(world, () => world.post(amendments, { parties: [{ id: 'mill' }] }));
    expect(problemOf(response)).toStrictEqual({
      status: 422,
      type: 'invalid-announcement',
      places: ['/parties/0/name'],
    });
  });

  it('for a dossier that nobody opened', async () => {
    const response = await leavesTheLog(world, () => world.post('/dossiers/none/amendments', {}));
    expect(problemOf(response)).toStrictEqual({ status: 404, type: 'not-found', places: [] });
  });
});

it('an announcement of today is taken, as the last that may be', async () => {
  const fresh = await aTrial();
  const response = await fresh.post(ANNOUNCE, said('ann-today', { announcedOn: TODAY }));
  expect(response.status).toBe(201);
});

it('an announcement of this month is taken, though the month is not over', async () => {
  const fresh = await aTrial();
  const response = await fresh.post(ANNOUNCE, said('ann-month', { announcedOn: '2026-11' }));
  expect(response.status).toBe(201);
});
