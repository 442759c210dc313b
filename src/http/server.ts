// The HTTP server: all routes over the doors it is given. It listens nowhere by itself; the app decides where.

import fastifySse, { type SSEPluginOptions } from '@fastify/sse'
import fastifyStatic from '@fastify/static'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify'
import type { Log } from '../lib/log.ts'
import type { ObjectStore } from '../ports/index.ts'
import { advisoryRoutes } from './api/advisories.ts'
import { branchRoutes } from './api/branches.ts'
import { diffRoutes } from './api/diff.ts'
import { healthRoutes } from './api/health.ts'
import { logRoutes } from './api/log.ts'
import { meRoutes } from './api/me.ts'
import { moduleFunctionRoutes } from './api/module-functions.ts'
import { packageRoutes } from './api/packages.ts'
import { releaseRoutes } from './api/releases.ts'
import { runRoutes } from './api/runs.ts'
import { scopeRoutes } from './api/scope.ts'
import { versionRoutes } from './api/versions.ts'
import { identify } from './auth.ts'
import { closeInTime } from './closing.ts'
import type { AccountsDoor, LocateRepo, Readiness, ReleasesDoor, Subscribe } from './doors.ts'
import { addErrorHandlers, answerError, pathOf } from './errors.ts'
import { eventRoutes } from './events.ts'
import { feedRoutes } from './feeds.ts'
import { documentRoutes, repoRoutes } from './files.ts'
import { addEntityTag, addSecurityHeaders } from './headers.ts'
import { type Api, describeApi } from './openapi.ts'
import { pageRoutes } from './pages.ts'
import { compileValidator } from './validate.ts'

const BODY_LIMIT_BYTES = 1024 * 1024

// Its types describe the plugin as a member `default`; the module itself is the one that is not encapsulated.
const sse = fastifySse as unknown as FastifyPluginAsync<SSEPluginOptions>

export interface ServerNeeds {
  readonly releases: ReleasesDoor
  readonly accounts: AccountsDoor
  readonly objects: Pick<ObjectStore, 'get' | 'head' | 'list'>
  readonly locateRepo: LocateRepo
  readonly subscribe: Subscribe
  readonly readiness: Readiness
  readonly log: Log
  /** Folder of the built web pages. */
  readonly webDir?: string | undefined
  /** Address people use; with https the session cookie is sent over TLS alone. */
  readonly publicUrl?: string | undefined
  /** Time between signs of life on event streams; default 25 s. */
  readonly heartbeatMs?: number | undefined
}

/** Further routes (an adapter's web hook, the local forge) may be registered on it before it is ready. */
export function createServer(needs: ServerNeeds): FastifyInstance {
  const { releases, accounts, log } = needs
  const fastify = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: (error, request, reply) => {
      addSecurityHeaders(reply)
      void answerError({ error, request, reply, log })
    },
  })
  fastify.setValidatorCompiler(compileValidator)
  fastify.setSerializerCompiler(() => JSON.stringify)
  fastify.removeContentTypeParser('text/plain')
  fastify.decorateRequest('caller', null)
  fastify.addHook('onRequest', async (_, reply) => addSecurityHeaders(reply))
  fastify.addHook('onResponse', async (request, reply) => {
    const fields = { method: request.method, path: pathOf(request), status: reply.statusCode, ms: reply.elapsedTime }
    log.debug(fields, 'request')
  })
  addErrorHandlers(fastify, log)
  closeInTime(fastify)
  fastify.register(fastifyStatic, { serve: false, root: needs.webDir ?? '/', dotfiles: 'deny' })
  fastify.register(sse, { heartbeatInterval: needs.heartbeatMs ?? 25_000 })
  describeApi(fastify)

  void fastify.register((scope, _, done) => {
    const server: Api = scope.withTypeProvider<TypeBoxTypeProvider>()
    healthRoutes(server, needs.readiness)
    pageRoutes(server, needs.webDir)
    repoRoutes(server, needs.locateRepo)
    documentRoutes(server, needs.objects)
    feedRoutes(server, releases, needs.publicUrl)
    done()
  })
  void fastify.register(
    (scope, _, done) => {
      const server: Api = scope.withTypeProvider<TypeBoxTypeProvider>()
      server.addHook('onRequest', request => identify(request, accounts))
      server.addHook('onSend', async (request, reply, payload) => addEntityTag(request, reply, payload))
      releaseRoutes(server, releases)
      scopeRoutes(server, releases)
      versionRoutes(server, releases)
      moduleFunctionRoutes(server, releases)
      eventRoutes(server, needs)
      runRoutes(server, releases)
      advisoryRoutes(server, releases)
      branchRoutes(server, releases)
      packageRoutes(server, releases)
      diffRoutes(server, releases)
      logRoutes(server, accounts)
      meRoutes(server, accounts, needs.publicUrl?.startsWith('https:') ?? false)
      done()
    },
    { prefix: '/api/v1' },
  )
  return fastify
}
