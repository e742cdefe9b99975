/** The address that a printed comparison gives, which must show the same for good, and the revisions it names. */
import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { ComparisonSchema, type Comparison } from '../../src/dossier/shapes.ts';
import { kindOf } from '../../src/tracker/documents.ts';
import { trial, type Trial } from '../support/app.ts';
import { amend, announce, introduce } from '../support/history.ts';
import { html as htmlOf, words } from '../support/html.ts';
import { SAMPLE } from '../support/sample.ts';

const DAYS = '/dossiers/trial/compare/2024-02-10/to/2024-05-01';
const DAY = '/dossiers/trial/compare/2024-02-10/to/2024-02-10';

type Shown = Pick<Comparison, 'from' | 'to' | 'counts' | 'announcements'>;

/** What a comparison's page shows: its points, counts and announcements, from the same content as JSON. */
async function shown({ app }: Trial, address: string): Promise<Shown> {
  const [path = '', query = ''] = address.split('?');
  const reply = await request(app).get(`${path}.json?${query}`);
  const { from, to, counts, announcements } = ComparisonSchema.parse(JSON.parse(reply.text));
  return { from, to, counts, announcements };
}

async function printed(given: Trial, address: string): Promise<string> {
  const text = words(await htmlOf(given, address));
  return /Address, which keeps to that revision: (\S+)/.exec(text)?.[1] ?? '';
}

/** An announcement inside every window of these tests, which changes one clause and adds another. */
const ANOTHER = announce({
  id: 'another',
  on: '2024-02-10',
  effects: [
    amend('supply/use', { text: 'Bolt uses the works as it likes.' }),
    introduce('supply/yard', { heading: 'The yard' }),
  ],
});

describe('the address that is printed', () => {
  test.each([
    [DAYS, `${DAYS}?log=5`],
    [`${DAYS}?log=4`, `${DAYS}?log=4`],
    [`${DAYS}?toLog=3`, `${DAYS}?fromLog=5&toLog=3`],
    [`${DAYS}?fromLog=2&because=renewal`, `${DAYS}?fromLog=2&toLog=5&because=renewal`],
    [`${DAYS}?log=4&toLog=5`, `${DAYS}?fromLog=4&toLog=5`],
    [`${DAYS}?fromLog=4&toLog=4`, `${DAYS}?log=4`],
    [`${DAYS}?known=2024-03-10&toKnown=2024-05-01`, `${DAYS}?fromKnown=2024-03-10&toKnown=2024-05-01&log=5`],
    [`${DAYS}?fromKnown=2024-03-10&toKnown=2024-03-10`, `${DAYS}?known=2024-03-10&log=5`],
    [`${DAY}?fromLog=1`, `${DAY}?fromLog=1&toLog=5`],
    [`${DAY}?fromLog=3&toLog=1`, `${DAY}?fromLog=1&toLog=3`],
    [`${DAY}?log=1&toLog=3`, `${DAY}?fromLog=1&toLog=3`],
    [`${DAY}?fromKnown=2024-01-31&toLog=4`, `${DAY}?fromKnown=2024-01-31&fromLog=5&toLog=4`],
    [`${DAY}?toKnown=2024-01-31`, `${DAY}?fromKnown=2024-01-31&log=5`],
    [
      '/dossiers/trial/compare/before:deal/to/2024-05-01?toLog=4',
      '/dossiers/trial/compare/before:deal/to/2024-05-01?fromLog=5&toLog=4',
    ],
    [
      '/dossiers/trial/compare/after:renewal/to/before:renewal',
      '/dossiers/trial/compare/before:renewal/to/after:renewal?log=5',
    ],
  ])('of %s is %s and shows the same, whatever is recorded later', async (asked, expected) => {
    const given = await trial(SAMPLE);
    const address = await printed(given, asked);
    expect(address).toBe(expected);
    const before = await shown(given, asked);
    expect(await shown(given, address)).toStrictEqual(before);
    const head = await shown(given, `${DAYS}?`);
    await given.tracker.append('trial', kindOf(ANOTHER), { body: ANOTHER });
    expect(await shown(given, `${DAYS}?`)).not.toStrictEqual(head);
    expect(await shown(given, address)).toStrictEqual(before);
    expect(await printed(given, address)).toBe(expected);
  });
});

describe('two points that differ in the revision too', () => {
  test.each([
    [
      `${DAYS}?toLog=3`,
      'From 10 February 2024 (as known today by our record at revision 5, through “Bolt: the works are ours”) to 1 May 2024 (as known today by our record at revision 3,',
    ],
    [
      `${DAYS}?known=2024-03-10&fromLog=4`,
      'From 10 February 2024 (as known on 10 March 2024 by our record at revision 4, through “Bolt: the works are ours”) to 1 May 2024 (as known on 10 March 2024 by our record at revision 5,',
    ],
    [
      `${DAY}?fromKnown=2024-01-31&toLog=4`,
      'About 10 February 2024: from what was known on 31 January 2024 by our record at revision 5 (through “Acme and Bolt agree on supply”) to what is known today by our record at revision 4 (through',
    ],
  ])('are called so in the sentence and in the title of %s', async (path, expected) => {
    const page = await htmlOf(await trial(SAMPLE), path);
    expect(words(page)).toContain(expected);
    expect(/<title>(.*?)<\/title>/.exec(page)?.[1]).toContain(expected);
    expect(words(page)).not.toContain('As our record stood at revision');
  });

  test.each([`${DAYS}?log=4`, `${DAYS}?fromLog=4&toLog=4`, `${DAYS}?log=2&fromLog=4&toLog=4`])(
    'are said once, above, where they are the same: %s',
    async (path) => {
      const text = words(await htmlOf(await trial(SAMPLE), path));
      expect(text).toContain('As our record stood at revision 4.');
      expect(text).not.toContain('by our record');
    },
  );
});

test('the form of a comparison of two revisions keeps both; of one, that one', async () => {
  const given = await trial(SAMPLE);
  const hidden = async (query: string): Promise<string[]> => {
    const page = await htmlOf(given, `${DAY}${query}`);
    return [...page.matchAll(/<input type="hidden" name="(\w+)" value="(\d+)">/g)].map(
      ([, name, value]) => `${name}=${value}`,
    );
  };
  expect([await hidden('?fromLog=1'), await hidden('?log=3'), await hidden('')]).toStrictEqual([
    ['fromLog=1', 'toLog=5'],
    ['log=3'],
    [],
  ]);
});
