// A roll-back that cannot go on holds its own release for a person, and nobody else.

import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build, dropCves } from './goods.ts'
import { type House, openHouse } from './kit.ts'
import { createRelease, ended, goTo, issueShows, order, say, stands, viewOf } from './people.ts'
import { trees } from './seen.ts'

const [BROKEN, SOUND] = ['Toy-1.0', 'Toy-2.0'] as const
let house: House

beforeAll(async () => {
  house = await openHouse({ branches: [BROKEN, SOUND] })
  for (const branch of [BROKEN, SOUND]) {
    await build(house, branch, { name: 'pier', arch: 'noarch' })
    await dropCves(house, branch, [{ cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage: 'pier' }])
  }
})
afterAll(() => house.close())

test('a tree that cannot be written holds the roll-back of its release until it is mended', async () => {
  const id = await createRelease(house, BROKEN, { date: '20261123' })
  await goTo(house, id, 'testing')
  await order(house, 'mary', id, '/rollback')
  await stands(house, id, 'verifying')

  // A file where the tree keeps its workspaces: no version can be made, whoever the server runs as.
  const work = join(house.dir, 'repositories', 'trees', 'test', BROKEN, 'work')
  await rename(work, `${work}.aside`)
  await writeFile(work, '')
  expect(await testPackages(BROKEN)).toEqual(['pier-1.0-1.noarch.rpm', 'pier-1.0-1.src.rpm'])
  await order(house, 'mary', id, '/rollback')
  const stuck = await ended(house, id, 'undo', 'stuck')
  expect(stuck).toMatchObject({ stage: 'verifying', stuck: true })
  expect(stuck.run?.reason?.en).toMatch(/^Undoing the step ".*test.*" failed, a person must look: .*EEXIST/)

  // Everything that would build on it waits, and says why.
  for (const [who, command] of [
    ['devi', '/get-requires'],
    ['sami', '/cve-not-ok'],
    ['devi', '/delete cve I3NQ1A'],
  ] as const) {
    const answer = await house.call(`/api/v1/releases/${id}/commands`, { as: who, body: { text: command } })
    expect(answer.json).toMatchObject({ type: '/problems/stuck', status: 409 })
  }
  expect(await say(house, 'gast', id, '/status')).toContain('A roll-back is stuck: a person must look')
  const held = await viewOf(house, id)
  expect(held.runs).toHaveLength(stuck.runs.length)

  // The other branch goes its way meanwhile.
  const other = await createRelease(house, SOUND, { date: '20261123' })
  await goTo(house, other, 'released')
  expect(await viewOf(house, id)).toEqual(held)

  await rm(work)
  await rename(`${work}.aside`, work)
  await order(house, 'mary', id, '/rollback')
  const mended = await stands(house, id, 'scoping')
  expect(mended).toMatchObject({ stuck: false, repositories: [] })
  expect(await testPackages(BROKEN)).toEqual([])
  await issueShows(house, id, { labels: ['update-check-pkg'] })
  await goTo(house, id, 'testing')
})

/** What the test directory of the release offers. */
async function testPackages(branch: string): Promise<string[]> {
  const paths = [...(await trees(house, branch, ['update_20261125'])).keys()]
  return paths.filter(path => path.endsWith('.rpm')).map(path => path.split('/').at(-1) ?? '')
}
