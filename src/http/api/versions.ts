// How the versions of the specs stand against those of the builds of a release (seed 000 §5).

import Type from 'typebox'
import type { ReleasesDoor } from '../doors.ts'
import { found } from '../errors.ts'
import { type Api, publicly } from '../openapi.ts'
import { texts } from '../texts.ts'
import { byId, list, named, orNull, problems, text } from './schemas.ts'

const verdict = Type.Enum(['same', 'older', 'newer', 'missing', 'no-spec', 'unresolved', 'failed'], {
  title: 'VersionVerdict',
  type: 'string',
  description: 'The build against the spec: `older` is a build that is older than its spec',
})

const packageVersions = named('PackageVersions', {
  package: Type.String({ description: 'Source package' }),
  family: orNull(Type.String({ description: 'Null until somebody has looked' })),
  spec: orNull(Type.String({ description: '`[epoch:]version-release`' })),
  verdict: orNull(verdict),
  word: Type.Enum(['same', 'unknow'], { description: 'The words of seed 000 §2.2' }),
  builds: list(named('BuiltVersion', { arch: Type.String(), built: orNull(Type.String()), verdict, said: text })),
  lookedUpAt: orNull(Type.String({ description: 'ISO 8601, UTC' })),
  revision: orNull(Type.Integer({ description: 'The scope revision it was looked up at' })),
  isOutdated: Type.Boolean({ description: 'The scope has changed since' }),
})

export const versionTable = named('VersionTable', {
  isConfigured: Type.Boolean({ description: 'Whether it is known where specs are' }),
  revision: Type.Integer({ description: 'The scope revision now' }),
  packages: list(packageVersions),
  summary: text,
})

export function versionRoutes(server: Api, releases: ReleasesDoor): void {
  server.get(
    '/releases/:id/versions',
    {
      schema: {
        tags: ['releases'],
        operationId: 'readVersions',
        summary: 'Specs against builds, as last looked up by `/check-versions` or a self-check',
        security: publicly,
        params: byId,
        response: { 200: versionTable, ...problems },
      },
    },
    async request => {
      const { id } = request.params
      return found(await releases.readVersions(id), 'unknown-release', texts.unknownRelease(id))
    },
  )
}
