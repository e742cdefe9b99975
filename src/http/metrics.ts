/** What the server measures about itself, in the format of Prometheus. */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { FollowingState } from '../tracker/contract.ts';

export interface Metrics {
  readonly registry: Registry;
  /** Records one answered request; `route` is the pattern of its address, never the address itself. */
  answered(request: { method: string; route: string; status: number; seconds: number }): void;
  /** From now on shows how the store is being followed. */
  watch(following: () => FollowingState): void;
}

const STATES: readonly FollowingState[] = ['catching-up', 'live', 'stalled', 'ended'];

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Metrics in their own registry, so that several servers in one process don't share counts. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of its answer, by route',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: BUCKETS,
    registers: [registry],
  });
  const watch = (following: () => FollowingState): void => {
    const gauge = new Gauge({
      name: 'termline_following',
      help: 'How the event store is being followed: 1 for the state that it is in',
      labelNames: ['state'] as const,
      registers: [],
      collect() {
        for (const state of STATES) this.set({ state }, following() === state ? 1 : 0);
      },
    });
    registry.registerMetric(gauge);
  };
  return {
    registry,
    watch,
    answered: ({ method, route, status, seconds }) => {
      durations.observe({ method, route, status: String(status) }, seconds);
    },
  };
}
