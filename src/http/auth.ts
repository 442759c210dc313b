// Who is calling: a bearer token, or the session cookie of the web page, which holds one. A cookie acts only together
// with a header that no other site can make a browser send.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { RefusedError, refuse } from '../lib/errors.ts'
import type { AccountsDoor, Caller } from './doors.ts'
import { texts } from './texts.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route of the API; null when nobody is signed in. */
    caller: Caller | null
  }
}

const COOKIE = 'slipway_session'
const THIRTY_DAYS_S = 30 * 24 * 3600

/** Finds out who calls. A bearer token that is not valid is refused; a stale cookie is as good as none. */
export async function identify(request: FastifyRequest, accounts: Pick<AccountsDoor, 'authenticate'>): Promise<void> {
  const header = request.headers.authorization
  if (header !== undefined) {
    const token = /^Bearer +(\S+)$/i.exec(header)?.[1]
    const principal = token && (await accounts.authenticate(token))
    if (!principal) throw new RefusedError(refuse('unauthenticated', texts.badToken()))
    const isOurs = request.headers['user-agent']?.startsWith('slipway-cli/')
    request.caller = { actor: principal.actor, channel: isOurs ? 'cli' : 'api' }
    return
  }
  const token = cookieOf(request.headers.cookie)
  const principal = token && (await accounts.authenticate(token))
  if (!principal) return
  const acts = request.method !== 'GET' && request.method !== 'HEAD'
  if (acts && request.headers['x-slipway'] !== '1') {
    throw new RefusedError(refuse('missing-header', texts.missingHeader()))
  }
  request.caller = { actor: principal.actor, channel: 'web' }
}

/** The caller, or a refusal when nobody is signed in. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new RefusedError(refuse('unauthenticated', texts.unauthenticated()))
  return request.caller
}

/** Gives the browser a session: the token in a cookie that scripts cannot read and other sites cannot send. */
export function startSession(reply: FastifyReply, token: string, isSecure: boolean): void {
  setCookie(reply, token, { maxAgeS: THIRTY_DAYS_S, isSecure })
}

export function endSession(reply: FastifyReply, isSecure: boolean): void {
  setCookie(reply, '', { maxAgeS: 0, isSecure })
}

function setCookie(reply: FastifyReply, value: string, how: { maxAgeS: number; isSecure: boolean }): void {
  const parts = [`${COOKIE}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Strict', `Max-Age=${how.maxAgeS}`]
  reply.header('set-cookie', [...parts, ...(how.isSecure ? ['Secure'] : [])].join('; '))
}

function cookieOf(header: string | undefined): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2)
    if (name === COOKIE && value) return value
  }
  return undefined
}
