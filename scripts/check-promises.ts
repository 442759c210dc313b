// Checks that no promise is left unwaited for: `tsx scripts/check-promises.ts [root]`. Exit 1 when one is.

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { checkPromises } from './promises/check.ts'

const root = resolve(process.argv[2] ?? process.cwd())
const projects = ['tsconfig.json', 'web/tsconfig.json'].map(path => join(root, path)).filter(path => existsSync(path))
for (const project of projects) {
  const { files, lost } = checkPromises(project)
  if (files === 0) throw new Error(`${project} names no files: the check is blind`)
  for (const { file, line, text } of lost) console.log(`${file}:${line}  nobody waits for: ${text}`)
  console.log(`promises: ${files} files, ${lost.length} left alone`)
  if (lost.length > 0) process.exitCode = 1
}
