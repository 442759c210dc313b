// Reading release issues: bodies of the real tool and of the picture in full, our own back again, and nothing lost.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { freshRelease, plainRow } from '../../test/kit/release.ts'
import { readIssueBody, withoutOurLines } from './issue-read.ts'
import { type IssueFacts, issueBlocks } from './issue-view.ts'
import { cellsOf, cellText, cellValue } from './issue-words.ts'
import type { ScopeItem } from './model.ts'
import { reviewBlock } from './review.ts'

function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')
}

function sample(name: string): string {
  return (JSON.parse(fixture(name)) as { body: string }).body
}

describe('bodies of the real tool', () => {
  test('before the start', () => {
    expect(readIssueBody(sample('release-issue-before-start.json'))).toMatchObject({
      branch: 'openEuler-20.03-LTS-SP1',
      cveFreeze: '20210420',
      codeFreeze: '20210420',
      people: [
        { title: '版本经理', logins: ['Mary'] },
        { title: '开发人员', logins: ['Mary'] },
        { title: '安全委员会', logins: ['Mary'] },
        { title: '测试人员', logins: ['Mary', 'ci-bot'] },
      ],
      hasScope: false,
      notUnderstood: [],
    })
  })

  test('in check: CVE numbers it has lost are null, and every row is there', () => {
    const nothing = { packageCounts: null, repositories: [], test: [], left: [], notUnderstood: [] }
    expect(readIssueBody(sample('release-issue-in-check.json'))).toEqual({
      ...nothing,
      branch: 'openEuler-20.03-LTS-SP1',
      cveFreeze: '20210420',
      codeFreeze: '20210420',
      people: [
        { title: '版本经理', logins: ['Mary'] },
        { title: '开发人员', logins: ['Mary', 'Jerry'] },
        { title: '安全委员会', logins: ['Mary', 'Ben'] },
        { title: '测试人员', logins: ['Mary', 'Harry', 'Robin'] },
      ],
      hasScope: true,
      cve: [
        { line: 17, issue: 'I3V9IG', repository: 'libvma', status: 'left', ...cve(null, 9, '10.3.9') },
        { line: 18, issue: 'I3OC6A', repository: 'jetty', status: 'left', ...cve(null, 9.8, '3.2.1') },
      ],
      bugfix: [{ line: 26, issue: 'I3J655', repository: 'httpd', title: '', status: 'left' }],
      requires: [
        { line: 32, repository: 'bluez', reason: '接口变更' },
        { line: 33, repository: 'edk2', reason: '升级' },
      ],
      install: [{ line: 43, issue: 'I3TFOK', repository: 'httpd', title: '', status: 'left' }],
    })
  })
})

function cve(number: string | null, score: number, version: string | null, abiChanged: boolean | null = false) {
  return { cve: number, score, version, abiChanged }
}

test('the body of the picture', () => {
  const read = readIssueBody(fixture('release-issue-picture.md'))
  expect(read.notUnderstood).toEqual([])
  expect(read.cve).toHaveLength(8)
  expect(read.cve[0]).toMatchObject({
    issue: 'I3AHLY',
    repository: 'grub2',
    status: 'closed',
    ...cve('CVE-2020-25632', 7.5, null, null),
  })
  expect(read.bugfix.map(r => [r.issue, r.repository])).toEqual([
    ['I3AZ9M', 'openjfx8'],
    ['I3AZBJ', 'openjfx11'],
    ['I3AZOR', 'obs-bundled-gems'],
  ])
  expect(read.bugfix[0]?.title).toBe('从src.rpm中获取源码后，用obs进行编译，编译失败')
  expect(read.requires.map(r => r.repository)).toEqual(['jasper', 'sqlite', 'postgresql'])
  expect(read.packageCounts).toEqual({ source: 42, aarch64: 189, x86_64: 206 })
  expect(read.repositories.map(r => r.name)).toEqual(['aarch64', 'x86_64'])
  expect(read.install[0]).toMatchObject({ issue: 'I3O8SM', title: '[openEuler-20.03-LTS-SP1] libtpms自编译失败' })
  expect(read.test.map(r => [r.issue, r.status])).toEqual([
    ['I3J655', 'open'],
    ['I3IZOG', 'open'],
    ['I3IRLS', 'open'],
  ])
})

