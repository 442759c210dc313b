// A release as the rules see it: plain data, loaded by the store, moved by decide. Nothing here acts.

import type { Role } from '../accounts/index.ts'
import type { Finding, RunState } from '../flow/index.ts'
import type { IssueKey } from '../ports/index.ts'
import type { GateName, PlanName } from './stages.ts'
import type { VersionRow } from './version-facts.ts'
import type { ItemState, StageName } from './view.ts'

export type ItemKind = 'cve' | 'bugfix' | 'requires' | 'test'
/** Whether the version manager takes the row into the release: 待接纳, 已接纳, 已拒绝接纳. */
export type Acceptance = ItemState['acceptance']
/** How the row came in. */
export type ItemSource = ItemState['source']
/** Names a row of a release. */
export type ItemKey = { readonly kind: ItemKind; readonly issue: string }

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
  /** Address of the issue upstream. */
  readonly upstream?: string | null
  /** Address of the pull request that mends it. */
  readonly pull?: string | null
  /** Kind of the issue in the forge's own words. */
  readonly issueType?: string | null
  /** When the issue was opened, ISO 8601. */
  readonly openedAt?: string | null
}

export interface ScopeItem extends Required<Item> {
  readonly addedBy: string
  readonly addedAt: Date
  /** Null when it is not known whose account it was. */
  readonly addedAccount: number | null
  /** The run that fetched it. */
  readonly addedRun: string | null
  readonly acceptance: Acceptance
  readonly source: ItemSource
  /** Set while it is left for the next release (遗留). */
  readonly left: { readonly by: string; readonly at: Date } | null
  /** Releases it was carried from and to. */
  readonly carriedFrom: string | null
  readonly carriedTo: string | null
}

