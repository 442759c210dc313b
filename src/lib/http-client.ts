// The only way to call another system over HTTP. Every status is an answer; no answer at all is an ExternalError.

import { ExternalError } from './errors.ts'

export interface HttpCall {
  /** For the error when there is no answer: which system, and what was wanted of it. */
  readonly system: string
  readonly operation: string
  readonly url: string
  /** Default GET. */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Time until the whole answer is there (of a stream: until it begins); default 30 s. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal | undefined
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

export interface HttpStream {
  readonly status: number
  readonly headers: Headers
  /** The body as it comes. Ends by an ExternalError when the connection breaks, and quietly when the caller aborts. */
  readonly chunks: AsyncIterable<string>
}

export interface HttpBytes {
  readonly status: number
  readonly headers: Headers
  /** The body as it comes, as it was sent. Ends by an ExternalError when it breaks off, stalls or is given up. */
  readonly pieces: AsyncIterable<Uint8Array>
  /** Leaves the body unread. */
  leave(): void
}

/** No piece of a body for so long: it has stalled. */
const STALL_MS = 60_000

/** Sends a call and reads the whole answer. */
export async function callHttp(call: HttpCall): Promise<HttpAnswer> {
  const timeout = AbortSignal.timeout(call.timeoutMs ?? 30_000)
  const signal = call.signal ? AbortSignal.any([timeout, call.signal]) : timeout
  try {
    const answer = await send(call, signal)
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  } catch (error) {
    throw noAnswer(call, error)
  }
}

/** Sends a call and hands the answer on as it comes, for as long as it comes. */
export async function streamHttp(call: HttpCall): Promise<HttpStream> {
  const { answer, leaving } = await begin(call)
  return { status: answer.status, headers: answer.headers, chunks: chunksOf(call, answer, leaving) }
}

/** As streamHttp, for files: bytes, not text. No encoding is asked for, so that checksums fit. */
export async function streamHttpBytes(call: HttpCall & { readonly stallMs?: number }): Promise<HttpBytes> {
  const headers = { ...call.headers, 'accept-encoding': 'identity' }
  const { answer, leaving } = await begin({ ...call, headers })
  const { status } = answer
  const pieces = piecesOf(call, answer, leaving)
  return { status, headers: answer.headers, pieces, leave: () => leaving.abort() }
}

async function begin(call: HttpCall): Promise<{ answer: Response; leaving: AbortController }> {
  const leaving = new AbortController()
  const timer = setTimeout(() => leaving.abort(new Error('the answer did not begin in time')), call.timeoutMs ?? 30_000)
  const signal = call.signal ? AbortSignal.any([leaving.signal, call.signal]) : leaving.signal
  try {
    return { answer: await send(call, signal), leaving }
  } catch (error) {
    throw noAnswer(call, error)
  } finally {
    clearTimeout(timer)
  }
}

async function* chunksOf(call: HttpCall, answer: Response, leaving: AbortController): AsyncIterable<string> {
  const decoder = new TextDecoder()
  try {
    for await (const bytes of answer.body ?? []) yield decoder.decode(bytes, { stream: true })
  } catch (error) {
    if (!call.signal?.aborted) throw noAnswer(call, error)
  } finally {
    leaving.abort()
  }
}

async function* piecesOf(
  call: HttpCall & { readonly stallMs?: number },
  answer: Response,
  leaving: AbortController,
): AsyncGenerator<Uint8Array> {
  const stalled = setTimeout(() => leaving.abort(new Error('the answer has stalled')), call.stallMs ?? STALL_MS)
  try {
    for await (const piece of answer.body ?? []) {
      stalled.refresh()
      yield piece
      stalled.refresh()
    }
  } catch (error) {
    throw noAnswer(call, error)
  } finally {
    clearTimeout(stalled)
    leaving.abort()
  }
}

function send({ url, method = 'GET', headers = {}, body }: HttpCall, signal: AbortSignal): Promise<Response> {
  return fetch(url, { method, headers, redirect: 'manual', signal, ...(body === undefined ? {} : { body }) })
}

function noAnswer(call: HttpCall, error: unknown): ExternalError {
  const { message, cause } = error as { message?: string; cause?: { code?: string; message?: string } }
  const reason = cause?.code ?? (cause?.message || message) ?? 'no answer'
  const { system, operation } = call
  return new ExternalError({ system, operation, message: String(reason), retryable: true }, { cause: error })
}
