// The life of the embedded server: start, stop, restart, death of its parent, and who may use it meanwhile.

import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connectLocal, type OpenDatabase, openDatabase } from '../../src/db/open.ts'
import { findPostmaster } from '../../src/db/postgres/postmaster.ts'
import { takeServeLock } from '../../src/db/serve-lock.ts'
import { silentLog } from '../../src/lib/log.ts'
import { until } from '../kit/until.ts'

let dataDir: string
const opened: OpenDatabase[] = []
const children: ChildProcess[] = []

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'slipway-embedded-'))
  chmodSync(dataDir, 0o755)
})
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close()
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await until(async () => (await postmaster()) === undefined)
  rmSync(dataDir, { recursive: true, force: true })
})

const postmaster = () => findPostmaster(join(dataDir, 'postgres'))

async function open(how: typeof openDatabase, patienceMs?: number): Promise<OpenDatabase> {
  const database = await how({ dataDir, log: silentLog, ...(patienceMs === undefined ? {} : { patienceMs }) })
  opened.push(database)
  return database
}

async function close(database: OpenDatabase): Promise<void> {
  opened.splice(opened.indexOf(database), 1)
  await database.close()
}

/** A process that opens the database, takes the lock if it serves, writes a row a moment, and tells when it is up. */
function otherProcess(serves: boolean): ChildProcess {
  const source = (name: string) => new URL(`../../src/${name}`, import.meta.url).href
  const script = `
    import { openDatabase } from '${source('db/open.ts')}'
    import { takeServeLock } from '${source('db/serve-lock.ts')}'
    import { silentLog } from '${source('lib/log.ts')}'
    import { sql } from 'kysely'
    const { db, url } = await openDatabase({ dataDir: '${dataDir}', log: silentLog })
    if (${serves}) await takeServeLock(url, { pid: process.pid })
    await sql\`create table written (n int)\`.execute(db)
    for (let n = 1; ; n++) {
      await sql\`insert into written values (\${n})\`.execute(db)
      if (n === 5) process.send('up')
    }`
  const args = ['--import', 'tsx', '--input-type=module', '-e', script]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  children.push(child)
  return child
}

async function isUp(child: ChildProcess): Promise<void> {
  let up = false
  child.once('message', () => {
    up = true
  })
  await until(() => up)
}

describe('one process', () => {
  test('starts, stops and starts again: what was written is there, nothing else stays behind', async () => {
    const first = await open(openDatabase)
    expect(first.embedded).toBe(true)
    await sql`create table kept (id int primary key)`.execute(first.db)
    const socketDir = new URL(first.url).searchParams.get('host') ?? ''
    expect(statSync(socketDir).mode & 0o777).toBe(0o700)
    await close(first)
    expect(await postmaster()).toBeUndefined()
    expect(existsSync(socketDir)).toBe(false)
    expect(readdirSync(dataDir)).toEqual(['postgres'])

    const second = await open(openDatabase)
    expect((await sql`select * from kept`.execute(second.db)).rows).toEqual([])
    expect(new URL(second.url).searchParams.get('host')).toBe(socketDir)
  })

  test('listens to nothing but its socket, with a clock and sorting that do not depend on the machine', async () => {
    const { db } = await open(openDatabase)
    const { rows } =
      await sql`select current_setting('listen_addresses') as addresses, current_setting('timezone') as zone,
      current_setting('server_encoding') as encoding, current_setting('fsync') as fsync, datlocprovider as provider,
      datlocale as locale, current_user as me from pg_database where datname = current_database()`.execute(db)
    const expected = { addresses: '', zone: 'UTC', encoding: 'UTF8', fsync: 'on', provider: 'b', locale: 'C.UTF-8' }
    expect(rows).toEqual([{ ...expected, me: 'slipway' }])
  })

  test('removes what an initdb cut short has left', async () => {
    mkdirSync(join(dataDir, `postgres.init-${2 ** 22 - 1}`))
    await open(openDatabase)
    expect(readdirSync(dataDir)).toEqual(['postgres'])
  })

  test('works in a folder nobody else may enter', async () => {
    chmodSync(dataDir, 0o700)
    const { db } = await open(openDatabase)
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
    expect(statSync(join(dataDir, 'postgres')).uid).toBe(process.getuid?.())
  })
})

