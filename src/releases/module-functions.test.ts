// The answers of the module functions against the examples of seed 001 §2.6.3, field by field.

import { describe, expect, test } from 'vitest'
import { plainRow } from '../../test/kit/release.ts'
import type { Role } from '../accounts/index.ts'
import { moduleAnswers, readComment, usersCheck } from './module-functions.ts'
import type { ItemView, ProblemView, ReleaseView } from './view.ts'

function row(kind: ItemView['kind'], issue: string, more: Partial<ItemView> = {}): ItemView {
  const none = { repository: 'xxx', status: 'closed', addedBy: '', addedAt: '', slo: null }
  return { ...plainRow, kind, issue, ...none, ...more }
}

function problem(issue: string | null, status: string, more: Partial<ProblemView> = {}): ProblemView {
  return { kind: 'install', package: 'xxx', repository: 'src/xxx', issue, url: '', status, falseAlarm: false, ...more }
}

function answers(view: Partial<ReleaseView>) {
  const empty = { branch: 'openEuler-20.03-LTS-SP1', items: [], repositories: [], problems: [], findings: [] }
  return moduleAnswers({ ...empty, ...view } as unknown as ReleaseView)
}

test('get_CVE_list', () => {
  const items = [
    row('cve', 'xxx1', { cve: 'xxx1', score: 7.5, version: '1.1.1', abiChanged: true }),
    row('cve', 'xxx2', { cve: 'xxx2', score: 8.2, version: '2.0', abiChanged: false }),
    row('bugfix', 'xxx3'),
  ]
  expect(answers({ items }).cveList).toEqual([
    {
      CVE_id: 'xxx1',
      score: 7.5,
      repository: 'xxx',
      issue_id: 'xxx1',
      status: 'closed',
      version: '1.1.1',
      abi_changed: 'TRUE',
    },
    {
      CVE_id: 'xxx2',
      score: 8.2,
      repository: 'xxx',
      issue_id: 'xxx2',
      status: 'closed',
      version: '2.0',
      abi_changed: 'FALSE',
    },
  ])
})

test('get_bugfix_list', () => {
  const items = [row('bugfix', 'xxx1'), row('bugfix', 'xxx2', { status: 'progressing' }), row('cve', 'xxx3')]
  expect(answers({ items }).bugfixList).toEqual([
    { issue_id: 'xxx1', repository: 'xxx', status: 'closed' },
    { issue_id: 'xxx2', repository: 'xxx', status: 'progressing' },
  ])
})

test('get_update_list holds every package of the CVE, bugfix and requires rows once', () => {
  const items = [
    row('cve', '1', { repository: 'pier' }),
    row('bugfix', '2', { repository: 'pier' }),
    row('bugfix', '3', { repository: 'boat' }),
    row('requires', 'dock', { repository: 'dock' }),
    row('test', '4', { repository: 'oar' }),
  ]
  expect(answers({ items }).updateList).toEqual({ pkglist: ['boat', 'dock', 'pier'] })
})

test('rows that do not go on are in no list and hold nothing', () => {
  const left = { by: 'mary', at: '2026-11-23T01:00:00.000Z' }
  const items = [
    row('cve', '1', { acceptance: 'pending' }),
    row('bugfix', '2', { acceptance: 'refused' }),
    row('requires', 'dock', { left }),
    row('test', '4', { left, status: 'open' }),
  ]
  expect(answers({ items })).toMatchObject({
    cveList: [],
    bugfixList: [],
    updateList: { pkglist: [] },
    issueState: { test_issue: [], overall_status: 'closed' },
  })
})

test('get_repo and get_branch', () => {
  const at = (kind: 'test' | 'release', family: string, arch: string) => {
    return { kind, family, arch, url: `http://${kind}/${family}/${arch}/` }
  }
  const repositories = [
    at('test', 'standard', 'aarch64'),
    at('test', 'standard', 'x86_64'),
    at('test', 'EPOL', 'aarch64'),
    at('release', 'standard', 'x86_64'),
  ]
  const { repo, repoTable, repoByArchitecture, branch } = answers({ repositories })
  expect(repo).toEqual({ aarch64: 'http://test/standard/aarch64/', x86: 'http://test/standard/x86_64/' })
  expect(repoTable).toEqual([
    { repo_type: 'standard aarch64', url: 'http://test/standard/aarch64/' },
    { repo_type: 'standard x86_64', url: 'http://test/standard/x86_64/' },
    { repo_type: 'EPOL aarch64', url: 'http://test/EPOL/aarch64/' },
  ])
  expect(repoByArchitecture[1]).toEqual({ architecture: 'x86_64', url: 'http://test/standard/x86_64/' })
  expect(branch).toEqual({ branch: 'openEuler-20.03-LTS-SP1' })
  expect(answers({}).repo).toEqual({ aarch64: null, x86: null })
  expect(answers({ repositories: [at('test', 'EPOL', 'x86_64')] }).repo).toEqual({
    aarch64: null,
    x86: 'http://test/EPOL/x86_64/',
  })
})

