// What the stand-in remembers: users, organisations, repositories with issues, comments, files and hooks.

export interface User {
  readonly id: number
  login: string
  readonly token: string
}

export interface Label {
  readonly id: number
  readonly name: string
}

export interface Milestone {
  readonly id: number
  readonly number: number
  readonly title: string
}

/** An issue, or a pull request: they share their numbers. */
export interface Issue {
  readonly id: number
  readonly number: number
  readonly user: User
  readonly createdAt: Date
  title: string
  body: string | null
  state: 'open' | 'closed'
  stateReason: 'completed' | 'not_planned' | 'reopened' | null
  labels: Label[]
  milestone: Milestone | null
  type: string | null
  updatedAt: Date
  closedAt: Date | null
  readonly pull: { mergedAt: Date | null } | null
}

export interface Comment {
  readonly id: number
  readonly issue: number
  readonly user: User
  readonly createdAt: Date
  body: string
  updatedAt: Date
}

export interface Hook {
  /** Where deliveries are sent; undefined: they are only kept. */
  readonly url?: string
  readonly secret: string
  readonly contentType: 'json' | 'form'
  readonly events: readonly string[]
}

export interface Commit {
  readonly message: string
  readonly branch: string
  readonly path: string
}

export interface Repository {
  readonly id: number
  readonly owner: string
  readonly name: string
  readonly defaultBranch: string
  /** Ids of the users who may push. */
  readonly pushers: Set<number>
  /** By number, in the order of creation. */
  readonly issues: Map<number, Issue>
  readonly comments: Map<number, Comment>
  readonly labels: Map<string, Label>
  readonly milestones: Milestone[]
  /** Branch → path → content. */
  readonly branches: Map<string, Map<string, Buffer>>
  readonly commits: Commit[]
  readonly hooks: Hook[]
}

export interface Organisation {
  readonly login: string
  readonly issueTypes: string[]
  readonly members: Set<number>
  /** Slug → ids of users. */
  readonly teams: Map<string, Set<number>>
}

export interface State {
  readonly now: () => Date
  readonly users: Map<number, User>
  /** By name in lower case: GitHub does not tell cases apart. */
  readonly organisations: Map<string, Organisation>
  readonly repositories: Map<string, Repository>
  nextId: number
}

export function newState(now: () => Date): State {
  return { now, users: new Map(), organisations: new Map(), repositories: new Map(), nextId: 1001 }
}

export function findRepository(state: State, fullName: string): Repository | undefined {
  return state.repositories.get(fullName.toLowerCase())
}

export function mayPush(repository: Repository, user: User): boolean {
  return repository.pushers.has(user.id)
}

/** The label of a repository by its name, made when it is not there: adding one to an issue does that. */
export function labelOf(state: State, repository: Repository, name: string): Label {
  const key = name.toLowerCase()
  const label = repository.labels.get(key) ?? { id: state.nextId++, name }
  repository.labels.set(key, label)
  return label
}
