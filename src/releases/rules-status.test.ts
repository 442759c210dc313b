// /check-status: what it notes, what it says, and when it opens the gate behind the self-check; /test-ok sees the same.

import { describe, expect, test } from 'vitest'
import { freshRelease, plainRow } from '../../test/kit/release.ts'
import type { Finding } from '../flow/index.ts'
import { isRefusal } from '../lib/errors.ts'
import { decide } from './decide.ts'
import type { Change, PlanRun, Problem, Release, ScopeItem } from './model.ts'
import { parseCommands } from './parse.ts'
import { waitingFor } from './rules-read.ts'
import type { Asking, StatusFact } from './ruling.ts'

const at = new Date('2026-11-23T01:00:00Z')

function item(kind: ScopeItem['kind'], issue: string, status: string): ScopeItem {
  return { ...plainRow, kind, issue, repository: 'pier', status, addedBy: 'mary', addedAt: at }
}

function problem(kind: Problem['kind'], name: string, more: Partial<Problem> = {}): Problem {
  const where = { repository: `src-toy/${name}`, issue: `I${name.toUpperCase()}`, url: '' }
  return { kind, package: name, ...where, status: 'open', falseAlarm: false, ...more }
}

function finding(code: string, subject: string): Finding {
  return { code, subject, message: { zh: '', en: '' }, blocking: true }
}

function fact(of: StatusFact['of'], issue: string, state: StatusFact['state'], more: Partial<StatusFact> = {}) {
  return { of, issue, state, repository: 'pier', falseAlarm: false, ...more }
}

/** A release that waits behind a self-check with these findings. */
function blocked(findings: readonly Finding[], more: Partial<Release> = {}): Release {
  const run: PlanRun = {
    run: 'run-1',
    plan: 'self-check',
    stage: 'verifying',
    part: 0,
    state: 'blocked',
    revision: 1,
    findings,
  }
  return { ...freshRelease(), stage: 'verifying', part: 1, runs: [run], ...more }
}

function check(
  release: Release,
  statuses: readonly StatusFact[],
  comment = '/check-status',
  more: Partial<Asking['facts']> = {},
) {
  const [command] = parseCommands(comment)
  if (!command) throw new Error(comment)
  const facts = { issues: [], missing: [], needs: [], statuses, ...more }
  const asking: Asking = { account: 1, name: 'devi', at, roles: ['developer', 'tester'], policies: {}, facts }
  const decision = decide(release, command, asking)
  if (isRefusal(decision)) return { code: decision.code, said: decision.because.en, changes: [] as readonly Change[] }
  return { code: null, said: decision.message.en, changes: decision.changes }
}

describe('the facts of CVEs', () => {
  const bare = { ...item('cve', 'I1', 'open'), cve: 'CVE-2026-1' }
  const told = { ...item('cve', 'I2', 'open'), cve: 'CVE-2026-2', score: 3 }
  const release = { ...freshRelease(), stage: 'testing' as const, items: [bare, told, item('bugfix', 'I3', 'open')] }
  const scores = { 'CVE-2026-1': 7.5, 'CVE-2026-2': 9 }

  test('give a row its score that had none, and change no other', () => {
    const { changes, said } = check(release, [fact('cve', 'I1', 'open')], '/check-status', { scores })
    expect(changes).toEqual([{ kind: 'set-score', item: { kind: 'cve', issue: 'I1' }, score: 7.5 }])
    expect(said).toContain('- #I1 (CVE-2026-1): score 7.5')
  })

  test('may not have been read: it is said, and the rest counts', () => {
    const { said } = check(release, [fact('cve', 'I1', 'closed')], '/check-status', { unheard: 'HTTP 503' })
    expect(said).toContain('open → closed')
    expect(said).toContain('The source of CVEs did not answer, their facts stay as they were: HTTP 503')
  })
})

describe('in stages without a self-check to confirm', () => {
  const items = [item('cve', 'I1', 'open'), item('bugfix', 'I2', 'open'), item('test', 'I3', 'closed')]

  test.each(['scoping', 'testing', 'reviewing'] as const)('%s: what changed is noted and told', stage => {
    const release = { ...freshRelease(), stage, items }
    const facts = [fact('cve', 'I1', 'progressing'), fact('bugfix', 'I2', null), fact('test', 'I3', 'open')]
    expect(check(release, facts)).toEqual({
      code: null,
      changes: [
        { kind: 'set-status', item: { kind: 'cve', issue: 'I1' }, status: 'progressing' },
        { kind: 'set-status', item: { kind: 'test', issue: 'I3' }, status: 'open' },
      ],
      said: [
        'Looked at 3 issues: 2 changed',
        '- #I1 (CVE, pier): open → in progress',
        '- #I3 (test, pier): closed → open',
        'Could not be read, the status stays: #I2',
        'Open test problems: #I3 (pier)',
        'Overall: not passed',
      ].join('\n'),
    })
  })

  test('nothing new is told too, and an empty scope', () => {
    const release = { ...freshRelease(), stage: 'scoping' as const, items }
    expect(check(release, [fact('cve', 'I1', 'open')])).toEqual({
      code: null,
      changes: [],
      said: 'Looked at 1 issue: nothing has changed\nOverall: passed',
    })
    expect(check({ ...release, items: [] }, []).said).toBe('There is no issue to look at\nOverall: passed')
  })

  test('a test problem that is left for the next release holds nothing here', () => {
    const left = { ...item('test', 'I3', 'open'), left: { by: 'mary', at } }
    const release = { ...freshRelease(), stage: 'testing' as const, items: [left] }
    expect(check(release, []).said).toContain('Overall: passed')
    expect(check(release, [], '/test-ok').code).toBeNull()
  })

  test('many are not all named', () => {
    const many = Array.from({ length: 25 }, (_, i) => item('bugfix', `I${i}`, 'open'))
    const release = { ...freshRelease(), stage: 'scoping' as const, items: many }
    const { said, changes } = check(
      release,
      many.map(i => fact('bugfix', i.issue, 'closed')),
    )
    expect(changes).toHaveLength(25)
    expect(said.split('\n')).toHaveLength(23)
    expect(said).toContain('- 5 more')
  })
})

