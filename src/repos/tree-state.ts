// What is in a tree, release by release. A tree is a function of its releases. Pure.

import { compareCodeUnits } from '../lib/natural-order.ts'
import type { UpdateRecord } from '../rpm/updateinfo.ts'
import { directoryOf, type PlacedRpm } from './layout.ts'
import type { PooledRpm } from './pooled-rpm.ts'

export interface ReleaseContent {
  /** Repository directories it needs, also where it has no package. */
  readonly directories: readonly string[]
  /** In a test tree: it has been published since. */
  readonly published: boolean
  /** By path from the top of the tree. */
  readonly rpms: ReadonlyMap<string, PooledRpm>
  /** Advisory records by repository directory. */
  readonly records: ReadonlyMap<string, readonly UpdateRecord[]>
}

export type TreeState = ReadonlyMap<string, ReleaseContent>

// Type aliases, not interfaces: they are stored as JSON.

export type DirectoryRecords = { readonly directory: string; readonly records: readonly UpdateRecord[] }

/** A release as a change gives it and an intent keeps it. */
export type WrittenRelease = {
  readonly directories: readonly string[]
  readonly published: boolean
  readonly rpms: readonly PlacedRpm[]
  readonly records: readonly DirectoryRecords[]
}

/** A release in the form it is stored in; equal content gives equal JSON. */
export function writeRelease(content: ReleaseContent): WrittenRelease {
  return {
    directories: content.directories,
    published: content.published,
    rpms: sortByKey(content.rpms).map(([path, { sha256 }]) => ({ path, sha256 })),
    records: sortByKey(content.records).map(([directory, records]) => ({ directory, records })),
  }
}

/** All repository directories, sorted. */
export function directoriesOf(state: TreeState): string[] {
  return [...new Set([...state.values()].flatMap(r => r.directories))].sort(compareCodeUnits)
}

/** The packages of every repository directory, sorted by file, each once. */
export function rpmsByDirectory(state: TreeState): ReadonlyMap<string, readonly PooledRpm[]> {
  const found = new Map(directoriesOf(state).map(d => [d, new Map<string, PooledRpm>()]))
  for (const { rpms } of state.values()) {
    for (const [path, rpm] of rpms) found.get(directoryOf(path) ?? '')?.set(rpm.file, rpm)
  }
  return new Map([...found].map(([directory, rpms]) => [directory, sortByKey(rpms).map(e => e[1])]))
}

/** Every package of a tree by its path. */
export function rpmsByPath(state: TreeState): ReadonlyMap<string, PooledRpm> {
  return new Map([...state.values()].flatMap(release => [...release.rpms]))
}

function sortByKey<T>(entries: ReadonlyMap<string, T>): [string, T][] {
  return [...entries].sort((a, b) => compareCodeUnits(a[0], b[0]))
}
