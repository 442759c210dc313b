// A run whose workflow was given up: nobody drives it, so it must not hold its release for ever.

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFlow, defaultSettings, endAbandoned, plan, readRun, startRun } from '../../src/flow/index.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { silentLog } from '../../src/lib/log.ts'
import type { Ports } from '../../src/ports/index.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  const { db, url } = database
  const world = { ports: {} as Ports, plans: new Map(), clock: systemClock, log: silentLog, probe: () => undefined }
  const engine = { db, ...world, settings: defaultSettings }
  const flow = createFlow({ engine, databaseUrl: url, executor: 'test', jobs: {}, schedules: [] })
  // Its tables are made at the first launch; afterwards nobody takes orders up.
  await flow.launch()
  await flow.close()
})
afterAll(() => database.drop())

async function orderRun(id: string, status: string): Promise<void> {
  const { db } = database
  const order = { id, plan: plan('quiet', []), subject: `release/${id}`, input: null }
  await db.transaction().execute(tx => startRun(tx, order))
  await sql`update dbos.workflow_status set status = ${status} where workflow_uuid = ${id}`.execute(db)
}

test('it ends as stuck with a reason, and what follows is ordered once', async () => {
  const { db } = database
  for (const [id, status] of [
    ['broken', 'ERROR'],
    ['cancelled', 'CANCELLED'],
    ['waiting', 'ENQUEUED'],
  ] as const) {
    await orderRun(id, status)
  }
  expect(await endAbandoned(db, systemClock)).toEqual(['broken', 'cancelled'])
  expect(await endAbandoned(db, systemClock)).toEqual([])
  expect(await readRun(db, 'broken')).toMatchObject({ state: 'stuck', reason: { en: expect.stringMatching(/person/) } })
  expect(await readRun(db, 'waiting')).toMatchObject({ state: 'queued', ended_at: null })
  const { rows } = await sql`select queue_name from dbos.workflow_status where workflow_uuid like '%/ended'`.execute(db)
  expect(rows).toHaveLength(2)
})
