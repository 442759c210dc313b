// The rows of a scope in a real database: what fetches and other releases may change of them.

import { DBOS } from '@dbos-inc/dbos-sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/kit/database.ts'
import { plainPolicy } from '../../test/kit/release.ts'
import { cveRow } from '../../test/kit/story.ts'
import { systemActor } from '../accounts/index.ts'
import { createRelease } from './creation.ts'
import { mergeItems } from './found-store.ts'
import { readItemHistory, saveItemChange } from './item-store.ts'
import type { Item, ItemChange } from './model.ts'
import { loadRelease } from './store.ts'
import type { SubmitDeps } from './submit.ts'

const at = new Date('2026-11-23T01:00:00Z')
const by = { account: 0, name: 'mary', at }

let database: TestDatabase
let deps: SubmitDeps
beforeAll(async () => {
  database = await testDatabase()
  await DBOS.migrate(database.url)
  deps = { db: database.db, clock: { now: () => at }, policy: plainPolicy, plans: new Map() }
})
afterAll(() => database.drop())

async function releaseOf(date: string): Promise<string> {
  const order = { branch: 'D-1', date, freezeDate: date }
  const made = await createRelease(deps, order, { actor: systemActor, channel: 'system' })
  if (!('id' in made)) throw new Error(made.code)
  return made.id
}

async function change(release: string, what: ItemChange): Promise<void> {
  await deps.db.transaction().execute(tx => saveItemChange(tx, release, what, by))
}

async function fetched(release: string, item: Item): Promise<void> {
  const who = { source: 'fetched' as const, acceptance: 'accepted' as const, by: 'slipway', account: null }
  await mergeItems(deps.db, release, [{ item, ...who, delivery: null }], { run: 'run-1', at })
}

const rowOf = async (release: string) => (await loadRelease(deps.db, release))?.items[0]
const historyOf = async (release: string) => (await readItemHistory(deps.db, release, { limit: 20 })).map(c => c.action)

test('a fetch tells the CVE of a row that has none, and never another one', async () => {
  const id = await releaseOf('20261123')
  await change(id, { kind: 'add-item', item: { ...cveRow, title: '', cve: null } })
  await fetched(id, cveRow)
  expect(await rowOf(id)).toMatchObject({ cve: 'CVE-2026-10001', title: 'CVE-2026-10001' })
  await fetched(id, { ...cveRow, cve: 'CVE-2026-10002' })
  expect((await rowOf(id))?.cve).toBe('CVE-2026-10001')
  expect(await historyOf(id)).toEqual(['add', 'update'])
})
