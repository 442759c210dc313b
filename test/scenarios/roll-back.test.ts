// A released update goes back step by step until nothing of it is left, and another one is as it was all the while.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TreeState } from '../../demo/tree.ts'
import { build, dropCves } from './goods.ts'
import { type House, openHouse } from './kit.ts'
import { createRelease, goTo, issueOf, issueShows, order, stands, viewOf } from './people.ts'
import { mails, objects, trees } from './seen.ts'

const BRANCH = 'Toy-1.0'
let house: House

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH] })
})
afterAll(() => house.close())

/** The packages of trees with what they are; their metadata has the time of its making. */
function rpmsIn(trees: TreeState): Record<string, unknown> {
  return Object.fromEntries([...trees].filter(([path]) => path.endsWith('.rpm')))
}

test('from released to an empty draft by /rollback alone, and forward again', async () => {
  await build(house, BRANCH, { name: 'dock', arch: 'noarch' })
  await dropCves(house, BRANCH, [{ cve: 'CVE-2026-10000', issue: 'I3NQ1A', sourcePackage: 'dock' }])
  const earlier = await createRelease(house, BRANCH, { date: '20261116' })
  await goTo(house, earlier, 'released')

  await build(house, BRANCH, { name: 'pier', version: '1.1', epoch: 1 })
  await dropCves(house, BRANCH, [{ cve: 'CVE-2026-10001', issue: 'I3NQ1B', sourcePackage: 'pier' }])
  const id = await createRelease(house, BRANCH, { date: '20261123' })
  const directories = ['update_20261118', 'update_20261125']
  const look = async () => ({
    trees: await trees(house, BRANCH, directories),
    objects: (await objects(house)).standing,
    earlier: await viewOf(house, earlier),
  })
  const before = await look()
  const draft = await viewOf(house, id)
  const draftIssue = await issueOf(house, id)

  const released = await goTo(house, id, 'released')
  const out = (await look()).trees
  expect(out).not.toEqual(before.trees)
  await issueShows(house, id, { state: 'closed', labels: ['update-release'] })
  expect(released.advisories).toMatchObject([{ id: 'Toy-SA-2026-1002', state: 'published' }])

  const steps = [
    { stage: 'announcing', open: ['start', 'cve', 'bugfix', 'status', 'test', 'check'], labels: ['update-release'] },
    {
      stage: 'reviewing',
      open: ['start', 'cve', 'bugfix', 'status', 'test'],
      labels: ['update-release-check', 'update-withdrawn'],
    },
    { stage: 'verifying', open: ['start', 'cve', 'bugfix'], labels: ['update-check-requires', 'update-withdrawn'] },
    { stage: 'scoping', open: ['start'], labels: ['update-check-pkg', 'update-withdrawn'] },
    { stage: 'draft', open: [], labels: ['update-withdrawn'] },
  ] as const
  for (const { stage, open, labels } of steps) {
    await order(house, 'mary', id, '/rollback')
    const view = await stands(house, id, stage)
    expect(view.gates.filter(g => g.state === 'open').map(g => g.name)).toEqual(open)
    expect(view.run).toMatchObject({ kind: 'undo', state: 'done' })
    await issueShows(house, id, { state: 'open', labels })
  }

  const after = await look()
  expect(after.trees).toEqual(before.trees)
  expect(after).toEqual(before)
  expect((await objects(house)).withdrawn).toEqual(['security/data/cvrf/2026/cvrf-Toy-SA-2026-1002.xml'])
  const back = await viewOf(house, id)
  expect(back).toMatchObject({ items: [], repositories: [], packageCounts: draft.packageCounts, withdrawn: true })
  expect(back.advisories).toMatchObject([{ id: 'Toy-SA-2026-1002', state: 'withdrawn' }])
  const sent = (await mails(house)).filter(m => m.subject.includes('update_20261125'))
  const handOver = sent.find(m => m.answers === null)
  expect(sent).toHaveLength(2)
  expect(handOver?.subject).toBe(`[转测] ${BRANCH} update_20261125`)
  expect(sent.find(m => m.answers === handOver?.id)?.subject).toBe(`[转测撤回] ${BRANCH} update_20261125`)
  const mark = '\n\n**本版本已撤回 / This release was withdrawn**'
  const issue = await issueOf(house, id)
  expect({ ...issue, body: issue.body.replace(mark, '') }).toEqual({ ...draftIssue, labels: ['update-withdrawn'] })

  const outcomes = await house.call(`/api/v1/releases/${id}/commands`, { as: 'mary', body: { text: '/rollback' } })
  expect(outcomes.json).toMatchObject({ type: '/problems/nothing-to-undo', status: 422 })

  // Forward again: the same packages come out, under the next number.
  const again = await goTo(house, id, 'released')
  expect(rpmsIn((await look()).trees)).toEqual(rpmsIn(out))
  expect(again.withdrawn).toBe(false)
  expect(again.advisories.map(a => [a.id, a.state])).toEqual([
    ['Toy-SA-2026-1002', 'withdrawn'],
    ['Toy-SA-2026-1003', 'published'],
  ])
  await issueShows(house, id, { state: 'closed', labels: ['update-release'] })
})
