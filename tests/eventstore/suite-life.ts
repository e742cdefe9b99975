import { expect } from 'vitest';
import { mark } from './following.ts';
import { asStored, collect, contents, freshName, refusal, refused, said, saidTimes } from './given.ts';
import type { SuiteTest } from './suite.ts';

const NEW = { expected: 'no-stream' } as const;

export const lifeTests: readonly SuiteTest[] = [
  [
    'refuses everything after it was closed, except to be closed again',
    async ({ store }) => {
      await store.append(freshName('orders'), saidTimes(1), NEW);
      await Promise.all([store.close(), store.close()]);
      await store.close();
      const calls: readonly Promise<unknown>[] = [
        store.append(freshName('orders'), [said()], NEW),
        collect(store.read('orders')),
        collect(store.readAll()),
        store.head('orders'),
        store.listStreams({ prefix: '' }),
      ];
      for (const call of calls) expect(await refusal(call)).toStrictEqual(refused.closed);
    },
  ],
  [
    'ends a read that is under way when it is closed',
    async ({ store }) => {
      const stream = freshName('orders');
      await store.append(stream, saidTimes(3), NEW);
      const seen: number[] = [];
      const reading = async () => {
        for await (const { revision } of store.read(stream)) {
          seen.push(revision);
          await store.close();
        }
      };
      expect(await refusal(reading())).toStrictEqual(refused.closed);
      expect(seen).toStrictEqual([0]);
    },
  ],
  [
    'finishes the appends that it accepted before it was closed',
    async ({ store }) => {
      const stream = freshName('orders');
      const accepted = [
        store.append(stream, saidTimes(2), NEW),
        store.append(stream, saidTimes(1, 2), { expected: 1 }),
      ];
      await store.close();
      expect((await Promise.all(accepted)).map(({ revision }) => revision)).toStrictEqual([1, 2]);
    },
  ],
  [
    'holds after reopening what was appended before',
    async ({ store, reopen }) => {
      const [one, other] = [freshName('one'), freshName('other')];
      const [first, second, third] = [saidTimes(2), saidTimes(1, 2), saidTimes(1, 3)];
      const after = await mark(store);
      const answer = await store.append(one, first, NEW);
      await store.append(other, second, NEW);
      const before = await collect(store.readAll({ after }));
      await store.close();

      const again = await reopen();
      expect(await collect(again.readAll({ after }))).toStrictEqual(before);
      const { revision, position } = await again.append(one, first, NEW);
      expect([revision, position]).toStrictEqual([answer.revision, answer.position]);
      await again.append(one, third, { expected: 1 });
      expect(await contents(again.read(one))).toStrictEqual(asStored(one, [...first, ...third]));
      expect(await again.listStreams({ prefix: other })).toStrictEqual([{ stream: other, head: 0 }]);
    },
  ],
];
