import { describe, expect, it } from 'vitest';
import { changeMade } from '../../src/dossier/change-made.ts';
import { compare } from '../../src/dossier/compare.ts';
import { formatDay, type Day } from '../../src/dossier/dates.ts';
import { oracleState } from '../../src/dossier/oracle.ts';
import { dayPoint } from '../../src/dossier/points.ts';
import type { ClauseState, State } from '../../src/dossier/shapes.ts';
import { stateAt } from '../../src/dossier/state.ts';
import { Timeline } from '../../src/dossier/timeline.ts';
import { day } from '../support/history.ts';
import { changesIn, conflictInWords, countsIn } from './comparing.ts';
import { eventsOf, type Folder } from './data-files.ts';

/** The same announcements twice: with days, and with the months that the article gives. */
function timelineOf(folder: Folder, dossier: string): Timeline {
  return Timeline.of(
    dossier,
    eventsOf(folder).map((event, revision) => ({ revision, event })),
  );
}

const exact = timelineOf('events/openai-cloud', 'openai-cloud');
const months = timelineOf('tests/fixtures/month-only', 'openai-cloud-months');

const MSFT = 'msft-openai';
const AMAZON = 'amazon-openai-invest';

/** The clauses whose start lies in a month, with the first day of that month and the last. */
const STARTING = [
  {
    month: '2025-10',
    first: '2025-10-01',
    last: '2025-10-31',
    clauses: [
      `${MSFT}/ip-license`,
      `${MSFT}/term-basis`,
      `${MSFT}/api-exclusivity`,
      `${MSFT}/non-api-other-clouds`,
      `${MSFT}/azure-commitment`,
      `${MSFT}/revshare-openai-to-msft`,
      `${MSFT}/revshare-msft-to-openai`,
      `${MSFT}/equity-stake`,
    ],
  },
  {
    month: '2025-11',
    first: '2025-11-01',
    last: '2025-11-30',
    clauses: ['openai-aws-cloud/aws-cloud-purchase'],
  },
  {
    month: '2026-02',
    first: '2026-02-01',
    last: '2026-02-28',
    clauses: [
      `${MSFT}/first-party-hosting`,
      `${AMAZON}/amzn-invest-initial`,
      `${AMAZON}/amzn-invest-conditional`,
      `${AMAZON}/stateful-runtime`,
      `${AMAZON}/frontier-aws-exclusive`,
    ],
  },
];

/** Every clause starts in one of these months or, exactly, on 2026-04-27. */
const MONTH_OF = new Map(STARTING.flatMap((span) => span.clauses.map((ref) => [ref, span] as const)));

function clausesOf(state: State): ClauseState[] {
  return state.contracts.flatMap(({ clauses }) => clauses);
}

function standings(timeline: Timeline, on: Day): Map<string, string> {
  const clauses = clausesOf(stateAt(timeline, { on }));
  return new Map(
    clauses.map(({ ref, status, statusReason }) => [ref, `${status} ${statusReason ?? ''}`.trim()]),
  );
}

function stateOn(on: string, known?: string): State {
  return stateAt(months, { on: day(on), known: known === undefined ? null : day(known) });
}

function clauseOn(ref: string, on: string): ClauseState | undefined {
  return clausesOf(stateOn(on)).find((clause) => clause.ref === ref);
}

