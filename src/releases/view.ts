// What a release looks like to people and programs: the shape of pages, API and CLI alike. Types only.

import type { AdvisoryView } from '../advisories/index.ts'
import type { Finding, RunState, StepState } from '../flow/index.ts'
import type { Text } from '../lib/text.ts'
import type { SelfCheckView } from './waiver-view.ts'

export type StageName =
  | 'draft'
  | 'scoping'
  | 'verifying'
  | 'testing'
  | 'reviewing'
  | 'publishing'
  | 'announcing'
  | 'released'

export interface ReleaseSummary {
  /** `<branch>_update<creation date YYYYMMDD>[suffix]`. */
  readonly id: string
  readonly branch: string
  /** Civil dates YYYYMMDD in the branch's time zone. */
  readonly date: string
  readonly freezeDate: string
  readonly suffix: string
  /** `update_<freeze date>[suffix]`. */
  readonly directory: string
  readonly stage: StageName
  readonly stageTitle: Text
  /** It had been published and was withdrawn. */
  readonly withdrawn: boolean
  /** A run failed to unwind: a person must look. */
  readonly stuck: boolean
  /** Set when the plan was deleted before it began; `at` in ISO 8601. */
  readonly deleted: { readonly by: string; readonly at: string; readonly because: string } | null
  /** One sentence: what it waits for or does now. */
  readonly waitingFor: Text
  readonly counts: { readonly cve: number; readonly bugfix: number; readonly sourcePackages: number }
  readonly issue: { readonly repository: string; readonly id: string; readonly url: string } | null
  /** ISO 8601. */
  readonly createdAt: string
  readonly updatedAt: string
}

/** What became of one branch when releases were wanted for all. */
export interface PlannedRelease {
  readonly branch: string
  /** Null when it was refused. */
  readonly id: string | null
  /** False when it was there already. */
  readonly created: boolean
  /** Refusal code and reason; null when there is a release. */
  readonly code: string | null
  readonly because: Text | null
}

export interface BranchView {
  readonly name: string
  /** IANA name; civil dates of the branch are meant in it. */
  readonly timezone: string
  readonly arches: readonly string[]
  /** Requests for all branches leave out those that are not. */
  readonly maintained: boolean
  /** Whether it gets a release every week by itself. */
  readonly weekly: boolean
  /** Whether a signed scope starts by itself, or waits for `/launch`. */
  readonly start: 'automatic' | 'by-button'
  /** Whether rows that others bring are accepted by themselves, or wait for `/accept`. */
  readonly accept: 'automatic' | 'by-version-manager'
  /** Date of the next weekly release, YYYYMMDD. */
  readonly next: string | null
}

/** The one release that a name means. */
export interface FoundRelease {
  readonly id: string
  readonly branch: string
  readonly directory: string
}

export interface StageView {
  readonly name: StageName
  readonly title: Text
  readonly state: 'done' | 'current' | 'ahead'
}

export interface SignOffView {
  readonly by: string
  readonly role: string
  readonly at: string
  /** The scope revision it saw. */
  readonly revision: number
}

export interface GateView {
  readonly name: string
  readonly title: Text
  readonly stage: StageName
  readonly roles: readonly string[]
  readonly policy: 'any' | 'all' | number
  readonly state: 'open' | 'waiting' | 'ahead'
  readonly signOffs: readonly SignOffView[]
  /** Roles that can still open it, and who of them has not signed; empty when it is open. */
  readonly missing: readonly { readonly role: string; readonly people: readonly string[] }[]
  /** Commands that open it, e.g. `/cve-ok`. */
  readonly command: string
}

