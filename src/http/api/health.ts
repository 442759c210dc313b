// For supervisors and proxies: is the process alive, can it do its work.

import Type from 'typebox'
import type { Readiness } from '../doors.ts'
import type { Api } from '../openapi.ts'
import { named } from './schemas.ts'

const tags = ['server']

const alive = named('Health', { status: Type.Enum(['ok']) })

const ready = named('Readiness', {
  ready: Type.Boolean(),
  checks: Type.Record(Type.String(), Type.Boolean(), { description: 'What is needed, and whether it can be used' }),
})

export function healthRoutes(server: Api, readiness: Readiness): void {
  server.get(
    '/healthz',
    { schema: { tags, operationId: 'readHealth', summary: 'The process answers', response: { 200: alive } } },
    async (_, reply) => {
      reply.header('cache-control', 'no-store')
      return { status: 'ok' as const }
    },
  )

  server.get(
    '/readyz',
    {
      schema: {
        tags,
        operationId: 'readReadiness',
        summary: 'Everything the server needs can be used; 503 otherwise',
        response: { 200: ready, 503: ready },
      },
    },
    async (_, reply) => {
      const checks = await readiness()
      const isReady = Object.values(checks).every(Boolean)
      reply.header('cache-control', 'no-store')
      return reply.code(isReady ? 200 : 503).send({ ready: isReady, checks })
    },
  )
}
