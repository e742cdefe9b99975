/** What the HTTP side is built from: the composition root gives it, tests give it, nothing here makes it. */
import type { Logger } from 'pino';
import type { Tracker } from '../tracker/contract.ts';
import type { Metrics } from './metrics.ts';

/** Requests per minute and client on the admin side: all of them, and those with a wrong token. */
export interface AdminLimits {
  readonly requests: number;
  readonly failures: number;
}

export interface AppDeps {
  readonly tracker: Tracker;
  /** SHA-256 of each admin token (32 bytes), by the name that its appends are recorded under. Empty: off. */
  readonly adminTokens: ReadonlyMap<string, Buffer>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** The software's version, shown in the foot of each page and in `/openapi.json`. */
  readonly version: string;
  readonly adminLimits?: AdminLimits;
  /** Express's `trust proxy`: how many proxies stand before the server. Default: none. */
  readonly trustProxy?: number | string;
}

export const DEFAULT_ADMIN_LIMITS: AdminLimits = { requests: 600, failures: 20 };
