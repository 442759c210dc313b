// Objects in a directory: the key is the path. Never hands out or writes anything outside of it.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ExternalError } from '../../lib/errors.ts'
import { errorCode, findInside, makeDirectory, syncDirectory, writeWhole } from '../../lib/files.ts'
import { isSafeSegment, safeJoin } from '../../lib/guard.ts'
import type { ObjectStore, StoredObject } from '../../ports/index.ts'
import { tellingDiskErrors } from './disk-errors.ts'

/**
 * An object store in a local directory, which is made when first needed. Differs from S3 in one thing: a key cannot be
 * a folder of another (`a` and `a/b`); `put` then fails. Keys of other than safe path segments cannot be put and are
 * never there.
 */
export function createLocalObjectStore({ directory }: { readonly directory: string }): ObjectStore {
  async function find(key: string): Promise<string | undefined> {
    if (!isKey(key)) return undefined
    const found = await findInside(directory, key)
    return found?.stats.isFile() ? found.path : undefined
  }

  async function head(key: string): Promise<StoredObject | undefined> {
    const path = await find(key)
    if (path === undefined) return undefined
    const hash = createHash('sha256')
    let sizeBytes = 0
    await pipeline(createReadStream(path), async chunks => {
      for await (const chunk of chunks as AsyncIterable<Buffer>) {
        sizeBytes += chunk.length
        hash.update(chunk)
      }
    })
    return { key, sizeBytes, sha256: hash.digest('hex') }
  }

  return tellingDiskErrors('object-store', {
    head,

    async put(key, bytes) {
      const path = safeJoin(directory, key)
      const stored = { key, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
      if ((await head(key))?.sha256 === stored.sha256) return stored
      try {
        await makeDirectory(dirname(path))
        await writeWhole(path, bytes)
      } catch (error) {
        if (!['EISDIR', 'ENOTDIR', 'EEXIST', 'ENOTEMPTY'].includes(errorCode(error) ?? '')) throw error
        const message = `${key}: one key cannot be the folder of another`
        throw new ExternalError(
          { system: 'object-store', operation: 'put', message, retryable: false },
          { cause: error },
        )
      }
      return stored
    },

    async get(key) {
      const path = await find(key)
      return path === undefined ? undefined : readFile(path)
    },

    async list(prefix) {
      const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1)
      if (folder !== '' && !isKey(folder.slice(0, -1))) return []
      const keys = await filesBelow(directory, folder)
      return keys.filter(key => key.startsWith(prefix)).sort()
    },

    async delete(key) {
      const path = safeJoin(directory, key)
      if ((await find(key)) === undefined) return
      await rm(path)
      await syncDirectory(dirname(path))
    },
  })
}

function isKey(key: string): boolean {
  return key.split('/').every(isSafeSegment)
}

/** Keys of the files below a folder, given as '' or with a trailing slash. Temporary files and links are passed over. */
async function filesBelow(directory: string, folder: string): Promise<string[]> {
  const found = await findInside(directory, ...(folder === '' ? [] : [folder.slice(0, -1)]))
  if (!found?.stats.isDirectory()) return []
  const entries = (await readdir(found.path, { withFileTypes: true })).filter(entry => isSafeSegment(entry.name))
  const below = entries.filter(e => e.isDirectory()).map(e => filesBelow(directory, `${folder}${e.name}/`))
  return [...entries.filter(e => e.isFile()).map(e => folder + e.name), ...(await Promise.all(below)).flat()]
}
