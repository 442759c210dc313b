// What can go wrong with a request, switched on from outside. A fault may strike before the effect or after it.

import type { ServerResponse } from 'node:http'
import type { Answer } from './answers.ts'

export type FaultKind =
  | 'error-500'
  /** The limit of the hour is used up. */
  | 'rate-limit'
  /** Too much at once: told to wait. */
  | 'slow-down'
  | 'html'
  /** A whole answer whose JSON ends in the middle. */
  | 'cut-json'
  /** The connection breaks in the middle of the answer. */
  | 'half'
  | 'silence'

export interface Fault {
  readonly kind: FaultKind
  /** How many requests it strikes; default 1. */
  readonly times?: number
  /** Which; default all. */
  readonly method?: string
  readonly path?: RegExp
  /** Strikes when the request has done its work: the effect is there, its answer is lost. */
  readonly after?: boolean
  /** Seconds to wait, of the two limits; default 60. */
  readonly wait?: number
}

export interface Faults {
  set(...faults: readonly Fault[]): void
  /** The fault that strikes this request, counted. */
  strike(method: string, path: string): Fault | undefined
}

export function newFaults(): Faults {
  let faults: { fault: Fault; left: number }[] = []
  return {
    set(...given) {
      faults = given.map(fault => ({ fault, left: fault.times ?? 1 }))
    },
    strike(method, path) {
      const hit = faults.find(
        ({ fault, left }) =>
          left > 0 && (fault.method ?? method) === method && (fault.path === undefined || fault.path.test(path)),
      )
      if (hit) hit.left--
      return hit?.fault
    },
  }
}

const PAGE =
  '<!DOCTYPE html><html><head><title>Unicorn!</title></head><body>This page is taking too long.</body></html>'

/** Answers as the fault does. `answer`: what would have been said. */
export function answerWith(fault: Fault, out: ServerResponse, answer: Answer, now: Date): void {
  const { kind, wait = 60 } = fault
  const whole = Buffer.from(JSON.stringify(answer.body ?? {}))
  const half = whole.subarray(0, Math.max(1, whole.length >> 1))
  const json = { 'content-type': 'application/json; charset=utf-8' }
  if (kind === 'silence') return
  if (kind === 'error-500') {
    out.writeHead(500, json).end('{"message":"Server Error"}')
  } else if (kind === 'html') {
    out.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE)
  } else if (kind === 'cut-json') {
    out.writeHead(answer.status, json).end(half)
  } else if (kind === 'half') {
    out.writeHead(answer.status, { ...json, 'content-length': String(whole.length + 1) })
    out.write(half, () => out.destroy())
  } else if (kind === 'rate-limit') {
    const reset = String(Math.floor(now.getTime() / 1000) + wait)
    const limit = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }
    out.writeHead(403, { ...json, ...limit }).end('{"message":"API rate limit exceeded for user ID 1."}')
  } else {
    const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
    out.writeHead(429, { ...json, 'retry-after': String(wait) }).end(JSON.stringify({ message }))
  }
}
