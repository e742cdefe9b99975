import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeScale } from '../../src/http/views/chart-scale.ts';
import { day } from '../support/history.ts';

describe('the axis of the chart', () => {
  const core = ['2025-10-28', '2026-04-27'].map(day);

  it('draws days near the announcements to scale, and presses later ones together in a strip', () => {
    const scale = timeScale(core, ['2026-11-23', '2031-01-01', '2033-01-01'].map(day), day('2026-11-23'));
    expect([scale.earlier, scale.later]).toStrictEqual([
      null,
      { x: '88%', width: '12%', break: '88%', text: 'later' },
    ]);
    const [a, b, c] = ['2025-11-01', '2026-02-01', '2026-05-04'].map((text) => scale.at(day(text)));
    // As many days between each two: as far apart.
    expect((b ?? 0) - (a ?? 0)).toBeCloseTo((c ?? 0) - (b ?? 0), 9);
    expect(scale.at(day('2033-01-01'))).toBe(97);
    expect(scale.last).toBe(day('2033-01-01'));
  });

  it('has a strip of earlier days where a start lies far back', () => {
    const scale = timeScale(core, [day('1998-05-04')], day('2026-01-01'));
    expect(scale.earlier).toStrictEqual({ x: '0%', width: '12%', break: '12%', text: 'earlier' });
    expect([scale.at(day('1998-05-04')), scale.later]).toStrictEqual([3, null]);
  });

  it('has no strip where everything is near', () => {
    const scale = timeScale(core, [day('2026-11-23')], day('2026-11-23'));
    expect([scale.earlier, scale.later, scale.first, scale.last]).toStrictEqual([null, null, null, null]);
  });

  it('says years of a long time and months of a short one, and the year where it begins', () => {
    const years = timeScale(['2015-06-01', '2024-06-01'].map(day), [], day('2024-06-01'));
    expect(years.ticks.map(({ text }) => text)).toStrictEqual([
      '2016',
      '2017',
      '2018',
      '2019',
      '2020',
      '2021',
      '2022',
      '2023',
      '2024',
    ]);
    const months = timeScale(core, [], day('2026-04-27'));
    expect(months.ticks.map(({ text }) => text)).toStrictEqual([
      'Nov 2025',
      'Dec',
      'Jan 2026',
      'Feb',
      'Mar',
      'Apr',
      '',
    ]);
  });

  it('never turns back, and stays on the page, wherever days lie', () => {
    const anyDay = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(fc.array(anyDay), fc.array(anyDay), anyDay, (announced, others, on) => {
        const scale = timeScale(announced, [...others, on], on);
        const places = [...announced, ...others, on].sort((a, b) => a - b).map((each) => scale.at(each));
        expect(places).toStrictEqual([...places].sort((a, b) => a - b));
        expect(places.every((place) => place >= 0 && place <= 100)).toBe(true);
      }),
    );
  });
});
