// Where forges deliver their web hooks: POST /hooks/<forge>. A delivery is verified and read by the forge's adapter and
// stored with its order; only then it is answered. Nobody outside is asked meanwhile.

import type { FastifyPluginAsync } from 'fastify'
import type { Clock } from '../lib/clock.ts'
import { isRefusal, RefusedError, refuse } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import type { Text } from '../lib/text.ts'
import type { ForgeEvent, ForgeHook } from '../ports/index.ts'
import { answerError, pathOf } from './errors.ts'
import { texts } from './hooks-texts.ts'

export interface HookNeeds {
  /** By the forge's name in the address. */
  readonly hooks: Readonly<Partial<Record<string, ForgeHook>>>
  /** Stores what happened, with its order. */
  readonly hear: (event: ForgeEvent) => Promise<void>
  readonly clock: Clock
  readonly log: Log
}

const LIMIT_MB = 10
const MOST_LEVELS = 64

export function hookRoutes({ hooks, hear, clock, log }: HookNeeds): FastifyPluginAsync {
  return async server => {
    // Signatures are over the bytes as they came.
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
    server.setErrorHandler((failed: Error & { code?: string }, request, reply) => {
      const isTooLarge = failed.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
      const error = isTooLarge ? refused('too-large', texts.tooLarge(LIMIT_MB)) : failed
      log.warn({ path: pathOf(request), reason: error.message }, 'a web hook was not taken')
      return answerError({ error, request, reply, log })
    })

    server.post<{ Params: { forge: string } }>(
      '/:forge',
      { bodyLimit: LIMIT_MB * 1024 * 1024, schema: { hide: true } },
      async (request, reply) => {
        const { forge } = request.params
        const hook = Object.hasOwn(hooks, forge) ? hooks[forge] : undefined
        if (!hook) throw refused('unknown-hook', texts.noHook(forge))
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        if (isTooDeep(body)) throw refused('too-deep', texts.tooDeep(MOST_LEVELS))
        const read = hook({ headers: plain(request.headers), body, at: clock.now() })
        if (isRefusal(read)) throw new RefusedError(read)
        for (const event of read.events) await hear(event)
        return reply.code(read.events.length > 0 ? 202 : 200).send({ events: read.events.length })
      },
    )
  }
}

function refused(code: string, because: Text): RefusedError {
  return new RefusedError(refuse(code, because))
}

function plain(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, v]) => [name, Array.isArray(v) ? v.join(', ') : v]))
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c]

/** Whether brackets outside of strings are nested deeper than any forge nests them. */
function isTooDeep(body: Buffer): boolean {
  let level = 0
  let isQuoted = false
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]
    if (isQuoted && byte === BACKSLASH) at++
    else if (byte === QUOTE) isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (byte === 0x5b || byte === 0x7b) level++
    else if (byte === 0x5d || byte === 0x7d) level--
    if (level > MOST_LEVELS) return true
  }
  return false
}