describe('several processes', () => {
  test('killed with -9 while it writes: the server goes too, and the next start finds every row', async () => {
    const child = otherProcess(true)
    await isUp(child)
    const orphan = await postmaster()
    expect(orphan?.launcher).toBe(child.pid)
    child.kill('SIGKILL')
    const next = await open(openDatabase)
    expect((await postmaster())?.pid).not.toBe(orphan?.pid)
    const { rows } = await sql<{ n: number; last: number }>`select count(*) as n, max(n) as last from written`.execute(
      next.db,
    )
    expect(rows[0]?.n).toBe(rows[0]?.last)
    expect(rows[0]?.n).toBeGreaterThanOrEqual(5)
  })

  test('an orphan that lingers is waited for and ended, never adopted', async () => {
    const child = otherProcess(true)
    await isUp(child)
    const orphan = await postmaster()
    if (!orphan) throw new Error('no server')
    process.kill(orphan.pid, 'SIGSTOP')
    child.kill('SIGKILL')
    await until(async () => (await postmaster())?.launcher === undefined)
    const opening = open(openDatabase, 4_000)
    await sleep(4_500)
    expect((await postmaster())?.pid).toBe(orphan.pid)
    process.kill(orphan.pid, 'SIGCONT')
    await opening
    expect((await postmaster())?.launcher).toBe(process.pid)
  })

  test('a server that died leaving a pid which another process has now does not hinder the start', async () => {
    await close(await open(openDatabase))
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
    writeFileSync(pidFile, `${process.pid}\n${join(dataDir, 'postgres')}\n1\n5432\n/tmp\n\n\nready\n`)
    await open(openDatabase)
    expect((await postmaster())?.launcher).toBe(process.pid)
  })

  test('a second serve is refused with the pid of the first, a local command uses its database', async () => {
    const child = otherProcess(true)
    await isUp(child)
    await expect(open(openDatabase)).rejects.toMatchObject({
      refusal: { code: 'already-serving', because: { en: expect.stringContaining(`pid ${child.pid}`) } },
    })
    const server = await postmaster()
    const local = await open(connectLocal)
    expect((await sql<{ n: number }>`select count(*) as n from written`.execute(local.db)).rows[0]?.n).toBeGreaterThan(
      0,
    )
    await close(local)
    expect(await postmaster()).toEqual(server)
  })

  test('a local command that runs alone is waited for, never ended', async () => {
    const command = otherProcess(false)
    await isUp(command)
    await expect(open(openDatabase, 300)).rejects.toMatchObject({ refusal: { code: 'database-busy' } })
    await expect(open(connectLocal, 300)).rejects.toThrow(`pid ${command.pid}`)
    expect((await postmaster())?.launcher).toBe(command.pid)
  })

  test('a local command starts the database for its own time', async () => {
    const local = await open(connectLocal)
    expect((await postmaster())?.launcher).toBe(process.pid)
    await close(local)
    expect(await postmaster()).toBeUndefined()
  })

  test('two that start on an empty folder at once: one has it, the other is told so', async () => {
    const results = await Promise.allSettled([open(connectLocal, 500), open(connectLocal, 500)])
    const failed = results.filter(r => r.status === 'rejected')
    expect(failed).toHaveLength(1)
    expect(failed[0]?.reason).toMatchObject({ refusal: { code: 'database-busy' } })
  })
})

test('the serve lock is free again when its holder lets go', async () => {
  const { url } = await open(openDatabase)
  const lock = await takeServeLock(url, { pid: 111 })
  const refused = takeServeLock(url, { pid: 222, patienceMs: 0 })
  await expect(refused).rejects.toMatchObject({ refusal: { because: { en: expect.stringContaining('pid 111') } } })
  const patient = takeServeLock(url, { pid: 333 })
  await lock.release()
  await (await patient).release()
})
