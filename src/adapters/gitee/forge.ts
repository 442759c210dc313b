// The port `Forge` over the API of Gitee and its relatives: issues, labels and comments. Pull requests, files and teams
// stand in forge-code.ts.

import { ExternalError } from '../../lib/errors.ts'
import type { Forge, ForgeComment, ForgeIssue, ForgeUser, IssueKey, NewForgeIssue } from '../../ports/index.ts'
import { type Api, type ApiSettings, createApi, isAbsence, mayHaveHappened } from './client.ts'
import { forgeCode } from './forge-code.ts'
import { oneByOne } from './one-by-one.ts'
import { commentSchema, issueSchema, milestoneSchema, userSchema } from './schema.ts'
import { commentOf, issueOf, userOf } from './wire.ts'

export interface ForgeSettings extends ApiSettings {
  /** Within which issues are found by their id alone. */
  readonly enterprise?: string | undefined
  /** Where issues are looked for when nothing is said: `owner/name`, or `owner` for all of an enterprise's owner. */
  readonly repositories?: readonly string[] | undefined
}

export function createForge(settings: ForgeSettings): Forge {
  const { dialect, clock, enterprise, repositories: places = [] } = settings
  const api = createApi(settings)
  const alone = oneByOne()
  let known: ForgeUser | undefined

  async function readSelf(operation: string): Promise<ForgeUser> {
    known = userOf(await api.send({ operation, path: ['user'] }, userSchema))
    return known
  }

  async function readIssue({ repository, id }: IssueKey): Promise<ForgeIssue | undefined> {
    if (!dialect.issueId.test(id)) return undefined
    const path = ['repos', ...repository.split('/'), 'issues', id]
    const found = await api.read({ operation: 'readIssue', path }, issueSchema)
    return found && issueOf(dialect, found, repository)
  }

  async function needIssue(key: IssueKey, operation: string): Promise<ForgeIssue> {
    const issue = await readIssue(key)
    if (issue) return issue
    throw api.failure(operation, `there is no issue ${key.repository}#${key.id}`, { status: 404, retryable: false })
  }

  async function readComments(key: IssueKey, operation: string): Promise<ForgeComment[]> {
    if (!dialect.issueId.test(key.id)) await needIssue(key, operation)
    const path = ['repos', ...key.repository.split('/'), 'issues', key.id, 'comments']
    const all = await api.readAll({ operation, path, query: { order: 'asc' } }, commentSchema)
    return all.flatMap(answer => commentOf(answer, clock.now()) ?? [])
  }

  /** Finds by id in the whole enterprise, and keeps what is in the given places. */
  async function findInEnterprise(name: string, id: string, wanted: readonly string[]): Promise<ForgeIssue[]> {
    const path = ['enterprises', name, 'issues', id]
    const found = await api.read({ operation: 'findIssue', path }, issueSchema)
    if (!found) return []
    const issue = issueOf(dialect, found)
    const [owner = ''] = issue.repository.split('/')
    return wanted.length === 0 || wanted.includes(issue.repository) || wanted.includes(owner) ? [issue] : []
  }

  return {
    ...forgeCode(api, dialect),

    self: async () => known ?? (await readSelf('self')),

    readIssue,

    async findIssue(id, repositories) {
      if (!dialect.issueId.test(id)) return []
      const wanted = repositories.length > 0 ? repositories : places
      if (enterprise !== undefined && dialect.enterpriseLookup) return await findInEnterprise(enterprise, id, wanted)
      const found: ForgeIssue[] = []
      for (const repository of wanted.filter(place => place.includes('/'))) {
        const issue = await readIssue({ repository, id })
        if (issue) found.push(issue)
      }
      return found
    },

    async issuesSince(repository, since) {
      // By creation: what changes while pages are read then moves nothing to a page that was read.
      const query = { state: 'all', sort: 'created', direction: 'asc', since: inChina(since) }
      const path = ['repos', ...repository.split('/'), 'issues']
      const all = await api.readAll({ operation: 'issuesSince', path, query }, issueSchema)
      const issues = new Map(all.map(answer => [String(answer.number), issueOf(dialect, answer, repository)]))
      return [...issues.values()]
        .filter(issue => issue.updatedAt >= toSecond(since))
        .sort((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime())
    },

    ensureIssue: issue => alone(`${issue.repository} ${issue.title}`, () => ensureIssue(issue)),

    async editIssue(key, { title, body, state }) {
      const operation = 'editIssue'
      const [owner = '', repo = ''] = key.repository.split('/')
      // An id that none can be, and a change that must repeat the title, need a look first.
      const isLook = !dialect.issueId.test(key.id) || (dialect.changeNeedsTitle && title === undefined)
      const present = isLook ? await needIssue(key, operation) : undefined
      const change = {
        repo,
        title: title ?? present?.title,
        body,
        state: state === undefined ? undefined : dialect.stateWords[state],
      }
      await api.tell({ operation, method: 'PATCH', path: ['repos', owner, 'issues', key.id], body: change })
    },

    async changeLabels(key, { add, remove }) {
      const operation = 'changeLabels'
      const { labels } = await needIssue(key, operation)
      const path = ['repos', ...key.repository.split('/'), 'issues', key.id, 'labels']
      const missing = [...new Set(add)].filter(name => !labels.includes(name))
      if (missing.length > 0) await api.tell({ operation, method: 'POST', path, body: missing })
      for (const name of remove.filter(r => labels.includes(r) && !add.includes(r))) {
        await absentIsFine(api.tell({ operation, method: 'DELETE', path: [...path, name] }))
      }
    },

    listComments: key => readComments(key, 'listComments'),

    addComment: (key, body) => alone(`${key.repository}#${key.id}`, () => addComment(key, body)),

    async editComment(key, commentId, body) {
      const operation = 'editComment'
      if (!/^\d{1,15}$/.test(commentId)) {
        throw api.failure(operation, `there is no comment ${commentId}`, { status: 404, retryable: false })
      }
      const path = ['repos', ...key.repository.split('/'), 'issues', 'comments', commentId]
      await api.tell({ operation, method: 'PATCH', path, body: { body } })
    },
  }

  /** The oldest of ours wins; what another process made at the same time is closed. */
  async function ensureIssue(wanted: NewForgeIssue): Promise<ForgeIssue> {
    const operation = 'ensureIssue'
    // Asked anew: the list is asked for by login, and logins change.
    const self = await readSelf(operation)
    const [present] = await ownIssues(self, wanted)
    if (present) return present
    const made = await createIssue(wanted)
    const [oldest = made] = await ownIssues(self, wanted)
    if (oldest.id !== made.id) {
      const [owner = '', repo = ''] = wanted.repository.split('/')
      const body = { repo, title: made.title, state: dialect.stateWords.closed }
      await api.tell({ operation, method: 'PATCH', path: ['repos', owner, 'issues', made.id], body })
    }
    return oldest
  }

  /** Issues of this exact title that we wrote, oldest first. */
  async function ownIssues(self: ForgeUser, { repository, title }: NewForgeIssue): Promise<ForgeIssue[]> {
    const query = { state: 'all', creator: self.login, sort: 'created', direction: 'asc' }
    const path = ['repos', ...repository.split('/'), 'issues']
    const all = await api.readAll({ operation: 'ensureIssue', path, query }, issueSchema)
    return all
      .map(answer => issueOf(dialect, answer, repository))
      .filter(issue => issue.title === title && issue.author.id === self.id)
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || inOrder(a.id, b.id))
  }

  async function createIssue({ repository, title, body, type, milestone }: NewForgeIssue): Promise<ForgeIssue> {
    const [owner = '', repo = ''] = repository.split('/')
    const number = milestone === undefined ? undefined : await findMilestone(api, repository, milestone)
    const post = async (issue_type: string | undefined) => {
      const issue = { repo, title, body, issue_type, milestone: number }
      const call = { operation: 'ensureIssue', method: 'POST' as const, path: ['repos', owner, 'issues'], body: issue }
      return issueOf(dialect, await api.send(call, issueSchema), repository)
    }
    try {
      return await post(type)
    } catch (error) {
      // A kind that the repository does not know shall not keep the issue from being made.
      const isRefused = error instanceof ExternalError && (error.status === 400 || error.status === 422)
      if (type === undefined || !isRefused) throw error
      return await post(undefined)
    }
  }

  async function addComment(key: IssueKey, body: string): Promise<ForgeComment> {
    const operation = 'addComment'
    if (!dialect.issueId.test(key.id)) await needIssue(key, operation)
    const path = ['repos', ...key.repository.split('/'), 'issues', key.id, 'comments']
    try {
      const made = commentOf(
        await api.send({ operation, method: 'POST', path, body: { body } }, commentSchema),
        clock.now(),
      )
      if (made) return made
    } catch (error) {
      if (!mayHaveHappened(error)) throw error
      const last = (await readComments(key, operation)).at(-1)
      const self = known ?? (await readSelf(operation))
      if (last?.body !== body || last.author.id !== self.id) throw error
      return last
    }
    throw api.failure(operation, 'the comment has no author', { retryable: false })
  }
}

async function findMilestone(api: Api, repository: string, title: string): Promise<number | undefined> {
  const path = ['repos', ...repository.split('/'), 'milestones']
  const all = await api.readAll({ operation: 'ensureIssue', path, query: { state: 'all' } }, milestoneSchema)
  return all.find(m => m.title === title)?.number
}

async function absentIsFine(done: Promise<void>): Promise<void> {
  try {
    await done
  } catch (error) {
    if (!isAbsence(error)) throw error
  }
}

/** Ids of one forge in the order in which they were given out. */
function inOrder(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1)
}

function toSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000)
}

/** As the API's documentation writes times. */
function inChina(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00')
}
