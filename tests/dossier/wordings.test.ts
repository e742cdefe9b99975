import { describe, expect, it } from 'vitest';
import { Timeline } from '../../src/dossier/timeline.ts';
import { dayToRead, wordingsOf, type Wording } from '../../src/dossier/wordings.ts';
import {
  amend,
  announce,
  day,
  dossier,
  end,
  grant,
  history,
  introduce,
  openContract,
  type Said,
} from '../support/history.ts';

const CLAUSE = 'supply/volume';

function wordings(said: readonly Said[], known?: string): readonly Wording[] {
  const timeline = Timeline.of('trial', history(dossier(), ...said.map(announce)));
  const life = timeline.clause(CLAUSE, timeline.view(known === undefined ? undefined : day(known)));
  return life === undefined ? [] : wordingsOf(life);
}

/** Each wording in few words: its text, and the days and statuses with it. */
function told(found: readonly Wording[]): string[] {
  return found.map(({ text, held }) =>
    [text, ...held.map(({ fromLabel, toLabel, status }) => `${fromLabel}..${toLabel ?? ''} ${status}`)].join(
      ' | ',
    ),
  );
}

const OPENING: Said = {
  id: 'opening',
  on: '2026-01-10',
  effects: [openContract('supply'), introduce(CLAUSE, { text: 'one' })],
};

describe('the words of a clause', () => {
  it('are told with the days on which it stood with them', () => {
    const change: Said = { id: 'change', on: '2026-03-01', effects: [amend(CLAUSE, { text: 'two' })] };
    const ending: Said = { id: 'ending', on: '2026-05-01', effects: [end(CLAUSE)] };
    expect(told(wordings([OPENING, change, ending]))).toStrictEqual([
      'one | 2026-01-10..2026-03-01 in-force',
      'two | 2026-03-01..2026-05-01 in-force',
    ]);
  });

  it('that return are one wording with two runs of days', () => {
    const change: Said = {
      id: 'change',
      on: '2026-03-01',
      effects: [amend(CLAUSE, { text: 'two', until: '2026-04-01' })],
    };
    expect(told(wordings([OPENING, change]))).toStrictEqual([
      'one | 2026-01-10..2026-03-01 in-force | 2026-04-01.. in-force',
      'two | 2026-03-01..2026-04-01 in-force',
    ]);
  });

  it('stay the same through a change of what is no word of it', () => {
    const change: Said = {
      id: 'change',
      on: '2026-03-01',
      effects: [amend(CLAUSE, { kind: 'statement' })],
    };
    expect(told(wordings([OPENING, change]))).toStrictEqual(['one | 2026-01-10.. in-force']);
  });

  it('become others with its rights, since those are searched, too', () => {
    const change: Said = {
      id: 'change',
      on: '2026-03-01',
      effects: [amend(CLAUSE, { grants: [grant('bolt', 'exclusive')] })],
    };
    expect(told(wordings([OPENING, change]))).toStrictEqual([
      'one | 2026-01-10..2026-03-01 in-force',
      'one | 2026-03-01.. in-force',
    ]);
  });

  it('that never came to hold are told without a day', () => {
    const later: Said = {
      id: 'later',
      on: '2026-01-10',
      effects: [
        openContract('supply'),
        introduce(CLAUSE, { text: 'never', effectiveOn: '2026-06-01' }),
        end(CLAUSE, { effectiveOn: '2026-02-01' }),
      ],
    };
    expect(told(wordings([later]))).toStrictEqual(['never']);
  });

  it('are those that were known on a day', () => {
    const change: Said = { id: 'change', on: '2026-03-01', effects: [amend(CLAUSE, { text: 'two' })] };
    expect(told(wordings([OPENING, change], '2026-02-01'))).toStrictEqual(['one | 2026-01-10.. in-force']);
    expect(told(wordings([OPENING, change], '2026-01-01'))).toStrictEqual([]);
  });

  it('say where an imprecise date begins and ends them', () => {
    const change: Said = { id: 'change', on: '2026-03', effects: [amend(CLAUSE, { text: 'two' })] };
    expect(told(wordings([OPENING, change]))).toStrictEqual([
      'one | 2026-01-10..2026-03 in-force',
      'two | 2026-03.. in-force',
    ]);
  });

  it('with which the record begins are marked where their start is unknown', () => {
    const known: Said = {
      id: 'opening',
      on: '2026-01-10',
      effects: [openContract('supply'), introduce(CLAUSE, { text: 'one', since: 'unknown' })],
    };
    const change: Said = { id: 'change', on: '2026-03-01', effects: [amend(CLAUSE, { text: 'two' })] };
    const found = wordings([known, change]);
    expect(found.map(({ text, unknownBefore }) => [text, unknownBefore])).toStrictEqual([
      ['one', true],
      ['two', false],
    ]);
  });
});

describe('the day on which words are read', () => {
  const run = (from: string, to: string) => ({
    from: day(from),
    to: day(to),
    fromLabel: from,
    toLabel: to,
    status: 'in-force' as const,
  });
  const runs = [run('2026-01-01', '2026-02-01'), run('2026-05-01', '2026-06-01')];

  it.each([
    ['today where they hold today', '2026-05-10', '2026-05-10'],
    ['the last day on which they held', '2026-09-01', '2026-05-31'],
    ['the last day before a gap', '2026-03-01', '2026-01-31'],
    ['the first day, where all are still to come', '2025-12-01', '2026-01-01'],
  ])('is %s', (_name, today, expected) => {
    expect(dayToRead(runs, day(today))).toBe(day(expected));
  });

  it('is none where they never held', () => {
    expect(dayToRead([], day('2026-01-01'))).toBeNull();
  });
});