/** A row as its history keeps it. */
export interface ItemState {
  readonly kind: 'cve' | 'bugfix' | 'requires' | 'test'
  /** Issue id without `#`. */
  readonly issue: string
  readonly title: string
  readonly url: string
  readonly repository: string
  readonly status: string
  /** CVE rows only. */
  readonly cve: string | null
  readonly score: number | null
  readonly version: string | null
  readonly abiChanged: boolean | null
  /** When and by whom it was added. */
  readonly addedBy: string
  readonly addedAt: string
  /** 待接纳, 已接纳, 已拒绝接纳: only accepted rows go on. */
  readonly acceptance: 'pending' | 'accepted' | 'refused'
  /** How it came in: fetched, fed back, named in a comment, by hand, by a check, from the release before, taken over. */
  readonly source: 'fetched' | 'feedback' | 'comment' | 'hand' | 'check' | 'carried' | 'imported'
  /** Kind of the issue in the forge's own words. */
  readonly issueType: string | null
  /** Addresses of the issue upstream and of the pull request. */
  readonly upstream: string | null
  readonly pull: string | null
  /** Left for the next release (遗留). */
  readonly left: { readonly by: string; readonly at: string } | null
  /** Releases it was carried from and to. */
  readonly carriedFrom: string | null
  readonly carriedTo: string | null
}

export interface ItemView extends ItemState {
  /** The clock of a CVE row; null for other rows. */
  readonly slo: SloView | null
}

/** How long a CVE may take, by its score, and how far it is. */
export interface SloView {
  readonly state: 'running' | 'breached' | 'met' | 'missed' | 'none'
  /** Days it may take; null without a score. */
  readonly days: number | null
  /** The last civil day, YYYYMMDD in the branch's time zone. */
  readonly due: string | null
  /** Civil days left until then; negative when it is over. Null when the clock has stopped. */
  readonly left: number | null
  /** The clock starts when the CVE was published, else when its issue was opened, else when the row was added. */
  readonly from: 'published' | 'issue' | 'added'
}

/** One change of a row. */
export interface ItemChangeView {
  readonly id: number
  readonly at: string
  readonly kind: ItemState['kind']
  readonly issue: string
  readonly action:
    | 'add'
    | 'delete'
    | 'accept'
    | 'refuse'
    | 'leave'
    | 'return'
    | 'carry'
    | 'uncarry'
    | 'update'
    | 'status'
    | 'undo'
    | 'clear'
  readonly by: string
  /** The comment, call or click that brought it, by its unique id. */
  readonly delivery: string | null
  /** Null before it was added and after it was taken away. */
  readonly before: ItemState | null
  readonly after: ItemState | null
}

export interface SloWeek {
  /** Its Monday, YYYYMMDD. */
  readonly week: string
  /** CVEs published in time in this week, and those whose last day was in it and which were not. */
  readonly met: number
  readonly missed: number
  /** Share of those met, 0 to 1; null when there were none. */
  readonly attainment: number | null
}

export interface OpenClock extends SloView {
  readonly release: string
  readonly branch: string
  readonly cve: string
  readonly issue: string
  readonly repository: string
  readonly score: number | null
}

export interface SloReport {
  /** Share that is aimed at. */
  readonly target: number
  readonly met: number
  readonly missed: number
  readonly attainment: number | null
  readonly weeks: readonly SloWeek[]
  /** Clocks that run, the most urgent first. */
  readonly open: readonly OpenClock[]
}

export interface ProblemView {
  readonly kind: 'install' | 'build' | 'imported'
  /** Source package. */
  readonly package: string
  /** `owner/name` of the repository its issue is in. */
  readonly repository: string
  /** Null when it could not be opened. */
  readonly issue: string | null
  readonly url: string
  readonly status: string
  readonly falseAlarm: boolean
}

export interface StepView {
  readonly name: string
  readonly title: Text
  readonly state: StepState
  readonly attempts: number
  readonly startedAt: string | null
  readonly endedAt: string | null
  readonly findings: readonly Finding[]
  /** Why it failed or why its effect stays. */
  readonly note: Text | null
}

export interface RunView {
  readonly id: string
  readonly plan: string
  readonly title: Text
  readonly kind: 'forward' | 'undo'
  readonly state: RunState
  readonly startedAt: string
  readonly endedAt: string | null
  readonly reason: Text | null
  readonly steps: readonly StepView[]
}

