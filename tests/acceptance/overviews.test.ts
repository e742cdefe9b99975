import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { Ahead, Matrix, Validity } from '../../src/dossier/overviews.ts';
import { words } from '../support/html.ts';
import { aWorld } from './given.ts';

const D = 'openai-cloud';
const M = 'openai-cloud-months';
const G = 'halmbeck-grain';
const world = await aWorld({ load: [D, M, G] });

const shortOf = (ref: string): string => ref.split('/')[1] ?? '';

/** A row of a matrix in few words: by party, each right, and each clash. */
function rowOf(matrix: Matrix, subject: string): Record<string, string[]> {
  const row = matrix.rows.find((each) => each.subject === subject);
  return Object.fromEntries(
    (row?.cells ?? []).map(({ party, rights, clashes }) => [
      party,
      [
        ...rights.map(
          ({ clause, action, exclusivity, direct, target, status }) =>
            `${exclusivity} ${action} by ${shortOf(clause)}${direct ? '' : ` through ${target}`}, ${status}`,
        ),
        ...clashes.map(
          (clash) =>
            `${clash.class} with ${clash.with} over ${clash.subject}${clash.certain ? '' : ', perhaps'}`,
        ),
      ],
    ]),
  );
}

/** A clause's runs, a line each. */
function runsOf({ contracts }: Validity, ref: string): string[] {
  const clause = contracts.flatMap(({ clauses }) => clauses).find((each) => each.ref === ref);
  return (clause?.standings ?? []).map(
    ({ from, to, status, statusReason, ending }) =>
      `${from ?? '…'} – ${to ?? '…'} ${status}${statusReason === null ? '' : ` ${statusReason}`}, ${ending}`,
  );
}

const daysOf = ({ days }: Ahead): unknown =>
  days.map(({ on, clauses, contracts, conflicts }) => [
    on,
    ...clauses.map(
      ({ ref, before, after, because }) => `${shortOf(ref)} ${before} → ${after} by ${because.join()}`,
    ),
    ...contracts.map(({ id, before, after }) => `${id} ${before} → ${after}`),
    ...conflicts.map(
      ({ what, conflict }) => `${conflict.class} ${conflict.clauses.map(shortOf).join(' / ')} ${what}`,
    ),
  ]);

describe('who holds the right to serve Frontier', () => {
  it('on 1 March 2026: Microsoft through the API products, Amazon itself, and they are incompatible', async () => {
    expect(rowOf(await world.matrix(D, { on: '2026-03-01' }), 'frontier')).toStrictEqual({
      microsoft: [
        'exclusive license by ip-license through openai-ip, in-force',
        'exclusive serve by api-exclusivity through api-products, in-force',
        'not-stated serve by first-party-hosting through first-party-products, in-force',
        'incompatible with amazon over frontier',
        'possible with amazon over frontier',
      ],
      amazon: [
        'exclusive serve by frontier-aws-exclusive, in-force',
        'incompatible with microsoft over frontier',
        'possible with microsoft over frontier',
      ],
    });
  });

  it('on 1 May 2026: Amazon, with two weaker rights beside it', async () => {
    expect(rowOf(await world.matrix(D, { on: '2026-05-01' }), 'frontier')).toStrictEqual({
      microsoft: [
        'non-exclusive license by ip-license through openai-ip, in-force',
        'priority serve by first-on-azure through openai-products, in-force',
        'possible with amazon over frontier',
      ],
      openai: [
        'non-exclusive serve by any-cloud through openai-products, in-force',
        'limited with amazon over frontier',
      ],
      amazon: [
        'exclusive serve by frontier-aws-exclusive, in-force',
        'possible with microsoft over frontier',
        'limited with openai over frontier',
      ],
    });
  });

  it('as known on 20 February 2026 even of 1 March: Microsoft alone', async () => {
    const matrix = await world.matrix(D, { on: '2026-03-01', known: '2026-02-20' });
    expect(rowOf(matrix, 'frontier')).toStrictEqual({
      microsoft: [
        'exclusive license by ip-license through openai-ip, in-force',
        'exclusive serve by api-exclusivity through api-products, in-force',
      ],
    });
  });

  it('inside a month that is all that is known: perhaps Amazon, perhaps against Microsoft', async () => {
    expect(rowOf(await world.matrix(M, { on: '2026-02-15' }), 'frontier')).toStrictEqual({
      microsoft: [
        'exclusive license by ip-license through openai-ip, in-force',
        'exclusive serve by api-exclusivity through api-products, in-force',
        'not-stated serve by first-party-hosting through first-party-products, unknown',
        'incompatible with amazon over frontier, perhaps',
        'possible with amazon over frontier, perhaps',
      ],
      amazon: [
        'exclusive serve by frontier-aws-exclusive, unknown',
        'incompatible with microsoft over frontier, perhaps',
        'possible with microsoft over frontier, perhaps',
      ],
    });
  });

  it('is indented under the first thing that it is part of, and names the other', async () => {
    const { rows } = await world.matrix(D, { on: '2026-03-01' });
    expect(rows.map(({ subject, level }) => `${'  '.repeat(level)}${subject}`)).toStrictEqual([
      'openai-ip',
      '  openai-models',
      '  openai-products',
      '    api-products',
      '      stateless-api',
      '      frontier',
      '      stateful-runtime-tech',
      '    non-api-products',
      '      consumer-chatgpt',
      '    first-party-products',
    ]);
    expect(rows.find(({ subject }) => subject === 'frontier')?.partOf).toStrictEqual([
      'api-products',
      'first-party-products',
    ]);
  });
});

