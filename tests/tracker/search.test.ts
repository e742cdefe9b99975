import { describe, expect, it } from 'vitest';
import type { DossierEvent } from '../../src/dossier/announcement.ts';
import type { Search } from '../../src/dossier/finding.ts';
import { Problem } from '../../src/tracker/problems.ts';
import { trackerWith } from '../support/app.ts';
import { announce, amend, correct, dossier, introduce, openContract } from '../support/history.ts';
import { SAMPLE } from '../support/sample.ts';

const tracker = await trackerWith(SAMPLE);
const search = (query: string, clocks: { known?: string; log?: number } = {}): Promise<Search> =>
  tracker.search('trial', { query, ...clocks });

/** What was found, by name. */
function found({ clauses, announcements, parties, subjects, terms }: Search): string[] {
  return [
    ...clauses.map(
      ({ ref, held }) => `${ref} ${held.map(({ from, to }) => `${from}..${to ?? ''}`).join(' ')}`,
    ),
    ...[...announcements, ...parties, ...subjects, ...terms].map(({ kind, id }) => `${kind} ${id}`),
  ];
}

const textOf = (marked: readonly { text: string; hit: boolean }[]): string =>
  marked.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

describe('a search', () => {
  it('finds every wording that a clause had, with the days on which it held', async () => {
    const { clauses } = await search('bolt works');
    expect(
      clauses.map(({ ref, held, on, excerpts }) => [ref, held, on, textOf(excerpts[0]?.marked ?? [])]),
    ).toStrictEqual([
      [
        'supply/use',
        [{ from: '2024-01-10', to: '2024-04-20', status: 'in-force' }],
        '2024-04-19',
        '[Bolt] alone may use the [works] until the plant is ready.',
      ],
      [
        'supply/use',
        [{ from: '2024-04-20', to: '2031-01-01', status: 'in-force' }],
        '2024-06-15',
        '[Bolt] may use the [works] through 2030.',
      ],
    ]);
  });

  it('finds parties, subjects, terms and announcements by their texts', async () => {
    expect(found(await search('crane'))).toStrictEqual([
      'engines/use 2024-02-01..',
      'announcement rival',
      'party crane',
    ]);
    expect(found(await search('engines'))).toContain('subject engines');
    expect(found(await search('ready'))).toContain('term ready');
    const { announcements } = await search('agreed');
    expect(announcements.map(({ id, excerpts }) => [id, excerpts.map(({ where }) => where)])).toStrictEqual([
      ['deal', ['quote']],
    ]);
    const said = await search('part of the works');
    expect(said.announcements.map(({ excerpts }) => excerpts.map(({ where }) => where))).toStrictEqual([
      ['statement'],
    ]);
  });

  it('finds a clause by its rights and its terms', async () => {
    const right = await search('exclusive crane');
    expect(right.clauses.map(({ ref, excerpts }) => [ref, excerpts.map(({ where }) => where)])).toStrictEqual(
      [['engines/use', ['text', 'right']]],
    );
    const price = await search('250,000');
    expect(price.clauses.map(({ ref, excerpts }) => [ref, excerpts.map(({ where }) => where)])).toStrictEqual(
      [['supply/volume', ['text', 'term']]],
    );
  });

  it('asks for all words, in any order, each the beginning of a word', async () => {
    expect(found(await search('alon eng'))).toStrictEqual(['engines/use 2024-02-01..']);
  });

  it('asks for the words in quotation marks as they stand', async () => {
    expect(found(await search('"crane alone"'))).toStrictEqual(['engines/use 2024-02-01..']);
    expect(found(await search('"alone crane"'))).toStrictEqual([]);
  });

  it('takes words that are written nearly so only where none is written so', async () => {
    const near = await search('enginse');
    expect([near.similar, near.clauses.map(({ ref }) => ref)]).toStrictEqual([true, ['engines/use']]);
    expect(textOf(near.clauses[0]?.title ?? [])).toBe('Use of the [engines]');
    expect((await search('engines')).similar).toBe(false);
    expect((await search('xyzzyq')).similar).toBe(false);
  });

  it('shows what was known on a day, and no word more', async () => {
    expect(found(await search('crane', { known: '2024-01-31' }))).toStrictEqual(['party crane']);
    expect(found(await search('works', { known: '2024-03-01' }))).toContain('supply/use 2024-01-10..');
  });

  it('shows what the record held at a revision', async () => {
    const { log, clauses } = await search('engines', { log: 1 });
    expect([log, clauses]).toStrictEqual([1, []]);
  });

  it.each(['', '   ', '...', '!?—', '\u0000'])('of %j finds nothing', async (query) => {
    const { words, counts } = await search(query);
    expect([words, counts]).toStrictEqual([
      [],
      {
        clauses: 0,
        announcements: 0,
        parties: 0,
        subjects: 0,
        terms: 0,
        conflicts: 0,
        disputes: 0,
        questions: 0,
      },
    ]);
  });

  it('refuses a day that is still to come, and a dossier that is not there', async () => {
    await expect(search('works', { known: '2099-01-01' })).rejects.toThrow(Problem);
    await expect(tracker.search('nowhere', { query: 'works' })).rejects.toThrow(Problem);
  });

  it('sees what was appended since it was last asked', async () => {
    const growing = await trackerWith(SAMPLE);
    const ask = () => growing.search('trial', { query: 'zeppelin' });
    expect(found(await ask())).toStrictEqual([]);
    const body = announce({
      id: 'late',
      type: 'RenegotiationAnnounced',
      on: '2024-05-01',
      effects: [amend('supply/use', { text: 'Zeppelins only.' })],
    });
    await growing.append('trial', 'announce', { body });
    expect(found(await ask())).toStrictEqual(['supply/use 2024-05-01..2031-01-01']);
    const corrected = announce({
      id: 'late',
      type: 'RenegotiationAnnounced',
      on: '2024-05-01',
      headline: 'Airships',
      effects: [amend('supply/use', { text: 'Airships only.' })],
    });
    await growing.append('trial', { correct: 'late' }, { body: correct(corrected) });
    expect(found(await ask())).toStrictEqual([]);
    expect(found(await growing.search('trial', { query: 'zeppelin', log: 6 }))).toHaveLength(1);
  });

  it('reads words of other scripts', async () => {
    const events: DossierEvent[] = [
      dossier({ title: '许可' }),
      announce({
        id: 'deal',
        on: '2024-01-10',
        effects: [
          openContract('supply'),
          introduce('supply/use', { heading: '模型许可', text: 'Лицензия на модели. رخصة النموذج' }),
        ],
      }),
    ];
    const other = await trackerWith(events);
    for (const query of ['许可', '模型', 'ЛИЦЕНЗИЯ', 'النموذج']) {
      const { clauses } = await other.search('trial', { query });
      expect([query, clauses.map(({ ref }) => ref)]).toStrictEqual([query, ['supply/use']]);
    }
  });

  it('lists so many hits of a kind, and counts all', async () => {
    const effects = Array.from({ length: 60 }, (_, index) =>
      introduce(`supply/clause-${index}`, { text: 'the same words' }),
    );
    const many = await trackerWith([
      dossier(),
      announce({ id: 'deal', on: '2024-01-10', effects: [openContract('supply'), ...effects] }),
    ]);
    const { counts, clauses } = await many.search('trial', { query: 'same words' });
    expect([counts.clauses, clauses.length]).toStrictEqual([60, 50]);
    expect(clauses[0]?.ref).toBe('supply/clause-0');
  });
});

describe('a search in all dossiers', () => {
  it('names those that have the words', async () => {
    const all = await tracker.searchAll({ query: 'engines' });
    expect([all.similar, all.words, all.dossiers.map(({ dossier: id }) => id)]).toStrictEqual([
      false,
      ['engines'],
      ['trial'],
    ]);
  });

  it('takes words written nearly so where no dossier has them as they are', async () => {
    const all = await tracker.searchAll({ query: 'enginse' });
    expect([all.similar, all.dossiers.map(({ similar }) => similar)]).toStrictEqual([true, [true]]);
  });

  it('of nothing, or without any dossier, finds none', async () => {
    const none = {
      known: null,
      query: '',
      words: [],
      similar: false,
      missing: [],
      most: null,
      dates: [],
      dossiers: [],
    };
    expect(await tracker.searchAll({ query: '' })).toStrictEqual(none);
    const empty = await trackerWith([]);
    expect(await empty.searchAll({ query: 'x' })).toStrictEqual({
      ...none,
      query: 'x',
      words: ['x'],
      missing: ['x'],
    });
    await expect(empty.searchAll({ query: 'x', known: '2099-01-01' })).rejects.toThrow(Problem);
  });
});
