// Opens the database: the one named by DATABASE_URL, else the embedded one, started here or used where a server runs.

import { setTimeout as sleep } from 'node:timers/promises'
import { RefusedError, refuse } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { checkServer, connect } from './connect.ts'
import type { Db } from './index.ts'
import { findPostmaster, type Postmaster, waitUntilGone } from './postgres/postmaster.ts'
import { pgDataOf, type Server, socketUrl, startServer } from './postgres/server.ts'
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
  return open({ ...options, certainAfterMs: 1_000 }, serving => {
    throw new RefusedError(refuse('already-serving', texts.alreadyServing(serving.pid)))
  })
}

/** For local commands: uses the database of a running serve, else starts it for the time of the command. */
export async function connectLocal(options: OpenOptions): Promise<OpenDatabase> {
  return open({ ...options, certainAfterMs: 0 }, serving => external(serving.url, { log: options.log, embedded: true }))
}

interface Serving {
  readonly pid: number
  readonly url: string
}

interface Certain extends OpenOptions {
  /** How long a serve must be seen until it is believed: one just killed holds its lock for some moments more. */
  readonly certainAfterMs: number
}

async function open(options: Certain, whenServed: (serving: Serving) => OpenDatabase): Promise<OpenDatabase> {
  if (options.databaseUrl) {
    await checkServer(options.databaseUrl)
    return external(options.databaseUrl, { log: options.log, embedded: false })
  }
  let server: Server | undefined
  while (!server) {
    const serving = await waitForServing(options)
    if (serving) return whenServed(serving)
    server = await startServer(options)
  }
  const { stop, url } = server
  const db = connect(url, options)
  const close = async () => {
    await db.destroy()
    await stop()
  }
  return { db, url, embedded: true, close }
}

function external(url: string, options: { log: Log; embedded: boolean }): OpenDatabase {
  const db = connect(url, options)
  return { db, url, embedded: options.embedded, close: () => db.destroy() }
}

/**
 * Returns the serve that runs on the data directory, or nothing as soon as no server runs there. In between: an
 * orphan is waited for and ended; a server whose launcher lives but does not serve (yet) is waited for and let be.
 */
async function waitForServing(options: Certain): Promise<Serving | undefined> {
  const pgData = await pgDataOf(options.dataDir)
  const until = performance.now() + (options.patienceMs ?? 30_000)
  let seenAt: number | undefined
  for (;;) {
    const found = await findPostmaster(pgData)
    if (!found) return undefined
    if (found.launcher === undefined) {
      await waitUntilGone(pgData, options)
      continue
    }
    const serving = await servingOn(found)
    if (serving) seenAt ??= performance.now()
    if (serving && performance.now() - (seenAt ?? 0) >= options.certainAfterMs) return serving
    if (!serving && performance.now() > until)
      throw new RefusedError(refuse('database-busy', texts.usedByCommand(found.launcher)))
    await sleep(100)
  }
}

async function servingOn(found: Postmaster): Promise<Serving | undefined> {
  const url = socketUrl(found.socketDir)
  const pid = await readServeLock(url).catch(() => undefined)
  return pid === undefined ? undefined : { pid, url }
}
