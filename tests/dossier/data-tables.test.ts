import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { changeMade } from '../../src/dossier/change-made.ts';
import { compare } from '../../src/dossier/compare.ts';
import { parseDay, type Day } from '../../src/dossier/dates.ts';
import { oracleState } from '../../src/dossier/oracle.ts';
import { boundaryPoint, dayPoint, type Point } from '../../src/dossier/points.ts';
import {
  CLASSES,
  CONFLICT_CLASSES,
  CONTRACT_STATUSES,
  STATUS_REASONS,
  STATUSES,
  type Comparison,
  type State,
} from '../../src/dossier/shapes.ts';
import { Timeline } from '../../src/dossier/timeline.ts';
import { eventsOf, wordsOf } from './data-files.ts';

const README = readFileSync(new URL('../fixtures/invented/README.md', import.meta.url), 'utf8');
const EVENTS = eventsOf('tests/fixtures/invented').map((event, revision) => ({ revision, event }));
const DOSSIER = 'halmbeck-grain';
const NOTHING = '–';

/** A table of a section: its rows of cells, the header first, without the line below it and without marks. */
function tableOf(heading: string, which = 0): string[][] {
  const section = README.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const tables = section.split('\n\n').filter((block) => block.trim().startsWith('|'));
  const lines = (tables[which] ?? '').trim().split('\n');
  const rows = lines.map((line) => line.split('|').slice(1, -1));
  return rows.map((row) => row.map((cell) => cell.replaceAll('`', '').trim())).filter((_, at) => at !== 1);
}

function rowsOf(heading: string, which = 0): string[][] {
  return tableOf(heading, which).slice(1);
}

function dayOf(text: string): Day {
  const day = parseDay(text);
  if (day === null) throw new RangeError(`the table names no day: ${text}`);
  return day;
}

const states = new Map<string, State>();

function stateOn(day: string): State {
  const kept = states.get(day);
  if (kept !== undefined) return kept;
  const state = oracleState(DOSSIER, EVENTS, { on: dayOf(day), known: null, log: null });
  states.set(day, state);
  return state;
}

const clausesOn = (day: string) => stateOn(day).contracts.flatMap(({ clauses }) => clauses);

describe('the statuses of the invented dossier', () => {
  const [header = [], ...rows] = tableOf('Statuses');

  it.each(header.slice(1).map((day, index) => ({ day, column: index + 1 })))(
    'on $day are those of the table',
    ({ day, column }) => {
      const read = clausesOn(day).map(({ ref, status, statusReason }) =>
        [ref, status, ...(statusReason === null ? [] : [statusReason])].join(' '),
      );
      expect(read.sort()).toStrictEqual(rows.map((row) => `${row[0] ?? ''} ${row[column] ?? ''}`).sort());
    },
  );

  it('include every status and every reason', () => {
    const words = rows.flatMap((row) => row.slice(1)).map((cell) => cell.split(' '));
    expect(wordsOf(words.map(([status]) => status))).toStrictEqual([...STATUSES].sort());
    expect(wordsOf(words.map(([, reason]) => reason))).toStrictEqual([...STATUS_REASONS].sort());
  });

  it('are those of the table for contracts, too', () => {
    const [days = [], ...contracts] = tableOf('Statuses', 1);
    const read = contracts.map(([id = '']) => [
      id,
      ...days
        .slice(1)
        .map((day) => stateOn(day).contracts.find((contract) => contract.id === id)?.status ?? NOTHING),
    ]);
    expect(read).toStrictEqual(contracts);
    expect(wordsOf(contracts.flatMap((row) => row.slice(1)))).toStrictEqual([...CONTRACT_STATUSES].sort());
  });
});

describe('the disputes of the invented dossier', () => {
  const rows = rowsOf('Disputes open');

  it.each(wordsOf(rows.map(([day]) => day)))('open on %s are those of the table', (day) => {
    const read = clausesOn(day).flatMap(({ ref, disputes }) =>
      disputes.map(({ by, aspect, certain }) =>
        [day, ref, by, aspect ?? NOTHING, certain ? 'yes' : 'no'].join(' | '),
      ),
    );
    const listed = rows.filter(([on]) => on === day).map((row) => row.join(' | '));
    expect(read.sort()).toStrictEqual(listed.sort());
  });
});

