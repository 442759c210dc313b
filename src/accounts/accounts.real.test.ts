import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../test/kit/database.ts'
import { testDatabase } from '../../test/kit/database.ts'
import type { Actor, RolePolicy } from './index.ts'
import {
  actFor,
  actorOfForgeUser,
  authenticate,
  createPerson,
  createToken,
  ensureService,
  findAccount,
  grantOnBehalf,
  grantRoles,
  listTokens,
  readLog,
  revokeToken,
  rolesOf,
} from './index.ts'

const branch = 'openEuler-24.03-LTS'
const policy: RolePolicy = { branches: { [branch]: { tester: ['alice', 'erin', 'frank', 'gina'] } } }

let kit: TestDatabase
beforeAll(async () => {
  kit = await testDatabase()
})
afterAll(() => kit.drop())

function seen(id: string, login: string, forge = 'local'): Promise<Actor> {
  return actorOfForgeUser(kit.db, forge, { id, login })
}

function rolesHere(actor: Actor) {
  return rolesOf(kit.db, policy, actor, branch)
}

describe('forge users', () => {
  test('are one account however often they come, also at the same moment', async () => {
    const actors = await Promise.all([seen('7', 'dora'), seen('7', 'dora'), seen('7', 'dora')])
    expect(new Set(actors.map(a => a.account)).size).toBe(1)
    expect(actors[0]).toMatchObject({ name: 'dora', kind: 'person' })
    expect(await seen('7', 'dora', 'gitee')).not.toEqual(actors[0])
  })

  test('§3b 19: keep their roles when renamed, and who takes the login over gets none', async () => {
    const alice = await seen('1', 'alice')
    expect(await rolesHere(alice)).toEqual(['tester'])

    const renamed = await seen('1', 'alice-moved')
    expect(renamed).toMatchObject({ account: alice.account, name: alice.name, login: 'alice-moved' })
    expect(await rolesHere(renamed)).toEqual(['tester'])

    const mallory = await seen('666', 'alice')
    expect(mallory.account).not.toBe(alice.account)
    expect(await rolesHere(mallory)).toEqual([])
    expect(await rolesHere(renamed)).toEqual(['tester'])
  })

  test('§3b 16, 23: gain nothing by a look-alike, a longer or a shorter login', async () => {
    for (const [id, login] of [
      ['21', 'аlice'],
      ['22', 'alice2'],
      ['23', 'lice'],
      ['24', 'ALICE'],
    ] as const) {
      expect(await rolesHere(await seen(id, login))).toEqual([])
    }
  })

  test('cannot take a role by renaming themselves to a login that is reserved', async () => {
    const erin = await createPerson(kit.db, { name: 'Erin', forgeLogins: ['erin'] })
    const mallory = await seen('667', 'mallory')
    expect((await seen('667', 'erin')).account).toBe(mallory.account)
    expect(await rolesHere(mallory)).toEqual([])
    expect(await rolesHere(erin)).toEqual(['tester'])
    expect((await seen('31', 'erin')).account).toBe(erin.account)
  })

  test('a bare login on two forges means nobody', async () => {
    const here = await seen('41', 'frank')
    expect(await rolesHere(here)).toEqual(['tester'])
    const there = await seen('41', 'frank', 'gitcode')
    expect(await rolesHere(there)).toEqual([])
    expect(await rolesHere(here)).toEqual([])
  })
})

describe('acting for people', () => {
  test('§3b 18: is for services granted it, by the roles of the person', async () => {
    const ci = await ensureService(kit.db, { name: 'jenkins' })
    const uma = await seen('71', 'uma', 'gitee')
    await grantRoles(kit.db, { account: uma.account, roles: ['developer'] })
    await grantRoles(kit.db, { account: ci.account, roles: ['admin'] })
    const forUma = { login: 'uma', branch }
    expect(await actFor(kit.db, ci, forUma)).toMatchObject({ code: 'not-on-behalf' })
    expect(await actFor(kit.db, uma, { ...forUma, login: 'jenkins' })).toMatchObject({ code: 'not-on-behalf' })
    await grantOnBehalf(kit.db, { account: ci.account, branches: [branch] })
    expect(await rolesHere(ci)).toEqual(['admin'])
    const actor = await actFor(kit.db, ci, forUma)
    expect(actor).toEqual({ ...ci, onBehalfOf: { account: uma.account, name: 'uma', login: 'uma' } })
    expect(await rolesHere(actor as Actor)).toEqual(['developer'])
    expect(await rolesHere({ ...(actor as Actor), limits: { roles: ['tester'] } })).toEqual([])
    expect(await actFor(kit.db, ci, { ...forUma, branch: 'other' })).toMatchObject({ code: 'not-on-behalf' })
    const elsewhere = { ...ci, limits: { branches: ['other'] } }
    expect(await actFor(kit.db, elsewhere, forUma)).toMatchObject({ code: 'not-on-behalf' })
  })

  test('means whoever bears the login now, and one of them', async () => {
    const ci = await ensureService(kit.db, { name: 'jenkins' })
    await grantOnBehalf(kit.db, { account: ci.account })
    const whose = async (login: string) => {
      const actor = await actFor(kit.db, ci, { login, branch })
      return 'refused' in actor ? actor.code : (actor.onBehalfOf?.account ?? 'itself')
    }
    expect(await whose('nobody')).toBe('no-such-person')
    expect(await whose('jenkins')).toBe('itself')
    const vera = await seen('81', 'vera', 'gitee')
    await seen('81', 'vera-moved', 'gitee')
    expect(await whose('vera')).toBe('no-such-person')
    expect(await whose('vera-moved')).toBe(vera.account)
    const taker = await seen('82', 'vera', 'gitee')
    expect(await whose('vera')).toBe(taker.account)
    const other = await seen('83', 'vera', 'gitcode')
    expect(await whose('vera')).toBe('ambiguous-person')
    expect(await whose('gitcode:vera')).toBe(other.account)
    const wen = await createPerson(kit.db, { name: '文 Wen', forgeLogins: ['wen'] })
    expect(await whose('wen')).toBe(wen.account)
  })

  test('is nothing one may do to act as oneself', async () => {
    const xia = await seen('91', 'xia')
    expect(await actFor(kit.db, xia, { login: 'xia', branch })).toEqual(xia)
    expect(await actFor(kit.db, xia, { login: 'local:xia', branch })).toEqual(xia)
  })
})

