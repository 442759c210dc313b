// Builds what is installed: the program into dist/, the pages into dist/ui/. `npm run build`.

import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { runAll, type ToolStep } from './steps/run.ts'

const root = `${import.meta.dirname}/..`
const hasPages = existsSync(`${root}/web/index.html`)

rmSync(`${root}/dist`, { recursive: true, force: true })
const steps: ToolStep[] = [
  { name: 'program', command: ['node_modules/typescript7/bin/tsc', '-p', 'tsconfig.build.json'] },
]
if (hasPages) steps.push({ name: 'pages', command: ['node_modules/vite/bin/vite.js', 'build', 'web'] })
runAll(root, steps)
const main = join(root, 'dist/cli/main.js')
const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: Record<string, string> }
for (const path of new Set(Object.values(bin))) {
  const program = join(root, path)
  if (program !== main) writeThin(program)
  chmodSync(program, 0o755)
}

/** A program that is the main one by another name: that it is called by this file tells it which. */
function writeThin(program: string): void {
  mkdirSync(dirname(program), { recursive: true })
  writeFileSync(program, `#!/usr/bin/env node\nimport '${relative(dirname(program), main)}'\n`)
}
