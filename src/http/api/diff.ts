// What the packages of a release change against what users have.

import Type from 'typebox'
import type { ReleasesDoor } from '../doors.ts'
import { found } from '../errors.ts'
import { type Api, publicly } from '../openapi.ts'
import { texts } from '../texts.ts'
import { closed, count, list, named, orNull, string, text } from './schema-parts.ts'
import { byId, limit, problems, query } from './schemas.ts'

const size = orNull(count)

const dependencyChange = named('DependencyChange', {
  list: Type.Enum(['provides', 'requires', 'conflicts', 'obsoletes', 'recommends']),
  name: string,
  before: Type.Union([string, Type.Null()], { description: 'As written; null when it is new' }),
  after: Type.Union([string, Type.Null()], { description: 'As written; null when it is gone' }),
})

const fileChange = named('FileChange', {
  path: string,
  change: Type.Enum(['added', 'removed', 'content', 'mode', 'target']),
  bytesBefore: size,
  bytesAfter: size,
})

const packageDiff = named('PackageDiff', {
  name: string,
  arch: string,
  sourcePackage: string,
  arches: Type.Immutable(Type.Array(string, { description: 'Architectures of the branch whose users get it' })),
  before: Type.Union([string, Type.Null()], {
    description: '`[epoch:]version-release` that users have; null when it is new to them, or was not compared',
  }),
  archBefore: Type.Union([string, Type.Null()], {
    description: 'Another one where it became noarch, or is so no more',
  }),
  from: Type.Union([string, Type.Null()], { description: 'The repository or release users have it from' }),
  after: string,
  isLower: Type.Boolean({ description: 'Users would never get it' }),
  because: Type.Union([text, Type.Null()], { description: 'Why it could not be compared' }),
  bytesBefore: Type.Union([count, Type.Null()], { description: 'Installed size' }),
  bytesAfter: size,
  fileBytesBefore: Type.Union([count, Type.Null()], { description: 'Size of the RPM file' }),
  fileBytesAfter: count,
  dependencies: list(dependencyChange),
  sonamesGone: Type.Immutable(
    Type.Array(string, {
      description: 'What was built against them must be built again, unless another package provides them',
    }),
  ),
  files: list(fileChange),
  fileCounts: Type.Object({ added: count, removed: count, changed: count }, closed),
  scriptlets: list(named('ScriptletChange', { section: string, before: orNull(string), after: orNull(string) })),
  changelog: list(
    named('ChangelogEntry', { time: Type.Integer({ description: 'Unix seconds' }), author: string, text: string }),
  ),
  more: Type.Object(
    { dependencies: count, files: count, changelog: count },
    { ...closed, description: 'How many more there are than are listed' },
  ),
})

export const releaseDiff = named('ReleaseDiff', {
  release: string,
  run: Type.Union([string, Type.Null()], { description: 'The self-check that compared; null when none has' }),
  isStale: Type.Boolean({ description: 'The scope has changed since' }),
  counts: Type.Object({ packages: count, new: count, lower: count, sonamesGone: count, notCompared: count }, closed),
  items: list(packageDiff),
  next: orNull(string),
})

export function diffRoutes(server: Api, releases: Pick<ReleasesDoor, 'readDiff'>): void {
  server.get(
    '/releases/:id/diff',
    {
      schema: {
        tags: ['releases'],
        operationId: 'readReleaseDiff',
        summary: 'What its packages change against what users have: dependencies, files, sizes, scriptlets, changelog',
        security: publicly,
        params: byId,
        querystring: query({
          limit: limit(1000, 100),
          cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$', description: '`next` of the page before' })),
        }),
        response: { 200: releaseDiff, ...problems },
      },
    },
    async request => {
      const { id } = request.params
      return found(await releases.readDiff(id, request.query), 'unknown-release', texts.unknownRelease(id))
    },
  )
}
