import { expect } from 'vitest';
import type { ReadOptions } from '../../src/eventstore/port.ts';
import { mark } from './following.ts';
import { collect, freshName, refusal, refused, revisions, said, saidTimes } from './given.ts';
import type { SuiteTest } from './suite.ts';

const NEW = { expected: 'no-stream' } as const;

/** Options of a read of five events, and the revisions that it gives. */
const RANGES: readonly (readonly [ReadOptions, readonly number[]])[] = [
  [{}, [0, 1, 2, 3, 4]],
  [{ from: 0 }, [0, 1, 2, 3, 4]],
  [{ from: 3 }, [3, 4]],
  [{ from: 5 }, []],
  [{ after: 0 }, [1, 2, 3, 4]],
  [{ after: 3 }, [4]],
  [{ after: 4 }, []],
  [{ after: 90 }, []],
  [{ limit: 2 }, [0, 1]],
  [{ from: 1, limit: 2 }, [1, 2]],
  [{ after: 1, limit: 9 }, [2, 3, 4]],
  [{ from: undefined, after: undefined, limit: undefined }, [0, 1, 2, 3, 4]],
  [{ direction: 'backwards' }, [4, 3, 2, 1, 0]],
  [{ direction: 'backwards', limit: 2 }, [4, 3]],
  [{ direction: 'backwards', from: 2 }, [2, 1, 0]],
  [{ direction: 'backwards', from: 90, limit: 1 }, [4]],
  [{ direction: 'backwards', after: 2 }, [1, 0]],
  [{ direction: 'backwards', after: 90, limit: 1 }, [4]],
  [{ direction: 'backwards', after: 0 }, []],
];

