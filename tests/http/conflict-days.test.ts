import { beforeAll, describe, expect, test } from 'vitest';
import { daysLong } from '../../src/http/views/words.ts';
import { trial, type Trial } from '../support/app.ts';
import { announce, grant, introduce, openContract } from '../support/history.ts';
import { html, words } from '../support/html.ts';
import { SAMPLE } from '../support/sample.ts';

const D = '/dossiers/trial';

/** A right against the one of everyone else, without an end. */
const OPEN = announce({
  id: 'open',
  on: '2024-05-01',
  by: ['acme', 'crane'],
  headline: 'Acme and Crane agree on the works',
  effects: [
    openContract('wares', { title: 'Wares', parties: ['acme', 'crane'] }),
    introduce('wares/use', {
      heading: 'Use by Bolt of the engines',
      kind: 'permission',
      grants: [grant('bolt', 'exclusive', { target: 'engines' })],
    }),
  ],
});

let given: Trial;
beforeAll(async () => {
  given = await trial([...SAMPLE, OPEN]);
});

const textOf = async (path: string): Promise<string> => words(await html(given, D + path));

test.each([
  ['2024-02-01', '2024-04-20', '79 days'],
  ['2024-02-01', '2024-02-02', '1 day'],
  ['2024-02-01', null, ''],
  ['2024-02', '2024-04-20', ''],
  ['2024-02-01', '2024-04', ''],
])('from %s to the day before %s: “%s”', (from, to, length) => {
  expect(daysLong(from, to)).toBe(length);
});

describe('a conflict says for how long it held', () => {
  test('on the terms of a day, among who holds what, and in the history of its clauses', async () => {
    for (const path of ['/on/2024-02-10', '/matrix/on/2024-02-10', '/clauses/engines/use']) {
      expect(await textOf(path)).toContain('Held from 1 February 2024 to 19 April 2024 (79 days). Ended by');
    }
  });

  test('without an end, since when', async () => {
    expect(await textOf('/on/2024-06-01')).toContain('Since 1 May 2024.');
  });

  test('in the list of all of them, beside the chart', async () => {
    const page = await html(given, `${D}/chart`);
    const [, list = ''] = /id="conflicts">(.*?)<\/table>/s.exec(page) ?? [];
    expect(words(list)).toContain('from 1 February 2024 to 19 April 2024 (79 days)');
    expect(words(list)).toContain('from 1 May 2024 on');
  });
});

describe('the terms of a day count the conflicts that are over', () => {
  const linkOf = async (path: string): Promise<unknown> =>
    /<a href="([^"]+)">(\d+ earlier conflicts?)<\/a>/.exec(await html(given, D + path))?.slice(1, 3) ?? null;

  test('and lead to the list of all, with the day and the clocks', async () => {
    expect(await linkOf('/on/2024-06-01')).toStrictEqual([
      `${D}/chart?on=2024-06-01#conflicts`,
      '1 earlier conflict',
    ]);
    expect(await linkOf('/on/2031-01-01?known=2024-04-20')).toStrictEqual([
      `${D}/chart?on=2031-01-01&amp;known=2024-04-20#conflicts`,
      '2 earlier conflicts',
    ]);
  });

  test('not those of the day or of later days, nor those of other contracts', async () => {
    expect(await linkOf('/on/2024-04-19')).toBeNull();
    expect(await linkOf('/contracts/wares/on/2024-06-01')).toBeNull();
    expect(await linkOf('/contracts/supply/on/2024-06-01')).not.toBeNull();
  });
});

test('a history says which announcement began each status, and which one set its end', async () => {
  expect(await textOf('/clauses/supply/use')).toContain(
    '■ In force from 10 January 2024 to 31 December 2030 begun by Acme and Bolt agree on supply (10 January 2024) ; its end set by Acme and Bolt amend their agreement (20 April 2024) × Ended from 1 January 2031 on its time has run out ended by Acme and Bolt amend their agreement (20 April 2024)',
  );
});
