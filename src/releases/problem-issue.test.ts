// Which source packages are behind the findings of a self-check, and what is written about them.

import { expect, test } from 'vitest'
import { freshRelease } from '../../test/kit/release.ts'
import type { Finding } from '../flow/index.ts'
import { text } from '../lib/text.ts'
import type { BuiltPackage } from './drafts.ts'
import { callsFalseAlarm, failingPackages, problemBody, problemRows, problemTitle } from './problem-issue.ts'

function built(name: string, sourceName = name, epoch = 0): BuiltPackage {
  const nevra = { name, epoch, version: '1.0', release: '1', arch: 'x86_64' }
  return { rpm: { nevra, sourceName }, family: 'standard', arches: ['x86_64'] } as unknown as BuiltPackage
}

function finding(code: string, subject: string, said = 'said', blocking = true): Finding {
  return { code, subject, message: text(said, said), blocking }
}

const packages = [built('pier'), built('pier-lamps', 'pier'), built('boat', 'boat', 1), built('oar')]

test('each failing source package once, with all that failed of it', () => {
  const findings = [
    finding('not-installable', 'pier-1.0-1.x86_64 (x86_64)', 'a'),
    finding('not-installed', 'pier-lamps-1.0-1.x86_64 (x86_64)', 'b'),
    finding('self-build', 'oar (x86_64)', 'c'),
    finding('unmet-requirement', 'boat-1:1.0-1.x86_64', 'd'),
    finding('not-installable', 'oar-1.0-1.x86_64 (x86_64)', 'e', false),
  ]
  expect(failingPackages(findings, packages)).toEqual([
    { kind: 'build', package: 'oar', subjects: ['oar (x86_64)'], messages: [text('c', 'c')] },
    {
      kind: 'install',
      package: 'pier',
      subjects: ['pier-1.0-1.x86_64 (x86_64)', 'pier-lamps-1.0-1.x86_64 (x86_64)'],
      messages: [text('a', 'a'), text('b', 'b')],
    },
  ])
})

test('of packages that only fail together those are meant that the message names', () => {
  const said = 'file /x from install of pier-1.0-1.x86_64 conflicts with file from package boat-1.0-1.x86_64'
  const together = finding('not-installable', 'together (x86_64)', said)
  expect(failingPackages([together], packages).map(f => f.package)).toEqual(['boat', 'pier'])
  expect(failingPackages([finding('not-installable', 'together (x86_64)', 'pier-1.0-10.x86_64')], packages)).toEqual([])
})

const release = { ...freshRelease(), branch: 'openEuler-20.03-LTS-SP1' }
const place = { release, page: 'http://x/ui/releases/r', testDirectory: 'http://x/repo/test/r/update_20261125/' }

test('the title is that of the real tool; a release beside the weekly one has its own', () => {
  const install = { kind: 'install', package: 'pier' } as const
  expect(problemTitle(release, install)).toBe('[openEuler-20.03-LTS-SP1] pier install failed 20261125')
  expect(problemTitle({ ...release, suffix: 'b' }, { ...install, kind: 'build' })).toBe(
    '[openEuler-20.03-LTS-SP1] pier build failed 20261125b',
  )
})

