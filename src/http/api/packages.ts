// Package ↔ tag ↔ release, asked both ways.

import Type from 'typebox'
import type { ReleasesDoor } from '../doors.ts'
import { found } from '../errors.ts'
import { type Api, publicly } from '../openapi.ts'
import { texts } from '../texts.ts'
import { byId, cursor, limit, list, named, orNull, problems, query, stageName } from './schemas.ts'

const string = Type.String()
const next = orNull(string)
const instant = orNull(Type.String({ description: 'ISO 8601, UTC' }))

const shipping = {
  release: string,
  tag: Type.String({ description: 'Its update directory, `update_<freeze date>[suffix]`' }),
  branch: string,
  stage: stageName,
  published: Type.Boolean({ description: 'Users have its packages now' }),
  withdrawn: Type.Boolean(),
  publishedAt: instant,
  withdrawnAt: instant,
}

const shipment = {
  builds: list(
    named('BuildView', {
      family: string,
      arch: Type.String({ description: '`source` for the source RPM' }),
      nevras: list(string),
    }),
  ),
  broughtBy: list(
    named('BringingRow', { kind: Type.Enum(['cve', 'bugfix', 'requires']), issue: string, cve: orNull(string) }),
  ),
}

const shippedPackage = named('ShippedPackage', {
  name: Type.String({ description: 'Source package' }),
  ...shipment,
})

export const packageReleases = named('PackageReleases', {
  name: string,
  items: list(named('PackageRelease', { ...shipping, ...shipment })),
  next,
})

export const releasePackages = named('ReleasePackages', { ...shipping, items: list(shippedPackage), next })

export const tagView = named('TagView', {
  tag: string,
  items: list(named('TaggedRelease', { ...shipping, packages: list(shippedPackage) })),
  next,
})

type Door = Pick<ReleasesDoor, 'releasesOfPackage' | 'packagesOfRelease' | 'readTag'>

export function packageRoutes(server: Api, releases: Door): void {
  const tags = ['packages']

  server.get(
    '/packages/:name/releases',
    {
      schema: {
        tags,
        operationId: 'listPackageReleases',
        summary: 'Releases that hold a source package, newest first',
        security: publicly,
        params: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) }),
        querystring: query({ limit: limit(200, 50), cursor }),
        response: { 200: packageReleases, ...problems },
      },
    },
    async request => await releases.releasesOfPackage(request.params.name, request.query),
  )

  server.get(
    '/releases/:id/packages',
    {
      schema: {
        tags,
        operationId: 'listReleasePackages',
        summary: 'Source packages of a release with what was built of them and what brought them, by name',
        security: publicly,
        params: byId,
        querystring: query({ limit: limit(1000, 200), cursor }),
        response: { 200: releasePackages, ...problems },
      },
    },
    async request => {
      const { id } = request.params
      return found(await releases.packagesOfRelease(id, request.query), 'unknown-release', texts.unknownRelease(id))
    },
  )

  server.get(
    '/tags/:tag',
    {
      schema: {
        tags,
        operationId: 'readTag',
        summary: 'Releases of an update directory over all branches, with their packages',
        security: publicly,
        params: Type.Object({
          tag: Type.String({ minLength: 1, maxLength: 100, description: '`update_20261125`; `20261125` will do' }),
        }),
        querystring: query({ limit: limit(50, 20), cursor }),
        response: { 200: tagView, ...problems },
      },
    },
    async request => {
      const { tag } = request.params
      return found(await releases.readTag(tag, request.query), 'unknown-tag', texts.unknownTag(tag))
    },
  )
}
