// Calls of the API: the token in a header, answers parsed at the door, failures told as what they are. An idempotent
// call is tried once more after a short time; all else is left to those who asked.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { Clock } from '../../lib/clock.ts'
import { ExternalError } from '../../lib/errors.ts'
import { callHttp, type HttpAnswer } from '../../lib/http-client.ts'
import type { Dialect } from './dialects.ts'

export interface ApiSettings {
  readonly dialect: Dialect
  /** Base of the API, e.g. `https://gitee.com/api/v5`. */
  readonly url: string
  readonly token: string
  readonly clock: Clock
  /** Until a whole answer is there; default 20 s. */
  readonly timeoutMs?: number
  /** How long to wait before the second try when the forge does not say; default 500 ms. */
  readonly pauseMs?: number
}

type Query = Readonly<Record<string, string>>

interface Call {
  /** For messages: what is done, in the port's words. */
  readonly operation: string
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Names between the slashes; each is encoded. */
  readonly path: readonly string[]
  readonly query?: Query
  readonly body?: unknown
}

export type Api = ReturnType<typeof createApi>

const PAGE = 100
/** Beyond this many pages something is wrong with the paging. */
const MOST_PAGES = 1000
/** A forge that wants a longer rest is asked again by whoever keeps the order, not here. */
const LONGEST_PAUSE_MS = 10_000
const RETRYABLE = new Set([408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524])

export function createApi({ dialect, url, token, clock, timeoutMs = 20_000, pauseMs = 500 }: ApiSettings) {
  const base = url.replace(/\/+$/, '')
  const { system } = dialect

  function failure(operation: string, message: string, more: { status?: number; retryable: boolean }): ExternalError {
    return new ExternalError({ system, operation, message, ...more })
  }

  async function once(call: Call): Promise<HttpAnswer> {
    const { operation, method = 'GET', path, query = {}, body } = call
    if (path.some(name => name === '' || name === '.' || name === '..')) {
      throw failure(operation, 'there is no such address', { status: 404, retryable: false })
    }
    const search = new URLSearchParams(query).toString()
    return await callHttp({
      system,
      operation,
      method,
      url: `${base}/${path.map(encodeURIComponent).join('/')}${search && `?${search}`}`,
      headers: {
        authorization: `${dialect.scheme} ${token}`,
        accept: 'application/json',
        'user-agent': 'slipway',
        ...(body === undefined ? {} : { 'content-type': 'application/json;charset=UTF-8' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs,
    })
  }

  /** The parsed JSON of a success. */
  function taken(call: Call, answer: HttpAnswer): unknown {
    const { operation } = call
    const { status, text } = answer
    if (status >= 300) {
      const retryable = RETRYABLE.has(status) || (status > 301 && status < 308 && status !== 304)
      throw failure(operation, said(answer), { status, retryable })
    }
    if (text.trim() === '') return null
    try {
      return JSON.parse(text)
    } catch {
      throw failure(operation, 'the answer is no JSON', { status, retryable: true })
    }
  }

  /** How long to wait before another try; undefined: not here, or not at all. */
  function pauseBefore(call: Call, answer: HttpAnswer | undefined): number | undefined {
    // A call that was turned away has changed nothing.
    const isSafe = (call.method ?? 'GET') === 'GET' || answer?.status === 429
    if (!isSafe) return undefined
    const after = answer?.headers.get('retry-after')
    if (!after) return pauseMs
    const seconds = /^\d+$/.test(after) ? Number(after) : (Date.parse(after) - clock.now().getTime()) / 1000
    const wanted = Math.max(0, seconds * 1000)
    return wanted <= LONGEST_PAUSE_MS ? wanted : undefined
  }

  async function ask(call: Call): Promise<{ json: unknown; headers: Headers }> {
    for (let attempt = 1; ; attempt++) {
      let answer: HttpAnswer | undefined
      try {
        answer = await once(call)
        return { json: taken(call, answer), headers: answer.headers }
      } catch (error) {
        const isWorthIt = attempt === 1 && error instanceof ExternalError && error.retryable
        const pause = isWorthIt ? pauseBefore(call, answer) : undefined
        if (pause === undefined) throw error
        await sleep(pause)
      }
    }
  }

  function parsed<T extends TSchema>(operation: string, schema: T, json: unknown): Static<T> {
    if (Value.Check(schema, json)) return json
    const [first] = Value.Errors(schema, json)
    const message = `the answer has another shape: ${first?.instancePath || '/'} ${first?.message ?? ''}`
    throw failure(operation, message, { retryable: false })
  }

  async function send<T extends TSchema>(call: Call, schema: T): Promise<Static<T>> {
    return parsed(call.operation, schema, (await ask(call)).json)
  }

  return {
    failure,

    /** Sends a call whose answer is of this shape. */
    send,

    /** Sends a call whose answer does not matter. */
    async tell(call: Call): Promise<void> {
      await ask(call)
    },

    /** What is at an address; undefined when nothing is. */
    async read<T extends TSchema>(call: Call, schema: T): Promise<Static<T> | undefined> {
      try {
        return await send(call, schema)
      } catch (error) {
        if (isAbsence(error)) return undefined
        throw error
      }
    },

    /** Every page of a list. */
    async readAll<T extends TSchema>(call: Call, item: T): Promise<Static<T>[]> {
      const found: Static<T>[] = []
      for (let page = 1; page <= MOST_PAGES; page++) {
        const query = { ...call.query, page: String(page), per_page: String(PAGE) }
        const { json, headers } = await ask({ ...call, query })
        if (!Array.isArray(json)) throw failure(call.operation, 'the answer is no list', { retryable: false })
        found.push(...json.map(one => parsed(call.operation, item, one)))
        const pages = Number(headers.get('total_page') ?? 0)
        if (json.length === 0 || (json.length < PAGE && page >= pages)) return found
      }
      throw failure(call.operation, `more than ${MOST_PAGES} pages`, { retryable: false })
    },
  }
}

/** Whether a failure says that something is not there. */
export function isAbsence(error: unknown): boolean {
  return error instanceof ExternalError && error.status === 404
}

/** Whether a change may have been made although its answer was lost. */
export function mayHaveHappened(error: unknown): boolean {
  return error instanceof ExternalError && error.retryable && error.status !== 429
}

function said({ status, text }: HttpAnswer): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown }
    if (typeof message === 'string') return `${status} ${message.slice(0, 200)}`
  } catch {
    // Pages of proxies and log-ins are of no use in a message.
  }
  return `answered ${status}`
}
