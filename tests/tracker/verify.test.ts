import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../src/eventstore/port.ts';
import { link } from '../../src/eventstore/chain.ts';
import { verifyLog } from '../../src/tracker/verify.ts';
import { allOf, storeOf, storeWith } from '../support/logs.ts';
import { SAMPLE } from '../support/sample.ts';

async function damaged(change: (event: StoredEvent) => Partial<StoredEvent>, revision: number) {
  const events = await allOf(await storeWith(SAMPLE));
  return storeOf(
    events.map((event) => (event.revision === revision ? { ...event, ...change(event) } : event)),
  );
}

describe('a log that is verified', () => {
  it('is good as it was appended, and its head is named', async () => {
    const store = await storeWith(SAMPLE);
    const events = await allOf(store);
    const { points, ...report } = await verifyLog(store);
    expect(report).toStrictEqual({
      events: SAMPLE.length,
      heads: [
        { stream: 'dossier-trial', revision: SAMPLE.length - 1, hash: events.at(-1)?.metadata['hash'] },
      ],
      finding: null,
      irregularities: [],
    });
    expect(points).toBeGreaterThan(5);
  });

  it('names the event of which one letter was changed', async () => {
    const store = await damaged(({ data }) => ({ data: { ...data, headline: 'Something else' } }), 2);
    expect((await verifyLog(store)).finding).toStrictEqual({
      stream: 'dossier-trial',
      revision: 2,
      detail: 'its hash is not that of its content',
    });
  });

  it('names an event that has another schema than any, even with a hash that fits', async () => {
    const store = await damaged((event) => {
      const { stream, revision, type } = event;
      const data = { ...event.data, headline: 5 };
      const { recordedAt, previousHash } = event.metadata;
      if (typeof recordedAt !== 'string' || typeof previousHash !== 'string')
        throw new TypeError('no metadata');
      const hash = link(previousHash, { stream, revision, type, data, recordedAt });
      return { data, metadata: { ...event.metadata, hash } };
    }, SAMPLE.length - 1);
    const { finding } = await verifyLog(store);
    expect(finding).toMatchObject({ revision: SAMPLE.length - 1 });
    expect(finding?.detail).toContain('/headline');
  });

  it('tells progress and passes on what was found when it was opened', async () => {
    const store = await storeWith(SAMPLE);
    const report = await verifyLog(store, ['a trigger is missing']);
    expect(report.irregularities).toStrictEqual(['a trigger is missing']);
  });
});
