import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/kit/database.ts'
import { testDatabase } from '../../test/kit/database.ts'
import type { Db } from '../db/index.ts'
import { text } from '../lib/text.ts'
import type { LogEntry } from './index.ts'
import { appendLog, readLog, systemActor } from './index.ts'

let kit: TestDatabase
beforeAll(async () => {
  kit = await testDatabase()
})
afterAll(() => kit.drop())

function append(db: Db, subject: string, more: Partial<LogEntry> = {}): Promise<number> {
  const message = text('一条记录', 'an entry')
  return appendLog(db, { actor: systemActor, channel: 'system', subject, action: 'note', message, ...more })
}

test('an entry comes back as it was written', async () => {
  const at = new Date('2026-11-22T15:30:00Z')
  const more = {
    role: 'tester',
    channel: 'forge',
    onBehalfOf: 'alice',
    before: [1],
    after: { stage: 'testing' },
  } as const
  const id = await append(kit.db, 'release/a', { ...more, delivery: 'd1', run: 'r1', at })
  expect(await readLog(kit.db, { subject: 'release/a', limit: 10 })).toEqual([
    {
      id,
      at: '2026-11-22T15:30:00.000Z',
      account: 0,
      actor: 'slipway',
      subject: 'release/a',
      action: 'note',
      message: { zh: '一条记录', en: 'an entry' },
      delivery: 'd1',
      run: 'r1',
      ...more,
    },
  ])
})

test('it is read by subject: behind a number, or the newest', async () => {
  const ids = []
  for (const subject of ['release/b', 'release/c', 'release/b', 'release/b']) ids.push(await append(kit.db, subject))
  const read = async (wanted: Parameters<typeof readLog>[1]) => (await readLog(kit.db, wanted)).map(l => l.id)
  expect(await read({ subject: 'release/b', limit: 10 })).toEqual([ids[0], ids[2], ids[3]])
  expect(await read({ subject: 'release/b', after: ids[0], limit: 1 })).toEqual([ids[2]])
  expect(await read({ after: ids[1], limit: 10 })).toEqual([ids[2], ids[3]])
  expect(await read({ subject: 'release/b', limit: 2 })).toEqual([ids[2], ids[3]])
})

test('update, delete and truncate are refused', async () => {
  await append(kit.db, 'release/d')
  for (const statement of [
    sql`update accounts.log set action = 'x'`,
    sql`delete from accounts.log`,
    sql`truncate accounts.log`,
  ]) {
    await expect(statement.execute(kit.db)).rejects.toThrow('append-only')
  }
})

test('a subject is numbered in the order of commits', async () => {
  let second: Promise<number> | undefined
  const first = await kit.db.transaction().execute(async tx => {
    const id = await append(tx, 'release/e')
    second = append(kit.db, 'release/e')
    await append(kit.db, 'release/other')
    expect(await readLog(kit.db, { subject: 'release/e', limit: 10 })).toEqual([])
    return id
  })
  expect(await second).toBeGreaterThan(first)
})

test('who listens hears the subject, after the commit', async () => {
  const client = new pg.Client({ connectionString: kit.url })
  await client.connect()
  const heard: (string | undefined)[] = []
  const arrived = new Promise<void>(resolve => {
    client.on('notification', message => {
      heard.push(message.payload)
      if (message.payload === 'release/g') resolve()
    })
  })
  await client.query('listen slipway')
  await kit.db
    .transaction()
    .execute(async tx => {
      await append(tx, 'release/f')
      throw new Error('rolled back')
    })
    .catch(() => undefined)
  await append(kit.db, 'release/g')
  await arrived
  expect(heard).toEqual(['release/g'])
  await client.end()
})
