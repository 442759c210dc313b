// Makes the files that are derived from others, or with --check compares them and names the command that mends them.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generators } from './generated/table.ts'

const root = join(import.meta.dirname, '..')
const checking = process.argv.includes('--check')
const stale: string[] = []

for (const { file, make } of generators) {
  const wanted = await make()
  const path = join(root, file)
  const present = existsSync(path) ? readFileSync(path, 'utf8') : undefined
  if (present === wanted) continue
  stale.push(file)
  if (checking) continue
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, wanted)
}

if (checking && stale.length > 0) {
  console.log(`not as generated: ${stale.join(', ')}; run \`npm run generate\` and commit what it changes`)
  process.exitCode = 1
} else {
  const changed = stale.length > 0 ? `, written: ${stale.join(', ')}` : ', all as generated'
  console.log(`generated: ${generators.length} files${changed}`)
}
