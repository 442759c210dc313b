// Schema `repos`: first tables.

import type { Kysely } from 'kysely'
import { sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema repos`.execute(db)
}
