// Quorum of the release review: any, all, or a number; who counts, and who is still missing.

import { describe, expect, test } from 'vitest'
import { freshRelease } from '../../test/kit/release.ts'
import type { Holders, Role } from '../accounts/index.ts'
import { type GatePolicies, isOpen } from './advance.ts'
import { decide } from './decide.ts'
import type { Release } from './model.ts'
import { missingAt, missingRoles } from './quorum.ts'
import type { Decision } from './ruling.ts'

const at = new Date('2026-11-23T02:00:00Z')
const reviewing: Release = { ...freshRelease(), stage: 'reviewing' }

type Person = { readonly account: number; readonly name: string; readonly roles: readonly Role[] }

const both: Person = { account: 1, name: 'tina', roles: ['tc', 'qa'] }
const tc: Person = { account: 2, name: 'tom', roles: ['tc'] }
const rel: Person = { account: 3, name: 'rick', roles: ['release'] }
const qa: Person = { account: 4, name: 'quin', roles: ['qa'] }
const sec: Person = { account: 5, name: 'sami', roles: ['security'] }

/** `/check-ok` by one after another: the release after it, and what was said each time. */
function signed(people: readonly Person[], policies: GatePolicies): { release: Release; said: string[] } {
  let release = reviewing
  const said: string[] = []
  for (const { account, name, roles } of people) {
    const facts = { issues: [], missing: [], needs: [] }
    const command = { name: 'check-ok', args: [], rest: '', line: '/check-ok' }
    const decision = decide(release, command, { account, name, at, roles, policies, facts })
    if ('because' in decision) {
      said.push(decision.code)
      continue
    }
    said.push(decision.message.en)
    release = after(release, decision, { account, name })
  }
  return { release, said }
}

/** The sign-offs alone: the release stays to be looked at. */
function after(release: Release, { changes }: Decision, by: { account: number; name: string }): Release {
  const signOffs = changes.flatMap(c =>
    c.kind === 'sign' ? [{ gate: c.gate, role: c.role, revision: release.revision, at, ...by }] : [],
  )
  return { ...release, signOffs: [...release.signOffs, ...signOffs] }
}

const opens = (people: readonly Person[], policies: GatePolicies) =>
  isOpen(signed(people, policies).release, 'check', policies)

describe('§3b 22: one person holding two of the required roles', () => {
  test('counts once for a number of people', () => {
    expect(opens([both], { check: 2 })).toBe(false)
    expect(opens([both, both], { check: 2 })).toBe(false)
    expect(opens([both, tc], { check: 2 })).toBe(true)
  })

  test('counts once where every role must sign: the second role needs somebody else', () => {
    expect(opens([both, rel, sec], { check: 'all' })).toBe(false)
    expect(opens([both, rel, sec, qa], { check: 'all' })).toBe(true)
    expect(signed([both, both], { check: 'all' }).said[1]).toBe('already-signed')
  })

  test('counts for each of their roles where the branch says so', () => {
    const each = { onePersonManyRoles: 'each' } as const
    expect(opens([both], { check: 2, ...each })).toBe(true)
    expect(opens([both, rel, sec], { check: 'all', ...each })).toBe(true)
    expect(signed([both, both], { check: 'all', ...each }).said[1]).toBe('already-signed')
    expect(signed([both], { check: 'any', ...each }).release.signOffs).toHaveLength(1)
  })

  test('counts once again when the branch changes its mind', () => {
    const { release } = signed([both, rel, sec], { check: 'all', onePersonManyRoles: 'each' })
    expect(isOpen(release, 'check', { check: 'all' })).toBe(false)
    expect(missingRoles(release, 'check', { check: 'all' })).toEqual(['qa'])
  })
})

test('each sign-off says who is still missing', () => {
  const all = signed([both, rel, qa, sec], { check: 'all' }).said
  expect(all[0]).toBe(
    'Signed "Release review": tina; it needs one of each role\n' +
      'Still missing: release reviewers, QA, the security committee',
  )
  expect(all[2]).toContain('\nStill missing: the security committee')
  expect(all[3]).not.toContain('Still missing')
  const two = signed([tc, rel], { check: 2 }).said
  expect(two[0]).toContain('\nCan still sign: the technical committee, release reviewers, QA, the security committee')
  expect(two[1]).not.toContain('Can still sign')
})

test('the page names the people who can still sign', () => {
  const people = (list: readonly Person[]) => list.map(p => ({ login: p.name, account: p.account }))
  const none = { 'version-manager': [], developer: [], tester: [], admin: [] }
  const holders: Holders = {
    ...none,
    tc: people([both, tc]),
    release: people([rel]),
    qa: people([both, qa]),
    security: [...people([sec]), { login: 'nobody-yet', account: null }],
  }
  const missing = (list: readonly Person[], policies: GatePolicies) =>
    missingAt(signed(list, policies).release, 'check', { policies, holders })
  expect(missing([], {}).map(m => m.role)).toEqual(['tc', 'release', 'qa', 'security'])
  expect(missing([both], { check: 'all' })).toEqual([
    { role: 'release', people: ['rick'] },
    { role: 'qa', people: ['quin'] },
    { role: 'security', people: ['sami', 'nobody-yet'] },
  ])
  expect(missing([both, rel, sec, qa], { check: 'all' })).toEqual([])
  expect(missing([tc], { check: 2 })[0]).toEqual({ role: 'tc', people: ['tina'] })
})
