// The only place that calls fetch. Turns every failure into an ApiProblem that carries a sentence for people.

import type { Text } from './types.ts'

/** A refused or failed call. `status` is 0 when the server was not reached at all. */
export class ApiProblem extends Error {
  readonly status: number
  /** The server's own sentence, if it sent one. */
  readonly text: Text | null

  constructor(status: number, message: string, text: Text | null) {
    super(message)
    this.status = status
    this.text = text
  }
}

interface ProblemDocument {
  readonly title?: string
  readonly detail?: string
  readonly text?: Text
}

export function read<T>(address: string, signal?: AbortSignal): Promise<T> {
  return call<T>(address, { signal: signal ?? null })
}

/** `X-Slipway` cannot be set by a form of another site: the server asks for it on every write that comes with a cookie. */
export function write<T>(method: 'POST' | 'DELETE', address: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { 'X-Slipway': '1' }
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  return call<T>(address, { method, headers, body: body === undefined ? null : JSON.stringify(body) })
}

async function call<T>(address: string, init: RequestInit): Promise<T> {
  const headers = { Accept: 'application/json', ...(init.headers as Record<string, string> | undefined) }
  const answer = await fetch(address, { ...init, headers, credentials: 'same-origin' }).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause
    throw new ApiProblem(0, String(cause), null)
  })
  const content = await answer.text()
  if (!answer.ok) throw problemOf(answer.status, content)
  return (content === '' ? undefined : JSON.parse(content)) as T
}

function problemOf(status: number, content: string): ApiProblem {
  let document: ProblemDocument = {}
  try {
    document = JSON.parse(content) as ProblemDocument
  } catch {
    // A proxy's own error page: the status says enough.
  }
  return new ApiProblem(status, document.detail ?? document.title ?? '', document.text ?? null)
}