describe('a record by months', () => {
  it('takes nothing for certain within the month of a start, and leaves nothing open outside', () => {
    const read: string[] = [];
    const expected: string[] = [];
    for (let on: Day = day('2025-09-01'); on <= day('2026-06-01'); on += 1) {
      const [known, open] = [standings(exact, on), standings(months, on)];
      for (const [ref, standing] of known) {
        const span = MONTH_OF.get(ref);
        const within = span !== undefined && day(span.first) <= on && on < day(span.last);
        expected.push(`${formatDay(on)} ${ref} ${within ? 'unknown imprecise-date' : standing}`);
        read.push(`${formatDay(on)} ${ref} ${open.get(ref) ?? 'not listed'}`);
      }
    }
    expect(read).toStrictEqual(expected);
  });

  it.each([
    { on: '2025-09-30', counts: { unknown: 7, 'not-yet': 10 } },
    { on: '2025-10-15', counts: { unknown: 10, 'not-yet': 7 } },
    { on: '2025-10-31', counts: { 'in-force': 8, unknown: 2, 'not-yet': 7 } },
    { on: '2025-11-15', counts: { 'in-force': 8, unknown: 3, 'not-yet': 6 } },
    { on: '2026-02-15', counts: { 'in-force': 9, unknown: 6, 'not-yet': 2 } },
    { on: '2026-03-15', counts: { 'in-force': 13, conditional: 1, unknown: 1, 'not-yet': 2 } },
    { on: '2026-05-01', counts: { 'in-force': 12, conditional: 1, ended: 4 } },
    { on: '2031-01-01', counts: { 'in-force': 11, conditional: 1, ended: 5 } },
  ])('counts its clauses on $on', ({ on, counts }) => {
    expect(stateOn(on).counts).toStrictEqual({
      'in-force': 0,
      conditional: 0,
      unknown: 0,
      'not-yet': 0,
      ended: 0,
      ...counts,
    });
  });

  it('is read alike by the oracle, inside the months and at their edges', () => {
    const days = [
      '2025-09-30',
      '2025-10-01',
      '2025-10-30',
      '2025-10-31',
      '2026-02-01',
      '2026-02-27',
      '2026-02-28',
    ];
    const events = eventsOf('tests/fixtures/month-only').map((event, revision) => ({ revision, event }));
    for (const on of days.map(day)) {
      for (const known of [null, day('2026-02-10')]) {
        const [fast, plain] = [
          stateAt(months, { on, known }),
          oracleState('openai-cloud-months', events, { on, known, log: null }),
        ];
        const withoutWords = ({ assumptions: _assumptions, ...state }: State): unknown => state;
        expect(withoutWords(fast)).toStrictEqual(withoutWords(plain));
      }
    }
  });

  it('writes a start as the month that it has, and the exact day of April as a day', () => {
    const read = ({ since, from, to }: ClauseState) => ({ since, from, to });
    const clauses = new Map(clausesOf(stateOn('2026-05-01')).map((clause) => [clause.ref, read(clause)]));
    expect(clauses.get(`${MSFT}/azure-commitment`)).toStrictEqual({
      since: '2025-10',
      from: '2025-10',
      to: null,
    });
    expect(clauses.get(`${MSFT}/ip-license`)).toStrictEqual({
      since: 'unknown',
      from: '2026-04-27',
      to: '2033-01-01',
    });
    expect(clauses.get(`${MSFT}/non-api-other-clouds`)).toStrictEqual({
      since: '2025-10',
      from: '2025-10',
      to: '2026-04-27',
    });
    expect(clauses.get(`${MSFT}/any-cloud`)).toStrictEqual({
      since: '2026-04-27',
      from: '2026-04-27',
      to: null,
    });
  });

  it('shows the content to come while its start is open', () => {
    const clause = clauseOn(`${MSFT}/non-api-other-clouds`, '2025-10-27');
    expect([clause?.status, clause?.version, clause?.uncertain, clause?.text.slice(0, 10)]).toStrictEqual([
      'unknown',
      1,
      [],
      'OpenAI may',
    ]);
  });
});

