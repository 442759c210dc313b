// What is known of the versions of a release, for every face. A door.

import type { Db } from '../db/index.ts'
import type { Release } from './model.ts'
import type { ReleasesPolicy } from './policy.ts'
import { loadRelease } from './store.ts'
import { readVersions } from './version-store.ts'
import { viewOfVersions } from './version-table.ts'
import type { VersionTable } from './version-view.ts'

interface Deps {
  readonly db: Db
  readonly policy: ReleasesPolicy
}

/** Undefined when there is no such release. */
export async function readVersionTable(deps: Deps, id: string): Promise<VersionTable | undefined> {
  const release = await loadRelease(deps.db, id)
  return release && (await versionsOf(deps, release))
}

export async function versionsOf({ db, policy }: Deps, release: Release): Promise<VersionTable> {
  const isConfigured = policy.forge.specs !== undefined
  return viewOfVersions(release, await readVersions(db, release.id), { isConfigured })
}
