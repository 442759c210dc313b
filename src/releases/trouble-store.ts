// The only SQL over what keeps Slipway from reading or writing a release's issue.

import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import { announce } from '../flow/index.ts'
import { subjectOf } from './store.ts'

/** A system outside that does not do what was asked of it, and since when. */
export interface Trouble {
  readonly system: string
  readonly operation: string
  readonly message: string
  /** ISO 8601. */
  readonly since: string
}

export async function readTrouble(db: Db, release: string): Promise<Trouble | null> {
  const row = await db
    .selectFrom('releases.release')
    .select('trouble')
    .where('id', '=', release)
    .executeTakeFirstOrThrow()
  return row.trouble as unknown as Trouble | null
}

/** Notes what is wrong now; since when stays as first noted. */
export async function noteTrouble(db: Db, release: string, trouble: Trouble): Promise<void> {
  const known = await readTrouble(db, release)
  if (known?.operation === trouble.operation && known.message === trouble.message) return
  const now = { ...trouble, since: known?.since ?? trouble.since }
  await db
    .updateTable('releases.release')
    .set({ trouble: JSON.stringify(now) })
    .where('id', '=', release)
    .execute()
  await announce(db, subjectOf(release))
}

export async function forgetTrouble(db: Db, release: string): Promise<void> {
  const changed = await db
    .updateTable('releases.release')
    .set({ trouble: null })
    .where('id', '=', release)
    .where(sql<boolean>`trouble is not null`)
    .returning('id')
    .executeTakeFirst()
  if (changed) await announce(db, subjectOf(release))
}
