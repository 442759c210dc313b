// What a rule is given and what it answers. Types only.

import type { Role } from '../accounts/index.ts'
import type { LackingFacts } from '../advisories/index.ts'
import type { Refusal } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import type { IssueState } from '../ports/index.ts'
import type { By, GatePolicies } from './advance.ts'
import type { Change, Item, ItemKind, ProblemKind, Release } from './model.ts'
import type { ParsedCommand } from './parse.ts'
import type { ScopePolicy } from './policy.ts'
import type { Scores } from './scores.ts'
import type { Setting } from './setting.ts'
import type { VersionLook } from './version-facts.ts'
import type { RunView } from './view.ts'

/** An issue someone named, as the forge knows it; `problem` when it could not be told which. */
export interface FoundIssue {
  readonly word: string
  readonly item: Item | null
  readonly problem: Refusal | null
}

/** What had to be looked up outside before deciding; only what the command's `looks` asks for is filled. */
export interface Facts {
  readonly issues: readonly FoundIssue[]
  /** What the drafts of the advisories still lack. */
  readonly missing: readonly Text[]
  /** Published packages of other releases that need what would go. */
  readonly needs: readonly Text[]
  /** How the issues the release refers to stand at the forge. */
  readonly statuses?: readonly StatusFact[]
  /** Scores by CVE, as their facts say; `unheard`: why the source of the facts could not be asked anew. */
  readonly scores?: Scores
  readonly unheard?: string
  /** Versions of specs and builds; absent when it is not configured where specs are. */
  readonly versions?: VersionLook
  /** What the advisories will still need to know of the CVEs. */
  readonly lacking?: readonly LackingFacts[]
  /** The runs of the release as people see them, newest first. */
  readonly runs?: readonly RunView[]
}

/** How one issue of the release stands; `state` null when it could not be read. */
export interface StatusFact {
  readonly of: ItemKind | ProblemKind
  readonly repository: string
  readonly issue: string
  readonly state: IssueState | null
  readonly falseAlarm: boolean
}

export interface Asking extends By {
  readonly roles: readonly Role[]
  readonly policies: GatePolicies
  readonly facts: Facts
  /** Who accepts rows, and whether one may approve one's own; automatic and allowed unless said. */
  readonly accept?: ScopePolicy['accept']
  readonly ownItems?: ScopePolicy['ownItems']
  /** A waiver lasts at most so many days. */
  readonly waiverDays?: number | undefined
  /** What sentences may tell of the branch. */
  readonly setting?: Setting
}

/** What a rule answers: the changes it wants, the sentence said back, and whether a failed plan is tried again. */
export interface Ruling {
  readonly changes: readonly Change[]
  readonly message: Text
  readonly retry?: boolean
}

/** A ruling with everything that follows from it. */
export interface Decision {
  readonly changes: readonly Change[]
  readonly message: Text
}

export type Rule = (release: Release, command: ParsedCommand, asking: Asking) => Ruling | Refusal
