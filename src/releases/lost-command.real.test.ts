// A command whose job was tried until it was given up, for want of the forge: the person sees what is waited for, and
// the command is decided once the forge is back, without being said again.

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/kit/database.ts'
import { plainPolicy } from '../../test/kit/release.ts'
import { until } from '../../test/kit/until.ts'
import { systemActor } from '../accounts/index.ts'
import { createFlow, defaultSettings, type Flow } from '../flow/index.ts'
import { ExternalError } from '../lib/errors.ts'
import { silentLog } from '../lib/log.ts'
import type { Ports } from '../ports/index.ts'
import { createRelease } from './creation.ts'
import { readDelivery } from './delivery-store.ts'
import { type JobDeps, runCommands, sweep } from './jobs.ts'
import { receive } from './submit.ts'
import { readTrouble } from './trouble-store.ts'

const actor = { account: 1, name: 'gast', kind: 'person' as const }
const source = { repository: 'd/releases', id: 'I3NQ1A', comment: '7' }

let database: TestDatabase
let flow: Flow
let deps: JobDeps
let now = new Date('2026-11-23T01:00:00Z')
const forge = { isAway: true, asked: 0 }

beforeAll(async () => {
  database = await testDatabase()
  const { db, url } = database
  const clock = { now: () => now }
  const ports = {
    forge: {
      async listComments() {
        forge.asked++
        if (forge.isAway)
          throw new ExternalError({ system: 'forge', operation: 'read', message: 'HTTP 503', retryable: true })
        return [{ id: source.comment, author: { id: '9', login: 'gast' }, body: '/status' }]
      },
      issuesSince: async () => [],
    },
  } as unknown as Ports
  const world = { db, ports, clock, log: silentLog, plans: new Map(), policy: plainPolicy, actorOf: async () => actor }
  deps = world as unknown as JobDeps
  const settings = { ...defaultSettings, retryDelayMs: 5 }
  const command = async (payload: unknown) => runCommands(deps, (payload as { delivery: number }).delivery)
  const nothing = async () => undefined
  const jobs = { command, reconcile: nothing, carry: nothing }
  const engine = { db, ports, plans: new Map(), clock, log: silentLog, probe: nothing, settings }
  flow = createFlow({ engine, databaseUrl: url, executor: 'test', jobs, schedules: [] })
  await flow.launch()
})
afterAll(async () => {
  await flow.close()
  await database.drop()
})

async function statusOf(workflow: string): Promise<string | undefined> {
  const { rows } = await sql<{ status: string }>`
    select status from dbos.workflow_status where workflow_uuid = ${workflow}`.execute(database.db)
  return rows[0]?.status
}

async function ordersOf(delivery: number): Promise<number> {
  const { rows } = await sql`
    select 1 from dbos.workflow_status where workflow_uuid like ${`delivery/${delivery}%`}`.execute(database.db)
  return rows.length
}

test('it is told, ordered again by the timer, and decided once', async () => {
  const { db } = deps
  const made = await createRelease(deps, { branch: 'D-1' }, { actor: systemActor, channel: 'system' })
  if (!('id' in made)) throw new Error(made.code)
  const { id: release } = made
  await receive(deps, { externalId: 'c7', release, channel: 'forge', actor, text: '/status', source, at: now })
  const { id } = (await readDelivery(db, { externalId: 'c7' })) ?? { id: 0 }
  await until(async () => (await statusOf(`delivery/${id}`)) === 'ERROR', 30_000)
  expect(forge.asked).toBe(5)
  expect((await readDelivery(db, { id }))?.decidedAt).toBeNull()
  expect(await readTrouble(db, release)).toMatchObject({
    system: 'forge',
    message: expect.stringContaining('HTTP 503'),
  })

  // Too early for the timer: a job that is only slow must not be doubled.
  await sweep(deps)
  expect(await ordersOf(id)).toBe(1)
  forge.isAway = false
  now = new Date(now.getTime() + 130_000)
  await sweep(deps)
  await until(async () => (await readDelivery(db, { id }))?.decidedAt !== null, 30_000)
  expect((await readDelivery(db, { id }))?.outcomes).toMatchObject([{ command: '/status', accepted: true }])
  expect(await readTrouble(db, release)).toBeNull()
  now = new Date(now.getTime() + 130_000)
  await sweep(deps)
  expect(await ordersOf(id)).toBe(2)
})
