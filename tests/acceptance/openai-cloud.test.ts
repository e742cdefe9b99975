import { describe, expect, it } from 'vitest';
import type { ClauseState, Conflict } from '../../src/dossier/shapes.ts';
import { printEnd } from '../../src/dossier/values.ts';
import { aWorld, clausesOf, tableOf } from './given.ts';

const D = 'openai-cloud';
const world = await aWorld({ load: [D] });

/*
 * F in force, C conditional (each with its version), E ended, - not yet, ? unknown;
 * ! disputed by Microsoft as a whole, (!) in its exclusivity only.
 */
const MATRIX = `
clause                                       | 2025-09-30 | 2025-11-01 | 2025-11-30 | 2026-02-20 | 2026-03-01 | 2026-03-15 | 2026-04-26 | 2026-04-27 | 2026-05-01 | 2031-01-01 | 2033-01-01
msft-openai/ip-license                       | ?  | F1 | F1 | F1 | F1    | F1    | F1    | F2 | F2 | F2 | E
msft-openai/term-basis                       | ?  | F1 | F1 | F1 | F1    | F1    | F1    | F2 | F2 | F2 | E
msft-openai/api-exclusivity                  | ?  | F1 | F1 | F1 | F1    | F1    | F1    | E  | E  | E  | E
msft-openai/non-api-other-clouds             | -  | F1 | F1 | F1 | F1    | F1    | F1    | E  | E  | E  | E
msft-openai/azure-commitment                 | -  | F1 | F1 | F1 | F1    | F1    | F1    | F1 | F1 | F1 | ?
msft-openai/revshare-openai-to-msft          | ?  | F1 | F1 | F1 | F1    | F1    | F1    | F2 | F2 | E  | E
msft-openai/revshare-msft-to-openai          | ?  | F1 | F1 | F1 | F1    | F1    | F1    | E  | E  | E  | E
msft-openai/equity-stake                     | -  | F1 | F1 | F1 | F1    | F1    | F1    | F1 | F1 | F1 | F1
msft-openai/first-party-hosting              | ?  | ?  | ?  | ?  | F1    | F1    | F1    | E  | E  | E  | E
msft-openai/any-cloud                        | -  | -  | -  | -  | -     | -     | -     | F1 | F1 | F1 | ?
msft-openai/primary-cloud                    | ?  | ?  | ?  | ?  | ?     | ?     | ?     | F1 | F1 | F1 | ?
msft-openai/first-on-azure                   | -  | -  | -  | -  | -     | -     | -     | F1 | F1 | F1 | ?
openai-aws-cloud/aws-cloud-purchase          | -  | -  | F1 | F1 | F1    | F1    | F1    | F1 | F1 | F1 | ?
amazon-openai-invest/amzn-invest-initial     | -  | -  | -  | -  | F1    | F1    | F1    | F1 | F1 | F1 | F1
amazon-openai-invest/amzn-invest-conditional | -  | -  | -  | -  | C1    | C1    | C1    | C1 | C1 | C1 | C1
amazon-openai-invest/stateful-runtime        | -  | -  | -  | -  | F1(!) | F1(!) | F1(!) | F1 | F1 | F1 | F1
amazon-openai-invest/frontier-aws-exclusive  | -  | -  | -  | -  | F1!   | F1!   | F1!   | F1 | F1 | F1 | F1
`;
const [[, ...DAYS] = [], ...ROWS] = tableOf(MATRIX);

const LETTERS = { 'in-force': 'F', conditional: 'C', ended: 'E', 'not-yet': '-', unknown: '?' } as const;
const isLive = ({ status }: ClauseState): boolean => status === 'in-force' || status === 'conditional';

function cellOf(clause: ClauseState): string {
  const marks = clause.disputes.map(({ by, aspect, certain }) => {
    const mark = aspect === 'exclusivity' ? '(!)' : (aspect ?? '!');
    return by === 'microsoft' && certain ? mark : `${mark} by ${by}, certain: ${certain}`;
  });
  return [LETTERS[clause.status], isLive(clause) ? clause.version : '', ...marks].join('');
}

/** The distinct words about clauses on all the days of the matrix, sorted. */
async function everyDay(words: (clause: ClauseState) => string[]): Promise<string[]> {
  const states = await Promise.all(DAYS.map((on) => world.state(D, { on })));
  return [...new Set(states.flatMap(clausesOf).flatMap(words))].sort();
}

