// Everything a client can find in a published tree: to show that two versions offer the same.

import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { compareCodeUnits } from '../lib/natural-order.ts'
import { normalisedRepomd, staysInside } from '../rpm/repomd.ts'
import { openOwnRepository, readPackages, readRepomd, sha256OfFile } from './metadata-files.ts'

const REPOMD = /(^|\/)repodata\/repomd\.xml$/

export interface ReachableFile {
  /** Path from the top of the tree. */
  readonly path: string
  readonly sha256: string
}

/**
 * The files that the tree's repomd.xml files and package lists name, and the lists themselves, sorted by path; not
 * repomd.xml, whose times are those of its version.
 * Throws when a named file is missing.
 */
export async function reachableFiles(treePath: string): Promise<ReachableFile[]> {
  const paths = new Set<string>()
  for (const path of await filesBelow(treePath)) {
    if (/(^|\/)(pkglist|[^/]+\.(csv|json))$/.test(path)) paths.add(path)
    if (!REPOMD.test(path)) continue
    const repository = dirname(dirname(path))
    const repomd = await readRepomd(join(treePath, repository))
    for (const file of repomd.files) {
      paths.add(join(repository, file.location))
      if (file.type !== 'primary') continue
      for (const { location } of await readPackages(await openOwnRepository(join(treePath, repository)))) {
        if (!staysInside(location)) throw new Error(`a package lies outside of its repository: ${location}`)
        paths.add(join(repository, location))
      }
    }
  }
  const sorted = [...paths].sort(compareCodeUnits)
  const files: ReachableFile[] = []
  for (const path of sorted) files.push({ path, sha256: await sha256OfFile(join(treePath, path)) })
  return files
}

/** The normal form of every repomd.xml of a tree, by its path. */
export async function normalisedRepomds(treePath: string): Promise<ReadonlyMap<string, string>> {
  const paths = (await filesBelow(treePath)).filter(p => REPOMD.test(p)).sort(compareCodeUnits)
  const texts = new Map<string, string>()
  for (const path of paths) texts.set(path, normalisedRepomd(await readFile(join(treePath, path), 'utf8')))
  return texts
}

/** The highest revision of a tree's repositories; 0 when it has none. */
export async function highestRevision(treePath: string): Promise<number> {
  const revisions: number[] = [0]
  for (const path of await filesBelow(treePath)) {
    if (!REPOMD.test(path)) continue
    revisions.push(Number((await readRepomd(join(treePath, dirname(dirname(path))))).revision) || 0)
  }
  return Math.max(...revisions)
}

async function filesBelow(top: string): Promise<string[]> {
  const entries = await readdir(top, { withFileTypes: true, recursive: true })
  return entries.filter(e => e.isFile()).map(e => relative(top, join(e.parentPath, e.name)))
}
