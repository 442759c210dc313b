// One `slipway serve` per database: an advisory lock held by a session of its own, which tells who holds it.

import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { RefusedError, refuse } from '../lib/errors.ts'
import { texts } from './texts.ts'

// Advisory locks are known by number alone: 'slip' and 'way' in ASCII.
const LOCK = '1936483696, 7823737'

export interface ServeLock {
  release(): Promise<void>
}

export interface ServeLockOptions {
  readonly pid: number
  /** How long a holder that is just ending is waited for; default 2 s. */
  readonly patienceMs?: number
  /** Called when the session that holds the lock is lost: somebody else may serve now. */
  readonly onLost?: (error: Error) => void
}

/** Takes the lock until released or this process ends; refused with the holder's pid. */
export async function takeServeLock(url: string, options: ServeLockOptions): Promise<ServeLock> {
  const client = await session(url, `slipway serve ${options.pid}`)
  let released = false
  client.on('error', error => {
    if (!released) options.onLost?.(error)
  })
  const release = async () => {
    released = true
    await client.end()
  }
  for (const until = performance.now() + (options.patienceMs ?? 2_000); ; await sleep(100)) {
    const { rows } = await client.query(`select pg_try_advisory_lock(${LOCK}) as taken`)
    if (rows[0].taken) return { release }
    if (performance.now() < until) continue
    const pid = await holder(client)
    await release()
    throw new RefusedError(refuse('already-serving', texts.alreadyServing(pid)))
  }
}

/** The pid of the server that holds the lock; undefined when nobody does. Throws when the database does not answer. */
export async function readServeLock(url: string): Promise<number | undefined> {
  const client = await session(url, 'slipway')
  client.on('error', () => {})
  try {
    return await holder(client)
  } finally {
    await client.end()
  }
}

async function session(url: string, name: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: name, keepAlive: true })
  await client.connect()
  return client
}

async function holder(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query(`
    select a.application_name as name
    from pg_locks l join pg_stat_activity a on a.pid = l.pid
    where l.locktype = 'advisory' and l.granted and (l.classid, l.objid) = (${LOCK})
      and l.database = (select oid from pg_database where datname = current_database())`)
  const name: string | undefined = rows[0]?.name
  return name === undefined ? undefined : Number(name.split(' ').at(-1))
}
