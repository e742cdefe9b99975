import { describe, expect, it } from 'vitest';
import type { DossierEvent } from '../../src/dossier/announcement.ts';
import { StoreUnavailable } from '../../src/eventstore/errors.ts';
import { MemoryEventStore } from '../../src/eventstore/memory.ts';
import type { EventHandler, SubscribeOptions, Subscription } from '../../src/eventstore/port.ts';
import { Subscriptions } from '../../src/eventstore/subscription.ts';
import { comparePositions } from '../../src/eventstore/request.ts';
import { clockIn } from '../../src/tracker/clock.ts';
import type { News, Tracker } from '../../src/tracker/contract.ts';
import { kindOf } from '../../src/tracker/documents.ts';
import { createTracker } from '../../src/tracker/tracker.ts';
import { announce, correct, dossier, openContract, retract } from '../support/history.ts';

/** A store that counts how often it is asked for a stream or a list. */
class CountingStore extends MemoryEventStore {
  asked = 0;

  override read(...args: Parameters<MemoryEventStore['read']>): ReturnType<MemoryEventStore['read']> {
    this.asked += 1;
    return super.read(...args);
  }

  override async listStreams(...args: Parameters<MemoryEventStore['listStreams']>) {
    this.asked += 1;
    return super.listStreams(...args);
  }
}

/** A store that cannot be followed for now. */
class SilentStore extends MemoryEventStore {
  override subscribe(options: SubscribeOptions, handler: EventHandler): Subscription {
    const source = {
      compare: comparePositions,
      // It breaks off before it delivers anything.
      async *open() {
        yield* [];
        throw new StoreUnavailable('nobody answers');
      },
    };
    return new Subscriptions(source, { firstMs: 1, mostMs: 1 }).begin(options, handler);
  }
}

const clock = clockIn('UTC', () => new Date('2026-06-15T12:00:00Z'));

function trackerOn(store: MemoryEventStore, report?: (what: string) => void): Tracker {
  return createTracker({ store, clock, ...(report === undefined ? {} : { report }) });
}

async function say(tracker: Tracker, ...events: DossierEvent[]): Promise<void> {
  for (const body of events) await tracker.append('trial', kindOf(body), { body });
}

const DEAL = announce({ id: 'deal', on: '2026-01-10', effects: [openContract('supply')] });

/** The first pieces of news after a revision, so many of them. */
async function newsOf(
  tracker: Tracker,
  after: number,
  count: number,
  meanwhile = async () => {},
): Promise<News[]> {
  const enough = new AbortController();
  const found: News[] = [];
  const reading = (async () => {
    for await (const news of tracker.news('trial', after, enough.signal)) {
      found.push(news);
      if (found.length === count) enough.abort();
    }
  })();
  await meanwhile();
  await reading;
  return found;
}

