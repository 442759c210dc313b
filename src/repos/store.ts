// The tables of schema `repos`: the only SQL of the room.

import { sql } from 'kysely'
import type { Db, RpmRow, VersionRow } from '../db/index.ts'
import type { Json } from '../lib/json.ts'
import type { PlacedRpm } from './layout.ts'
import type { PooledRpm } from './pooled-rpm.ts'
import type { DirectoryRecords, ReleaseContent, TreeState } from './tree-state.ts'
import type { PublishedRepository } from './wanted-tree.ts'

/** The newest version of a tree that has been recorded; number 0 and revision 0 before the first one. */
export interface RecordedVersion {
  readonly number: number
  readonly revision: number
  readonly repositories: readonly PublishedRepository[]
  /** The RPMs that this version no longer offers. */
  readonly withdrawn: readonly PlacedRpm[]
}

/** Rows per insert: PostgreSQL takes 65,535 parameters. */
const CHUNK = 4000

export async function insertRpms(db: Db, rpms: readonly PooledRpm[]): Promise<void> {
  const rows = new Map(rpms.map(r => [r.sha256, rpmRow(r)]))
  // In one order, so that two pools filled at once never wait for each other.
  const sorted = [...rows.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
  for (const chunk of chunks(sorted)) {
    await db
      .insertInto('repos.rpm')
      .values(chunk)
      .onConflict(c => c.column('sha256').doUpdateSet(eb => ({ source_name: eb.ref('excluded.source_name') })))
      .execute()
  }
}

/** The RPMs of these sums that are in the pool. */
export async function selectRpms(db: Db, sha256s: readonly string[]): Promise<Map<string, PooledRpm>> {
  if (sha256s.length === 0) return new Map()
  const rows = await db
    .selectFrom('repos.rpm')
    .selectAll()
    .where('sha256', '=', sql<string>`any(${[...new Set(sha256s)]}::text[])`)
    .execute()
  return new Map(rows.map(row => [row.sha256, pooledRpm(row)]))
}

export async function selectTree(db: Db, tree: string): Promise<TreeState> {
  const releases = await db.selectFrom('repos.tree_release').selectAll().where('tree', '=', tree).execute()
  const members = await db
    .selectFrom('repos.member as m')
    .innerJoin('repos.rpm as r', 'r.sha256', 'm.sha256')
    .selectAll('r')
    .select(['m.release as member_of', 'm.path'])
    .where('m.tree', '=', tree)
    .execute()
  const records = await db.selectFrom('repos.member_record').selectAll().where('tree', '=', tree).execute()
  const state = new Map(
    releases
      .sort((a, b) => (a.release < b.release ? -1 : 1))
      .map(({ release, directories, published }) => {
        const rpms = new Map<string, PooledRpm>()
        return [release, { directories, published, rpms, records: new Map<string, DirectoryRecords['records']>() }]
      }),
  )
  for (const row of members) state.get(row.member_of)?.rpms.set(row.path, pooledRpm(row))
  for (const { release, directory, records: list } of records) {
    state.get(release)?.records.set(directory, list as unknown as DirectoryRecords['records'])
  }
  return state
}

/** Replaces one release of a tree; undefined takes it out. */
export async function writeMember(
  db: Db,
  tree: string,
  release: string,
  content: ReleaseContent | undefined,
): Promise<void> {
  await db.deleteFrom('repos.tree_release').where('tree', '=', tree).where('release', '=', release).execute()
  if (!content) return
  const { directories, published } = content
  await db
    .insertInto('repos.tree_release')
    .values({ tree, release, directories: [...directories], published })
    .execute()
  for (const rows of chunks([...content.rpms].map(([path, { sha256 }]) => ({ tree, release, path, sha256 })))) {
    await db.insertInto('repos.member').values(rows).execute()
  }
  const records = [...content.records].map(([directory, list]) => ({
    tree,
    release,
    directory,
    records: JSON.stringify(list),
  }))
  if (records.length > 0) await db.insertInto('repos.member_record').values(records).execute()
}

export interface NewVersion extends RecordedVersion {
  readonly tree: string
  /** Of the intent that made it: the same change is recorded once. */
  readonly changeKey: string
  readonly run: string
  readonly createdAt: Date
}

export async function insertVersion(db: Db, v: NewVersion): Promise<void> {
  await db
    .insertInto('repos.version')
    .values({
      tree: v.tree,
      number: v.number,
      revision: v.revision,
      change_key: v.changeKey,
      run: v.run,
      created_at: v.createdAt,
      repositories: JSON.stringify(v.repositories),
      withdrawn: JSON.stringify(v.withdrawn),
    })
    .execute()
}

/** The newest versions of a tree, newest first. */
export async function selectVersions(db: Db, tree: string, limit: number): Promise<RecordedVersion[]> {
  const rows = await db
    .selectFrom('repos.version')
    .selectAll()
    .where('tree', '=', tree)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
  return rows.map(recordedVersion)
}

/** The version that the intent of this key made. */
export async function selectVersionByKey(
  db: Db,
  tree: string,
  changeKey: string,
): Promise<RecordedVersion | undefined> {
  const row = await db
    .selectFrom('repos.version')
    .selectAll()
    .where('tree', '=', tree)
    .where('change_key', '=', changeKey)
    .executeTakeFirst()
  return row && recordedVersion(row)
}

/** The packages that a release has in a tree, by path. */
export async function selectMembers(db: Db, tree: string, release: string): Promise<[string, PooledRpm][]> {
  const rows = await db
    .selectFrom('repos.member as m')
    .innerJoin('repos.rpm as r', 'r.sha256', 'm.sha256')
    .selectAll('r')
    .select('m.path')
    .where('m.tree', '=', tree)
    .where('m.release', '=', release)
    .orderBy(sql`m.path collate "C"`)
    .execute()
  return rows.map(row => [row.path, pooledRpm(row)])
}

/** A release in a tree, without its packages. */
export interface ReleaseEntry {
  readonly release: string
  readonly directories: readonly string[]
  readonly published: boolean
}

export async function selectReleases(db: Db, tree: string): Promise<ReleaseEntry[]> {
  return db
    .selectFrom('repos.tree_release')
    .select(['release', 'directories', 'published'])
    .where('tree', '=', tree)
    .orderBy(sql`release collate "C"`)
    .execute()
}

export async function selectRecords(db: Db, tree: string, release: string): Promise<DirectoryRecords[]> {
  const rows = await db
    .selectFrom('repos.member_record')
    .select(['directory', 'records'])
    .where('tree', '=', tree)
    .where('release', '=', release)
    .orderBy(sql`directory collate "C"`)
    .execute()
  return rows.map(r => ({ directory: r.directory, records: r.records as unknown as DirectoryRecords['records'] }))
}

/** Runs `work` in one transaction. */
export async function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction().execute(work)
}

function rpmRow(r: PooledRpm): RpmRow {
  const { sha256, file, sourceRpm: source_rpm, sourceName: source_name } = r
  return { sha256, file, ...r.nevra, source_rpm, source_name, size_bytes: r.sizeBytes, build_time: r.buildTime }
}

function pooledRpm(row: RpmRow): PooledRpm {
  const { name, epoch, version, release, arch } = row
  return {
    sha256: row.sha256,
    file: row.file,
    nevra: { name, epoch, version, release, arch },
    sourceRpm: row.source_rpm,
    sourceName: row.source_name,
    sizeBytes: row.size_bytes,
    buildTime: row.build_time,
  }
}

function recordedVersion(
  row: { [K in 'number' | 'revision']: VersionRow[K] } & { repositories: Json; withdrawn: Json },
) {
  return {
    number: row.number,
    revision: row.revision,
    repositories: row.repositories as unknown as PublishedRepository[],
    withdrawn: row.withdrawn as unknown as PlacedRpm[],
  }
}

function* chunks<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += CHUNK) yield all.slice(at, at + CHUNK)
}
