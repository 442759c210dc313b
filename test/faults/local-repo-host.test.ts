// A server killed at any moment of publishing leaves the old or the new pointer, and a whole version behind it.

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createLocalRepoHost } from '../../src/adapters/local/repo-host.ts'

const program = fileURLToPath(new URL('publish-for-ever.ts', import.meta.url))

test('kill -9 while publishing, again and again', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'killed-'))
  const host = createLocalRepoHost({ directory })
  let before = 0
  for (let n = 0; n < 6; n++) {
    const child = fork(program, [directory], { execArgv: ['--import', 'tsx'] })
    const exited = once(child, 'exit')
    await once(child, 'message')
    await sleep(20 + n * 7)
    child.kill('SIGKILL')
    await exited
    const version = await host.head('release/a')
    if (version === undefined) throw new Error('the pointer is gone')
    expect(version).toBeGreaterThan(before)
    for (const file of ['a', 'b', 'c']) {
      const bytes = await readFile(join(host.versionPath('release/a', version), file), 'utf8')
      expect(bytes).toBe(`${version}`.padStart(100_000))
    }
    before = version
  }
  await rm(directory, { recursive: true })
})
