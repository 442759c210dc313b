// Calls GitHub's REST API and reads the answers. Tells what may pass from what will not, keeps the waits GitHub asks
// for, and never repeats a call by itself.

import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { Clock } from '../../lib/clock.ts'
import { ExternalError } from '../../lib/errors.ts'
import { callHttp, type HttpAnswer } from '../../lib/http-client.ts'
import { Problem } from './schema.ts'
import { type Wait, waitAsked, waitLeftMs } from './waiting.ts'

export interface ClientOptions {
  /** Address of the API, e.g. `https://api.github.com`. */
  readonly url: string
  readonly token: string
  readonly clock: Clock
  readonly timeoutMs: number | undefined
}

export interface Ask {
  /** What was wanted, for the error. */
  readonly operation: string
  /** Segments below the address of the API; each is encoded. */
  readonly path: readonly string[]
  readonly query?: Readonly<Record<string, string>>
}

export interface Send extends Ask {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly body?: object
}

export interface Client {
  /** Undefined when it is not there. */
  read<S extends TSchema>(schema: S, ask: Ask): Promise<Static<S> | undefined>
  /** Every page of a list; undefined when there is no such list. */
  list<S extends TSchema>(schema: S, ask: Ask): Promise<Static<S>[] | undefined>
  send<S extends TSchema>(schema: S, call: Send): Promise<Static<S>>
}

const SYSTEM = 'github'
const PAGE = '100'
/** A list that does not end is an error, not a loop. */
const MOST_PAGES = 1000

export function createClient({ url, token, clock, timeoutMs }: ClientOptions): Client {
  const base = url.replace(/\/+$/, '')
  let wait: Wait | undefined

  async function call(ask: Ask, sent: { method?: string; body?: object } = {}): Promise<HttpAnswer> {
    const left = waitLeftMs(wait, clock.now())
    if (left > 0) {
      const message = `it asked for no calls in the next ${Math.ceil(left / 1000)} s`
      throw failure(ask, { message, status: 429, retryable: true })
    }
    const query = new URLSearchParams(ask.query)
    const answer = await callHttp({
      system: SYSTEM,
      operation: ask.operation,
      url: `${base}/${ask.path.map(encodeURIComponent).join('/')}${query.size > 0 ? `?${query}` : ''}`,
      method: sent.method ?? 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        'user-agent': 'slipway',
        ...(sent.body && { 'content-type': 'application/json' }),
      },
      ...(sent.body && { body: JSON.stringify(sent.body) }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    })
    wait = waitAsked(answer, clock.now()) ?? wait
    return answer
  }

  return {
    async read(schema, ask) {
      const answer = await call(ask)
      return isMissing(answer) ? undefined : parse(schema, ask, answer)
    },

    async list(schema, ask) {
      const all: Static<typeof schema>[] = []
      let query: Record<string, string> | undefined = { ...ask.query, per_page: PAGE }
      for (let page = 0; query; page++) {
        if (page >= MOST_PAGES) throw failure(ask, { message: 'the list does not end', retryable: false })
        const answer: HttpAnswer = await call({ ...ask, query })
        if (isMissing(answer)) return undefined
        const entries = parse(undefined, ask, answer)
        if (!Array.isArray(entries)) throw unreadable(ask, answer)
        for (const entry of entries) all.push(checked(schema, ask, { answer, value: entry }))
        query = nextQuery(answer.headers.get('link'))
      }
      return all
    },

    async send(schema, { method, body, ...ask }) {
      return parse(schema, ask, await call(ask, { method, ...(body && { body }) }))
    },
  }
}

function isMissing({ status }: HttpAnswer): boolean {
  return status === 404 || status === 410
}

/**
 * The query of the next page. Of the link only the query is used: where GitHub sends us the token does not go.
 */
function nextQuery(link: string | null): Record<string, string> | undefined {
  const next = /<[^>]*\?([^>]*)>\s*;\s*rel="next"/.exec(link ?? '')
  return next ? Object.fromEntries(new URLSearchParams(next[1])) : undefined
}

/** The value of a good answer; without a schema as it is. */
function parse<S extends TSchema>(schema: S, ask: Ask, answer: HttpAnswer): Static<S>
function parse(schema: undefined, ask: Ask, answer: HttpAnswer): unknown
function parse(schema: TSchema | undefined, ask: Ask, answer: HttpAnswer): unknown {
  if (answer.status < 200 || answer.status > 299) throw refused(ask, answer)
  if (answer.status === 204) return undefined
  const value = jsonOf(answer.text)
  if (value === undefined) throw unreadable(ask, answer)
  return schema ? checked(schema, ask, { answer, value }) : value
}

function checked<S extends TSchema>(schema: S, ask: Ask, c: { answer: HttpAnswer; value: unknown }): Static<S> {
  if (Value.Check(schema, c.value)) return c.value
  throw unreadable(ask, c.answer)
}

/** A login page in between, half a body, a shape nobody knows: it may be right the next time. */
function unreadable(ask: Ask, { status, headers, text }: HttpAnswer): ExternalError {
  const what = jsonOf(text) === undefined ? 'no whole JSON' : 'JSON of another shape than documented'
  const message = `status ${status} with ${what} (${headers.get('content-type') ?? 'no content type'})`
  return failure(ask, { message, status, retryable: true })
}

function refused(ask: Ask, answer: HttpAnswer): ExternalError {
  const { status } = answer
  const said = saidIn(answer.text)
  if (status >= 300 && status < 400) {
    const message = 'it has moved: give its present name in the configuration'
    return failure(ask, { message, status, retryable: false })
  }
  const isPassing = status >= 500 || status === 408 || status === 409 || isLimit(answer)
  return failure(ask, { message: said || `status ${status}`, status, retryable: isPassing })
}

function isLimit(answer: HttpAnswer): boolean {
  return waitAsked(answer, new Date(0)) !== undefined
}

/** GitHub's own words, e.g. `Validation Failed: title is too long`. */
function saidIn(text: string): string {
  const value = jsonOf(text)
  if (!Value.Check(Problem, value)) return ''
  const details = (value.errors ?? []).map(error => {
    const { message, field, code } = (typeof error === 'object' && error !== null ? error : {}) as Record<
      string,
      unknown
    >
    return typeof message === 'string' ? message : [field, code].filter(part => typeof part === 'string').join(' ')
  })
  return [value.message, ...details.filter(Boolean)].join(': ').slice(0, 300)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function failure(
  { operation }: Pick<Ask, 'operation'>,
  facts: { message: string; status?: number; retryable: boolean },
): ExternalError {
  return new ExternalError({ system: SYSTEM, operation, ...facts })
}
