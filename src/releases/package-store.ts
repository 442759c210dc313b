// The only SQL over the packages built for a release.

import type { Db } from '../db/index.ts'

export interface ReleasePackage {
  readonly sourcePackage: string
  readonly family: string
  /** Directory it stands in: x86_64, aarch64, … or `source`. */
  readonly arch: string
  readonly file: string
  readonly sha256: string
}

export async function readPackages(db: Db, release: string): Promise<ReleasePackage[]> {
  const rows = await db
    .selectFrom('releases.package')
    .selectAll()
    .where('release', '=', release)
    .orderBy('family')
    .orderBy('arch')
    .orderBy('file')
    .execute()
  return rows.map(r => ({
    sourcePackage: r.source_package,
    family: r.family,
    arch: r.arch,
    file: r.file,
    sha256: r.sha256,
  }))
}

/** Replaces the packages of a release in one transaction. */
export async function replacePackages(db: Db, release: string, packages: readonly ReleasePackage[]): Promise<void> {
  await db.transaction().execute(async tx => {
    await tx.deleteFrom('releases.package').where('release', '=', release).execute()
    if (packages.length === 0) return
    const rows = packages.map(p => ({
      release,
      source_package: p.sourcePackage,
      family: p.family,
      arch: p.arch,
      file: p.file,
      sha256: p.sha256,
    }))
    for (let i = 0; i < rows.length; i += 1000) {
      await tx
        .insertInto('releases.package')
        .values(rows.slice(i, i + 1000))
        .execute()
    }
  })
}
