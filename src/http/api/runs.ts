// Runs of plans: list, and one with its log.

import Type from 'typebox'
import type { ReleasesDoor } from '../doors.ts'
import { found } from '../errors.ts'
import { type Api, publicly } from '../openapi.ts'
import { texts } from '../texts.ts'
import { byId, limit, list, named, problems, query, runLogLine, runView } from './schemas.ts'

const tags = ['runs']

const noted = Type.Boolean({ description: 'It has ended, and its release has moved on by it' })

export function runRoutes(server: Api, releases: Pick<ReleasesDoor, 'listRuns' | 'readRun'>): void {
  server.get(
    '/runs',
    {
      schema: {
        tags,
        operationId: 'listRuns',
        summary: 'Runs, newest first',
        security: publicly,
        querystring: query({ release: Type.Optional(Type.String()), limit: limit(200, 50) }),
        response: { 200: named('RunList', { items: list(runView) }), ...problems },
      },
    },
    async request => ({ items: await releases.listRuns(request.query) }),
  )

  server.get(
    '/runs/:id',
    {
      schema: {
        tags,
        operationId: 'readRun',
        summary: 'One run with its log',
        security: publicly,
        params: byId,
        response: { 200: named('RunAnswer', { run: runView, noted, log: list(runLogLine) }), ...problems },
      },
    },
    async request => {
      const { id } = request.params
      return found(await releases.readRun(id), 'unknown-run', texts.unknownRun(id))
    },
  )
}
