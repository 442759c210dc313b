// GitHub's documents in the words of the port, and back.

import type { ForgeComment, ForgeIssue, ForgeUser, IssueState } from '../../ports/index.ts'
import type { Account, Comment, Issue } from './schema.ts'

/** The account GitHub shows in place of one that is gone. */
const GHOST: ForgeUser = { id: '10137', login: 'ghost' }

export function userOf(account: Account): ForgeUser {
  return account ? { id: String(account.id), login: account.login } : GHOST
}

export function issueOf(repository: string, issue: Issue): ForgeIssue {
  return {
    id: String(issue.number),
    repository,
    title: issue.title,
    body: issue.body ?? '',
    state: stateOf(issue),
    labels: issue.labels.flatMap(label => (typeof label === 'string' ? label : (label.name ?? []))),
    type: issue.type?.name ?? null,
    milestone: issue.milestone?.title ?? null,
    author: userOf(issue.user),
    url: issue.html_url,
    createdAt: new Date(issue.created_at),
    updatedAt: new Date(issue.updated_at),
  }
}

export function commentOf(comment: Comment): ForgeComment {
  return {
    id: String(comment.id),
    body: comment.body ?? '',
    author: userOf(comment.user),
    createdAt: new Date(comment.created_at),
    updatedAt: new Date(comment.updated_at),
  }
}

/** GitHub has open and closed; a closed one says why: what was not done (or is a duplicate) is rejected. */
export function stateOf({ state, state_reason }: Pick<Issue, 'state' | 'state_reason'>): IssueState {
  if (state !== 'closed') return 'open'
  return state_reason === 'not_planned' || state_reason === 'duplicate' ? 'rejected' : 'closed'
}

/** GitHub has no "in progress": such an issue is open. */
export const STATE_FIELDS = {
  open: { state: 'open' },
  progressing: { state: 'open' },
  closed: { state: 'closed', state_reason: 'completed' },
  rejected: { state: 'closed', state_reason: 'not_planned' },
} as const satisfies Record<IssueState, object>