/** How a row comes in; by hand and accepted unless said otherwise. */
export type Adding = {
  readonly source?: ItemSource
  readonly acceptance?: Acceptance
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

/** Somebody has taken the risk of a finding: it blocks no release of the branch until it expires or is ended. */
export interface Waiver {
  /** The finding's code and exact subject: another version of the package is another subject. See waiver-binding.ts. */
  readonly code: string
  readonly subject: string
  readonly because: string
  /** Who said it, in which role. */
  readonly owner: string
  readonly role: Role
  readonly at: Date
  /** Its last day, YYYYMMDD in the branch's time zone, and the instant after it. */
  readonly until: string
  readonly expiresAt: Date
  /** What was said of it, in English: it holds while exactly this is said. Null where the subject says it all. */
  readonly wording: string | null
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
  /** It ended without steps that wait for a clean check. */
  readonly isPartial?: boolean
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
  /** Grows with every change of the cve, bugfix and requires rows, but those the dependency check makes by itself. */
  readonly revision: number
  readonly withdrawn: boolean
  /** Set when the plan was deleted before it began. */
  readonly dropped: Dropped | null
  readonly issue: (IssueKey & { readonly url: string }) | null
  readonly pending: Pending | null
  /** Rows that nobody deleted; not all of them count, see `rowsThatCount`. */
  readonly items: readonly ScopeItem[]
  /** Issue ids that someone deleted: fetching again does not revive them. */
  readonly deleted: readonly ItemKey[]
  /** Issues of what self-checks found, settled ones included. */
  readonly problems: readonly Problem[]
  /** Of its branch: those that nobody ended, expired ones included. */
  readonly waivers: readonly Waiver[]
  /** Sign-offs that hold. */
  readonly signOffs: readonly SignOff[]
  /** Every run, newest first. */
  readonly runs: readonly PlanRun[]
}

/** What a rule wants changed of the rows. */
export type ItemChange =
  | { readonly kind: 'add-item'; readonly item: Item; readonly how?: Adding }
  | { readonly kind: 'delete-item'; readonly item: ItemKey }
  | { readonly kind: 'judge-item'; readonly item: ItemKey; readonly acceptance: 'accepted' | 'refused' }
  /** Leaves a row for the next release, and brings it back. */
  | { readonly kind: 'leave-item'; readonly item: ItemKey }
  | { readonly kind: 'return-item'; readonly item: ItemKey }
  /** Takes in a row that another release has left, and lets go of it again. */
  | {
      readonly kind: 'carry-item'
      readonly item: Item
      readonly from: string
      readonly acceptance: Acceptance
      /** Who added it there and when, ISO 8601: it stays their row, and its clock goes on. */
      readonly added: { readonly by: string; readonly at: string; readonly account: number | null }
    }
  | { readonly kind: 'uncarry-item'; readonly item: ItemKey; readonly from: string }
  /** How the issue of a row stands at the forge now. */
  | { readonly kind: 'set-status'; readonly item: ItemKey; readonly status: string }
  /** The score of a row that had none, from the facts of its CVE. */
  | { readonly kind: 'set-score'; readonly item: ItemKey; readonly score: number }
  /** Takes away what was collected and added since the draft, and forgets what was deleted: it is a draft again. */
  | { readonly kind: 'clear-items' }

/** What a rule wants changed. The store writes it, `apply` shows it to the next rule. */
export type Change =
  | ItemChange
  | { readonly kind: 'new-revision' }
  | { readonly kind: 'sign'; readonly gate: GateName; readonly role: Role | 'system' }
  | { readonly kind: 'withdraw-sign-offs'; readonly gates: readonly GateName[] }
  | { readonly kind: 'move'; readonly to: Position }
  | { readonly kind: 'start-plan'; readonly plan: PlanName; readonly at: Position }
  | { readonly kind: 'start-undo'; readonly targets: readonly string[]; readonly pending: Pending }
  | { readonly kind: 'cancel-run'; readonly run: string }
  | { readonly kind: 'drop'; readonly because: string }
  | { readonly kind: 'settle'; readonly withdrawn: boolean }
  /** What a look at specs and builds found of these packages, in place of what was kept of them. */
  | {
      readonly kind: 'keep-versions'
      readonly packages: readonly string[]
      readonly rows: readonly VersionRow[]
      /** When the look began: ISO 8601, UTC. */
      readonly began: string
    }
  /** How the issue of a problem stands at the forge now. */
  | {
      readonly kind: 'set-problem'
      readonly problem: Pick<Problem, 'kind' | 'package'>
      readonly status: string
      readonly falseAlarm: boolean
    }
  /** Takes the risk of a finding until a day, instead of what was said of it before; and ends that. */
  | {
      readonly kind: 'waive'
      readonly waiver: Pick<Waiver, 'code' | 'subject' | 'because' | 'role' | 'until' | 'wording'> & {
        /** ISO 8601. */
        readonly expiresAt: string
      }
    }
  | { readonly kind: 'unwaive'; readonly waiver: Pick<Waiver, 'code' | 'subject' | 'wording'> }

const activeStates: readonly RunState[] = ['queued', 'running', 'unwinding']

/** The run under way, if any: a release has one at a time. */
export function activeRun(release: Release): PlanRun | undefined {
  return release.runs.find(r => activeStates.includes(r.state))
}

/**
 * What holds the release, unless it is settled or waived: of the newest self-check, or of collecting the scope while it
 * is a draft. What the self-check found waived is among it, for a waiver ends.
 */
export function blockingFindings(release: Release): readonly Finding[] {
  if (release.stage === 'draft') {
    const newest = release.runs.find(r => r.plan === 'collect')
    return newest?.state === 'blocked' ? newest.findings.filter(f => f.blocking) : []
  }
  return selfCheckOf(release)?.findings.filter(f => f.blocking || wasWaived(f)) ?? []
}

/** The newest self-check, when it came to a result. */
export function selfCheckOf(release: Release): PlanRun | undefined {
  const newest = release.runs.find(r => r.plan === 'self-check')
  return newest?.state === 'blocked' || newest?.state === 'done' ? newest : undefined
}

/** Marks a finding of a self-check that a waiver keeps from blocking, for those who read its run later. */
export type WaivedMark = { readonly waived: { readonly by: string; readonly until: string; readonly because: string } }

export function wasWaived({ blocking, data }: Finding): boolean {
  return !blocking && typeof data === 'object' && data !== null && 'waived' in data
}

/** The rows that go on: accepted, and not left for the next release. */
export function rowsThatCount<Row extends Counting>(items: readonly Row[]): readonly Row[] {
  return items.filter(counts)
}

/** What says whether a row goes on, of a release and of its view. */
type Counting = { readonly acceptance: Acceptance; readonly left: unknown }

export function counts(item: Counting): boolean {
  return item.acceptance === 'accepted' && !item.left
}

/** Source packages the scope asks for: cve, bugfix and requires rows that count. */
export function packagesInScope(items: readonly ScopeItem[]): string[] {
  const names = rowsThatCount(items)
    .filter(i => i.kind !== 'test')
    .map(i => i.repository)
  return [...new Set(names)].sort()
}

/** Whether users have its packages. */
export function isPublished({ stage }: Pick<Release, 'stage'>): boolean {
  return stage === 'announcing' || stage === 'released'
}
