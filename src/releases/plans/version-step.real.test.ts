// The version check beside somebody who refreshes the same packages by a comment: the newer look stays.

import { DBOS } from '@dbos-inc/dbos-sdk'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/kit/database.ts'
import { plainBranch, plainPolicy } from '../../../test/kit/release.ts'
import { until } from '../../../test/kit/until.ts'
import type { StepContext } from '../../flow/index.ts'
import type { Json } from '../../lib/json.ts'
import type { Ports } from '../../ports/index.ts'
import { holdRelease } from '../store.ts'
import { keepVersions, readVersions } from '../version-store.ts'
import type { PlanDeps } from './deps.ts'
import { versionStep } from './version-step.ts'

const RELEASE = 'D-1_update20261123'
let database: TestDatabase
let now = new Date('2026-11-25T02:00:00Z')

beforeAll(async () => {
  database = await testDatabase()
  await DBOS.migrate(database.url)
  await sql`
    insert into releases.release (id, branch, date, suffix, freeze_date, directory, stage, created_by, created_at, updated_at)
    values (${RELEASE}, 'D-1', '20261123', '', '20261125', 'update_20261125', 'verifying', 'mary', ${now}, ${now})`.execute(
    database.db,
  )
  for (const name of ['pier', 'mast']) {
    await sql`
      insert into releases.item (release, kind, issue, repository, title, url, status, added_by, added_at)
      values (${RELEASE}, 'requires', ${name}, ${name}, '', '', '', 'devi', ${now})`.execute(database.db)
  }
})
afterAll(() => database.drop())

async function isSomebodyWaiting(): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(database.db)
  return rows.length > 0
}

test('what a comment looks up meanwhile stays, and the check goes on', async () => {
  const row = { package: 'pier', family: 'standard', arch: 'x86_64', spec: '2-1', built: '2-1', detail: null }
  let refreshing: Promise<void> = Promise.resolve()
  let isWritten = (): void => undefined
  const written = new Promise<void>(resolve => {
    isWritten = resolve
  })
  /** Held open until the check waits for it. */
  const refresh = async () => {
    now = new Date('2026-11-25T02:00:30Z')
    await database.db.transaction().execute(async tx => {
      await holdRelease(tx, RELEASE)
      const rows = [{ ...row, verdict: 'same' as const, revision: 1 }]
      await keepVersions(tx, RELEASE, { packages: ['pier'], rows, began: now.toISOString() }, now)
      isWritten()
      await until(isSomebodyWaiting)
    })
  }
  const readFile = async ({ path }: { path: string }) => {
    if (path === 'pier.spec') refreshing = refresh()
    await written
    return 'Name: x\nVersion: 1\nRelease: 1\n'
  }
  const policy = { ...plainPolicy, branches: [{ ...plainBranch, projects: { standard: 'D:1' } }] }
  const forge = { ...policy.forge, specs: { owner: 'src-toy' } }
  const deps = { db: database.db, policy: { ...policy, forge }, clock: { now: () => now } } as unknown as PlanDeps
  const buildService = { listPackages: async () => ['pier', 'mast'], listRpms: async () => [] }
  const context = {
    ...{ run: 'run-1', key: 'run-1/version-check', attempt: 'run-1.1', signal: new AbortController().signal },
    input: { release: RELEASE, branch: 'D-1' },
    ports: { forge: { readFile }, buildService } as unknown as Ports,
    progress: async () => {},
  } satisfies StepContext<Json, keyof Ports>
  await versionStep(deps).start(context, null)
  await refreshing
  expect((await readVersions(database.db, RELEASE)).map(r => [r.package, r.spec, r.verdict])).toEqual([
    ['mast', '1-1', 'missing'],
    ['pier', '2-1', 'same'],
  ])
})

test('a look that began before what is kept now, and ends after it, changes nothing', async () => {
  const row = {
    package: 'raft',
    family: 'standard',
    arch: 'x86_64',
    built: '2-1',
    verdict: 'same' as const,
    detail: null,
  }
  const keep = (spec: string, began: string, at: string) => {
    const found = { packages: ['raft'], rows: [{ ...row, spec, revision: 1 }], began }
    return database.db.transaction().execute(tx => keepVersions(tx, RELEASE, found, new Date(at)))
  }
  const kept = async () => (await readVersions(database.db, RELEASE)).find(r => r.package === 'raft')?.spec
  await keep('2-1', '2026-11-25T03:00:10Z', '2026-11-25T03:00:20Z')
  await keep('1-1', '2026-11-25T03:00:00Z', '2026-11-25T03:00:30Z')
  expect(await kept()).toBe('2-1')
  await keep('3-1', '2026-11-25T03:00:40Z', '2026-11-25T03:00:50Z')
  expect(await kept()).toBe('3-1')
})
