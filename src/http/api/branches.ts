// The branches of the configuration.

import Type from 'typebox'
import type { ReleasesDoor } from '../doors.ts'
import { type Api, publicly } from '../openapi.ts'
import { list, named, orNull, problems } from './schemas.ts'

const branchView = named('BranchView', {
  name: Type.String(),
  timezone: Type.String({ description: 'IANA name; civil dates of the branch are meant in it' }),
  arches: list(Type.String()),
  maintained: Type.Boolean({ description: 'Requests for all branches leave out those that are not' }),
  weekly: Type.Boolean({ description: 'It gets a release every week by itself' }),
  start: Type.Enum(['automatic', 'by-button'], {
    description: 'Whether a signed scope starts by itself, or waits for `/launch`',
  }),
  accept: Type.Enum(['automatic', 'by-version-manager'], {
    description: 'Whether rows that others bring are accepted by themselves, or wait for `/accept`',
  }),
  next: orNull(Type.String({ description: 'Date of the next weekly release, YYYYMMDD' })),
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
