import { expect, test } from 'vitest';
import { trial } from '../support/app.ts';
import { announce, dossier, introduce, openContract } from '../support/history.ts';
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
