// One embedded server per test run, in a temporary folder, with a migrated template database.

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { connect } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { startServer } from '../../src/db/postgres/server.ts'
import { silentLog } from '../../src/lib/log.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the template, which nobody may be connected to. */
    templateUrl: string
  }
}

// A test run need not survive a loss of power.
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'slipway-test-'))
  await chmod(dataDir, 0o755)
  const server = await startServer({ dataDir, log: silentLog, settings })
  if (!server) throw new Error('a server runs on a folder just made')
  const db = connect(server.url, { log: silentLog })
  await migrate(db)
  await db.destroy()
  project.provide('templateUrl', server.url)
  return async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10 })
  }
}
