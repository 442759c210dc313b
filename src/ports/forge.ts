// A code forge with issues: Gitee, GitCode, GitHub, or the one built in. In our words, not the vendor's.

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

/** Something that happened at the forge, already verified and parsed. Hints only: reconciliation finds missed ones. */
export type ForgeEvent =
  | { readonly kind: 'comment'; readonly issue: IssueKey; readonly comment: ForgeComment }
  | { readonly kind: 'issue'; readonly issue: IssueKey }

export interface Forge {
  /** The account Slipway itself writes as: its own comments never trigger it. */
  self(): Promise<ForgeUser>
  readIssue(key: IssueKey): Promise<ForgeIssue | undefined>
  /** Finds an issue by its id alone in the given repositories, everywhere when none is given: an id may be in several. */
  findIssue(id: string, repositories: readonly string[]): Promise<readonly ForgeIssue[]>
  /** Looks for an issue of this exact title written by Slipway before creating one. */
  ensureIssue(issue: { repository: string; title: string; body: string }): Promise<ForgeIssue>
  editIssue(key: IssueKey, change: { title?: string; body?: string; state?: IssueState }): Promise<void>
  /** Adds and removes labels; both are no-ops where nothing differs. */
  changeLabels(key: IssueKey, change: { add: readonly string[]; remove: readonly string[] }): Promise<void>
  /** All comments, oldest first; every page is read. */
  listComments(key: IssueKey): Promise<readonly ForgeComment[]>
  addComment(key: IssueKey, body: string): Promise<ForgeComment>
  editComment(key: IssueKey, commentId: string, body: string): Promise<void>
}
