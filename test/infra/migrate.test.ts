import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { connect } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { migrations } from '../../src/db/migrations/index.ts'
import { silentLog } from '../../src/lib/log.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'

let database: TestDatabase | undefined
afterEach(() => database?.drop())

test('three processes migrate an empty database at once: each migration runs once, in order', async () => {
  database = await testDatabase()
  const name = `empty_${randomBytes(6).toString('hex')}`
  await sql`create database ${sql.ref(name)}`.execute(database.db)
  const url = new URL(database.url)
  url.pathname = `/${name}`
  const handles = [1, 2, 3].map(() => connect(url.href, { log: silentLog, max: 2 }))
  const done = await Promise.all(handles.map(migrate))
  expect(done.flat()).toEqual(Object.keys(migrations))
  expect(Object.keys(migrations)).toEqual(Object.keys(migrations).toSorted())
  await Promise.all(handles.map(db => db.destroy()))
  await sql`drop database ${sql.ref(name)} with (force)`.execute(database.db)
})

test('migrating the newest schema does nothing', async () => {
  database = await testDatabase()
  expect(await migrate(database.db)).toEqual([])
})
