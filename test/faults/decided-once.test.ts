// A delivery is decided once, also when the one who decided it never heard of it: the connection broke at the commit.

import { DBOS } from '@dbos-inc/dbos-sdk'
import { afterEach, expect, test } from 'vitest'
import { systemActor } from '../../src/accounts/index.ts'
import { refuse } from '../../src/lib/errors.ts'
import { text } from '../../src/lib/text.ts'
import { createRelease } from '../../src/releases/creation.ts'
import { readDelivery } from '../../src/releases/delivery-store.ts'
import { parseCommands } from '../../src/releases/parse.ts'
import type { ReleasesPolicy } from '../../src/releases/policy.ts'
import { receive, type SubmitDeps, submit } from '../../src/releases/submit.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'
import { plainBranch, plainPolicy } from '../kit/release.ts'

const branch = 'Toy-1.0'
const policy: ReleasesPolicy = { ...plainPolicy, branches: [{ ...plainBranch, name: branch, timezone: 'UTC' }] }

let database: TestDatabase | undefined
afterEach(() => database?.drop())

test('the second decision gives what the first has decided', async () => {
  database = await testDatabase()
  const { db, url } = database
  await DBOS.migrate(url)
  const deps: SubmitDeps = { db, clock: { now: () => new Date('2026-11-23T02:00:00Z') }, policy, plans: new Map() }
  const release = `${branch}_update20261123`
  await createRelease(deps, { branch, date: '20261123' }, { actor: systemActor, channel: 'system' })
  const order = { externalId: 'local:toy#I1/1', release, channel: 'forge' as const, actor: systemActor, source: null }
  await receive(deps, { ...order, text: '/help', at: deps.clock.now() })
  const delivery = await readDelivery(db, { externalId: order.externalId })
  if (!delivery) throw new Error('the delivery is not there')
  const prepared = parseCommands(delivery.text).map(command => ({
    command,
    facts: { issues: [], missing: [], needs: [] },
  }))
  const first = await submit(deps, delivery, prepared)
  expect(first).toMatchObject([{ command: '/help', accepted: true }])
  const failed = refuse('internal', text('坏了', 'It broke'))
  const second = await submit(
    deps,
    delivery,
    prepared.map(p => ({ ...p, failed })),
  )
  expect(second).toEqual(first)
  expect((await readDelivery(db, { id: delivery.id }))?.outcomes).toEqual(first)
})
