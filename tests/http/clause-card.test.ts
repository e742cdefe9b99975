import request from 'supertest';
import { expect, test } from 'vitest';
import { trial } from '../support/app.ts';
import { affirm, amend, announce, condition, dossier, introduce, openContract } from '../support/history.ts';
import { html, words } from '../support/html.ts';
import { SAMPLE } from '../support/sample.ts';

test('a dispute that is over stays with its clause: when it was open, and what closed it', async () => {
  const given = await trial(SAMPLE);
  const after = words(await html(given, '/dossiers/trial/on/2024-05-01'));
  expect(after).toContain(
    'Bolt disputed this from 1 February 2024 to 19 April 2024: Bolt: the works are ours',
  );
  expect(after).toContain('closed with Acme and Bolt amend their agreement (20 April 2024) (by agreement)');
  expect(after).toContain('Bolt: not mentioned since its dispute was closed');
  const before = words(await html(given, '/dossiers/trial/on/2024-04-19'));
  expect(before).not.toContain('disputed this');
  const unknown = words(await html(given, '/dossiers/trial/on/2024-05-01?known=2024-03-01'));
  expect(unknown).not.toContain('disputed this');
});

test('what another source says of a value stands on the face of the clause, not in a fold', async () => {
  const end = {
    event: 'the plant is ready',
    variants: [
      {
        rendering: 'until the plant is ready',
        sources: ['post'],
        preferred: true as const,
        reason: 'The later source.',
      },
      { rendering: 'through 2030 in any case', sources: ['post'] },
    ],
  };
  const given = await trial([
    dossier(),
    announce({
      id: 'deal',
      on: '2024-01-10',
      effects: [openContract('supply'), introduce('supply/use', { end })],
    }),
  ]);
  const page = await html(given, '/dossiers/trial/on/2024-05-01');
  const face = words(page.slice(0, page.indexOf('<details class="values"')));
  expect(face).toContain('Sources differ (ends): through 2030 in any case');
  expect(face).not.toContain('The later source.');
});

test('money that sources render in other ways says so, and money that they don’t doesn’t', async () => {
  const money = (amount: string) => ({ type: 'money' as const, amount, currency: 'EUR' });
  const variants = [
    { rendering: 'ten in all', sources: ['post'], preferred: true as const, reason: 'The later source.' },
    { rendering: 'ten each', sources: ['post'] },
  ];
  const given = await trial([
    dossier(),
    announce({
      id: 'deal',
      on: '2024-01-10',
      effects: [
        openContract('supply'),
        introduce('supply/rent', {
          heading: 'Rent',
          terms: { amount: money('10'), fee: money('3') },
          variants: [],
        }),
        introduce('supply/loan', { heading: 'Loan', terms: { amount: { ...money('20'), variants } } }),
      ],
    }),
  ]);
  const text = words(await html(given, '/dossiers/trial/on/2024-05-01'));
  const section = text.slice(text.indexOf('Unconditional'));
  expect(section).toMatch(/EUR 20 Loan 10 Jan 2024 ≠ sources differ/);
  expect(section.match(/sources differ/g)).toHaveLength(1);
});

const euros = (amount: string) => ({ type: 'money' as const, amount, currency: 'EUR' });

test('an amount that a rough date leaves open is told with both values, on the card and under Money', async () => {
  const given = await trial([
    dossier(),
    announce({
      id: 'deal',
      on: '2024-01-10',
      effects: [openContract('supply'), introduce('supply/fee', { terms: { amount: euros('100000000') } })],
    }),
    announce({
      id: 'more',
      on: '2024-03',
      effects: [amend('supply/fee', { terms: { amount: euros('900000000') } })],
    }),
  ]);
  const text = words(await html(given, '/dossiers/trial/on/2024-03-15'));
  const open = 'EUR 100 million or EUR 900 million (open on this day)';
  expect(text.split(open)).toHaveLength(3);
  expect(text).toContain('Perhaps announced by this day');
  expect(text).not.toContain('Nobody could know this');
  const before = words(await html(given, '/dossiers/trial/on/2024-02-15'));
  expect([before.includes(open), before.includes('Nobody could know this')]).toStrictEqual([false, true]);
});

