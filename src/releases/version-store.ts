// The only SQL over the versions that were looked up for a release.

import type { Db, Tx } from '../db/index.ts'
import type { KeptVersion, VersionRow } from './version-facts.ts'

/** What is kept of a release, by package, family and architecture. */
export async function readVersions(db: Db, release: string): Promise<KeptVersion[]> {
  const rows = await db
    .selectFrom('releases.version_check')
    .selectAll()
    .where('release', '=', release)
    .orderBy('package')
    .orderBy('family')
    .orderBy('arch')
    .execute()
  return rows.map(row => ({
    package: row.package,
    family: row.family,
    arch: row.arch,
    spec: row.spec,
    built: row.built,
    verdict: row.verdict,
    detail: row.detail,
    revision: row.revision,
    at: row.looked_up_at,
  }))
}

/**
 * Puts what was found of some packages in place of what was kept of them. Whoever calls it holds the release.
 * @param found.began when the look began, ISO 8601, UTC: it takes its time, and what was kept since stays
 */
export async function keepVersions(
  tx: Tx,
  release: string,
  found: { readonly packages: readonly string[]; readonly rows: readonly VersionRow[]; readonly began: string },
  at: Date,
): Promise<void> {
  if (found.packages.length === 0) return
  const newer = await keptSince(tx, release, new Date(found.began))
  const packages = found.packages.filter(name => !newer.has(name))
  if (packages.length === 0) return
  await tx
    .deleteFrom('releases.version_check')
    .where('release', '=', release)
    .where('package', 'in', packages)
    .execute()
  const rows = found.rows.filter(row => packages.includes(row.package))
  if (rows.length === 0) return
  await tx
    .insertInto('releases.version_check')
    .values(rows.map(row => ({ release, ...row, looked_up_at: at })))
    .execute()
}

async function keptSince(tx: Tx, release: string, began: Date): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('releases.version_check')
    .select('package')
    .distinct()
    .where('release', '=', release)
    .where('looked_up_at', '>', began)
    .execute()
  return new Set(rows.map(row => row.package))
}