describe('what the public may have known within a month', () => {
  it('is left out of the state, and said to be possible', () => {
    const state = stateOn('2026-03-01', '2026-02-20');
    expect(state.possiblyKnown).toStrictEqual(['ann-2026-02-amazon-openai', 'ann-2026-02-msft-refutation']);
    expect(clausesOf(state).map(({ ref, status }) => `${ref} ${status}`)).toStrictEqual([
      `${MSFT}/ip-license in-force`,
      `${MSFT}/term-basis in-force`,
      `${MSFT}/api-exclusivity in-force`,
      `${MSFT}/non-api-other-clouds in-force`,
      `${MSFT}/azure-commitment in-force`,
      `${MSFT}/revshare-openai-to-msft in-force`,
      `${MSFT}/revshare-msft-to-openai in-force`,
      `${MSFT}/equity-stake in-force`,
      'openai-aws-cloud/aws-cloud-purchase in-force',
    ]);
    expect([state.conflicts, clausesOf(state).flatMap(({ disputes }) => disputes)]).toStrictEqual([[], []]);
  });

  it.each([
    { known: '2026-01-31', possible: [] },
    { known: '2026-02-01', possible: ['ann-2026-02-amazon-openai', 'ann-2026-02-msft-refutation'] },
    { known: '2026-02-28', possible: [] },
    { known: '2026-03-18', possible: ['ann-2026-03-ft-report'] },
    { known: '2026-03-31', possible: [] },
    { known: '2026-04-26', possible: [] },
  ])('on $known is $possible', ({ known, possible }) => {
    expect(stateOn('2026-05-01', known).possiblyKnown).toStrictEqual(possible);
  });

  it('is certain with everything published', () => {
    expect(stateOn('2026-02-15').possiblyKnown).toStrictEqual([]);
  });
});

describe('disputes and conflicts that begin within a month', () => {
  const disputesOn = (on: string) =>
    clausesOf(stateOn(on)).flatMap(({ ref, disputes }) =>
      disputes.map(
        ({ by, aspect, certain, from, announcement }) =>
          `${ref} ${by} ${aspect ?? 'whole'} ${certain ? 'certain' : 'possible'} from ${from} by ${announcement}`,
      ),
    );

  it('are possible inside February 2026 and certain from its last day', () => {
    const said = (how: string): string[] => [
      `${AMAZON}/stateful-runtime microsoft exclusivity ${how} from 2026-02 by ann-2026-02-msft-refutation`,
      `${AMAZON}/frontier-aws-exclusive microsoft whole ${how} from 2026-02 by ann-2026-02-msft-refutation`,
    ];
    expect(disputesOn('2026-01-31')).toStrictEqual([]);
    expect(disputesOn('2026-02-01')).toStrictEqual(said('possible'));
    expect(disputesOn('2026-02-27')).toStrictEqual(said('possible'));
    expect(disputesOn('2026-02-28')).toStrictEqual(said('certain'));
    expect(disputesOn('2026-04-26')).toStrictEqual(said('certain'));
    expect(disputesOn('2026-04-27')).toStrictEqual([]);
  });

  it('name the month as the beginning of the two exclusive rights, and the day of their end', () => {
    const clash = `serve frontier ${MSFT}/api-exclusivity × ${AMAZON}/frontier-aws-exclusive`;
    const line = `incompatible ${clash} 2026-02 – 2026-04-27 by ann-2026-04-msft-openai`;
    const onDay = (on: string) =>
      stateOn(on)
        .conflicts.filter((conflict) => conflict.class === 'incompatible')
        .map((conflict) => [conflictInWords(conflict), conflict.certain]);
    expect(onDay('2026-01-31')).toStrictEqual([]);
    expect(onDay('2026-02-01')).toStrictEqual([[line, false]]);
    expect(onDay('2026-02-27')).toStrictEqual([[line, false]]);
    expect(onDay('2026-02-28')).toStrictEqual([[line, true]]);
    expect(onDay('2026-04-26')).toStrictEqual([[line, true]]);
    expect(onDay('2026-04-27')).toStrictEqual([]);
  });

  it('are the three conflicts of the exact record, all possible in the month', () => {
    const named = (timeline: Timeline, on: string) =>
      stateAt(timeline, { on: day(on) }).conflicts.map(
        ({ class: kind, action, subject, clauses }) => `${kind} ${action} ${subject} ${clauses.join(' × ')}`,
      );
    expect(named(months, '2026-02-10')).toStrictEqual(named(exact, '2026-03-01'));
    expect(stateOn('2026-02-10').conflicts.map(({ certain }) => certain)).toStrictEqual([
      false,
      false,
      false,
    ]);
    expect(named(months, '2026-05-01')).toStrictEqual(named(exact, '2026-05-01'));
  });
});

