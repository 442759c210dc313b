// The small files beside the repositories, for people and old scripts: pkglist, <branch>.csv, <branch>-update.json. Pure.

import { posix } from 'node:path'
import { compareCodeUnits } from '../lib/natural-order.ts'
import { isSourceRpm } from '../rpm/nevra.ts'
import { updateDirectoryOf } from './layout.ts'
import type { PooledRpm } from './pooled-rpm.ts'

export interface ListFile {
  /** Path from the top of the tree. */
  readonly path: string
  readonly text: string
}

/** What a tree lists: the packages of each repository directory. */
export interface ListedRepository {
  readonly directory: string
  readonly rpms: readonly PooledRpm[]
}

/** `pkglist` (one source package per line) and `<branch>.csv` (`package,rpm1 rpm2 …`, no head) of each update directory. */
export function packageLists(branch: string, repositories: readonly ListedRepository[]): ListFile[] {
  const byDirectory = new Map<string, PooledRpm[]>()
  for (const { directory, rpms } of repositories) {
    entry(byDirectory, updateDirectoryOf(directory), () => []).push(...rpms)
  }
  return [...byDirectory].flatMap(([directory, rpms]) => {
    const { pkglist, csv } = listTexts(rpms)
    return [
      { path: posix.join(directory, 'pkglist'), text: pkglist },
      { path: posix.join(directory, `${branch}.csv`), text: csv },
    ]
  })
}

/** Both lists of these packages: source packages once each, sorted, with the files of their binary packages. */
export function listTexts(rpms: readonly PooledRpm[]): { readonly pkglist: string; readonly csv: string } {
  const sources = new Map<string, Set<string>>()
  for (const rpm of rpms) {
    const files = entry(sources, rpm.sourceName, () => new Set())
    if (!isSourceRpm(rpm.nevra)) files.add(rpm.file)
  }
  const names = [...sources.keys()].sort(compareCodeUnits)
  const rows = names.map(name => `${name},${[...(sources.get(name) ?? [])].sort(compareCodeUnits).join(' ')}`)
  return { pkglist: lines(names), csv: lines(rows) }
}

/**
 * `<branch>-update.json` at the top and, for the families below it, in their folder: the update directories in test and
 * those published since. A directory below an update directory is written as `update_20261121|main`.
 */
export function updateIndexes(
  branch: string,
  directories: readonly { readonly directory: string; readonly published: boolean }[],
): ListFile[] {
  const indexes = new Map<string, Map<string, boolean>>([['.', new Map()]])
  for (const { directory, published } of directories) {
    const { folder, name } = indexEntry(updateDirectoryOf(directory))
    const index = entry(indexes, folder, () => new Map())
    index.set(name, (index.get(name) ?? true) && published)
  }
  return [...indexes].map(([folder, index]) => {
    const sorted = [...index].sort((a, b) => compareCodeUnits(a[0], b[0]))
    const named = (published: boolean) => sorted.filter(e => e[1] === published).map(e => ({ dir: e[0] }))
    const content = { update: named(false), history: named(true) }
    return { path: posix.join(folder, `${branch}-update.json`), text: `${JSON.stringify(content)}\n` }
  })
}

/** `EPOL/update_20261121/main` → folder `EPOL`, name `update_20261121|main`. */
function indexEntry(updateDirectory: string): { folder: string; name: string } {
  const segments = updateDirectory.split('/')
  const at = Math.max(
    0,
    segments.findIndex(s => s.startsWith('update')),
  )
  return { folder: segments.slice(0, at).join('/') || '.', name: segments.slice(at).join('|') }
}

function lines(all: readonly string[]): string {
  return all.map(l => `${l}\n`).join('')
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}
