// What is read at one moment does not change while it is read.

import { afterEach, expect, test } from 'vitest'
import { atOneMoment, type Db } from '../../src/db/index.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'

let database: TestDatabase | undefined
afterEach(() => database?.drop())

test('two reads at one moment see the same, whatever is written between them', async () => {
  database = await testDatabase()
  const { db } = database
  const names = async (on: Db) => (await on.selectFrom('local.author').select('login').execute()).map(a => a.login)
  const [first, second] = await atOneMoment(db, async snapshot => {
    const before = await names(snapshot)
    await db.insertInto('local.author').values({ id: '77', login: 'mary' }).execute()
    return [before, await names(snapshot)]
  })
  expect(second).toEqual(first)
  expect(await names(db)).toContain('mary')
  await expect(atOneMoment(db, snapshot => snapshot.deleteFrom('local.author').execute())).rejects.toThrow(/read-only/)
})
