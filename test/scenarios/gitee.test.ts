// A release told at Gitee: comments arrive by web hook, some get lost, the forge is away for a while, people change
// their names. Numbers are those of the list of faults.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StandIn } from '../../world/gitee/index.ts'
import { until } from '../kit/until.ts'
import { build, dropCves } from './goods.ts'
import { FORGE, type House, openHouse } from './kit.ts'
import * as people from './people.ts'

const BRANCH = 'Toy-1.0'
let house: House
let gitee: StandIn
let days = 9

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH], forge: 'gitee' })
  if (!house.forge.standIn) throw new Error('no stand-in')
  gitee = house.forge.standIn
  await dropCves(house, BRANCH, [{ cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage: 'pier' }])
  await build(house, BRANCH, { name: 'pier', arch: 'noarch' })
})
afterAll(() => house.close())

function newRelease(): Promise<string> {
  days += 1
  return people.createRelease(house, BRANCH, { date: `202611${days}` })
}

async function openGates(id: string): Promise<string[]> {
  const { gates } = await people.viewOf(house, id)
  return gates.filter(g => g.state === 'open').map(g => g.name)
}

/** How the deliveries that hold a text were answered. */
function statusesOf(text: string): (number | null)[] {
  return gitee.hooks.deliveries.filter(d => d.body.includes(text)).map(d => d.status)
}

/** Posts a delivery as somebody else would. */
async function deliver(headers: Record<string, string>, body: string): Promise<number> {
  const all = { 'content-type': 'application/json', ...headers }
  return (await fetch(`${house.url}/hooks/gitee`, { method: 'POST', headers: all, body })).status
}

test('goes from start to testing by comments: one delivery lost, all others doubled, the forge away for a while', async () => {
  const id = await newRelease()
  const at = await people.issuePlace(house, id)
  expect(at).toMatchObject({ repository: FORGE, id: expect.stringMatching(/^I[0-9A-Z]{5}$/) })
  gitee.hooks.repeat(2)

  expect(await people.say(house, 'mary', id, '/start-update')).toContain('**Accepted**')
  await people.stands(house, id, 'scoping')
  await people.issueShows(house, id, { body: expect.stringContaining('修复CVE 1个'), labels: ['update-check-pkg'] })

  gitee.hooks.lose('/cve-ok')
  await people.write(house, 'sami', id, '/cve-ok')
  await gitee.hooks.settled()
  expect(statusesOf('"/cve-ok"')).toEqual([null, null])
  gitee.hooks.lose(undefined)
  await people.sweep(house)
  await expect.poll(() => openGates(id), { timeout: 20_000 }).toEqual(['start', 'cve'])

  gitee.faults.fail('error')
  await people.write(house, 'devi', id, '/bugfix-ok')
  await gitee.hooks.settled()
  // Taken although the forge is away, and decided when it is back.
  expect(statusesOf('"/bugfix-ok"')).toEqual([202, 202])
  const before = gitee.seen.length
  await until(() => gitee.seen.length > before)
  expect(await openGates(id)).toEqual(['start', 'cve'])
  gitee.faults.mend()
  await people.stands(house, id, 'testing')

  await people.issueShows(house, id, { body: expect.stringContaining('# 2、测试repo源') })
  await people.calm(house)
  for (const login of ['mary', 'sami', 'devi']) expect(await people.answersTo(house, id, login)).toHaveLength(1)
  const acted = (await house.log()).filter(l => l.subject === `release/${id}` && l.channel === 'forge')
  expect(acted.map(l => [l.actor, l.action])).toEqual([
    ['mary', 'start-update'],
    ['sami', 'cve-ok'],
    ['devi', 'bugfix-ok'],
  ])
  expect(gitee.seen.filter(s => s.url.includes(gitee.person('slipway-bot').user.token))).toEqual([])
  gitee.hooks.repeat(1)
})

test('§3b 19: an account keeps its roles under a new login, and nobody gains by the old one', async () => {
  const id = await newRelease()
  await people.goTo(house, id, 'scoping')
  const tess = gitee.person('tess').user
  expect(await people.say(house, 'tess', id, '/status')).toContain('**Accepted**')
  tess.login = 'tess-of-old'
  const place = await people.issuePlace(house, id)
  gitee.memory.register('tess')
  gitee.person('tess').comment(place, '/test-not-ok')
  gitee.person('tess-of-old').comment(place, '/test-not-ok')
  await expect.poll(() => people.answersTo(house, id, 'tess').then(a => a.length), { timeout: 30_000 }).toBe(2)
  await expect.poll(() => people.answersTo(house, id, 'tess-of-old').then(a => a.length), { timeout: 30_000 }).toBe(1)
  const [, stranger = ''] = await people.answersTo(house, id, 'tess')
  const [herself = ''] = await people.answersTo(house, id, 'tess-of-old')
  expect(stranger).toMatch(/Refused.*is for/)
  // The stage is wrong, the role is right.
  expect(herself).toMatch(/Refused.*stage/)
  expect(herself).not.toContain('is for')
})

test('§3b 14: a delivery that lies about the author of a comment gives nobody a role', async () => {
  const id = await newRelease()
  await people.goTo(house, id, 'scoping')
  await people.say(house, 'sami', id, '/status')
  const genuine = gitee.hooks.deliveries.find(d => d.body.includes('/status') && d.body.includes('"login":"sami"'))
  gitee.hooks.lose('/cve-ok')
  const comment = await people.write(house, 'gast', id, '/cve-ok')
  await gitee.hooks.settled()
  gitee.hooks.lose(undefined)
  const told = JSON.parse(genuine?.body ?? '{}') as { comment: { id: number; body: string } }
  const lie = { ...told, comment: { ...told.comment, id: Number(comment.id), body: '/cve-ok' } }
  expect(await deliver({ ...genuine?.headers }, JSON.stringify(lie))).toBe(202)
  await expect
    .poll(() => people.answersTo(house, id, 'gast'), { timeout: 30_000 })
    .toMatchObject([expect.stringMatching(/Refused.*is for/)])
  expect(await openGates(id)).toEqual(['start'])
})

test('§3b 25, 26: a delivery without a right signature is refused, and changes nothing', async () => {
  const id = await newRelease()
  await people.goTo(house, id, 'scoping')
  await people.say(house, 'sami', id, '/status')
  const genuine = gitee.hooks.deliveries.at(-1)
  const { 'x-gitee-token': _, ...unsigned } = genuine?.headers ?? {}
  const before = await people.everythingAbout(house, id)
  expect(await deliver(unsigned, genuine?.body ?? '')).toBe(401)
  expect(await deliver({ ...unsigned, 'x-gitee-token': 'guess' }, genuine?.body ?? '')).toBe(401)
  expect(await people.everythingAbout(house, id)).toEqual(before)
})