describe('check_issue_state', () => {
  test('is the example of the seed, with the test issues beside', () => {
    const problems = [problem('issue_id1', 'closed'), problem('issue_id2', 'rejected', { kind: 'build' })]
    const items = [row('test', 'issue_id3')]
    expect(answers({ problems, items }).issueState).toEqual({
      install_build_issue: [{ issue_id1: 'closed' }, { issue_id2: 'rejected' }],
      test_issue: [{ issue_id3: 'closed' }],
      overall_status: 'closed',
    })
  })

  test.each([
    ['a problem', { problems: [problem('a', 'closed'), problem('b', 'open')] }, 'open'],
    ['a problem in progress', { problems: [problem('a', 'progressing')] }, 'open'],
    ['a problem whose issue could not be opened', { problems: [problem(null, 'open')] }, 'open'],
    ['a false alarm', { problems: [problem('a', 'open', { falseAlarm: true })] }, 'closed'],
    ['a test issue', { items: [row('test', 'a', { status: 'open' })] }, 'open'],
    ['a bugfix', { items: [row('bugfix', 'a', { status: 'open' })] }, 'closed'],
    ['nothing', {}, 'closed'],
  ] as const)('with %s open', (_, view, overall) => {
    expect(answers(view).issueState.overall_status).toBe(overall)
  })

  test('a finding without an issue does not pass either', () => {
    const findings = [{ code: 'unmet-requirement', subject: 'x', message: { zh: '', en: '' }, blocking: true }]
    expect(answers({ findings }).issueState.overall_status).toBe('open')
  })

  test('a problem without an issue goes by its repository', () => {
    const { install_build_issue: states } = answers({ problems: [problem(null, 'open')] }).issueState
    expect(states).toEqual([{ 'src/xxx': 'open' }])
  })
})

test.each<[string, readonly Role[], string | undefined]>([
  ['/add cve I3NQ1A', ['security'], undefined],
  ['/add cve I3NQ1A', ['developer'], 'wrong-role'],
  ['/add bug I3NQ1A', ['developer'], undefined],
  ['/pkg-ok', ['developer'], undefined],
  ['/check-status\n/test-ok', ['developer'], 'wrong-role'],
  ['/check-status\n/test-ok', ['developer', 'tester'], undefined],
  ['/help', [], undefined],
  ['thanks', ['developer'], 'no-command'],
  ['/frobnicate', ['developer'], 'unknown-command'],
])('users_check of %j by %j', (comment, roles, code) => {
  expect(usersCheck({ stage: 'scoping' }, comment, roles)?.code).toBe(code)
})

test('users_check: after publication the security committee may roll back too', () => {
  expect(usersCheck({ stage: 'testing' }, '/rollback', ['security'])?.code).toBe('wrong-role')
  expect(usersCheck({ stage: 'released' }, '/rollback', ['security'])).toBeUndefined()
})

test.each([
  ['/start-update', ['auto-release start'], 'start-update', null],
  ['/add cve #I3NQ1A', ['auto-release add $releaseIssueID -cve I3NQ1A'], 'add', 'cve'],
  ['/delete bug I3AZ9M #I3AZ9N', ['auto-release delete $releaseIssueID -bugfix I3AZ9M I3AZ9N'], 'delete', 'bugfix'],
  ['/add requires dock', ['auto-release add $releaseIssueID -requires dock'], 'add', 'requires'],
  ['/delete test I3AZ9M', ['auto-release delete $releaseIssueID -test I3AZ9M'], 'delete', 'test'],
  ['/check-requires', ['auto-release get-requires $releaseIssueID'], 'get-requires', null],
  ['/check-status', ['auto-release check-issues-status $releaseIssueID'], 'check-status', null],
  ['/test-ok', ['auto-release check-release $releaseIssueID'], 'ok', 'test'],
  [
    '/check-ok',
    ['auto-release release-update-pkg $releaseIssueID $timestamp auto-release', 'upload-update-list $releaseIssueID'],
    'ok',
    'check',
  ],
  ['/cvrf-ok', ['auto-release release-update-sa $releaseIssueID $timestamp'], 'ok', 'cvrf'],
  ['/cve-not-ok', [null], 'not-ok', 'cve'],
  ['/add cve', [null], 'add', 'cve'],
  ['/add boats I3NQ1A', [null], 'add', null],
])('the command line of %j', (comment, commands, operation, type) => {
  const read = readComment(comment)
  expect(read.map(r => r.command)).toEqual(commands)
  expect(read[0]).toMatchObject({ comment, operation, type })
})

test('the names of a release are filled in, and only commands are read', () => {
  const names = { issue: 'I3NQ1A', timestamp: 'update_20210425' }
  expect(readComment('thanks\n> /check-status\n\n/cvrf-ok', names).map(r => r.command)).toEqual([
    'auto-release release-update-sa I3NQ1A update_20210425',
  ])
})
