// The rules as a story and as tables: who may do what when, what it moves, and what goes back.

import { expect, test } from 'vitest'
import { freshRelease, plainRow } from '../../test/kit/release.ts'
import type { Role } from '../accounts/index.ts'
import { isRefusal } from '../lib/errors.ts'
import { apply } from './advance.ts'
import { commandAt, commandNames, findCommand } from './commands.ts'
import { decide, mayRun } from './decide.ts'
import { runEnded } from './ended.ts'
import type { Change, PlanRun, Release } from './model.ts'
import { parseCommands } from './parse.ts'
import { waitingFor } from './rules-read.ts'
import type { Asking, Facts } from './ruling.ts'
import { type GateName, gates, stageNames } from './stages.ts'

const at = new Date('2026-11-23T01:00:00Z')
const none: Facts = { issues: [], missing: [], needs: [] }
const everyone: readonly Role[] = ['version-manager', 'developer', 'security', 'tester', 'tc', 'release', 'qa']

let serial = 0

/** Says something to a release as a person with these roles; the release after it, or the refusal's code. */
function say(
  release: Release,
  comment: string,
  roles: readonly Role[] = everyone,
  facts: Facts = none,
): Release | string {
  const [command] = parseCommands(comment)
  if (!command) throw new Error(`no command in ${comment}`)
  const asking: Asking = { account: 1, name: 'mary', at, roles, policies: {}, facts }
  const decision = decide(release, command, asking)
  if (isRefusal(decision)) return decision.code
  return play(release, decision.changes)
}

function play(release: Release, changes: readonly Change[]): Release {
  let state = release
  for (const change of changes) {
    state = apply(state, change, { account: 1, name: 'mary', at })
    if (change.kind === 'start-plan' || change.kind === 'start-undo') {
      const [first, ...rest] = state.runs
      if (first) state = { ...state, runs: [{ ...first, run: `run-${++serial}` }, ...rest] }
    }
  }
  return state
}

function told(result: Release | string): Release {
  if (typeof result === 'string') throw new Error(`refused: ${result}`)
  return result
}

/** Lets the run under way end, and the release take note of it. An undo marks what it took back. */
function end(release: Release, state: PlanRun['state'] = 'done', findings: PlanRun['findings'] = []): Release {
  const run = release.runs.find(r => r.state === 'queued')
  if (!run) throw new Error('no run under way')
  const undone = (r: PlanRun) => run.plan === 'undo' && state === 'done' && lastTargets.includes(r.run)
  const runs = release.runs.map(r =>
    r.run === run.run ? { ...r, state, findings } : undone(r) ? { ...r, state: 'undone' as const } : r,
  )
  const seen = { ...release, runs }
  return play(seen, runEnded(seen, run.run, { account: 0, name: 'slipway', at }, {}).changes)
}

let lastTargets: readonly string[] = []
function undo(release: Release, comment: string): Release {
  const [command] = parseCommands(comment)
  const asking: Asking = { account: 1, name: 'mary', at, roles: everyone, policies: {}, facts: none }
  const decision = command && decide(release, command, asking)
  if (!decision || isRefusal(decision))
    throw new Error(`refused: ${decision && isRefusal(decision) ? decision.code : comment}`)
  lastTargets = decision.changes.flatMap(c => (c.kind === 'start-undo' ? c.targets : []))
  return end(play(release, decision.changes))
}

const cve = {
  kind: 'cve' as const,
  issue: 'I3NQ1A',
  repository: 'harbor',
  title: 'CVE-2026-1',
  url: '',
  status: 'closed',
  cve: 'CVE-2026-1',
  score: 7.5,
  version: '1',
  abiChanged: false,
}
const withCve = (release: Release) => play(release, [{ kind: 'add-item', item: cve }])

const blocked = [{ code: 'unmet-requirement', subject: 'x', message: { zh: '', en: '' }, blocking: true }]

function standing(stage: string): Release {
  let r = withCve(end(told(say(freshRelease(), '/start-update'))))
  const path: Record<string, () => void> = {
    scoping: () => undefined,
    verifying: () => {
      r = told(say(told(say(r, '/cve-ok')), '/bugfix-ok'))
    },
    testing: () => {
      r = end(end(r))
    },
    reviewing: () => {
      r = told(say(r, '/test-ok'))
    },
    publishing: () => {
      r = told(say(r, '/check-ok'))
    },
    announcing: () => {
      r = end(r)
    },
    released: () => {
      r = end(told(say(r, '/cvrf-ok')))
    },
  }
  for (const [name, go] of Object.entries(path)) {
    go()
    if (name === stage) return r
  }
  throw new Error(stage)
}

