import { defineConfig } from 'vitest/config';

// Pure tests share one module graph per worker (isolation costs eight times their own run time);
// everything that opens files, sockets or processes runs isolated.
const pure = ['tests/dossier/**/*.test.ts', 'tests/redline/**/*.test.ts', 'tests/formats/**/*.test.ts'];

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
