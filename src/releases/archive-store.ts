// The only SQL over what is remembered of a release's archived update list.

import type { Db } from '../db/index.ts'
import type { ArchiveRecord, ArchiveState } from './archive-files.ts'

export async function readArchive(db: Db, release: string): Promise<ArchiveRecord | undefined> {
  const row = await db.selectFrom('releases.archive').selectAll().where('release', '=', release).executeTakeFirst()
  if (!row) return undefined
  const kept = row.kept as unknown as ArchiveState | null
  return { kept, digest: row.digest, problem: row.problem, triedAt: row.tried_at }
}

export async function saveArchive(
  db: Db,
  release: string,
  what: { kept: ArchiveState | null; digest: string | null },
): Promise<void> {
  const row = { kept: what.kept && JSON.stringify(what.kept), digest: what.digest, problem: null, tried_at: null }
  await db
    .insertInto('releases.archive')
    .values({ release, ...row })
    .onConflict(c => c.column('release').doUpdateSet(row))
    .execute()
}

export async function saveArchiveProblem(db: Db, release: string, problem: string, at: Date): Promise<void> {
  const row = { problem, tried_at: at }
  await db
    .insertInto('releases.archive')
    .values({ release, kept: null, digest: null, ...row })
    .onConflict(c => c.column('release').doUpdateSet(row))
    .execute()
}
