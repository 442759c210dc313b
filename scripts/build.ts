// Builds what is installed: the program into dist/, the pages into dist/ui/. `npm run build`.

import { chmodSync, existsSync, rmSync } from 'node:fs'
import { runAll, type ToolStep } from './steps/run.ts'

const root = `${import.meta.dirname}/..`
const hasPages = existsSync(`${root}/web/index.html`)

rmSync(`${root}/dist`, { recursive: true, force: true })
const steps: ToolStep[] = [
  { name: 'program', command: ['node_modules/typescript7/bin/tsc', '-p', 'tsconfig.build.json'] },
]
if (hasPages) steps.push({ name: 'pages', command: ['node_modules/vite/bin/vite.js', 'build', 'web'] })
runAll(root, steps)
const program = `${root}/dist/cli/main.js`
if (existsSync(program)) chmodSync(program, 0o755)
