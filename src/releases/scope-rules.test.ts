// Who may take rows into a release, refuse, leave and bring them back, and what goes on: goldens of the decisions.

import { describe, expect, test } from 'vitest'
import { freshRelease, plainRow } from '../../test/kit/release.ts'
import type { Role } from '../accounts/index.ts'
import { isRefusal } from '../lib/errors.ts'
import { apply } from './advance.ts'
import { noticeOf } from './answers.ts'
import { decide } from './decide.ts'
import { runEnded } from './ended.ts'
import { type Item, packagesInScope, type Release, rowsThatCount, type ScopeItem } from './model.ts'
import { parseCommands } from './parse.ts'
import { carryRows } from './rules-leave.ts'
import { waitingFor } from './rules-read.ts'
import type { Asking, Facts } from './ruling.ts'
import type { StageName } from './view.ts'

const at = new Date('2026-11-23T01:00:00Z')
const none: Facts = { issues: [], missing: [], needs: [] }
const accept = 'by-version-manager' as const

function item(issue: string, more: Partial<Item> = {}): Item {
  const cve = more.kind === 'cve' ? 'CVE-2026-1' : null
  return {
    ...{ kind: 'bugfix', issue, repository: issue.toLowerCase(), title: issue, url: '', status: 'open' },
    ...{ cve, score: null, version: null, abiChanged: null },
    ...more,
  }
}

function row(issue: string, more: Partial<ScopeItem> = {}): ScopeItem {
  return {
    ...plainRow,
    ...item(issue, more),
    ...{ addedBy: 'devi', addedAt: at },
    ...more,
  } as ScopeItem
}

const signOff = (gate: 'start' | 'cve' | 'bugfix' | 'test', role: Role) =>
  ({ gate, role, account: 9, name: 'x', revision: 1, at }) as const

function releaseIn(stage: StageName, items: readonly ScopeItem[]): Release {
  const signOffs = [signOff('start', 'version-manager')]
  if (stage !== 'scoping') signOffs.push(signOff('cve', 'security'), signOff('bugfix', 'developer'))
  if (stage === 'reviewing') signOffs.push(signOff('test', 'tester'))
  return { ...freshRelease(), stage, items, signOffs: stage === 'draft' ? [] : signOffs }
}

interface Saying {
  readonly roles?: readonly Role[]
  readonly facts?: readonly Item[]
  readonly account?: number
  readonly asking?: Partial<Asking>
}

/** The release after a comment, or the code of the refusal. */
function say(release: Release, comment: string, how: Saying = {}): Release | string {
  const [command] = parseCommands(comment)
  if (!command) throw new Error(`no command in ${comment}`)
  const asking: Asking = {
    ...{ account: how.account ?? 1, name: 'mary', at, policies: {}, roles: how.roles ?? ['version-manager'] },
    facts: { ...none, issues: (how.facts ?? []).map(i => ({ word: i.issue, item: i, problem: null })) },
    ...how.asking,
  }
  const decision = decide(release, command, asking)
  if (isRefusal(decision)) return decision.code
  return decision.changes.reduce((state, change) => apply(state, change, asking), release)
}

function told(result: Release | string): Release {
  if (typeof result === 'string') throw new Error(`refused: ${result}`)
  return result
}

const gatesOf = (release: Release) => release.signOffs.map(s => s.gate)
const states = (release: Release) => release.items.map(i => `${i.kind} ${i.issue} ${i.acceptance}`)

