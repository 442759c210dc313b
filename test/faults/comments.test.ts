// Bad and unlucky comments at Gitee: a scope that changes while it is signed, deliveries in the wrong order, issues
// that are none. What is told elsewhere bears its number there (see numbers.test.ts).

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StandIn } from '../../world/gitee/index.ts'
import { dropCves } from '../scenarios/goods.ts'
import { type House, openHouse } from '../scenarios/kit.ts'
import * as people from '../scenarios/people.ts'

const BRANCH = 'Toy-1.0'
let house: House
let gitee: StandIn
let days = 9

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH], forge: 'gitee' })
  if (!house.forge.standIn) throw new Error('no stand-in')
  gitee = house.forge.standIn
  await dropCves(house, BRANCH, [{ cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage: 'pier' }])
})
afterAll(() => house.close())

async function scoped(): Promise<string> {
  days += 1
  const id = await people.createRelease(house, BRANCH, { date: `202611${days}` })
  await people.goTo(house, id, 'scoping')
  return id
}

test('§3b 2: a sign-off given while the scope is edited belongs to one revision of it', async () => {
  const id = await scoped()
  const first = await people.openIssue(house, 'pier', 'The pier creaks')
  const second = await people.openIssue(house, 'rope', 'The rope is short')
  await people.order(house, 'devi', id, `/add bugfix ${first}`)
  await Promise.all([
    people.order(house, 'devi', id, '/bugfix-ok'),
    people.order(house, 'mary', id, `/add bugfix ${second}`),
  ])
  const view = await people.viewOf(house, id)
  const gate = view.gates.find(g => g.name === 'bugfix')
  // Signed before the change, it is asked for again; signed after it, it is that of the scope as it is now.
  const seen = gate?.signOffs.map(s => s.revision) ?? []
  expect([[], [view.scopeRevision]]).toContainEqual(seen)
  expect(gate?.state).toBe(seen.length === 0 ? 'waiting' : 'open')
  await people.order(house, 'devi', id, '/bugfix-not-ok').catch(() => undefined)
  await people.order(house, 'devi', id, '/bugfix-ok')
  await people.order(house, 'devi', id, `/delete bugfix ${second}`)
  expect((await people.viewOf(house, id)).gates.find(g => g.name === 'bugfix')?.state).toBe('waiting')
})

test('§3b 4: of deliveries in the wrong order each acts once, and the one that came first is decided first', async () => {
  const id = await scoped()
  await gitee.hooks.settled()
  const from = gitee.hooks.deliveries.length
  gitee.hooks.lose('note_hooks')
  await people.write(house, 'sami', id, '/cve-ok')
  await people.write(house, 'sami', id, '/cve-not-ok')
  await gitee.hooks.settled()
  gitee.hooks.lose(undefined)
  const told = gitee.hooks.deliveries.slice(from).filter(d => d.body.includes('"body":"/cve-'))
  expect(told).toHaveLength(2)
  for (const { headers, body } of [...told].reverse()) {
    const all = { 'content-type': 'application/json', ...headers }
    expect((await fetch(`${house.url}/hooks/gitee`, { method: 'POST', headers: all, body })).status).toBe(202)
  }
  await expect.poll(() => people.answersTo(house, id, 'sami').then(a => a.length), { timeout: 30_000 }).toBe(2)
  expect(await people.answersTo(house, id, 'sami')).toMatchObject([
    expect.stringMatching(/`\/cve-not-ok` \*\*Refused/),
    expect.stringMatching(/`\/cve-ok` \*\*Accepted/),
  ])
})

test('§3b 12: an issue that is not there, of another repository, closed, named twice, or the release’s own', async () => {
  const id = await scoped()
  const { id: own } = await people.issuePlace(house, id)
  const bug = await people.openIssue(house, 'pier', 'The pier sways')
  const before = await people.viewOf(house, id)
  for (const [word, because] of [
    ['IZZZZZ', 'There is no issue'],
    [`rope#${bug}`, 'There is no issue'],
    [own, 'the issue of this release'],
    [`${bug} IZZZZZ`, 'There is no issue'],
  ]) {
    expect(await people.say(house, 'devi', id, `/add bugfix ${word}`)).toMatch(new RegExp(`Refused.*${because}`))
  }
  expect((await people.viewOf(house, id)).items).toEqual(before.items)

  gitee.person('devi').editIssue({ repository: 'src-toy/pier', id: bug }, { state: 'closed' })
  expect(await people.say(house, 'devi', id, `/add bugfix ${bug} ${bug} pier#${bug}`)).toContain('**Accepted**')
  const { items } = await people.viewOf(house, id)
  expect(items.filter(i => i.kind === 'bugfix')).toMatchObject([{ issue: bug, status: 'closed' }])
  expect(await people.say(house, 'devi', id, `/add bugfix ${bug}`)).toMatch(/Refused.*Already in the list/)
})
