import { describe, expect, it } from 'vitest';
import { affirm, amend, announce, grant, introduce, type Said } from '../support/history.ts';
import {
  accepts,
  announcing,
  begun,
  PERMIT,
  refused,
  saying,
  source,
  VOLUME,
  type EffectInput,
  type Where,
} from './deciding.ts';

const noSource = 'unknown source: rumour';

interface Row {
  readonly what: string;
  readonly effect: EffectInput;
  readonly faults: readonly Where[];
}

const RIVALS = [
  { rendering: 'one', sources: ['post'], preferred: true as const, reason: 'It was first.' },
  { rendering: 'two', sources: ['rumour'] },
];
const SOURCES: readonly Row[] = [
  {
    what: 'the source of an effect',
    effect: affirm(VOLUME, { sources: ['post', 'rumour'] }),
    faults: [['/effects/0/sources/1', noSource]],
  },
  {
    what: 'the source of a value, even of one called sources',
    effect: amend(VOLUME, {
      terms: {
        price: { type: 'undisclosed', sources: ['rumour'] },
        sources: { type: 'text', value: 'wells', sources: ['rumour'] },
      },
    }),
    faults: [
      ['/effects/0/terms/price/sources/0', noSource],
      ['/effects/0/terms/sources/sources/0', noSource],
    ],
  },
  {
    what: 'the source of a right, of a condition and of an end',
    effect: introduce('supply/label', {
      grants: [grant('bolt', 'exclusive', { sources: ['rumour'] })],
      conditions: [{ ...PERMIT, sources: ['rumour'] }],
      end: { event: 'the mill burns down', sources: ['rumour'] },
    }),
    faults: [
      ['/effects/0/grants/0/sources/0', noSource],
      ['/effects/0/conditions/0/sources/0', noSource],
      ['/effects/0/end/sources/0', noSource],
    ],
  },
  {
    what: 'the source of a day of effect',
    effect: amend(VOLUME, {
      text: 'two',
      effectiveOn: { date: '2026-03-01', sources: ['rumour'] },
      until: { date: '2026-04-01', variants: RIVALS },
    }),
    faults: [
      ['/effects/0/effectiveOn/sources/0', noSource],
      ['/effects/0/until/variants/1/sources/0', noSource],
    ],
  },
  {
    what: 'the source of a rival rendering',
    effect: amend(VOLUME, { variants: RIVALS }),
    faults: [['/effects/0/variants/1/sources/0', noSource]],
  },
];

const ABOUT_ALL: readonly { what: string; fields: Partial<Said>; faults: readonly Where[] }[] = [
  {
    what: 'the source of the date',
    fields: { on: { date: '2026-02-01', sources: ['post', 'rumour'] } },
    faults: [['/announcedOn/sources/1', noSource]],
  },
  {
    what: 'the source of a rival date',
    fields: { on: { date: '2026-02-01', variants: RIVALS } },
    faults: [['/announcedOn/variants/1/sources/0', noSource]],
  },
  {
    what: 'where a term was defined',
    fields: {
      adds: { definedTerms: [{ id: 'ton', term: 'ton', definition: 'Long.', sources: ['rumour'] }] },
    },
    faults: [['/adds/definedTerms/0/sources/0', noSource]],
  },
  {
    what: 'where a term was read so',
    fields: {
      adds: {
        undefinedTerms: [
          { id: 'soon', term: 'soon', readings: ['Now.', { text: 'Later.', sources: ['post', 'rumour'] }] },
        ],
      },
    },
    faults: [['/adds/undefinedTerms/0/readings/1/sources/1', noSource]],
  },
];

describe('a source that the announcement does not have is refused', () => {
  it.each(SOURCES)('as $what', ({ effect, faults }) => {
    expect(begun().when(saying(effect))).toStrictEqual(refused(...faults));
  });

  it.each(ABOUT_ALL)('as $what', ({ fields, faults }) => {
    expect(begun().when(announcing({ id: 'next', on: '2026-02-01', ...fields }))).toStrictEqual(
      refused(...faults),
    );
  });

  it('even if another announcement has it', () => {
    const fields = { on: '2026-02-01', effects: [affirm(VOLUME, { sources: ['rumour'] })] };
    const other = announce({ id: 'other', on: '2026-01-25', sources: [source('rumour')] });
    expect(begun(other).when(announcing({ id: 'next', ...fields }))).toStrictEqual(
      refused(['/effects/0/sources/0', noSource]),
    );
    const own = announcing({ id: 'next', ...fields, sources: [source('rumour')] });
    expect(accepts(begun(other).when(own))).toBe(true);
  });
});