describe('a tracker that follows its store', () => {
  it('asks it for nothing that it knows, and sees each append of its own at once', async () => {
    const store = new CountingStore();
    const tracker = trackerOn(store);
    tracker.follow();
    await say(tracker, dossier(), DEAL);
    await tracker.state('trial', {});
    const before = store.asked;
    const dossiers = await tracker.dossiers();
    const state = await tracker.state('trial', {});
    expect([await tracker.head('trial'), state.resolved.log, tracker.following()]).toStrictEqual([
      1,
      1,
      'live',
    ]);
    expect(dossiers).toStrictEqual([
      {
        id: 'trial',
        title: 'A trial',
        announcements: 1,
        head: 1,
        firstRecord: '2026-01-10',
        lastAnnounced: '2026-01-10',
        readable: true,
      },
    ]);
    await expect(tracker.head('nowhere')).rejects.toThrow('There is no dossier nowhere.');
    expect(store.asked).toBe(before);
  });

  it('sees what another process appended, at the latest when it is asked for that revision', async () => {
    const store = new CountingStore();
    const [one, other] = [trackerOn(store), trackerOn(store)];
    one.follow();
    await say(one, dossier());
    await say(other, DEAL);
    expect((await one.state('trial', { log: 1 })).resolved.log).toBe(1);
    await expect(one.state('trial', { log: 2 })).rejects.toThrow('goes from revision 0 to 1');
  });

  it('lists a thousand dossiers without reading any of them', async () => {
    const store = new CountingStore();
    const writer = trackerOn(store);
    for (let n = 0; n < 1_000; n += 1) {
      await writer.append('', 'open', { body: { ...dossier(), dossier: `trial-${n}`, title: `No. ${n}` } });
    }
    const tracker = trackerOn(store);
    const before = store.asked;
    tracker.follow();
    const dossiers = await tracker.dossiers();
    expect(dossiers.map(({ title }) => title)).toStrictEqual(
      Array.from({ length: 1_000 }, (_, n) => `No. ${n}`),
    );
    expect(store.asked).toBe(before);
  });

  it('tells what was recorded after a revision, and then what is being recorded, each once', async () => {
    const store = new MemoryEventStore();
    const [tracker, other] = [trackerOn(store), trackerOn(store)];
    tracker.follow();
    await say(tracker, dossier(), DEAL);
    const second = announce({ id: 'second', on: '2026-02-01', headline: 'Said again' });
    const corrected = { ...second, headline: 'Said otherwise' };
    const news = await newsOf(tracker, 0, 4, async () => {
      await say(tracker, second);
      await say(other, correct(corrected), retract('second'));
    });
    expect(news).toStrictEqual([
      { revision: 1, type: 'AgreementAnnounced', announcement: 'deal', headline: DEAL.headline },
      { revision: 2, type: 'AgreementAnnounced', announcement: 'second', headline: 'Said again' },
      { revision: 3, type: 'AnnouncementCorrected', announcement: 'second', headline: 'Said otherwise' },
      { revision: 4, type: 'AnnouncementRetracted', announcement: 'second', headline: null },
    ]);
  });

  it('lets those go who wait for news when it stops, and goes on to answer', async () => {
    const tracker = trackerOn(new MemoryEventStore());
    tracker.follow();
    await say(tracker, dossier());
    const waiting = newsOf(tracker, 0, 1);
    await tracker.unfollow();
    expect(await waiting).toStrictEqual([]);
    expect(tracker.following()).toBe('ended');
    await say(tracker, DEAL);
    expect((await tracker.state('trial', {})).resolved.log).toBe(1);
  });

  it('whose store cannot be followed says so, and asks it for each answer', async () => {
    const reports: string[] = [];
    const store = new SilentStore();
    const tracker = trackerOn(store, (what) => reports.push(what));
    expect(tracker.following()).toBe('catching-up');
    tracker.follow();
    await expect(tracker.dossiers()).rejects.toThrow('The event store did not answer');
    expect(tracker.following()).toBe('stalled');
    await say(tracker, dossier());
    await say(trackerOn(store), DEAL);
    expect(await tracker.head('trial')).toBe(1);
    // Once for an interruption, however many attempts it lasts.
    expect(reports).toStrictEqual(['the event store broke off; it is tried again']);
    await tracker.unfollow();
  });

  it('is not led astray by one event that cannot be read', async () => {
    const reports: string[] = [];
    const store = new MemoryEventStore();
    const tracker = trackerOn(store, (what) => reports.push(what));
    tracker.follow();
    const spoilt = { id: '00000000-0000-4000-8000-000000000001', type: 'Nonsense', data: {}, metadata: {} };
    await store.append('dossier-spoilt', [spoilt], { expected: 'no-stream' });
    await say(tracker, dossier());
    const dossiers = await tracker.dossiers();
    expect(dossiers.map(({ id, head, readable }) => [id, head, readable])).toStrictEqual([
      ['spoilt', -1, false],
      ['trial', 0, true],
    ]);
    expect([tracker.following(), reports]).toStrictEqual(['live', ['an event cannot be read']]);
    // A search in all dossiers goes on without it.
    const { dossiers: found } = await tracker.searchAll({ query: 'acme' });
    expect(found.map((each) => each.dossier)).toStrictEqual(['trial']);
    await expect(tracker.state('spoilt', {})).rejects.toThrow("revision 0 of dossier-spoilt can't be read");
  });
});
