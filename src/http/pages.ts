// The web pages: a single page application below /ui/, built into one folder. Addresses without a file are its own.

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { RefusedError, refuse } from '../lib/errors.ts'
import { isSafeSegment } from '../lib/guard.ts'
import { allowPages } from './headers.ts'
import type { Api } from './openapi.ts'
import { texts } from './texts.ts'

/** `webDir` undefined: the pages were not built, which is said. */
export function pageRoutes(server: Api, webDir: string | undefined): void {
  const toPages = async (_: FastifyRequest, reply: FastifyReply) => reply.redirect('/ui/', 302)
  server.get('/', { schema: { hide: true } }, toPages)
  server.get('/ui', { schema: { hide: true } }, toPages)
  server.get(
    '/ui/*',
    { schema: { hide: true } },
    async (request: FastifyRequest<{ Params: { '*': string } }>, reply) => {
      const segments = request.params['*'].split('/').filter(s => s !== '')
      if (webDir === undefined) throw new RefusedError(refuse('not-ready', texts.notBuilt()))
      allowPages(reply)
      if (segments.length > 0 && segments.every(isSafeSegment) && (await isFile(join(webDir, ...segments)))) {
        const isHashed = segments[0] === 'assets'
        reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
        return reply.sendFile(segments.join('/'), webDir, { cacheControl: false, index: false })
      }
      if (segments[0] === 'assets') return reply.callNotFound()
      if (!(await isFile(join(webDir, 'index.html')))) throw new RefusedError(refuse('not-ready', texts.notBuilt()))
      reply.header('cache-control', 'no-cache')
      return reply.sendFile('index.html', webDir, { cacheControl: false })
    },
  )
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    status => status.isFile(),
    () => false,
  )
}
