// A forge on its bad days: what people say meanwhile is not lost, acts once and is answered once when it is back; until
// then the release says what it waits for.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Fault } from '../../world/gitee/faults.ts'
import type { StandIn } from '../../world/gitee/index.ts'
import { dropCves } from '../scenarios/goods.ts'
import { type House, openHouse } from '../scenarios/kit.ts'
import * as people from '../scenarios/people.ts'

const BRANCH = 'Toy-1.0'
const PATIENCE = { timeout: 60_000, interval: 100 }
let house: House
let gitee: StandIn
let id: string
let isSigned = false

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH], forge: 'gitee' })
  if (!house.forge.standIn) throw new Error('no stand-in')
  gitee = house.forge.standIn
  await dropCves(house, BRANCH, [{ cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage: 'pier' }])
  id = await people.createRelease(house, BRANCH)
  await people.goTo(house, id, 'scoping')
  await people.calm(house)
})
afterAll(() => house.close())

async function isCveSigned(): Promise<boolean> {
  const { gates } = await people.viewOf(house, id)
  return (gates.find(g => g.name === 'cve')?.signOffs.length ?? 0) > 0
}

async function answers(): Promise<number> {
  return (await people.botComments(house, id)).filter(body => body.includes('@sami\n')).length
}

async function acted(): Promise<number> {
  return (await house.log()).filter(l => l.subject === `release/${id}` && l.actor === 'sami').length
}

async function trouble(): Promise<object | null> {
  return (await people.viewOf(house, id)).trouble
}

const days: readonly (readonly [Fault, RegExp])[] = [
  ['error', /500/],
  ['busy', /429/],
  ['html', /no JSON/],
  ['half', /gitee/],
  ['lost', /gitee/],
]

test.each(days)(
  'a command given while the forge answers with “%s” waits for it, and acts once',
  async (fault, says) => {
    const before = { answers: await answers(), acted: await acted() }
    gitee.faults.fail(fault)
    await people.write(house, 'sami', id, isSigned ? '/cve-not-ok' : '/cve-ok')
    await gitee.hooks.settled()
    await expect.poll(trouble, PATIENCE).toMatchObject({
      system: 'gitee',
      operation: expect.any(String),
      message: { zh: expect.stringMatching(says), en: expect.stringMatching(says) },
    })
    expect(await isCveSigned()).toBe(isSigned)
    gitee.faults.mend()
    isSigned = !isSigned
    await expect.poll(isCveSigned, PATIENCE).toBe(isSigned)
    await expect.poll(trouble, PATIENCE).toBeNull()
    await people.calm(house)
    expect({ answers: await answers(), acted: await acted() }).toEqual({
      answers: before.answers + 1,
      acted: before.acted + 1,
    })
  },
)

test.each(days)('an answer whose writing ends with “%s” is written once', async fault => {
  const before = await answers()
  gitee.faults.fail(fault, { method: 'POST' })
  await people.write(house, 'sami', id, '/status')
  const seen = gitee.seen.length
  await expect.poll(() => gitee.seen.slice(seen).filter(s => s.method === 'POST').length, PATIENCE).toBeGreaterThan(0)
  gitee.faults.mend()
  await expect.poll(answers, PATIENCE).toBe(before + 1)
  await people.calm(house)
  await people.sweep(house)
  await people.calm(house)
  expect(await answers()).toBe(before + 1)
  expect(await trouble()).toBeNull()
})
