// Checks every file git knows or would take: `tsx scripts/check-files.ts [root]`. Exit 1 on a violation.

import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkFiles } from './files/check.ts'

const root = process.argv[2] ?? process.cwd()
const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
const paths = [...new Set(listed.toString('utf8').split('\0'))].filter(path => path && existsSync(join(root, path)))
if (paths.length === 0) throw new Error('git lists no files: the check is blind')

const { files, medianLines, violations } = checkFiles(root, paths)
for (const v of violations) console.log(`${v.file}:${v.line}  ${v.rule}: ${v.message}`)
console.log(`files: ${files} files, median of our source ${medianLines} lines, ${violations.length} violations`)
if (violations.length > 0) process.exitCode = 1
