import { describe, expect, it } from 'vitest';
import type { ClauseState } from '../../src/dossier/shapes.ts';
import {
  APRIL,
  byClass,
  conflictsOf,
  D,
  holdersOf,
  M,
  onDays,
  REFUTED,
  standing,
  world,
  type Question,
} from './answers.ts';
import { clausesOf, refsWith } from './given.ts';

const EXCLUSIVE = `msft-openai/ip-license v1 in-force, exclusive, OpenAI reaches AGI, by ann-2025-10-msft-openai, stated by ${REFUTED}`;
const OPEN = `msft-openai/ip-license v2 in-force, non-exclusive, through 2032, by ${APRIL}, stated by ${APRIL}`;

const AS_OF: readonly Question[] = [
  {
    number: 1,
    question: "Was Microsoft's licence exclusive on 2026-03-15?",
    answer: () => onDays('msft-openai/ip-license', ['2026-03-15'], standing),
    expected: [EXCLUSIVE],
  },
  {
    number: 2,
    question: 'And on 2026-04-26, 2026-04-27, 2026-05-01?',
    answer: () => onDays('msft-openai/ip-license', ['2026-04-26', '2026-04-27', '2026-05-01'], standing),
    expected: [EXCLUSIVE, OPEN, OPEN],
  },
  {
    number: 4,
    question: 'Could consumer ChatGPT run outside Azure on 2025-12-01, on 2025-10-27, within October?',
    answer: async () => {
      const words = ({ status, since, introducedBy }: ClauseState): string =>
        `${status} since ${since} by ${introducedBy}`;
      const ref = 'msft-openai/non-api-other-clouds';
      return [
        await onDays(ref, ['2025-12-01', '2025-10-27', '2025-10-28'], words),
        await onDays(ref, ['2025-09-30', '2025-10-01', '2025-10-30', '2025-10-31'], words, M),
      ];
    },
    expected: [
      [
        'in-force since 2025-10-28 by ann-2025-10-msft-openai',
        'not-yet since 2025-10-28 by ann-2025-10-msft-openai',
        'in-force since 2025-10-28 by ann-2025-10-msft-openai',
      ],
      [
        'not-yet since 2025-10 by ann-2025-10-msft-openai',
        'unknown since 2025-10 by ann-2025-10-msft-openai',
        'unknown since 2025-10 by ann-2025-10-msft-openai',
        'in-force since 2025-10 by ann-2025-10-msft-openai',
      ],
    ],
  },
  {
    number: 5,
    question: 'Who had exclusive rights to Frontier on 2026-03-01?',
    answer: async () => {
      const state = await world.state(D, { on: '2026-03-01' });
      return [holdersOf(state), conflictsOf(state)];
    },
    expected: [
      [
        'microsoft under msft-openai/api-exclusivity',
        'amazon under amazon-openai-invest/frontier-aws-exclusive, disputed by microsoft',
      ],
      [
        'incompatible api-exclusivity frontier-aws-exclusive',
        'possible api-exclusivity stateful-runtime',
        'possible first-party-hosting frontier-aws-exclusive',
      ],
    ],
  },
  {
    number: 6,
    question: 'And on 2026-05-01?',
    answer: async () => {
      const state = await world.state(D, { on: '2026-05-01' });
      return [holdersOf(state), conflictsOf(state)];
    },
    expected: [
      ['amazon under amazon-openai-invest/frontier-aws-exclusive'],
      ['possible first-on-azure frontier-aws-exclusive', 'limited any-cloud frontier-aws-exclusive'],
    ],
  },
  {
    number: 7,
    question: 'What is in force on 2026-05-01 between Microsoft and OpenAI?',
    answer: async () => {
      const state = await world.state(D, { on: '2026-05-01' });
      const refs = refsWith(state, 'in-force', 'conditional');
      return refs.filter((ref) => ref.startsWith('msft-openai/'));
    },
    expected: [
      'msft-openai/ip-license',
      'msft-openai/term-basis',
      'msft-openai/azure-commitment',
      'msft-openai/revshare-openai-to-msft',
      'msft-openai/equity-stake',
      'msft-openai/any-cloud',
      'msft-openai/primary-cloud',
      'msft-openai/first-on-azure',
    ],
  },
  {
    number: 8,
    question: 'What is in force on 2031-01-01?',
    answer: async () => {
      const state = await world.state(D, { on: '2031-01-01' });
      const stated = clausesOf(state).filter(({ end, status }) => 'notStated' in end && status !== 'ended');
      return {
        inForce: refsWith(state, 'in-force').sort(),
        conditional: refsWith(state, 'conditional'),
        withoutStatedEnd: stated.length,
        ended: refsWith(state, 'ended').sort(),
      };
    },
    expected: {
      inForce: [
        'amazon-openai-invest/amzn-invest-initial',
        'amazon-openai-invest/frontier-aws-exclusive',
        'amazon-openai-invest/stateful-runtime',
        'msft-openai/any-cloud',
        'msft-openai/azure-commitment',
        'msft-openai/equity-stake',
        'msft-openai/first-on-azure',
        'msft-openai/ip-license',
        'msft-openai/primary-cloud',
        'msft-openai/term-basis',
        'openai-aws-cloud/aws-cloud-purchase',
      ],
      conditional: ['amazon-openai-invest/amzn-invest-conditional'],
      withoutStatedEnd: 10,
      ended: [
        'msft-openai/api-exclusivity',
        'msft-openai/first-party-hosting',
        'msft-openai/non-api-other-clouds',
        'msft-openai/revshare-msft-to-openai',
        'msft-openai/revshare-openai-to-msft',
      ],
    },
  },
  {
    number: 10,
    question: 'What was in force on 2025-09-30?',
    answer: async () => {
      const state = await world.state(D, { on: '2025-09-30' });
      return [refsWith(state, 'in-force', 'conditional'), state.counts, state.resolved.lastAnnouncement];
    },
    expected: [[], { 'in-force': 0, conditional: 0, unknown: 7, 'not-yet': 10, ended: 0 }, null],
  },
];