describe('people and services', () => {
  test('a person seen before is adopted with account and roles', async () => {
    const first = await seen('51', 'gina')
    const gina = await createPerson(kit.db, { name: '吉娜 Gina', forgeLogins: ['local:gina'] })
    expect(gina).toEqual({ account: first.account, name: '吉娜 Gina', kind: 'person' })
    expect(await findAccount(kit.db, { kind: 'person', name: '吉娜 Gina' })).toEqual(gina)
    expect(await rolesHere(await seen('51', 'gina'))).toEqual(['tester'])
  })

  test.each([
    ['a taken name', { name: 'Hugo' }, 'name-taken'],
    ['a taken login', { name: 'Other', forgeLogins: ['hugo'] }, 'login-taken'],
    ['a malformed login', { name: 'Other', forgeLogins: ['hu go'] }, 'invalid-name'],
    ['a control character', { name: 'Hu\ngo' }, 'invalid-name'],
    ['a text direction mark', { name: 'Hu\u202Ego' }, 'invalid-name'],
    ['an empty name', { name: '' }, 'invalid-name'],
  ])('%s is refused and changes nothing', async (_, person, code) => {
    await createPerson(kit.db, { name: 'Hugo', forgeLogins: ['hugo'] }).catch(() => undefined)
    const before = await readLog(kit.db, { limit: 1000 })
    await expect(createPerson(kit.db, person)).rejects.toMatchObject({ refusal: { code } })
    expect(await readLog(kit.db, { limit: 1000 })).toEqual(before)
  })

  test('a service is made once and granted by branch', async () => {
    const ci = await ensureService(kit.db, { name: 'ci' })
    expect(await ensureService(kit.db, { name: 'ci' })).toEqual(ci)
    await grantRoles(kit.db, { account: ci.account, roles: ['developer'], branches: [branch] })
    await grantRoles(kit.db, { account: ci.account, roles: ['developer', 'qa'] })
    await grantRoles(kit.db, { account: ci.account, roles: ['developer', 'qa'] })
    expect(await rolesHere(ci)).toEqual(['developer', 'qa'])
    expect(await rolesOf(kit.db, policy, ci, 'another')).toEqual(['developer', 'qa'])
    const log = await readLog(kit.db, { subject: `account/${ci.account}`, limit: 10 })
    expect(log.map(l => l.action)).toEqual(['create-service', 'grant-roles', 'grant-roles'])
    await expect(findAccount(kit.db, { kind: 'person', name: 'ci' })).rejects.toMatchObject({
      refusal: { code: 'unknown-account' },
    })
  })
})

describe('tokens', () => {
  test('name their account; only the hash is stored; a revoked one is nobody', async () => {
    const bot = await ensureService(kit.db, { name: 'bot' })
    const { id, token } = await createToken(kit.db, { account: bot.account, note: 'for the portal' })
    expect(token).toMatch(/^slw_[\w-]{43}$/)
    expect(await authenticate(kit.db, token)).toEqual({ actor: bot, token: id })

    const rows = await kit.db.selectFrom('accounts.token').selectAll().where('account', '=', bot.account).execute()
    const log = await readLog(kit.db, { limit: 1000 })
    expect(JSON.stringify([rows, log])).not.toContain(token.slice(4))
    expect(rows[0]?.hash).toHaveLength(32)

    await revokeToken(kit.db, id)
    expect(await authenticate(kit.db, token)).toBeUndefined()
    expect(await listTokens(kit.db, bot.account)).toMatchObject([{ id, revokedAt: expect.any(Date) }])
    await expect(revokeToken(kit.db, id)).rejects.toMatchObject({ refusal: { code: 'unknown-token' } })
  })

  test('that are malformed or unknown are nobody', async () => {
    const stranger = `slw_${'A'.repeat(43)}`
    for (const bearer of ['', 'slw_', stranger, `${stranger}A`, `${stranger}\n`, "slw_' or 1=1", stranger.slice(4)]) {
      expect(await authenticate(kit.db, bearer)).toBeUndefined()
    }
  })

  test('limited to a branch or a role act there alone', async () => {
    const bot = await ensureService(kit.db, { name: 'limited' })
    await grantRoles(kit.db, { account: bot.account, roles: ['tester', 'qa'] })
    const limits = { branches: [branch], roles: ['qa', 'admin'] as const }
    const { token } = await createToken(kit.db, { account: bot.account, note: 'one branch', limits })
    const principal = await authenticate(kit.db, token)
    if (!principal) throw new Error('the token is not known')
    expect(await rolesHere(principal.actor)).toEqual(['qa'])
    expect(await rolesOf(kit.db, policy, principal.actor, 'another')).toEqual([])
    const stored = JSON.parse(JSON.stringify(principal.actor)) as Actor
    expect(await rolesOf(kit.db, policy, stored, 'another')).toEqual([])
  })
})
