// A release told at GitCode, where hooks name people by other ids than the API does: every hint is looked into.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { build, dropCves } from './goods.ts'
import { type House, openHouse } from './kit.ts'
import * as people from './people.ts'

const BRANCH = 'Toy-1.0'
let house: House

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH], forge: 'gitcode' })
  await dropCves(house, BRANCH, [{ cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage: 'pier' }])
  for (const name of ['pier', 'dock']) await build(house, BRANCH, { name, arch: 'noarch' })
})
afterAll(() => house.close())

test('goes from start to testing by comments, with a bugfix named by its repository', async () => {
  const hooks = house.forge.standIn?.hooks
  const id = await people.createRelease(house, BRANCH, { date: '20261110' })
  expect((await people.issuePlace(house, id)).id).toBe('1')
  const bug = await people.openIssue(house, 'dock', 'dock leaks')
  expect(bug).toBe('src-toy/dock#1')
  expect(await people.say(house, 'mary', id, '/start-update')).toContain('**Accepted**')
  await people.stands(house, id, 'scoping')
  expect(await people.say(house, 'gast', id, '/cve-ok')).toContain('is for')
  expect(await people.say(house, 'devi', id, `/add bugfix ${bug}`)).toContain('**Accepted**')
  expect(await people.say(house, 'sami', id, '/cve-ok')).toContain('**Accepted**')
  hooks?.lose('/bugfix-ok')
  await people.write(house, 'devi', id, '/bugfix-ok')
  await hooks?.settled()
  await people.sweep(house)
  await people.stands(house, id, 'testing')
  await people.issueShows(house, id, { state: 'open', labels: ['update-check-requires'] })
  expect((await people.viewOf(house, id)).items.map(i => [i.kind, i.issue])).toContainEqual(['bugfix', 'dock#1'])
})