describe('what people and the old tool get wrong', () => {
  const table = '# 1、发布范围\n## 2、bugfix\n|issue|仓库|status|\n|-|-|-|\n'

  test.each([
    [
      'no blank line before the next block',
      `${table}|#I3J655: a|httpd|待办的|\n# 4、测试问题\n|issue|仓库|status|\n|-|-|-|\n|#I4|x|进行中|`,
    ],
    [
      'a blank line within a table',
      `${table}\n|#I3J655: a|httpd|待办的|\n\n\n# 4、测试问题\n|issue|仓库|status|\n|-|-|-|\n|#I4|x|进行中|`,
    ],
    [
      'heads without marks, other brackets',
      `1. 发布范围\n(2) bugfix\n| issue | 仓库 | status |\n| --- | --- | --- |\n| #I3J655: a | httpd | 待办的 |\n4．测试问题\n|issue|仓库|status|\n|-|-|-|\n|#i4|x|进行中|`,
    ],
    [
      'CRLF',
      `${table}|#I3J655: a|httpd|待办|\n# 4、测试问题\n|issue|仓库|status|\n|-|-|-|\n|#I4|x|进行中|`.replaceAll(
        '\n',
        '\r\n',
      ),
    ],
  ])('%s', (_, body) => {
    const read = readIssueBody(body)
    expect(read.bugfix.map(({ line: _, ...r }) => r)).toEqual([
      { issue: 'I3J655', repository: 'httpd', title: 'a', status: 'open' },
    ])
    expect(read.test).toMatchObject([{ issue: 'I4', repository: 'x', status: 'progressing' }])
    expect(read.notUnderstood).toEqual([])
  })

  test('numbers of different repositories are different issues', () => {
    const { bugfix, notUnderstood } = readIssueBody(`${table}|pier#1: a|pier|待办的|\n|dock#1: b|dock|待办的|`)
    expect(bugfix).toMatchObject([
      { issue: 'pier#1', title: 'a' },
      { issue: 'dock#1', title: 'b' },
    ])
    expect(notUnderstood).toEqual([])
  })

  test('a pipe that nobody escaped belongs to the title', () => {
    expect(readIssueBody(`${table}|#I3J655: a | b|httpd|待办的|`).bugfix).toMatchObject([
      { title: 'a|b', repository: 'httpd' },
    ])
  })

  test.each([
    ['a row with too few cells', '|#I3J655|httpd|'],
    ['a row without an issue', '|httpd is broken|httpd|待办的|'],
    ['a repository that is no package', '|#I3J655: a|../../etc|待办的|'],
    ['words of people', 'Please hurry with openssl!'],
    ['a table of their own', '|a|b|c|d|e|'],
  ])('%s is given back with its line', (_, line) => {
    expect(readIssueBody(`${table}${line}`)).toMatchObject({ bugfix: [], notUnderstood: [{ line: 5, text: line }] })
  })

  test('a second row about the same issue is given back', () => {
    const read = readIssueBody(`${table}|#I3J655: a|httpd|待办的|\n|#I3J655: b|nginx|待办的|`)
    expect(read.bugfix).toHaveLength(1)
    expect(read.notUnderstood).toMatchObject([{ line: 6 }])
  })

  test('a score that is none is not made up', () => {
    const head = '## 1、CVE\n|CVE|仓库|status|score|version|abi是否变化|\n|-|-|-|-|-|-|\n'
    expect(readIssueBody(`${head}|#I3|a|待办的|no score info|no version info|是|`).cve).toMatchObject([
      { score: null, version: null, abiChanged: true },
    ])
    expect(readIssueBody(`${head}|#I3|a|待办的|very high|1|否|`).notUnderstood).toHaveLength(1)
  })

  test('role lines with words in them are read by nobody', () => {
    const read = readIssueBody('测试人员：@tess and anybody else')
    expect(read).toMatchObject({ people: [], notUnderstood: [{ line: 1 }] })
  })
})

test('what is left of a body without our lines are the words of people, where they belonged together', () => {
  const body = `Hello\n\nall!\n\n${sample('release-issue-in-check.json')}\nNote:\n|a|b|`
  expect(withoutOurLines(body)).toBe('Hello\n\nall!\n\nNote:\n|a|b|')
  expect(withoutOurLines('  only\r\n words \n\n')).toBe('  only\r\n words \n\n')
})

test('the line that names the reviewers is ours', () => {
  const [[line = ''] = []] = reviewBlock({ ...freshRelease(), stage: 'reviewing' }, ['tina', 'rick'])
  expect(withoutOurLines(`版本: D-1\n${line}\nHello`)).toBe('Hello')
})

test('a line that is not ours is given back, wherever it stands', () => {
  const foreign = fc.constantFrom(
    'Hurry!',
    '|',
    '||',
    '|#',
    '|#I|a',
    '# Notes',
    '(1)',
    '版本经理',
    '修复',
    '|\\',
    '| a b',
  )
  const placed = fc.array(fc.tuple(fc.nat(60), foreign), { maxLength: 6 })
  fc.assert(
    fc.property(placed, places => {
      const lines = sample('release-issue-in-check.json').split('\n')
      for (const [at, words] of places) lines.splice(at, 0, words)
      const { notUnderstood, cve } = readIssueBody(lines.join('\n'))
      expect(notUnderstood.map(n => n.text).sort()).toEqual(places.map(p => p[1]).sort())
      for (const { line, text } of notUnderstood) expect(lines[line - 1]).toBe(text)
      expect(cve).toHaveLength(2)
    }),
  )
})

