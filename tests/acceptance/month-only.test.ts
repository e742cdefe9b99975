import { describe, expect, it } from 'vitest';
import type { ClauseState } from '../../src/dossier/shapes.ts';
import { aWorld, clausesOf, tableOf } from './given.ts';

const M = 'openai-cloud-months';
const world = await aWorld({ load: [M] });

/*
 * As the article dates them: months, and one exact Monday. ~ stands for unknown because of an imprecise date,
 * ? for unknown because the start is, T because the contract's term has passed; ! and ~! for a dispute that is
 * certain, and that is there some ways only. The days stand before, at both ends of, and after each month.
 */
const MATRIX = `
clause                                       | 2025-09-30 | 2025-10-01 | 2025-10-30 | 2025-10-31 | 2025-11-01 | 2025-11-29 | 2025-11-30 | 2026-01-31 | 2026-02-01 | 2026-02-27 | 2026-02-28 | 2026-03-15 | 2026-04-26 | 2026-04-27 | 2033-01-01
msft-openai/ip-license                       | ? | ~ | ~ | F1 | F1 | F1 | F1 | F1 | F1  | F1  | F1  | F1  | F1  | F2 | E
msft-openai/term-basis                       | ? | ~ | ~ | F1 | F1 | F1 | F1 | F1 | F1  | F1  | F1  | F1  | F1  | F2 | E
msft-openai/api-exclusivity                  | ? | ~ | ~ | F1 | F1 | F1 | F1 | F1 | F1  | F1  | F1  | F1  | F1  | E  | E
msft-openai/non-api-other-clouds             | - | ~ | ~ | F1 | F1 | F1 | F1 | F1 | F1  | F1  | F1  | F1  | F1  | E  | E
msft-openai/azure-commitment                 | - | ~ | ~ | F1 | F1 | F1 | F1 | F1 | F1  | F1  | F1  | F1  | F1  | F1 | T
msft-openai/revshare-openai-to-msft          | ? | ~ | ~ | F1 | F1 | F1 | F1 | F1 | F1  | F1  | F1  | F1  | F1  | F2 | E
msft-openai/revshare-msft-to-openai          | ? | ~ | ~ | F1 | F1 | F1 | F1 | F1 | F1  | F1  | F1  | F1  | F1  | E  | E
msft-openai/equity-stake                     | - | ~ | ~ | F1 | F1 | F1 | F1 | F1 | F1  | F1  | F1  | F1  | F1  | F1 | F1
msft-openai/first-party-hosting              | ? | ? | ? | ?  | ?  | ?  | ?  | ?  | ~   | ~   | F1  | F1  | F1  | E  | E
msft-openai/any-cloud                        | - | - | - | -  | -  | -  | -  | -  | -   | -   | -   | -   | -   | F1 | T
msft-openai/primary-cloud                    | ? | ? | ? | ?  | ?  | ?  | ?  | ?  | ?   | ?   | ?   | ?   | ?   | F1 | T
msft-openai/first-on-azure                   | - | - | - | -  | -  | -  | -  | -  | -   | -   | -   | -   | -   | F1 | T
openai-aws-cloud/aws-cloud-purchase          | - | - | - | -  | ~  | ~  | F1 | F1 | F1  | F1  | F1  | F1  | F1  | F1 | T
amazon-openai-invest/amzn-invest-initial     | - | - | - | -  | -  | -  | -  | -  | ~   | ~   | F1  | F1  | F1  | F1 | F1
amazon-openai-invest/amzn-invest-conditional | - | - | - | -  | -  | -  | -  | -  | ~   | ~   | C1  | C1  | C1  | C1 | C1
amazon-openai-invest/stateful-runtime        | - | - | - | -  | -  | -  | -  | -  | ~~! | ~~! | F1! | F1! | F1! | F1 | F1
amazon-openai-invest/frontier-aws-exclusive  | - | - | - | -  | -  | -  | -  | -  | ~~! | ~~! | F1! | F1! | F1! | F1 | F1
`;
const [[, ...DAYS] = [], ...ROWS] = tableOf(MATRIX);

const UNKNOWN: Partial<Record<string, string>> = {
  'imprecise-date': '~',
  'start-unknown': '?',
  'term-passed': 'T',
};
const LETTERS = { conditional: 'C', ended: 'E', 'not-yet': '-', 'in-force': 'F' } as const;

function cellOf({ status, statusReason, version, disputes }: ClauseState): string {
  const marks = disputes.map(({ certain }) => (certain ? '!' : '~!')).join('');
  if (status === 'unknown') return `${UNKNOWN[statusReason ?? ''] ?? 'unknown'}${marks}`;
  return `${LETTERS[status]}${status === 'in-force' || status === 'conditional' ? version : ''}${marks}`;
}

