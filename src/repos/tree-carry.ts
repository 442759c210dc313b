// What clients in mid-download may still ask for: the metadata and packages of earlier versions, kept for a while.

import { join } from 'node:path'
import { isAbsent } from '../lib/files.ts'
import type { PlacedRpm } from './layout.ts'
import { readRepomd } from './metadata-files.ts'
import { poolPath } from './pool.ts'
import type { RecordedVersion } from './store.ts'

export interface CarriedFile {
  /** Path from the top of the tree. */
  readonly path: string
  /** Where its bytes lie. */
  readonly from: string
}

/**
 * The files of the last `graceVersions` versions that the next one may no longer offer.
 * @param versions newest first, with the place of each on disk
 * @param withdrawn what the next version itself withdraws
 */
export async function carriedFiles({
  poolDir,
  versions,
  withdrawn,
  graceVersions,
}: {
  poolDir: string
  versions: readonly (RecordedVersion & { readonly path: string })[]
  withdrawn: readonly PlacedRpm[]
  graceVersions: number
}): Promise<CarriedFile[]> {
  if (graceVersions === 0) return []
  const rpms = [...withdrawn, ...versions.slice(0, graceVersions - 1).flatMap(v => v.withdrawn)]
  const carried = rpms.map(({ path, sha256 }) => ({ path, from: poolPath(poolDir, sha256) }))
  for (const version of versions.slice(0, graceVersions)) {
    for (const { directory } of version.repositories) {
      for (const path of await metadataOf(version.path, directory))
        carried.push({ path, from: join(version.path, path) })
    }
  }
  return carried
}

/** Paths of a repository's metadata files but repomd.xml; none when the version has been pruned. */
async function metadataOf(treePath: string, directory: string): Promise<string[]> {
  try {
    const { files } = await readRepomd(join(treePath, directory))
    return files.map(f => join(directory, f.location))
  } catch (error) {
    if (isAbsent(error)) return []
    throw error
  }
}
