// The only place that calls fetch. Turns every failure into an ApiProblem that carries a sentence for people.

import type { CommandOutcome, Problem } from './types.ts'

type HeaderFields = Record<string, string>

/** A refused or failed call. `status` is 0 when the server was not reached at all. */
export class ApiProblem extends Error {
  readonly status: number
  /** What the server said about it; empty where a proxy answered. */
  readonly document: Partial<Problem> & { readonly outcomes?: readonly CommandOutcome[] }

  constructor(status: number, document: ApiProblem['document'] = {}) {
    super(document.detail ?? document.title ?? `status ${status}`)
    this.status = status
    this.document = document
  }
}

export function read<T>(address: string, signal?: AbortSignal): Promise<T> {
  return call<T>(address, { signal: signal ?? null })
}

/** `X-Slipway` cannot be set by a form of another site: the server asks for it on every write that comes with a cookie. */
export function write<T>(
  method: 'POST' | 'DELETE',
  address: string,
  body?: unknown,
  more: HeaderFields = {},
): Promise<T> {
  const headers: HeaderFields = { 'X-Slipway': '1', ...more }
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  return call<T>(address, { method, headers, body: body === undefined ? null : JSON.stringify(body) })
}

/** A key by which the server knows a second sending of the same thing. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
}

async function call<T>(address: string, init: RequestInit & { headers?: HeaderFields }): Promise<T> {
  const headers = { Accept: 'application/json', ...init.headers }
  const answer = await fetch(address, { ...init, headers, credentials: 'same-origin' }).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause
    throw new ApiProblem(0, { detail: String(cause) })
  })
  const content = await answer.text()
  if (!answer.ok) throw problemOf(answer.status, content)
  return (content === '' ? undefined : JSON.parse(content)) as T
}

function problemOf(status: number, content: string): ApiProblem {
  try {
    return new ApiProblem(status, JSON.parse(content) as ApiProblem['document'])
  } catch {
    return new ApiProblem(status)
  }
}
