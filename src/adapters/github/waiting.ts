// How long GitHub wants to be left alone after an answer. It may ban who goes on asking while limited, so no call is
// made before the time is over.

import type { HttpAnswer } from '../../lib/http-client.ts'

/** From when to when no call is made. The beginning is kept too: a clock set back must not make it longer. */
export interface Wait {
  readonly from: Date
  readonly until: Date
}

/** Where GitHub says nothing about the time, it documents one minute. */
const DEFAULT_SECONDS = 60
/** The primary limit is counted by the hour. */
const MOST_SECONDS = 3600

/** The wait an answer asks for; undefined when it is not about a limit. A 403 may also mean: not allowed. */
export function waitAsked({ status, headers, text }: HttpAnswer, now: Date): Wait | undefined {
  if (status !== 403 && status !== 429) return undefined
  const retryAfter = secondsOf(headers.get('retry-after'))
  const isUsedUp = headers.get('x-ratelimit-remaining') === '0'
  if (status === 403 && retryAfter === undefined && !isUsedUp && !/rate limit/i.test(text)) return undefined
  const reset = isUsedUp ? secondsOf(headers.get('x-ratelimit-reset')) : undefined
  const untilReset = reset === undefined ? undefined : Math.ceil(reset - now.getTime() / 1000)
  const seconds = Math.min(Math.max(retryAfter ?? untilReset ?? DEFAULT_SECONDS, 0), MOST_SECONDS)
  return { from: now, until: new Date(now.getTime() + seconds * 1000) }
}

/** What is left of a wait, 0 when it is over. */
export function waitLeftMs(wait: Wait | undefined, now: Date): number {
  if (!wait || now < wait.from) return 0
  return Math.max(0, wait.until.getTime() - now.getTime())
}

function secondsOf(written: string | null): number | undefined {
  return written !== null && /^\d{1,12}$/.test(written) ? Number(written) : undefined
}
