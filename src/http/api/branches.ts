// The branches of the configuration.

import Type from 'typebox'
import type { ReleasesDoor } from '../doors.ts'
import { accepted } from '../errors.ts'
import { type Api, publicly } from '../openapi.ts'
import { waiverView } from './check-schemas.ts'
import { limit, list, named, orNull, problems, query } from './schemas.ts'

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

export function branchRoutes(server: Api, releases: Pick<ReleasesDoor, 'listBranches' | 'listWaivers'>): void {
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

  server.get(
    '/branches/:name/waivers',
    {
      schema: {
        tags: ['releases'],
        operationId: 'listWaivers',
        summary: 'Findings of self-checks that were waived on a branch, newest first, with who ended which',
        security: publicly,
        params: Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }) }),
        querystring: query({
          holding: Type.Optional(Type.Boolean({ description: 'Only those that hold now' })),
          limit: limit(1000, 200),
          cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$', description: '`next` of the page before' })),
        }),
        response: {
          200: named('WaiverPage', { items: list(waiverView), next: orNull(Type.String()) }),
          ...problems,
        },
      },
    },
    async request => accepted(await releases.listWaivers({ branch: request.params.name, ...request.query })),
  )
}