describe('comparisons of a record by months', () => {
  const between = (from: string, to: string) =>
    compare(months, dayPoint(months, { on: day(from) }), dayPoint(months, { on: day(to) }));

  it('call it a matter of certainty to enter the month of a start, and to leave it', () => {
    const uncertain = (from: string, to: string) =>
      between(from, to)
        .changes.filter((change) => change.class === 'certainty')
        .map(({ ref, flags, because }) => [ref, ...flags, ...because].join(' '));
    expect(uncertain('2026-01-31', '2026-02-15')).toStrictEqual([
      `${AMAZON}/amzn-invest-initial ann-2026-02-amazon-openai`,
      `${AMAZON}/amzn-invest-conditional ann-2026-02-amazon-openai`,
      `${AMAZON}/stateful-runtime ann-2026-02-amazon-openai`,
      `${AMAZON}/frontier-aws-exclusive ann-2026-02-amazon-openai`,
    ]);
    // The disputes are certain from the last day on, and their announcement is the cause of the flags.
    expect(uncertain('2026-02-15', '2026-02-28')).toStrictEqual([
      `${MSFT}/first-party-hosting ann-2026-02-msft-refutation`,
      `${AMAZON}/amzn-invest-initial ann-2026-02-amazon-openai`,
      `${AMAZON}/amzn-invest-conditional ann-2026-02-amazon-openai`,
      `${AMAZON}/stateful-runtime disputed ann-2026-02-amazon-openai ann-2026-02-msft-refutation`,
      `${AMAZON}/frontier-aws-exclusive disputed ann-2026-02-amazon-openai ann-2026-02-msft-refutation`,
    ]);
    expect(between('2026-02-02', '2026-02-27').changes).toStrictEqual([]);
  });

  it('find across whole months what the exact record finds', () => {
    const pairs: [string, string][] = [
      ['2025-09-30', '2025-10-31'],
      ['2025-11-30', '2026-05-01'],
      ['2026-01-31', '2026-02-28'],
      ['2026-04-26', '2026-04-27'],
    ];
    for (const [from, to] of pairs) {
      const known = compare(exact, dayPoint(exact, { on: day(from) }), dayPoint(exact, { on: day(to) }));
      const classes = ({ changes }: typeof known) =>
        changes.map(({ ref, class: kind, flags, because }) => [ref, kind, ...flags, ...because].join(' '));
      expect([from, to, classes(between(from, to))]).toStrictEqual([from, to, classes(known)]);
    }
    expect(countsIn(between('2025-11-30', '2026-05-01'))).toStrictEqual({
      'came-and-went': 1,
      ended: 3,
      'first-recorded': 1,
      added: 6,
      changed: 3,
      unchanged: 3,
      disputed: 2,
      settled: 2,
    });
    expect(countsIn(between('2026-04-26', '2026-04-27'))).toStrictEqual({
      ended: 4,
      'first-recorded': 1,
      added: 2,
      changed: 3,
      unchanged: 7,
      settled: 2,
    });
  });

  it('show the disputes that the refutation opened, from the day on which they are certain', () => {
    const telling = months.telling('ann-2026-02-msft-refutation');
    if (telling === undefined) throw new Error('the refutation is on record');
    const flagged = changesIn(changeMade(months, telling)).filter((line) => line.includes(' disputed '));
    expect(flagged).toStrictEqual([
      `${AMAZON}/stateful-runtime unchanged disputed on 2026-02-28 because of ann-2026-02-msft-refutation`,
      `${AMAZON}/frontier-aws-exclusive unchanged disputed on 2026-02-28 because of ann-2026-02-msft-refutation`,
    ]);
  });
});
