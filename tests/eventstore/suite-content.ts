import * as fc from 'fast-check';
import { expect } from 'vitest';
import { collect, freshName, json, refusal, refused, said } from './given.ts';
import type { SuiteTest } from './suite.ts';

const NEW = { expected: 'no-stream' } as const;

const nested = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;

/** JSON that is easily mangled, as text; it must come back as the same text. */
const AWKWARD: readonly string[] = [
  '{}',
  '{"":""}',
  '{"null":null,"true":true,"list":[[],[[]],{}]}',
  '{"é":"e\u0301","emoji":"👩‍⚖️","rtl":"שלום","ls":"\u2028","nul":"\\u0000","quote":"\\"\\\\"}',
  '{"\\ud800":"\\udfff","half":"x\\ud83d"}',
  '{"__proto__":{"isAdmin":true},"constructor":{"prototype":null},"toJSON":"x","hasOwnProperty":1}',
  '{"max":9007199254740991,"big":1e+308,"small":5e-324,"tenth":0.1,"large":1e+21,"negative":-1.5}',
  '{"b":1,"a":2}',
  nested(250),
  `{"long":"${'é'.repeat(200_000)}"}`,
];

/** What is not JSON, and so would come back as something else. */
const NOT_JSON: readonly (readonly [string, unknown])[] = [
  ['a number that is not one', Number.NaN],
  ['an infinite number', Number.NEGATIVE_INFINITY],
  ['a bigint', 1n],
  ['a function', () => 1],
  ['a symbol', Symbol('x')],
  ['a date', new Date(0)],
  ['a map', new Map([['a', 1]])],
  ['a hole in a list', [1, undefined]],
  ['deep nesting', json(nested(300))],
];

export const contentTests: readonly SuiteTest[] = [
  [
    'gives awkward JSON back to the letter',
    async ({ store }) => {
      const stream = freshName('awkward');
      const events = AWKWARD.map((text) => said(json(text), { metadata: json(text) }));
      for (const [i, event] of events.entries()) {
        await store.append(stream, [event], { expected: i === 0 ? 'no-stream' : i - 1 });
      }
      const found = await collect(store.read(stream));
      expect(found.map(({ data }) => JSON.stringify(data))).toStrictEqual(AWKWARD);
      expect(found.map(({ metadata }) => JSON.stringify(metadata))).toStrictEqual(AWKWARD);
      for (const { data } of found) expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    },
  ],
  [
    'gives a negative zero back as zero, as JSON has only one',
    async ({ store }) => {
      const stream = freshName('zero');
      await store.append(stream, [said({ n: -0 })], NEW);
      expect((await collect(store.read(stream))).map(({ data }) => data)).toStrictEqual([{ n: 0 }]);
    },
  ],
  [
    'takes a property without a value for absent',
    async ({ store }) => {
      const stream = freshName('absent');
      const data: object = { here: 1, absent: undefined };
      await store.append(stream, [said({ ...data })], NEW);
      expect((await collect(store.read(stream))).map((event) => event.data)).toStrictEqual([{ here: 1 }]);
    },
  ],
  [
    'gives any JSON back as a parsed copy of its text',
    async ({ store }) => {
      const stream = freshName('any');
      let next = 0;
      const value = fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 });
      await fc.assert(
        fc.asyncProperty(value, async (raw) => {
          const data = json(JSON.stringify({ raw }));
          await store.append(stream, [said(data)], { expected: next === 0 ? 'no-stream' : next - 1 });
          const [event] = await collect(store.read(stream, { from: next }));
          next += 1;
          expect(JSON.stringify(event?.data)).toBe(JSON.stringify(data));
        }),
        { numRuns: 40 },
      );
    },
  ],
  [
    'refuses what is not JSON, in data and in metadata',
    async ({ store }) => {
      const stream = freshName('refused');
      for (const [what, value] of NOT_JSON) {
        const content: object = { deep: [{ value }] };
        for (const part of ['data', 'metadata']) {
          const call = store.append(stream, [{ ...said(), [part]: content }], NEW);
          expect({ what, ...(await refusal(call)) }).toStrictEqual({ what, ...refused.append });
        }
      }
      for (const part of ['data', 'metadata']) {
        for (const value of [null, [], 'text', 1, undefined]) {
          const call = store.append(stream, [{ ...said(), [part]: value }], NEW);
          expect(await refusal(call)).toStrictEqual(refused.append);
        }
      }
      expect(await store.head(stream)).toBeNull();
    },
  ],
  [
    'keeps what was appended when the writer changes its own copy',
    async ({ store }) => {
      const stream = freshName('copy');
      const list = [1, 2];
      const events = [said({ list })];
      const ids = events.map(({ id }) => id);
      const appended = store.append(stream, events, NEW);
      list.push(3);
      events.push(said());
      await appended;
      list.push(4);
      const found = await collect(store.read(stream));
      expect(found.map(({ id, data }) => [id, data])).toStrictEqual([[ids[0], { list: [1, 2] }]]);
    },
  ],
  [
    'hands out events that nobody can change',
    async ({ store }) => {
      const stream = freshName('frozen');
      await store.append(stream, [said({ deep: { list: [{ n: 1 }] } })], NEW);
      const [event] = await collect(store.read(stream));
      const deep: unknown = event?.data['deep'];
      const inside: readonly unknown[] = Object.values(deep ?? {});
      for (const part of [event, event?.data, event?.metadata, deep, ...inside]) {
        expect(Object.isFrozen(part)).toBe(true);
      }
      const change = () => Object.assign(event?.data ?? {}, { deep: null });
      expect(change).toThrow(TypeError);
      expect((await collect(store.read(stream))).map(({ data }) => data)).toStrictEqual([
        { deep: { list: [{ n: 1 }] } },
      ]);
    },
  ],
];