describe('who may', () => {
  const everyone: readonly Role[] = ['version-manager', 'developer', 'security', 'tester', 'tc', 'release', 'qa']
  test.each([
    ['/accept all', ['version-manager']],
    ['/accept I1', ['version-manager']],
    ['/refuse I1', ['version-manager']],
    ['/no-release I1', ['version-manager']],
    ['/release I3', ['version-manager']],
    ['/start-update', ['version-manager']],
    ['/add-bugfix I9', ['version-manager', 'developer']],
    ['/delete-bugfix I2', ['version-manager', 'developer']],
    ['/feedback I9', ['version-manager', 'developer']],
  ] as const)('%s: %j', (comment, wanted) => {
    const release = releaseIn('scoping', [
      row('I1', { acceptance: 'pending' }),
      row('I2'),
      row('I3', { left: { by: 'mary', at } }),
    ])
    const may = everyone.filter(
      role => typeof say(release, comment, { roles: [role], facts: [item('I9')] }) !== 'string',
    )
    expect(may).toEqual(wanted)
  })

  test('feedback before the start is for anyone', () => {
    expect(told(say(releaseIn('draft', []), '/feedback I9', { roles: [], facts: [item('I9')] })).items).toHaveLength(1)
  })

  test('and in which stages', () => {
    for (const stage of ['draft', 'publishing', 'announcing', 'released'] as const) {
      const release = releaseIn(stage, [row('I1', { acceptance: 'pending' }), row('I3', { left: { by: 'mary', at } })])
      for (const comment of ['/accept all', '/refuse I1', '/no-release I1', '/release I3']) {
        expect([stage, comment, say(release, comment)]).toEqual([stage, comment, 'wrong-stage'])
      }
    }
  })
})

describe('acceptance', () => {
  const asking = { accept }

  test('what the version manager adds is accepted, what others add waits, tests never do', () => {
    const release = releaseIn('scoping', [])
    expect(states(told(say(release, '/add bugfix I1', { facts: [item('I1')], asking })))).toEqual([
      'bugfix I1 accepted',
    ])
    const developer = { roles: ['developer'] as const, facts: [item('I1')], asking }
    expect(states(told(say(release, '/add bugfix I1', developer)))).toEqual(['bugfix I1 pending'])
    expect(states(told(say(release, '/add bugfix I1', { ...developer, asking: {} })))).toEqual(['bugfix I1 accepted'])
    const tester = { roles: ['tester'] as const, facts: [item('I1')], asking }
    expect(states(told(say(releaseIn('testing', []), '/add test I1', tester)))).toEqual(['test I1 accepted'])
  })

  test('a row that waits re-opens nothing; accepted, it re-opens what it touches', () => {
    const release = releaseIn('reviewing', [row('I1')])
    const added = told(say(release, '/add-bugfix I2', { roles: ['developer'], facts: [item('I2')], asking }))
    expect(added).toMatchObject({ stage: 'reviewing', revision: 1 })
    expect(packagesInScope(added.items)).toEqual(['i1'])
    const accepted = told(say(added, '/accept #i2', { asking }))
    expect(accepted).toMatchObject({ stage: 'scoping', revision: 2 })
    expect(gatesOf(accepted)).toEqual(['start', 'cve'])
    expect(packagesInScope(accepted.items)).toEqual(['i1', 'i2'])
  })

  test('all accepts those that wait, and not those that were refused', () => {
    const release = releaseIn('scoping', [
      row('I1', { acceptance: 'pending' }),
      row('I2', { kind: 'cve', acceptance: 'pending' }),
      row('I3', { acceptance: 'refused' }),
    ])
    const accepted = told(say(release, '/accept all'))
    expect(states(accepted)).toEqual(['bugfix I1 accepted', 'cve I2 accepted', 'bugfix I3 refused'])
    expect(say(accepted, '/accept all')).toBe('nothing-pending')
    expect(states(told(say(accepted, '/accept I3')))[2]).toBe('bugfix I3 accepted')
  })

  test('refusing what waits changes no scope; refusing what was accepted does', () => {
    const release = releaseIn('verifying', [row('I1'), row('I2', { acceptance: 'pending' })])
    expect(told(say(release, '/refuse I2'))).toMatchObject({ stage: 'verifying', revision: 1 })
    expect(told(say(release, '/refuse I1'))).toMatchObject({ stage: 'scoping', revision: 2 })
  })

  test.each([
    ['/accept', 'wrong-usage'],
    ['/accept I7', 'unknown-item'],
    ['/accept I1 I7', 'unknown-item'],
    ['/accept I1', 'already-judged'],
    ['/refuse I3', 'already-judged'],
    ['/accept I4', 'unknown-item'],
  ])('%s is refused: %s', (comment, code) => {
    const rows = [row('I1'), row('I3', { acceptance: 'refused' }), row('I4', { kind: 'test' })]
    expect(say(releaseIn('verifying', rows), comment)).toBe(code)
  })

  test('a list with rows that wait is not signed off', () => {
    const release = releaseIn('scoping', [row('I1'), row('I2', { kind: 'cve', acceptance: 'pending' })])
    expect(say(release, '/cve-ok', { roles: ['security'] })).toBe('items-pending')
    expect(waitingFor(release, {}, at).zh).toContain('待接纳 1 条')
    const signed = told(say(release, '/bugfix-ok', { roles: ['developer'] }))
    expect(gatesOf(told(say(told(say(signed, '/refuse I2')), '/cve-ok', { roles: ['security'] })))).toEqual([
      'start',
      'bugfix',
      'cve',
    ])
  })

  test('and neither is a scope of which nothing was accepted', () => {
    const release = releaseIn('scoping', [row('I1', { acceptance: 'refused' })])
    const signed = told(say(release, '/cve-ok', { roles: ['security'] }))
    expect(say(signed, '/bugfix-ok', { roles: ['developer'] })).toBe('empty-scope')
  })
})

