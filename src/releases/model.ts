// A release as the rules see it: plain data, loaded by the store, moved by decide. Nothing here acts.

import type { Role } from '../accounts/index.ts'
import type { Finding, RunState } from '../flow/index.ts'
import type { IssueKey } from '../ports/index.ts'
import type { GateName, PlanName } from './stages.ts'
import type { StageName } from './view.ts'

export type ItemKind = 'cve' | 'bugfix' | 'requires' | 'test'

export type Item = {
  readonly kind: ItemKind
  /** Issue id without `#`; for `requires` rows the source package. */
  readonly issue: string
  /** Source package. */
  readonly repository: string
  readonly title: string
  readonly url: string
  readonly status: string
  readonly cve: string | null
  readonly score: number | null
  readonly version: string | null
  readonly abiChanged: boolean | null
}

export interface ScopeItem extends Item {
  readonly addedBy: string
  readonly addedAt: Date
}

/** What self-checks find, and what came along with a release of the old tool. */
export type FoundKind = 'install' | 'build'
export type ProblemKind = FoundKind | 'imported'

/** The issue of a source package that a self-check found cannot be installed or built. */
export type Problem = {
  readonly kind: ProblemKind
  /** Source package; of an imported one its title. */
  readonly package: string
  /** `owner/name` of the repository the issue is in. */
  readonly repository: string
  /** Null when it could not be opened. */
  readonly issue: string | null
  readonly url: string
  readonly status: string
  /** Someone who may wrote 误报 on it. */
  readonly falseAlarm: boolean
}

export interface SignOff {
  readonly gate: GateName
  readonly account: number
  readonly name: string
  readonly role: Role | 'system'
  readonly revision: number
  readonly at: Date
}

/** A point of the workflow: a stage and the part of it that waits or runs. */
export type Position = { readonly stage: StageName; readonly part: number }

export interface PlanRun extends Position {
  readonly run: string
  readonly plan: PlanName | 'undo'
  readonly state: RunState
  /** The scope revision it worked on. */
  readonly revision: number
  readonly findings: readonly Finding[]
}

/** Where the release goes when the undo run under way has ended. */
export type Pending = Position & { readonly withdrawn: boolean }

export interface Dropped {
  readonly by: string
  readonly at: Date
  readonly because: string
}

export interface Release extends Position {
  readonly id: string
  readonly branch: string
  /** Civil dates YYYYMMDD in the branch's time zone. */
  readonly date: string
  readonly suffix: string
  readonly freezeDate: string
  readonly directory: string
  /** Grows with every change of the cve, bugfix and requires rows. */
  readonly revision: number
  readonly withdrawn: boolean
  /** Set when the plan was deleted before it began. */
  readonly dropped: Dropped | null
  readonly issue: (IssueKey & { readonly url: string }) | null
  readonly pending: Pending | null
  /** Rows that count. */
  readonly items: readonly ScopeItem[]
  /** Issue ids that someone deleted: fetching again does not revive them. */
  readonly deleted: readonly { readonly kind: ItemKind; readonly issue: string }[]
  /** Issues of what self-checks found, settled ones included. */
  readonly problems: readonly Problem[]
  /** Sign-offs that hold. */
  readonly signOffs: readonly SignOff[]
  /** Every run, newest first. */
  readonly runs: readonly PlanRun[]
}

/** What a rule wants changed. The store writes it, `apply` shows it to the next rule. */
export type Change =
  | { readonly kind: 'add-item'; readonly item: Item }
  | { readonly kind: 'delete-item'; readonly item: { readonly kind: ItemKind; readonly issue: string } }
  /** Empties the scope and forgets what was deleted: the release is back in draft. */
  | { readonly kind: 'clear-items' }
  | { readonly kind: 'new-revision' }
  | { readonly kind: 'sign'; readonly gate: GateName; readonly role: Role | 'system' }
  | { readonly kind: 'withdraw-sign-offs'; readonly gates: readonly GateName[] }
  | { readonly kind: 'move'; readonly to: Position }
  | { readonly kind: 'start-plan'; readonly plan: PlanName; readonly at: Position }
  | { readonly kind: 'start-undo'; readonly targets: readonly string[]; readonly pending: Pending }
  | { readonly kind: 'cancel-run'; readonly run: string }
  | { readonly kind: 'drop'; readonly because: string }
  | { readonly kind: 'settle'; readonly withdrawn: boolean }
  /** How an issue stands at the forge now. */
  | {
      readonly kind: 'set-status'
      readonly item: { readonly kind: ItemKind; readonly issue: string }
      readonly status: string
    }
  | {
      readonly kind: 'set-problem'
      readonly problem: Pick<Problem, 'kind' | 'package'>
      readonly status: string
      readonly falseAlarm: boolean
    }

const activeStates: readonly RunState[] = ['queued', 'running', 'unwinding']

/** The run under way, if any: a release has one at a time. */
export function activeRun(release: Release): PlanRun | undefined {
  return release.runs.find(r => activeStates.includes(r.state))
}

/** What holds the release: of the newest self-check, or of collecting the scope while it is a draft. */
export function blockingFindings(release: Release): readonly Finding[] {
  const checking = release.stage === 'draft' ? 'collect' : 'self-check'
  const newest = release.runs.find(r => r.plan === checking)
  return newest?.state === 'blocked' ? newest.findings.filter(f => f.blocking) : []
}

/** Source packages the scope asks for: cve, bugfix and requires rows. */
export function packagesInScope(items: readonly Item[]): string[] {
  const names = items.filter(i => i.kind !== 'test').map(i => i.repository)
  return [...new Set(names)].sort()
}

/** Whether users have its packages. */
export function isPublished({ stage }: Pick<Release, 'stage'>): boolean {
  return stage === 'announcing' || stage === 'released'
}