test('the body has its fields and the end of the log, harmless', () => {
  const log = Array.from({ length: 60 }, (_, i) => `line ${i}`).join('\n')
  const failing = {
    kind: 'install' as const,
    package: 'pier',
    subjects: ['pier-1.0-1.x86_64 (x86_64)'],
    messages: [text(log, log), text('```\n@mary <!-- x', '```\n@mary <!-- x')],
  }
  const body = problemBody(failing, { ...place, language: 'en' })
  expect(body).toMatch(/^\*\*Branch\*\*: openEuler-20\.03-LTS-SP1\n\n\*\*Component\*\*: pier\n/)
  expect(body).toContain('**Instructions to reappear the problem**:\n```text\nyum install pier-1.0-1.x86_64\n')
  expect(body).toContain('**Expected results**: The packages can be installed')
  expect(body).toContain('**Actual results**: These cannot be installed: pier-1.0-1.x86_64 (x86_64)')
  const shown = /\*\*Partial failure log\*\*:\n```text\n([\s\S]*?)\n```/.exec(body)?.[1]?.split('\n') ?? []
  expect(shown).toHaveLength(50)
  expect([shown[0], ...shown.slice(-2)]).toEqual(['line 12', "'''", '@\u200bmary <! -- x'])
  expect(body).toMatch(/comments 误报; .* http:\/\/x\/ui\/releases\/r$/)

  const built = problemBody({ ...failing, kind: 'build', subjects: ['pier (x86_64)'] }, { ...place, language: 'zh' })
  expect(built).toContain('rpmbuild --rebuild pier.src.rpm')
  expect(built).toContain('评论“误报”')
})

test.each([
  ['误报', true],
  ['这是误报，请关闭', true],
  ['/check-status 误报', true],
  ['不是误报', false],
  ['> 如果是误报，请评论\n\n已修复', false],
  ['fixed', false],
])('%j calls it a false alarm: %s', (comment, called) => {
  expect(callsFalseAlarm(comment)).toBe(called)
})

test('what was waived keeps its issue, and what blocks nothing has none', () => {
  const known = { ...finding('not-installable', 'pier-1.0-1.x86_64 (x86_64)'), blocking: false }
  const mark = { waived: { by: 'mary', until: '20261201', because: 'known' } }
  expect(failingPackages([known], packages)).toEqual([])
  expect(failingPackages([{ ...known, data: mark }], packages)).toMatchObject([{ kind: 'install', package: 'pier' }])
})

test('the release issue lists the issues, and findings that have none', () => {
  const findings = [
    finding('not-installable', 'pier-1.0-1.x86_64 (x86_64)'),
    finding('not-installable', 'oar-1.0-1.x86_64 (x86_64)', 'no issue'),
    finding('unmet-requirement', 'boat-1:1.0-1.x86_64', 'unmet'),
  ]
  const at = { plan: 'self-check' as const, stage: 'verifying' as const, part: 0, revision: 1 }
  const problem = { kind: 'install' as const, package: 'pier', repository: 'src-toy/pier', url: '', falseAlarm: false }
  const rows = problemRows(
    {
      ...release,
      stage: 'verifying',
      part: 1,
      runs: [{ run: 'r', state: 'blocked', findings, ...at }],
      problems: [
        { ...problem, issue: 'I3NQ1A', status: 'progressing' },
        { ...problem, kind: 'build', issue: 'I3NQ1B', status: 'open', falseAlarm: true },
      ],
    },
    packages,
    new Date(),
  )
  expect(rows.map(r => [r.issue, r.title, r.repository, r.status])).toEqual([
    ['I3NQ1A', '[openEuler-20.03-LTS-SP1] pier install failed 20261125', 'pier', 'progressing'],
    ['I3NQ1B', '[openEuler-20.03-LTS-SP1] pier build failed 20261125（误报）', 'pier', 'open'],
    [null, 'no issue', 'oar-1.0-1.x86_64 (x86_64)', 'open'],
    [null, 'unmet', 'boat-1:1.0-1.x86_64', 'open'],
  ])
})

test('an imported problem without a title is named once', () => {
  const where = { repository: 'src/httpd', url: '', status: 'left', falseAlarm: false } as const
  const problems = [
    { kind: 'imported' as const, package: '#I3TFOK', issue: 'I3TFOK', ...where },
    { kind: 'imported' as const, package: 'it fails #I3J655', issue: 'I3J655', ...where },
  ]
  const rows = problemRows({ ...freshRelease(), problems }, [], new Date())
  expect(rows.map(r => [r.issue, r.title])).toEqual([
    ['I3TFOK', ''],
    ['I3J655', 'it fails'],
  ])
})
