// Where a repository's metadata comes from: a directory, or an HTTP server. Bytes as they are; nothing is opened here.

import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ExternalError, RefusedError, refuse } from '../lib/errors.ts'
import { findInside, isAbsent } from '../lib/files.ts'
import { isSafeSegment } from '../lib/guard.ts'
import { streamHttpBytes } from '../lib/http-client.ts'
import type { Text } from '../lib/text.ts'
import { badMetadata, metadataTexts } from '../rpm/metadata-texts.ts'
import { texts } from './texts.ts'

export interface MetadataSource {
  /** Set when one file was named, not a repository. */
  readonly file: string | undefined
  /** The bytes at a path below the repository; undefined when there is no such file. */
  read(path: string, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array> | undefined>
}

const SINGLE_FILE = /\.xml(\.[a-z0-9]+)?$/
const PIECE_BYTES = 256 * 1024

/** What findSource takes, of the address of a repository as dnf takes it. */
export function placeOf(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : url
}

/** @param place a directory that holds `repodata`, its http(s) address, or one primary.xml, compressed or not */
export async function findSource(place: string): Promise<MetadataSource> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(place)) return httpSource(place)
  const path = resolve(place)
  const found = await stat(path).catch(error => {
    if (isAbsent(error)) throw noRepository(texts.nothingThere(place))
    throw error
  })
  if (found.isFile() && SINGLE_FILE.test(path)) return directorySource(dirname(await realpath(path)), path)
  if (!found.isDirectory()) throw noRepository(texts.notARepository(place))
  return directorySource(path, undefined)
}

function directorySource(root: string, path: string | undefined): MetadataSource {
  return {
    file: path && basename(path),
    async read(name) {
      // One that a person named themselves may be a link to anywhere; one that an index names may not.
      const found = path && name === basename(path) ? { path } : await findBelow(root, name)
      return found && createReadStream(found.path, { highWaterMark: PIECE_BYTES })
    },
  }
}

async function findBelow(root: string, name: string) {
  if (!name.split('/').every(isSafeSegment)) throw badMetadata(texts.unsafePath(name))
  try {
    return await findInside(root, name)
  } catch (error) {
    if (error instanceof ExternalError) throw badMetadata(texts.linkLeadsOut(name))
    throw error
  }
}

function httpSource(place: string): MetadataSource {
  const url = URL.parse(place)
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw noRepository(texts.notHttp(place))
  if (url.username || url.password) throw noRepository(texts.credentialsInUrl(url.host))
  const file = SINGLE_FILE.test(url.pathname) ? basename(url.pathname) : undefined
  const base = new URL(url)
  base.pathname = file ? dirname(url.pathname) : url.pathname
  if (!base.pathname.endsWith('/')) base.pathname += '/'
  return { file, read: (name, signal) => download(base, name, signal) }
}

async function download(base: URL, name: string, signal?: AbortSignal) {
  const url = new URL(base)
  url.pathname += name.split('/').map(encodeURIComponent).join('/')
  const system = base.host
  const operation = `GET ${url.pathname}`
  const answer = await streamHttpBytes({ system, operation, url: url.href, ...(signal && { signal }) })
  if (answer.status === 200) return answer.pieces
  answer.leave()
  if ([404, 410].includes(answer.status)) return undefined
  const to = answer.headers.get('location')
  if (answer.status >= 300 && answer.status < 400 && to) throw badMetadata(texts.redirected(url.href, to))
  const retryable = answer.status >= 500 || answer.status === 429
  throw new ExternalError({ system, operation, message: `HTTP ${answer.status}`, status: answer.status, retryable })
}

function noRepository(because: Text): RefusedError {
  return new RefusedError(refuse('no-repository', because))
}

/** The bytes of a file that must be there, because an index or a person names it. */
export async function readNamed(source: MetadataSource, path: string, signal?: AbortSignal) {
  const pieces = await source.read(path, signal)
  if (!pieces) throw badMetadata(metadataTexts.absent(path))
  return pieces
}