const CHANGES: readonly Question[] = [
  {
    number: 12,
    question: 'What changed for OpenAI between 2025-11-30 and 2026-05-01?',
    answer: async () => byClass(await world.compare(D, '2025-11-30', '2026-05-01')),
    expected: {
      added: [
        'amzn-invest-conditional 2026-02',
        'amzn-invest-initial 2026-02',
        'any-cloud 2026-04',
        'first-on-azure 2026-04',
        'frontier-aws-exclusive disputed settled 2026-02 2026-02 2026-04',
        'stateful-runtime disputed settled 2026-02 2026-02 2026-04',
      ],
      changed: ['ip-license 2026-04', 'revshare-openai-to-msft 2026-04', 'term-basis 2026-04'],
      ended: ['api-exclusivity 2026-04', 'non-api-other-clouds 2026-04', 'revshare-msft-to-openai 2026-04'],
      'first-recorded': ['primary-cloud 2026-04'],
      'came-and-went': ['first-party-hosting 2026-02 2026-04'],
      quiet: ['aws-cloud-purchase', 'azure-commitment', 'equity-stake'],
    },
  },
  {
    number: 12,
    question: 'Which ends and caps changed with that?',
    answer: async () => {
      const { changes } = await world.compare(D, '2025-11-30', '2026-05-01');
      const changed = changes.filter((change) => change.class === 'changed');
      return changed.map(({ ref, before, after }) => {
        const end = (state: ClauseState | null): string => (state === null ? '' : standing(state));
        return [ref, end(before).split(', ')[2], end(after).split(', ')[2], after?.terms['cap']?.type];
      });
    },
    expected: [
      ['msft-openai/ip-license', 'OpenAI reaches AGI', 'through 2032', undefined],
      ['msft-openai/term-basis', 'OpenAI reaches AGI', 'through 2032', undefined],
      ['msft-openai/revshare-openai-to-msft', 'OpenAI reaches AGI', 'through 2030', 'undisclosed'],
    ],
  },
  {
    number: 14,
    question: 'Between 2026-04-26 and 2026-04-27?',
    answer: async () => byClass(await world.compare(D, '2026-04-26', '2026-04-27')),
    expected: {
      added: ['any-cloud 2026-04', 'first-on-azure 2026-04'],
      changed: ['ip-license 2026-04', 'revshare-openai-to-msft 2026-04', 'term-basis 2026-04'],
      ended: [
        'api-exclusivity 2026-04',
        'first-party-hosting 2026-04',
        'non-api-other-clouds 2026-04',
        'revshare-msft-to-openai 2026-04',
      ],
      'first-recorded': ['primary-cloud 2026-04'],
      unchanged: ['frontier-aws-exclusive settled 2026-04', 'stateful-runtime settled 2026-04'],
      quiet: [
        'amzn-invest-conditional',
        'amzn-invest-initial',
        'aws-cloud-purchase',
        'azure-commitment',
        'equity-stake',
      ],
    },
  },
];

describe.each([
  { about: 'as of a day', questions: AS_OF },
  { about: 'change between days', questions: CHANGES },
])('the record answers on $about', ({ questions }) => {
  it.each(questions)('$number. $question', async ({ answer, expected }) => {
    expect(await answer()).toStrictEqual(expected);
  });
});