describe('the dossier of Microsoft, OpenAI and Amazon, read through the API', () => {
  it.each(DAYS.map((on, column) => ({ on, column })))(
    'has on $on the statuses, versions and disputes of the matrix',
    async ({ on, column }) => {
      const state = await world.state(D, { on });
      expect(clausesOf(state).map((clause) => [clause.ref, cellOf(clause)])).toStrictEqual(
        ROWS.map(([ref, ...cells]) => [ref, cells[column]]),
      );
    },
  );

  it('says of every live clause who is excluded and how it ends', async () => {
    const words = await everyDay((clause) =>
      isLive(clause)
        ? [
            [
              `${clause.ref} v${clause.version}`,
              clause.grants.map(({ exclusivity }) => exclusivity).join(' ') || 'no grant',
              printEnd(clause.end),
              ...(clause.terms['cap'] === undefined ? [] : [`cap ${clause.terms['cap'].type}`]),
              ...(clause.survives ? ['survives'] : []),
            ].join(', '),
          ]
        : [],
    );
    expect(words).toStrictEqual([
      'amazon-openai-invest/amzn-invest-conditional v1, no grant, end not stated',
      'amazon-openai-invest/amzn-invest-initial v1, no grant, end not stated, survives',
      'amazon-openai-invest/frontier-aws-exclusive v1, exclusive, end not stated',
      'amazon-openai-invest/stateful-runtime v1, not-stated, end not stated',
      'msft-openai/any-cloud v1, non-exclusive, end not stated',
      'msft-openai/api-exclusivity v1, exclusive, until OpenAI reaches AGI',
      'msft-openai/azure-commitment v1, no grant, end not stated',
      'msft-openai/equity-stake v1, no grant, end not stated, survives',
      'msft-openai/first-on-azure v1, priority, end not stated',
      'msft-openai/first-party-hosting v1, not-stated, end not stated',
      'msft-openai/ip-license v1, exclusive, until OpenAI reaches AGI',
      'msft-openai/ip-license v2, non-exclusive, through 2032-12-31',
      'msft-openai/non-api-other-clouds v1, non-exclusive, end not stated',
      'msft-openai/primary-cloud v1, no grant, end not stated',
      'msft-openai/revshare-msft-to-openai v1, no grant, end not stated',
      'msft-openai/revshare-openai-to-msft v1, no grant, until OpenAI reaches AGI',
      'msft-openai/revshare-openai-to-msft v2, no grant, through 2030-12-31, cap undisclosed',
      'msft-openai/term-basis v1, no grant, until OpenAI reaches AGI',
      'msft-openai/term-basis v2, no grant, through 2032-12-31',
      'openai-aws-cloud/aws-cloud-purchase v1, no grant, end not stated',
    ]);
  });

  it('says of every clause that is not live why', async () => {
    const words = await everyDay(({ ref, status, statusReason, replacedBy, endedBy }) =>
      status === 'ended' || status === 'unknown'
        ? [[ref, status, statusReason, replacedBy ?? 'nothing', endedBy ?? 'nobody'].join(' ')]
        : [],
    );
    const April = 'ann-2026-04-msft-openai';
    expect(words).toStrictEqual([
      'msft-openai/any-cloud unknown term-passed nothing nobody',
      `msft-openai/api-exclusivity ended terminated nothing ${April}`,
      'msft-openai/api-exclusivity unknown start-unknown nothing nobody',
      'msft-openai/azure-commitment unknown term-passed nothing nobody',
      'msft-openai/first-on-azure unknown term-passed nothing nobody',
      `msft-openai/first-party-hosting ended implied msft-openai/any-cloud ${April}`,
      'msft-openai/first-party-hosting unknown start-unknown nothing nobody',
      `msft-openai/ip-license ended expired nothing ${April}`,
      'msft-openai/ip-license unknown start-unknown nothing nobody',
      `msft-openai/non-api-other-clouds ended absorbed msft-openai/any-cloud ${April}`,
      'msft-openai/primary-cloud unknown start-unknown nothing nobody',
      'msft-openai/primary-cloud unknown term-passed nothing nobody',
      `msft-openai/revshare-msft-to-openai ended terminated nothing ${April}`,
      'msft-openai/revshare-msft-to-openai unknown start-unknown nothing nobody',
      `msft-openai/revshare-openai-to-msft ended expired nothing ${April}`,
      'msft-openai/revshare-openai-to-msft unknown start-unknown nothing nobody',
      `msft-openai/term-basis ended expired nothing ${April}`,
      'msft-openai/term-basis unknown start-unknown nothing nobody',
      'openai-aws-cloud/aws-cloud-purchase unknown term-passed nothing nobody',
    ]);
  });

  it.each([
    { on: '2025-09-30', counts: [0, 0, 7, 10, 0] },
    { on: '2026-03-15', counts: [13, 1, 1, 2, 0] },
    { on: '2026-05-01', counts: [12, 1, 0, 0, 4] },
    { on: '2031-01-01', counts: [11, 1, 0, 0, 5] },
  ])('counts the clauses by status on $on', async ({ on, counts }) => {
    const [inForce, conditional, unknown, notYet, ended] = counts;
    expect((await world.state(D, { on })).counts).toStrictEqual({
      'in-force': inForce,
      conditional,
      unknown,
      'not-yet': notYet,
      ended,
    });
  });

  it('holds seventeen clauses in three contracts', async () => {
    const { contracts, warnings } = await world.state(D);
    expect(contracts.map(({ id, status, clauses }) => [id, status, clauses.length])).toStrictEqual([
      ['msft-openai', 'in-force', 12],
      ['openai-aws-cloud', 'in-force', 1],
      ['amazon-openai-invest', 'in-force', 4],
    ]);
    expect(warnings).toStrictEqual([]);
  });

  it('lists the dossier with its head and its first and last day', async () => {
    expect(await world.dossiers()).toStrictEqual({
      dossiers: [
        {
          id: D,
          title: 'Microsoft, OpenAI and Amazon: licence, cloud and investment',
          announcements: 6,
          head: 6,
          firstRecord: '2025-10-28',
          lastAnnounced: '2026-04-27',
          readable: true,
        },
      ],
    });
  });
});

