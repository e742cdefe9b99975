import { describe, expect, it } from 'vitest';
import { StoreAccessDenied, StoreUnavailable } from '../../src/eventstore/errors.ts';
import type { EventHandler, Subscription, SubscriptionState } from '../../src/eventstore/port.ts';
import { comparePositions } from '../../src/eventstore/request.ts';
import { Subscriptions, type Delivery, type Source } from '../../src/eventstore/subscription.ts';

const PACE = { firstMs: 1, mostMs: 2 };

type Attempt = readonly Delivery[] | Error;

/** A source whose attempts are given: deliveries, after which it ends by itself, or a failure. */
function sourceOf(attempts: readonly Attempt[]): Source {
  const left = [...attempts];
  return {
    compare: comparePositions,
    async *open() {
      const attempt = left.shift() ?? new StoreAccessDenied('no more attempts are given');
      if (attempt instanceof Error) throw attempt;
      yield* attempt;
    },
  };
}

const drained: Delivery = { kind: 'drained', position: '3' };

/** What a handler was told, with the state that the subscription had then, until it ended. */
async function told(attempts: readonly Attempt[], handler: Partial<EventHandler> = {}) {
  const log: (readonly [string, SubscriptionState['name']])[] = [];
  const subscription: Subscription = new Subscriptions(sourceOf(attempts), PACE).begin(
    {},
    {
      event: () => undefined,
      caughtUp: () => void log.push(['caught up', subscription.state.name]),
      interrupted: (cause) => void log.push([cause?.message ?? 'no reason', subscription.state.name]),
      ...handler,
    },
  );
  return { end: await subscription.ended, log };
}

describe('a subscription', () => {
  it('tells its handler of each attempt that fails, and why', async () => {
    const { end, log } = await told([
      [drained],
      new StoreUnavailable('gone'),
      new StoreUnavailable('still'),
      [drained],
    ]);
    expect(log).toStrictEqual([
      ['caught up', 'live'],
      ['no reason', 'stalled'],
      ['gone', 'stalled'],
      ['still', 'stalled'],
      ['caught up', 'live'],
      ['no reason', 'stalled'],
    ]);
    expect(end).toMatchObject({ reason: 'failed', error: { code: 'store-access-denied' } });
  });

  it('ends where the handler fails when it is told of an interruption', async () => {
    const error = new Error('it cannot take that');
    const interrupted = () => {
      throw error;
    };
    const { end } = await told([new StoreUnavailable('gone')], { interrupted });
    expect(end).toStrictEqual({ reason: 'handler-failed', error, event: null });
  });
});
