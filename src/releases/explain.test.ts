// Why a release waits, in words people can act on; and what a command would do, without doing it.

import { describe, expect, test } from 'vitest'
import { freshRelease } from '../../test/kit/release.ts'
import { cveRow, decided, ended, noFacts, said, standingAt } from '../../test/kit/story.ts'
import { isRefusal } from '../lib/errors.ts'
import { text } from '../lib/text.ts'
import { apply } from './advance.ts'
import { describeChanges, explain } from './explain.ts'
import type { Change, Release } from './model.ts'
import type { RunView } from './view.ts'

const setting = {
  people: { security: ['sami'], developer: ['dev1', 'dev2'], 'version-manager': ['mary'] },
  timezone: 'Asia/Shanghai',
  steps: { 'self-check': [text('检查依赖范围', 'Check dependencies'), text('验证安装', 'Check installation')] },
}

function why(release: Release, more: Partial<Parameters<typeof explain>[1]> = {}): string[] {
  const items = explain(release, {
    policies: {},
    at: new Date('2026-11-23T01:00:00Z'),
    setting,
    runs: [],
    lacking: [],
    ...more,
  })
  return items.map(item => `${item.kind}: ${item.text.en}`)
}

function view(release: Release, more: Partial<RunView>): RunView {
  const { run = '', plan = '' } = release.runs[0] ?? {}
  const when = { startedAt: '2026-11-23T01:10:00.000Z', endedAt: null }
  return {
    id: run,
    plan,
    title: text('', ''),
    kind: 'forward',
    state: 'running',
    ...when,
    reason: null,
    steps: [],
    ...more,
  }
}

const broken = {
  code: 'unmet-requirement',
  subject: 'pier-1.0-1.noarch',
  message: text('pier 需要 libsea', 'pier requires libsea'),
  blocking: true,
}

