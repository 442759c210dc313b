// Brings the database to the newest schema: forward only, under a lock, all in one transaction.

import { type Kysely, Migrator } from 'kysely'
import type { Db } from './index.ts'
import { migrations } from './migrations/index.ts'

/** Runs every migration not yet run and gives their names. Several processes may call it at once. */
export async function migrate(db: Db): Promise<readonly string[]> {
  const migrator = new Migrator({
    db: db as unknown as Kysely<unknown>,
    provider: { getMigrations: async () => ({ ...migrations }) },
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).filter(r => r.status === 'Success').map(r => r.migrationName)
}
