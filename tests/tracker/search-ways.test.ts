import { describe, expect, it } from 'vitest';
import type { Search } from '../../src/dossier/finding.ts';
import { parseQuestions } from '../../src/tracker/questions.ts';
import { datesIn } from '../../src/tracker/search/dates.ts';
import { trackerWith } from '../support/app.ts';
import { amend, announce, introduce, openContract } from '../support/history.ts';
import { SAMPLE } from '../support/sample.ts';

const QUESTIONS = parseQuestions(`
questions:
  - id: holders
    text: Who may use the engines?
    answer: Crane, *as the record has it*.
    checks: [{ask: state, select: $.dossier, expect: [trial]}]
`);
const tracker = await trackerWith(SAMPLE, QUESTIONS);
const search = (query: string, clocks: { known?: string; log?: number } = {}): Promise<Search> =>
  tracker.search('trial', { query, ...clocks });

const refsOf = ({ clauses }: Search): string[] => [...new Set(clauses.map(({ ref }) => ref))];

/** How a query was understood, and how many hits it has. */
function understood({ words, missing, most, similar, counts }: Search): unknown {
  const hits = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return { words, missing, most, similar, any: hits > 0 };
}

describe('where nothing has all of the words', () => {
  it('those that nothing has are left out, and named', async () => {
    const found = await search('crane engines nowhere');
    expect(understood(found)).toStrictEqual({
      words: ['crane', 'engines', 'nowhere'],
      missing: ['nowhere'],
      most: null,
      similar: false,
      any: true,
    });
    expect(refsOf(found)).toStrictEqual(['engines/use']);
  });

  it('what has most of them is shown, and nothing that has fewer', async () => {
    const found = await search('crane alone plant engines');
    expect([found.most, found.missing, refsOf(found)]).toStrictEqual([3, [], ['engines/use']]);
  });

  it('a word that is written nearly so counts as one that is there', async () => {
    const found = await search('crane enginse nowhere');
    expect(understood(found)).toMatchObject({ missing: ['nowhere'], most: null, similar: true, any: true });
    expect(refsOf(found)).toStrictEqual(['engines/use']);
  });

  it('what has less than half of them is not shown', async () => {
    const own = await trackerWith([
      ...SAMPLE.slice(0, 1),
      announce({
        id: 'many',
        on: '2024-01-10',
        effects: [
          openContract('supply'),
          ...['oats', 'wheat', 'barley'].map((text) => introduce(`supply/${text}`, { heading: text, text })),
        ],
      }),
    ]);
    const ask = (query: string) => own.search('trial', { query });
    expect(understood(await ask('oats wheat barley'))).toMatchObject({ any: false });
    expect((await ask('oats wheat')).most).toBe(1);
  });

  it('what is in few texts goes before what is in many', async () => {
    const others = Array.from({ length: 20 }, (_, n) =>
      introduce(`supply/c${n}`, { heading: `Clause ${n}`, text: 'the delivery of goods' }),
    );
    const own = await trackerWith([
      ...SAMPLE.slice(0, 1),
      announce({
        id: 'many',
        on: '2024-01-10',
        effects: [
          openContract('supply'),
          ...others,
          introduce('supply/zinc', { heading: 'Zinc', text: 'zinc' }),
        ],
      }),
    ]);
    const found = await own.search('trial', { query: 'delivery zinc' });
    expect([found.most, refsOf(found)[0]]).toStrictEqual([1, 'supply/zinc']);
  });

  it.each(['works', 'bolt works', 'crane alone', '"may use the works"', 'suit Gazette'])(
    'never for %j, of which something has all: that is all that is shown',
    async (query) => {
      expect(understood(await search(query))).toMatchObject({
        missing: [],
        most: null,
        similar: false,
        any: true,
      });
    },
  );

  it('in all dossiers likewise', async () => {
    const all = await tracker.searchAll({ query: 'crane engines nowhere' });
    expect([all.missing, all.most, all.dossiers.map(({ dossier }) => dossier)]).toStrictEqual([
      ['nowhere'],
      null,
      ['trial'],
    ]);
  });
});