/** The version of each clause, and the first day on which the public could know it. */
const KNOWN_FROM: readonly { readonly day: string; readonly before: string; readonly versions: string[] }[] =
  [
    {
      day: '2025-10-28',
      before: '2025-10-27',
      versions: [
        'msft-openai/ip-license v1',
        'msft-openai/term-basis v1',
        'msft-openai/api-exclusivity v1',
        'msft-openai/non-api-other-clouds v1',
        'msft-openai/azure-commitment v1',
        'msft-openai/revshare-openai-to-msft v1',
        'msft-openai/revshare-msft-to-openai v1',
        'msft-openai/equity-stake v1',
      ],
    },
    { day: '2025-11-03', before: '2025-11-02', versions: ['openai-aws-cloud/aws-cloud-purchase v1'] },
    {
      day: '2026-02-27',
      before: '2026-02-26',
      versions: [
        'msft-openai/first-party-hosting v1',
        'amazon-openai-invest/amzn-invest-initial v1',
        'amazon-openai-invest/amzn-invest-conditional v1',
        'amazon-openai-invest/stateful-runtime v1',
        'amazon-openai-invest/frontier-aws-exclusive v1',
      ],
    },
    {
      day: '2026-04-27',
      before: '2026-04-26',
      versions: [
        'msft-openai/ip-license v2',
        'msft-openai/term-basis v2',
        'msft-openai/revshare-openai-to-msft v2',
        'msft-openai/any-cloud v1',
        'msft-openai/primary-cloud v1',
        'msft-openai/first-on-azure v1',
      ],
    },
  ];

describe('what the public could know', () => {
  // On a day long after all announcements, so that only public knowledge makes the difference.
  const versionsKnown = async (known: string): Promise<Set<string>> => {
    const state = await world.state(D, { on: '2026-05-01', known });
    return new Set(clausesOf(state).map(({ ref, version }) => `${ref} v${version}`));
  };

  it.each(KNOWN_FROM)('grew on $day by these versions and no others', async ({ day, before, versions }) => {
    const [then, now] = [await versionsKnown(before), await versionsKnown(day)];
    expect([...now].filter((version) => !then.has(version))).toStrictEqual(versions);
  });

  it('did not grow on any day besides', async () => {
    const everything = await versionsKnown('2026-11-23');
    expect(everything).toStrictEqual(await versionsKnown('2026-04-27'));
    expect((await versionsKnown('2025-10-27')).size).toBe(0);
    expect(await versionsKnown('2026-03-18')).toStrictEqual(await versionsKnown('2026-02-27'));
  });
});