describe('the conflicts of the invented dossier', () => {
  const rows = rowsOf('Conflicts');
  // On one of these days or another each conflict is there, and certain.
  const days = ['2021-10-04', '2022-04-01', '2022-09-05', '2023-06-05', '2023-10-02'];

  it('are those of the table', () => {
    const read = days.flatMap((day) =>
      stateOn(day).conflicts.map((conflict) =>
        [
          conflict.class,
          conflict.action,
          conflict.subject,
          ...conflict.clauses,
          conflict.from,
          conflict.to ?? NOTHING,
          conflict.certainUntil ?? NOTHING,
          conflict.hangsOn.join(' ') || NOTHING,
          conflict.endedBy ?? NOTHING,
        ].join(' | '),
      ),
    );
    expect(wordsOf(read)).toStrictEqual(rows.map((row) => row.join(' | ')).sort());
  });

  it('include every class', () => {
    expect(wordsOf(rows.map(([name]) => name))).toStrictEqual([...CONFLICT_CLASSES].sort());
  });
});

describe('the comparisons of the invented dossier', () => {
  const timeline = Timeline.of(DOSSIER, EVENTS);
  const rows = rowsOf('Comparisons');
  const quiet = new Set<string>(['unchanged', 'not-in-force']);

  function pointOf(text: string): Point {
    const [day = '', key, value = ''] = text.split(' ');
    if (day === 'before' || day === 'after') {
      const telling = timeline.telling(key ?? '', timeline.head);
      if (telling === undefined) throw new RangeError(`the table names no announcement: ${text}`);
      return boundaryPoint(timeline, telling, day);
    }
    if (key === 'known') return dayPoint(timeline, { on: dayOf(day), known: dayOf(value) });
    return dayPoint(timeline, { on: dayOf(day), ...(key === 'log' ? { log: Number(value) } : {}) });
  }

  const between = (from: string, to: string): Comparison => compare(timeline, pointOf(from), pointOf(to));
  const refsIn = (cell: string | undefined): string[] =>
    (cell ?? '').split(' ').filter((ref) => ref !== '' && ref !== NOTHING);
  const pairs = [...new Set(rows.map(([from = '', to = '']) => `${from} → ${to}`))];

  it.each(pairs)('%s', (pair) => {
    const [from = '', to = ''] = pair.split(' → ');
    const mine = rows.filter((row) => row[0] === from && row[1] === to);
    const { changes, swapped } = between(from, to);
    const flagged = (flag: 'disputed' | 'settled'): string[] =>
      changes.filter(({ flags }) => flags.includes(flag)).map(({ ref }) => ref);
    const loud = changes.filter((change) => !quiet.has(change.class));
    expect({
      swapped,
      classes: loud.map((change) => `${change.class} ${change.ref}`).sort(),
      disputed: flagged('disputed').sort(),
      settled: flagged('settled').sort(),
    }).toStrictEqual({
      swapped: false,
      classes: mine.flatMap((row) => refsIn(row[3]).map((ref) => `${row[2] ?? ''} ${ref}`)).sort(),
      disputed: mine.flatMap((row) => refsIn(row[4])).sort(),
      settled: mine.flatMap((row) => refsIn(row[5])).sort(),
    });
  });

  it('across an announcement show what it changed, and on which day', () => {
    const made = rowsOf('Comparisons', 1);
    const changesBy = (id: string): string[] => {
      const telling = timeline.telling(id, timeline.head);
      if (telling === undefined) throw new RangeError(`the table names no announcement: ${id}`);
      const loud = changeMade(timeline, telling).changes.filter((change) => !quiet.has(change.class));
      return loud.map(({ ref, on, ...change }) => [id, ref, change.class, on].join(' '));
    };
    const announcements = ['ann-2021-12-report', ...new Set(made.map(([id = '']) => id))];
    const listed = made.map((row) => row.join(' '));
    expect(announcements.flatMap(changesBy).sort()).toStrictEqual(listed.sort());
  });

  it('show what was changed and changed back', () => {
    const reverted = pairs.flatMap((pair) => {
      const [from = '', to = ''] = pair.split(' → ');
      const back = between(from, to).changes.filter(({ revertedWithin }) => revertedWithin);
      return back.map(({ ref }) => `${pair} ${ref}`);
    });
    expect(reverted).toStrictEqual([
      '2022-09-30 → 2023-02-01 grain-supply/volume',
      '2022-11-30 → 2023-03-01 store-lease/rent',
    ]);
  });

  it('include every class', () => {
    expect(wordsOf([...rows.map((row) => row[2]), ...quiet])).toStrictEqual([...CLASSES].sort());
    const { counts } = between('2023-12-30', '2023-12-31');
    expect([counts.unchanged, counts['not-in-force']]).toStrictEqual([17, 9]);
  });
});

describe('the fold of the invented dossier', () => {
  it('warns of nothing, whatever was recorded by then', () => {
    const warned = EVENTS.flatMap(({ revision }) => {
      const point = { on: dayOf('2024-01-01'), known: null, log: revision };
      return oracleState(DOSSIER, EVENTS, point).warnings;
    });
    expect(warned).toStrictEqual([]);
  });
});
