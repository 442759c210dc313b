// Starts and stops the embedded server on a data folder. Knows nothing of tables, and never adopts a running server.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, readdir, readFile, realpath, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import pg from 'pg'
import type { Log } from '../../lib/log.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { clusterName, dropStalePidFile, findPostmaster } from './postmaster.ts'
import { makeSocketFolder } from './socket-folder.ts'
import { aloneOn } from './start-lock.ts'
import { chooseLaunch, type Launch } from './unprivileged.ts'

export interface Server {
  readonly url: string
  stop(): Promise<void>
}

export interface ServerOptions {
  /** Holds `postgres/`, the server's own folder. */
  readonly dataDir: string
  readonly log: Log
  /** Server settings beside ours, e.g. `fsync: 'off'` for tests. */
  readonly settings?: Readonly<Record<string, string>>
  /** Called when the server ends without being told to. */
  readonly onLost?: () => void
}

const START_MS = 120_000
const STOP_MS = 20_000

/** Nothing of our own environment reaches the server. */
const environment = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8', TZ: 'UTC' }

/** Address of the database `slipway` behind a socket folder, readable by libpq, `pg` and DBOS alike. */
export function socketUrl(socketDir: string, database = 'slipway'): string {
  return `postgresql://slipway@localhost:5432/${database}?host=${encodeURIComponent(socketDir)}&sslmode=disable`
}

/** The server's own folder below a data directory, by its real path. */
export async function pgDataOf(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true })
  return join(await realpath(dataDir), 'postgres')
}

/**
 * Starts a server; creates its data folder and the database `slipway` at the first start. Undefined when one already
 * runs on the folder: whoever asked looks again at whose it is.
 */
export async function startServer(options: ServerOptions): Promise<Server | undefined> {
  const pgData = await pgDataOf(options.dataDir)
  return aloneOn(pgData, async () => ((await findPostmaster(pgData)) ? undefined : start(pgData, options)))
}

async function start(pgData: string, options: ServerOptions): Promise<Server> {
  const { dataDir, log } = options
  const binaries = await findBinaries()
  const launch = await chooseLaunch({ program: binaries.postgres, dataDir, pgData })
  await initialise(pgData, { binaries, launch, log })
  await dropStalePidFile(pgData)
  const socketDir = await makeSocketFolder(pgData, launch)
  const child = spawnServer([...launch.prefix, binaries.postgres, '-D', pgData, ...flags(socketDir, options.settings)])
  const tail = follow(child, log)
  try {
    await ready(child, { pgData, tail })
    await ensureDatabase(socketDir)
  } catch (error) {
    await stop(child, socketDir)
    throw error
  }
  child.once('exit', code => {
    if (stopping.has(child)) return
    log.error({ code, tail: tail.at(-1) }, 'the embedded database server ended by itself')
    options.onLost?.()
  })
  log.info({ server: child.pid, mode: launch.mode }, 'embedded database server started')
  return { url: socketUrl(socketDir), stop: () => stop(child, socketDir) }
}

/** Runs initdb into a folder of its own and renames it: a data folder is complete or not there. */
async function initialise(pgData: string, c: { binaries: Binaries; launch: Launch; log: Log }): Promise<void> {
  const parent = join(pgData, '..')
  const names = await readdir(parent)
  if (names.includes('postgres')) return
  for (const left of names.filter(n => n.startsWith('postgres.init-') && !isAlive(Number(n.slice(14))))) {
    await rm(join(parent, left), { recursive: true, force: true })
  }
  const fresh = `${pgData}.init-${process.pid}`
  await mkdir(fresh, { mode: 0o700 })
  await chown(fresh, c.launch.uid, c.launch.gid)
  const [program = '', ...args] = [...c.launch.prefix, c.binaries.initdb, '-D', fresh, '-U', 'slipway', '--auth=trust']
  const encoding = ['-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--no-instructions']
  try {
    await execa(program, [...args, ...encoding], { env: environment, extendEnv: false, cwd: '/', timeout: START_MS })
    await rename(fresh, pgData)
    c.log.info({ pgData }, 'created the embedded database')
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function flags(socketDir: string, extra: ServerOptions['settings']): readonly string[] {
  const settings = {
    cluster_name: clusterName(process.pid),
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    ...extra,
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** In a group of its own, so that Ctrl-C in a terminal reaches us first and the database last. */
function spawnServer(command: readonly string[]): ChildProcess {
  const [program = '', ...args] = command
  return spawn(program, args, { cwd: '/', env: environment, detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
}

/** Passes the server's messages on and keeps the last of them, to say why a start failed. */
function follow(child: ChildProcess, log: Log): string[] {
  const tail: string[] = []
  child.on('error', error => tail.push(error.message))
  if (!child.stderr) return tail
  createInterface({ input: child.stderr }).on('line', line => {
    if (tail.push(line) > 20) tail.shift()
    if (/\b(FATAL|PANIC|WARNING|ERROR):/.test(line)) log.warn({ line }, 'embedded database server')
    else log.debug({ line }, 'embedded database server')
  })
  return tail
}

/** The server writes its state into line 8 of its pid file: nothing connects before it says ready. */
async function ready(child: ChildProcess, c: { pgData: string; tail: readonly string[] }): Promise<void> {
  for (const until = performance.now() + START_MS; performance.now() < until; await sleep(20)) {
    if (hasEnded(child)) break
    const lines = await readFile(join(c.pgData, 'postmaster.pid'), 'utf8').then(
      text => text.split('\n'),
      () => [],
    )
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return
  }
  throw new Error(`the embedded database server did not start: ${c.tail.join('\n')}`)
}

/** Makes our database at the first start. */
async function ensureDatabase(socketDir: string): Promise<void> {
  const client = new pg.Client({ connectionString: socketUrl(socketDir, 'postgres') })
  await client.connect()
  try {
    const found = await client.query(`select 1 from pg_database where datname = 'slipway'`)
    if (found.rowCount === 0) await client.query('create database slipway')
  } finally {
    await client.end()
  }
}

const stopping = new WeakSet<ChildProcess>()

async function stop(child: ChildProcess, socketDir: string): Promise<void> {
  stopping.add(child)
  if (!hasEnded(child)) {
    const ended = once(child, 'exit')
    child.kill('SIGINT')
    const late = setTimeout(() => child.kill('SIGQUIT'), STOP_MS)
    await ended
    clearTimeout(late)
  }
  await rm(socketDir, { recursive: true, force: true })
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null
}