describe('a record that knows months only', () => {
  it.each(DAYS.map((on, column) => ({ on, column })))(
    'takes nothing for certain inside a month, and leaves nothing unknown after it: $on',
    async ({ on, column }) => {
      const state = await world.state(M, { on });
      expect(clausesOf(state).map((clause) => [clause.ref, cellOf(clause)])).toStrictEqual(
        ROWS.map(([ref, ...cells]) => [ref, cells[column]]),
      );
      expect(clausesOf(state).flatMap(({ uncertain }) => uncertain)).toStrictEqual([]);
    },
  );

  it('says of the contracts, too, that they may not have been there yet', async () => {
    const read = await Promise.all(
      ['2025-09-30', '2025-10-15', '2025-10-31', '2026-02-15', '2026-02-28', '2033-01-01'].map(async (on) => [
        on,
        ...(await world.state(M, { on })).contracts.map(({ status }) => status),
      ]),
    );
    expect(read).toStrictEqual([
      ['2025-09-30', 'not-yet', 'not-yet', 'not-yet'],
      ['2025-10-15', 'unknown', 'not-yet', 'not-yet'],
      ['2025-10-31', 'in-force', 'not-yet', 'not-yet'],
      ['2026-02-15', 'in-force', 'in-force', 'unknown'],
      ['2026-02-28', 'in-force', 'in-force', 'in-force'],
      ['2033-01-01', 'unknown', 'unknown', 'in-force'],
    ]);
  });

  it('writes a start as the source dated it', async () => {
    const state = await world.state(M, { on: '2026-03-15' });
    const starts = clausesOf(state).map(({ since, from, to }) => [since, from, to].join(' '));
    expect([...new Set(starts)]).toStrictEqual([
      'unknown 2025-10 2026-04-27',
      '2025-10 2025-10 2026-04-27',
      '2025-10 2025-10 ',
      'unknown 2026-02 2026-04-27',
      '2026-04-27 2026-04-27 ',
      'unknown 2026-04-27 ',
      '2025-11 2025-11 ',
      '2026-02 2026-02 ',
    ]);
  });

  it.each([
    { known: '2026-01-31', possiblyKnown: [], clauses: 9 },
    {
      known: '2026-02-01',
      possiblyKnown: ['ann-2026-02-amazon-openai', 'ann-2026-02-msft-refutation'],
      clauses: 9,
    },
    {
      known: '2026-02-27',
      possiblyKnown: ['ann-2026-02-amazon-openai', 'ann-2026-02-msft-refutation'],
      clauses: 9,
    },
    { known: '2026-02-28', possiblyKnown: [], clauses: 14 },
    { known: '2026-03-30', possiblyKnown: ['ann-2026-03-ft-report'], clauses: 14 },
    { known: '2026-03-31', possiblyKnown: [], clauses: 14 },
  ])('lists on $known what may or may not have been public', async ({ known, possiblyKnown, clauses }) => {
    const state = await world.state(M, { on: '2026-03-15', known });
    expect([state.possiblyKnown, clausesOf(state).length]).toStrictEqual([possiblyKnown, clauses]);
  });

  it.each([
    { on: '2026-01-31', certain: [] },
    { on: '2026-02-01', certain: [false, false, false] },
    { on: '2026-02-27', certain: [false, false, false] },
    { on: '2026-02-28', certain: [true, true, true] },
    { on: '2026-04-26', certain: [true, true, true] },
    { on: '2026-04-27', certain: [true, true] },
  ])('has conflicts on $on that are certain: $certain', async ({ on, certain }) => {
    const { conflicts } = await world.conflicts(M, { on });
    expect(conflicts.map((conflict) => conflict.certain)).toStrictEqual(certain);
    expect((await world.state(M, { on })).conflicts).toStrictEqual(conflicts);
  });

  it('has the same conflicts as the record by days, with a start as precise as its date', async () => {
    const { conflicts } = await world.conflicts(M);
    const rows = conflicts.map((conflict) =>
      [
        conflict.class,
        ...conflict.clauses.map((ref) => ref.split('/')[1]),
        conflict.from,
        conflict.to ?? 'open',
        conflict.certainUntil ?? '',
      ].join(' '),
    );
    expect(rows.sort()).toStrictEqual([
      'incompatible api-exclusivity frontier-aws-exclusive 2026-02 2026-04-27 ',
      'limited any-cloud frontier-aws-exclusive 2026-04-27 open 2033-01-01',
      'possible api-exclusivity stateful-runtime 2026-02 2026-04-27 ',
      'possible first-on-azure frontier-aws-exclusive 2026-04-27 open 2033-01-01',
      'possible first-party-hosting frontier-aws-exclusive 2026-02 2026-04-27 ',
    ]);
  });

  it('tells a comparison into a month and one out of it apart', async () => {
    const kinds = async (from: string, to: string) => {
      const { changes } = await world.compare(M, from, to);
      const quiet = changes.filter((change) => change.class !== 'unchanged');
      return [...new Set(quiet.map((change) => change.class))].sort();
    };
    expect(await kinds('2026-01-31', '2026-02-15')).toStrictEqual(['certainty']);
    expect(await kinds('2026-02-15', '2026-02-28')).toStrictEqual(['certainty', 'restated']);
    expect(await kinds('2026-01-31', '2026-02-28')).toStrictEqual(['added', 'first-recorded', 'restated']);
  });
});
