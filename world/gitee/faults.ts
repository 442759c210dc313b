// Faults that can be switched on: what an API does on a bad day. Works below the HTTP framework, on the raw answer.

import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'

/**
 * `error` 500, `busy` 429 with Retry-After, `html` a page with 200, `shape` JSON of another shape, `silence` no
 * answer at all: nothing is carried out.
 * `half` half a body and a cut, `lost` a cut before any answer: the request has been carried out.
 */
export type Fault = 'error' | 'busy' | 'html' | 'shape' | 'half' | 'silence' | 'lost'

export interface FaultOrder {
  /** Default: until `mend`. */
  readonly times?: number
  /** Only requests of this method. */
  readonly method?: string
  /** Seconds in Retry-After of `busy`, or a date; default 1. */
  readonly retryAfter?: string
}

export type Faults = ReturnType<typeof createFaults>

/** @param note told of every request, also of those that nobody answers. */
export function createFaults(note: (request: IncomingMessage) => void) {
  let order: (FaultOrder & { fault: Fault; left: number }) | undefined

  function taken(request: IncomingMessage): typeof order {
    if (!order || order.left <= 0) return undefined
    if (order.method !== undefined && order.method !== request.method) return undefined
    order.left -= 1
    return order
  }

  function strike(request: IncomingMessage, answer: ServerResponse, go: () => void): void {
    note(request)
    const now = taken(request)
    if (now?.fault === 'silence') return
    if (!now || now.fault === 'half' || now.fault === 'lost') {
      if (now) cutAnswer(request, answer, now.fault === 'half')
      go()
      return
    }
    request.resume()
    if (now.fault === 'busy') answer.setHeader('retry-after', now.retryAfter ?? '1')
    if (now.fault === 'html') send(answer, 200, 'text/html', '<!DOCTYPE html><title>登录</title>')
    else if (now.fault === 'shape') send(answer, 200, 'application/json', '{"data":{"result":[]}}')
    else send(answer, now.fault === 'busy' ? 429 : 500, 'application/json', '{"message":"Something is wrong"}')
  }

  return {
    fail(fault: Fault, more: FaultOrder = {}): void {
      order = { ...more, fault, left: more.times ?? Number.POSITIVE_INFINITY }
    },
    mend(): void {
      order = undefined
    },
    /** For Fastify's `serverFactory`. */
    server(listener: RequestListener): Server {
      return createServer((request, answer) => strike(request, answer, () => listener(request, answer)))
    },
  }
}

function cutAnswer(request: IncomingMessage, answer: ServerResponse, isHalf: boolean): void {
  answer.end = ((chunk?: string | Uint8Array) => {
    const bytes = Buffer.from((chunk as string) ?? '')
    if (isHalf) answer.write(bytes.subarray(0, bytes.length / 2), () => request.socket.destroy())
    else request.socket.destroy()
    return answer
  }) as typeof answer.end
}

function send(answer: ServerResponse, status: number, type: string, body: string): void {
  answer.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(body)
}
