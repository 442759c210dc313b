// Users, issues, comments, labels and milestones: the addresses of the API and what they answer.

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Failure, type Fields, fieldsOf, needCaller, needIssue, needRepository, paged, textOf } from './requests.ts'
import { commentShape, issueShape, labelShape, milestoneShape, type Shaping, userShape } from './shapes.ts'
import type { Issue, Memory, Repository, User } from './state.ts'

type Params = Readonly<Record<string, string>>

/** Kinds of issues that the enterprise has. */
const KINDS = ['任务', '缺陷', '需求', 'CVE和安全问题']

export function issueRoutes(server: FastifyInstance, memory: Memory, shaping: Shaping): void {
  const { flavour } = shaping
  const caller = (request: FastifyRequest) => needCaller(memory, request)
  const params = (request: FastifyRequest) => request.params as Params

  function repositoryOf(request: FastifyRequest): Repository {
    const { owner = '', repo = '' } = params(request)
    return needRepository(memory, owner, repo)
  }

  function issueOf(request: FastifyRequest): Issue {
    return needIssue(repositoryOf(request), params(request).number ?? '')
  }

  /** Addresses that name the repository among the fields. */
  function named(request: FastifyRequest): { repository: Repository; fields: Fields } {
    const fields = fieldsOf(request.body)
    const repo = textOf(fields, 'repo')
    if (repo === undefined) throw new Failure(400, 'repo is missing')
    return { repository: needRepository(memory, params(request).owner ?? '', repo), fields }
  }

  server.get('/user', async request => userShape(shaping, caller(request)))

  server.get('/users/:login', async request => {
    const user = memory.users.find(u => u.login === params(request).login)
    if (!user) throw new Failure(404, 'Not Found')
    return userShape(shaping, user)
  })

  server.get('/repos/:owner/:repo/issues', async (request, reply) => {
    const found = wanted(repositoryOf(request).issues, fieldsOf(request.query))
    return paged(found, flavour, request, reply).map(issue => issueShape(shaping, issue, false))
  })

  server.get('/repos/:owner/:repo/issues/:number', async request => issueShape(shaping, issueOf(request), true))

  server.get('/enterprises/:enterprise/issues/:number', async request => {
    const { enterprise, number } = params(request)
    const all = memory.repositories.filter(r => r.enterprise === enterprise).flatMap(r => r.issues)
    const issue = flavour.hasEnterpriseLookup ? all.find(i => i.number === number) : undefined
    if (!issue) throw new Failure(404, 'Not Found')
    return issueShape(shaping, issue, true)
  })

  server.post('/repos/:owner/issues', async (request, reply) => {
    const by = caller(request)
    const { repository, fields } = named(request)
    const title = textOf(fields, 'title')
    if (!title) throw new Failure(400, 'title is missing')
    const type = textOf(fields, 'issue_type')
    if (type !== undefined && !KINDS.includes(type)) throw new Failure(400, 'issue_type does not have a valid value')
    const issue = memory.openIssue(repository, by, {
      title,
      ...optional('body', textOf(fields, 'body')),
      ...optional('type', type),
      ...(fields.milestone === undefined ? {} : { milestone: Number(fields.milestone) }),
    })
    reply.code(201)
    return issueShape(shaping, issue, true)
  })

  server.patch('/repos/:owner/issues/:number', async request => {
    const by = caller(request)
    const { repository, fields } = named(request)
    const issue = needIssue(repository, params(request).number ?? '')
    const title = textOf(fields, 'title')
    if (flavour.changeNeedsTitle && title === undefined) throw new Failure(400, 'title is missing')
    const word = textOf(fields, 'state')
    const state = word === undefined ? undefined : flavour.stateWords[word]
    if (word !== undefined && state === undefined) throw new Failure(400, 'state does not have a valid value')
    const body = textOf(fields, 'body')
    memory.changeIssue(issue, by, {
      ...optional('title', title),
      ...optional('body', body),
      ...(state === undefined ? {} : { state }),
    })
    return issueShape(shaping, issue, true)
  })

  server.get('/repos/:owner/:repo/issues/:number/comments', async (request, reply) => {
    const issue = issueOf(request)
    const comments = [...issue.comments]
    if (fieldsOf(request.query).order === 'desc') comments.reverse()
    return paged(comments, flavour, request, reply).map(c => commentShape(shaping, c, issue, false))
  })

  server.post('/repos/:owner/:repo/issues/:number/comments', async (request, reply) => {
    const by = caller(request)
    const issue = issueOf(request)
    const body = textOf(fieldsOf(request.body), 'body')
    if (!body) throw new Failure(400, 'body is missing')
    const comment = memory.comment(issue, by, body)
    reply.code(201)
    return commentShape(shaping, comment, issue, true)
  })

  /** Only one's own. */
  function ownComment(request: FastifyRequest): { issue: Issue; comment: Issue['comments'][number]; by: User } {
    const by = caller(request)
    const found = memory.findComment(repositoryOf(request), Number(params(request).id))
    if (!found) throw new Failure(404, 'Not Found')
    if (found.comment.author !== by) throw new Failure(403, 'Forbidden')
    return { ...found, by }
  }

  server.patch('/repos/:owner/:repo/issues/comments/:id', async request => {
    const { by, ...at } = ownComment(request)
    const body = textOf(fieldsOf(request.body), 'body')
    if (!body) throw new Failure(400, 'body is missing')
    memory.changeComment(at, by, body)
    return commentShape(shaping, at.comment, at.issue, false)
  })

  server.delete('/repos/:owner/:repo/issues/comments/:id', async (request, reply) => {
    memory.deleteComment(ownComment(request))
    return reply.code(204).send()
  })

  server.get('/repos/:owner/:repo/issues/:number/labels', async (request, reply) => {
    const names = issueOf(request).labels
    return paged(names, flavour, request, reply).map((name, at) => labelShape(shaping, name, at))
  })

  server.post('/repos/:owner/:repo/issues/:number/labels', async (request, reply) => {
    const by = caller(request)
    const issue = issueOf(request)
    if (!Array.isArray(request.body)) throw new Failure(400, 'labels must be a list')
    memory.label(issue, by, request.body.map(String))
    reply.code(201)
    return issue.labels.map((name, at) => labelShape(shaping, name, at))
  })

  server.delete('/repos/:owner/:repo/issues/:number/labels/:name', async (request, reply) => {
    const by = caller(request)
    if (!memory.unlabel(issueOf(request), by, params(request).name ?? '')) throw new Failure(404, 'Not Found')
    return reply.code(204).send()
  })

  server.get('/repos/:owner/:repo/milestones', async (request, reply) => {
    const repository = repositoryOf(request)
    return paged(repository.milestones, flavour, request, reply).map(m => milestoneShape(shaping, m, repository))
  })

  server.post('/repos/:owner/:repo/milestones', async (request, reply) => {
    caller(request)
    const repository = repositoryOf(request)
    const title = textOf(fieldsOf(request.body), 'title')
    if (!title) throw new Failure(400, 'title is missing')
    reply.code(201)
    return milestoneShape(shaping, memory.addMilestone(repository, title), repository)
  })
}

/** The filters and the order of a list of issues. */
function wanted(issues: readonly Issue[], query: Fields): Issue[] {
  const { state = 'open', creator, since, sort = 'created', direction = 'desc' } = query
  const from = typeof since === 'string' ? new Date(since).getTime() : Number.NEGATIVE_INFINITY
  const time = (issue: Issue) => (sort === 'created' ? issue.createdAt : issue.updatedAt).getTime()
  const found = issues.filter(
    i =>
      (state === 'all' || i.state === state) &&
      (creator === undefined || i.author.login === creator) &&
      i.updatedAt.getTime() >= from,
  )
  found.sort((a, b) => time(a) - time(b) || a.id - b.id)
  return direction === 'asc' ? found : found.reverse()
}

function optional<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>)
}
