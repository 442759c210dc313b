// A code forge with issues: Gitee, GitCode, GitHub, or the one built in. In our words, not the vendor's.

import type { Refusal } from '../lib/errors.ts'

export interface ForgeUser {
  /** The forge's permanent numeric id as text; logins may be renamed. */
  readonly id: string
  readonly login: string
}

export type IssueState = 'open' | 'progressing' | 'closed' | 'rejected'

export interface ForgeIssue {
  /** Opaque, unique per (forge, repository), e.g. `I3NQ1A`. */
  readonly id: string
  /** `owner/name` of the repository the issue is in. */
  readonly repository: string
  readonly title: string
  readonly body: string
  readonly state: IssueState
  readonly labels: readonly string[]
  /** Kind and milestone in the forge's own words, e.g. `缺陷`; null where it has none. */
  readonly type: string | null
  readonly milestone: string | null
  readonly author: ForgeUser
  /** Address of the issue's page for people. */
  readonly url: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface ForgeComment {
  readonly id: string
  readonly body: string
  readonly author: ForgeUser
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface IssueKey {
  readonly repository: string
  readonly id: string
}

/** An issue to be written. A forge without kinds or milestones leaves them out. */
export interface NewForgeIssue {
  readonly repository: string
  readonly title: string
  readonly body: string
  readonly type?: string
  /** By its title; one that is not there is left out. */
  readonly milestone?: string
}

export interface ForgePull {
  readonly repository: string
  readonly number: string
  readonly title: string
  readonly body: string
  readonly state: 'open' | 'merged' | 'closed'
  readonly author: ForgeUser
  readonly url: string
  /** Issues the forge has linked with it. */
  readonly issues: readonly IssueKey[]
}

/** Where a file is: on the default branch when no branch is said. */
export interface FilePlace {
  readonly repository: string
  readonly branch?: string
  /** Relative, without `..`, `/` between the names. */
  readonly path: string
}

/** Something that happened at the forge, already verified and parsed. Hints only: reconciliation finds missed ones. */
export type ForgeEvent =
  | { readonly kind: 'comment'; readonly issue: IssueKey; readonly comment: ForgeComment }
  | { readonly kind: 'issue'; readonly issue: IssueKey }

/**
 * Reads a web hook's delivery: verifies it, then tells what happened; no events for a right one of no interest. Header
 * names are in lower case, the body is as it came. Asks nobody outside.
 */
export type ForgeHook = (request: {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
  readonly at: Date
}) => { readonly events: readonly ForgeEvent[] } | Refusal

export interface Forge {
  /** The account Slipway itself writes as: its own comments never trigger it. */
  self(): Promise<ForgeUser>
  readIssue(key: IssueKey): Promise<ForgeIssue | undefined>
  /** Finds an issue by its id alone in the given repositories, everywhere when none is given: an id may be in several. */
  findIssue(id: string, repositories: readonly string[]): Promise<readonly ForgeIssue[]>
  /** Issues of a repository that changed at or after a time, oldest change first; every page is read. */
  issuesSince(repository: string, since: Date): Promise<readonly ForgeIssue[]>
  /** Looks for an issue of this exact title written by Slipway before creating one. */
  ensureIssue(issue: NewForgeIssue): Promise<ForgeIssue>
  editIssue(key: IssueKey, change: { title?: string; body?: string; state?: IssueState }): Promise<void>
  /** Adds and removes labels; both are no-ops where nothing differs. */
  changeLabels(key: IssueKey, change: { add: readonly string[]; remove: readonly string[] }): Promise<void>
  /** All comments, oldest first; every page is read. */
  listComments(key: IssueKey): Promise<readonly ForgeComment[]>
  addComment(key: IssueKey, body: string): Promise<ForgeComment>
  editComment(key: IssueKey, commentId: string, body: string): Promise<void>
  readPull(key: { repository: string; number: string }): Promise<ForgePull | undefined>
  /** The text of a file; undefined when it is not there. */
  readFile(place: FilePlace): Promise<string | undefined>
  /**
   * Brings files to these contents, `null` removes one; what is so already is left alone, so that a second call does
   * nothing. An ExternalError of status 404 when the repository is not there.
   */
  commitFiles(commit: {
    repository: string
    branch?: string
    message: string
    files: readonly { readonly path: string; readonly content: string | null }[]
  }): Promise<void>
  /** People of a team: `organisation` or `organisation/team`, as the forge has it. */
  teamMembers(team: string): Promise<readonly ForgeUser[]>
}
