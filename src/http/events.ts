// Server-sent events of one release: each new entry of its timeline, and `changed` whenever it is worth reading anew.
// Events are hints on top of reading: what is missed is caught up by Last-Event-ID, or by reading.

import Type from 'typebox'
import type { Log } from '../lib/log.ts'
import { after, byId, problems, query } from './api/schemas.ts'
import type { ReleasesDoor, Subscribe } from './doors.ts'
import { found } from './errors.ts'
import { type Api, publicly } from './openapi.ts'
import { texts } from './texts.ts'

const BATCH = 100
const RETRY_MS = 3000

interface EventSources {
  readonly releases: Pick<ReleasesDoor, 'readTimeline'>
  readonly subscribe: Subscribe
  readonly log: Log
}

export function eventRoutes(server: Api, sources: EventSources): void {
  const { releases, subscribe, log } = sources
  const open = new Set<() => void>()
  server.addHook('preClose', async () => {
    for (const close of open) close()
  })

  server.get(
    '/releases/:id/events',
    {
      sse: 'manual',
      exposeHeadRoute: false,
      schema: {
        tags: ['releases'],
        operationId: 'followRelease',
        summary: 'Follow a release: events `entry` (a TimelineEntry, with its id) and `changed` (read it anew)',
        security: publicly,
        params: byId,
        querystring: query({ after }),
        headers: Type.Object({
          'last-event-id': Type.Optional(Type.String({ description: 'Sent by the browser when it connects again' })),
        }),
        response: {
          200: { description: 'The stream', content: { 'text/event-stream': { schema: Type.String() } } },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const newest = found(await releases.readTimeline(id, { limit: 1 }), 'unknown-release', texts.unknownRelease(id))
      let last = numberOf(request.headers['last-event-id']) ?? request.query.after ?? newest.at(-1)?.id ?? 0

      async function sendNews(): Promise<void> {
        for (;;) {
          const entries = (await releases.readTimeline(id, { after: last, limit: BATCH })) ?? []
          for (const entry of entries) {
            await reply.sse.send({ id: String(entry.id), event: 'entry', data: entry })
            last = entry.id
          }
          if (entries.length < BATCH) break
        }
        await reply.sse.send({ event: 'changed', data: {} })
      }

      reply.sse.keepAlive()
      await reply.sse.send({ event: 'changed', data: {}, retry: RETRY_MS })
      const close = () => reply.sse.close()
      const wake = oneAtATime(sendNews, error => {
        if (reply.sse.isConnected) log.warn({ release: id, err: error }, 'an event stream broke off')
        close()
      })
      const unsubscribe = subscribe(`release/${id}`, wake)
      open.add(close)
      reply.sse.onClose(() => {
        unsubscribe()
        open.delete(close)
      })
      wake()
    },
  )
}

/** Runs work when woken; wakes that come meanwhile are one more run afterwards. */
function oneAtATime(work: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let state: 'idle' | 'busy' | 'again' = 'idle'
  async function run(): Promise<void> {
    do {
      state = 'busy'
      await work()
    } while ((state as string) === 'again')
    state = 'idle'
  }
  return () => {
    if (state === 'idle') run().catch(onError)
    else state = 'again'
  }
}

function numberOf(header: unknown): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined
}
