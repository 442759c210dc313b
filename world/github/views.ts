// Issues, comments, users and labels as GitHub's REST API shows them (version 2022-11-28).

import type { Comment, Issue, Label, Milestone, Organisation, Repository, State, User } from './state.ts'

/** GitHub keeps whole seconds. */
function time(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`
}

export function userView(base: string, user: User): object {
  return {
    login: user.login,
    id: user.id,
    node_id: `U_${user.id}`,
    avatar_url: `${base}/avatars/${user.id}`,
    url: `${base}/users/${user.login}`,
    html_url: `${base}/${user.login}`,
    type: 'User',
    site_admin: false,
  }
}

export function repositoryView(base: string, repository: Repository): object {
  return {
    id: repository.id,
    node_id: `R_${repository.id}`,
    name: repository.name,
    full_name: nameOf(repository),
    private: false,
    html_url: `${base}/${nameOf(repository)}`,
    url: addressOf(base, repository),
    default_branch: repository.defaultBranch,
  }
}

export function labelView(base: string, repository: Repository, label: Label): object {
  const url = `${addressOf(base, repository)}/labels/${encodeURIComponent(label.name)}`
  return { id: label.id, node_id: `LA_${label.id}`, url, name: label.name, color: 'ededed', default: false }
}

export function milestoneView(base: string, repository: Repository, milestone: Milestone): object {
  const { id, number, title } = milestone
  return { id, number, title, state: 'open', url: `${addressOf(base, repository)}/milestones/${number}` }
}

export function typeView({ issueTypes }: Organisation, name: string): object {
  const id = 400 + issueTypes.indexOf(name)
  return { id, node_id: `IT_${id}`, name, description: null, color: 'gray', is_enabled: true }
}

export function issueView(state: State, base: string, repository: Repository, issue: Issue): object {
  const url = `${addressOf(base, repository)}/issues/${issue.number}`
  const page = `${base}/${nameOf(repository)}/${issue.pull ? 'pull' : 'issues'}/${issue.number}`
  const pull = `${addressOf(base, repository)}/pulls/${issue.number}`
  const organisation = state.organisations.get(repository.owner.toLowerCase())
  return {
    url,
    repository_url: addressOf(base, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    id: issue.id,
    node_id: `I_${issue.id}`,
    number: issue.number,
    title: issue.title,
    user: userView(base, issue.user),
    labels: issue.labels.map(label => labelView(base, repository, label)),
    state: issue.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: issue.milestone && milestoneView(base, repository, issue.milestone),
    comments: [...repository.comments.values()].filter(c => c.issue === issue.number).length,
    created_at: time(issue.createdAt),
    updated_at: time(issue.updatedAt),
    closed_at: issue.closedAt && time(issue.closedAt),
    author_association: repository.pushers.has(issue.user.id) ? 'MEMBER' : 'NONE',
    type: organisation && issue.type !== null ? typeView(organisation, issue.type) : null,
    body: issue.body,
    state_reason: issue.stateReason,
    ...(issue.pull && {
      pull_request: { url: pull, html_url: page, merged_at: issue.pull.mergedAt && time(issue.pull.mergedAt) },
    }),
  }
}

export function pullView(base: string, repository: Repository, issue: Issue): object {
  const mergedAt = issue.pull?.mergedAt ?? null
  return {
    url: `${addressOf(base, repository)}/pulls/${issue.number}`,
    id: issue.id,
    html_url: `${base}/${nameOf(repository)}/pull/${issue.number}`,
    number: issue.number,
    state: issue.state,
    locked: false,
    title: issue.title,
    user: userView(base, issue.user),
    body: issue.body,
    created_at: time(issue.createdAt),
    updated_at: time(issue.updatedAt),
    closed_at: issue.closedAt && time(issue.closedAt),
    merged_at: mergedAt && time(mergedAt),
    merged: mergedAt !== null,
    draft: false,
  }
}

export function commentView(base: string, repository: Repository, comment: Comment): object {
  const page = `${base}/${nameOf(repository)}/issues/${comment.issue}`
  return {
    url: `${addressOf(base, repository)}/issues/comments/${comment.id}`,
    html_url: `${page}#issuecomment-${comment.id}`,
    issue_url: `${addressOf(base, repository)}/issues/${comment.issue}`,
    id: comment.id,
    node_id: `IC_${comment.id}`,
    user: userView(base, comment.user),
    created_at: time(comment.createdAt),
    updated_at: time(comment.updatedAt),
    body: comment.body,
    author_association: repository.pushers.has(comment.user.id) ? 'MEMBER' : 'NONE',
  }
}

export function nameOf(repository: Repository): string {
  return `${repository.owner}/${repository.name}`
}

function addressOf(base: string, repository: Repository): string {
  return `${base}/repos/${nameOf(repository)}`
}
