// What is published, for dnf, scanners and mirrors: repositories below /repo/, documents below /security/data/.
// Read only; a path made of anything but safe names, or that a link leads out of its tree, is not there.

import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, sep } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isSafeSegment } from '../lib/guard.ts'
import { languageOf } from '../lib/text.ts'
import type { ObjectStore } from '../ports/index.ts'
import type { LocateRepo } from './doors.ts'
import { isKnown, notModified } from './headers.ts'
import { folderPage, type Listed } from './listing.ts'
import type { Api } from './openapi.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.csv': 'text/csv; charset=utf-8',
  '.gz': 'application/gzip',
  '.json': 'application/json; charset=utf-8',
  '.rpm': 'application/x-rpm',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.xz': 'application/x-xz',
  '.zst': 'application/zstd',
}

type Wildcard = FastifyRequest<{ Params: { '*': string } }>

export function repoRoutes(server: Api, locate: LocateRepo): void {
  const redirect = async (_: FastifyRequest, reply: FastifyReply) => reply.redirect('/repo/', 301)
  server.get('/repo', { schema: { hide: true } }, redirect)
  server.get('/repo/*', { schema: { hide: true } }, async (request: Wildcard, reply) => {
    const asked = askedPath(request)
    const place = asked && (await locate(asked.segments))
    if (!place) return reply.callNotFound()
    if (place.kind === 'folder') {
      if (!asked.isFolder) return redirectToFolder(request, reply)
      return sendFolder(
        request,
        reply,
        place.names.map(name => ({ name, isFolder: true })),
      )
    }
    const path = await pathInside(place.root, place.inside)
    if (path === undefined) return reply.callNotFound()
    const status = await stat(path)
    if (status.isDirectory()) {
      if (!asked.isFolder) return redirectToFolder(request, reply)
      return sendFolder(request, reply, await entriesOf(path))
    }
    if (!status.isFile() || asked.isFolder) return reply.callNotFound()
    return sendFile(reply, path)
  })
}

/** Documents of the object store: the key is the address without its first slash. */
export function documentRoutes(server: Api, objects: Pick<ObjectStore, 'get' | 'head' | 'list'>): void {
  server.get('/security/data/*', { schema: { hide: true } }, async (request: Wildcard, reply) => {
    const asked = askedPath(request)
    if (!asked) return reply.callNotFound()
    const key = ['security', 'data', ...asked.segments].join('/')
    if (asked.isFolder) {
      const entries = childrenOf(await objects.list(`${key}/`), `${key}/`)
      return entries.length === 0 ? reply.callNotFound() : sendFolder(request, reply, entries)
    }
    const head = await objects.head(key)
    if (!head) return reply.callNotFound()
    const tag = `"${head.sha256}"`
    reply.headers({ etag: tag, 'cache-control': 'no-cache' })
    if (isKnown(request, tag)) return reply.send(notModified(reply))
    const bytes = await objects.get(key)
    if (!bytes) return reply.callNotFound()
    return reply.type(contentTypes[extname(key)] ?? 'application/octet-stream').send(Buffer.from(bytes))
  })
}

/** The safe names a path consists of; undefined when it holds any other. It is decoded once already. */
function askedPath(request: Wildcard): { segments: readonly string[]; isFolder: boolean } | undefined {
  const path = request.params['*']
  const segments = path.split('/')
  const isFolder = segments.at(-1) === ''
  if (isFolder) segments.pop()
  return segments.every(isSafeSegment) ? { segments, isFolder } : undefined
}

/** The real path of something in a tree; undefined when it is not there or a link leads out of the tree. */
async function pathInside(root: string, inside: readonly string[]): Promise<string | undefined> {
  try {
    const realRoot = await realpath(root)
    const real = await realpath(join(realRoot, ...inside))
    return real === realRoot || real.startsWith(`${realRoot}${sep}`) ? real : undefined
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'EACCES') return undefined
    throw error
  }
}

async function entriesOf(folder: string): Promise<Listed[]> {
  const entries: Listed[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!isSafeSegment(entry.name) || !(entry.isDirectory() || entry.isFile())) continue
    const status = await stat(join(folder, entry.name))
    const size = entry.isFile() ? { sizeBytes: status.size } : {}
    entries.push({ name: entry.name, isFolder: entry.isDirectory(), changedAt: status.mtime, ...size })
  }
  return entries
}

/** The names directly below a prefix of keys. */
function childrenOf(keys: readonly string[], prefix: string): Listed[] {
  const children = new Map<string, Listed>()
  for (const key of keys) {
    const [name = '', ...rest] = key.slice(prefix.length).split('/')
    children.set(name, { name, isFolder: rest.length > 0 })
  }
  return [...children.values()]
}

function sendFile(reply: FastifyReply, path: string): FastifyReply {
  const changes = !path.endsWith('.rpm')
  reply.header('cache-control', changes ? 'no-cache' : 'public, max-age=3600')
  reply.type(contentTypes[extname(path)] ?? 'application/octet-stream')
  return reply.sendFile(basename(path), dirname(path), { contentType: false, cacheControl: false, index: false })
}

function redirectToFolder(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.redirect(`${request.url.split('?', 1)[0]}/`, 301)
}

function sendFolder(request: FastifyRequest, reply: FastifyReply, entries: readonly Listed[]): FastifyReply {
  const path = decodeURIComponent(request.url.split('?', 1)[0] ?? '/')
  const page = folderPage(path, entries, languageOf(request.headers['accept-language']))
  return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page)
}
