// Failures at the local forge's addresses as RFC 9457 problems. What is not known here goes to the server around it.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { isRefusal, type Refusal, RefusedError, refuse } from '../../lib/errors.ts'
import type { Text } from '../../lib/text.ts'
import { languageOf } from '../../lib/text.ts'
import { texts } from './texts.ts'

const statusOf: Readonly<Record<string, number>> = {
  unauthenticated: 401,
  'not-author': 403,
  'own-repository': 403,
  'unknown-issue': 404,
  'unknown-comment': 404,
  'unknown-file': 404,
  'title-taken': 409,
  'unusable-title': 422,
  'unusable-repository': 422,
  'unusable-path': 422,
  'blank-comment': 422,
}

/** Hands an answer on, or throws the refusal it is. */
export function accepted<T>(answer: T): Exclude<T, Refusal> {
  if (isRefusal(answer)) throw new RefusedError(answer)
  return answer as Exclude<T, Refusal>
}

/** Answers our refusals and what Fastify found wrong with a request; throws everything else on. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { refusal, status } = problemOf(error) ?? {}
  if (refusal === undefined || status === undefined) throw error
  const language = languageOf(request.headers['accept-language'])
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  reply.code(status).type('application/problem+json; charset=utf-8')
  reply.headers({ 'content-language': language, 'cache-control': 'no-store' })
  const say = (text: Text) => text[language]
  return reply.send(
    JSON.stringify({
      type: `/problems/${refusal.code}`,
      title: say(texts.problemTitle(status)),
      status,
      detail: say(refusal.because),
      text: refusal.because,
    }),
  )
}

function problemOf(error: unknown): { refusal: Refusal; status: number } | undefined {
  if (error instanceof RefusedError) {
    const status = Object.hasOwn(statusOf, error.refusal.code) ? statusOf[error.refusal.code] : undefined
    return status === undefined ? undefined : { refusal: error.refusal, status }
  }
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (!(error instanceof Error) || status < 400 || status >= 500) return undefined
  if (status === 413) return { refusal: refuse('too-large', texts.bodyTooLarge()), status }
  return { refusal: refuse('invalid-request', unreadableText(error)), status }
}

function unreadableText(error: Error): Text {
  const code = 'code' in error ? error.code : undefined
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return texts.bodyEmpty()
  return code === 'FST_ERR_CTP_INVALID_JSON_BODY' ? texts.bodyNotJson() : texts.invalidRequest(error.message)
}
