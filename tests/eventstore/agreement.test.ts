import * as fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MemoryEventStore } from '../../src/eventstore/memory.ts';
import type { EventStore, Expected } from '../../src/eventstore/port.ts';
import { openSqliteStore } from '../../src/eventstore/sqlite.ts';
import { aFolder } from '../support/folders.ts';
import { collect, json, refusal, said, uuid } from './given.ts';

type Step = (store: EventStore) => Promise<unknown>;

const stream = fc.constantFrom('a', 'b', 'a-b');
// Few ids, so that repeats, overlaps and reuse over streams are common.
const ids = fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 4 });
const expectation = fc.oneof(
  fc.constant<Expected | 'head'>('head'),
  fc.constant<Expected>('no-stream'),
  fc.integer({ min: -1, max: 6 }),
);
const number = fc.option(fc.integer({ min: -1, max: 8 }), { nil: undefined });
const direction = fc.constantFrom('forwards' as const, 'backwards' as const, undefined);

const append: fc.Arbitrary<Step> = fc
  .tuple(stream, ids, expectation, fc.jsonValue({ stringUnit: 'binary', maxDepth: 2 }))
  .map(([name, numbers, expected, value]): Step => {
    const data = json(JSON.stringify({ value }));
    const events = numbers.map((n) => said(data, { id: uuid(n) }));
    return async (store) => {
      const head = (await store.head(name)) ?? 'no-stream';
      return store.append(name, events, { expected: expected === 'head' ? head : expected });
    };
  });

const read: fc.Arbitrary<Step> = fc
  .record({ name: stream, from: number, after: number, limit: number, direction })
  .map(
    ({ name, ...options }): Step =>
      async (store) =>
        collect(store.read(name, options)),
  );

const readAll: fc.Arbitrary<Step> = fc.record({ after: number, limit: number, direction }).map(
  ({ after, ...options }): Step =>
    async (store) =>
      collect(store.readAll({ ...options, after: after?.toString() })),
);

const list: fc.Arbitrary<Step> = fc.constantFrom('', 'a', 'c').map(
  (prefix): Step =>
    async (store) =>
      store.listStreams({ prefix }),
);

async function outcome(step: Step, store: EventStore): Promise<unknown> {
  const done = step(store);
  try {
    return { value: await done };
  } catch {
    return refusal(done);
  }
}

describe('The memory store and the SQLite store', () => {
  test('answer any sequence of calls alike, refusals and positions included', async () => {
    const steps = fc.array(fc.oneof({ weight: 4, arbitrary: append }, read, readAll, list), {
      maxLength: 25,
    });
    const folder = aFolder();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        run += 1;
        const memory = new MemoryEventStore();
        const sqlite = await openSqliteStore(join(folder, `${run}.db`));
        for (const step of sequence) {
          expect(await outcome(step, sqlite)).toStrictEqual(await outcome(step, memory));
        }
        const everything: Step = async (store) => collect(store.readAll());
        expect(await outcome(everything, sqlite)).toStrictEqual(await outcome(everything, memory));
        await sqlite.close();
      }),
      { numRuns: 80 },
    );
  });
});
