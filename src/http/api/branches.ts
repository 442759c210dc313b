// The branches of the configuration.

import Type from 'typebox'
import type { ReleasesDoor } from '../doors.ts'
import { type Api, publicly } from '../openapi.ts'
import { list, named, problems } from './schemas.ts'

const branchView = named('BranchView', {
  name: Type.String(),
  timezone: Type.String({ description: 'IANA name; civil dates of the branch are meant in it' }),
})

export function branchRoutes(server: Api, releases: Pick<ReleasesDoor, 'listBranches'>): void {
  server.get(
    '/branches',
    {
      schema: {
        tags: ['releases'],
        operationId: 'listBranches',
        summary: 'Branches that releases are made for',
        security: publicly,
        response: { 200: named('BranchList', { items: list(branchView) }), ...problems },
      },
    },
    async () => ({ items: await releases.listBranches() }),
  )
}
