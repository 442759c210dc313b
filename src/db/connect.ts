// Turns an address into a Kysely handle: how values of the database become values of JavaScript is decided here.

import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { RefusedError, refuse } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import type { Db } from './index.ts'
import type { Tables } from './schema/index.ts'
import { texts } from './texts.ts'

const OLDEST_SERVER = 150_000

/** Opens a pool. Sessions are made when first needed: an address that does not answer fails at the first query. */
export function connect(url: string, options: { log: Log; max?: number }): Db {
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 10, types })
  pool.on('error', error => options.log.warn({ reason: error.message }, 'an idle database session was lost'))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/** Whether the database answers now. */
export async function answers(db: Db): Promise<boolean> {
  return await sql`select 1`.execute(db).then(
    () => true,
    () => false,
  )
}

/** Fails when nothing answers at the address, refuses a server older than PostgreSQL 15. */
export async function checkServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(`select current_setting('server_version_num')::int as number, version()`)
    if (rows[0].number < OLDEST_SERVER) {
      throw new RefusedError(refuse('postgres-too-old', texts.serverTooOld(rows[0].version)))
    }
  } finally {
    await client.end()
  }
}

const { INT8, DATE } = pg.types.builtins

/** int8 (also count) is a number, refused beyond 2^53; a date stays `YYYY-MM-DD`, for it has no time zone. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return parseInt8
    if (oid === DATE) return String
    return pg.types.getTypeParser(oid, format as 'text')
  }) as pg.CustomTypesConfig['getTypeParser'],
}

function parseInt8(value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new Error(`an int8 beyond the safe integers: ${value}`)
  return number
}
