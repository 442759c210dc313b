// The SQL over releases as plans: which weeks have one, and taking up a deleted one again.

import type { Db, Tx } from '../db/index.ts'
import { announce } from '../flow/index.ts'
import type { ReleaseNames } from './naming.ts'
import { subjectOf } from './store.ts'

/** Dates from one on that have a weekly release of the branch, one that was deleted included. */
export async function weeklyDates(db: Db, branch: string, since: string): Promise<string[]> {
  const rows = await db
    .selectFrom('releases.release')
    .select('date')
    .where('branch', '=', branch)
    .where('suffix', '=', '')
    .where('date', '>=', since)
    .execute()
  return rows.map(r => r.date)
}

/** Takes a deleted plan up again under these names; false when its directory has gone to another release. */
export async function reviveRelease(tx: Tx, names: ReleaseNames, at: Date): Promise<boolean> {
  const { id, freezeDate, directory } = names
  const others = tx
    .selectFrom('releases.release as other')
    .innerJoin('releases.release as own', 'own.branch', 'other.branch')
    .select('other.id')
    .where('own.id', '=', id)
    .where('other.id', '<>', id)
    .where('other.directory', '=', directory)
    .where('other.deleted_at', 'is', null)
  const revived = await tx
    .updateTable('releases.release')
    .set({
      freeze_date: freezeDate,
      directory,
      deleted_by: null,
      deleted_at: null,
      deleted_because: null,
      updated_at: at,
    })
    .where('id', '=', id)
    .where(eb => eb.not(eb.exists(others)))
    .returning('id')
    .executeTakeFirst()
  if (revived) await announce(tx, subjectOf(id))
  return revived !== undefined
}
