/** Terms on a day inside a rough date: whether a clause uses one there is open (docs/semantics.md, "Terms"). */
import { describe, expect, it } from 'vitest';
import { termsAt } from '../../src/dossier/terms.ts';
import { Timeline } from '../../src/dossier/timeline.ts';
import { amend, announce, day, dossier, end, history, introduce, openContract } from '../support/history.ts';

type Effects = NonNullable<Parameters<typeof announce>[0]['effects']>;
const OPENED = dossier({ undefinedTerms: [{ id: 'ready', term: 'ready' }] });
const READY = { undefinedTerms: ['ready'], end: { event: 'the plant is ready' } };

/** Whether `supply/volume` uses the term and ends with it, on each day. */
function uses(first: Effects[number], ...later: { on: string; effects: Effects }[]) {
  const timeline = Timeline.of(
    'trial',
    history(
      OPENED,
      announce({ id: 'deal', on: '2024-01-10', effects: [openContract('supply'), first] }),
      ...later.map(({ on, effects }, place) =>
        announce({ id: `later-${place}`, type: 'RenegotiationAnnounced', on, effects }),
      ),
    ),
  );
  return (on: string) =>
    termsAt(timeline, { on: day(on) }, 'ready').terms[0]?.uses.map((use) => [
      use.onDay,
      use.ends.map(({ onDay }) => onDay),
    ]);
}

describe('a term that an amendment of a month', () => {
  it('brings is perhaps used in that month', () => {
    const on = uses(introduce('supply/volume'), {
      on: '2025-06',
      effects: [amend('supply/volume', READY)],
    });
    expect(
      ['2025-05-31', '2025-06-01', '2025-06-15', '2025-06-29', '2025-06-30', '2025-07-15'].map(on),
    ).toStrictEqual([
      [['no', ['no']]],
      [['uncertain', ['uncertain']]],
      [['uncertain', ['uncertain']]],
      [['uncertain', ['uncertain']]],
      [['yes', ['yes']]],
      [['yes', ['yes']]],
    ]);
  });

  it('takes away is perhaps used in that month', () => {
    const on = uses(introduce('supply/volume', READY), {
      on: '2025-06',
      effects: [amend('supply/volume', { undefinedTerms: [], end: { notStated: true } })],
    });
    expect(['2025-05-31', '2025-06-15', '2025-06-30'].map(on)).toStrictEqual([
      [['yes', ['yes']]],
      [['uncertain', ['uncertain']]],
      [['no', ['no']]],
    ]);
  });

  it('doesn’t touch is used all along', () => {
    const on = uses(introduce('supply/volume', READY), {
      on: '2025-06',
      effects: [amend('supply/volume', { text: 'another' })],
    });
    expect(['2025-05-31', '2025-06-15', '2025-06-30'].map(on)).toStrictEqual(
      Array.from({ length: 3 }, () => [['yes', ['yes']]]),
    );
  });
});

it('a clause that ends in a month perhaps uses its term in it', () => {
  const on = uses(introduce('supply/volume', READY), { on: '2025-06', effects: [end('supply/volume')] });
  expect(['2025-05-31', '2025-06-15', '2025-06-30'].map(on)).toStrictEqual([
    [['yes', ['yes']]],
    [['uncertain', ['uncertain']]],
    [['no', ['no']]],
  ]);
});

it('only the run of days next to a rough date is open, not another with the same event', () => {
  const lifted = { undefinedTerms: [], end: { notStated: true as const } };
  const on = uses(
    introduce('supply/volume', READY),
    { on: '2024-06-01', effects: [amend('supply/volume', lifted)] },
    { on: '2025-06', effects: [amend('supply/volume', READY)] },
  );
  expect(['2024-03-01', '2025-01-01', '2025-06-15', '2025-07-01'].map(on)).toStrictEqual([
    [['yes', ['yes', 'no']]],
    [['no', ['no', 'no']]],
    [['uncertain', ['no', 'uncertain']]],
    [['yes', ['no', 'yes']]],
  ]);
});

it('a use that a rough date only makes possible is told of, without days', () => {
  const on = uses(
    introduce('supply/volume'),
    {
      on: '2025-05-01',
      effects: [amend('supply/volume', { undefinedTerms: ['ready'], effectiveOn: '2025-06' })],
    },
    { on: '2025-06-20', effects: [amend('supply/volume', { undefinedTerms: [] })] },
  );
  expect(['2025-05-31', '2025-06-10', '2025-06-20', '2025-07-01'].map(on)).toStrictEqual([
    [['no', []]],
    [['uncertain', []]],
    [['no', []]],
    [['no', []]],
  ]);
});
