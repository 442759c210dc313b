import { describe, expect, test } from 'vitest'
import type { KnownLogin, RoleGrant, RolePolicy, TokenLimits } from './roles.ts'
import { isRole, rolesGiven } from './roles.ts'

const policy: RolePolicy = {
  branches: {
    'openEuler-24.03-LTS': { tester: ['alice', 'bob'], 'version-manager': ['gitee:carol'] },
    'openEuler-22.03-LTS-SP4': { qa: ['alice'] },
  },
}

function login(name: string, more: Partial<KnownLogin> = {}): KnownLogin {
  return { forge: 'gitee', login: name, rivals: false, ...more }
}

function given(
  logins: readonly KnownLogin[],
  more: { branch?: string; grants?: readonly RoleGrant[]; limits?: TokenLimits } = {},
) {
  const { branch = 'openEuler-24.03-LTS', grants = [], limits } = more
  return rolesGiven({ policy, branch, logins, grants, limits })
}

describe('roles of the configuration', () => {
  test.each([
    ['the listed login', [login('alice')], ['tester']],
    ['a login that contains a listed one', [login('alice2')], []],
    ['a login that a listed one contains', [login('ali')], []],
    ['another spelling of the case', [login('Alice')], []],
    ['a homoglyph (Cyrillic а)', [login('аlice')], []],
    ['the same letters in another normal form', [login('al\u0131ce')], []],
    ['a login with blanks around it', [login(' alice ')], []],
    ['a login qualified by its forge', [login('carol')], ['version-manager']],
    ['the same login on another forge', [login('carol', { forge: 'gitcode' })], []],
    ['a login whose name imitates the qualified form', [login('gitee:carol', { forge: 'gitcode' })], []],
    ['a bare login that two accounts bear', [login('alice', { rivals: true })], []],
    ['a qualified login that two accounts bear', [login('carol', { rivals: true })], ['version-manager']],
    ['two logins of one account', [login('bob'), login('carol')], ['version-manager', 'tester']],
    ['nobody', [], []],
  ])('%s', (_, logins, expected) => {
    expect(given(logins)).toEqual(expected)
  })

  test('hold on their branch alone', () => {
    expect(given([login('alice')], { branch: 'openEuler-22.03-LTS-SP4' })).toEqual(['qa'])
    expect(given([login('alice')], { branch: 'openEuler-22.03-LTS' })).toEqual([])
  })

  test('are not looked for in names that every object has', () => {
    for (const branch of ['__proto__', 'constructor', 'toString'])
      expect(given([login('alice')], { branch })).toEqual([])
  })
})

describe('granted roles', () => {
  test('hold on the branch they name, or on all', () => {
    const grants = [
      { role: 'tc', branch: 'openEuler-24.03-LTS' },
      { role: 'release', branch: 'openEuler-22.03-LTS-SP4' },
      { role: 'admin', branch: null },
    ]
    expect(given([], { grants })).toEqual(['tc', 'admin'])
  })

  test('of an unknown name are nothing', () => {
    expect(given([], { grants: [{ role: 'root', branch: null }] })).toEqual([])
  })

  test('join those of the configuration without doubling them', () => {
    expect(given([login('alice')], { grants: [{ role: 'tester', branch: null }] })).toEqual(['tester'])
  })
})

describe('a limited token', () => {
  const grants: RoleGrant[] = [{ role: 'tc', branch: null }]

  test('keeps to its roles', () => {
    expect(given([login('alice')], { grants, limits: { roles: ['tc'] } })).toEqual(['tc'])
  })

  test('keeps to its branches', () => {
    expect(given([login('alice')], { grants, limits: { branches: ['openEuler-22.03-LTS-SP4'] } })).toEqual([])
  })

  test('never exceeds its account', () => {
    expect(given([login('alice')], { grants, limits: { roles: ['admin', 'tester'] } })).toEqual(['tester'])
  })

  test('limited to nothing may do nothing', () => {
    expect(given([login('alice')], { grants, limits: { roles: [] } })).toEqual([])
    expect(given([login('alice')], { grants, limits: { branches: [] } })).toEqual([])
  })
})

test('role names are those of the list alone', () => {
  expect(['tester', 'Tester', 'test', 'toString', ''].map(isRole)).toEqual([true, false, false, false, false])
})