describe('it is explained', () => {
  test('which gates are closed, who opens them by which command, and what comes after', () => {
    expect(why(standingAt('scoping'))).toEqual([
      'gate: "CVE scope" waits for the security committee (sami): /cve-ok',
      'gate: "Bugfix scope" waits for developers (dev1, dev2): /bugfix-ok',
      'later: After that: Self-check status (/check-status), Tests passed (/test-ok), Release review (/check-ok), Advisory review (/cvrf-ok)',
    ])
  })

  test('who has signed, and how many or which roles are missing', () => {
    const reviewing = said(standingAt('reviewing'), '/check-ok', { policies: { check: 2 }, name: 'rick' })
    expect(why(reviewing, { policies: { check: 2 } })[0]).toMatch(/signed so far by mary; 1 more needed$/)
    const all = said(standingAt('reviewing'), '/check-ok', { policies: { check: 'all' }, roles: ['qa'] })
    expect(why(all, { policies: { check: 'all' } })[0]).toBe(
      'gate: "Release review" waits for the technical committee, release reviewers or the security committee (sami): ' +
        '/check-ok; signed so far by mary; it needs one of each role',
    )
  })

  test('what the self-check has found, and what would mend it', () => {
    const found = ended(standingAt('verifying'), 'blocked', { findings: [broken] })
    expect(why(found).slice(0, 2)).toEqual([
      'finding: F1: pier requires libsea. What helps: add the package that provides it by /add requires, or build it anew ' +
        'with another requirement, or take the package out by /delete; then /get-requires; ' +
        'or waive it: /waive F1 until DATE because REASON',
      'gate: "Self-check status" waits for developers (dev1, dev2): /check-status',
    ])
    const many = ended(standingAt('verifying'), 'blocked', { findings: Array.from({ length: 23 }, () => broken) })
    expect(why(many)[20]).toBe('finding: 3 more')
  })

  test('what keeps a draft whose list of CVEs is wrong', () => {
    const wrong = { ...broken, code: 'cve-list', message: text('没有表', 'there is no sheet') }
    const draft = ended(said(freshRelease(), '/start-update'), 'blocked', { findings: [wrong] })
    expect(why(draft)[0]).toBe('finding: there is no sheet. What helps: mend the list of CVEs; then /start-update')
  })

  test('what is under way, at which step and since when', () => {
    const verifying = standingAt('verifying')
    const step = {
      ...{ name: 'dependency-check', title: text('检查依赖范围', 'Check dependencies'), state: 'running' as const },
      ...{ attempts: 2, startedAt: '2026-11-23T01:30:00.000Z', endedAt: null, findings: [], note: null },
    }
    expect(why(verifying)[0]).toBe('run: "Self-check" is queued')
    const runs = verifying.runs.map(r => ({ ...r, state: r.state === 'queued' ? ('running' as const) : r.state }))
    expect(why({ ...verifying, runs }, { runs: [view(verifying, { steps: [step] })] })[0]).toBe(
      'run: "Self-check" is under way, at the step "Check dependencies", since 2026-11-23 09:30 Asia/Shanghai, attempt 2',
    )
  })

  test('why the last plan failed, and how to try it again', () => {
    const failed = ended(standingAt('publishing'), 'failed')
    const reason = text('步骤失败', 'the step "Publish packages" failed: disk full')
    expect(why(failed, { runs: [view(failed, { state: 'failed', reason })] })).toEqual([
      'failure: "Publish packages" failed: the step "Publish packages" failed: disk full; /check-ok tries again',
      'later: After that: Advisory review (/cvrf-ok)',
    ])
    expect(why(ended(standingAt('publishing'), 'cancelled'))[0]).toContain('was cancelled; /check-ok starts it again')
  })

  test('what a stuck roll-back needs, before all else', () => {
    const stuck = ended(standingAt('publishing'), 'stuck')
    const runs = [view(stuck, { state: 'stuck', reason: text('撤销失败', 'undoing failed') })]
    expect(why(stuck, { runs })[0]).toBe(
      'stuck: A roll-back is stuck: undoing failed. Mend the cause, then the version manager (mary) goes on by /rollback',
    )
  })

  test('which problems of the testers are open, and which rows nobody has accepted', () => {
    const item = {
      ...cveRow,
      kind: 'test' as const,
      issue: 'I3TEST',
      title: 'it @all crashes',
      status: 'open',
      cve: null,
    }
    const facts = { ...noFacts, issues: [{ word: 'I3TEST', item, problem: null }] }
    const testing = said(standingAt('testing'), '/add test I3TEST', { facts })
    const fed = { ...cveRow, kind: 'bugfix' as const, issue: 'I3AZ9M', cve: null }
    const waits: Change = { kind: 'add-item', item: fed, how: { acceptance: 'pending' } }
    expect(why(apply(testing, waits, { account: 2, name: 'gast', at: new Date(0) }))).toEqual([
      'gate: "Tests passed" waits for testers: /test-ok',
      'test-problem: The test problem #I3TEST it @all crashes is open: close its issue when it is mended, or take it out by /delete test #I3TEST',
      'pending: Neither accepted nor refused: #I3AZ9M; that is for the version manager (mary): /accept or /refuse',
      expect.stringMatching(/^later: /),
    ])
    const answer = decided(testing, '/explain', { roles: [] })
    expect(!isRefusal(answer) && answer.message.en).toContain('it @\u200ball crashes')
  })

  test('which CVEs miss what /cvrf-ok will ask for', () => {
    const lacking = [
      { cve: 'CVE-2026-10001', missing: [text('缺描述。', 'no description.'), text('缺评分。', 'no score.')] },
    ]
    const told = 'facts: Needed before the advisories (/cvrf-ok): no description, no score'
    expect(why(standingAt('testing'), { lacking })).toContain(told)
    expect(why(said(standingAt('reviewing'), '/cvrf-ok'), { lacking })).not.toContain(told)
    expect(why(standingAt('released'), { lacking })).toEqual([])
    const answer = decided(standingAt('scoping'), '/explain', { facts: { ...noFacts, lacking } })
    expect(!isRefusal(answer) && answer.message.zh).toContain('发布公告（/cvrf-ok）之前须补全：缺描述、缺评分')
    const many = Array.from({ length: 23 }, (_, i) => ({ cve: `CVE-2026-2000${i}`, missing: [text('缺', 'none')] }))
    expect(why(standingAt('testing'), { lacking: many })).toContain('facts: 3 more CVEs lack facts')
  })

  test('how to go on after a withdrawal, and with whom', () => {
    const withdrawn = ended(said(standingAt('released'), '/withdraw'))
    expect(withdrawn).toMatchObject({ stage: 'reviewing', withdrawn: true })
    expect(why(withdrawn)[0]?.split('\n')).toEqual([
      'withdrawn: The release is withdrawn: its packages and advisories are offered no more. What can be done next:',
      '- publish it again: /check-ok by the technical committee, release reviewers, QA or the security committee (sami) ' +
        'and /cvrf-ok by the security committee (sami); the advisories get new numbers',
      expect.stringMatching(/^- change the scope first: .*\/no-release of the version manager \(mary\)$/),
      '- go further back, stage by stage: /rollback by the version manager (mary)',
    ])
    // Further back it is a release like any other, and the gates say the rest.
    let back = withdrawn
    while (back.stage !== 'draft') back = ended(said(back, '/rollback'))
    expect(why(back)[0]).toMatch(/next:\n- start it anew: \/start-update by the version manager \(mary\)$/)
    expect(why(said(withdrawn, '/rollback')).some(line => line.startsWith('withdrawn'))).toBe(false)
  })

  test('that nothing is left to do', () => {
    expect(why(standingAt('released'))).toEqual([])
    expect(why(said(freshRelease(), '/drop a holiday'))).toHaveLength(1)
  })
})

function preview(release: Release, comment: string, roles: readonly string[] = ['version-manager']): string[] {
  const decision = decided(release, `/preview ${comment}`, { roles: roles as never, setting })
  if (isRefusal(decision)) return [decision.code]
  expect(decision.changes).toEqual([])
  expect(decision.message.zh.split('\n')).toHaveLength(decision.message.en.split('\n').length)
  return decision.message.en.split('\n')
}