test('a release goes from draft to released by the comments of the seed', () => {
  for (const stage of stageNames.slice(1)) expect(standing(stage).stage).toBe(stage)
})

test('rolled back again and again, it comes from released to an empty draft', () => {
  let r = standing('released')
  const seen: string[] = []
  while (r.stage !== 'draft') {
    r = undo(r, '/rollback')
    seen.push(`${r.stage}/${r.part}`)
  }
  expect(seen).toEqual(['announcing/0', 'reviewing/0', 'verifying/1', 'scoping/0', 'draft/0'])
  expect(r.items).toEqual([])
  expect(r.revision).toBe(2)
  expect(r.signOffs).toEqual([])
  expect(say(r, '/rollback')).toBe('nothing-to-undo')
})

test('withdrawn, it waits in reviewing, marked, and publishing again takes the mark away', () => {
  const r = undo(standing('released'), '/withdraw')
  expect(r).toMatchObject({ stage: 'reviewing', part: 0, withdrawn: true })
  expect(r.signOffs.map(s => s.gate)).toEqual(['start', 'cve', 'bugfix', 'status', 'test'])
  expect(end(told(say(r, '/check-ok')))).toMatchObject({ stage: 'announcing', withdrawn: false })
})

test('going back takes everything: words behind it that seem to choose are refused', () => {
  expect(say(standing('released'), '/withdraw CVE-2026-10001')).toBe('wrong-usage')
  expect(say(standing('released'), '/withdraw anyway pier')).toBe('wrong-usage')
  expect(say(standing('testing'), '/rollback to scoping')).toBe('wrong-usage')
  expect(typeof say(standing('released'), '/withdraw @tess')).toBe('object')
})

test('what other releases need is not withdrawn, unless one insists', () => {
  const needs: Facts = { ...none, needs: [{ zh: 'x', en: 'x' }] }
  expect(say(standing('released'), '/withdraw', everyone, needs)).toBe('still-needed')
  expect(typeof say(standing('released'), '/withdraw anyway', everyone, needs)).toBe('object')
})

test('a self-check that finds something waits at the gate and is not passed by a comment', () => {
  const r = end(standing('verifying'), 'blocked', blocked)
  expect(r).toMatchObject({ stage: 'verifying', part: 1 })
  expect(say(r, '/check-status')).toBe('findings-open')
  const again = told(say(r, '/get-requires'))
  expect(again.runs[0]).toMatchObject({ plan: 'self-check', state: 'queued' })
  expect(end(end(again)).stage).toBe('testing')
})

test('a plan that failed waits, and the command of its gate tries it again', () => {
  const failed = end(standing('publishing'), 'failed')
  expect(failed).toMatchObject({ stage: 'publishing', part: 0 })
  expect(waitingFor(failed, {}, at).en).toContain('/check-ok tries again')
  expect(told(say(failed, '/check-ok')).runs[0]).toMatchObject({ plan: 'publish', state: 'queued' })
  const announce = end(told(say(standing('announcing'), '/cvrf-ok')), 'failed')
  expect(told(say(announce, '/cvrf-ok')).runs[0]).toMatchObject({ plan: 'announce', state: 'queued' })
  const start = end(told(say(freshRelease(), '/start-update')), 'blocked', blocked)
  expect(waitingFor(start, {}, at).en).toMatch(/"Collect the scope" found 1 problem; mend it, then \/start-update/)
  expect(told(say(start, '/start-update')).runs[0]).toMatchObject({ plan: 'collect', state: 'queued' })
})

test('until the end of a run is noted, the release says what it does', () => {
  const running = standing('verifying')
  const over = { ...running, runs: running.runs.map(r => ({ ...r, state: 'done' as const })) }
  expect(waitingFor(over, {}, at).en).toBe('Under way: Self-check')
})

test('cancelled by /rollback, a running plan is unwound and the release waits at the gate before it', () => {
  const r = told(say(standing('verifying'), '/rollback'))
  expect(r).toMatchObject({ stage: 'scoping', part: 0 })
  expect(r.signOffs.map(s => s.gate)).toEqual(['start'])
  const ended = end(r, 'cancelled')
  expect(ended).toMatchObject({ stage: 'scoping', part: 0 })
  expect(told(say(told(say(ended, '/cve-ok')), '/bugfix-ok')).runs[0]).toMatchObject({
    plan: 'self-check',
    state: 'queued',
  })
})

const added: Facts = {
  ...none,
  issues: [{ word: 'I3AZ9M', item: { ...cve, kind: 'bugfix', issue: 'I3AZ9M', cve: null }, problem: null }],
}

