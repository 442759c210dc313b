// A run that is asked to stop while its last step ends: nobody is left to look at the request but the end itself.

import { afterAll, expect, test } from 'vitest'
import {
  createFlow,
  defaultSettings,
  type Flow,
  plan,
  readRun,
  readSteps,
  requestCancel,
  startRun,
  step,
} from '../../src/flow/index.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { silentLog } from '../../src/lib/log.ts'
import type { Ports } from '../../src/ports/index.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'
import { until } from '../kit/until.ts'

let flow: Flow | undefined
let database: TestDatabase | undefined

afterAll(async () => {
  await flow?.close()
  await database?.drop()
})

test('asked to stop while its last step ends, a run is taken back all the same', async () => {
  database = await testDatabase()
  const { db, url } = database
  let stands = false
  const act = step<null, never, null, null>({
    name: 'act',
    uses: [],
    async start(c) {
      stands = true
      await db.transaction().execute(async tx => await requestCancel(tx, c.run))
      return null
    },
    async undo() {
      stands = false
    },
  })
  const toy = plan('toy', [act])
  flow = createFlow({
    engine: {
      db,
      ports: {} as Ports,
      plans: new Map([['toy', toy]]),
      clock: systemClock,
      log: silentLog,
      settings: defaultSettings,
      probe: () => undefined,
    },
    databaseUrl: url,
    executor: 'test',
    jobs: { 'run-ended': async () => undefined },
    schedules: [],
  })
  await flow.launch()
  await db
    .transaction()
    .execute(async tx => await startRun(tx, { id: 'run-late', plan: toy, subject: 'toy', input: null }))
  await until(async () => (await readRun(db, 'run-late'))?.ended_at !== null)
  expect(await readRun(db, 'run-late')).toMatchObject({ state: 'cancelled' })
  expect(await readSteps(db, ['run-late'])).toMatchObject([{ name: 'act', state: 'undone' }])
  expect(stands).toBe(false)
})
