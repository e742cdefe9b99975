import { describe, expect, it } from 'vitest';
import {
  amend,
  amendContract,
  announce,
  condition,
  dispute,
  end,
  introduce,
  move,
  openContract,
  settle,
} from '../support/history.ts';
import { END_REASONS } from '../../src/dossier/effects.ts';
import {
  accepts,
  announcing,
  begun,
  idle,
  PERMIT,
  placesOf,
  PRICE,
  refused,
  RENT,
  saying,
  VOLUME,
  type EffectInput,
} from './deciding.ts';

const LATE = [['/effects/0/until', 'does not come after the effect begins']] as const;

describe('an effect that ends', () => {
  it.each([
    ['on the day after it begins', '2026-03-01', '2026-03-02'],
    ['in the month whose first day it begins on', '2026-03-01', '2026-03'],
    ['in the month after the one in which it begins', '2026-03', '2026-04'],
    ['on the day after the month in which it begins', '2026-03', '2026-04-01'],
    ['in the year whose first day it begins on', '2026-01-01', '2026'],
  ])('%s is accepted', (_, effectiveOn, until) => {
    expect(accepts(begun().when(saying(amend(VOLUME, { text: 'two', effectiveOn, until }))))).toBe(true);
  });

  it.each([
    ['on the day on which it begins', '2026-03-01', '2026-03-01'],
    ['before it begins', '2026-03-02', '2026-03-01'],
    ['in the month in which it begins', '2026-03', '2026-03'],
    ['in the month in which it begins after the first day', '2026-03-02', '2026-03'],
    ['on the last day of the month in which it begins', '2026-03', '2026-03-31'],
    ['in the year in whose first month it begins', '2026-01', '2026'],
  ])('%s is refused', (_, effectiveOn, until) => {
    expect(begun().when(saying(amend(VOLUME, { text: 'two', effectiveOn, until })))).toStrictEqual(
      refused(...LATE),
    );
  });

  it('is held against the day of the announcement if it names no other', () => {
    const until = { date: '2026-02-01' };
    expect(begun().when(saying(dispute(VOLUME, 'bolt', { until })))).toStrictEqual(refused(...LATE));
    expect(accepts(begun().when(saying(dispute(VOLUME, 'bolt', { until: '2026-02-02' }))))).toBe(true);
  });
});

describe('an introduction', () => {
  it('has a day, before or after it was announced', () => {
    const [early, late] = ['2026-01-10', '2026-09'];
    const effects = [
      introduce('supply/label', { effectiveOn: early }),
      introduce('supply/notice', { effectiveOn: late }),
    ];
    expect(accepts(begun().when(saying(...effects)))).toBe(true);
  });

  it('of unknown start has none', () => {
    const effect = introduce('supply/label', { since: 'unknown', effectiveOn: '2026-01-20' });
    expect(begun().when(saying(effect))).toStrictEqual(
      refused(['/effects/0/effectiveOn', 'a start that is unknown has no day']),
    );
  });
});

describe('an amendment', () => {
  const nothing = 'an amendment names at least one thing that changes';

  it.each<[string, EffectInput]>([
    ['of a clause', amend(VOLUME, {})],
    ['of a clause, with days and a note alone', amend(VOLUME, { effectiveOn: '2026-03-01', note: 'Odd.' })],
    ['of a clause, with no term', amend(VOLUME, { terms: {} })],
    ['of a contract', amendContract('supply', {})],
    ['of a contract, with days alone', amendContract('supply', { until: '2026-03-01' })],
  ])('%s names something that changes', (_, effect) => {
    expect(begun().when(saying(effect))).toStrictEqual(refused(['/effects/0', nothing]));
  });

  it.each<[string, EffectInput]>([
    ['a term that goes', amend(VOLUME, { terms: { price: null } })],
    ['what is so already', amend(VOLUME, { text: 'one' })],
    ['no whole', amend(VOLUME, { parent: null })],
    ['the term of a contract', amendContract('supply', { term: { through: '2030' } })],
  ])('may name %s', (_, effect) => {
    expect(accepts(begun().when(saying(effect)))).toBe(true);
  });

  it('may name the start alone where it is unknown, and nowhere else', () => {
    const label = announce({
      id: 'label',
      on: '2026-01-25',
      effects: [introduce('supply/label', { since: 'unknown' })],
    });
    const dated = amend('supply/label', { since: '2025-05' });
    expect(accepts(begun(label).when(saying(dated)))).toBe(true);
    expect(begun(label).when(saying(dated, dated))).toStrictEqual(
      idle(['/effects/1', 'would do nothing: its start cannot be dated so']),
    );
    expect(begun().when(saying(amend(VOLUME, { since: '2025-05', text: 'two' })))).toStrictEqual(
      idle(['/effects/0', 'would do nothing: its start cannot be dated so']),
    );
  });
});