describe('the rights of another trade', () => {
  it('clash over what lies in two broader things', async () => {
    const matrix = await world.matrix(G, { on: '2021-12-01' });
    expect(rowOf(matrix, 'amber-rye')['orrindale']).toStrictEqual([
      'exclusive mill by bread-milling through bread-rye, in-force',
      'exclusive sell by seed-sale, conditional',
      'incompatible with veldon over amber-rye',
      'possible with veldon over amber-rye',
    ]);
    expect(rowOf(matrix, 'bread-rye')['orrindale']).toStrictEqual([
      'exclusive mill by bread-milling, in-force',
    ]);
    expect(rowOf(matrix, 'amber-early')['veldon']?.filter((word) => word.includes('with'))).toStrictEqual([
      'incompatible with orrindale over amber-rye',
      'possible with orrindale over amber-rye',
    ]);
  });
});

describe('how long each clause held', () => {
  it.each([
    [
      D,
      'msft-openai/api-exclusivity',
      [
        '… – 2025-10-28 unknown start-unknown, announced',
        '2025-10-28 – 2026-04-27 in-force, announced',
        '2026-04-27 – … ended terminated, open',
      ],
    ],
    [
      D,
      'msft-openai/ip-license',
      [
        '… – 2025-10-28 unknown start-unknown, announced',
        '2025-10-28 – 2033-01-01 in-force, calendar',
        '2033-01-01 – … ended expired, open',
      ],
    ],
    [
      D,
      'msft-openai/any-cloud',
      [
        '… – 2026-04-27 not-yet, announced',
        '2026-04-27 – 2033-01-01 in-force, calendar',
        '2033-01-01 – … unknown term-passed, open',
      ],
    ],
    [
      M,
      'amazon-openai-invest/amzn-invest-conditional',
      [
        '… – 2026-02-01 not-yet, rough',
        '2026-02-01 – 2026-02-28 unknown imprecise-date, rough',
        '2026-02-28 – … conditional, open',
      ],
    ],
    [
      G,
      'store-lease/rent',
      [
        '… – 2021-06-15 not-yet, announced',
        '2021-06-15 – 2022-12-01 in-force, announced',
        '2022-12-01 – 2023-03-01 ended terminated, announced',
        '2023-03-01 – 2023-12-31 in-force, announced',
        '2023-12-31 – … ended terminated, open',
      ],
    ],
  ])('%s %s', async (dossier, ref, runs) => {
    expect(runsOf(await world.validity(dossier), ref)).toStrictEqual(runs);
  });

  it('one that waits for an event ends with it, so long as nobody gave it a date', async () => {
    const then = await world.validity(D, { known: '2026-03-31' });
    expect(runsOf(then, 'msft-openai/ip-license').at(-1)).toBe('2025-10-28 – … in-force, event');
  });

  it('a dispute that may not have been there yet is told in parts', async () => {
    const { contracts } = await world.validity(M);
    const clause = contracts
      .flatMap(({ clauses }) => clauses)
      .find(({ ref }) => ref === 'amazon-openai-invest/frontier-aws-exclusive');
    expect(clause?.disputes).toStrictEqual([
      {
        from: '2026-02-01',
        to: '2026-04-27',
        fromAs: '2026-02',
        toAs: '2026-04-27',
        by: 'microsoft',
        aspect: null,
        parts: [
          { from: '2026-02-01', to: '2026-02-28', certain: false },
          { from: '2026-02-28', to: '2026-04-27', certain: true },
        ],
        announcement: 'ann-2026-02-msft-refutation',
        settledBy: 'ann-2026-04-msft-openai',
      },
    ]);
  });

  // Where an announcement prolongs a conflict, the change that it made opens one, and the chart's goes on.
  it('each conflict names what opened it, as the change that an announcement made does', async () => {
    for (const dossier of [D, M]) {
      const { conflicts, announcements } = await world.validity(dossier);
      for (const { announcement } of announcements) {
        const change = await world.change(dossier, announcement);
        const opened = conflicts.filter(({ openedBy }) => openedBy === announcement);
        const told = (items: readonly { clauses: readonly string[]; class: string }[]): string[] =>
          items.map((item) => `${item.class} ${item.clauses.join()}`).sort();
        expect([announcement, told(opened)]).toStrictEqual([announcement, told(change.conflicts.opened)]);
      }
    }
  });
});

