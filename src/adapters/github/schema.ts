// What we read of GitHub's documents (REST version 2022-11-28); the fields we do not use are not named.

import { type Static, Type } from 'typebox'

/** Null where the account is gone. */
const Account = Type.Union([Type.Object({ id: Type.Integer(), login: Type.String() }), Type.Null()])

const Name = Type.Object({ name: Type.String() })

const Time = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$' })

export const User = Type.Object({ id: Type.Integer(), login: Type.String() })

/** The list of issues holds pull requests too: those with `pull_request`. */
export const Issue = Type.Object({
  number: Type.Integer(),
  title: Type.String(),
  body: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  state: Type.String(),
  state_reason: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  labels: Type.Array(Type.Union([Type.String(), Type.Object({ name: Type.Union([Type.String(), Type.Null()]) })])),
  type: Type.Optional(Type.Union([Name, Type.Null()])),
  milestone: Type.Union([Type.Object({ title: Type.String() }), Type.Null()]),
  user: Account,
  html_url: Type.String(),
  created_at: Time,
  updated_at: Time,
  pull_request: Type.Optional(Type.Unknown()),
})

export const Comment = Type.Object({
  id: Type.Integer(),
  body: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  user: Account,
  issue_url: Type.String(),
  created_at: Time,
  updated_at: Time,
})

export const Pull = Type.Object({
  number: Type.Integer(),
  title: Type.String(),
  body: Type.Union([Type.String(), Type.Null()]),
  state: Type.String(),
  merged_at: Type.Union([Type.String(), Type.Null()]),
  user: Account,
  html_url: Type.String(),
})

export const Milestone = Type.Object({ number: Type.Integer(), title: Type.String() })

export const IssueType = Type.Object({ name: Type.String(), is_enabled: Type.Optional(Type.Boolean()) })

export const File = Type.Object({
  type: Type.Literal('file'),
  /** `none` for a file over 1 MB: its content is asked for by `sha`. */
  encoding: Type.String(),
  content: Type.String(),
  sha: Type.String({ pattern: '^[0-9a-f]{40,64}$' }),
})

/** A file, a folder (a list), or something else (a symlink, a submodule). */
export const Contents = Type.Union([File, Type.Array(Type.Unknown()), Type.Object({ type: Type.String() })])

export const Blob = Type.Object({ encoding: Type.Literal('base64'), content: Type.String() })

/** An answer of which only the success counts. */
export const Anything = Type.Unknown()

/** What GitHub says with a status of 400 and above. */
export const Problem = Type.Object({
  message: Type.String(),
  errors: Type.Optional(Type.Array(Type.Unknown())),
})

const HookIssue = Type.Object({ number: Type.Integer(), pull_request: Type.Optional(Type.Unknown()) })

const Repository = Type.Object({ full_name: Type.String({ pattern: '^[^/\\s]+/[^/\\s]+$' }) })

/** The payload of the event `issues`. */
export const IssueEvent = Type.Object({
  action: Type.String(),
  issue: HookIssue,
  repository: Repository,
  sender: Type.Object({ login: Type.String() }),
})

/** The payload of the event `issue_comment`. */
export const CommentEvent = Type.Object({
  action: Type.String(),
  issue: HookIssue,
  comment: Comment,
  repository: Repository,
})

export type Account = Static<typeof Account>
export type Issue = Static<typeof Issue>
export type HookSubject = Pick<Static<typeof IssueEvent>, 'issue' | 'repository'>
export type Comment = Static<typeof Comment>
