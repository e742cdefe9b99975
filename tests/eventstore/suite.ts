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

/** What an adapter's tests expect of a server only because it was read in its sources. */
export interface Unmeasured {
  /** Which behaviour, and where it was read. */
  readonly source: string;
  /** Names of tests of this suite. */
  readonly tests: readonly string[];
}

export interface SuiteOptions {
  readonly cannot?: readonly Inability[];
  readonly unmeasured?: readonly Unmeasured[];
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

function byTitle(
  notes: readonly (readonly [note: string, titles: readonly string[]])[],
): Map<string, string> {
  const found = new Map(notes.flatMap(([note, titles]) => titles.map((title) => [title, note] as const)));
  for (const title of found.keys()) {
    if (!TESTS.some(([known]) => known === title)) throw new Error(`the suite has no test "${title}"`);
  }
  return found;
}

/**
 * Runs the suite against one adapter. The titles of tests that rest on what was only read of a server say so:
 * where one of them fails on a real server, the wire double is wrong, too.
 * @param open gives a store for one test; the suite closes it
 */
export function eventStoreSuite(
  name: string,
  open: () => Promise<Opened>,
  { cannot = [], unmeasured = [] }: SuiteOptions = {},
): void {
  const reasons = byTitle(cannot.map(({ reason, tests }) => [reason, tests]));
  const sources = byTitle(unmeasured.map(({ source, tests }) => [source, tests]));

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
      const source = sources.get(title);
      const note = source === undefined ? '' : ` (read, not measured: ${source})`;
      if (reason === undefined) {
        test(`${title}${note}`, async () => {
          if (subject === undefined) throw new Error('no store was opened');
          await run(subject);
        });
      } else {
        test.skip(`${title} (can't: ${reason})`);
      }
    }
  });
}
