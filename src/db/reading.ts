// Reads that belong together, as of one moment: between two queries of their own the world would go on.

import type { Kysely } from 'kysely'
import type { Tables } from './schema/index.ts'

/** Runs reads on one snapshot of the database; in a transaction already, on that. */
export async function atOneMoment<T>(db: Kysely<Tables>, read: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
  if (db.isTransaction) return await read(db)
  return await db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)
}
