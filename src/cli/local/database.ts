// The database of a data directory for the time of one verb: that of the server running there, else started and stopped.

import { resolve } from 'node:path'
import type { Db } from '../../db/index.ts'
import { migrate } from '../../db/migrate.ts'
import { connectLocal } from '../../db/open.ts'
import { RefusedError } from '../../lib/errors.ts'
import { createLog } from '../../lib/log.ts'
import type { Text } from '../../lib/text.ts'
import { ExitError, exitCodes } from '../exit.ts'
import type { Session } from '../session.ts'
import type { Environment } from '../terminal.ts'
import { texts } from '../texts.ts'

export interface DataOptions {
  readonly data?: string
}

/** Absolute, since the database server has a working directory of its own. */
export function dataDirOf(env: Environment, options: DataOptions): string {
  return resolve(options.data ?? (env.SLIPWAY_DATA || './data'))
}

export async function withDatabase<T>(
  { env }: Session,
  options: DataOptions,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const dataDir = dataDirOf(env, options)
  const log = createLog(env.SLIPWAY_LOG_LEVEL || 'error')
  const database = await connectLocal({ dataDir, databaseUrl: env.DATABASE_URL || undefined, log }).catch(error => {
    const said = databaseFailure(error)
    throw said ? new ExitError(exitCodes.failed, said) : error
  })
  try {
    await migrate(database.db)
    return await work(database.db)
  } finally {
    await database.close()
  }
}

/** Not reached, not let in, or no such database: what a person can mend. */
export function databaseFailure(error: unknown): Text | undefined {
  if (error instanceof RefusedError) return undefined
  const { code, message } = error as NodeJS.ErrnoException
  const isKnown = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|28...|3D000)$/.test(String(code))
  return isKnown ? texts.databaseDown(message || String(code)) : undefined
}
