import { describe, expect, it } from 'vitest';
import type { AnnouncementAnswer } from '../../src/dossier/answers.ts';
import { laterDeeds } from '../../src/http/views/later.ts';
import { linksOf } from '../../src/http/views/links.ts';
import { saidBy } from '../../src/http/views/said.ts';
import { shortWords } from '../../src/http/views/values.ts';
import { namesOf } from '../../src/http/views/names.ts';
import { affirm, amend, announce, introduce, openContract } from '../support/history.ts';
import { trackerWith } from '../support/app.ts';
import { SAMPLE } from '../support/sample.ts';

const recorded = (fields: Parameters<typeof announce>[0], revision: number): AnnouncementAnswer => ({
  ...announce(fields),
  sequence: 1,
  revision,
  corrections: [],
});

const REF = 'supply/volume';
const announcements = [
  recorded(
    {
      id: 'opening',
      on: '2026-01-10',
      binding: 'non-binding',
      effects: [openContract('supply'), introduce(REF)],
    },
    1,
  ),
  recorded({ id: 'again', on: '2026-02-01', effects: [affirm(REF)] }, 2),
  recorded({ id: 'change', on: '2026-03-01', effects: [amend(REF, { text: 'two' })] }, 3),
  recorded({ id: 'rough', on: '2026-04', effects: [affirm(REF)] }, 4),
  recorded({ id: 'soon', on: '2026-05-01', effects: [affirm(REF, { effectiveOn: '2026-06-01' })] }, 5),
];

describe('what was said of a clause', () => {
  it('restates a value only if it was said after the value was set, explicitly, and by the day', () => {
    const on = (day: string) => saidBy(announcements, { on: day });
    expect(on('2026-01-31').restatedAfter(REF, 'opening')).toBeNull();
    expect(on('2026-03-10').restatedAfter(REF, 'opening')).toBe('again');
    expect(on('2026-03-10').restatedAfter(REF, 'change')).toBeNull();
    expect(on('2026-04-15').restatedAfter(REF, 'change')).toBeNull();
    expect(on('2026-04-30').restatedAfter(REF, 'change')).toBe('rough');
    expect(on('2026-05-02').restatedAfter(REF, 'change')).toBe('rough');
    expect(on('2026-06-01').restatedAfter(REF, 'change')).toBe('soon');
  });

  it('may have come by the day where its date is rough and the day lies in it', () => {
    const said = saidBy(announcements, { on: '2026-04-15' });
    expect(said.perhaps.map(({ id }) => id)).toStrictEqual(['rough']);
    expect(['again', 'rough', 'soon'].map((id) => said.timing(id))).toStrictEqual([
      'by then',
      'perhaps',
      'later',
    ]);
    expect(saidBy(announcements, { on: '2026-04-30' }).perhaps).toStrictEqual([]);
  });

  it('leaves a party silent only where others spoke after it and it didn’t', () => {
    const own = [
      ...announcements.slice(0, 1),
      recorded({ id: 'bolt-again', on: '2026-02-01', by: ['bolt'], effects: [affirm(REF)] }, 2),
    ];
    const said = saidBy(own, { on: '2026-03-01' });
    expect([
      said.silentAfter(REF, 'opening', 'acme'),
      said.silentAfter(REF, 'opening', 'bolt'),
    ]).toStrictEqual([true, false]);
    expect(said.silentAfter(REF, 'bolt-again', 'bolt')).toBe(false);
    expect(saidBy(own, { on: '2026-01-31' }).silentAfter(REF, 'opening', 'acme')).toBe(false);
  });

  it('is later where its first day is, and left out where it wasn’t known', () => {
    const later = (point: { on: string; known?: string }) =>
      saidBy(announcements, point).later.map(({ id }) => id);
    expect(later({ on: '2026-02-15' })).toStrictEqual(['change', 'rough', 'soon']);
    expect(later({ on: '2026-04-15' })).toStrictEqual(['soon']);
    expect(later({ on: '2026-02-15', known: '2026-03-15' })).toStrictEqual(['change']);
    expect(later({ on: '2026-02-15', known: '2026-02-15' })).toStrictEqual([]);
  });

  it('is binding, or not, where its announcement says so', () => {
    const said = saidBy(announcements, { on: '2026-06-01' });
    expect([said.binding('opening'), said.binding('change')]).toStrictEqual(['non-binding', null]);
  });
});

describe('in words', () => {
  it('a later deed is told once for each announcement, and round amounts are short', async () => {
    const tracker = await trackerWith(SAMPLE);
    const [dossier, list, state] = await Promise.all([
      tracker.dossier('trial'),
      tracker.announcements('trial'),
      tracker.state('trial', {}),
    ]);
    const links = linksOf('trial');
    const names = namesOf({ dossier, announcements: list.announcements, state, links });
    const said = saidBy(list.announcements, { on: '2024-02-10' });
    const deeds = laterDeeds('engines/use', said, { names, links });
    expect(deeds.map(({ did, link }) => `${did}: ${link.id}`)).toStrictEqual([
      'reported on: report',
      'dispute of Bolt closed: renewal',
    ]);
    const money = (amount: string) =>
      shortWords({ type: 'money', amount, currency: 'EUR', qualifier: 'about' }, names);
    expect(
      ['250000000000', '7500000000', '7510000000', '1250000', '1200000', '999', '15000000000.50'].map(money),
    ).toStrictEqual([
      'about EUR 250 billion',
      'about EUR 7.5 billion',
      'about EUR 7,510 million',
      'about EUR 1,250,000',
      'about EUR 1.2 million',
      'about EUR 999',
      'about EUR 15,000,000,000.5',
    ]);
  });
});
