import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { slipway } from '../../../test/kit/cli.ts'
import { type TestDatabase, testDatabase } from '../../../test/kit/database.ts'
import { actFor, authenticate, createPerson, readLog, rolesOf } from '../../accounts/index.ts'

const branch = 'openEuler-24.03-LTS'
const nobody = { branches: {} }

let kit: TestDatabase
let env: Record<string, string>

beforeAll(async () => {
  kit = await testDatabase()
  env = { DATABASE_URL: kit.url }
})
afterAll(() => kit.drop())

async function rolesBy(token: string, on: string) {
  const principal = await authenticate(kit.db, token)
  return principal && (await rolesOf(kit.db, nobody, principal.actor, on))
}

function call(line: string) {
  return slipway(line.split(' '), { env })
}

describe('slipway token create --name', () => {
  test('makes the service, grants it the roles on every branch, and prints the token as its last line', async () => {
    const { code, out, err } = await call('token create --name portal --role tester --role qa,tc')
    expect([code, out]).toEqual([0, expect.stringMatching(/^slw_[\w-]{43}\n$/)])
    expect(err).toContain('Roles: tester, qa, tc; branches: all')
    expect(await rolesBy(out.trim(), branch)).toEqual(['tester', 'tc', 'qa'])
    expect((await authenticate(kit.db, out.trim()))?.actor).toMatchObject({ name: 'portal', kind: 'service' })
  })

  test('adds to the service that exists, on the branches named', async () => {
    const first = await call(`token create --name ci --role developer --branch ${branch} other`)
    const second = await call('token create --name ci --role tester')
    for (const { out } of [first, second]) {
      expect(await rolesBy(out.trim(), branch)).toEqual(['developer', 'tester'])
      expect(await rolesBy(out.trim(), 'third')).toEqual(['tester'])
    }
    expect(first.out).not.toBe(second.out)
  })

  test('lets the service act for people on the branches named, without a role of its own', async () => {
    await createPerson(kit.db, { name: 'ruebb', forgeLogins: ['ruebb'] })
    const { out, err } = await call(`token create --name jenkins --on-behalf --branch ${branch}`)
    expect(err).toContain(`May act for people; branches: ${branch}`)
    const actor = (await authenticate(kit.db, out.trim()))?.actor
    if (!actor) throw new Error('no such token')
    expect(await rolesOf(kit.db, nobody, actor, branch)).toEqual([])
    expect(await actFor(kit.db, actor, { login: 'ruebb', branch })).toMatchObject({ onBehalfOf: { name: 'ruebb' } })
    expect(await actFor(kit.db, actor, { login: 'ruebb', branch: 'other' })).toMatchObject({ code: 'not-on-behalf' })
  })

  test('with an unknown role changes nothing', async () => {
    const before = await readLog(kit.db, { limit: 1000 })
    const { code, out, err } = await call('token create --name nobody --role tester --role root')
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('Unknown role: root')
    expect(err).toContain('version-manager, developer, security, tester, tc, release, qa, admin')
    expect(await readLog(kit.db, { limit: 1000 })).toEqual(before)
  })

  test('with a name that cannot be is refused', async () => {
    expect((await slipway(['token', 'create', '--name', 'a\nb'], { env })).code).toBe(3)
  })
})

