// Applies changes to a release and moves it as far as its open gates allow. The only place that starts plans.

import { applyToItems } from './apply-items.ts'
import { waiversAfter } from './apply-waivers.ts'
import { activeRun, type Change, type PlanRun, type Position, type Release, type SignOff } from './model.ts'
import { following, type Gate, type GateName, gates, type Policy, partAt } from './stages.ts'

export interface By {
  readonly account: number
  readonly name: string
  readonly at: Date
}

/** The gate policies a branch configures; what it leaves out is `any`. */
export type GatePolicies = Partial<Record<GateName, Policy>> & {
  /** Whether a person who holds several of a gate's roles counts once for it, or once for each; `once` if left out. */
  readonly onePersonManyRoles?: 'once' | 'each'
}

export function policyOf(gate: GateName, policies: GatePolicies): Policy {
  return policies[gate] ?? gates[gate].policy
}

/** Whether anybody has to open this gate on the branch. */
export function isAsked(gate: GateName, policies: GatePolicies): boolean {
  const { onDemand }: Gate = gates[gate]
  return !onDemand || policies[gate] !== undefined
}

/** The sign-offs of a gate that count: of a person who counts once, the first. */
export function countedSignOffs(release: Release, gate: GateName, policies: GatePolicies): readonly SignOff[] {
  const signed = release.signOffs.filter(s => s.gate === gate)
  if (policies.onePersonManyRoles === 'each') return signed
  return signed.filter((s, i) => signed.findIndex(other => other.account === s.account) === i)
}

/** Whether enough of a gate's roles have signed. */
export function isOpen(release: Release, gate: GateName, policies: GatePolicies): boolean {
  if (!isAsked(gate, policies)) return true
  const signed = countedSignOffs(release, gate, policies)
  const policy = policyOf(gate, policies)
  if (signed.some(s => s.role === 'system')) return true
  if (policy === 'any') return signed.length > 0
  if (typeof policy === 'number') return signed.length >= policy
  return gates[gate].roles.every(role => signed.some(s => s.role === role))
}

/** The release after a change, as the next rule sees it. Runs and undo runs appear without an id. */
export function apply(release: Release, change: Change, by: By): Release {
  switch (change.kind) {
    case 'add-item':
    case 'delete-item':
    case 'judge-item':
    case 'leave-item':
    case 'return-item':
    case 'carry-item':
    case 'uncarry-item':
    case 'set-status':
    case 'set-score':
    case 'clear-items':
      return applyToItems(release, change, by)
    case 'new-revision':
      return { ...release, revision: release.revision + 1 }
    case 'sign': {
      const signOff: SignOff = { gate: change.gate, role: change.role, revision: release.revision, ...by }
      return { ...release, signOffs: [...release.signOffs, signOff] }
    }
    case 'withdraw-sign-offs':
      return { ...release, signOffs: release.signOffs.filter(s => !change.gates.includes(s.gate)) }
    case 'move':
      return { ...release, ...change.to }
    case 'start-plan': {
      const run = {
        run: '',
        plan: change.plan,
        ...change.at,
        state: 'queued' as const,
        revision: release.revision,
        findings: [],
      }
      return { ...release, runs: [run, ...release.runs] }
    }
    case 'start-undo': {
      const at = { stage: release.stage, part: release.part, revision: release.revision }
      const run = { run: '', plan: 'undo' as const, ...at, state: 'queued' as const, findings: [] }
      return { ...release, pending: change.pending, runs: [run, ...release.runs] }
    }
    case 'cancel-run':
    case 'keep-versions':
      return release
    case 'drop':
      return { ...release, dropped: { by: by.name, at: by.at, because: change.because } }
    case 'settle':
      return { ...release, pending: null, withdrawn: change.withdrawn }
    case 'waive':
    case 'unwaive':
      return { ...release, waivers: waiversAfter(release, change, by) }
    case 'set-problem': {
      const { problem, status, falseAlarm } = change
      const isMeant = (p: typeof problem) => p.kind === problem.kind && p.package === problem.package
      return { ...release, problems: release.problems.map(p => (isMeant(p) ? { ...p, status, falseAlarm } : p)) }
    }
  }
}

/**
 * What follows from the present state: moves over open gates, and at most one plan to start. A plan that failed where
 * the release stands is tried again only when someone asked for it; while a run is stuck nothing starts.
 */
export function advance(release: Release, policies: GatePolicies, retry: boolean): Change[] {
  const changes: Change[] = []
  let at: Position = { stage: release.stage, part: release.part }
  if (activeRun(release) || release.pending || release.dropped || isStuck(release)) return changes
  for (;;) {
    const part = partAt(at)
    if (!part?.gates.every(gate => isOpen(release, gate, policies))) return changes
    if (part.plan && changes.length === 0 && !retry && waitsForRetry(release)) return changes
    if (part.plan) return [...changes, { kind: 'start-plan', plan: part.plan, at }]
    const next = nextAsked(at, policies)
    if (!next) return changes
    changes.push({ kind: 'move', to: next })
    at = next
  }
}

/** The part after this one, without those that only have gates nobody is asked for. */
function nextAsked(at: Position, policies: GatePolicies): Position | undefined {
  const next = following(at)
  const part = next && partAt(next)
  if (!next || !part || part.plan || part.gates.length === 0) return next
  return part.gates.some(gate => isAsked(gate, policies)) ? next : nextAsked(next, policies)
}

/** Whether a run could not be taken back: only a person can go on, and nothing is started on top of it. */
export function isStuck(release: Release): boolean {
  return release.runs.some(r => r.plan !== 'undo' && r.state === 'stuck')
}

/** The newest run of the plan at the release's position, if it ended without success. */
export function waitsForRetry(release: Release): PlanRun | undefined {
  const newest = release.runs.find(r => r.plan !== 'undo' && r.stage === release.stage && r.part === release.part)
  return newest && ['failed', 'cancelled', 'blocked'].includes(newest.state) ? newest : undefined
}