describe('§3b 21: an author who may not approve their own', () => {
  const asking = { ownItems: 'refuse' as const }
  test('neither signs the list nor accepts the row', () => {
    const release = releaseIn('scoping', [
      row('I1', { addedAccount: 7 }),
      row('I2', { acceptance: 'pending', addedAccount: 7 }),
    ])
    expect(say(release, '/accept all', { account: 7, asking })).toBe('own-items')
    expect(say(release, '/accept all', { account: 7 })).not.toBe('own-items')
    const accepted = told(say(release, '/accept all', { account: 8, asking }))
    expect(say(accepted, '/bugfix-ok', { roles: ['developer'], account: 7, asking })).toBe('own-items')
    expect(gatesOf(told(say(accepted, '/bugfix-ok', { roles: ['developer'], account: 8, asking })))).toContain('bugfix')
    expect(gatesOf(told(say(accepted, '/cve-ok', { roles: ['security'], account: 7, asking })))).toContain('cve')
    expect(told(say(release, '/refuse I2', { account: 7, asking })).items[1]?.acceptance).toBe('refused')
  })
})

describe('left for the next release', () => {
  const rows = [row('I1'), row('I2', { repository: 'i1' }), row('I3', { kind: 'cve' }), row('I4', { kind: 'test' })]

  test('a row takes its package with it unless another needs it, and re-opens its gates', () => {
    const release = releaseIn('reviewing', rows)
    const first = told(say(release, '/no-release #I1'))
    expect(packagesInScope(first.items)).toEqual(['i1', 'i3'])
    expect(first).toMatchObject({ stage: 'scoping', revision: 2 })
    expect(gatesOf(first)).toEqual(['start', 'cve'])
    const both = told(say(first, '/no-release I2 I3'))
    expect(packagesInScope(both.items)).toEqual([])
    expect(gatesOf(both)).toEqual(['start'])
    expect(rowsThatCount(both.items).map(i => i.issue)).toEqual(['I4'])
    const back = told(say(both, '/release I1'))
    expect(packagesInScope(back.items)).toEqual(['i1'])
    expect(back.revision).toBe(4)
  })

  test('a problem of the tests that is left does not hold them', () => {
    const release = releaseIn('testing', rows)
    expect(say(release, '/test-ok', { roles: ['tester'] })).toBe('test-problems-open')
    const left = told(say(release, '/no-release I4'))
    expect(left.stage).toBe('testing')
    expect(told(say(left, '/test-ok', { roles: ['tester'] })).stage).toBe('reviewing')
  })

  test.each([
    ['/no-release', 'wrong-usage'],
    ['/release', 'wrong-usage'],
    ['/no-release I7', 'unknown-item'],
    ['/no-release I1 I7', 'unknown-item'],
    ['/no-release I5', 'already-left'],
    ['/no-release I6', 'not-accepted'],
    ['/release I1', 'not-left'],
  ])('%s is refused: %s', (comment, code) => {
    const more = [row('I5', { left: { by: 'mary', at } }), row('I6', { acceptance: 'refused' })]
    expect(say(releaseIn('testing', [...rows, ...more]), comment)).toBe(code)
  })

  test('the next release takes it in once, and not where people deleted it', () => {
    const waiting = [row('I1'), row('I8')].map(i => ({ item: i, from: 'D-1_update20261116' }))
    const taker: Release = { ...releaseIn('scoping', []), deleted: [{ kind: 'bugfix', issue: 'I8' }] }
    const taken = (by: typeof accept | undefined, release: Release = taker): Release => {
      const { changes } = carryRows(release, { waiting, stale: [] }, by)
      return changes.reduce((state, change) => apply(state, change, { account: 0, name: 'slipway', at }), release)
    }
    expect(states(taken(undefined))).toEqual(['bugfix I1 accepted'])
    expect(taken(undefined)).toMatchObject({ revision: 2, items: [{ carriedFrom: 'D-1_update20261116' }] })
    expect(states(taken(accept))).toEqual(['bugfix I1 pending'])
    expect(taken(accept).revision).toBe(1)
    const signed = { ...taker, signOffs: [signOff('cve', 'security'), signOff('bugfix', 'developer')] }
    expect(gatesOf(taken(undefined, signed))).toEqual(['cve'])
    expect(taken(undefined, { ...taker, stage: 'verifying' }).items).toEqual([])
    expect(taken(undefined, { ...taker, suffix: 'b' }).items).toEqual([])
    expect(taken(undefined, { ...taker, dropped: { by: 'mary', at, because: 'x' } }).items).toEqual([])
    expect(taken(undefined, { ...taker, stage: 'draft' })).toMatchObject({ stage: 'draft', revision: 2 })
  })
})

