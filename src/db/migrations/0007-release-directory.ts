// Two releases of a branch never share a directory: test trees and archived lists are named by it.

import type { Kysely } from 'kysely'
import { sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create unique index release_by_directory on releases.release (branch, directory)`.execute(db)
}
