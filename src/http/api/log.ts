// The append-only log, as it was written.

import Type from 'typebox'
import type { Json } from '../../lib/json.ts'
import type { AccountsDoor } from '../doors.ts'
import { type Api, publicly } from '../openapi.ts'
import { after, limit, list, named, orNull, problems, query, text } from './schemas.ts'

const anyJson = Type.Unsafe<Json>({ description: 'Any JSON' })

export const logLine = named('LogLine', {
  id: Type.Integer(),
  at: Type.String({ description: 'ISO 8601, UTC' }),
  account: Type.Integer(),
  actor: Type.String(),
  role: orNull(Type.String()),
  channel: Type.Enum(['forge', 'web', 'api', 'cli', 'system']),
  onBehalfOf: orNull(Type.String()),
  subject: Type.String({ description: 'e.g. `release/<id>`' }),
  action: Type.String(),
  message: text,
  before: anyJson,
  after: anyJson,
  delivery: orNull(Type.String()),
  run: orNull(Type.String()),
})

export function logRoutes(server: Api, accounts: Pick<AccountsDoor, 'readLog'>): void {
  server.get(
    '/log',
    {
      schema: {
        tags: ['log'],
        operationId: 'readLog',
        summary: 'Entries behind `after`, or the newest ones; oldest first',
        security: publicly,
        querystring: query({ subject: Type.Optional(Type.String()), after, limit: limit(1000, 100) }),
        response: { 200: named('LogPage', { items: list(logLine) }), ...problems },
      },
    },
    async request => ({ items: await accounts.readLog(request.query) }),
  )
}
