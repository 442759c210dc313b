// Reading requests: who asks, and what the paging parameters want. Shared by the routes.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Flavour } from './flavour.ts'
import type { Issue, Memory, Repository, User } from './state.ts'

export type Fields = Readonly<Record<string, unknown>>

/** Answered as `{message}` with its status. */
export class Failure extends Error {
  readonly statusCode: number
  constructor(statusCode: number, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

export function fieldsOf(part: unknown): Fields {
  return typeof part === 'object' && part !== null && !Array.isArray(part) ? (part as Fields) : {}
}

export function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name]
  return value === undefined || value === null ? undefined : String(value)
}

/** The bearer of the token in the header, the form or the query. */
function callerOf(memory: Memory, request: FastifyRequest): User | undefined {
  const header = /^(?:token|Bearer) +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const given =
    header ??
    request.headers['private-token'] ??
    textOf(fieldsOf(request.body), 'access_token') ??
    textOf(fieldsOf(request.query), 'access_token')
  return given === undefined ? undefined : memory.users.find(u => u.token === given)
}

export function needCaller(memory: Memory, request: FastifyRequest): User {
  const user = callerOf(memory, request)
  if (!user) throw new Failure(401, '401 Unauthorized: Access token is required')
  return user
}

export function needRepository(memory: Memory, owner: string, name: string): Repository {
  const found = memory.repository(owner, name)
  if (!found) throw new Failure(404, 'Not Found Project')
  return found
}

export function needIssue(repository: Repository, number: string): Issue {
  const found = repository.issues.find(i => i.number === number)
  if (!found) throw new Failure(404, 'Not Found')
  return found
}

/** One page of a list: 20 unless asked, at most 100. */
export function paged<T>(all: readonly T[], flavour: Flavour, request: FastifyRequest, reply: FastifyReply): T[] {
  const query = fieldsOf(request.query)
  const size = Math.min(100, Math.max(1, Number(query.per_page ?? 20) || 20))
  const page = Math.max(1, Number(query.page ?? 1) || 1)
  if (flavour.totals) {
    reply
      .header('total_count', String(all.length))
      .header('total_page', String(Math.max(1, Math.ceil(all.length / size))))
  }
  return all.slice((page - 1) * size, page * size)
}
