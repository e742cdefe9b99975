import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EdtfSchema,
  formatDay,
  formatEnd,
  FOREVER,
  happenedBy,
  parseDay,
  parseSpan,
} from '../../src/dossier/dates.ts';

const span = (text: string): string | null => {
  const found = parseSpan(text);
  return found === null ? null : `${formatDay(found.earliest)}..${formatDay(found.latest)}`;
};

describe('a date', () => {
  it.each([
    ['2026-02-27', '2026-02-27..2026-02-27'],
    ['2026-02', '2026-02-01..2026-02-28'],
    ['2024-02', '2024-02-01..2024-02-29'],
    ['2025', '2025-01-01..2025-12-31'],
    ['0001', '0001-01-01..0001-12-31'],
    ['9998-12-31', '9998-12-31..9998-12-31'],
  ])('%s spans %s', (text, expected) => {
    expect(span(text)).toBe(expected);
  });

  it.each([
    '2026-02-29',
    '2026-13',
    '2026-00',
    '2026-02-00',
    '20260227',
    '2026-2-1',
    '26',
    '',
    '2026-02~',
    '0000',
    '9999',
    '2026-02-27T00:00Z',
    ' 2026',
  ])('is not %j', (text) => {
    expect(parseSpan(text)).toBeNull();
    expect(EdtfSchema.safeParse(text).success).toBe(false);
  });

  it('may come as a number where YAML reads a bare year so', () => {
    expect(EdtfSchema.parse(2032)).toBe('2032');
    expect(EdtfSchema.safeParse(2032.5).success).toBe(false);
  });

  it('of a month has happened no, maybe or surely', () => {
    const february = parseSpan('2026-02');
    const by = ['2026-01-31', '2026-02-01', '2026-02-27', '2026-02-28'].map((day) =>
      february === null ? null : happenedBy(february, parseDay(day) ?? Number.NaN),
    );
    expect(by).toStrictEqual(['no', 'maybe', 'maybe', 'yes']);
  });
});

describe('a day', () => {
  it('is written as it was read', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_531 }), (day) => {
        expect(parseDay(formatDay(day))).toBe(day);
      }),
    );
  });

  it('is no month and no year', () => {
    expect([parseDay('2026-02'), parseDay('2026')]).toStrictEqual([null, null]);
  });

  it('without end is null', () => {
    expect([formatEnd(FOREVER), formatEnd(0)]).toStrictEqual([null, '1970-01-01']);
  });
});
