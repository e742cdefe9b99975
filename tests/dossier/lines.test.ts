import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Line } from '../../src/dossier/lines.ts';

const DAYS = 30;
const write = fc.record({
  kind: fc.constantFrom('set', 'update'),
  from: fc.integer({ min: 0, max: DAYS }),
  to: fc.oneof(fc.integer({ min: 0, max: DAYS }), fc.constant(Number.POSITIVE_INFINITY)),
  value: fc.integer({ min: 1, max: 9 }),
});

describe('a valid-time line', () => {
  it('holds on each day what was written last for that day', () => {
    fc.assert(
      fc.property(fc.array(write, { maxLength: 12 }), (writes) => {
        const line = new Line<number>();
        const plain = Array.from({ length: DAYS + 5 }, (): number | undefined => undefined);
        for (const { kind, from, to, value } of writes) {
          if (kind === 'set') line.set(from, to, value);
          else line.update(from, to, (old) => old * 10 + value);
          plain.forEach((old, day) => {
            if (day < from || day >= to) return;
            if (kind === 'set') plain[day] = value;
            else if (old !== undefined) plain[day] = old * 10 + value;
          });
        }
        expect(plain.map((_, day) => line.at(day))).toStrictEqual(plain);
        const { stretches } = line;
        stretches.forEach((stretch, index) => {
          expect(stretch.from).toBeLessThan(stretch.to);
          expect(stretches[index - 1]?.to ?? -1).toBeLessThanOrEqual(stretch.from);
        });
        plain.forEach((_, day) => {
          expect(line.nextAfter(day)).toBe(stretches.find(({ from }) => from > day));
          expect(line.lastBefore(day)).toBe(stretches.findLast(({ to }) => to <= day));
          expect(line.some(day, day + 3, (value) => value % 2 === 1)).toBe(
            [day, day + 1, day + 2].some((each) => (line.at(each) ?? 0) % 2 === 1),
          );
        });
      }),
    );
  });

  it('covers no day where an interval is empty or reversed', () => {
    const line = new Line<string>();
    line.set(5, 5, 'empty');
    line.set(9, 3, 'reversed');
    expect(line.stretches).toStrictEqual([]);
    expect(line.some(5, 5, () => true)).toBe(false);
  });
});
