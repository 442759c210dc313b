// What an imported release brings along: every row of the old body, and words about what does not come along.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { freshRelease, plainRow } from '../../test/kit/release.ts'
import type { ForgeIssue } from '../ports/index.ts'
import { formerLabelsOf, rowsToLookUp, strangers, takeOver } from './import-rows.ts'
import { readIssueBody } from './issue-read.ts'
import { issueBlocks } from './issue-view.ts'

const sample = JSON.parse(readFileSync(new URL('fixtures/release-issue-in-check.json', import.meta.url), 'utf8')) as {
  body: string
}
const picture = readFileSync(new URL('fixtures/release-issue-picture.md', import.meta.url), 'utf8')

function issue(id: string, title: string): ForgeIssue {
  const at = new Date(0)
  const nobody = { author: { id: '1', login: 'a' }, labels: [], createdAt: at, updatedAt: at }
  return {
    ...nobody,
    ...{ id, repository: 'src-openeuler/libvma', title, body: '', state: 'progressing', url: `https://forge/${id}` },
    ...{ type: 'CVE和安全问题', milestone: null },
  }
}

test('rows that lost their CVE number or title are looked up, each once', () => {
  expect(rowsToLookUp(readIssueBody(sample.body)).map(r => r.issue)).toEqual(['I3V9IG', 'I3OC6A', 'I3J655'])
  expect(rowsToLookUp(readIssueBody(picture))).toEqual([])
})

test('what is found completes the row; what is not is said', () => {
  const found = issue('I3V9IG', '[libvma] cve-2021-12345 overflow')
  const { items, problems, notes } = takeOver(readIssueBody(sample.body), row =>
    row.issue === found.id ? found : undefined,
  )
  expect(items).toMatchObject([
    {
      ...{ kind: 'cve', issue: 'I3V9IG', cve: 'CVE-2021-12345', score: 9, version: '10.3.9', abiChanged: false },
      ...{ status: 'progressing', left: true, issueType: 'CVE和安全问题', url: found.url },
    },
    { kind: 'cve', issue: 'I3OC6A', repository: 'jetty', cve: null, status: 'open', left: true },
    { kind: 'bugfix', issue: 'I3J655', repository: 'httpd', left: true },
    { kind: 'requires', issue: 'bluez', repository: 'bluez', title: '接口变更' },
    { kind: 'requires', issue: 'edk2' },
  ])
  expect(problems).toEqual([{ issue: 'I3TFOK', repository: 'httpd', title: '', status: 'left' }])
  expect(notes.map(n => n.en)).toEqual([expect.stringContaining('The CVE number of #I3OC6A was not found')])
})

test('a left-over row that stands in no other table becomes one by its type', () => {
  const head = '# 4、遗留问题\n|issue|仓库|status|type|\n|-|-|-|-|\n'
  const rows = '|#I1: CVE-2021-9999 in a|a|遗留|CVE和安全问题|\n|#I2: b breaks|b|遗留|缺陷|'
  expect(takeOver(readIssueBody(head + rows), () => undefined).items).toMatchObject([
    { kind: 'cve', issue: 'I1', cve: 'CVE-2021-9999', left: true, issueType: 'CVE和安全问题' },
    { kind: 'bugfix', issue: 'I2', title: 'b breaks', left: true, issueType: '缺陷' },
  ])
})

test.each([
  ['the real tool', sample.body],
  ['the picture', picture],
])('our view of what was taken over from %s holds every row of it', (_, body) => {
  const document = readIssueBody(body)
  const { items, problems } = takeOver(document, () => undefined)
  const at = new Date(0)
  const added = { addedBy: 'mary', addedAt: at }
  const rows = items.map(i => ({ ...plainRow, ...i, ...added, left: i.left ? { by: 'mary', at } : null }))
  const written = issueBlocks({
    release: { ...freshRelease(), stage: 'scoping', items: rows },
    ...{
      page: '',
      holders: {},
      packageCounts: { source: 0, aarch64: 0, x86_64: 0 },
      repositories: [],
      problems,
      reviewers: [],
    },
  })
  const again = readIssueBody(written)
  const bare = (list: readonly { line: number }[]) => list.map(({ line: _, ...row }) => row)
  expect(bare(again.cve)).toEqual(bare(document.cve))
  expect(bare(again.bugfix)).toEqual(bare(document.bugfix))
  expect(bare(again.requires)).toEqual(bare(document.requires))
  expect(bare(again.install)).toEqual(bare(document.install))
  expect(bare(again.test)).toEqual(bare(document.test))
})

test('old test repositories and counts do not come along, and that is said', () => {
  const notes = takeOver(readIssueBody(picture), () => undefined).notes.map(n => n.en)
  expect(notes).toEqual([
    expect.stringContaining('update_20210402/x86_64/'),
    expect.stringContaining('source 42, arm 189, x86 206'),
  ])
})

test('§3b 17: a role list in the body gives nobody rights, and says so of those who have none', () => {
  const document = readIssueBody(sample.body)
  const holders = { 'version-manager': ['Mary'], developer: ['Mary'], security: ['Mary', 'Ben'], tester: [] }
  const told = strangers(document, holders)
  expect(told.map(n => n.en)).toEqual([
    'Being listed in the description as developers gives Jerry no rights: roles come from the configuration',
    'Being listed in the description as testers gives Mary, Harry, Robin no rights: roles come from the configuration',
  ])
  expect(told[1]?.zh).toBe('描述中列为测试人员的 Mary、Harry、Robin 不因此取得权限：角色来自配置')
})

test('labels of both spellings tell how far it had come', () => {
  expect(formerLabelsOf(['sig/x', 'check-pkg', 'update-check-requires'])[0]?.en).toContain(
    'check-pkg, update-check-requires',
  )
  expect(formerLabelsOf(['sig/x', 'release-note'])).toEqual([])
})
