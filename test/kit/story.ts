// A release played by comments against the pure rules: what is said is decided, what is decided happens at once.

import { roles as allRoles, type Role } from '../../src/accounts/index.ts'
import { isRefusal, type Refusal } from '../../src/lib/errors.ts'
import { apply, type GatePolicies } from '../../src/releases/advance.ts'
import { decide } from '../../src/releases/decide.ts'
import { runEnded } from '../../src/releases/ended.ts'
import { activeRun, type Change, type Item, type PlanRun, type Release } from '../../src/releases/model.ts'
import { parseCommands } from '../../src/releases/parse.ts'
import type { Asking, Decision, Facts } from '../../src/releases/ruling.ts'
import { freshRelease } from './release.ts'

const at = new Date('2026-11-23T01:00:00Z')
export const noFacts: Facts = { issues: [], missing: [], needs: [] }

export const cveRow: Item = {
  ...{ kind: 'cve', issue: 'I3NQ1A', repository: 'harbor', title: 'CVE-2026-10001', url: '', status: 'closed' },
  ...{ cve: 'CVE-2026-10001', score: 7.5, version: '1', abiChanged: false },
}

type How = Partial<Pick<Asking, 'account' | 'name' | 'at' | 'roles' | 'policies' | 'facts' | 'setting' | 'waiverDays'>>

/** What is decided of a comment with one command; by someone who may do everything unless said otherwise. */
export function decided(release: Release, comment: string, how: How = {}): Decision | Refusal {
  const [command] = parseCommands(comment)
  if (!command) throw new Error(`no command in ${comment}`)
  return decide(release, command, {
    ...{ account: 1, name: 'mary', at, roles: allRoles as readonly Role[], policies: {}, facts: noFacts },
    ...how,
  })
}

/** The release after an accepted comment; throws when it is refused. */
export function said(release: Release, comment: string, how: How = {}): Release {
  const decision = decided(release, comment, how)
  if (isRefusal(decision)) throw new Error(`${comment} is refused: ${decision.because.en}`)
  return play(release, decision.changes)
}

/** The code of the refusal a comment gets; undefined when it is accepted. */
export function refusal(release: Release, comment: string, how: How = {}): string | undefined {
  const decision = decided(release, comment, how)
  return isRefusal(decision) ? decision.code : undefined
}

let serial = 0

function play(release: Release, changes: readonly Change[]): Release {
  let state = release
  for (const change of changes) {
    state = apply(state, change, { account: 1, name: 'mary', at })
    if (change.kind === 'start-undo') lastTargets = change.targets
    if (change.kind !== 'start-plan' && change.kind !== 'start-undo') continue
    const [first, ...rest] = state.runs
    if (first) state = { ...state, runs: [{ ...first, run: `run-${++serial}` }, ...rest] }
  }
  return state
}

let lastTargets: readonly string[] = []

/** Lets the run under way end, and the release take note of it. */
export function ended(
  release: Release,
  state: PlanRun['state'] = 'done',
  more: { findings?: PlanRun['findings']; isPartial?: boolean; policies?: GatePolicies; at?: Date } = {},
): Release {
  const run = activeRun(release)
  if (!run) throw new Error('no run is under way')
  const isTakenBack = (r: PlanRun) => run.plan === 'undo' && state === 'done' && lastTargets.includes(r.run)
  const { findings = [], isPartial = false, policies = {}, at: then = at } = more
  const runs = release.runs.map(r =>
    r.run === run.run ? { ...r, state, findings, isPartial } : isTakenBack(r) ? { ...r, state: 'undone' as const } : r,
  )
  const seen = { ...release, runs }
  return play(seen, runEnded(seen, run.run, { account: 0, name: 'slipway', at: then }, policies).changes)
}

/** A release with one CVE that has just come to a stage; a plan there is under way. */
export function standingAt(stage: Release['stage']): Release {
  let r = freshRelease()
  if (stage === 'draft') return r
  r = play(ended(said(r, '/start-update')), [{ kind: 'add-item', item: cveRow }])
  const ways: readonly [Release['stage'], (r: Release) => Release][] = [
    ['scoping', same => same],
    ['verifying', scoped => said(said(scoped, '/cve-ok'), '/bugfix-ok')],
    ['testing', checked => ended(ended(checked))],
    ['reviewing', tested => said(tested, '/test-ok')],
    ['publishing', reviewed => said(reviewed, '/check-ok')],
    ['announcing', published => ended(published)],
    ['released', announced => ended(said(announced, '/cvrf-ok'))],
  ]
  for (const [name, go] of ways) {
    r = go(r)
    if (name === stage) return r
  }
  throw new Error(stage)
}
