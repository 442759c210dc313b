import { afterEach, beforeEach, expect, test } from 'vitest'
import { testPlatformContract } from '../../../test/contracts/test-platform.ts'
import { type TestDatabase, testDatabase } from '../../../test/kit/database.ts'
import { createLocalTestPlatform } from './test-platform.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.drop())

let now = new Date('2026-11-25T02:00:00Z')
const open = () => createLocalTestPlatform({ db: database.db, clock: { now: () => now } })

testPlatformContract('local', async () => {
  const platform = open()
  return { platform, seen: () => platform.listMilestones() }
})

test('a milestone keeps its request and the time of its last change', async () => {
  const platform = open()
  const request = {
    name: 'openEuler 24.03-LTS update_20261125',
    product: 'openEuler',
    version: '24.03-LTS',
    packages: ['zlib', 'a"b,{c}'],
    baseUpdateUrl: 'https://r.example/base/',
    epolUpdateUrl: 'https://r.example/epol/',
  }
  const createdAt = now
  await platform.createMilestone(request)
  now = new Date('2026-11-26T02:00:00Z')
  await platform.createMilestone(request)
  expect(await platform.listMilestones()).toEqual([{ ...request, status: 'open', createdAt, updatedAt: createdAt }])
  await platform.withdrawMilestone(request.name)
  const { epolUpdateUrl: _, ...base } = request
  expect(await platform.listMilestones()).toEqual([{ ...request, status: 'withdrawn', createdAt, updatedAt: now }])
  await platform.createMilestone(base)
  expect(await platform.listMilestones()).toEqual([{ ...base, status: 'open', createdAt, updatedAt: now }])
})
