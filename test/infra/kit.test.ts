import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../kit/database.ts'

const open: TestDatabase[] = []
afterEach(async () => {
  for (const database of open.splice(0)) await database.drop()
})

async function fresh(): Promise<TestDatabase> {
  const database = await testDatabase()
  open.push(database)
  return database
}

test('every test has a migrated database of its own', async () => {
  const [one, two] = await Promise.all([fresh(), fresh()])
  const found = await sql<{ name: string }>`select schema_name as name from information_schema.schemata`.execute(one.db)
  expect(found.rows.map(r => r.name)).toEqual(expect.arrayContaining(['accounts', 'flow', 'releases']))
  await sql`create table only_here (id int)`.execute(one.db)
  const elsewhere = await sql<{ there: boolean }>`select to_regclass('only_here') is not null as there`.execute(two.db)
  expect(elsewhere.rows).toEqual([{ there: false }])
})

test('int8 and count are numbers, a date is a civil date, a timestamp is an instant', async () => {
  const { db } = await fresh()
  const { rows } = await sql`select count(*) as n, 7::int8 as id, date '2026-03-01' as day,
    timestamptz '2026-03-01 00:00:00+08' as at`.execute(db)
  expect(rows).toEqual([{ n: 1, id: 7, day: '2026-03-01', at: new Date('2026-02-28T16:00:00Z') }])
  await expect(sql`select 9007199254740993::int8 as id`.execute(db)).rejects.toThrow('beyond the safe integers')
})
