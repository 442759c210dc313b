import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take minutes begin first: else one of them is left running alone at the end. */
const long = [
  /\/plans\/release\.test/,
  /\/faults\/kill\.test/,
  /\/plans\/toy\.test/,
  /\/every-command/,
  /\/thousand-hooks/,
]

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex(name => name.test(moduleId))
      return at < 0 ? long.length : at
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}

// `unit`: pure files, beside the code, unisolated and fast. `real`: everything that needs PostgreSQL, programs or a
// process of its own (DBOS is one per process), in forks, over one embedded server for the whole run.
export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'web/src/**/*.test.ts'],
          exclude: ['**/*.real.test.ts'],
          pool: 'threads',
          isolate: false,
          // Patience alone: nothing is held to a time, and the machine may be busy.
          testTimeout: 60_000,
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