describe('a whole', () => {
  const stranger = 'is not another clause of the same contract';

  it('is another clause of the same contract', () => {
    expect(accepts(begun().when(saying(amend(VOLUME, { parent: PRICE }))))).toBe(true);
  });

  it('is not the clause itself', () => {
    expect(begun().when(saying(amend(VOLUME, { parent: VOLUME })))).toStrictEqual(
      refused(['/effects/0/parent', stranger]),
    );
    expect(begun().when(saying(introduce('supply/label', { parent: 'supply/label' })))).toStrictEqual(
      refused(['/effects/0/parent', stranger]),
    );
  });

  it('is not a clause of another contract, known or unknown', () => {
    expect(begun().when(saying(amend(VOLUME, { parent: RENT })))).toStrictEqual(
      refused(['/effects/0/parent', stranger]),
    );
    expect(placesOf(begun().when(saying(amend(VOLUME, { parent: 'lease/none' }))))).toStrictEqual([
      '/effects/0/parent',
      '/effects/0/parent',
    ]);
  });
});

describe('a condition', () => {
  it('stands once in a clause', () => {
    expect(begun().when(saying(introduce('supply/label', { conditions: [PERMIT, PERMIT] })))).toStrictEqual(
      refused(['/effects/0/conditions/1/id', '"permit" stands here twice']),
    );
  });

  it('is met only where the clause has it', () => {
    expect(accepts(begun().when(saying(condition(PRICE, 'permit', 'met'))))).toBe(true);
    expect(begun().when(saying(condition(PRICE, 'weather', 'met')))).toStrictEqual(
      idle(['/effects/0', 'would do nothing: the clause has no condition weather on any of these days']),
    );
    expect(begun().when(saying(condition(VOLUME, 'permit', 'met')))).toStrictEqual(
      idle(['/effects/0', 'would do nothing: the clause has no condition permit on any of these days']),
    );
  });

  it('is met from the day on which the clause has it', () => {
    const asked = amend(VOLUME, { conditions: [PERMIT], effectiveOn: '2026-04-01' });
    const met = (until?: string) => condition(VOLUME, 'permit', 'met', until === undefined ? {} : { until });
    expect(accepts(begun().when(saying(asked, met())))).toBe(true);
    expect(placesOf(begun().when(saying(asked, met('2026-04-01'))))).toStrictEqual(['/effects/1']);
    expect(placesOf(begun().when(saying(met(), asked)))).toStrictEqual(['/effects/0']);
  });
});

/** The reasons for which a clause ends by another. */
const BY_ANOTHER: ReadonlySet<string> = new Set(['replaced', 'absorbed', 'implied']);

