// Announcements, and the branches they are for.

import Type from 'typebox'
import type { ReleasesDoor } from '../doors.ts'
import { found } from '../errors.ts'
import { type Api, publicly } from '../openapi.ts'
import { texts } from '../texts.ts'
import { advisoryView, byId, cursor, limit, list, named, orNull, problems, query } from './schemas.ts'

export function advisoryRoutes(server: Api, releases: Pick<ReleasesDoor, 'listAdvisories' | 'readAdvisory'>): void {
  server.get(
    '/advisories',
    {
      schema: {
        tags: ['advisories'],
        operationId: 'listAdvisories',
        summary: 'Published and withdrawn advisories, newest first',
        security: publicly,
        querystring: query({ branch: Type.Optional(Type.String()), limit: limit(200, 50), cursor }),
        response: {
          200: named('AdvisoryPage', { items: list(advisoryView), next: orNull(Type.String()) }),
          ...problems,
        },
      },
    },
    async request => await releases.listAdvisories(request.query),
  )

  server.get(
    '/advisories/:id',
    {
      schema: {
        tags: ['advisories'],
        operationId: 'readAdvisory',
        summary: 'One advisory by its number',
        security: publicly,
        params: byId,
        response: { 200: advisoryView, ...problems },
      },
    },
    async request => {
      const { id } = request.params
      return found(await releases.readAdvisory(id), 'unknown-advisory', texts.unknownAdvisory(id))
    },
  )
}
