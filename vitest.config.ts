import { defineConfig } from 'vitest/config';

// Pure tests, and those of the whole program in memory, share one module graph per worker (isolation costs
// several times their own run time); everything that opens files, sockets or processes runs isolated.
const pure = ['tests/dossier/**/*.test.ts', 'tests/redline/**/*.test.ts', 'tests/acceptance/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'pure', include: pure, isolate: false, testTimeout: 60_000 } },
      {
        test: {
          name: 'edge',
          include: ['tests/**/*.test.ts'],
          exclude: pure,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
