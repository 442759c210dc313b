// The door of releases over a real database: what is created, and in what order ends of runs and commands count.

import { DBOS } from '@dbos-inc/dbos-sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/kit/database.ts'
import { plainPolicy } from '../../test/kit/release.ts'
import { systemActor } from '../accounts/index.ts'
import { plan } from '../flow/index.ts'
import { createRelease } from './creation.ts'
import { readDelivery } from './delivery-store.ts'
import { parseCommands } from './parse.ts'
import { loadRelease, subjectOf } from './store.ts'
import { receive, type SubmitDeps, submit, submitRunEnded } from './submit.ts'

const at = new Date('2026-11-23T01:00:00Z')
const names = ['collect', 'self-check', 'hand-over', 'publish', 'announce']

let database: TestDatabase
let deps: SubmitDeps
beforeAll(async () => {
  database = await testDatabase()
  await DBOS.migrate(database.url)
  deps = {
    db: database.db,
    clock: { now: () => at },
    policy: plainPolicy,
    plans: new Map(names.map(n => [n, plan(n, [])])),
  }
})
afterAll(() => database.drop())

const by = { actor: systemActor, channel: 'system' as const }

test('two releases of a branch never share a directory', async () => {
  const first = { branch: 'D-1', date: '20261207', freezeDate: '20261209' }
  expect(await createRelease(deps, first, by)).toMatchObject({ created: true })
  expect(await createRelease(deps, first, by)).toMatchObject({ created: false })
  const message = { en: expect.stringContaining('update_20261209') }
  expect(await createRelease(deps, { ...first, date: '20261208' }, by)).toMatchObject({
    code: 'conflict',
    because: message,
  })
})

test('a run that has ended is noted before a command is decided, and not a second time after it', async () => {
  const { db } = deps
  const { id } = (await createRelease(deps, { branch: 'D-1' }, by)) as { id: string }
  await db.updateTable('releases.release').set({ stage: 'publishing' }).where('id', '=', id).execute()
  const over = { kind: 'forward' as const, subject: subjectOf(id), input: '{}', steps: [], targets: [] }
  await db
    .insertInto('flow.run')
    .values({ ...over, id: 'run-1', plan: 'publish', state: 'done', ended_at: at })
    .execute()
  const started = { plan: 'publish', stage: 'publishing', part: 0, revision: 1, started_at: at, noted_at: null }
  await db
    .insertInto('releases.run')
    .values({ ...started, release: id, run: 'run-1' })
    .execute()
  const account = await db
    .insertInto('accounts.account')
    .values({ kind: 'person', name: 'mary', by_hand: true })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('accounts.role_grant')
    .values({ account: account.id, role: 'version-manager', branch: null })
    .execute()
  const actor = { account: account.id, name: 'mary', kind: 'person' as const }
  await receive(deps, { externalId: 'x', release: id, channel: 'api', actor, text: '/rollback', source: null, at })
  const delivery = await readDelivery(db, { externalId: 'x' })
  if (!delivery) throw new Error('no delivery')
  const prepared = parseCommands('/rollback').map(command => ({
    command,
    facts: { issues: [], missing: [], needs: [] },
  }))

  expect(await submit(deps, delivery, prepared)).toMatchObject([{ accepted: true }])
  await submitRunEnded(deps, 'run-1')
  expect(await loadRelease(db, id)).toMatchObject({
    stage: 'announcing',
    pending: { stage: 'reviewing', withdrawn: true },
  })
  expect(await submit(deps, delivery, prepared)).toMatchObject([{ accepted: true }])
  expect((await loadRelease(db, id))?.runs).toHaveLength(2)
})
