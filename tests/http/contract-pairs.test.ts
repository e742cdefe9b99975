import request from 'supertest';
import { beforeAll, describe, expect, test } from 'vitest';
import { trial, type Trial } from '../support/app.ts';
import { html as htmlOf, words } from '../support/html.ts';
import { SAMPLE } from '../support/sample.ts';

let given: Trial;
beforeAll(async () => {
  given = await trial(SAMPLE);
});
const html = (path: string): Promise<string> => htmlOf(given, path);
const textOf = async (path: string): Promise<string> => words(await html(path));
const statusOf = async (path: string): Promise<number> =>
  (await request(given.app).get(path).set('Accept', 'text/html')).status;

describe('two contracts side by side', () => {
  const path = '/dossiers/trial/contracts/supply/with/engines/on/2024-02-10';

  test('say on which day, and what answers to what', async () => {
    const text = await textOf(path);
    expect(text).toContain(
      'Supply and Engines Two contracts side by side on 10 February 2024, as known today: 1 pair of clauses, 1 clause without a counterpart and 1 conflict between them.',
    );
    expect(text).toContain('Use of the works ↔ and Use of the engines');
    expect(text).toContain('grant the same action over subjects that overlap');
  });

  test('mark what differs, and say it in a word', async () => {
    const text = await textOf(path);
    expect(text).toContain('Ends differs until the plant is ready end not stated');
    expect(text).toContain(
      'Right differs Exclusive right to use the works, given by Acme to Bolt Exclusive right to use Engines, given by Acme to Crane',
    );
    expect(text).toContain('Kind permission permission');
  });

  test('mark the conflict on the pair, and lead to both sides', async () => {
    const page = await html(path);
    expect(words(page)).toContain(
      '⚠ Incompatible with “Use of the engines” over Engines, since 1 February 2024',
    );
    const [, anchor = ''] = /<a href="#(conflict-[^"]*)">see both/.exec(page) ?? [];
    expect(page).toContain(`id="${anchor}"`);
  });

  test('list what has no counterpart on its own side', async () => {
    const text = await textOf(path);
    const [, own = ''] = text.split('Without a counterpart');
    expect(own).toContain('Supply Volume <&> more');
    expect(own).toContain('Engines Every clause in force has its counterpart.');
  });

  test('of another day hold what held then', async () => {
    const text = await textOf('/dossiers/trial/contracts/supply/with/engines/on/2024-05-01');
    expect(text).toContain('△ Limited');
    expect(text).toContain('Not in force on this day (1) Volume <&> more');
  });

  test('as known on a day leave out what was published later', async () => {
    expect(await statusOf(`${path}?known=2024-01-31`)).toBe(404);
    expect(await textOf(`${path}?known=2024-03-01`)).toContain('As known on 1 March 2024.');
  });

  test('are two contracts that are there', async () => {
    expect([
      await statusOf('/dossiers/trial/contracts/supply/with/supply/on/2024-02-10'),
      await statusOf('/dossiers/trial/contracts/supply/with/nothing/on/2024-02-10'),
      await statusOf('/dossiers/trial/contracts/supply/with/engines/on/tomorrow'),
    ]).toStrictEqual([400, 404, 400]);
  });

  test('are reached from either contract, from the state and from the form', async () => {
    const link = '/dossiers/trial/contracts/supply/with/engines/on/';
    expect(await html('/dossiers/trial/contracts/supply/on/2024-02-10')).toContain(`${link}2024-02-10`);
    expect(await html('/dossiers/trial/on/2024-02-10?known=2024-03-01')).toContain(
      `${link}2024-02-10?known=2024-03-01`,
    );
    expect(await html('/dossiers/trial/compare')).toContain(`${link}2024-06-15`);
  });
});
