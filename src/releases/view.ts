// What a release looks like to people and programs: the shape of pages, API and CLI alike. Types only.

import type { AdvisoryView } from '../advisories/index.ts'
import type { Finding, RunState, StepState } from '../flow/index.ts'
import type { Text } from '../lib/text.ts'

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
  /** One sentence: what it waits for or does now. */
  readonly waitingFor: Text
  readonly counts: { readonly cve: number; readonly bugfix: number; readonly sourcePackages: number }
  readonly issue: { readonly repository: string; readonly id: string; readonly url: string } | null
  /** ISO 8601. */
  readonly createdAt: string
  readonly updatedAt: string
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
  /** Commands that open it, e.g. `/cve-ok`. */
  readonly command: string
}

export interface ItemView {
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

/** What taking a release over from the old tool left open, and the stage it was taken over in. */
export interface Imported {
  readonly stage: StageName
  /** Lines of the issue's description, counted from 1. They stay there. */
  readonly notUnderstood: readonly { readonly line: number; readonly text: string }[]
  readonly notes: readonly Text[]
}

export interface ReleaseView extends ReleaseSummary {
  readonly stages: readonly StageView[]
  readonly gates: readonly GateView[]
  readonly scopeRevision: number
  readonly items: readonly ItemView[]
  /** Findings that still block: of the newest self-check, in a draft of collecting the scope. */
  readonly findings: readonly Finding[]
  /** The run under way, else the newest one. */
  readonly run: RunView | null
  readonly runs: readonly RunView[]
  readonly repositories: readonly RepositoryLink[]
  readonly packageCounts: { readonly source: number; readonly aarch64: number; readonly x86_64: number }
  readonly advisories: readonly AdvisoryView[]
  readonly commands: readonly CommandView[]
  /** Null unless it began under the old tool. */
  readonly imported: Imported | null
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

export interface TimelineEntry {
  readonly id: number
  readonly at: string
  readonly actor: string
  readonly role: string | null
  readonly channel: string
  readonly action: string
  readonly message: Text
  readonly run: string | null
}