describe('feedback', () => {
  test('is listed by what its issue is, once', () => {
    const cve = item('I9', { kind: 'cve' })
    const given = told(say(releaseIn('draft', []), '/feedback I9', { facts: [cve], asking: { accept } }))
    expect(given.items).toMatchObject([{ kind: 'cve', issue: 'I9', source: 'feedback', acceptance: 'pending' }])
    expect(given.stage).toBe('draft')
    expect(say(given, '/feedback I9', { facts: [cve] })).toBe('already-there')
    expect(say(given, '/feedback')).toBe('wrong-usage')
  })

  test('survives a roll-back to draft, as what came from the release before does', () => {
    const release = releaseIn('scoping', [
      row('I1'),
      row('I2', { source: 'feedback' }),
      row('I3', { source: 'carried', left: { by: 'mary', at } }),
    ])
    const cleared = apply(release, { kind: 'clear-items' }, { account: 0, name: 'slipway', at })
    expect(cleared.items.map(i => [i.issue, i.left])).toEqual([
      ['I2', null],
      ['I3', null],
    ])
  })
})

describe('a second fetch', () => {
  const first = {
    ...{ run: 'run-1', plan: 'collect' as const, stage: 'draft' as const, part: 0, state: 'done' as const },
    ...{ revision: 1, findings: [] },
  }
  const release = { ...releaseIn('scoping', [row('I1'), row('I2', { kind: 'cve' })]), runs: [first] }
  const fetching = () => {
    const started = told(say(release, '/start-update'))
    const [run, ...rest] = started.runs
    if (!run) throw new Error('no run')
    return { ...started, runs: [{ ...run, run: 'run-2' }, ...rest] }
  }
  const ended = (state: 'done' | 'blocked' | 'failed', from: Release, rows: readonly ScopeItem[] = []): Release => {
    const runs = from.runs.map(r => (r.run === 'run-2' ? { ...r, state } : r))
    const seen: Release = { ...from, runs, items: [...from.items, ...rows] }
    const by = { account: 0, name: 'slipway', at }
    return runEnded(seen, 'run-2', by, {}).changes.reduce((s, change) => apply(s, change, by), seen)
  }

  test('collects beside the confirmation and moves nothing', () => {
    const running = fetching()
    expect(running).toMatchObject({
      stage: 'scoping',
      runs: [{ plan: 'collect', stage: 'scoping', state: 'queued' }, {}],
    })
    expect(say(running, '/start-update')).toBe('busy')
    for (const state of ['done', 'blocked', 'failed'] as const) {
      expect(ended(state, running)).toMatchObject({ stage: 'scoping', part: 0, revision: 1 })
    }
  })

  test('new rows that count open their gates again, and are told', () => {
    let running = told(say(fetching(), '/cve-ok', { roles: ['security'] }))
    running = told(say(running, '/bugfix-ok', { roles: ['developer'] }))
    expect(running.stage).toBe('scoping')
    const found = row('I3', { addedRun: 'run-2', source: 'fetched' })
    const after = ended('done', running, [found])
    expect(after).toMatchObject({ stage: 'scoping', revision: 2 })
    expect(gatesOf(after)).toEqual(['start', 'cve'])
    const notice = noticeOf(after, { language: 'en', policies: {}, publicUrl: 'http://x', at })
    expect(notice?.body).toContain('1 new row\n')
    expect(ended('done', running, [{ ...found, acceptance: 'pending' }]).stage).toBe('verifying')
    expect(ended('done', running)).toMatchObject({ stage: 'verifying', revision: 1 })
  })

  test('/rollback takes back both, newest first, to the draft', () => {
    const back = decide(
      ended('done', fetching()),
      { name: 'rollback', args: [], rest: '', line: '/rollback' },
      {
        ...{ account: 1, name: 'mary', at, roles: ['version-manager'], policies: {}, facts: none },
      },
    )
    expect(back).toMatchObject({
      changes: [{ kind: 'start-undo', targets: ['run-2', 'run-1'], pending: { stage: 'draft', part: 0 } }],
    })
  })

  test('while it runs, /rollback cancels it and stays in scoping', () => {
    const cancelled = told(say(fetching(), '/rollback'))
    expect(cancelled).toMatchObject({ stage: 'scoping', part: 0 })
  })
})