describe('an end', () => {
  it.each(END_REASONS.filter((reason) => BY_ANOTHER.has(reason)))(
    'as %s names the other clause',
    (reason) => {
      expect(accepts(begun().when(saying(end(VOLUME, { reason, by: RENT }))))).toBe(true);
      expect(begun().when(saying(end(VOLUME, { reason })))).toStrictEqual(
        refused(['/effects/0', `"${reason}" names the clause by which: by`]),
      );
      expect(begun().when(saying(end(VOLUME, { reason, by: VOLUME })))).toStrictEqual(
        refused(['/effects/0/by', 'is the clause itself']),
      );
    },
  );

  it.each(END_REASONS.filter((reason) => !BY_ANOTHER.has(reason)))('as %s names none', (reason) => {
    expect(accepts(begun().when(saying(end(VOLUME, { reason }))))).toBe(true);
    expect(begun().when(saying(end(VOLUME, { reason, by: PRICE })))).toStrictEqual(
      refused(['/effects/0/by', `"${reason}" happens by no other clause`]),
    );
  });
});

describe('a move', () => {
  const one = 'a move names exactly one of before, after, first and last';

  it.each<[string, Parameters<typeof move>[1]]>([
    ['to the front', { first: true }],
    ['to the back', { last: true }],
    ['before another', { before: VOLUME }],
    ['after another', { after: VOLUME }],
  ])('%s is accepted', (_, place) => {
    expect(accepts(begun().when(saying(move(PRICE, place))))).toBe(true);
  });

  it.each<[string, Parameters<typeof move>[1]]>([
    ['nowhere', {}],
    ['to both ends', { first: true, last: true }],
    ['before and after another', { before: VOLUME, after: VOLUME }],
    ['before another, to the front', { before: VOLUME, first: true }],
    ['after another, to the back', { after: VOLUME, last: true }],
  ])('%s is refused', (_, place) => {
    expect(begun().when(saying(move(PRICE, place)))).toStrictEqual(refused(['/effects/0', one]));
  });

  it.each<[string, Parameters<typeof move>[1], string]>([
    ['before itself', { before: PRICE }, 'a clause cannot be moved relative to itself'],
    ['after itself', { after: PRICE }, 'a clause cannot be moved relative to itself'],
    ['before a clause of another contract', { before: RENT }, 'clause lease/rent is of another contract'],
    ['after a clause of another contract', { after: RENT }, 'clause lease/rent is of another contract'],
  ])('%s would do nothing', (_, place, why) => {
    expect(begun().when(saying(move(PRICE, place)))).toStrictEqual(
      idle(['/effects/0', `would do nothing: ${why}`]),
    );
  });

  it('goes after a clause that the same announcement introduced before, not one that it introduces later', () => {
    const label = introduce('supply/label');
    const moved = move(PRICE, { after: 'supply/label' });
    expect(accepts(begun().when(saying(label, moved)))).toBe(true);
    expect(begun().when(saying(moved, label))).toStrictEqual(
      idle(['/effects/0', 'would do nothing: clause supply/label is not on record']),
    );
  });
});

describe('a settlement', () => {
  const none = 'would do nothing: no such dispute is open on any of these days';

  it('closes what is open', () => {
    expect(accepts(begun().when(saying(settle(VOLUME, 'acme'))))).toBe(true);
  });

  it.each<[string, EffectInput]>([
    ['of another party', settle(VOLUME, 'bolt')],
    ['about another clause', settle(PRICE, 'acme')],
    ['in another aspect', settle(VOLUME, 'acme', { aspect: 'the scope' })],
    ['on days before it opened', settle(VOLUME, 'acme', { effectiveOn: '2026-01-11', until: '2026-01-20' })],
  ])('of a dispute %s would settle nothing', (_, effect) => {
    expect(begun().when(saying(effect))).toStrictEqual(idle(['/effects/0', none]));
  });

  it('does not close a dispute twice', () => {
    expect(begun().when(saying(settle(VOLUME, 'acme'), settle(VOLUME, 'acme')))).toStrictEqual(
      idle(['/effects/1', none]),
    );
  });
});

