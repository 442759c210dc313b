// Talks to the server. Every answer that is not a success becomes an ExitError with the server's own sentence.

import { ExternalError } from '../lib/errors.ts'
import { callHttp, type HttpAnswer, type HttpCall, streamHttp } from '../lib/http-client.ts'
import { type Language, sameInBoth, type Text } from '../lib/text.ts'
import { ExitError, exitCodeOf, exitCodes } from './exit.ts'
import { texts } from './texts.ts'

export interface ClientSettings {
  /** Address of the server. */
  readonly url: string
  readonly token: string | undefined
  readonly language: Language
  readonly version: string
}

export interface ServerEvent {
  readonly event: string
  readonly id: string | undefined
  readonly data: string
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>

export interface Client {
  get<T>(path: string, query?: Query): Promise<T>
  post<T>(
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ status: number; content: T }>
  delete<T>(path: string, body: unknown): Promise<T>
  /** Events behind the one named, until the stream ends or is stopped. */
  events(path: string, from: { lastId: string; stop: AbortSignal }): AsyncIterable<ServerEvent>
}

interface Problem {
  readonly type?: string
  readonly text?: Text
  readonly detail?: string
  readonly title?: string
}

export function createClient({ url, token, language, version }: ClientSettings): Client {
  const headers = {
    accept: 'application/json',
    'accept-language': language,
    'user-agent': `slipway-cli/${version}`,
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }

  function callOf(path: string, more: Partial<HttpCall> = {}): HttpCall {
    const operation = `${more.method ?? 'GET'} ${path}`
    return { system: 'slipway', operation, url: `${url}${path}`, ...more, headers: { ...headers, ...more.headers } }
  }

  async function call<T>(path: string, more?: Partial<HttpCall>): Promise<{ status: number; content: T }> {
    const answer = await callHttp(callOf(path, more)).catch(error => {
      throw unreachable(url, error)
    })
    return { status: answer.status, content: contentOf(url, answer) as T }
  }

  return {
    get: async <T>(path: string, query: Query = {}) => (await call<T>(withQuery(path, query))).content,
    post: (path, body, more = {}) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...more },
        body: JSON.stringify(body),
        timeoutMs: 60_000,
      }),
    delete: async <T>(path: string, body: unknown) => {
      const headers = { 'content-type': 'application/json' }
      return (await call<T>(path, { method: 'DELETE', headers, body: JSON.stringify(body), timeoutMs: 60_000 })).content
    },
    async *events(path, { lastId, stop }) {
      const more = { accept: 'text/event-stream', 'last-event-id': lastId }
      try {
        const stream = await streamHttp(callOf(path, { headers: more, signal: stop }))
        if (stream.status !== 200) {
          let text = ''
          for await (const chunk of stream.chunks) text += chunk
          throw failureOf(url, { ...stream, text })
        }
        yield* eventsOf(stream.chunks)
      } catch (error) {
        if (!stop.aborted) throw unreachable(url, error)
      }
    },
  }
}

function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return search.size === 0 ? path : `${path}?${search}`
}

function contentOf(url: string, answer: HttpAnswer): unknown {
  if (answer.status < 200 || answer.status > 299) throw failureOf(url, answer)
  if (answer.text === '') return undefined
  const content = parsed(answer.text)
  if (content === undefined) throw new ExitError(exitCodes.failed, texts.notSlipway(url))
  return content
}

function failureOf(url: string, answer: HttpAnswer): ExitError {
  const isOurs = answer.headers.get('content-type')?.startsWith('application/problem+json')
  const problem = isOurs ? (parsed(answer.text) as Problem | undefined) : undefined
  const code = exitCodeOf(answer.status, problem?.type?.split('/').at(-1))
  if (problem) return new ExitError(code, problem.text ?? sameInBoth(problem.detail ?? problem.title ?? ''), problem)
  // A proxy in front says that what is behind it is down; anything else is not our server.
  if (code === exitCodes.remoteDown) return new ExitError(code, texts.behindIsDown(url, answer.status))
  return new ExitError(exitCodes.failed, texts.notSlipway(url))
}

function unreachable(url: string, error: unknown): unknown {
  if (!(error instanceof ExternalError)) return error
  return new ExitError(exitCodes.remoteDown, texts.unreachable(url, error.message.split(': ').at(-1) ?? ''))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Reads the wire format of server-sent events; comments (signs of life) are left out. */
async function* eventsOf(chunks: AsyncIterable<string>): AsyncIterable<ServerEvent> {
  let rest = ''
  for await (const chunk of chunks) {
    const blocks = `${rest}${chunk}`.split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = new Map<string, string>()
      for (const line of block.split('\n')) {
        const [, name = '', value = ''] = /^([a-z]+): ?(.*)$/.exec(line) ?? []
        if (name !== '') fields.set(name, fields.has(name) ? `${fields.get(name)}\n${value}` : value)
      }
      if (fields.has('data')) {
        yield { event: fields.get('event') ?? 'message', id: fields.get('id'), data: fields.get('data') ?? '' }
      }
    }
  }
}