test('links that could not be read are told on the issue', () => {
  const finding = {
    code: 'unread-link',
    subject: '#I9',
    message: { zh: '坏', en: '#I9 of devi: bad' },
    blocking: false,
  }
  const run = {
    ...{ run: 'run-1', plan: 'collect' as const, stage: 'draft' as const, part: 0, state: 'done' as const },
    ...{ revision: 1, findings: [finding, { ...finding, code: 'cve-facts', message: { zh: '', en: 'other' } }] },
  }
  const body = noticeOf(
    { ...releaseIn('scoping', []), runs: [run] },
    { language: 'en', policies: {}, publicUrl: '', at },
  )?.body
  expect(body).toContain('- #I9 of devi: bad')
  expect(body).not.toContain('other')
})

test.each([
  ['/add-cve I1', 'add', ['cve', 'I1']],
  ['/ADD_BUGFIX #I1 #I2', 'add', ['bugfix', '#I1', '#I2']],
  ['/delete-requires bash', 'delete', ['requires', 'bash']],
  ['/del-test I1', 'del', ['test', 'I1']],
  ['/delete-bug I1', 'delete', ['bug', 'I1']],
  ['/add-thing I1', 'add-thing', ['I1']],
])('%s is %s %j', (comment, name, args) => {
  expect(parseCommands(comment)).toMatchObject([{ name, args }])
})
