import { defineConfig } from 'vitest/config'

// `unit`: pure files, beside the code, unisolated and fast. `real`: everything that needs PostgreSQL, programs or a
// process of its own (DBOS is one per process), in forks, over one embedded server for the whole run.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'web/src/**/*.test.ts'],
          exclude: ['**/*.real.test.ts'],
          pool: 'threads',
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'real',
          include: ['src/**/*.real.test.ts', 'test/**/*.test.ts'],
          pool: 'forks',
          globalSetup: ['test/kit/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
