// Files of repositories in the local forge, one at a time: specs get there by it, and are read.

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { refuse } from '../../lib/errors.ts'
import { isSafeSegment } from '../../lib/guard.ts'
import { clean } from '../../lib/text.ts'
import type { LocalForge } from './forge.ts'
import { accepted } from './forge-problems.ts'
import { repositoryRefusal } from './forge-rules.ts'
import { inRepository } from './forge-schema.ts'
import { texts } from './texts.ts'

const FILES = '/api/repos/:owner/:repo/files'
const closed = { additionalProperties: false } as const
const path = Type.String({ minLength: 1, maxLength: 300, description: 'Below the repository, e.g. `zlib.spec`' })
const branch = Type.Optional(
  Type.String({ minLength: 1, maxLength: 200, description: 'The default branch if left out' }),
)

const forgeFile = Type.Object({ path, content: Type.String() }, { title: 'ForgeFile', ...closed })
const newFile = Type.Object(
  { path, branch, content: Type.String(), message: Type.Optional(Type.String({ maxLength: 500 })) },
  { title: 'NewForgeFile', ...closed },
)

interface How {
  readonly forge: LocalForge
  /** Of the routes that write: who signs in, and how much is taken. */
  readonly writes: object
  /** Repositories whose files Slipway writes itself and reads rules from: nobody else writes there. */
  readonly own: readonly string[]
}

export function fileRoutes({ forge, writes, own }: How): FastifyPluginAsyncTypebox {
  return async server => {
    server.get(
      FILES,
      {
        schema: {
          params: inRepository,
          querystring: Type.Object({ path, branch }, closed),
          response: { 200: forgeFile },
        },
      },
      async ({ params, query }) => {
        const repository = `${params.owner}/${params.repo}`
        const content = await forge.readFile({ ...query, repository })
        return {
          path: query.path,
          content: accepted(content ?? refuse('unknown-file', texts.noFile(repository, query.path))),
        }
      },
    )

    server.post(
      FILES,
      { ...writes, schema: { params: inRepository, body: newFile, response: { 201: forgeFile } } },
      async ({ params, body }, reply) => {
        const repository = `${params.owner}/${params.repo}`
        accepted(repositoryRefusal(repository) ?? repository)
        if (own.includes(repository)) accepted(refuse('own-repository', texts.ownRepository(repository)))
        if (!body.path.split('/').every(isSafeSegment)) accepted(refuse('unusable-path', texts.unusablePath()))
        const { content, message = body.path } = body
        const place = { repository, message, ...(body.branch ? { branch: body.branch } : {}) }
        await forge.commitFiles({ ...place, files: [{ path: body.path, content: clean(content) }] })
        reply.code(201)
        return { path: body.path, content }
      },
    )
  }
}
