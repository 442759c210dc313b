// Who may give which command: the table of seed 001 §2.4.2, with what issue 4 adds. A refusal names those who may.

import { expect, test } from 'vitest'
import { decided, noFacts, standingAt } from '../../test/kit/story.ts'
import { type Role, roles } from '../accounts/index.ts'
import { isRefusal } from '../lib/errors.ts'
import { type CommandName, commandAt, commandNames, type itemRoles } from './commands.ts'
import { mayRun } from './decide.ts'

const anyone = roles
const committees: readonly Role[] = ['security', 'tc', 'release', 'qa']

/** Every command with those who may give it before publication. */
const matrix: Readonly<Record<CommandName, readonly Role[]>> = {
  'start-update': ['version-manager'],
  add: ['version-manager', 'developer', 'security', 'tester'],
  delete: ['version-manager', 'developer', 'security', 'tester'],
  accept: ['version-manager'],
  refuse: ['version-manager'],
  'no-release': ['version-manager'],
  release: ['version-manager'],
  feedback: anyone,
  'cve-ok': ['security'],
  'cve-not-ok': ['security'],
  'bugfix-ok': ['developer'],
  'bugfix-not-ok': ['developer'],
  launch: ['version-manager'],
  'launch-not-ok': ['version-manager'],
  'check-status': ['developer'],
  'check-versions': ['developer'],
  'get-requires': ['developer'],
  waive: ['version-manager', ...committees],
  unwaive: ['version-manager', ...committees],
  'test-ok': ['tester'],
  'test-not-ok': ['tester'],
  'check-ok': committees,
  'check-not-ok': committees,
  'cvrf-ok': ['security'],
  'cvrf-not-ok': ['security'],
  rollback: ['version-manager'],
  withdraw: ['version-manager', 'security'],
  drop: ['version-manager'],
  status: anyone,
  explain: anyone,
  preview: anyone,
  help: anyone,
}

test.each(commandNames)('/%s is for its roles and no others', name => {
  const stage = commandAt(name).stages[0] ?? 'draft'
  const release = { ...standingAt('scoping'), stage }
  const may = roles.filter(role => mayRun(release, name, [role])?.code !== 'wrong-role')
  expect(new Set(may)).toEqual(new Set(matrix[name]))
})

test('one who holds no role may read and give feedback, and that is all', () => {
  const release = standingAt('scoping')
  const may = commandNames.filter(name => mayRun(release, name, [])?.code !== 'wrong-role')
  expect(may).toEqual(commandNames.filter(name => matrix[name] === anyone))
})

test('once something is published the security committee may take it back too', () => {
  for (const stage of ['draft', 'scoping', 'verifying', 'testing', 'reviewing', 'publishing'] as const) {
    expect(mayRun(standingAt(stage), 'rollback', ['security'])?.code).toBe('wrong-role')
  }
  for (const stage of ['announcing', 'released'] as const) {
    expect(mayRun(standingAt(stage), 'rollback', ['security'])).toBeUndefined()
    expect(mayRun(standingAt(stage), 'rollback', ['developer'])?.code).toBe('wrong-role')
  }
})

const rows = {
  cve: ['version-manager', 'security'],
  bugfix: ['version-manager', 'developer'],
  requires: ['version-manager', 'developer'],
  test: ['version-manager', 'tester'],
} as const satisfies Record<keyof typeof itemRoles, readonly Role[]>

test.each(Object.keys(rows) as (keyof typeof rows)[])('%s rows are added and deleted by their roles', kind => {
  const facts = { ...noFacts, issues: [{ word: 'I3AZ9M', item: null, problem: null }] }
  for (const verb of ['add', 'delete']) {
    const may = roles.filter(role => {
      const decision = decided(standingAt('scoping'), `/${verb} ${kind} I3AZ9M`, { roles: [role], facts })
      return !(isRefusal(decision) && decision.code === 'wrong-role')
    })
    expect(new Set(may)).toEqual(new Set(rows[kind]))
  }
})

test('who could is named, as far as people are known', () => {
  const people = { security: ['sami'], developer: ['dev1', 'dev2'], tester: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] }
  const setting = { people, timezone: 'UTC', steps: {} }
  const why = (comment: string) => {
    const decision = decided(standingAt('scoping'), comment, { roles: [], setting })
    return isRefusal(decision) ? decision.because : undefined
  }
  expect(why('/cve-ok')).toEqual({
    zh: '/cve-ok 须由安全委员会成员（sami）发出',
    en: '/cve-ok is for the security committee (sami)',
  })
  expect(why('/rollback')?.en).toBe('/rollback is for the version manager')
  expect(why('/add bugfix I3AZ9M')?.en).toContain('developers (dev1, dev2)')
  expect(why('/test-ok')?.en).toBe('/test-ok is for testers (a, b, c, d, e, f, +2)')
})
