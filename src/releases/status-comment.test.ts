// The living status comment: all that people ask of a release, in one place, in one language.

import { expect, test } from 'vitest'
import { freshRelease } from '../../test/kit/release.ts'
import { text } from '../lib/text.ts'
import type { PlanRun } from './model.ts'
import { type StatusFacts, statusComment } from './status-comment.ts'

const at = '2026-11-23T01:00:00.000Z'
const signed = { by: 'sami', role: 'security', at, revision: 1 }
const gate = { stage: 'scoping', policy: 'any', missing: [], signOffs: [] } as const
const checked: PlanRun = {
  ...{ run: 'run-1', plan: 'self-check', stage: 'verifying', part: 0, state: 'blocked', revision: 1 },
  findings: [{ code: 'unmet', subject: 'mast', message: text('需要 <b> @all', 'needs <b> @all'), blocking: true }],
}

const facts: StatusFacts = {
  release: {
    ...freshRelease(),
    ...{ stage: 'verifying', part: 1, runs: [checked] },
    signOffs: [{ gate: 'check', account: 1, name: 'sami', role: 'security', revision: 1, at: new Date(at) }],
  },
  at: new Date(at),
  page: 'https://slipway.example/ui/releases/D-1_update20261123',
  waitingFor: text('自验发现 1 个问题', 'The self-check found 1 problem'),
  stages: [
    { name: 'draft', title: text('草稿', 'Draft'), state: 'done' },
    { name: 'verifying', title: text('开发自验', 'Verifying'), state: 'current' },
    { name: 'testing', title: text('测试', 'Testing'), state: 'ahead' },
  ],
  gates: [
    {
      ...gate,
      name: 'cve',
      title: text('CVE 范围确认', 'CVE scope'),
      command: '/cve-ok',
      roles: ['security'],
      state: 'open',
      missing: [],
      signOffs: [signed],
    },
    {
      ...gate,
      name: 'status',
      title: text('自验状态', 'Self-check status'),
      command: '/check-status',
      roles: ['developer'],
      state: 'waiting',
      missing: [{ role: 'developer', people: ['devi'] }],
    },
    {
      ...gate,
      ...{ name: 'check', title: text('发布评审', 'Release review'), command: '/check-ok', policy: 2, state: 'ahead' },
      ...{ roles: ['tc', 'security'], signOffs: [signed] },
      missing: [
        { role: 'tc', people: [] },
        { role: 'security', people: ['ben'] },
      ],
    },
  ],
  policies: { check: 2 },
  lacking: [],
  versions: { isConfigured: false, revision: 1, packages: [], summary: text('', '') },
  repositories: [{ kind: 'test', family: 'standard', arch: 'x86_64', url: 'https://slipway.example/repo/test/' }],
}

test('tells stage, who can act, gates, what blocks and where to test', () => {
  expect(statusComment(facts, 'en').body).toBe(`<!-- slipway:status -->
**D-1_update20261123** · directory \`update_20261125\`

✓ Draft → ● **Verifying** → ○ Testing
Stage 2 of 3: Verifying

The self-check found 1 problem
Who can: developers (devi)
Newest run: "Self-check" found 1 problem and waits

|Gate|State|Signed by|Missing|
|-|-|-|-|
|CVE scope /cve-ok|✓ open|sami (security)||
|Self-check status /check-status|● waits||developers (devi)|
|Release review /check-ok|○ ahead|sami (security)|1 more of: the technical committee (nobody yet), the security committee (ben)|

What blocks:
- F1: needs &lt;b> @\u200ball

Test repositories:
- standard x86_64: https://slipway.example/repo/test/

Details: https://slipway.example/ui/releases/D-1_update20261123
This comment follows the state of the release; \`/help\` lists the commands.`)
  expect(statusComment(facts, 'zh').body).toContain('✓ 草稿 → ● **开发自验** → ○ 测试\n第 2/3 阶段：开发自验')
})

test('is quiet about what is not there', () => {
  const running = { ...checked, state: 'running' as const, findings: [] }
  const { body } = statusComment({ ...facts, release: { ...facts.release, runs: [running] }, repositories: [] }, 'en')
  expect(body).not.toMatch(/Who can|Newest run|What blocks|Test repositories/)
})

test('counts findings and names beyond what people read', () => {
  const findings = Array.from({ length: 25 }, (_, i) => ({ ...found, subject: `p${i}`, message: text(`${i}`, `${i}`) }))
  const people = Array.from({ length: 30 }, (_, i) => `dev${i}`)
  const gates = facts.gates.map(g => (g.name === 'status' ? { ...g, missing: [{ role: 'developer', people }] } : g))
  const { body } = statusComment(
    { ...facts, gates, release: { ...facts.release, runs: [{ ...checked, findings }] } },
    'en',
  )
  expect(body).toContain('- F20: 19\n- 5 more')
  expect(body).toContain('dev9, …)')
  expect(body).not.toContain('dev10')
})

test('names the CVEs that miss what the advisories will need', () => {
  const lacking = [{ cve: 'CVE-2026-1', missing: [text('缺描述。', 'CVE-2026-1 has no description.')] }]
  const body = (more: Partial<StatusFacts>) => statusComment({ ...facts, lacking, ...more }, 'en').body
  const told = 'Facts the advisories still lack, needed before /cvrf-ok:\n- CVE-2026-1 has no description.'
  expect(body({})).toContain(told)
  expect(body({ release: { ...facts.release, stage: 'released' } })).not.toContain('still lack')
})

test('leaves out what was settled since the self-check', () => {
  const findings = [{ ...found, code: 'self-build', subject: 'mast.src', message: text('编译', 'does not build') }]
  const problem = { kind: 'build', package: 'mast.src', repository: 'src/mast', issue: 'I1', url: '' } as const
  const shown = (falseAlarm: boolean) => {
    const problems = [{ ...problem, status: 'open', falseAlarm }]
    return statusComment({ ...facts, release: { ...facts.release, problems, runs: [{ ...checked, findings }] } }, 'en')
  }
  expect(shown(false).body).toContain('What blocks:\n- F1: does not build')
  expect(shown(true).body).not.toContain('What blocks')
})

const found = { code: 'unmet', subject: 'mast', blocking: true }

test('warnings about upgrade paths and the extent of the changes are told, of the scope as it is', () => {
  const message = text('pier 高于 SP1', 'pier is higher than SP1')
  const warned = { ...checked, findings: [{ code: 'upgrade-path', subject: 'pier', message, blocking: false }] }
  const changes = { packages: 4, new: 0, lower: 0, sonamesGone: 1, notCompared: 0 }
  const of = (revision: number) =>
    statusComment({ ...facts, release: { ...facts.release, revision, runs: [warned] }, changes }, 'en').body
  expect(of(1)).toContain(
    'About upgrade paths, without holding the release:\n- pier is higher than SP1\nWhat the update changes: 4 packages, 1 with sonames gone\n',
  )
  expect(of(2)).not.toContain('About upgrade paths')
  expect(statusComment(facts, 'en').body).not.toContain('What the update changes')
})
