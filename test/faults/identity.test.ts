// Who somebody is, when it changes at a bad moment or is told at a wrong place. What is told elsewhere bears its number
// there (see numbers.test.ts).

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dropCves } from '../scenarios/goods.ts'
import { type House, openHouse } from '../scenarios/kit.ts'
import * as people from '../scenarios/people.ts'

const BRANCH = 'Toy-1.0'
let house: House
let id: string

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH] })
  await dropCves(house, BRANCH, [{ cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage: 'pier' }])
  id = await people.createRelease(house, BRANCH)
  await people.goTo(house, id, 'scoping')
})
afterAll(() => house.close())

test('§3b 20: a role that is taken away before the command is decided does not count', async () => {
  const grants = sql`select 1 from accounts.role_grant where account = (select id from accounts.account where name = 'sami')`
  expect((await grants.execute(house.db)).rows).toHaveLength(1)
  await house.db.transaction().execute(async tx => {
    await sql`select id from releases.release where id = ${id} for no key update`.execute(tx)
    await people.write(house, 'sami', id, '/cve-ok')
    await sql`delete from accounts.role_grant where account = (select id from accounts.account where name = 'sami')`.execute(
      house.db,
    )
  })
  const answers = async () => (await people.botComments(house, id)).filter(body => body.includes('@sami\n'))
  await expect
    .poll(answers, { timeout: 30_000 })
    .toMatchObject([expect.stringMatching(/`\/cve-ok` \*\*Refused.*is for/)])
  expect((await people.viewOf(house, id)).gates.find(g => g.name === 'cve')?.signOffs).toEqual([])
})

test('§3b 24: a token in an address makes nobody, and is said to nobody', async () => {
  const before = await people.everythingAbout(house, id)
  const path = `/api/v1/releases/${id}/commands`
  for (const name of ['token', 'access_token', 'authorization']) {
    const query = `?${name}=${house.tokens.mary}`
    const answer = await house.call(`${path}${query}`, { body: { text: '/start-update' } })
    expect(answer.status).toBe(401)
    expect(answer.text).not.toContain(house.tokens.mary)
  }
  expect(await people.everythingAbout(house, id)).toEqual(before)
})
