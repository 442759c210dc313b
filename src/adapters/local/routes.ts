// The addresses of the local forge, for pages, scripts and people with curl. The app mounts them under `/forge`.

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { RefusedError, refuse } from '../../lib/errors.ts'
import type { ForgeComment, ForgeIssue, ForgePull, ForgeUser, IssueKey } from '../../ports/index.ts'
import { fileRoutes } from './file-routes.ts'
import type { LocalForge } from './forge.ts'
import { accepted, answerProblem } from './forge-problems.ts'
import {
  commentBody,
  forgeComment,
  forgeIssue,
  forgePull,
  inRepository,
  issueChange,
  issuePage,
  newIssue,
  newPull,
  ofComment,
  ofIssue,
  ofPull,
} from './forge-schema.ts'
import { texts } from './texts.ts'

export interface LocalForgeRoutesOptions {
  readonly forge: LocalForge
  /** Who makes a request; undefined when nobody is signed in. Writing needs somebody. */
  readonly authenticate: (request: FastifyRequest) => ForgeUser | undefined | Promise<ForgeUser | undefined>
  /** Repositories whose files Slipway alone writes. */
  readonly own?: readonly string[]
}

const BODY_LIMIT_BYTES = 1024 * 1024
const ISSUES = '/api/repos/:owner/:repo/issues'
const ISSUE = `${ISSUES}/:id`
const PULLS = '/api/repos/:owner/:repo/pulls'
const PULL = `${PULLS}/:number`
const COMMENTS = `${ISSUE}/comments`
const COMMENT = `${COMMENTS}/:commentId`

export function localForgeRoutes({
  forge,
  authenticate,
  own = [],
}: LocalForgeRoutesOptions): FastifyPluginAsyncTypebox {
  const writers = new WeakMap<FastifyRequest, ForgeUser>()

  /** Runs before the body is read. */
  async function signIn(request: FastifyRequest): Promise<void> {
    const user = await authenticate(request)
    if (!user) throw new RefusedError(refuse('unauthenticated', texts.notSignedIn()))
    writers.set(request, user)
  }

  function writer(request: FastifyRequest): ForgeUser {
    const user = writers.get(request)
    if (!user) throw new Error('a route that writes does not sign in')
    return user
  }

  async function needIssue(key: IssueKey): Promise<ForgeIssue> {
    return accepted((await forge.readIssue(key)) ?? refuse('unknown-issue', texts.noIssue(key)))
  }

  const writes = { onRequest: signIn, bodyLimit: BODY_LIMIT_BYTES }

  return async server => {
    server.setErrorHandler(answerProblem)
    await server.register(fileRoutes({ forge, writes, own }))

    server.get(
      ISSUES,
      { schema: { params: inRepository, querystring: issuePage, response: { 200: Type.Array(forgeIssue) } } },
      async (request, reply) => {
        const issues = await forge.listIssues(repositoryOf(request.params), request.query)
        const last = issues.at(-1)
        if (last && issues.length === request.query.limit) {
          const next = new URLSearchParams({ ...request.query, limit: String(request.query.limit), before: last.id })
          reply.header('link', `<${request.url.split('?')[0]}?${next}>; rel="next"`)
        }
        return issues.map(wireIssue)
      },
    )

    server.post(
      ISSUES,
      { ...writes, schema: { params: inRepository, body: newIssue, response: { 201: forgeIssue } } },
      async (request, reply) => {
        const issue = { body: '', ...request.body, repository: repositoryOf(request.params) }
        reply.code(201)
        return wireIssue(accepted(await forge.createIssue(writer(request), issue)))
      },
    )

    server.get(ISSUE, { schema: { params: ofIssue, response: { 200: forgeIssue } } }, async request =>
      wireIssue(await needIssue(issueKeyOf(request.params))),
    )

    server.patch(
      ISSUE,
      { ...writes, schema: { params: ofIssue, body: issueChange, response: { 200: forgeIssue } } },
      async request => {
        const key = issueKeyOf(request.params)
        return wireIssue(accepted(await forge.editIssueAs(writer(request), key, request.body)))
      },
    )

    server.get(
      COMMENTS,
      { schema: { params: ofIssue, response: { 200: Type.Array(forgeComment) } } },
      async request => {
        const key = issueKeyOf(request.params)
        await needIssue(key)
        return (await forge.listComments(key)).map(wireComment)
      },
    )

    server.post(
      COMMENTS,
      { ...writes, schema: { params: ofIssue, body: commentBody, response: { 201: forgeComment } } },
      async (request, reply) => {
        const key = issueKeyOf(request.params)
        reply.code(201)
        return wireComment(accepted(await forge.addCommentAs(writer(request), key, request.body.body)))
      },
    )

    server.get(PULL, { schema: { params: ofPull, response: { 200: forgePull } } }, async request => {
      const key = { repository: repositoryOf(request.params), number: request.params.number }
      return wirePull(accepted((await forge.readPull(key)) ?? refuse('unknown-pull', texts.noPull(key))))
    })

    server.post(
      PULLS,
      { ...writes, schema: { params: inRepository, body: newPull, response: { 201: forgePull } } },
      async (request, reply) => {
        const pull = { body: '', ...request.body, repository: repositoryOf(request.params) }
        reply.code(201)
        return wirePull(await forge.createPull(writer(request), pull))
      },
    )

    server.patch(
      COMMENT,
      { ...writes, schema: { params: ofComment, body: commentBody, response: { 200: forgeComment } } },
      async request => {
        const key = { ...issueKeyOf(request.params), commentId: request.params.commentId }
        return wireComment(accepted(await forge.editCommentAs(writer(request), key, request.body.body)))
      },
    )

    server.delete(
      COMMENT,
      { ...writes, schema: { params: ofComment, response: { 204: Type.Null() } } },
      async (request, reply) => {
        const key = { ...issueKeyOf(request.params), commentId: request.params.commentId }
        accepted(await forge.deleteComment(writer(request), key))
        reply.code(204)
        return null
      },
    )
  }
}

function repositoryOf({ owner, repo }: { owner: string; repo: string }): string {
  return `${owner}/${repo}`
}

function issueKeyOf(params: { owner: string; repo: string; id: string }): IssueKey {
  return { repository: repositoryOf(params), id: params.id }
}

function wireIssue(issue: ForgeIssue) {
  const { createdAt, updatedAt, labels, ...rest } = issue
  return { ...rest, labels: [...labels], createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }
}

function wirePull({ issues, ...rest }: ForgePull) {
  return { ...rest, issues: issues.map(i => ({ ...i })) }
}

function wireComment(comment: ForgeComment) {
  const { createdAt, updatedAt, ...rest } = comment
  return { ...rest, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }
}