const APRIL = 'ann-2026-04-msft-openai';
const AWS = 'ann-2025-11-openai-aws';

describe('what ends next', () => {
  it('after 23 November 2026: 2030 and 2032, with the announcement that set each', async () => {
    const ahead = await world.ahead(D);
    expect(daysOf(ahead)).toStrictEqual([
      ['2031-01-01', `revshare-openai-to-msft in-force → ended by ${APRIL}`],
      [
        '2033-01-01',
        `ip-license in-force → ended by ${APRIL}`,
        `term-basis in-force → ended by ${APRIL}`,
        `azure-commitment in-force → unknown by ${APRIL}`,
        `any-cloud in-force → unknown by ${APRIL}`,
        `primary-cloud in-force → unknown by ${APRIL}`,
        `first-on-azure in-force → unknown by ${APRIL}`,
        `aws-cloud-purchase in-force → unknown by ${AWS}`,
        'msft-openai in-force → unknown',
        'openai-aws-cloud in-force → unknown',
        'possible first-on-azure / frontier-aws-exclusive unknown',
        'limited any-cloud / frontier-aws-exclusive unknown',
      ],
    ]);
    expect(
      ahead.conditions.map(({ ref, disclosed, decidedBy }) => [ref, disclosed, decidedBy]),
    ).toStrictEqual([['amazon-openai-invest/amzn-invest-conditional', false, null]]);
    expect(ahead.events).toStrictEqual([]);
  });

  it('as it was known in March 2026: four ends that waited for AGI, which is undefined, and no day', async () => {
    const ahead = await world.ahead(D, { on: '2026-03-31', known: '2026-03-31' });
    expect(ahead.events.map(({ ref, event, undefinedTerms }) => [ref, event, undefinedTerms])).toStrictEqual(
      ['ip-license', 'term-basis', 'api-exclusivity', 'revshare-openai-to-msft'].map((clause) => [
        `msft-openai/${clause}`,
        'OpenAI reaches AGI',
        ['agi'],
      ]),
    );
    expect(ahead.days.map(({ on }) => on)).toStrictEqual(['2033-01-01']);
  });

  it('of another trade: clauses to begin, temporary ones, conditions and who decides them', async () => {
    const ahead = await world.ahead(G, { on: '2021-10-04', known: '2021-10-04' });
    expect(daysOf(ahead)).toStrictEqual([
      ['2021-11-01', 'frost-hours not-yet → in-force by ann-2021-06-lease'],
      ['2022-02-01', 'frost-hours in-force → ended by ann-2021-06-lease'],
      [
        '2022-04-01',
        'lot-testing in-force → ended by ann-2021-10-supply',
        'possible trial-plots / lot-testing closes',
      ],
      ['2022-07-01', 'new-bay not-yet → in-force by ann-2021-06-lease'],
      [
        '2023-10-01',
        ...['seed-milling', 'spelt-supply', 'oat-supply', 'malt-supply', 'seed-dealing', 'volume'].map(
          (clause) => `${clause} in-force → unknown by ann-2021-10-supply`,
        ),
        'grain-supply in-force → unknown',
        'incompatible bread-milling / seed-milling unknown',
        'incompatible bread-milling / seed-milling unknown',
        'possible barley-milling / malt-supply unknown',
        'possible oat-first / oat-supply unknown',
        'possible seed-sale / seed-dealing unknown',
        'possible spelt-milling / spelt-supply unknown',
      ],
      [
        '2025-01-01',
        ...['quay-store', 'tower-share', 'dock-sublet', 'rent', 'new-bay'].map(
          (clause) => `${clause} in-force → unknown by ann-2021-06-lease`,
        ),
        'pest-control conditional → unknown by ann-2021-06-lease',
        'store-lease in-force → unknown',
        'limited quay-store / tower-share unknown',
      ],
      ['2025-07-01', 'repairs in-force → ended by ann-2021-06-lease'],
    ]);
    expect(ahead.conditions.map(({ id, decidedBy }) => [id, decidedBy])).toStrictEqual([
      ['variety-approval', 'river-board'],
      ['stock-proof', 'ilse-varga'],
      ['inspection', 'river-board'],
    ]);
    expect(ahead.events.map(({ ref, event }) => [ref, event])).toStrictEqual([
      ['variety-licence/trial-plots', 'The rye trial closes'],
    ]);
  });
});

