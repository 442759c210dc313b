// The shape of requests and answers inside the stand-in, and the errors GitHub documents.

import type { State, User } from './state.ts'

export interface Asked {
  readonly state: State
  readonly user: User
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly accept: string
  /** The parsed body; an empty object when there is none. */
  readonly body: Readonly<Record<string, unknown>>
  /** Address under which the stand-in is reached, without a slash at the end. */
  readonly base: string
  /** Tells the hooks of a repository. */
  readonly tell: (event: string, repository: string, payload: Readonly<Record<string, unknown>>) => void
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, a string as it is; undefined: no body. */
  readonly body?: unknown
}

/** What a request to an address with these names in it is answered with. */
export type Handler = (asked: Asked, ...names: string[]) => Answer

const DOCUMENTATION = 'https://docs.github.com/rest'

export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, body, headers }
}

export function problem(status: number, message: string, more: object = {}): Answer {
  return { status, body: { message, ...more, documentation_url: DOCUMENTATION, status: String(status) } }
}

export const notFound = problem(404, 'Not Found')

export function invalid(resource: string, field: string, code: string, message?: string): Answer {
  return problem(422, 'Validation Failed', { errors: [{ resource, field, code, ...(message && { message }) }] })
}