describe('what is on record already', () => {
  it('is not introduced again, neither later nor twice at once', () => {
    const again = 'is on record already';
    expect(begun().when(saying(introduce(VOLUME)))).toStrictEqual(
      idle(['/effects/0', `would do nothing: clause ${VOLUME} ${again}`]),
    );
    expect(begun().when(saying(introduce(VOLUME, { since: 'unknown' })))).toStrictEqual(
      idle(['/effects/0', `would do nothing: clause ${VOLUME} ${again}`]),
    );
    expect(begun().when(saying(introduce('supply/label'), introduce('supply/label')))).toStrictEqual(
      idle(['/effects/1', `would do nothing: clause supply/label ${again}`]),
    );
  });

  it('is not opened again', () => {
    expect(begun().when(saying(openContract('supply')))).toStrictEqual(
      idle(['/effects/0', 'would do nothing: contract supply is on record already']),
    );
  });
});

describe('what is not on record at that place in the order', () => {
  const early = (...effects: EffectInput[]) => announcing({ id: 'next', on: '2026-01-09', effects });

  it.each<[string, EffectInput, string]>([
    ['amended', amend(VOLUME, { text: 'two' }), 'clause supply/volume is not on record'],
    ['ended', end(VOLUME), 'clause supply/volume is not on record'],
    ['moved', move(VOLUME, { first: true }), 'clause supply/volume is not on record'],
    ['introduced', introduce('supply/label'), 'its contract is not on record'],
    ['changed as a contract', amendContract('supply', { title: 'Old' }), 'contract supply is not on record'],
  ])('is not %s, however late that is entered', (_, effect, why) => {
    expect(begun().when(early(effect))).toStrictEqual(idle(['/effects/0', `would do nothing: ${why}`]));
  });

  it('is not amended by what stands before it in the same announcement', () => {
    const [label, other] = [introduce('supply/label'), amend('supply/label', { text: 'two' })];
    expect(accepts(begun().when(saying(label, other)))).toBe(true);
    expect(placesOf(begun().when(saying(other, label)))).toStrictEqual(['/effects/0']);
  });

  it('is not amended on the same day by what comes first in it', () => {
    const [label, other] = [introduce('supply/label'), amend('supply/label', { text: 'two' })];
    const second = announce({ id: 'second', on: '2026-02-01', sequence: 5, effects: [label] });
    const at = (sequence: number) => announcing({ id: 'next', on: '2026-02-01', sequence, effects: [other] });
    expect(placesOf(begun(second).when(at(4)))).toStrictEqual(['/effects/0']);
    expect(accepts(begun(second).when(at(5)))).toBe(true);
    expect(accepts(begun(second).when(at(6)))).toBe(true);
  });

  it('is not amended on days on which it has no content', () => {
    const before = amend(VOLUME, { text: 'two', effectiveOn: '2026-01-01', until: '2026-01-10' });
    expect(begun().when(saying(before))).toStrictEqual(
      idle(['/effects/0', 'would do nothing: the clause has no content on any of these days']),
    );
  });
});

describe('an announcement of an earlier day, entered late,', () => {
  it('is refused if others then find nothing to act on, which are named', () => {
    const agreed = announce({ id: 'agreed', on: '2026-03-01', effects: [settle(VOLUME, 'acme')] });
    const first = announcing({ id: 'first', on: '2026-02-01', effects: [settle(VOLUME, 'acme')] });
    expect(begun(agreed).when(first)).toStrictEqual(
      idle(['', 'agreed/effects/0 would do nothing any more: no such dispute is open on any of these days']),
    );
  });

  it('is refused if it puts on record what a later one did, which is named beside its own faults', () => {
    const early = announcing({
      id: 'early',
      on: '2026-01-05',
      effects: [openContract('supply'), settle(VOLUME, 'acme')],
    });
    expect(begun().when(early)).toStrictEqual(
      idle(
        ['/effects/1', 'would do nothing: clause supply/volume is not on record'],
        ['', 'opening/effects/0 would do nothing any more: contract supply is on record already'],
      ),
    );
  });
});
