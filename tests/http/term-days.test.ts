/** The page and the list of terms on a day inside a rough date, and the tense in which ends are told. */
import { expect, test } from 'vitest';
import { trial } from '../support/app.ts';
import { amend, announce, introduce } from '../support/history.ts';
import { html, words } from '../support/html.ts';
import { SAMPLE } from '../support/sample.ts';

const D = '/dossiers/trial';
const READY = { undefinedTerms: ['ready'], end: { event: 'the plant is ready' } };

/** A loan that comes to use the term in May, without a day. */
const LOAN = [
  ...SAMPLE,
  announce({ id: 'loan', on: '2024-04-25', effects: [introduce('engines/loan', { heading: 'Loan' })] }),
  announce({
    id: 'amended',
    type: 'RenegotiationAnnounced',
    on: '2024-05',
    effects: [amend('engines/loan', READY)],
  }),
];

test('a term that an amendment of a month brings is perhaps used in it', async () => {
  const own = await trial(LOAN);
  const text = words(await html(own, `${D}/terms/ready?on=2024-05-15`));
  expect(text).toContain(
    'Used on 15 May 2024 perhaps in 1 clause (a date is rough); until 19 April 2024 in 1 more.',
  );
  expect(text).toContain('Loan ? Perhaps a date is rough; the clause itself: in force');
  expect(text).toContain('“the plant is ready” is perhaps its end from May 2024');
  expect(text).not.toContain('Not yet');
  const list = words(await html(own, `${D}/terms?on=2024-05-15`));
  expect(list).toContain('on 15 May 2024: perhaps the end of 1 clause (a date is rough)');
});

test('an end is told in the tense of the day', async () => {
  const own = await trial([
    ...LOAN,
    announce({
      id: 'again',
      type: 'RenegotiationAnnounced',
      on: '2024-06-10',
      effects: [amend('engines/loan', { undefinedTerms: [], end: { notStated: true } })],
    }),
  ]);
  const verb = async (on: string): Promise<string | undefined> =>
    /“the plant is ready” (.*? its end)/.exec(words(await html(own, `${D}/terms/ready?on=${on}`)))?.[1];
  expect(await verb('2024-04-30')).toBe('will be its end');
  expect(await verb('2024-05-15')).toBe('is perhaps its end');
  expect(await verb('2024-05-31')).toBe('is its end');
  expect(await verb('2024-06-10')).toBe('was its end');
});
