// What rows take from the issues of the community: its real CVE template, and its faults that must not come back.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { itemOfIssue, type ReadIssue } from './issue-row.ts'
import { statusOf, statusWord } from './status-words.ts'

const recorded = JSON.parse(readFileSync(new URL('./fixtures/cve-issue.json', import.meta.url), 'utf8')) as {
  number: string
  title: string
  body: string
  html_url: string
  issue_type: string
  created_at: string
  repository: { full_name: string }
  issue_type_detail: { template: string }
}

const branch = 'openEuler-20.03-LTS'

function issue(body: string, title = 'CVE-2020-8020'): ReadIssue {
  return {
    id: recorded.number,
    repository: recorded.repository.full_name,
    title,
    body,
    state: 'closed',
    type: recorded.issue_type,
    url: recorded.html_url,
    createdAt: new Date(recorded.created_at),
  }
}

test('a recorded CVE issue gives all values of its row', () => {
  expect(itemOfIssue(issue(recorded.body), branch)).toEqual({
    kind: 'cve',
    issue: 'I3AQ2G',
    repository: 'obs-server',
    title: 'CVE-2020-8020',
    url: 'https://gitee.com/src-openeuler/obs-server/issues/I3AQ2G',
    status: 'closed',
    cve: 'CVE-2020-8020',
    score: 6.1,
    version: '2.10.1',
    abiChanged: null,
    upstream: 'https://nvd.nist.gov/vuln/detail/CVE-2020-8020',
    issueType: 'CVE和安全问题',
    openedAt: '2021-03-09T22:01:02.000Z',
  })
})

test('an empty template gives nothing, and the CVE of the title stays', () => {
  const empty = itemOfIssue(issue(recorded.issue_type_detail.template), branch)
  expect(empty).toMatchObject({ cve: 'CVE-2020-8020', score: null, abiChanged: null })
})

test('the CVE is found in the body when the title says it in words', () => {
  expect(itemOfIssue(issue(recorded.body, 'obs-server: cross-site scripting'), branch)).toMatchObject({
    kind: 'cve',
    cve: 'CVE-2020-8020',
  })
  expect(itemOfIssue(issue('see CVE-2020-8020', 'it leaks'), branch)).toMatchObject({ kind: 'bugfix', cve: null })
})

describe('the score', () => {
  test.each([
    ['openEuler评分：\n 7.8\n', 7.8],
    ['openEuler评分：7.8 High\nBaseScore：6.1', 7.8],
    ['openEuler评分: 10.0', 10],
    // Not the number of the list behind an empty heading.
    ['openEuler评分：\n\n受影响版本排查(受影响/不受影响)：\n1.openEuler-20.03-LTS:受影响', null],
    ['openEuler评分：\n1.openEuler-20.03-LTS:受影响\nBaseScore：6.1 Medium', 6.1],
    ['BaseScore：N/A', null],
    ['BaseScore：61', null],
    ['', null],
  ])('of %j is %s', (body, score) => {
    expect(itemOfIssue(issue(body), branch).score).toBe(score)
  })
})

describe('the ABI change', () => {
  const body = [
    '修复是否涉及abi变化(是/否)：',
    '  1.openEuler-20.03-LTS-SP1:是',
    '  2.openEuler-20.03-LTS:否',
    '  3.openEuler-22.03-LTS：是',
    '  4.openEuler-24.03-LTS:',
  ].join('\n')
  test.each([
    ['openEuler-20.03-LTS', false],
    ['openEuler-20.03-LTS-SP1', true],
    ['openEuler-22.03-LTS', true],
    ['openEuler-24.03-LTS', null],
    ['openEuler-20.03', null],
  ])('on %s is %s', (name, abiChanged) => {
    expect(itemOfIssue(issue(body), name).abiChanged).toBe(abiChanged)
  })
})

describe('the issue upstream', () => {
  test.each([
    ['上游链接：https://github.com/foo/bar/issues/12', 'https://github.com/foo/bar/issues/12'],
    ['上游：无\n验证方法：\nhttps://example.org/1', null],
    [
      '上游社区issue：\nhttps://bugzilla.redhat.com/show_bug.cgi?id=12，已修复',
      'https://bugzilla.redhat.com/show_bug.cgi?id=12',
    ],
    ['【Upstream】(https://example.org/1)', 'https://example.org/1'],
    ['see https://example.org/1', null],
  ])('in %j is %s', (body, upstream) => {
    expect(itemOfIssue(issue(body, 'it leaks'), branch).upstream).toBe(upstream)
  })
})

test('states and the words of the community are told from each other both ways', () => {
  for (const state of ['open', 'progressing', 'closed', 'rejected']) expect(statusOf(statusWord(state))).toBe(state)
  expect([statusOf('Closed'), statusOf('遗留'), statusWord('已挂起')]).toEqual(['closed', 'left', '已挂起'])
})
