// Repository trees on the local file system: versions nobody writes to again, and one pointer replaced by rename.
// `<directory>/trees/<tree>/versions/<n>`, `…/current` -> `versions/<n>`, workspaces in `…/work/`. Knows no packages.

import { randomUUID } from 'node:crypto'
import { lstat, mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { systemClock } from '../../lib/clock.ts'
import { errorCode, isAbsent, makeDirectory, syncDirectory, syncFile } from '../../lib/files.ts'
import { safeJoin } from '../../lib/guard.ts'
import type { RepoHost, TreeKey } from '../../ports/index.ts'
import { tellingDiskErrors } from './disk-errors.ts'

export interface LocalRepoHostOptions {
  readonly directory: string
  /** A workspace in which nothing was added for so long belongs to no one; default one day. */
  readonly abandonedAfterMs?: number
}

const DAY_MS = 24 * 60 * 60 * 1000
const OWN_NAMES = ['versions', 'work', 'current']

/**
 * All of a tree must be on one file system that knows hard links and syncs directories. Sealing syncs every file of
 * the workspace, so a version that a pointer names is whole after a power cut too.
 */
export function createLocalRepoHost(options: LocalRepoHostOptions): RepoHost {
  const { directory, abandonedAfterMs = DAY_MS } = options

  function treePath(tree: TreeKey): string {
    if (tree.split('/').some(segment => OWN_NAMES.includes(segment))) throw new Error(`reserved name in tree: ${tree}`)
    return safeJoin(join(directory, 'trees'), tree)
  }

  function versionPath(tree: TreeKey, version: number): string {
    if (!Number.isSafeInteger(version) || version < 1) throw new Error(`not a version: ${version}`)
    return join(treePath(tree), 'versions', String(version))
  }

  /** File times are the machine's, and so must be the clock they are compared with. */
  async function isOld(path: string): Promise<boolean> {
    const modified = await modifiedAt(path)
    return modified !== undefined && systemClock.now().getTime() - modified.getTime() > abandonedAfterMs
  }

  async function head(tree: TreeKey): Promise<number | undefined> {
    const pointer = join(treePath(tree), 'current')
    try {
      const version = /^versions\/(\d+)$/.exec(await readlink(pointer))?.[1]
      if (version === undefined) throw new Error(`${pointer} does not name a version`)
      return Number(version)
    } catch (error) {
      if (isAbsent(error)) return undefined
      throw error
    }
  }

  return tellingDiskErrors('repo-host', {
    head,
    versionPath,

    async workspace(tree, key) {
      const work = join(treePath(tree), 'work')
      await makeDirectory(work)
      for (let n = 1; ; n++) {
        const path = safeJoin(work, `${key.replaceAll('/', '.')}.${n}`)
        try {
          await mkdir(path)
          return path
        } catch (error) {
          if (errorCode(error) !== 'EEXIST') throw error
        }
      }
    },

    async seal(tree, version, workspace) {
      const path = versionPath(tree, version)
      if (dirname(resolve(workspace)) !== join(treePath(tree), 'work')) throw new Error(`no workspace: ${workspace}`)
      if (await exists(path)) return rm(workspace, { recursive: true, force: true })
      await syncAll(workspace)
      await makeDirectory(dirname(path))
      try {
        await rename(workspace, path)
      } catch (error) {
        if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) throw error
        await rm(workspace, { recursive: true, force: true })
      }
      await syncDirectory(dirname(path))
    },

    async pointAt(tree, version) {
      if (!(await exists(versionPath(tree, version)))) throw new Error(`${tree}: version ${version} is not sealed`)
      const pointer = join(treePath(tree), 'current')
      if ((await head(tree)) !== version) {
        const next = join(dirname(pointer), `.current-${randomUUID()}`)
        await symlink(`versions/${version}`, next)
        await rename(next, pointer)
      }
      await syncDirectory(dirname(pointer))
    },

    async prune(tree, keep) {
      if (!Number.isSafeInteger(keep) || keep < 1) throw new Error(`cannot keep ${keep} versions`)
      const path = treePath(tree)
      const versions = join(path, 'versions')
      const work = join(path, 'work')
      const current = await head(tree)
      const sealed = (await names(versions)).map(Number).sort((a, b) => b - a)
      const old = sealed.slice(keep).filter(version => version !== current)
      if (old.length > 0) await makeDirectory(work)
      // Taken out of sight first: a version that is half removed must not be found under its number.
      for (const version of old) await rename(join(versions, String(version)), join(work, `.removed-${randomUUID()}`))
      if (old.length > 0) await syncDirectory(versions)
      for (const name of await names(work)) {
        const isAbandoned = name.startsWith('.removed-') || (await isOld(join(work, name)))
        if (isAbandoned) await rm(join(work, name), { recursive: true, force: true })
      }
      for (const name of await names(path)) {
        const isLeftOver = name.startsWith('.current-') && (await isOld(join(path, name)))
        if (isLeftOver) await rm(join(path, name), { force: true })
      }
    },
  })
}

async function exists(path: string): Promise<boolean> {
  return (await modifiedAt(path)) !== undefined
}

async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isAbsent(error)) return []
    throw error
  }
}

async function modifiedAt(path: string): Promise<Date | undefined> {
  try {
    return (await lstat(path)).mtime
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw error
  }
}

/** Syncs files and folders, a few at a time: hard links of synced files cost little. */
async function syncAll(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => join(folder, entry.name))
  for (let at = 0; at < files.length; at += 16) await Promise.all(files.slice(at, at + 16).map(syncFile))
  for (const entry of entries.filter(entry => entry.isDirectory())) await syncAll(join(folder, entry.name))
  await syncDirectory(folder)
}
