// Files written whole or not at all, and found only inside their folder. What is synced survives a power cut.

import { randomUUID } from 'node:crypto'
import type { Stats } from 'node:fs'
import { link, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { ExternalError } from './errors.ts'
import { safeJoin } from './guard.ts'

/** A name beside `path` that no one else has; it begins with a dot, so that listings pass over it. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.${randomUUID()}.part`)
}

/** Replaces or creates a file by one rename. Its folder must be there. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = temporaryBeside(path)
  try {
    await writeSynced(temporary, bytes)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncDirectory(dirname(path))
}

/** Creates a file that nobody wrote before; false, and nothing changed, when it was there. Safe under concurrency. */
export async function writeOnce(path: string, bytes: Uint8Array): Promise<boolean> {
  const temporary = temporaryBeside(path)
  try {
    await writeSynced(temporary, bytes)
    await link(temporary, path)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(temporary, { force: true })
  }
  await syncDirectory(dirname(path))
  return true
}

/** Makes a folder with its parents and syncs every name that was new. */
export async function makeDirectory(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true })
  if (first === undefined) return
  const top = resolve(first)
  for (let at = resolve(path); at.length >= top.length; at = dirname(at)) await syncDirectory(dirname(at))
}

/** Makes the names in a folder durable. */
export async function syncDirectory(path: string): Promise<void> {
  await syncFile(path)
}

/** Makes the bytes of a file durable. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export interface Found {
  /** Free of symbolic links. */
  readonly path: string
  readonly stats: Stats
}

/** What stands below a root under safe names; undefined when nothing does. An ExternalError when a link leads out of the root. */
export async function findInside(root: string, ...segments: readonly string[]): Promise<Found | undefined> {
  const wanted = safeJoin(root, ...segments)
  try {
    const [path, realRoot] = await Promise.all([realpath(wanted), realpath(root)])
    const inside = relative(realRoot, path)
    if (inside.startsWith('..') || isAbsolute(inside)) {
      const message = `a link leads out of its folder: ${wanted}`
      throw new ExternalError({ system: 'file-system', operation: 'find', message, retryable: false })
    }
    return { path, stats: await stat(path) }
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw error
  }
}

/** Whether an error of the file system says that a path is not there. */
export function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')
}

/** The code of a file system error, e.g. `EEXIST`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
