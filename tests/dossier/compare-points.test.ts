import { describe, expect, it } from 'vitest';
import {
  affirm,
  amend,
  announce,
  correct,
  dossier,
  history,
  introduce,
  openContract,
  retract,
} from '../support/history.ts';
import { after, between, changesIn, PRICE, VOLUME, type Asked } from './comparing.ts';

/** Three announcements of one day, told apart by their sequence and not by their record. */
const oneDay = after(
  { id: 'noon', on: '2026-02-01', sequence: 2, effects: [amend(VOLUME, { text: 'two' })] },
  {
    id: 'evening',
    on: '2026-02-01',
    sequence: 3,
    effects: [amend(VOLUME, { text: 'three' }), affirm(VOLUME)],
  },
  { id: 'morning', on: '2026-02-01', sequence: 1, effects: [introduce(PRICE)] },
);

const announcementsBetween = (from: string | Asked, to: string | Asked): string[] =>
  between(oneDay, from, to).announcements;

describe('a point beside an announcement', () => {
  it('stands on its day, with the announcements before it in the order', () => {
    const comparison = between(oneDay, { before: 'noon' }, { after: 'noon' });
    expect([comparison.from, comparison.to]).toStrictEqual([
      { on: '2026-02-01', known: null, log: 4, boundary: { side: 'before', announcement: 'noon' } },
      { on: '2026-02-01', known: null, log: 4, boundary: { side: 'after', announcement: 'noon' } },
    ]);
    expect(changesIn(comparison)).toStrictEqual([
      'supply/volume changed on 2026-02-01 (text) because of noon',
    ]);
    expect(comparison.changes.map(({ before, after: now }) => [before?.text, now?.text])).toStrictEqual([
      ['one', 'two'],
    ]);
    expect(comparison.announcements).toStrictEqual(['noon']);
  });

  it('lets the parts of a day follow each other without a gap', () => {
    const parts = ['morning', 'noon', 'evening'].map((id) =>
      changesIn(between(oneDay, { before: id }, { after: id })),
    );
    expect(parts).toStrictEqual([
      ['supply/price added on 2026-02-01 because of morning'],
      ['supply/volume changed on 2026-02-01 (text) because of noon'],
      ['supply/volume changed on 2026-02-01 (text) because of evening'],
    ]);
    expect(changesIn(between(oneDay, { after: 'morning' }, { before: 'noon' }))).toStrictEqual([]);
    expect(changesIn(between(oneDay, { before: 'morning' }, '2026-02-01'))).toStrictEqual([
      'supply/volume changed on 2026-02-01 (text) because of noon, evening',
      'supply/price added on 2026-02-01 because of morning',
    ]);
  });

  it('is older than the whole of its day, and newer than the day before', () => {
    expect(between(oneDay, '2026-02-01', { after: 'noon' }).swapped).toBe(true);
    expect(between(oneDay, { before: 'morning' }, '2026-01-31').swapped).toBe(true);
    expect(between(oneDay, { after: 'evening' }, { before: 'evening' }).swapped).toBe(true);
    expect(between(oneDay, { before: 'noon' }, { after: 'morning' }).swapped).toBe(true);
  });

  it('stands on the latest day of an imprecise date', () => {
    const events = after({ id: 'month', on: '2026-02', effects: [amend(VOLUME, { text: 'two' })] });
    const comparison = between(events, { before: 'month' }, { after: 'month' });
    expect([comparison.from.on, comparison.to.on]).toStrictEqual(['2026-02-28', '2026-02-28']);
    expect(changesIn(comparison)).toStrictEqual([
      'supply/volume changed on 2026-02-28 (text) because of month',
    ]);
  });
});

describe('the announcements of a window', () => {
  it('have their latest day after the first day and not after the last', () => {
    const events = after(
      { id: 'month', on: '2026-02' },
      { id: 'early', on: '2026-02-01' },
      { id: 'ahead', on: '2026-02-10', effects: [amend(VOLUME, { text: 'two', effectiveOn: '2026-01-20' })] },
      { id: 'press', type: 'ReportPublished', on: '2026-02-20', by: ['gazette'], about: [VOLUME] },
    );
    expect(between(events, '2026-02-01', '2026-02-20').announcements).toStrictEqual(['ahead', 'press']);
    expect(between(events, '2026-01-31', '2026-02-28').announcements).toStrictEqual([
      'early',
      'month',
      'ahead',
      'press',
    ]);
  });

  it('follow the states of knowledge where the day is one', () => {
    const [on, known] = ['2026-06-01', '2026-01-31'];
    const to = { on, known: '2026-02-01' };
    expect(announcementsBetween({ on, known }, to)).toStrictEqual(['morning', 'noon', 'evening']);
    expect(announcementsBetween(to, { on })).toStrictEqual([]);
  });

  it('follow our record where day and knowledge are the same', () => {
    const [first, second] = [
      announce({ id: 'first', on: '2026-02-01', effects: [amend(VOLUME, { text: 'two' })] }),
      announce({ id: 'second', on: '2026-01-20', effects: [amend(VOLUME, { text: 'three' })] }),
    ];
    const events = history(
      dossier(),
      announce({ id: 'opening', on: '2026-01-10', effects: [openContract('supply'), introduce(VOLUME)] }),
      first,
      second,
      correct({ ...first, headline: 'Better' }),
      retract('second'),
    );
    const on = '2026-03-01';
    const recorded = (from: number, to: number): string[] =>
      between(events, { on, log: from }, { on, log: to }).announcements;
    expect(recorded(1, 3)).toStrictEqual(['second', 'first']);
    expect(recorded(2, 3)).toStrictEqual(['second']);
    expect(recorded(3, 4)).toStrictEqual(['first']);
    expect(recorded(4, 5)).toStrictEqual([]);
  });

  it('begin and end beside announcements where the points do', () => {
    expect(announcementsBetween({ before: 'noon' }, '2026-02-01')).toStrictEqual(['noon', 'evening']);
    expect(announcementsBetween({ after: 'noon' }, '2026-02-01')).toStrictEqual(['evening']);
    expect(announcementsBetween('2026-01-31', { after: 'noon' })).toStrictEqual(['morning', 'noon']);
    expect(announcementsBetween('2026-01-31', { before: 'noon' })).toStrictEqual(['morning']);
    expect(announcementsBetween({ after: 'morning' }, { before: 'evening' })).toStrictEqual(['noon']);
  });
});

describe('two points in the wrong order', () => {
  it('are swapped, which the answer says', () => {
    const there = between(oneDay, '2026-01-31', '2026-02-01');
    const back = between(oneDay, '2026-02-01', '2026-01-31');
    expect([there.swapped, back.swapped]).toStrictEqual([false, true]);
    expect({ ...back, swapped: false }).toStrictEqual(there);
  });

  it('are ordered by day, then by knowledge, then beside announcements, then by our record', () => {
    const swapped = (from: Asked, to: Asked): boolean => between(oneDay, from, to).swapped;
    const on = '2026-02-01';
    expect(swapped({ on: '2026-02-02', known: '2026-01-01' }, { on })).toBe(true);
    expect(swapped({ on }, { on, known: '2026-05-01' })).toBe(true);
    expect(swapped({ on, known: '2026-05-01', log: 1 }, { on, known: '2026-04-01', log: 4 })).toBe(true);
    expect(swapped({ after: 'noon', log: 2 }, { before: 'noon', log: 4 })).toBe(true);
    expect(swapped({ on, log: 4 }, { on, log: 2 })).toBe(true);
    expect(swapped({ on, log: 2 }, { on, log: 4 })).toBe(false);
  });
});