describe('it is previewed', () => {
  test('what a sign-off sets going, with the steps of the plan', () => {
    const half = said(standingAt('scoping'), '/cve-ok')
    expect(preview(half, '/bugfix-ok', ['developer'])).toEqual([
      'Preview of /bugfix-ok (nothing was changed):',
      '- Signs "Bugfix scope"',
      '- Enters the stage Verifying',
      '- Starts "Self-check": Check dependencies, Check installation',
    ])
    expect(preview(half, 'bugfix-ok', ['developer'])).toHaveLength(4)
  })

  test('what others may do, for those who may not', () => {
    expect(preview(standingAt('scoping'), '/cve-ok', [])).toEqual([
      'Preview of /cve-ok (nothing was changed):',
      '- Given by you it would be refused: /cve-ok is for the security committee (sami)',
      '- Given by those who may:',
      '- Signs "CVE scope"',
    ])
    // What the asker has signed already is no reason for others.
    const signed = said(standingAt('scoping'), '/cve-ok')
    expect(preview(signed, '/cve-ok', []).at(-1)).toBe('- Signs "CVE scope"')
  })

  test('which gates a changed scope opens, and what it stops', () => {
    const item = { ...cveRow, kind: 'bugfix' as const, issue: 'I3AZ9M', cve: null }
    const facts = { ...noFacts, issues: [{ word: 'I3AZ9M', item, problem: null }] }
    const decision = decided(standingAt('verifying'), '/preview /add bugfix #I3AZ9M', { facts })
    expect(!isRefusal(decision) && decision.message.en.split('\n').slice(1)).toEqual([
      '- Adds bugfix: #I3AZ9M',
      '- Makes scope revision 2',
      '- Cancels "Self-check" and takes back all it did',
      '- Withdraws the sign-offs of: Bugfix scope',
      '- Returns to the stage Scoping',
    ])
  })

  test('what a roll-back and a withdrawal undo', () => {
    expect(preview(standingAt('released'), '/rollback').slice(1)).toEqual([
      '- Undoes, last step first: Publish advisories; then returns to the stage Announcing',
    ])
    expect(preview(standingAt('released'), '/withdraw').slice(1)).toEqual([
      '- Undoes, last step first: Publish advisories, Publish packages; then returns to the stage Reviewing',
      '- Marks the release withdrawn',
    ])
    expect(preview(freshRelease(), '/drop @all, a holiday').slice(1)).toEqual([
      '- Deletes the plan and closes its issue: @\u200ball, a holiday',
    ])
  })

  test('that a command would be refused, or changes nothing', () => {
    expect(preview(standingAt('scoping'), '/test-ok', ['tester'])[1]).toMatch(
      /^- It would be refused: The release is in/,
    )
    expect(preview(standingAt('scoping'), '/frobnicate')[1]).toMatch(/^- It would be refused: There is no command/)
    expect(preview(standingAt('scoping'), '/status').slice(1)).toEqual(['- Nothing changes'])
  })

  test('neither itself nor nothing', () => {
    expect(preview(standingAt('scoping'), '/preview /status')).toEqual(['wrong-usage'])
    expect(preview(standingAt('scoping'), '')).toEqual(['wrong-usage'])
  })
})

test('what happens to rows is told by kind, and how issues stand in words', () => {
  const [cve, bug] = [{ kind: 'cve', issue: 'I1' } as const, { kind: 'bugfix', issue: 'I2' } as const]
  const changes: readonly Change[] = [
    { kind: 'judge-item', item: cve, acceptance: 'accepted' },
    { kind: 'judge-item', item: { ...cve, issue: 'I9' }, acceptance: 'accepted' },
    { kind: 'judge-item', item: bug, acceptance: 'refused' },
    { kind: 'leave-item', item: bug },
    { kind: 'return-item', item: cve },
    { kind: 'uncarry-item', item: bug, from: 'D-1_update20261116' },
    { kind: 'add-item', item: { ...cveRow, issue: 'I4' }, how: { acceptance: 'pending' } },
    { kind: 'set-status', item: bug, status: 'progressing' },
    { kind: 'set-problem', problem: { kind: 'build', package: 'oar' }, status: 'open', falseAlarm: true },
    { kind: 'settle', withdrawn: false },
  ]
  const told = describeChanges(standingAt('scoping'), changes)
  expect(told.en.split('\n')).toEqual([
    'Accepts cve: #I1 #I9',
    'Does not accept bugfix: #I2',
    'Leaves bugfix for the next release: #I2',
    'Brings back cve that were left for the next release: #I1',
    'Lets go of bugfix that are no longer left for it: #I2',
    'Adds cve, to be accepted by the version manager: #I4',
    'Notes that #I2 is in progress',
    'Notes that the issue of oar is open, a false alarm',
    'Completes the roll-back',
  ])
  expect(told.zh).toContain('#I2 的状态记为“进行中”')
})

test('changes are told in both languages', () => {
  const release = standingAt('scoping')
  expect(describeChanges(release, [])).toEqual(text('不做任何更改', 'Nothing changes'))
  expect(describeChanges(release, [{ kind: 'sign', gate: 'cve', role: 'security' }]).zh).toBe('确认“CVE 范围确认”')
})
