// Everything a machine can check without running the product: `npm run check`, called by CI and before a push.

import { existsSync } from 'node:fs'
import { runAll } from './steps/run.ts'

const root = `${import.meta.dirname}/..`
const hasPages = existsSync(`${root}/web/tsconfig.json`)
const biome = 'node_modules/@biomejs/biome/bin/biome'
const colours = `--colors=${process.stdout.isTTY ? 'force' : 'off'}`
const tsc = 'node_modules/typescript7/bin/tsc'

runAll(root, [
  { name: 'types', command: [tsc, '-p', '.'] },
  ...(hasPages ? [{ name: 'types of the pages', command: [tsc, '-p', 'web'] as const }] : []),
  { name: 'lint and format', command: [biome, 'ci', '--max-diagnostics=100', colours] },
  { name: 'rooms', command: ['scripts/check-rooms.ts'] },
  { name: 'files', command: ['scripts/check-files.ts'] },
  { name: 'promises', command: ['scripts/check-promises.ts'] },
  { name: 'unused', command: ['node_modules/knip/bin/knip.js', '--no-config-hints'] },
  { name: 'generated', command: ['scripts/generate.ts', '--check'] },
])
