// The rows of a scope in a real database: what fetches and other releases may change of them.

import { DBOS } from '@dbos-inc/dbos-sdk'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/kit/database.ts'
import { plainPolicy } from '../../test/kit/release.ts'
import { cveRow } from '../../test/kit/story.ts'
import { type Actor, systemActor } from '../accounts/index.ts'
import { createRelease } from './creation.ts'
import { readDelivery } from './delivery-store.ts'
import { mergeItems } from './found-store.ts'
import { readItemHistory, saveItemChange } from './item-store.ts'
import type { Item, ItemChange } from './model.ts'
import { parseCommands } from './parse.ts'
import { loadRelease } from './store.ts'
import { receive, type SubmitDeps, submit, submitCarried } from './submit.ts'

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

async function versionManager(): Promise<Actor> {
  const person = { kind: 'person' as const, name: 'mary' }
  const { id } = await deps.db
    .insertInto('accounts.account')
    .values({ ...person, by_hand: true })
    .returning('id')
    .executeTakeFirstOrThrow()
  await deps.db
    .insertInto('accounts.role_grant')
    .values({ account: id, role: 'version-manager', branch: null })
    .execute()
  return { ...person, account: id }
}

/** How often a release was told to look at what others have left. */
async function looksAtCarried(release: string): Promise<number> {
  const { rows } = await sql`
    select 1 from dbos.workflow_status where workflow_uuid like ${`carry/${release}/%`}`.execute(deps.db)
  return rows.length
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

test('a score that came to be known is a line of the history', async () => {
  const id = await releaseOf('20261124')
  await change(id, { kind: 'add-item', item: { ...cveRow, score: null } })
  await change(id, { kind: 'set-score', item: { kind: 'cve', issue: cveRow.issue }, score: 7.5 })
  expect((await rowOf(id))?.score).toBe(7.5)
  const [, line] = await readItemHistory(deps.db, id, { limit: 20 })
  expect(line).toMatchObject({ action: 'update', by: 'mary', before: { score: null }, after: { score: 7.5 } })
})

test('what was left and then refused goes into no other release, and comes back with its acceptance', async () => {
  const first = await releaseOf('20261130')
  const next = await releaseOf('20261207')
  const { kind, issue } = cveRow
  const carriedTo = async () => {
    await submitCarried(deps, next)
    return (await loadRelease(deps.db, next))?.items.map(i => i.issue)
  }
  const judge = (acceptance: 'accepted' | 'refused') =>
    change(first, { kind: 'judge-item', item: { kind, issue }, acceptance })
  await change(first, { kind: 'add-item', item: cveRow })
  await change(first, { kind: 'leave-item', item: { kind, issue } })
  await judge('refused')
  expect(await carriedTo()).toEqual([])
  await judge('accepted')
  expect(await carriedTo()).toEqual([issue])
  await judge('refused')
  expect(await carriedTo()).toEqual([])
})

test('a release is told when a row that others left is refused', async () => {
  const first = await releaseOf('20261214')
  const next = await releaseOf('20261221')
  await deps.db.updateTable('releases.release').set({ stage: 'scoping' }).where('id', '=', first).execute()
  await change(first, { kind: 'add-item', item: cveRow })
  await change(first, { kind: 'leave-item', item: { kind: 'cve', issue: cveRow.issue } })
  await submitCarried(deps, next)
  expect((await loadRelease(deps.db, next))?.items).toHaveLength(1)
  const said = { externalId: 'r', release: first, channel: 'api' as const, text: '', source: null, at }
  await receive(deps, { ...said, actor: await versionManager() })
  const delivery = await readDelivery(deps.db, { externalId: 'r' })
  if (!delivery) throw new Error('no delivery')
  const facts = { issues: [], missing: [], needs: [] }
  const prepared = parseCommands(`/refuse ${cveRow.issue}`).map(command => ({ command, facts }))
  const before = await looksAtCarried(next)
  expect(await submit(deps, delivery, prepared)).toMatchObject([{ accepted: true }])
  expect(await looksAtCarried(next)).toBe(before + 1)
})
