// Opens the database: the one named by DATABASE_URL, else the embedded one, started here or used where a server runs.

import { setTimeout as sleep } from 'node:timers/promises'
import { RefusedError, refuse } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { checkServer, connect } from './connect.ts'
import type { Db } from './index.ts'
import { findPostmaster, type Postmaster, waitUntilGone } from './postgres/postmaster.ts'
import { pgDataOf, socketUrl, startServer } from './postgres/server.ts'
import { readServeLock } from './serve-lock.ts'
import { texts } from './texts.ts'

export interface OpenDatabase {
  readonly db: Db
  /** For `pg`, for COPY and for DBOS. */
  readonly url: string
  readonly embedded: boolean
  /** Ends the sessions, and the embedded server if it was started here. */
  close(): Promise<void>
}

export interface OpenOptions {
  /** The embedded server lives in `<dataDir>/postgres`. */
  readonly dataDir: string
  readonly databaseUrl?: string | undefined
  readonly log: Log
  /** Called when the embedded server ends by itself. */
  readonly onLost?: () => void
  /** How long an orphaned or busy server is waited for; default 30 s. */
  readonly patienceMs?: number
}

/** For `slipway serve`: starts a server of its own; refused while another serve runs on the data directory. */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  return open(options, serving => {
    throw new RefusedError(refuse('already-serving', texts.alreadyServing(serving.pid)))
  })
}

/** For local commands: uses the database of a running serve, else starts it for the time of the command. */
export async function connectLocal(options: OpenOptions): Promise<OpenDatabase> {
  return open(options, serving => external(serving.url, { log: options.log, embedded: true }))
}

interface Serving {
  readonly pid: number
  readonly url: string
}

async function open(options: OpenOptions, whenServed: (serving: Serving) => OpenDatabase): Promise<OpenDatabase> {
  if (options.databaseUrl) {
    await checkServer(options.databaseUrl)
    return external(options.databaseUrl, { log: options.log, embedded: false })
  }
  const serving = await waitForServing(options)
  if (serving) return whenServed(serving)
  const server = await startServer(options)
  const db = connect(server.url, options)
  const close = async () => {
    await db.destroy()
    await server.stop()
  }
  return { db, url: server.url, embedded: true, close }
}

function external(url: string, options: { log: Log; embedded: boolean }): OpenDatabase {
  const db = connect(url, options)
  return { db, url, embedded: options.embedded, close: () => db.destroy() }
}

/**
 * Returns the serve that runs on the data directory, or nothing as soon as no server runs there. In between: an
 * orphan is waited for and ended; a server whose launcher lives but does not serve (yet) is waited for and let be.
 */
async function waitForServing(options: OpenOptions): Promise<Serving | undefined> {
  const pgData = await pgDataOf(options.dataDir)
  const until = Date.now() + (options.patienceMs ?? 30_000)
  for (;;) {
    const found = await findPostmaster(pgData)
    if (!found) return undefined
    if (found.launcher === undefined) {
      await waitUntilGone(pgData, options)
      continue
    }
    const serving = await servingOn(found)
    if (serving) return serving
    if (Date.now() > until) throw new RefusedError(refuse('database-busy', texts.usedByCommand(found.launcher)))
    await sleep(100)
  }
}

async function servingOn(found: Postmaster): Promise<Serving | undefined> {
  const url = socketUrl(found.socketDir)
  const pid = await readServeLock(url).catch(() => undefined)
  return pid === undefined ? undefined : { pid, url }
}
