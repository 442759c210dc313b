// A database of its own for each test that asks, copied from the migrated template (about 70 ms).

import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { connect } from '../../src/db/connect.ts'
import type { Db } from '../../src/db/index.ts'
import { silentLog } from '../../src/lib/log.ts'

export interface TestDatabase {
  readonly db: Db
  /** For code that opens sessions of its own (DBOS, COPY, locks). */
  readonly url: string
  /** Ends our sessions and whatever else is connected, and removes the database. */
  drop(): Promise<void>
}

export async function testDatabase(): Promise<TestDatabase> {
  const template = inject('templateUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const url = withDatabase(template, name)
  const templateName = new URL(template).pathname.slice(1)
  await administer(template, `create database ${name} template ${templateName}`)
  const db = connect(url, { log: silentLog, max: 5 })
  const drop = async () => {
    await db.destroy()
    await administer(template, `drop database if exists ${name} with (force)`)
  }
  return { db, url, drop }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function administer(template: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(template, 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