test('a changed scope re-opens only the gates it touches', () => {
  const r = told(say(standing('reviewing'), '/add bugfix #I3AZ9M', everyone, added))
  expect(r).toMatchObject({ stage: 'scoping', revision: 2 })
  expect(r.signOffs.map(s => s.gate)).toEqual(['start', 'cve'])
  expect(say(r, '/add bugfix #I3AZ9M', everyone, added)).toBe('already-there')
  expect(say(r, '/delete bugfix I0AAAA')).toBe('unknown-item')
  expect(told(say(r, '/delete bugfix #i3az9m')).items).toHaveLength(1)
  expect(say(standing('announcing'), '/add bugfix #I3AZ9M', everyone, added)).toBe('wrong-stage')
})

test('a roll-back never goes forward over gates that a changed scope has closed', () => {
  const back = told(say(standing('testing'), '/add bugfix I3AZ9M', everyone, added))
  expect(undo(back, '/rollback')).toMatchObject({ stage: 'scoping', part: 0 })
  const unwinding = told(say(end(standing('verifying')), '/add bugfix I3AZ9M', everyone, added))
  expect(unwinding.runs[0]).toMatchObject({ plan: 'hand-over', state: 'queued' })
  expect(told(say(unwinding, '/rollback'))).toMatchObject({ stage: 'scoping', part: 0 })
})

test('signed while a run was unwinding, the release goes on when it has failed', () => {
  let r = told(say(standing('verifying'), '/add bugfix I3AZ9M', everyone, added))
  r = told(say(r, '/bugfix-ok'))
  expect(end(r, 'failed').runs[0]).toMatchObject({ plan: 'self-check', state: 'queued' })
})

test('an early /cvrf-ok does not try publishing again', () => {
  const failed = end(standing('publishing'), 'failed')
  expect(told(say(failed, '/cvrf-ok', ['security'])).runs).toHaveLength(failed.runs.length)
})

test('nothing is started on top of a run that could not be taken back', () => {
  const stuck = end(told(say(standing('publishing'), '/rollback')), 'stuck')
  expect(stuck.stage).toBe('reviewing')
  for (const comment of ['/check-ok', '/cvrf-ok', '/add bugfix I3AZ9M']) {
    expect(say(stuck, comment, everyone, added)).toBe('stuck')
  }
  expect(undo(stuck, '/rollback')).toMatchObject({ stage: 'reviewing', part: 0 })
})

test('a test row never moves the release, and holds /test-ok until it is closed', () => {
  const problem = { ...cve, issue: 'I3TEST', status: 'open', cve: null }
  const facts: Facts = { ...none, issues: [{ word: 'I3TEST', item: problem, problem: null }] }
  const r = told(say(standing('testing'), '/add test I3TEST', ['tester'], facts))
  expect(r.stage).toBe('testing')
  expect(say(r, '/test-ok')).toBe('test-problems-open')
})

test('the advisories must be complete before they are signed off', () => {
  expect(say(standing('announcing'), '/cvrf-ok', everyone, { ...none, missing: [{ zh: 'x', en: 'x' }] })).toBe(
    'drafts-incomplete',
  )
})

test('a review or an advisory found wrong is withdrawn while its plan runs, and after it failed', () => {
  const publishing = standing('publishing')
  const stopped = told(say(publishing, '/check-not-ok'))
  expect(stopped).toMatchObject({ stage: 'reviewing', part: 0 })
  expect(stopped.signOffs.some(s => s.gate === 'check')).toBe(false)
  const failed = told(say(end(publishing, 'failed'), '/check-not-ok'))
  expect([failed.stage, failed.signOffs.some(s => s.gate === 'check')]).toEqual(['reviewing', false])
  const announcing = told(say(standing('announcing'), '/cvrf-ok'))
  const held = told(say(announcing, '/cvrf-not-ok'))
  expect([held.stage, held.signOffs.some(s => s.gate === 'cvrf')]).toEqual(['announcing', false])
})

test.each(['/cve-not-ok', '/launch-not-ok', '/test-not-ok', '/check-not-ok'])(
  'when the packages are out, the answer to %s names the ways back',
  comment => {
    const [command] = parseCommands(comment)
    const asking: Asking = { account: 1, name: 'mary', at, roles: everyone, policies: {}, facts: none }
    const decision = command && decide(standing('announcing'), command, asking)
    expect(decision && isRefusal(decision) && decision.because.en).toMatch(/\/rollback.*\/withdraw/)
  },
)

test('an early /cvrf-ok waits for the packages', () => {
  const r = told(say(standing('reviewing'), '/cvrf-ok'))
  expect(r.stage).toBe('reviewing')
  const out = end(told(say(r, '/check-ok')))
  expect(out).toMatchObject({ stage: 'announcing' })
  expect(out.runs[0]).toMatchObject({ plan: 'announce', state: 'queued' })
})

