// Every failure becomes an RFC 9457 problem in both languages: refusals 4xx, outside systems 502, bugs 500 with an id.

import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ExternalError, type Refusal, RefusedError, refuse } from '../lib/errors.ts'
import type { Json } from '../lib/json.ts'
import type { Log } from '../lib/log.ts'
import type { Text } from '../lib/text.ts'
import { languageOf } from '../lib/text.ts'
import { texts, titles, unreadableTexts } from './texts.ts'

/** A refusal that tells more than its sentence: the members are added to the problem document. */
export class DetailedRefusal extends RefusedError {
  override name = 'DetailedRefusal'
  readonly members: Readonly<Record<string, Json>>
  constructor(refusal: Refusal, members: Readonly<Record<string, Json>>) {
    super(refusal)
    this.members = members
  }
}

interface Problem {
  readonly status: number
  readonly code: string
  readonly text: Text
  readonly members?: Readonly<Record<string, Json>>
  readonly headers?: Readonly<Record<string, string>> | undefined
}

const statusOfCode: Readonly<Record<string, number>> = {
  unauthenticated: 401,
  'wrong-role': 403,
  'limited-token': 403,
  'not-on-behalf': 403,
  'missing-header': 403,
  'wrong-stage': 409,
  busy: 409,
  stuck: 409,
  conflict: 409,
  deleted: 409,
  'invalid-request': 400,
  'not-ready': 503,
  'unknown-command': 422,
  // Deliveries of web hooks.
  unsigned: 401,
  'wrong-signature': 401,
  'wrong-time': 401,
  'wrong-content-type': 415,
  'too-large': 413,
  'no-event': 400,
  'not-json': 400,
  'too-deep': 400,
  'other-shape': 400,
}

/** What Fastify and its plugins refuse by themselves. */
const codeOfStatus: Readonly<Record<number, string>> = {
  404: 'unknown-address',
  412: 'changed-meanwhile',
  413: 'too-large',
  415: 'unsupported-media-type',
  416: 'invalid-range',
}

/** The HTTP status of a refusal by its code. */
export function statusOf(code: string): number {
  const status = Object.hasOwn(statusOfCode, code) ? statusOfCode[code] : undefined
  if (status !== undefined) return status
  if (code.startsWith('unknown-')) return 404
  return code.startsWith('already-') || code.endsWith('-taken') ? 409 : 422
}

/** Hands a door's answer on, or throws the refusal it gave instead. */
export function accepted<T extends object>(answer: T | Refusal): T {
  if ('refused' in answer) throw new RefusedError(answer)
  return answer
}

/** Hands on what was found, or refuses as unknown. */
export function found<T>(thing: T | undefined, code: `unknown-${string}`, because: Text): T {
  if (thing === undefined) throw new RefusedError(refuse(code, because))
  return thing
}

export function addErrorHandlers(server: FastifyInstance, log: Log): void {
  server.setErrorHandler((error, request, reply) => answerError({ error, request, reply, log }))
  server.setNotFoundHandler((request, reply) =>
    sendProblem(request, reply, { status: 404, code: 'unknown-address', text: texts.unknownPage() }),
  )
}

/** Answers a failed request; also used for addresses so malformed that they reach no route. */
export function answerError(failed: {
  error: unknown
  request: FastifyRequest
  reply: FastifyReply
  log: Log
}): FastifyReply {
  const { error, request, reply, log } = failed
  const problem = expectedProblem(error) ?? outsideProblem(error, log) ?? bugProblem(error, request, log)
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  return sendProblem(request, reply, problem)
}

function expectedProblem(error: unknown): Problem | undefined {
  if (error instanceof RefusedError) {
    const { code, because } = error.refusal
    const members = error instanceof DetailedRefusal ? { members: error.members } : {}
    return { status: statusOf(code), code, text: because, ...members }
  }
  const { statusCode, message, code, expose, headers } = (error ?? {}) as Partial<Record<string, unknown>>
  const isFrameworks = (typeof code === 'string' && code.startsWith('FST_')) || expose === true
  if (!isFrameworks || typeof statusCode !== 'number' || statusCode < 400 || statusCode > 499) return undefined
  return {
    status: statusCode,
    code: codeOfStatus[statusCode] ?? 'invalid-request',
    text: unreadableTexts[String(code)] ?? texts.badRequest(String(message)),
    headers: headers as Problem['headers'],
  }
}

function outsideProblem(error: unknown, log: Log): Problem | undefined {
  if (!(error instanceof ExternalError)) return undefined
  const { system, operation } = error
  log.warn({ system, operation, status: error.status, reason: error.message }, 'an outside system failed a request')
  return {
    status: 502,
    code: 'external-system',
    text: texts.external(system, operation),
    members: { system, operation },
  }
}

function bugProblem(error: unknown, request: FastifyRequest, log: Log): Problem {
  const id = randomUUID()
  log.error({ id, method: request.method, path: pathOf(request), err: error }, 'a request met a bug')
  return { status: 500, code: 'bug', text: texts.bug(id), members: { instance: `urn:uuid:${id}` } }
}

/** The path alone: queries may hold what people typed. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? ''
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, code, text, members } = problem
  const language = languageOf(request.headers['accept-language'])
  const title = titles[status] ?? titles[status < 500 ? 400 : 500]
  const document = { type: `/problems/${code}`, title: title?.[language], status, detail: text[language], text }
  return reply
    .code(status)
    .headers(problem.headers ?? {})
    .header('cache-control', 'no-store')
    .header('content-language', language)
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ ...document, ...members })
}