describe('what we write is read again', () => {
  const title = fc.string({ unit: 'grapheme', maxLength: 80 }).map(s => s.replace(/[\s\u200b]+/g, ' ').trim())
  const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9+._-]{0,20}$/)
  const issue = fc.stringMatching(/^I[0-9A-Z]{5}$/)
  const status = fc.constantFrom('open', 'progressing', 'closed', 'rejected')

  test('cell by cell, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(title, { minLength: 1, maxLength: 4 }), cells => {
        const line = `|${cells.map(cellText).join('|')}|`
        expect(cellsOf(line)?.map(cellValue)).toEqual(cells)
      }),
    )
  })

  test('row by row', () => {
    const item = fc.record({ issue, repository: name, title, status })
    const rows = fc.uniqueArray(item, { selector: r => r.issue, maxLength: 8 })
    fc.assert(
      fc.property(rows, rows, rows, (bugfixes, tests, left) => {
        const facts = factsOf([
          ...bugfixes.map(r => ({ ...r, kind: 'bugfix' as const })),
          ...tests.map(r => ({ ...r, kind: 'test' as const })),
        ])
        const problems = left.map(r => ({ ...r, repository: 'libtpms' }))
        const read = readIssueBody(issueBlocks({ ...facts, problems }))
        const bare = (list: readonly { line: number }[]) => list.map(({ line: _, ...r }) => r)
        expect(bare(read.bugfix)).toEqual(bugfixes)
        expect(bare(read.test)).toEqual(tests)
        expect(bare(read.install)).toEqual(problems)
        expect(read.notUnderstood).toEqual([])
      }),
    )
  })

  test('block by block', () => {
    const items = [
      {
        kind: 'cve' as const,
        issue: 'I3AHLY',
        repository: 'grub2',
        status: 'closed',
        ...cve('CVE-2020-25632', 9, '2.04', true),
      },
      { kind: 'requires' as const, issue: 'bluez', repository: 'bluez', title: 'a|b' },
      {
        ...{ kind: 'bugfix' as const, issue: 'I3V9IG', repository: 'libvma', title: 't', issueType: '缺陷' },
        left: { by: 'mary', at: new Date(0) },
      },
    ]
    const facts = factsOf(items)
    const repositories = [{ kind: 'test' as const, family: 'EPOL', arch: 'x86_64', url: 'http://x/EPOL/' }]
    const withdrawn = { ...facts, release: { ...facts.release, withdrawn: true } }
    expect(readIssueBody(issueBlocks({ ...withdrawn, repositories }))).toMatchObject({
      branch: 'D-1',
      codeFreeze: '20261125',
      people: [{ title: '版本经理', logins: ['mary'] }, {}, {}, {}],
      cve: [{ issue: 'I3AHLY', ...cve('CVE-2020-25632', 9, '2.04', true) }],
      bugfix: [{ issue: 'I3V9IG', status: 'left' }],
      requires: [{ repository: 'bluez', reason: 'a|b' }],
      packageCounts: { source: 1, aarch64: 2, x86_64: 3 },
      repositories: [{ name: 'EPOL x86_64', url: 'http://x/EPOL/' }],
      left: [{ issue: 'I3V9IG', title: 't', status: 'left', type: '缺陷' }],
      notUnderstood: [],
    })
  })

  test('when it was cut too', () => {
    const many = Array.from({ length: 900 }, (_, i) => ({
      kind: 'bugfix' as const,
      issue: `I${i}`,
      repository: 'a',
      title: 'x'.repeat(200),
    }))
    const read = readIssueBody(issueBlocks(factsOf(many)))
    expect(read.notUnderstood).toEqual([])
    expect(read.bugfix.length).toBeGreaterThan(100)
  })
})

function factsOf(items: readonly (Partial<ScopeItem> & Pick<ScopeItem, 'kind' | 'issue'>)[]): IssueFacts {
  const none = { ...plainRow, repository: '', status: '' }
  const added = { addedBy: 'mary', addedAt: new Date(0) }
  return {
    release: { ...freshRelease(), stage: 'scoping', items: items.map(i => ({ ...none, ...added, ...i })) },
    page: '',
    holders: { 'version-manager': ['mary'] },
    packageCounts: { source: 1, aarch64: 2, x86_64: 3 },
    repositories: [],
    problems: [],
    reviewers: [],
  }
}
