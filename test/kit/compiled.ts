// Processes that a test starts many times run compiled: half the time of compiling each on the way.

import { execFile } from 'node:child_process'
import { mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
let made: Promise<string> | undefined

/** The address of a module of the project (`test/plans/child.ts`) in a compiled copy of src and test, made once. */
export async function compiled(module: string): Promise<string> {
  made ??= compile()
  return join(await made, module.replace(/\.ts$/, '.js'))
}

async function compile(): Promise<string> {
  const cache = join(root, '.cache')
  await mkdir(cache, { recursive: true })
  const outDir = await mkdtemp(join(cache, 'compiled-'))
  const compiler = join(root, 'node_modules', 'typescript7', 'bin', 'tsc')
  const options = ['--noEmit', 'false', '--outDir', outDir, '--rootDir', root, '--sourceMap', 'false']
  await promisify(execFile)(process.execPath, [compiler, '-p', root, ...options], { cwd: root })
  return outDir
}
