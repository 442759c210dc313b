// Roles by teams of the forge: by permanent id, as last known while the forge is away.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/kit/database.ts'
import { ExternalError } from '../lib/errors.ts'
import { silentLog } from '../lib/log.ts'
import type { Forge, ForgeUser } from '../ports/index.ts'
import { actorOfForgeUser, type RolePolicy, refreshTeams, rolesOf } from './index.ts'

const BRANCH = 'D-1'
const roles: RolePolicy = {
  branches: { [BRANCH]: { developer: ['team:openeuler/kernel'], qa: ['sig-info:sig-info.yaml'], tester: ['tess'] } },
}
const ann = { id: '7', login: 'ann' }
const sig = 'maintainers: [{gitee_id: sam}]'
const away = new ExternalError({ system: 'gitee', operation: 'x', message: 'away', retryable: true })

let database: TestDatabase
let team: readonly ForgeUser[] | Error
let file: string | undefined
const warned: object[] = []

beforeEach(async () => {
  database = await testDatabase()
  team = [ann]
  file = sig
  warned.length = 0
})
afterEach(() => database.drop())

async function refresh(policy: RolePolicy = roles): Promise<void> {
  const forge = {
    async teamMembers(name: string) {
      expect(name).toBe('openeuler/kernel')
      if (team instanceof Error) throw team
      return team
    },
    async readFile(place: { repository: string; path: string }) {
      expect(place).toEqual({ repository: 'o/r', path: 'sig-info.yaml' })
      return file
    },
  } as unknown as Forge
  const log = { ...silentLog, warn: (fields: object) => warned.push(fields) }
  const clock = { now: () => new Date('2026-11-25T02:00:00Z') }
  const named = { roles: policy, forge: { name: 'gitee', repository: 'o/r' } }
  await refreshTeams({ db: database.db, clock, log, ports: { forge }, policy: named })
}

async function rolesFor(user: ForgeUser): Promise<string[]> {
  return await rolesOf(database.db, roles, await actorOfForgeUser(database.db, 'gitee', user), BRANCH)
}

test('a member has the role by the permanent id, under whatever login', async () => {
  await refresh()
  expect(await rolesFor(ann)).toEqual(['developer'])
  expect(await rolesFor({ ...ann, login: 'anna' })).toEqual(['developer'])
  expect(await rolesFor({ id: '8', login: 'ann' })).toEqual([])
  expect(await rolesFor({ id: '9', login: 'tess' })).toEqual(['tester'])
})

test('a login of a sig-info file means the account that bore it first', async () => {
  await refresh()
  expect(await rolesFor({ id: '1', login: 'sam' })).toEqual(['qa'])
  expect(await rolesFor({ id: '1', login: 'sammy' })).toEqual(['qa'])
  expect(await rolesFor({ id: '2', login: 'sam' })).toEqual([])
})

test('who leaves loses the role; a forge that is away, or a broken file, takes none', async () => {
  await refresh()
  team = away
  file = 'maintainers: ['
  await refresh()
  expect(warned).toMatchObject([{ team: 'team:openeuler/kernel' }, { team: 'sig-info:sig-info.yaml' }])
  expect(await rolesFor(ann)).toEqual(['developer'])
  expect(await rolesFor({ id: '1', login: 'sam' })).toEqual(['qa'])
  team = [{ id: '70', login: 'someone' }]
  file = 'maintainers: []'
  await refresh()
  expect(await rolesFor(ann)).toEqual([])
  expect(await rolesFor({ id: '1', login: 'sam' })).toEqual([])
})

test('a team that no list names any more is forgotten', async () => {
  await refresh()
  await refresh({ branches: {} })
  expect(await rolesFor(ann)).toEqual([])
})
