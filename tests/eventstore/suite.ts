/**
 * The one suite that every event store is held to. What an adapter can't do is passed with the reason, and
 * shows as skipped under it; there are no copies of this file.
 */
import { afterEach, beforeEach, describe, test } from 'vitest';
import type { EventStore } from '../../src/eventstore/port.ts';
import { appendTests } from './suite-append.ts';
import { contentTests } from './suite-content.ts';
import { lifeTests } from './suite-life.ts';
import { readTests } from './suite-read.ts';
import { subscribeTests } from './suite-subscribe.ts';

export interface Opened {
  readonly store: EventStore;
  /** Opens again what the closed store held. */
  readonly reopen?: () => Promise<EventStore>;
}

export interface Inability {
  readonly reason: string;
  /** Names of tests of this suite. */
  readonly tests: readonly string[];
}

/** The store under test, replaced before each test. */
export interface Subject {
  readonly store: EventStore;
  readonly reopen: () => Promise<EventStore>;
}

/** A test's name and what it does. */
export type SuiteTest = readonly [name: string, run: (subject: Subject) => Promise<void>];

const TESTS: readonly SuiteTest[] = [
  ...appendTests,
  ...readTests,
  ...contentTests,
  ...subscribeTests,
  ...lifeTests,
];

/**
 * Runs the suite against one adapter.
 * @param open gives a store for one test; the suite closes it
 */
export function eventStoreSuite(
  name: string,
  open: () => Promise<Opened>,
  cannot: readonly Inability[] = [],
): void {
  const reasons = new Map(cannot.flatMap(({ reason, tests }) => tests.map((title) => [title, reason])));
  for (const title of reasons.keys()) {
    if (!TESTS.some(([known]) => known === title)) throw new Error(`the suite has no test "${title}"`);
  }

  describe(`${name}, as any event store,`, () => {
    let opened: EventStore[] = [];
    let subject: Subject | undefined;

    beforeEach(async () => {
      const { store, reopen } = await open();
      opened = [store];
      subject = {
        store,
        reopen: async () => {
          if (reopen === undefined) throw new Error('this adapter gave no way to open its store again');
          const again = await reopen();
          opened.push(again);
          return again;
        },
      };
    });

    afterEach(async () => {
      await Promise.all(opened.map((store) => store.close()));
    });

    for (const [title, run] of TESTS) {
      const reason = reasons.get(title);
      if (reason === undefined) {
        test(title, async () => {
          if (subject === undefined) throw new Error('no store was opened');
          await run(subject);
        });
      } else {
        test.skip(`${title} (can't: ${reason})`);
      }
    }
  });
}
