// Issues, labels and comments at GitHub.

import { ExternalError } from '../../lib/errors.ts'
import type { Forge, ForgeIssue, ForgeUser, IssueKey, IssueState, NewForgeIssue } from '../../ports/index.ts'
import { type Client, failure } from './client.ts'
import { commentOf, issueOf, STATE_FIELDS, stateOf } from './meaning.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { numberOf, repositoryPath } from './places.ts'
import { Anything, Comment, Issue, IssueType, Milestone } from './schema.ts'

type ForgeIssues = Pick<
  Forge,
  | 'readIssue'
  | 'findIssue'
  | 'issuesSince'
  | 'ensureIssue'
  | 'editIssue'
  | 'changeLabels'
  | 'listComments'
  | 'addComment'
  | 'editComment'
>

/** The order of creation does not change while pages are read: nothing slips from one page to another unseen. */
const STABLE = { state: 'all', sort: 'created', direction: 'asc' }

export function githubIssues(of: {
  client: Client
  self: () => Promise<ForgeUser>
  repositories: readonly string[]
}): ForgeIssues {
  const { client, self, repositories } = of
  const inTurn = oneAtATime()

  async function readIssue(key: IssueKey): Promise<ForgeIssue | undefined> {
    const path = issuePath(key)
    const issue = path && (await client.read(Issue, { operation: 'readIssue', path }))
    return issue && !issue.pull_request ? issueOf(key.repository, issue) : undefined
  }

  async function listIssues(
    operation: string,
    repository: string,
    query: Record<string, string>,
  ): Promise<ForgeIssue[]> {
    const root = repositoryPath(repository)
    const found =
      root && (await client.list(Issue, { operation, path: [...root, 'issues'], query: { ...STABLE, ...query } }))
    if (!found)
      throw failure({ operation }, { message: `there is no repository ${repository}`, status: 404, retryable: false })
    const issues = found.filter(issue => !issue.pull_request).map(issue => issueOf(repository, issue))
    return [...new Map(issues.map(issue => [issue.id, issue])).values()]
  }

  async function writtenByUs({ repository, title }: NewForgeIssue): Promise<ForgeIssue | undefined> {
    const bot = await self()
    const ours = await listIssues('ensureIssue', repository, { creator: bot.login })
    return ours.find(issue => issue.author.id === bot.id && issue.title === title.trim())
  }

  async function createIssue(issue: NewForgeIssue): Promise<ForgeIssue> {
    const operation = 'ensureIssue'
    const { repository, title, body } = issue
    const root = repositoryPath(repository) ?? []
    const kinds = await kindsOf(issue, root)
    const made = await client.send(Issue, {
      operation,
      method: 'POST',
      path: [...root, 'issues'],
      body: { title: title.trim(), body, ...kinds },
    })
    return issueOf(repository, made)
  }

  /** Kind and milestone as GitHub wants them; what is not there is left out. */
  async function kindsOf({ type, milestone }: NewForgeIssue, root: readonly string[]): Promise<object> {
    const types = type === undefined ? [] : await issueTypes(root[1] ?? '')
    const name = types.find(known => known.toLowerCase() === type?.toLowerCase())
    const path = [...root, 'milestones']
    const milestones = milestone === undefined ? [] : await client.list(Milestone, { operation: 'ensureIssue', path })
    const number = milestones?.find(known => known.title === milestone)?.number
    return { ...(name !== undefined && { type: name }), ...(number !== undefined && { milestone: number }) }
  }

  /** Kinds belong to the organisation. A person's repository has none, and a token may not be allowed to see them. */
  async function issueTypes(owner: string): Promise<string[]> {
    const ask = { operation: 'ensureIssue', path: ['orgs', owner, 'issue-types'] }
    const types = await client.list(IssueType, ask).catch(error => {
      if (error instanceof ExternalError && error.status === 403 && !error.retryable) return []
      throw error
    })
    return (types ?? []).filter(type => type.is_enabled !== false).map(type => type.name)
  }

  /** Where only the reason differs, it is closed again: GitHub reads the reason when the state changes. */
  async function turn(path: readonly string[], state: IssueState, now: Issue): Promise<void> {
    const wanted = STATE_FIELDS[state]
    if (wanted.state === 'open' || stateOf(now) === state) return
    for (const body of [STATE_FIELDS.open, wanted]) {
      await client.send(Issue, { operation: 'editIssue', method: 'PATCH', path, body })
    }
  }

  async function needIssue(operation: string, key: IssueKey): Promise<ForgeIssue> {
    const issue = await readIssue(key)
    if (!issue) throw noIssue(operation, key)
    return issue
  }

  return {
    readIssue,

    async findIssue(id, given) {
      if (!numberOf(id)) return []
      const found: ForgeIssue[] = []
      for (const repository of new Set(given.length > 0 ? given : repositories)) {
        const issue = await readIssue({ repository, id })
        if (issue) found.push(issue)
      }
      return found
    },

    async issuesSince(repository, since) {
      // Whole seconds, rounded down: GitHub's times have no more.
      const query = { since: `${since.toISOString().slice(0, 19)}Z` }
      const issues = await listIssues('issuesSince', repository, query)
      return issues.sort((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime())
    },

    async ensureIssue(issue) {
      const key = `${issue.repository.toLowerCase()} ${issue.title.trim()}`
      return inTurn(key, async () => (await writtenByUs(issue)) ?? (await createIssue(issue)))
    },

    async editIssue(key, { state, ...change }) {
      const path = needPath('editIssue', key)
      const body = { ...change, ...(state && STATE_FIELDS[state]) }
      const now = await client.send(Issue, { operation: 'editIssue', method: 'PATCH', path, body })
      if (state) await turn(path, state, now)
    },

    async changeLabels(key, { add, remove }) {
      const operation = 'changeLabels'
      const path = [...needPath(operation, key), 'labels']
      const there = new Set((await needIssue(operation, key)).labels.map(label => label.toLowerCase()))
      const labels = [...new Set(add)].filter(name => !there.has(name.toLowerCase()))
      if (labels.length > 0) await client.send(Anything, { operation, method: 'POST', path, body: { labels } })
      for (const name of remove.filter(gone => there.has(gone.toLowerCase()))) {
        await client.send(Anything, { operation, method: 'DELETE', path: [...path, name] }).catch(passOver404)
      }
    },

    async listComments(key) {
      const operation = 'listComments'
      const path = [...needPath(operation, key), 'comments']
      const found = await client.list(Comment, { operation, path })
      if (!found) throw noIssue(operation, key)
      return [...new Map(found.map(comment => [comment.id, commentOf(comment)])).values()]
    },

    async addComment(key, body) {
      const path = [...needPath('addComment', key), 'comments']
      return commentOf(await client.send(Comment, { operation: 'addComment', method: 'POST', path, body: { body } }))
    },

    async editComment(key, commentId, body) {
      const operation = 'editComment'
      const issue = needPath(operation, key)
      const id = numberOf(commentId)
      const path = [...issue.slice(0, 3), 'issues', 'comments', id ?? '']
      const comment = id === undefined ? undefined : await client.read(Comment, { operation, path })
      if (!comment?.issue_url.endsWith(`/issues/${key.id}`)) {
        const message = `there is no comment ${commentId} on ${key.repository}#${key.id}`
        throw failure({ operation }, { message, status: 404, retryable: false })
      }
      // Who may push may change anybody's comment; we do not.
      if (commentOf(comment).author.id !== (await self()).id) {
        throw failure({ operation }, { message: `comment ${commentId} is not ours`, status: 403, retryable: false })
      }
      if (comment.body !== body) await client.send(Comment, { operation, method: 'PATCH', path, body: { body } })
    },
  }
}

function issuePath({ repository, id }: IssueKey): readonly string[] | undefined {
  const root = repositoryPath(repository)
  const number = numberOf(id)
  return root && number !== undefined ? [...root, 'issues', number] : undefined
}

function needPath(operation: string, key: IssueKey): readonly string[] {
  const path = issuePath(key)
  if (!path) throw noIssue(operation, key)
  return path
}

function noIssue(operation: string, { repository, id }: IssueKey): ExternalError {
  const message = `there is no issue ${repository}#${id}`
  return failure({ operation }, { message, status: 404, retryable: false })
}

/** Somebody else has taken the label off meanwhile. */
function passOver404(error: unknown): void {
  if (!(error instanceof ExternalError) || error.status !== 404) throw error
}
