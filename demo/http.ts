// HTTP as a patient person does it: while the server is away (killed, starting) a call is tried again for a minute.
// A call that changes something looks first whether it has already happened.

import { setTimeout as sleep } from 'node:timers/promises'

export interface Answer {
  readonly status: number
  readonly bytes: Uint8Array
}

export interface Call {
  readonly method?: 'GET' | 'POST'
  readonly token?: string
  readonly body?: object
}

/** How long a server that does not answer is waited for. */
const PATIENCE_MS = 60_000
const PAUSE_MS = 300

/** The server could not be reached, or stopped in the middle of its answer. */
class Unreachable extends Error {}

export interface Http {
  readonly origin: string
  /** Any answer, whatever its status. Only for calls that may be made twice. */
  ask(path: string, call?: Call): Promise<Answer>
  /** The JSON of a good answer; throws with the server's words otherwise. */
  json<T>(path: string, call?: Call): Promise<T>
  /** Bytes of a good answer. */
  bytes(path: string): Promise<Uint8Array>
  text(path: string): Promise<string>
  /** A change: after a lost connection `happened` is asked first, and its value returned when there is one. */
  change<T>(path: string, call: Call, happened: () => Promise<T | undefined>): Promise<T>
  /** Whether the server is away now; when it is, returns only after it has come back. */
  wasAway(): Promise<boolean>
}

export function createHttp(origin: string, patienceMs = PATIENCE_MS): Http {
  async function ask(path: string, call: Call = {}): Promise<Answer> {
    for (const until = Date.now() + patienceMs; ; await sleep(PAUSE_MS)) {
      try {
        return await once(`${origin}${path}`, call)
      } catch (error) {
        if (!(error instanceof Unreachable) || Date.now() > until) throw error
      }
    }
  }
  async function good(path: string, call?: Call): Promise<Uint8Array> {
    return accept(path, await ask(path, call), call)
  }
  const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  return {
    origin,
    ask,
    bytes: path => good(path),
    text: async path => decode(await good(path)),
    json: async (path, call) => JSON.parse(decode(await good(path, call))),
    async wasAway() {
      const isThere = await once(`${origin}/readyz`, {}).catch(unlessUnreachable)
      if (!isThere) await ask('/readyz')
      return !isThere
    },
    async change<T>(path: string, call: Call, happened: () => Promise<T | undefined>): Promise<T> {
      for (const until = Date.now() + patienceMs; ; await sleep(PAUSE_MS)) {
        try {
          return JSON.parse(decode(accept(path, await once(`${origin}${path}`, call), call))) as T
        } catch (error) {
          if (!(error instanceof Unreachable) || Date.now() > until) throw error
          const before = await happened()
          if (before !== undefined) return before
        }
      }
    },
  }
}

function unlessUnreachable(error: unknown): undefined {
  if (!(error instanceof Unreachable)) throw error
}

async function once(url: string, call: Call): Promise<Answer> {
  const headers: Record<string, string> = { 'accept-language': 'en' }
  if (call.token) headers.authorization = `Bearer ${call.token}`
  if (call.body) headers['content-type'] = 'application/json'
  const init = {
    method: call.method ?? 'GET',
    headers,
    redirect: 'error' as const,
    signal: AbortSignal.timeout(30_000),
  }
  try {
    const response = await fetch(url, call.body ? { ...init, body: JSON.stringify(call.body) } : init)
    const bytes = new Uint8Array(await response.arrayBuffer())
    // A server that is starting or stopping says so.
    if (response.status === 503) throw new Unreachable(`${url} answers 503`)
    return { status: response.status, bytes }
  } catch (error) {
    if (error instanceof Unreachable) throw error
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    throw new Unreachable(`${url} cannot be reached: ${cause}`)
  }
}

function accept(path: string, answer: Answer, call: Call = {}): Uint8Array {
  if (answer.status >= 200 && answer.status < 300) return answer.bytes
  const said = Buffer.from(answer.bytes).toString('utf8').slice(0, 600)
  throw new Error(`${call.method ?? 'GET'} ${path} answered ${answer.status}: ${said}`)
}
