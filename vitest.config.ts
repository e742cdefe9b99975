import { defineConfig } from 'vitest/config';
import LeftOut from './tests/support/left-out.ts';

// Pure tests, and those of the whole program in one process, share one module graph per worker (isolation costs
// several times their own run time); everything else that opens files, sockets or processes runs isolated.
const acceptance = 'tests/acceptance/**/*.test.ts';
const pure = ['tests/dossier/**/*.test.ts', 'tests/redline/**/*.test.ts', acceptance];
// These use the wire double of EventStoreDB in any run; the others with them run once more on it.
const alwaysOnDouble = 'tests/e2e/esdb/**/*.test.ts';

const patient = { testTimeout: 60_000, hookTimeout: 60_000 };
const processes = { ...patient, globalSetup: 'tests/support/esdb-child-build.ts' };
const onDouble = { env: { TERMLINE_TEST_STORE: 'double' } };

export default defineConfig({
  test: {
    reporters: ['default', new LeftOut()],
    projects: [
      { test: { name: 'pure', include: pure, isolate: false, testTimeout: 60_000 } },
      { test: { name: 'edge', include: ['tests/**/*.test.ts'], exclude: pure, ...processes } },
      {
        test: {
          name: 'whole, on the double',
          include: [acceptance, 'tests/http/**/*.test.ts'],
          isolate: false,
          ...patient,
          ...onDouble,
        },
      },
      {
        test: {
          name: 'built, on the double',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: [alwaysOnDouble],
          ...processes,
          ...onDouble,
          // Each test is several processes.
          testTimeout: 180_000,
        },
      },
    ],
  },
});
