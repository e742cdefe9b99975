import { describe, expect, it } from 'vitest';
import type { DossierEvent } from '../../src/dossier/announcement.ts';
import { announce, correct, retract, type Said } from '../support/history.ts';
import {
  accepts,
  announcementOf,
  announcing,
  begun,
  correcting,
  DOSSIER,
  given,
  PROTEST,
  refused,
} from './deciding.ts';

const said = (id: string, on: Said['on'], sequence?: number) =>
  announce({ id, on, ...(sequence === undefined ? {} : { sequence }) });

/** The place within its day that an announcement gets. */
function placed(events: readonly DossierEvent[], on: Said['on'], sequence?: number): number | undefined {
  const command = announcing({ id: 'next', on, ...(sequence === undefined ? {} : { sequence }) });
  return announcementOf(begun(...events).when(command)).sequence;
}

describe('the place of an announcement within its day', () => {
  it('is the first if nothing else was said on that day', () => {
    expect(placed([], '2026-02-01')).toBe(1);
  });

  it('is the one after the highest of the day, whatever is free below', () => {
    expect(placed([said('a', '2026-02-01', 7), said('b', '2026-02-01', 3)], '2026-02-01')).toBe(8);
  });

  it('does not count other days, nor the month or the year around it', () => {
    const others = [said('a', '2026-02-02', 7), said('b', '2026-02', 8), said('c', '2026', 9)];
    expect(placed(others, '2026-02-01')).toBe(1);
    expect(placed(others, '2026-02')).toBe(9);
    expect(placed(others, '2026')).toBe(10);
  });

  it('counts the day, not the way in which it was written', () => {
    const stated = { date: '2026-02-01', asStated: 'the first of February' };
    expect(placed([said('a', stated, 4)], '2026-02-01')).toBe(5);
    expect(placed([said('a', '2026-02-01', 4)], stated)).toBe(5);
  });

  it('is the one that it names, taken or not', () => {
    const others = [said('a', '2026-02-01', 7)];
    expect(placed(others, '2026-02-01', 7)).toBe(7);
    expect(placed(others, '2026-02-01', 2)).toBe(2);
    expect(placed(others, '2026-02-01', 1_000_000)).toBe(1_000_000);
  });

  it('does not count what was retracted or corrected away from the day', () => {
    const others = [
      said('a', '2026-02-01', 7),
      said('b', '2026-02-01', 6),
      said('c', '2026-02-01', 5),
      retract('a'),
      correct(said('b', '2026-02-02', 6)),
    ];
    expect(placed(others, '2026-02-01')).toBe(6);
  });

  it('is named where the last one is taken: none comes after it', () => {
    const last = said('a', '2026-02-01', 1_000_000);
    expect(begun(last).when(announcing({ id: 'next', on: '2026-02-01' }))).toStrictEqual(
      refused(['/sequence', "the day's last place, 1000000, is taken: name another"]),
    );
    expect(placed([last], '2026-02-01', 999_999)).toBe(999_999);
  });
});

describe('the place of a corrected announcement within its day', () => {
  const others = [said('a', '2026-02-01', 4), said('b', '2026-02-01', 9), said('c', '2026-03-01', 6)];
  const after = (content: ReturnType<typeof announce>) =>
    announcementOf(begun(...others).when(correcting(content))).sequence;

  it('is kept while the day stays', () => {
    expect(after(said('a', '2026-02-01'))).toBe(4);
    expect(after(said('a', { date: '2026-02-01', asStated: 'early' }))).toBe(4);
  });

  it('is the one that the correction names', () => {
    expect(after(said('a', '2026-02-01', 12))).toBe(12);
    expect(after(said('a', '2026-03-01', 2))).toBe(2);
  });

  it('is the one after the highest of the day to which it goes', () => {
    expect(after(said('a', '2026-03-01'))).toBe(7);
    expect(after(said('c', '2026-02-01'))).toBe(10);
    expect(after(said('c', '2026-04-01'))).toBe(1);
  });

  it('is kept over a second correction as the first one set it', () => {
    const moved = correct(said('a', '2026-03-01', 3));
    const again = begun(...others, moved).when(correcting(said('a', '2026-03-01')));
    expect(announcementOf(again).sequence).toBe(3);
  });
});

describe('the date of an announcement', () => {
  const today = '2026-06-15';
  const on = (date: Said['on']) => begun().when(announcing({ id: 'next', on: date }, today));

  it.each([today, '2026-06', '2026', '2025-12', '0001-01-01'])('may have begun: %s', (date) => {
    expect(accepts(on(date))).toBe(true);
  });

  it.each([
    ['2026-06-16', 'lies in the future'],
    ['2026-07', 'begins in the future'],
    ['2027', 'begins in the future'],
  ])('does not lie ahead: %s', (date, why) => {
    expect(on(date)).toStrictEqual(refused(['/announcedOn', why]));
    expect(on({ date, asStated: 'soon' })).toStrictEqual(refused(['/announcedOn/date', why]));
  });

  it('does not lie ahead after a correction, either', () => {
    const moved = { ...PROTEST, announcedOn: '2026-06-16' };
    expect(begun().when(correcting(moved))).toStrictEqual(
      refused(['/content/announcedOn', 'lies in the future']),
    );
  });

  it('may come before everything else on record', () => {
    expect(accepts(given(DOSSIER).when(announcing({ id: 'next', on: '1999-12-31' })))).toBe(true);
  });
});