describe('slipway user create', () => {
  test('makes a person with roles; the token of one may be limited', async () => {
    const made = await slipway(
      ['user', 'create', '--name', 'Alice 爱丽丝', '--forge-login', 'alice', '--role', 'security', 'tester', '--json'],
      { env },
    )
    expect(JSON.parse(made.out)).toMatchObject({ name: 'Alice 爱丽丝', kind: 'person', roles: ['security', 'tester'] })
    const whole = await slipway(['token', 'create', '--user', 'Alice 爱丽丝'], { env })
    const part = await slipway(['token', 'create', '--user', 'Alice 爱丽丝', '--role', 'tester', '--branch', branch], {
      env,
    })
    expect(await rolesBy(whole.out.trim(), 'any')).toEqual(['security', 'tester'])
    expect(await rolesBy(part.out.trim(), branch)).toEqual(['tester'])
    expect(await rolesBy(part.out.trim(), 'any')).toEqual([])
  })

  test.each([
    ['a person that exists', 'user create --name Bob', 3, 'already an account named Bob'],
    ['a login that is taken', 'user create --name Other --forge-login bob --role tester', 3, 'already belongs'],
    ['a token for nobody', 'token create --user Nobody', 4, 'no account named Nobody'],
    ['a token of a service as of a person', 'token create --user portal', 4, 'no account named portal'],
    ['tokens of nobody', 'token list --name nobody', 4, 'no account named nobody'],
    ['a token that is none', 'token revoke 999999', 4, 'no token number 999999'],
  ])('%s is refused', async (_, line, code, sentence) => {
    await call('user create --name Bob --forge-login bob')
    const result = await call(line)
    expect([result.code, result.out]).toEqual([code, ''])
    expect(result.err).toContain(sentence)
  })
})

test('tokens are listed without their values, and revoked by number', async () => {
  const { out } = await call('token create --name shortlived --role qa --json')
  const { id, token } = JSON.parse(out) as { id: number; token: string }
  const listed = await call('token list --name shortlived')
  expect(listed.out).toContain(`${id} `)
  expect(listed.out).not.toContain(token.slice(4))
  expect(await call(`token revoke ${id}`)).toMatchObject({ code: 0, out: `Revoked token number ${id}\n` })
  expect(await authenticate(kit.db, token)).toBeUndefined()
})

test('who may act for people is listed, and taken back on the branches named or altogether', async () => {
  await createPerson(kit.db, { name: 'tova', forgeLogins: ['tova'] })
  await call('token create --name robot --on-behalf --branch a b')
  const { out } = await call('token create --name robot --on-behalf')
  const actor = (await authenticate(kit.db, out.trim()))?.actor
  if (!actor) throw new Error('no such token')
  const mayActOn = async (on: string) => 'onBehalfOf' in (await actFor(kit.db, actor, { login: 'tova', branch: on }))
  const listed = async () => {
    const all = JSON.parse((await call('on-behalf list --json')).out) as { name: string; branch: string | null }[]
    return all.filter(g => g.name === 'robot').map(g => g.branch)
  }
  expect(await listed()).toEqual(['a', 'b', null])
  expect((await call('on-behalf list')).out).toMatch(/^robot +all$/m)
  // On every branch it may still act, whatever single branches are taken back.
  expect(await call('on-behalf revoke --name robot --branch a')).toMatchObject({ code: 0 })
  expect([await mayActOn('a'), await listed()]).toEqual([true, ['b', null]])
  const unknown = await call('on-behalf revoke --name robot --branch b,a')
  expect(unknown).toMatchObject({ code: 3, err: expect.stringContaining('a grant on every branch goes as a whole') })
  expect(await listed()).toEqual(['b', null])
  expect((await call('on-behalf revoke --name robot')).out).toBe('robot may act for people no more; branches: all\n')
  expect([await mayActOn('a'), await mayActOn('b'), await listed()]).toEqual([false, false, []])
  expect(await call('on-behalf revoke --name robot')).toMatchObject({ code: 3, out: '' })
  const actions = (await readLog(kit.db, { subject: `account/${actor.account}`, limit: 100 })).map(e => e.action)
  expect(actions.filter(a => a === 'revoke-on-behalf')).toHaveLength(2)
})

test('a database that cannot be reached is told, without a stack of ours', async () => {
  const { code, out, err } = await slipway(['token', 'create', '--name', 'x'], {
    env: { DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none' },
  })
  expect([code, out]).toEqual([1, ''])
  expect(err).toMatch(/^The database cannot be used: .*ECONNREFUSED.*\n$/)
})
