// The session that hears what the database announces.

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listen } from '../../src/db/listen.ts'
import { silentLog } from '../../src/lib/log.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'

let kit: TestDatabase
beforeAll(async () => {
  kit = await testDatabase()
})
afterAll(() => kit.drop())

test('closing at once, before the session is open, comes to an end', async () => {
  await listen(kit.url, silentLog).close()
})

test('subscribers hear their subject, are told once when the session comes back, and nothing after leaving', async () => {
  const listener = listen(kit.url, silentLog)
  let heard = 0
  const leave = listener.subscribe('release/a', () => {
    heard += 1
  })
  await expect.poll(() => heard).toBe(1)
  await sql`select pg_notify('slipway', 'release/b'), pg_notify('slipway', 'release/a')`.execute(kit.db)
  await expect.poll(() => heard).toBe(2)

  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'slipway listener'
    and datname = current_database()`.execute(kit.db)
  await expect.poll(() => heard, { timeout: 5000 }).toBe(3)

  leave()
  await sql`select pg_notify('slipway', 'release/a')`.execute(kit.db)
  await listener.close()
  expect(heard).toBe(3)
})