test('one person signs a gate once; not-ok withdraws; an unknown command names the nearest', () => {
  const signed = told(say(standing('scoping'), '/cve-ok'))
  expect(say(signed, '/cve-ok')).toBe('already-signed')
  expect(told(say(signed, '/cve-not-ok')).signOffs.map(s => s.gate)).toEqual(['start'])
  expect(say(standing('scoping'), '/cve-not-ok')).toBe('not-signed')
  expect(say(signed, '/cve-okk')).toBe('unknown-command')
  expect(told(say(standing('reviewing'), '/test-not-ok'))).toMatchObject({ stage: 'testing' })
})

test.each(Object.entries(gates) as [GateName, (typeof gates)[GateName]][])(
  'the gate %s is for its roles alone',
  (_, gate) => {
    const command = findCommand(gate.command.slice(1))
    const others = everyone.filter(r => !(gate.roles as readonly Role[]).includes(r))
    if (!command) throw new Error(gate.command)
    const stage = commandAt(command).stages[0]
    const release = stage === 'draft' || !stage ? freshRelease() : standing(stage)
    expect(mayRun(release, command, others)?.code).toBe('wrong-role')
  },
)

test('every command is refused outside its stages, and none while a roll-back is under way', () => {
  const rolling = (release: Release): Release => ({
    ...release,
    runs: [{ run: 'u', plan: 'undo', stage: release.stage, part: 0, state: 'running', revision: 1, findings: [] }],
  })
  for (const name of commandNames) {
    const command = commandAt(name)
    for (const stage of stageNames) {
      const release = { ...freshRelease(), stage }
      if (!command.stages.includes(stage)) expect(mayRun(release, name, everyone)?.code).toBe('wrong-stage')
      else if (command.whileRunning !== 'accept') expect(mayRun(rolling(release), name, everyone)?.code).toBe('busy')
    }
  }
})

test('a stuck run holds its release: only reading and going back are left, and nothing starts', () => {
  const stuck = end(standing('publishing'), 'stuck')
  expect(say(stuck, '/check-ok')).toBe('stuck')
  expect(told(say(stuck, '/status')).runs).toEqual(stuck.runs)
  for (const name of commandNames) {
    const allowed = commandAt(name).stages.includes('publishing') && mayRun(stuck, name, everyone) === undefined
    expect([name, allowed]).toEqual([name, ['rollback', 'status', 'explain', 'preview', 'help'].includes(name)])
  }
  expect(undo(stuck, '/rollback')).toMatchObject({ stage: 'reviewing', withdrawn: false })
  expect(undo(standing('announcing'), '/rollback')).toMatchObject({ stage: 'reviewing', withdrawn: true })
})

test.each([
  ['/cve-ok', ['cve-ok']],
  ['> /cve-ok\n\nsure', []],
  ['```\n/cve-ok\n```\n/bugfix-ok', ['bugfix-ok']],
  ['<!-- /cve-ok -->', []],
  ['text /cve-ok', []],
  ['／ＣＶＥ－ＯＫ', ['cve-ok']],
  ['\u200b/cve-ok\u00a0', ['cve-ok']],
  ['/add cve #I3NQ1A\r\n/delete cve I3NQ1B', ['add', 'delete']],
  ['thanks\n-- \n/cve-ok', []],
  ['    /cve-ok', []],
])('commands in %j', (comment, names) => {
  expect(parseCommands(comment).map(c => c.name)).toEqual(names)
})

test('words behind a command that takes none sign nothing', () => {
  const scoping: Release = { ...freshRelease(), stage: 'scoping' }
  for (const line of ['/cve-ok 还不行', '/cve-ok /bugfix-ok', '/cve-not-ok later', '/status please']) {
    expect(say(scoping, line), line).toBe('wrong-usage')
  }
  expect(told(say(scoping, '/cve-ok @devi')).signOffs).toHaveLength(1)
})

test('a test problem that came up in the review holds the packages back', () => {
  const problem = { kind: 'test' as const, issue: 'I3NQ1A', repository: 'pier', status: 'open' }
  const items = [{ ...plainRow, ...problem, addedBy: 'tess', addedAt: at }]
  const reviewing: Release = { ...freshRelease(), stage: 'reviewing', items }
  expect(say(reviewing, '/check-ok')).toBe('test-problems-open')
  expect(told(say({ ...reviewing, items: items.map(i => ({ ...i, status: 'closed' })) }, '/check-ok')).stage).toBe(
    'publishing',
  )
})