test('money hangs on the conditions that are still open', async () => {
  const conditions = ['permit', 'vote'].map((id) => ({ id, text: `The ${id}.`, disclosed: true }));
  const given = await trial([
    dossier(),
    announce({
      id: 'deal',
      on: '2024-01-10',
      effects: [
        openContract('supply'),
        introduce('supply/fee', { conditions, terms: { amount: euros('5') } }),
      ],
    }),
    announce({ id: 'met', on: '2024-02-10', effects: [condition('supply/fee', 'permit', 'met')] }),
  ]);
  const text = words(await html(given, '/dossiers/trial/on/2024-03-15'));
  const money = text.slice(text.lastIndexOf('Money'));
  expect(money).toContain('The vote.');
  expect(money).not.toContain('The permit.');
});

test('our notes about a clause are led to from it, and those of later days are left out of an earlier view', async () => {
  const notes = [
    { id: 'early', on: '2024-02-01', text: 'An early remark.', about: ['supply/fee'] },
    { id: 'late', on: '2024-06-01', text: 'A late remark.', about: ['supply/fee'] },
  ];
  const given = await trial([
    dossier({ notes }),
    announce({ id: 'deal', on: '2024-01-10', effects: [openContract('supply'), introduce('supply/fee')] }),
  ]);
  const page = await html(given, '/dossiers/trial/on/2024-03-15');
  for (const id of ['early', 'late']) {
    expect(page).toContain(`href="#note-${id}"`);
    expect(page).toContain(`id="note-${id}"`);
  }
  for (const path of ['on/2024-03-15', 'clauses/supply/fee', 'clauses/supply/fee/on/2024-03-15']) {
    const text = words(await html(given, `/dossiers/trial/${path}?known=2024-03-01`));
    expect([path, text.includes('An early remark.'), text.includes('A late remark.')]).toStrictEqual([
      path,
      true,
      false,
    ]);
  }
});

test('a restatement is told in this record’s words, with our note on it', async () => {
  const said = { statement: 'The fee is unchanged.', note: 'The payer was not named.', parties: ['acme'] };
  const given = await trial([
    dossier(),
    announce({ id: 'deal', on: '2024-01-10', effects: [openContract('supply'), introduce('supply/fee')] }),
    announce({
      id: 'again',
      on: '2024-02-10',
      headline: 'Acme says so again',
      effects: [affirm('supply/fee', said)],
    }),
  ]);
  expect(words(await html(given, '/dossiers/trial/on/2024-03-15'))).toContain(
    'Said again with Acme says so again (10 February 2024), as this record words it: The fee is unchanged. The payer was not named.',
  );
});

test('one day is compared as known at two times', async () => {
  const given = await trial(SAMPLE);
  const form = words(await html(given, '/dossiers/trial/compare'));
  expect(form).toContain('One day, as known at two times');
  const { status, headers } = await request(given.app).get(
    '/dossiers/trial/go?on=2024-02-10&fromKnown=2024-01-31&toKnown=2024-06-15',
  );
  expect([status, headers['location']]).toStrictEqual([
    303,
    '/dossiers/trial/compare/2024-02-10/to/2024-02-10?fromKnown=2024-01-31&toKnown=2024-06-15',
  ]);
});

test('the head of a day’s page names what is disputed, by whom, and where sources differ', async () => {
  const given = await trial(SAMPLE);
  const text = words(await html(given, '/dossiers/trial/on/2024-02-10'));
  expect(text).toContain('Disputed: Use of the engines (by Bolt).');
  expect(text).not.toContain('Sources differ on:');
});
