// What others ask about repository trees. Only what has been recorded, not what lies on disk.

import type { Db } from '../db/index.ts'
import type { PooledRpm } from './pooled-rpm.ts'
import { type ReleaseEntry, selectMembers, selectRecords, selectReleases, selectRpms } from './store.ts'
import type { DirectoryRecords } from './tree-state.ts'

/** The packages of a release in a tree with their paths there, sorted by path. */
export async function packagesOf(
  db: Db,
  tree: string,
  release: string,
): Promise<{ readonly path: string; readonly rpm: PooledRpm }[]> {
  return (await selectMembers(db, tree, release)).map(([path, rpm]) => ({ path, rpm }))
}

/** The advisory records of a release in a tree, by repository directory. */
export async function recordsOf(db: Db, tree: string, release: string): Promise<DirectoryRecords[]> {
  return selectRecords(db, tree, release)
}

/** The releases in a tree, the baseline among them, sorted. */
export async function releasesOf(db: Db, tree: string): Promise<ReleaseEntry[]> {
  return selectReleases(db, tree)
}

/** The RPMs of these sums that are in the pool, by sum. */
export async function pooledRpms(db: Db, sha256s: readonly string[]): Promise<ReadonlyMap<string, PooledRpm>> {
  return selectRpms(db, sha256s)
}