describe('the chart and its table', () => {
  /** What the chart's links and the table's rows say of each bar. */
  async function barsAndRows(
    path: string,
  ): Promise<{ bars: Map<string, string>; rows: Map<string, string> }> {
    const { status, text } = await request(world.app).get(path).set('Accept', 'text/html');
    expect(status).toBe(200);
    const plain = (part: string): string =>
      words(part).replaceAll('&quot;', '"').replaceAll('&#x27;', "'").trim();
    const bars = [...text.matchAll(/data-bar="([^"]+)" href="[^"]+" aria-label="([^"]+)"/g)];
    const rows = [...text.matchAll(/<tr id="bar-([^"]+)">(.*?)<\/tr>/gs)];
    return {
      bars: new Map(bars.map(([, key = '', label = '']) => [key, plain(label)])),
      rows: new Map(rows.map(([, key = '', cells = '']) => [key, plain(cells)])),
    };
  }

  it.each([
    [D, '/chart'],
    [D, '/announcements'],
    [M, '/chart?on=2026-02-15'],
    [G, '/chart?on=2022-06-15'],
    [G, '/chart?contract=store-lease&known=2022-06-20'],
  ])('of %s at %s say the same: each bar has its row, and each row its bar', async (dossier, path) => {
    const { bars, rows } = await barsAndRows(`/dossiers/${dossier}${path}`);
    expect([...rows.keys()]).toStrictEqual([...bars.keys()]);
    expect(bars.size).toBeGreaterThan(10);
    for (const [key, label] of bars) {
      const [, heading = '', status = '', days = '', ends = ''] =
        /^(.*?): (in force|conditional|unknown|ended) (from .*?(?: on\b|(?: to| until) [^;(]*?))(?: \(.*\))?; (.*?)(?:; disputed .*)?$/.exec(
          label,
        ) ?? [];
      const row = (rows.get(key) ?? '').toLowerCase();
      for (const fact of [heading, status, days.trim(), ends]) {
        expect([key, fact, row.includes(fact.toLowerCase()) && fact !== '']).toStrictEqual([key, fact, true]);
      }
      const disputed = /; disputed (.*)$/.exec(label)?.[1];
      if (disputed === undefined) expect(row).toContain(' no ');
      else expect(row).toContain(disputed.toLowerCase().split(' and by ')[0]);
    }
  });

  it('shows of every clause every run of days that it is on record for, but those on which it is yet to come', async () => {
    for (const dossier of [D, M, G]) {
      const { rows } = await barsAndRows(`/dossiers/${dossier}/chart`);
      const { contracts } = await world.validity(dossier);
      const runs = contracts
        .flatMap(({ clauses }) => clauses)
        .flatMap(({ ref, standings }) =>
          standings.flatMap(({ status }, index) =>
            status === 'not-yet' ? [] : [`${ref.replaceAll('/', '.')}-${index}`],
          ),
        );
      expect([...rows.keys()]).toStrictEqual(runs);
    }
  });
});
