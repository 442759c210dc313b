// What the stand-in remembers, and what can be done to it. Plain data and functions; knows no HTTP.

import { createHash } from 'node:crypto'
import type { Flavour, State } from './flavour.ts'

export interface User {
  readonly serial: number
  login: string
  readonly token: string
}

export interface Milestone {
  readonly number: number
  readonly title: string
  readonly at: Date
}

export interface Comment {
  readonly id: number
  body: string
  readonly author: User
  readonly createdAt: Date
  updatedAt: Date
}

export interface Issue {
  readonly id: number
  readonly number: string
  readonly repository: Repository
  title: string
  body: string
  state: State
  readonly author: User
  readonly type: string
  milestone: Milestone | null
  labels: string[]
  comments: Comment[]
  readonly createdAt: Date
  updatedAt: Date
}

export interface Pull {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly state: 'open' | 'merged' | 'closed'
  readonly author: User
  readonly issues: readonly Issue[]
  readonly createdAt: Date
}

export interface Repository {
  readonly id: number
  readonly owner: string
  readonly name: string
  readonly enterprise: string | null
  readonly defaultBranch: string
  readonly collaborators: Set<User>
  readonly issues: Issue[]
  readonly milestones: Milestone[]
  readonly pulls: Pull[]
  /** Text by `branch:path`. */
  readonly files: Map<string, string>
}

/** Told of what happened, to send web hooks. */
export type Happening =
  | { readonly kind: 'comment'; readonly issue: Issue; readonly comment: Comment; readonly by: User }
  | { readonly kind: 'issue'; readonly action: 'open' | 'update'; readonly issue: Issue; readonly by: User }

export interface NewIssue {
  readonly title: string
  readonly body?: string
  readonly type?: string
  readonly milestone?: number
}

export interface IssueChange {
  readonly title?: string
  readonly body?: string
  readonly state?: State
}

export type Memory = ReturnType<typeof createMemory>

export function createMemory(of: { flavour: Flavour; now: () => Date; happened: (what: Happening) => void }) {
  const { flavour, now, happened } = of
  const users: User[] = []
  const repositories: Repository[] = []
  const organisations = new Map<string, Set<User>>()
  let serial = 5_000_000
  let issuesEver = 0

  function next(): number {
    serial += 1
    return serial
  }

  function touch(issue: Issue): void {
    issue.updatedAt = now()
  }

  return {
    users,
    repositories,
    organisations,

    /** A person with a token of their own; a login that somebody gave up may be taken again. */
    register(login: string): User {
      if (users.some(u => u.login === login)) throw new Error(`the login ${login} is taken`)
      const id = next()
      const token = createHash('sha256').update(`token of ${login} ${id}`).digest('hex').slice(0, 32)
      const user: User = { serial: id, login, token }
      users.push(user)
      return user
    },

    repository(owner: string, name: string): Repository | undefined {
      return repositories.find(r => r.owner === owner && r.name === name)
    },

    addRepository(owner: string, name: string, enterprise: string | null): Repository {
      const made: Repository = {
        id: next(),
        owner,
        name,
        enterprise,
        defaultBranch: 'master',
        collaborators: new Set(),
        issues: [],
        milestones: [],
        pulls: [],
        files: new Map(),
      }
      repositories.push(made)
      return made
    },

    addMilestone(repository: Repository, title: string): Milestone {
      const made = { number: next(), title, at: now() }
      repository.milestones.push(made)
      return made
    },

    openIssue(repository: Repository, by: User, wanted: NewIssue): Issue {
      issuesEver += 1
      const issue: Issue = {
        id: next(),
        number: flavour.issueNumber({ ever: issuesEver, here: repository.issues.length + 1 }),
        repository,
        title: wanted.title,
        body: wanted.body ?? '',
        state: 'open',
        author: by,
        type: wanted.type ?? '任务',
        milestone: repository.milestones.find(m => m.number === wanted.milestone) ?? null,
        labels: [],
        comments: [],
        createdAt: now(),
        updatedAt: now(),
      }
      repository.issues.push(issue)
      happened({ kind: 'issue', action: 'open', issue, by })
      return issue
    },

    changeIssue(issue: Issue, by: User, change: IssueChange): void {
      Object.assign(issue, Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)))
      touch(issue)
      happened({ kind: 'issue', action: 'update', issue, by })
    },

    label(issue: Issue, by: User, names: readonly string[]): void {
      issue.labels = [...new Set([...issue.labels, ...names])]
      touch(issue)
      happened({ kind: 'issue', action: 'update', issue, by })
    },

    /** False when the issue has no such label. */
    unlabel(issue: Issue, by: User, name: string): boolean {
      if (!issue.labels.includes(name)) return false
      issue.labels = issue.labels.filter(l => l !== name)
      touch(issue)
      happened({ kind: 'issue', action: 'update', issue, by })
      return true
    },

    comment(issue: Issue, by: User, body: string): Comment {
      const comment: Comment = { id: next(), body, author: by, createdAt: now(), updatedAt: now() }
      issue.comments.push(comment)
      touch(issue)
      happened({ kind: 'comment', issue, comment, by })
      return comment
    },

    findComment(repository: Repository, id: number): { issue: Issue; comment: Comment } | undefined {
      for (const issue of repository.issues) {
        const comment = issue.comments.find(c => c.id === id)
        if (comment) return { issue, comment }
      }
      return undefined
    },

    changeComment(at: { issue: Issue; comment: Comment }, by: User, body: string): void {
      at.comment.body = body
      at.comment.updatedAt = now()
      touch(at.issue)
      happened({ kind: 'comment', ...at, by })
    },

    deleteComment({ issue, comment }: { issue: Issue; comment: Comment }): void {
      issue.comments = issue.comments.filter(c => c !== comment)
    },

    openPull(repository: Repository, by: User, wanted: Pick<Pull, 'title' | 'body' | 'issues'>): Pull {
      const pull: Pull = {
        number: repository.pulls.length + 1,
        state: 'open',
        author: by,
        createdAt: now(),
        ...wanted,
      }
      repository.pulls.push(pull)
      return pull
    },
  }
}

/** The name git gives to a file's content. */
export function blobSha(content: string): string {
  const bytes = Buffer.from(content)
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
