// The only SQL over the packages built for releases, and over which release holds which.

import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import { rowsThatCount } from './model.ts'
import { itemOf } from './row-store.ts'
import { subjectOf } from './store.ts'

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

/** A release as the answers about packages name it. */
export interface HoldingRelease {
  readonly id: string
  readonly branch: string
  readonly date: string
  readonly directory: string
  readonly stage: string
  readonly withdrawn: boolean
}

/** Releases that hold a source package, newest first, behind a date and id. */
export async function releasesHolding(
  db: Db,
  sourcePackage: string,
  page: { after?: { date: string; id: string } | undefined; limit: number },
): Promise<HoldingRelease[]> {
  let query = holding(db)
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('releases.package as p')
          .select('p.release')
          .whereRef('p.release', '=', 'r.id')
          .where('p.source_package', '=', sourcePackage),
      ),
    )
    .orderBy('r.date', 'desc')
    .orderBy('r.id', 'desc')
    .limit(page.limit)
  if (page.after) query = query.where(sql<boolean>`(r.date, r.id) < (${page.after.date}, ${page.after.id})`)
  return await query.execute()
}

/** Releases whose directory is this, by id, behind an id. */
export async function releasesTagged(
  db: Db,
  directory: string,
  page: { after?: string | undefined; limit: number },
): Promise<HoldingRelease[]> {
  let query = holding(db).where('r.directory', '=', directory).orderBy('r.id').limit(page.limit)
  if (page.after !== undefined) query = query.where('r.id', '>', page.after)
  return await query.execute()
}

export async function holdingRelease(db: Db, id: string): Promise<HoldingRelease | undefined> {
  return await holding(db).where('r.id', '=', id).executeTakeFirst()
}

function holding(db: Db) {
  return db
    .selectFrom('releases.release as r')
    .select(['r.id', 'r.branch', 'r.date', 'r.directory', 'r.stage', 'r.withdrawn'])
}

/** Names of the source packages of a release, sorted, behind a name. */
export async function sourcePackagesOf(
  db: Db,
  release: string,
  page: { after?: string | undefined; limit: number },
): Promise<string[]> {
  const name = sql<string>`source_package collate "C"`
  let query = db
    .selectFrom('releases.package')
    .select('source_package')
    .distinct()
    .select(name.as('sorted'))
    .where('release', '=', release)
    .orderBy('sorted')
    .limit(page.limit)
  if (page.after !== undefined) query = query.where(sql<boolean>`${name} > ${page.after}`)
  return (await query.execute()).map(row => row.source_package)
}

/** The packages of a release that came of these source packages. */
export async function packagesFrom(
  db: Db,
  release: string,
  sourcePackages: readonly string[],
): Promise<ReleasePackage[]> {
  const names = new Set(sourcePackages)
  return (await readPackages(db, release)).filter(p => names.has(p.sourcePackage))
}

/** Rows that brought these source packages into a release. */
export async function rowsFor(
  db: Db,
  release: string,
  sourcePackages: readonly string[],
): Promise<{ sourcePackage: string; kind: 'cve' | 'bugfix' | 'requires'; issue: string; cve: string | null }[]> {
  if (sourcePackages.length === 0) return []
  const rows = await db
    .selectFrom('releases.item')
    .selectAll()
    .where('release', '=', release)
    .where('repository', 'in', [...sourcePackages])
    .where('deleted_at', 'is', null)
    .orderBy('kind')
    .orderBy('cve')
    .orderBy('issue')
    .execute()
  return rowsThatCount(rows.map(itemOf)).flatMap(({ repository: sourcePackage, kind, issue, cve }) =>
    kind === 'test' ? [] : [{ sourcePackage, kind, issue, cve }],
  )
}

/** When the packages of a release last came out, and when they were last taken back after that. */
export async function publicationOf(
  db: Db,
  release: string,
): Promise<{ publishedAt: Date | null; withdrawnAt: Date | null }> {
  const runs = (plan: string) =>
    db
      .selectFrom('flow.run')
      .select(['id', 'ended_at'])
      .where('subject', '=', subjectOf(release))
      .where('plan', '=', plan)
      .orderBy('seq', 'desc')
  const published = await runs('publish').where('state', 'in', ['done', 'undone']).executeTakeFirst()
  if (!published) return { publishedAt: null, withdrawnAt: null }
  const undone = await runs('undo')
    .where('state', '=', 'done')
    .where(sql<boolean>`${published.id} = any(targets)`)
    .executeTakeFirst()
  return { publishedAt: published.ended_at, withdrawnAt: undone?.ended_at ?? null }
}
