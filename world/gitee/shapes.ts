// How things look in answers and hooks. Field names and types follow the vendors' documentation and the recorded replies.

import type { Flavour } from './flavour.ts'
import type { Comment, Issue, Milestone, Pull, Repository, User } from './state.ts'

export interface Shaping {
  readonly flavour: Flavour
  /** Address of pages, without a final slash. */
  readonly pages: string
}

export function userShape({ flavour, pages }: Shaping, user: User) {
  return {
    id: flavour.userId(user.serial),
    login: user.login,
    name: user.login,
    avatar_url: `${pages}/assets/no_portrait.png`,
    url: `${pages}/api/v5/users/${user.login}`,
    html_url: `${pages}/${user.login}`,
    type: 'User',
  }
}

export function repositoryShape({ flavour, pages }: Shaping, repository: Repository) {
  const { id, owner, name, defaultBranch } = repository
  return {
    id,
    full_name: flavour.fullName(owner, name),
    human_name: `${owner}/${name}`,
    url: `${pages}/api/v5/repos/${owner}/${name}`,
    namespace: { id: id + 1, type: 'group', name: owner, path: owner, html_url: `${pages}/${owner}` },
    path: name,
    name,
    private: false,
    public: true,
    html_url: `${pages}/${owner}/${name}.git`,
    default_branch: defaultBranch,
  }
}

export function milestoneShape({ flavour, pages }: Shaping, milestone: Milestone, repository: Repository) {
  const { number, title, at } = milestone
  return {
    url: null,
    html_url: `${pages}/${repository.owner}/${repository.name}/milestones/${number}`,
    id: number,
    number,
    repository_id: repository.id,
    state: 'open',
    title,
    description: '',
    updated_at: flavour.time(at),
    created_at: flavour.time(at),
  }
}

export function issueShape(shaping: Shaping, issue: Issue, alone: boolean) {
  const { flavour, pages } = shaping
  const { owner, name } = issue.repository
  const address = `${pages}/${owner}/${name}/issues/${issue.number}`
  return {
    id: issue.id,
    url: `${pages}/api/v5/repos/${owner}/${name}/issues/${issue.number}`,
    html_url: address,
    number: flavour.numbersAreNumeric && alone ? Number(issue.number) : issue.number,
    parent_id: 0,
    depth: 0,
    state: flavour.states[issue.state].shown,
    title: issue.title,
    body: issue.body,
    user: userShape(shaping, issue.author),
    labels: issue.labels.map((label, at) => labelShape(shaping, label, at)),
    assignee: null,
    collaborators: [],
    repository: repositoryShape(shaping, issue.repository),
    milestone: issue.milestone && milestoneShape(shaping, issue.milestone, issue.repository),
    created_at: flavour.time(issue.createdAt),
    updated_at: flavour.time(issue.updatedAt),
    finished_at: null,
    comments: issue.comments.length,
    priority: 0,
    issue_type: flavour.hasTypes ? issue.type : null,
    issue_state: flavour.states[issue.state].named,
    security_hole: false,
    branch: null,
  }
}

export function labelShape({ flavour }: Shaping, name: string, at: number) {
  return { id: at + 1, name, color: '8367b9', repository_id: 1, created_at: flavour.time(new Date(0)) }
}

export function commentShape(shaping: Shaping, comment: Comment, issue: Issue, fresh: boolean) {
  const { flavour } = shaping
  const hasTimes = !fresh || flavour.freshCommentHasTimes
  return {
    id: comment.id,
    body: comment.body,
    user: userShape(shaping, comment.author),
    source: null,
    target: { issue: { id: issue.id, number: issue.number, title: issue.title }, pull_request: null },
    created_at: hasTimes ? flavour.time(comment.createdAt) : null,
    updated_at: hasTimes ? flavour.time(comment.updatedAt) : null,
  }
}

export function pullShape(shaping: Shaping, pull: Pull, repository: Repository) {
  const { flavour, pages } = shaping
  const merged = pull.state === 'merged' ? flavour.time(pull.createdAt) : null
  return {
    id: repository.id * 1000 + pull.number,
    number: pull.number,
    html_url: `${pages}/${repository.owner}/${repository.name}/pulls/${pull.number}`,
    state: flavour.pullStates[pull.state],
    title: pull.title,
    body: pull.body,
    user: userShape(shaping, pull.author),
    created_at: flavour.time(pull.createdAt),
    updated_at: flavour.time(pull.createdAt),
    merged_at: merged,
  }
}