const CONFLICTS: readonly Conflict[] = [
  {
    class: 'incompatible',
    action: 'serve',
    subject: 'frontier',
    clauses: ['msft-openai/api-exclusivity', 'amazon-openai-invest/frontier-aws-exclusive'],
    from: '2026-02-27',
    to: '2026-04-27',
    certain: true,
    certainUntil: null,
    hangsOn: [],
    endedBy: 'ann-2026-04-msft-openai',
  },
  {
    class: 'possible',
    action: 'serve',
    subject: 'stateful-runtime-tech',
    clauses: ['msft-openai/api-exclusivity', 'amazon-openai-invest/stateful-runtime'],
    from: '2026-02-27',
    to: '2026-04-27',
    certain: true,
    certainUntil: null,
    hangsOn: ['stateless-stateful'],
    endedBy: 'ann-2026-04-msft-openai',
  },
  {
    class: 'possible',
    action: 'serve',
    subject: 'frontier',
    clauses: ['msft-openai/first-party-hosting', 'amazon-openai-invest/frontier-aws-exclusive'],
    from: '2026-02-27',
    to: '2026-04-27',
    certain: true,
    certainUntil: null,
    hangsOn: [],
    endedBy: 'ann-2026-04-msft-openai',
  },
  {
    class: 'possible',
    action: 'serve',
    subject: 'frontier',
    clauses: ['msft-openai/first-on-azure', 'amazon-openai-invest/frontier-aws-exclusive'],
    from: '2026-04-27',
    to: null,
    certain: true,
    certainUntil: '2033-01-01',
    hangsOn: ['first'],
    endedBy: null,
  },
  {
    class: 'limited',
    action: 'serve',
    subject: 'frontier',
    clauses: ['msft-openai/any-cloud', 'amazon-openai-invest/frontier-aws-exclusive'],
    from: '2026-04-27',
    to: null,
    certain: true,
    certainUntil: '2033-01-01',
    hangsOn: [],
    endedBy: null,
  },
];

const nameOf = ({ class: kind, clauses }: Conflict): string => `${kind} ${clauses.join(' ')}`;
const byName = (a: Conflict, b: Conflict): number => (nameOf(a) < nameOf(b) ? -1 : 1);
const holdsOn =
  (day: string) =>
  ({ from, to, certainUntil }: Conflict): boolean =>
    from <= day && day < (to ?? certainUntil ?? '9999');

/** The first day of every quarter from 2025 to 2033. */
const QUARTERS = Array.from({ length: 36 }, (_, quarter) =>
  [2025 + Math.floor(quarter / 4), String((quarter % 4) * 3 + 1).padStart(2, '0'), '01'].join('-'),
);

describe('the conflicts between rights', () => {
  it('are these five and no others', async () => {
    const { conflicts } = await world.conflicts(D);
    expect(conflicts.sort(byName)).toStrictEqual([...CONFLICTS].sort(byName));
  });

  it('stand on each day of their intervals and on no other', async () => {
    const edges = ['2026-02-26', '2026-02-27', '2026-04-26', '2026-04-27', '2032-12-31', '2033-01-01'];
    for (const on of [...QUARTERS, ...edges]) {
      const expected = CONFLICTS.filter(holdsOn(on)).sort(byName);
      const [{ conflicts }, state] = [await world.conflicts(D, { on }), await world.state(D, { on })];
      expect({ on, conflicts: conflicts.sort(byName) }).toStrictEqual({ on, conflicts: expected });
      expect({ on, conflicts: state.conflicts.sort(byName) }).toStrictEqual({ on, conflicts: expected });
    }
  });

  it('stand on the pages of both of their clauses and of no others', async () => {
    const on = '2026-03-15';
    const read = await Promise.all(
      ROWS.map(async ([ref = '']) => {
        const { clause, conflicts } = await world.clause(D, ref, { on });
        expect(clause.ref).toBe(ref);
        return conflicts.map((conflict) => [ref, nameOf(conflict)].join(': '));
      }),
    );
    const expected = CONFLICTS.filter(holdsOn(on)).flatMap((conflict) =>
      conflict.clauses.map((ref) => [ref, nameOf(conflict)].join(': ')),
    );
    expect(read.flat().sort()).toStrictEqual(expected.sort());
  });

  it('had no end that anybody knew of before the agreement was amended', async () => {
    const { conflicts } = await world.conflicts(D, { on: '2026-04-01', known: '2026-04-01' });
    const open = CONFLICTS.filter(holdsOn('2026-04-01')).map((conflict) => ({
      ...conflict,
      to: null,
      endedBy: null,
    }));
    expect(conflicts.sort(byName)).toStrictEqual(open.sort(byName));
  });
});
