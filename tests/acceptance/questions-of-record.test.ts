import { describe, expect, it } from 'vitest';
import {
  amountsOf,
  APRIL,
  D,
  daysBetween,
  disputesOf,
  holdersOf,
  M,
  onDays,
  payersOf,
  REFUTED,
  world,
  type Question,
} from './answers.ts';
import { clausesOf } from './given.ts';

const DISPUTES: readonly Question[] = [
  {
    number: 18,
    question: 'Which clauses were disputed on 2026-03-01, and by whom?',
    answer: async () => disputesOf(await world.state(D, { on: '2026-03-01' })),
    expected: [
      `amazon-openai-invest/stateful-runtime by microsoft as to exclusivity since 2026-02-27 (${REFUTED})`,
      `amazon-openai-invest/frontier-aws-exclusive by microsoft as to the whole since 2026-02-27 (${REFUTED})`,
    ],
  },
  {
    number: 19,
    question: 'Which on 2026-02-26, and on 2026-04-27?',
    answer: async () => [
      disputesOf(await world.state(D, { on: '2026-02-26' })),
      disputesOf(await world.state(D, { on: '2026-04-27' })),
    ],
    expected: [[], []],
  },
  {
    number: 20,
    question: 'For how long did the incompatible exclusive rights coexist?',
    answer: async () => {
      const lists = await Promise.all([D, M].map((dossier) => world.conflicts(dossier)));
      return lists.flatMap(({ conflicts }) =>
        conflicts
          .filter((conflict) => conflict.class === 'incompatible')
          .map(({ from, to }) => [from, to, from.length < 10 ? 'unknown' : daysBetween(from, to ?? '')]),
      );
    },
    expected: [
      ['2026-02-27', '2026-04-27', 59],
      ['2026-02', '2026-04-27', 'unknown'],
    ],
  },
  {
    number: 24,
    question: 'Is anything still in tension on 2026-05-01?',
    answer: async () => {
      const { conflicts } = await world.conflicts(D, { on: '2026-05-01' });
      return conflicts.map(({ class: kind, clauses, subject, hangsOn, to }) => [
        kind,
        ...clauses,
        subject,
        hangsOn,
        to,
      ]);
    },
    expected: [
      [
        'possible',
        'msft-openai/first-on-azure',
        'amazon-openai-invest/frontier-aws-exclusive',
        'frontier',
        ['first'],
        null,
      ],
      [
        'limited',
        'msft-openai/any-cloud',
        'amazon-openai-invest/frontier-aws-exclusive',
        'frontier',
        [],
        null,
      ],
    ],
  },
];

const KNOWLEDGE: readonly Question[] = [
  {
    number: 26,
    question: 'What did the public record show on 2026-02-20 about 2026-03-01?',
    answer: async () => {
      const state = await world.state(D, { on: '2026-03-01', known: '2026-02-20' });
      return {
        clauses: clausesOf(state).map(({ ref, status, version }) => `${ref} v${version} ${status}`),
        exclusive: holdersOf(state),
        conflicts: state.conflicts,
        disputes: disputesOf(state),
        possiblyKnown: state.possiblyKnown,
        last: state.resolved.lastAnnouncement,
      };
    },
    expected: {
      clauses: [
        'msft-openai/ip-license v1 in-force',
        'msft-openai/term-basis v1 in-force',
        'msft-openai/api-exclusivity v1 in-force',
        'msft-openai/non-api-other-clouds v1 in-force',
        'msft-openai/azure-commitment v1 in-force',
        'msft-openai/revshare-openai-to-msft v1 in-force',
        'msft-openai/revshare-msft-to-openai v1 in-force',
        'msft-openai/equity-stake v1 in-force',
        'openai-aws-cloud/aws-cloud-purchase v1 in-force',
      ],
      exclusive: ['microsoft under msft-openai/api-exclusivity'],
      conflicts: [],
      disputes: [],
      possiblyKnown: [],
      last: 'ann-2025-11-openai-aws',
    },
  },
  {
    number: 26,
    question: 'And a tracker that knows months only?',
    answer: async () => {
      const state = await world.state(M, { on: '2026-03-01', known: '2026-02-20' });
      return [state.counts['in-force'], clausesOf(state).length, state.possiblyKnown];
    },
    expected: [9, 9, ['ann-2026-02-amazon-openai', REFUTED]],
  },
];