export const readTests: readonly SuiteTest[] = [
  [
    'reads a stream that does not exist as empty',
    async ({ store }) => {
      const stream = freshName('nothing');
      expect(await collect(store.read(stream))).toStrictEqual([]);
      expect(await collect(store.read(stream, { direction: 'backwards', from: 3 }))).toStrictEqual([]);
      expect(await store.head(stream)).toBeNull();
    },
  ],
  [
    'reads from a revision on, after one, both ways, and as many as asked for',
    async ({ store }) => {
      const stream = freshName('orders');
      await store.append(stream, saidTimes(5), NEW);
      for (const [options, expected] of RANGES) {
        const found = { options, revisions: await revisions(store.read(stream, options)) };
        expect(found).toStrictEqual({ options, revisions: expected });
      }
    },
  ],
  [
    'gives the head of each stream',
    async ({ store }) => {
      const [one, other] = [freshName('one'), freshName('other')];
      await store.append(one, saidTimes(3), NEW);
      await store.append(other, saidTimes(1), NEW);
      expect([await store.head(one), await store.head(other)]).toStrictEqual([2, 0]);
    },
  ],
  [
    'reads all streams in the order in which they were appended to',
    async ({ store }) => {
      const start = await mark(store);
      const [one, other] = [freshName('one'), freshName('other')];
      await store.append(one, [said({ n: 0 }), said({ n: 1 })], NEW);
      await store.append(other, [said({ n: 2 })], NEW);
      await store.append(one, [said({ n: 3 })], { expected: 1 });
      await store.append(other, [said({ n: 4 })], { expected: 0 });

      const events = await collect(store.readAll({ after: start }));
      const orders = events.map(({ stream, revision, data }) => [stream, revision, data['n']]);
      expect(orders).toStrictEqual([
        [one, 0, 0],
        [one, 1, 1],
        [other, 0, 2],
        [one, 2, 3],
        [other, 1, 4],
      ]);
      for (const [i, { position }] of events.entries()) {
        expect(await collect(store.readAll({ after: position }))).toStrictEqual(events.slice(i + 1));
      }
      expect(await collect(store.readAll({ after: start, limit: 2 }))).toStrictEqual(events.slice(0, 2));
    },
  ],
  [
    'reads all streams backwards, from the end or from before a position',
    async ({ store }) => {
      const start = await mark(store);
      await store.append(freshName('one'), saidTimes(2), NEW);
      await store.append(freshName('other'), saidTimes(2), NEW);
      const [a, b, c, d] = await collect(store.readAll({ after: start }));
      const backwards = { direction: 'backwards', limit: 2 } as const;
      expect(await collect(store.readAll(backwards))).toStrictEqual([d, c]);
      expect(await collect(store.readAll({ ...backwards, after: c?.position }))).toStrictEqual([b, a]);
    },
  ],
  [
    'gives the same event, position included, in its stream and among all',
    async ({ store }) => {
      const start = await mark(store);
      const stream = freshName('orders');
      await store.append(stream, saidTimes(3), NEW);
      const events = await collect(store.read(stream));
      expect(await collect(store.readAll({ after: start }))).toStrictEqual(events);
    },
  ],
  [
    'refuses reads that make no sense',
    async ({ store }) => {
      const impossible: readonly ReadOptions[] = [
        { from: 1, after: 1 },
        { from: -1 },
        { after: 1.5 },
        { from: Number.NaN },
        { limit: 0 },
        { limit: 2.5 },
        { limit: Number.POSITIVE_INFINITY },
      ];
      for (const options of impossible) {
        expect(await refusal(collect(store.read('orders', options)))).toStrictEqual(refused.read);
      }
      for (const after of ['', 'x', '-1', '1.5', '1e3', '0x10']) {
        expect(await refusal(collect(store.readAll({ after })))).toStrictEqual(refused.read);
      }
      expect(await refusal(collect(store.readAll({ limit: -1 })))).toStrictEqual(refused.read);
    },
  ],
  [
    'reads more events than fit on a page, both ways',
    async ({ store }) => {
      const start = await mark(store);
      const stream = freshName('orders');
      await store.append(stream, saidTimes(1_203), NEW);
      const upwards = Array.from({ length: 1_203 }, (_, i) => i);
      expect(await revisions(store.read(stream))).toStrictEqual(upwards);
      expect(await revisions(store.read(stream, { from: 3, limit: 1_000 }))).toStrictEqual(
        upwards.slice(3, 1_003),
      );
      expect(await revisions(store.read(stream, { direction: 'backwards' }))).toStrictEqual(
        upwards.toReversed(),
      );
      expect(await revisions(store.readAll({ after: start }))).toStrictEqual(upwards);
    },
  ],
  [
    'lets a reader leave early, and goes on as if nothing had been',
    async ({ store }) => {
      const stream = freshName('orders');
      await store.append(stream, saidTimes(600), NEW);
      const seen: number[] = [];
      for await (const { revision } of store.read(stream)) {
        seen.push(revision);
        if (revision === 1) break;
      }
      expect(seen).toStrictEqual([0, 1]);
      await store.append(stream, saidTimes(1), { expected: 599 });
      expect(await store.head(stream)).toBe(600);
    },
  ],
  [
    'keeps a read whole while its reader appends',
    async ({ store }) => {
      const stream = freshName('orders');
      await store.append(stream, saidTimes(700), NEW);
      const seen: number[] = [];
      for await (const { revision } of store.read(stream)) {
        seen.push(revision);
        if (revision % 100 === 0 && revision < 700) {
          await store.append(stream, saidTimes(1), { expected: 699 + revision / 100 });
        }
      }
      // Later events may come or not; none is missing, none comes twice.
      expect(seen.length).toBeGreaterThanOrEqual(700);
      expect(seen).toStrictEqual(Array.from({ length: seen.length }, (_, i) => i));
      expect(await store.head(stream)).toBe(706);
    },
  ],
  [
    'lists the streams of a prefix with their heads, in the order in which they began',
    async ({ store }) => {
      const prefix = freshName('dossier-');
      const [z, a] = [`${prefix}-z`, `${prefix}-a`];
      await store.append(z, saidTimes(1), NEW);
      await store.append(freshName('orders'), saidTimes(1), NEW);
      await store.append(a, saidTimes(2), NEW);
      await store.append(z, saidTimes(4), { expected: 0 });
      expect(await store.listStreams({ prefix })).toStrictEqual([
        { stream: z, head: 4 },
        { stream: a, head: 1 },
      ]);
      expect(await store.listStreams({ prefix: `${prefix}-_` })).toStrictEqual([]);
    },
  ],
];