describe('behind a self-check that found something', () => {
  const install = finding('not-installable', 'pier-1.0-1.x86_64 (x86_64)')
  const build = finding('self-build', 'oar (x86_64)')
  const oar = { repository: 'src-toy/oar' }

  test('what does not install is passed by a new self-check alone, also when its issue is settled', () => {
    const release = blocked([install], { problems: [problem('install', 'pier')] })
    const open = check(release, [fact('install', 'IPIER', 'open', { repository: 'src-toy/pier' })])
    expect(open.code).toBe('findings-open')
    expect(open.said).toMatch(/^The self-check still has findings: pier-1.0-1.x86_64 \(x86_64\)\. .*\/get-requires\n/)
    expect(open.said).toContain('Open problems of installation or self-build: #IPIER (src-toy/pier)')

    const closed = check(release, [fact('install', 'IPIER', 'closed', { repository: 'src-toy/pier' })])
    expect(closed.code).toBeNull()
    expect(closed.changes).toEqual([
      { kind: 'set-problem', problem: { kind: 'install', package: 'pier' }, status: 'closed', falseAlarm: false },
    ])
    expect(closed.said).toContain('- #IPIER (installation, src-toy/pier): open → closed')
    expect(closed.said).toMatch(/only a new self-check tells: \/get-requires$/)
  })

  test.each([
    ['closed', { state: 'closed' as const }],
    ['rejected', { state: 'rejected' as const }],
    ['a false alarm', { state: 'open' as const, falseAlarm: true }],
  ])('what does not build is passed when its issue is %s', (_, how) => {
    const release = blocked([build], { problems: [problem('build', 'oar')] })
    const { state, ...more } = how
    const passed = check(release, [fact('build', 'IOAR', state, { ...oar, ...more })])
    expect(passed.code).toBeNull()
    expect(passed.changes.map(c => c.kind)).toEqual(['set-problem', 'sign', 'start-plan'])
    expect(passed.changes[1]).toEqual({ kind: 'sign', gate: 'status', role: 'developer' })
    expect(passed.changes[2]).toMatchObject({ plan: 'hand-over', at: { stage: 'verifying', part: 1 } })
    expect(passed.said).toMatch(/Overall: passed\nSigned "Self-check status".*\n"Hand over to test" starts$/)
  })

  test('settled before, it waits for the gate and is passed by the command alone', () => {
    const release = blocked([build], { problems: [problem('build', 'oar', { status: 'closed' })] })
    expect(waitingFor(release, {}, at).en).toBe('Waits for: Self-check status (/check-status by developers)')
    expect(check(release, []).changes.map(c => c.kind)).toEqual(['sign', 'start-plan'])
    expect(waitingFor(blocked([build]), {}, at).en).toContain('The self-check found 1 problem')
  })

  test('with one of two left, the gate stays closed', () => {
    const release = blocked([build, install], { problems: [problem('build', 'oar', { status: 'closed' })] })
    expect(check(release, [])).toMatchObject({ code: 'findings-open' })
    expect(check(release, []).said).not.toContain('oar')
  })

  test('a scope that changed since then needs a new self-check', () => {
    const release = blocked([build], { revision: 2, problems: [problem('build', 'oar', { status: 'closed' })] })
    expect(check(release, [])).toMatchObject({ code: 'needs-self-check' })
    expect(waitingFor(release, {}, at).en).toContain('/get-requires')
  })

  test('an open test issue of an earlier round does not keep the fix from the testers', () => {
    const release = blocked([build], {
      problems: [problem('build', 'oar', { status: 'closed' })],
      items: [item('test', 'I3', 'open')],
    })
    const passed = check(release, [])
    expect(passed.changes.map(c => c.kind)).toEqual(['sign', 'start-plan'])
    expect(passed.said).toContain('Overall: not passed')
  })
})

test('a failed hand-over is tried again, and what was read is noted', () => {
  const failed: PlanRun = {
    run: 'run-2',
    plan: 'hand-over',
    stage: 'verifying',
    part: 1,
    state: 'failed',
    revision: 1,
    findings: [],
  }
  const release: Release = {
    ...freshRelease(),
    stage: 'verifying',
    part: 1,
    runs: [failed],
    items: [item('bugfix', 'I2', 'open')],
    signOffs: [{ gate: 'status', account: 0, name: 'slipway', role: 'system', revision: 1, at }],
  }
  const again = check(release, [fact('bugfix', 'I2', 'closed')])
  expect(again.changes.map(c => c.kind)).toEqual(['set-status', 'start-plan'])
})

test('/test-ok sees what was closed a moment ago, and stays refused for what is open', () => {
  const release: Release = { ...freshRelease(), stage: 'testing', items: [item('test', 'I3', 'open')] }
  expect(check(release, [fact('test', 'I3', 'open')], '/test-ok')).toMatchObject({ code: 'test-problems-open' })
  const passed = check(release, [fact('test', 'I3', 'closed')], '/test-ok')
  expect(passed.changes.slice(0, 2)).toEqual([
    { kind: 'set-status', item: { kind: 'test', issue: 'I3' }, status: 'closed' },
    { kind: 'sign', gate: 'test', role: 'tester' },
  ])
})
