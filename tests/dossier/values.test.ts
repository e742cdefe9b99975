import { describe, expect, it } from 'vitest';
import { formatDay } from '../../src/dossier/dates.ts';
import {
  EndSchema,
  isStated,
  lastDayOf,
  printEnd,
  printValue,
  sameSubstance,
  ValueSchema,
} from '../../src/dossier/values.ts';

const euros = (amount: string, more: object = {}) =>
  ValueSchema.parse({ type: 'money', amount, currency: 'EUR', ...more });

describe('two values say the same', () => {
  it.each([
    ['whatever zeros an amount is written with', euros('15'), euros('0015.00'), true],
    [
      'whatever their source and note',
      euros('15', { note: 'as reported', sources: ['a'] }),
      euros('15'),
      true,
    ],
    ['however the source worded it', euros('15', { asStated: 'fifteen' }), euros('15'), true],
    [
      'but not with another currency',
      euros('15'),
      ValueSchema.parse({ type: 'money', amount: '15', currency: 'USD' }),
      false,
    ],
    ['but not with another qualifier', euros('15'), euros('15', { qualifier: 'about' }), false],
    ['but not with another sign', euros('-15'), euros('15'), false],
    ['whatever the sign of nothing', euros('-0.0'), euros('0'), true],
    [
      'for percents, too',
      ValueSchema.parse({ type: 'percent', value: '27' }),
      ValueSchema.parse({ type: 'percent', value: '27.0' }),
      true,
    ],
    [
      'but a text is compared to the letter',
      { type: 'text', value: '27' },
      { type: 'text', value: '27.0' },
      false,
    ],
    ['whatever the order of their members', { a: 1, b: [2] }, { b: [2], a: 1 }, true],
    ['but not with another order of a list', ['a', 'b'], ['b', 'a'], false],
    ['and an absent member is none', { a: undefined }, {}, true],
    ['but null is something', { a: null }, {}, false],
    ['whatever our note', { text: 'one', note: 'ours' }, { text: 'one' }, true],
    [
      'but not with another value of a term that happens to be called a note',
      { terms: { note: euros('1') } },
      { terms: { note: euros('2') } },
      false,
    ],
    [
      'and notes on the values of terms count as little as others',
      { terms: { sources: euros('1', { note: 'ours' }) } },
      { terms: { sources: euros('1') } },
      true,
    ],
  ])('%s', (_name, a, b, same) => {
    expect(sameSubstance(a, b)).toBe(same);
  });
});

describe('a value in words', () => {
  it.each([
    [{ type: 'text', value: 'in the coming months' }, 'in the coming months'],
    [
      { type: 'money', amount: '250000000000', currency: 'USD', qualifier: 'incremental' },
      'additional USD 250,000,000,000',
    ],
    [{ type: 'money', amount: '1250.50', currency: 'EUR', qualifier: 'up-to' }, 'up to EUR 1,250.5'],
    [{ type: 'money', amount: '5', currency: 'EUR', qualifier: 'at-least' }, 'at least EUR 5'],
    [{ type: 'percent', value: '27', qualifier: 'about' }, 'about 27 %'],
    [{ type: 'date', value: '2026-02' }, '2026-02'],
    [{ type: 'event', value: 'the mill burns down' }, 'the mill burns down'],
    [{ type: 'boolean', value: true }, 'yes'],
    [{ type: 'boolean', value: false }, 'no'],
    [{ type: 'party', value: 'acme' }, 'Acme Ltd'],
    [{ type: 'subject', value: 'grain' }, 'grain'],
    [{ type: 'undisclosed' }, 'exists, but is not disclosed'],
  ])('%o', (value, words) => {
    const names: Record<string, string> = { acme: 'Acme Ltd' };
    expect(printValue(ValueSchema.parse(value), (id) => names[id] ?? id)).toBe(words);
  });

  it.each([
    [{ type: 'money', amount: '1e9', currency: 'USD' }],
    [{ type: 'money', amount: 5, currency: 'USD' }],
    [{ type: 'money', amount: '5', currency: 'dollars' }],
    [{ type: 'date', value: '2026-02-30' }],
    [{ type: 'undisclosed', value: '5' }],
    [{ type: 'guess', value: '5' }],
  ])('refuses %o', (value) => {
    expect(ValueSchema.safeParse(value).success).toBe(false);
  });
});

describe('an end', () => {
  it.each([
    [{ through: '2032' }, 'through 2032-12-31', '2032-12-31', true],
    [{ through: '2026-02' }, 'through 2026-02-28', '2026-02-28', true],
    [{ event: 'the mill burns down' }, 'until the mill burns down', null, true],
    [{ notStated: true }, 'end not stated', null, false],
  ])('%o', (value, words, last, stated) => {
    const end = EndSchema.parse(value);
    const day = lastDayOf(end);
    expect([printEnd(end), day === null ? null : formatDay(day), isStated(end)]).toStrictEqual([
      words,
      last,
      stated,
    ]);
  });
});