const TERMS: readonly Question[] = [
  {
    number: 31,
    question: 'How much has Amazon committed without condition?',
    answer: async () => {
      const state = await world.state(D, { on: '2026-05-01' });
      return [amountsOf(state, 'in-force'), amountsOf(state, 'conditional')];
    },
    expected: [
      ['amazon-openai-invest/amzn-invest-initial USD 15000000000'],
      ['amazon-openai-invest/amzn-invest-conditional USD 35000000000'],
    ],
  },
  {
    number: 35,
    question: 'Who pays whom a revenue share on 2026-03-15, 2026-05-01 and 2031-01-01?',
    answer: () =>
      Promise.all(
        ['2026-03-15', '2026-05-01', '2031-01-01'].map(async (on) => payersOf(await world.state(D, { on }))),
      ),
    expected: [['openai to microsoft', 'microsoft to openai'], ['openai to microsoft, cap undisclosed'], []],
  },
  {
    number: 38,
    question: 'Which clauses end by calendar, and when?',
    answer: async () => {
      const { refs, days } = { refs: new Set<string>(), days: ['2026-03-15', '2026-05-01'] };
      for (const on of days) {
        for (const { ref, version, end } of clausesOf(await world.state(D, { on }))) {
          if ('through' in end) refs.add(`${ref} v${version} through ${end.through}`);
        }
      }
      const ended = await onDays('msft-openai/revshare-openai-to-msft', ['2030-12-31', '2031-01-01'], (of) =>
        of.status.concat(' ', of.to ?? ''),
      );
      const expired = await onDays('msft-openai/ip-license', ['2032-12-31', '2033-01-01'], (of) =>
        of.status.concat(' ', of.to ?? ''),
      );
      return [[...refs].sort(), ended, expired];
    },
    expected: [
      [
        'msft-openai/ip-license v2 through 2032',
        'msft-openai/revshare-openai-to-msft v2 through 2030',
        'msft-openai/term-basis v2 through 2032',
      ],
      ['in-force 2031-01-01', 'ended 2031-01-01'],
      ['in-force 2033-01-01', 'ended 2033-01-01'],
    ],
  },
];

const PROVENANCE: readonly Question[] = [
  {
    number: 40,
    question: 'Which announcements created no version of a clause?',
    answer: async () => {
      const [{ announcements }, { contracts }] = [await world.announcements(D), await world.dossier(D)];
      const refs = contracts.flatMap(({ clauses }) => clauses);
      const histories = await Promise.all(refs.map((ref) => world.history(D, ref)));
      const versions = histories.flatMap(({ ref, versions }) =>
        versions.map(({ version, announcement }) => ({ announcement, words: `${ref} v${version}` })),
      );
      return announcements.map(({ id }) => [
        id,
        versions.filter(({ announcement }) => announcement === id).map(({ words }) => words).length,
        id === REFUTED
          ? versions.filter(({ announcement }) => announcement === id).map(({ words }) => words)
          : [],
      ]);
    },
    expected: [
      ['ann-2025-10-msft-openai', 8, []],
      ['ann-2025-11-openai-aws', 1, []],
      ['ann-2026-02-amazon-openai', 4, []],
      [REFUTED, 1, ['msft-openai/first-party-hosting v1']],
      ['ann-2026-03-ft-report', 0, []],
      [APRIL, 6, []],
    ],
  },
];

describe.each([
  { about: 'disputes and conflicts', questions: DISPUTES },
  { about: 'what was known when', questions: KNOWLEDGE },
  { about: 'money and terms', questions: TERMS },
  { about: 'provenance', questions: PROVENANCE },
])('the record answers on $about', ({ questions }) => {
  it.each(questions)('$number. $question', async ({ answer, expected }) => {
    expect(await answer()).toStrictEqual(expected);
  });
});
