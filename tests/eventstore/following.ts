/** A handler that writes down what it is called with, and waits for what it has not seen yet. */
import { Bell } from '../../src/eventstore/bell.ts';
import type { EventHandler, EventStore, StoredEvent, SubscribeOptions } from '../../src/eventstore/port.ts';
import type { Subscription } from '../../src/eventstore/port.ts';
import { collect } from './given.ts';

/** The position after which the test's own events will come. */
export async function mark(store: EventStore): Promise<string | undefined> {
  const [last] = await collect(store.readAll({ direction: 'backwards', limit: 1 }));
  return last?.position;
}

export interface Follower {
  readonly subscription: Subscription;
  readonly events: readonly StoredEvent[];
  /** Each event's `n`, and `caught up` where the handler was told so. */
  readonly log: readonly unknown[];
  /** Fulfilled when so many events were handled; an end of the subscription before is an error. */
  readonly handled: (count: number) => Promise<void>;
  /** Fulfilled when the subscription has caught up so many times. */
  readonly caughtUp: (times?: number) => Promise<void>;
}

const CAUGHT_UP = 'caught up';

/** Follows a store. @param onEvent called for each event, after it was written down */
export function follow(
  store: EventStore,
  options: SubscribeOptions,
  onEvent: EventHandler['event'] = () => undefined,
): Follower {
  const bell = new Bell();
  const over = new AbortController();
  const events: StoredEvent[] = [];
  const log: unknown[] = [];
  let handled = 0;
  const subscription = store.subscribe(options, {
    event: async (event) => {
      events.push(event);
      log.push(event.data['n']);
      await onEvent(event);
      handled += 1;
      bell.ring();
    },
    caughtUp: () => {
      log.push(CAUGHT_UP);
      bell.ring();
    },
  });
  void subscription.ended.then(() => {
    over.abort();
  });
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) {
      if (over.signal.aborted) {
        const { state } = subscription;
        const error = state.name === 'ended' && 'error' in state.end ? state.end.error : undefined;
        throw new Error(`the subscription is ${JSON.stringify(state)}`, { cause: error });
      }
      await bell.wait(over.signal);
    }
  };
  return {
    subscription,
    events,
    log,
    handled: async (count) => until(() => handled >= count),
    caughtUp: async (times = 1) => until(() => log.filter((entry) => entry === CAUGHT_UP).length >= times),
  };
}
