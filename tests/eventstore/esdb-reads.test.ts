import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { recordOf } from '../../src/eventstore/esdb-events.ts';
import { Pull } from '../../src/eventstore/esdb-pull.ts';
import { Reads } from '../../src/eventstore/esdb-reads.ts';
import { Session } from '../../src/eventstore/esdb-session.ts';
import type { Wire } from '../../src/eventstore/esdb-wire.ts';
import { QUICK } from '../support/esdb-opened.ts';
import { collect, refusal, uuid } from './given.ts';

const unasked = () => {
  throw new Error('only a stream is read here');
};

/** A server that gives these revisions of a stream, in this order. */
function serverOf(revisions: readonly number[]): Wire {
  const items = revisions.map((n) => ({
    event: {
      streamId: 'orders',
      id: uuid(n),
      revision: BigInt(n),
      type: 'StatementMade',
      isJson: true,
      data: {},
      metadata: {},
      position: { commit: BigInt(n), prepare: BigInt(n) },
    },
  }));
  return {
    append: unasked,
    readAll: unasked,
    follow: unasked,
    readStream: () =>
      new Pull({ stream: Readable.from(items), read: recordOf, cancel: async () => undefined }),
    dispose: async () => undefined,
  };
}

test.each([
  ['forwards', [0, 1, 3], 2],
  ['forwards', [5, 6, 8], 7],
  ['backwards', [4, 3, 1], 2],
] as const)(
  'a read %s that is given the revisions %j says which is missing',
  async (direction, given, gap) => {
    const reads = new Reads(new Session(serverOf(given), QUICK));
    const call = collect(reads.stream('orders', { direction }));
    expect(await refusal(call)).toMatchObject({ code: 'store-corrupt' });
    await expect(call).rejects.toThrow(`revision ${gap} of orders is missing`);
  },
);