export interface RunLogLine {
  readonly id: number
  readonly at: string
  readonly step: string | null
  readonly level: 'info' | 'warn' | 'error'
  readonly message: Text
}

export interface CommandView {
  /** Without the slash, e.g. `cve-ok`. */
  readonly name: string
  readonly usage: string
  readonly help: Text
  readonly roles: readonly string[]
  /** For the person who asks, now. */
  readonly allowed: boolean
  readonly because: Text | null
}

export interface RepositoryLink {
  readonly kind: 'test' | 'release'
  readonly family: string
  readonly arch: string
  readonly url: string
}

/** The update list in the release-management repository, while it stands there or is to. */
export interface ArchiveView {
  readonly repository: string
  /** Paths. */
  readonly files: readonly string[]
  /** `pending`: not yet committed, or not yet taken back. */
  readonly state: 'archived' | 'pending'
  /** Why the last try failed. */
  readonly problem: string | null
}

/** What taking a release over from the old tool left open, and the stage it was taken over in. */
export interface Imported {
  readonly stage: StageName
  /** Lines of the issue's description, counted from 1. They stay there. */
  readonly notUnderstood: readonly { readonly line: number; readonly text: string }[]
  readonly notes: readonly Text[]
}

/** A system outside that does not answer, so that the issue cannot be read or brought up to date. */
export interface TroubleView {
  readonly system: string
  /** What was asked of it. */
  readonly operation: string
  readonly message: Text
  readonly since: string
}

export interface ReleaseView extends ReleaseSummary {
  readonly stages: readonly StageView[]
  readonly gates: readonly GateView[]
  readonly scopeRevision: number
  readonly items: readonly ItemView[]
  /** Issues of what self-checks found, settled ones included. */
  readonly problems: readonly ProblemView[]
  /** Findings that still block: of the newest self-check, in a draft of collecting the scope. */
  readonly findings: readonly Finding[]
  /** The newest self-check that came to a result; null for a draft. */
  readonly selfCheck: SelfCheckView | null
  /** The run under way, else the newest one. */
  readonly run: RunView | null
  readonly runs: readonly RunView[]
  readonly repositories: readonly RepositoryLink[]
  readonly packageCounts: { readonly source: number; readonly aarch64: number; readonly x86_64: number }
  readonly advisories: readonly AdvisoryView[]
  readonly archive: ArchiveView | null
  readonly commands: readonly CommandView[]
  /** Null unless it began under the old tool. */
  readonly imported: Imported | null
  /** Null while the forge answers. */
  readonly trouble: TroubleView | null
}

/** What became of one command of a comment, a click or a call. */
export interface CommandOutcome {
  /** The line as it was written, e.g. `/add bugfix I3NQ1A`. */
  readonly command: string
  readonly accepted: boolean
  /** Refusal code, kebab-case; null when accepted. */
  readonly code: string | null
  readonly message: Text
  /** The run it started, if any. */
  readonly run: string | null
}

/** One thing that keeps a release where it is, or that comes after. */
export interface ExplanationItem {
  readonly kind:
    | 'deleted'
    | 'stuck'
    | 'run'
    | 'failure'
    | 'stale'
    | 'finding'
    | 'waiver'
    | 'withdrawn'
    | 'gate'
    | 'test-problem'
    | 'pending'
    | 'facts'
    | 'later'
  /** What it is about: a gate, a run, an issue, a package. */
  readonly subject: string
  readonly text: Text
}

export interface Explanation {
  readonly release: string
  readonly stage: StageName
  /** What it waits for, in one sentence. */
  readonly waitingFor: Text
  readonly items: readonly ExplanationItem[]
}

export interface TimelineEntry {
  readonly id: number
  readonly at: string
  readonly actor: string
  readonly role: string | null
  readonly channel: string
  /** Name of the person whom the actor, a service, acted for. */
  readonly onBehalfOf: string | null
  readonly action: string
  readonly message: Text
  readonly run: string | null
}
