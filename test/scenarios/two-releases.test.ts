// Two updates one after the other, the first withdrawn: what a real dnf then sees, and what stands in the way of it.

import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, createClient } from '../../demo/client.ts'
import { build, dropCves, layBase } from './goods.ts'
import { ARCH, type House, openHouse } from './kit.ts'
import { createRelease, goTo, openIssue, order, say, stands, viewOf } from './people.ts'
import { objects, offered, updateRepository } from './seen.ts'

const BRANCH = 'Toy-1.0'
let house: House

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH], withBase: [BRANCH] })
  await layBase(house, BRANCH, [
    { name: 'dock', arch: 'noarch' },
    { name: 'pier' },
    { name: 'rope', arch: 'noarch', version: '0.9' },
  ])
})
afterAll(() => house.close())

/** Publishes an update of one package with a CVE, and of others with bugs. */
async function publish(date: string, packages: { cve: string; issue: string; sourcePackage: string; bugs?: string[] }) {
  const { bugs = [], ...vulnerability } = packages
  await dropCves(house, BRANCH, [vulnerability])
  const id = await createRelease(house, BRANCH, { date })
  await goTo(house, id, 'scoping')
  for (const bug of bugs)
    await order(house, 'devi', id, `/add bugfix ${await openIssue(house, bug, `${bug} is frayed`)}`)
  await goTo(house, id, 'released')
  return id
}

function user(name: string): Client {
  return createClient({
    folder: join(house.dir, 'users', name),
    arch: ARCH,
    base: [{ id: 'base', url: `file://${join(house.dir, 'base', BRANCH, ARCH)}` }],
    updates: [{ id: 'update', url: `${house.url}${updateRepository(BRANCH)}` }],
    wasAway: async () => false,
  })
}

async function versions(client: Client): Promise<string[]> {
  return (await client.installed()).map(p => `${p.name}-${p.version}`).sort()
}

// The tests below are one story, told in this order.
let first: string
let early: Client

test('both releases are offered', async () => {
  await build(house, BRANCH, { name: 'dock', version: '1.1', arch: 'noarch' })
  await build(house, BRANCH, { name: 'pier', version: '1.1' })
  await build(house, BRANCH, { name: 'rope', arch: 'noarch' })
  first = await publish('20261109', {
    cve: 'CVE-2026-10001',
    issue: 'I3NQ1A',
    sourcePackage: 'dock',
    bugs: ['rope'],
  })
  await publish('20261116', { cve: 'CVE-2026-10002', issue: 'I3NQ1B', sourcePackage: 'pier', bugs: ['rope'] })
  early = user('early')
  await early.installFromBase(['dock', 'pier', 'rope'])
  expect((await early.advisories()).map(a => a.id).sort()).toEqual(['Toy-SA-2026-1001', 'Toy-SA-2026-1002'])
})

test('the first withdrawn, users get the second as if it had always been alone', async () => {
  expect(await say(house, 'sami', first, '/withdraw')).toContain('**Accepted**')
  expect(await stands(house, first, 'reviewing')).toMatchObject({ withdrawn: true })

  // What both ship stays while one of them stands.
  expect(await offered(house, BRANCH)).toEqual([
    'pier-1.1-1.src.rpm',
    'pier-1.1-1.x86_64.rpm',
    'rope-1.0-1.noarch.rpm',
    'rope-1.0-1.src.rpm',
  ])
  expect(await early.advisories()).toMatchObject([{ id: 'Toy-SA-2026-1002', package: 'pier-1.1-1.x86_64' }])
  await early.upgradeByAdvisory(['Toy-SA-2026-1002'])
  expect(await versions(early)).toEqual(['dock-1.0', 'pier-1.1', 'rope-0.9'])
  const late = user('late')
  await late.install(['dock', 'pier', 'rope'])
  expect(await versions(late)).toEqual(['dock-1.0', 'pier-1.1', 'rope-1.0'])
})

test('the document of the first stays, marked withdrawn, and its number is not used again', async () => {
  expect((await objects(house)).withdrawn).toEqual(['security/data/cvrf/2026/cvrf-Toy-SA-2026-1001.xml'])
  const document = await house.call('/security/data/cvrf/2026/cvrf-Toy-SA-2026-1001.xml')
  expect(document).toMatchObject({ status: 200, text: expect.stringContaining('<Description>Withdrawn</Description>') })
  expect(await house.get('/api/v1/advisories/Toy-SA-2026-1001')).toMatchObject({ state: 'withdrawn' })

  await goTo(house, first, 'released')
  const again = (await viewOf(house, first)).advisories.map(a => [a.id, a.state])
  expect(again).toEqual([
    ['Toy-SA-2026-1001', 'withdrawn'],
    ['Toy-SA-2026-1003', 'published'],
  ])
})

test('what a third release needs is withdrawn only by one who insists', async () => {
  await build(house, BRANCH, { name: 'crane', arch: 'noarch', lines: ['Requires: dock >= 1.1'] })
  const third = await publish('20261123', { cve: 'CVE-2026-10003', issue: 'I3NQ1C', sourcePackage: 'crane' })
  expect((await viewOf(house, third)).advisories).toMatchObject([{ id: 'Toy-SA-2026-1004' }])
  await isHeldBack(first, third, '/withdraw')
  expect(await say(house, 'mary', first, '/rollback')).toContain('**Accepted**')
  await stands(house, first, 'announcing')
  await isHeldBack(first, third, '/rollback')
  expect(await say(house, 'mary', first, '/withdraw anyway')).toContain('**Accepted**')
  await stands(house, first, 'reviewing')
  expect(await offered(house, BRANCH)).not.toContain('dock-1.1-1.noarch.rpm')
  expect(await offered(house, BRANCH)).toContain('crane-1.0-1.noarch.rpm')
})

async function isHeldBack(id: string, by: string, command: '/withdraw' | '/rollback'): Promise<void> {
  const before = await viewOf(house, id)
  const refusal = await say(house, 'mary', id, command)
  expect(refusal).toContain('**Refused**: Published releases need what would go:')
  expect(refusal).toContain(`  - ${by}: crane-1.0-1.noarch needs dock >= 1.1, but there is only dock-1.0-1.noarch`)
  expect(refusal).toContain(`To go on all the same, comment ${command} anyway`)
  expect(await viewOf(house, id)).toEqual(before)
}
