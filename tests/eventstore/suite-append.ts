import { expect } from 'vitest';
import type { Appended, EventStore, NewEvent } from '../../src/eventstore/port.ts';
import { asStored, collect, contents, freshName, refusal, refused, said, saidTimes, uuid } from './given.ts';
import type { SuiteTest } from './suite.ts';

const NEW = { expected: 'no-stream' } as const;

async function streamOf(store: EventStore, events: readonly NewEvent[]): Promise<string> {
  const stream = freshName('orders');
  await store.append(stream, events, NEW);
  return stream;
}

/** Of an append's answer, what does not depend on whether the store knows a repeat from the first time. */
function placeOf({ revision, position }: Appended): object {
  return { revision, position };
}

export const appendTests: readonly SuiteTest[] = [
  [
    'gives events contiguous revisions from 0, over several appends',
    async ({ store }) => {
      const [first, second] = [saidTimes(2), saidTimes(3, 2)];
      const stream = await streamOf(store, first);
      await store.append(stream, second, { expected: 1 });
      expect(await contents(store.read(stream))).toStrictEqual(asStored(stream, [...first, ...second]));
    },
  ],
  [
    'answers an append with the revision and the position of its last event',
    async ({ store }) => {
      const stream = await streamOf(store, saidTimes(1));
      const answer = await store.append(stream, saidTimes(3, 1), { expected: 0 });
      const last = (await collect(store.read(stream))).at(-1);
      expect(answer).toStrictEqual({ revision: 3, position: last?.position, repeated: false });
    },
  ],
  [
    'refuses a first append to a stream that exists, and says where it is',
    async ({ store }) => {
      const stream = await streamOf(store, saidTimes(3));
      const call = store.append(stream, [said()], NEW);
      expect(await refusal(call)).toStrictEqual(refused.conflict(stream, 'no-stream', 2));
    },
  ],
  [
    'refuses an append at a revision of a stream that does not exist',
    async ({ store }) => {
      const call = store.append('nowhere', [said()], { expected: 0 });
      expect(await refusal(call)).toStrictEqual(refused.conflict('nowhere', 0, 'no-stream'));
      expect(await store.head('nowhere')).toBeNull();
    },
  ],
  [
    'refuses an append behind and ahead of the stream, and says where it is',
    async ({ store }) => {
      const stream = await streamOf(store, saidTimes(3));
      for (const expected of [0, 1, 3, 40]) {
        const call = store.append(stream, [said()], { expected });
        expect(await refusal(call)).toStrictEqual(refused.conflict(stream, expected, 2));
      }
      expect(await store.head(stream)).toBe(2);
    },
  ],
  [
    'stores a repeat once and answers it as the first time',
    async ({ store }) => {
      const [opening, batch] = [saidTimes(1), saidTimes(2, 1)];
      const stream = freshName('orders');
      const answers = [
        await store.append(stream, opening, NEW),
        await store.append(stream, batch, { expected: 0 }),
      ];
      await store.append(stream, saidTimes(1, 3), { expected: 2 });
      const again = [
        await store.append(stream, opening, NEW),
        await store.append(stream, batch, { expected: 0 }),
      ];
      expect(again.map(placeOf)).toStrictEqual(answers.map(placeOf));
      expect(await store.head(stream)).toBe(3);
    },
  ],
  [
    'says of a repeat that it is one',
    async ({ store }) => {
      const batch = saidTimes(2);
      const stream = freshName('orders');
      const answer = await store.append(stream, batch, NEW);
      expect(answer.repeated).toBe(false);
      expect(await store.append(stream, batch, NEW)).toStrictEqual({ ...answer, repeated: true });
    },
  ],
  [
    'takes the first events of an earlier batch for a repeat of them',
    async ({ store }) => {
      const batch = saidTimes(3);
      const stream = await streamOf(store, batch);
      const second = (await collect(store.read(stream)))[1];
      const again = await store.append(stream, batch.slice(0, 2), NEW);
      expect(placeOf(again)).toStrictEqual({ revision: 1, position: second?.position });
    },
  ],
  [
    'compares ids alone when it recognises a repeat',
    async ({ store }) => {
      const event = said({ n: 1 });
      const stream = await streamOf(store, [event]);
      await store.append(stream, [{ ...event, data: { n: 2 } }], NEW);
      expect(await contents(store.read(stream))).toStrictEqual(asStored(stream, [event]));
    },
  ],
  [
    'stores the same append once when it is sent twice at the same time',
    async ({ store }) => {
      const batch = saidTimes(2);
      const stream = freshName('orders');
      const [one, other] = await Promise.all([
        store.append(stream, batch, NEW),
        store.append(stream, batch, NEW),
      ]);
      expect(other).toStrictEqual({ ...one, repeated: other.repeated });
      expect(await contents(store.read(stream))).toStrictEqual(asStored(stream, batch));
    },
  ],
  [
    'refuses a batch of which only a part is stored already',
    async ({ store }) => {
      const [a, b, c] = [said(), said(), said()];
      const stream = await streamOf(store, [a, b]);
      const calls: (readonly [NewEvent[], 'no-stream' | number, NewEvent, number])[] = [
        [[a, b, c], 'no-stream', a, 0],
        [[b, c], 0, b, 1],
        [[c, b], 0, b, 1],
        [[b, a], 'no-stream', b, 1],
      ];
      for (const [events, expected, culprit, revision] of calls) {
        const call = store.append(stream, events, { expected });
        expect(await refusal(call)).toStrictEqual(refused.reuse(culprit.id, stream, revision));
      }
      expect(await contents(store.read(stream))).toStrictEqual(asStored(stream, [a, b]));
    },
  ],
  [
    'refuses an event that is stored elsewhere in the stream',
    async ({ store }) => {
      const [a, b] = [said(), said()];
      const stream = await streamOf(store, [a, b]);
      const call = store.append(stream, [a], { expected: 1 });
      expect(await refusal(call)).toStrictEqual(refused.reuse(a.id, stream, 0));
    },
  ],
  [
    'refuses an event that is stored in another stream',
    async ({ store }) => {
      const event = said();
      const stream = await streamOf(store, [event]);
      const call = store.append(freshName('orders'), [event], NEW);
      expect(await refusal(call)).toStrictEqual(refused.reuse(event.id, stream, 0));
    },
  ],
  [
    'stores nothing of a batch that ends with an event which is stored already',
    async ({ store }) => {
      const first = said();
      const stream = await streamOf(store, [first]);
      const call = store.append(stream, [said(), said(), first], { expected: 0 });
      expect(await refusal(call)).toStrictEqual(refused.reuse(first.id, stream, 0));
      expect(await contents(store.read(stream))).toStrictEqual(asStored(stream, [first]));
    },
  ],
  [
    'stores a whole batch or nothing of it',
    async ({ store }) => {
      const first = said();
      const stream = await streamOf(store, [first]);
      await refusal(store.append(stream, [said(), said(), said()], { expected: 1 }));
      await refusal(store.append(stream, [said(), said({ n: Number.NaN })], { expected: 0 }));
      expect(await contents(store.read(stream))).toStrictEqual(asStored(stream, [first]));
    },
  ],
  [
    'lets one of fifty first appends win',
    async ({ store }) => {
      const stream = freshName('orders');
      const rivals = saidTimes(50);
      const answers = await Promise.allSettled(rivals.map((event) => store.append(stream, [event], NEW)));
      const winners = rivals.filter((_, i) => answers[i]?.status === 'fulfilled');
      const losers = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer] : []));
      expect(winners).toHaveLength(1);
      for (const { reason } of losers) {
        expect(await refusal(Promise.reject(reason))).toStrictEqual(refused.conflict(stream, 'no-stream', 0));
      }
      expect(await contents(store.read(stream))).toStrictEqual(asStored(stream, winners));
    },
  ],
  [
    'refuses an append of nothing, of an id twice, and at an impossible revision',
    async ({ store }) => {
      const event = said();
      for (const events of [[], [event, said(), event]]) {
        expect(await refusal(store.append('orders', events, NEW))).toStrictEqual(refused.append);
      }
      for (const expected of [-1, 0.5, Number.NaN, 2 ** 53]) {
        expect(await refusal(store.append('orders', [event], { expected }))).toStrictEqual(refused.append);
      }
    },
  ],
  [
    'refuses ids that are no UUIDs in lower case, and names that a store may reserve or mangle',
    async ({ store }) => {
      for (const id of ['', '1', uuid(10).toUpperCase(), `${uuid(1)}0`]) {
        const call = store.append('orders', [said({}, { id })], NEW);
        expect(await refusal(call)).toStrictEqual(refused.append);
      }
      for (const name of ['', '$settings', 'two\nlines', '\ud800', 'x'.repeat(251)]) {
        expect(await refusal(store.append(name, [said()], NEW))).toStrictEqual(refused.append);
        const call = store.append('orders', [said({}, { type: name })], NEW);
        expect(await refusal(call)).toStrictEqual(refused.append);
      }
    },
  ],
  [
    'refuses an append of more than a million bytes',
    async ({ store }) => {
      const half = () => said({ text: 'é'.repeat(250_000) });
      const call = store.append(freshName('orders'), [half(), half()], NEW);
      expect(await refusal(call)).toStrictEqual(refused.size(1_000_100, 1_000_000));
      const stream = await streamOf(store, [half()]);
      expect(await store.head(stream)).toBe(0);
    },
  ],
];