describe('dates in a query', () => {
  it.each([
    ['2026-03-01', ['2026-03-01'], ''],
    ['2026-03', ['2026-03'], ''],
    ['1 March 2026', ['2026-03-01'], ''],
    ['1st of March, 2026', ['2026-03-01'], ''],
    ['March 1, 2026', ['2026-03-01'], ''],
    ['Mar. 2026', ['2026-03'], ''],
    ['frontier on 1 MARCH 2026 azure', ['2026-03-01'], 'frontier   azure'],
    ['27 Sept 2025 and in May 2026', ['2025-09-27', '2026-05'], 'and'],
    ['31 February 2026', ['2026-02'], '31'],
    ['2026-02-31', [], '2026-02-31'],
    ['12345-06-07', [], '12345-06-07'],
    ['march 2026 maybe', ['2026-03'], 'maybe'],
    ['commarch 2026', [], 'commarch 2026'],
    ['in 2030', [], 'in 2030'],
  ])('of %j are %j', (query, dates, rest) => {
    expect(datesIn(query)).toStrictEqual({ dates, rest });
  });

  it('are looked for as words where something has them, and left out where nothing has', async () => {
    expect(understood(await search('engines 1 March 2030'))).toMatchObject({ words: ['engines'], any: true });
    const own = await trackerWith([
      ...SAMPLE,
      announce({ id: 'dated', on: '2024-05-01', headline: 'Engines from 1 March 2030' }),
    ]);
    const found = await own.search('trial', { query: 'engines 1 March 2030' });
    expect([found.words, found.announcements.map(({ id }) => id), found.dates]).toStrictEqual([
      ['engines', '1', 'march', '2030'],
      ['dated'],
      ['2030-03-01'],
    ]);
  });

  it('alone find nothing in other ways', async () => {
    expect(understood(await search('1 March 2024'))).toStrictEqual({
      words: [],
      missing: [],
      most: null,
      similar: false,
      any: false,
    });
  });
});

describe('conflicts, disputes and questions', () => {
  it.each(['conflict', 'incompatible', 'clash', 'conflict crane', 'incompatible engines'])(
    '%j finds the incompatible rights with both sides and their days',
    async (query) => {
      const { conflicts } = await search(query);
      const grave = conflicts.find(({ conflict }) => conflict.class === 'incompatible');
      expect([grave?.conflict.from, grave?.conflict.to, grave?.on]).toStrictEqual([
        '2024-02-01',
        '2024-04-20',
        '2024-02-01',
      ]);
      const sides = grave?.excerpts.filter(({ where }) => where === 'side') ?? [];
      expect(sides.map(({ marked }) => marked.map(({ text }) => text).join(''))).toStrictEqual([
        '“Use of the works”, Supply',
        '“Use of the engines”, Engines',
      ]);
    },
  );

  it('“disputed” finds the disputes with who disputes what, when and in which words', async () => {
    const { disputes } = await search('disputed bolt');
    expect(
      disputes.map(({ ref, by, aspect, from, to, on, title, excerpts }) => [
        [ref, by, aspect, from, to, on],
        title.map(({ text }) => text).join(''),
        excerpts.map(({ where }) => where),
      ]),
    ).toStrictEqual([
      [
        ['engines/use', 'bolt', null, '2024-02-01', '2024-04-20', '2024-02-01'],
        'Dispute of Bolt over “Use of the engines”',
        [],
      ],
    ]);
    expect(
      (await search('part works disputed')).disputes[0]?.excerpts.map(({ where }) => where),
    ).toStrictEqual(['statement']);
  });

  it('a dispute names its clause as it was headed on the first day of the dispute', async () => {
    const renamed = announce({
      id: 'renamed',
      type: 'RenegotiationAnnounced',
      on: '2024-05-01',
      effects: [amend('engines/use', { heading: 'Lease of the motors' })],
    });
    const own = await trackerWith([...SAMPLE, renamed]);
    const { disputes } = await own.search('trial', { query: 'disputed bolt' });
    expect(disputes.map(({ title }) => title.map(({ text }) => text).join(''))).toStrictEqual([
      'Dispute of Bolt over “Use of the engines”',
    ]);
  });

  it('as they were known: none before they were announced', async () => {
    const { conflicts, disputes } = await search('use engines', { known: '2024-01-31' });
    expect([conflicts, disputes]).toStrictEqual([[], []]);
  });

  it('questions are found with their answers, only where nothing cuts the view', async () => {
    const { questions } = await search('who engines');
    expect(questions.map(({ id, excerpts }) => [id, excerpts.map(({ where }) => where)])).toStrictEqual([
      ['holders', ['answer']],
    ]);
    expect((await search('who engines', { known: '2024-03-01' })).questions).toStrictEqual([]);
    expect((await search('who engines', { log: 4 })).questions).toStrictEqual([]);
    const all = await tracker.searchAll({ query: 'who engines' });
    expect(all.dossiers.map((each) => each.questions.length)).toStrictEqual([1]);
  });
});
