// The real program as a process of its own: started in the background, recorded beside its data, and stopped only after
// its start time shows that the recorded pid is still that process.

import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { programEnvironment } from './environment.ts'

export interface ServerRecord {
  readonly pid: number
  /** Clock ticks after boot at which the process began (field 22 of /proc/PID/stat): tells reused pids apart. */
  readonly startTime: string
  readonly url: string
}

const recordFile = (data: string) => join(data, 'demo-server.json')
export const serverLog = (data: string) => join(data, 'server.log')

/** The record of a data directory if its server is still running. */
export async function runningServer(data: string): Promise<ServerRecord | undefined> {
  const record = await readRecord(data)
  return record && (await startTimeOf(record.pid)) === record.startTime ? record : undefined
}

async function readRecord(data: string): Promise<ServerRecord | undefined> {
  try {
    return JSON.parse(await readFile(recordFile(data), 'utf8')) as ServerRecord
  } catch {
    return undefined
  }
}

async function startTimeOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name in parentheses may hold spaces; a zombie has ended.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return state === 'Z' ? undefined : fields[18]
}

export interface ServerStart {
  /** Program and its first arguments, e.g. `['node', 'dist/cli/main.js']`. */
  readonly command: readonly string[]
  readonly data: string
  readonly config: string
  readonly port: number
}

/** Starts the server in the background and records it. It may not answer yet when this returns. */
export async function startServer(start: ServerStart): Promise<ServerRecord> {
  const [program = '', ...args] = start.command
  const log = openSync(serverLog(start.data), 'a')
  const child = spawn(
    program,
    [...args, 'serve', '--data', start.data, '--port', String(start.port), '--config', start.config],
    { detached: true, stdio: ['ignore', log, log], env: programEnvironment() },
  )
  closeSync(log)
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('spawn', resolve)
  })
  child.unref()
  const { pid } = child
  const startTime = pid === undefined ? undefined : await startTimeOf(pid)
  if (pid === undefined || startTime === undefined) throw new Error(await endedEarly(start.data))
  const record = { pid, startTime, url: `http://127.0.0.1:${start.port}` }
  await writeFile(recordFile(start.data), `${JSON.stringify(record)}\n`)
  return record
}

/** Waits until the server says it is ready; tells the end of its log when it ends instead. */
export async function waitUntilReady(record: ServerRecord, data: string, deadlineMs = 60_000): Promise<void> {
  for (const until = Date.now() + deadlineMs; ; await sleep(100)) {
    const ready = await fetch(`${record.url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
    if (ready?.ok) return
    if (!(await runningServer(data))) throw new Error(await endedEarly(data))
    if (Date.now() > until)
      throw new Error(`the server is not ready after ${deadlineMs / 1000} s; see ${serverLog(data)}`)
  }
}

async function endedEarly(data: string): Promise<string> {
  const log = await readFile(serverLog(data), 'utf8').catch(() => '')
  return `the server ended; its last words:\n${log.trimEnd().split('\n').slice(-12).join('\n')}`
}

/** Asks the recorded server to end and waits for it. False when none was running. */
export async function stopServer(data: string, patienceMs = 30_000): Promise<boolean> {
  const record = await runningServer(data)
  if (record) process.kill(record.pid, 'SIGTERM')
  for (const until = Date.now() + patienceMs; record && (await runningServer(data)); await sleep(50)) {
    if (Date.now() > until) throw new Error(`the server (pid ${record.pid}) did not end within ${patienceMs / 1000} s`)
  }
  await rm(recordFile(data), { force: true })
  return record !== undefined
}

/** Whether nobody listens on a port of this machine. */
export async function portIsFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const port = await listenOnce(0)
  if (port === undefined) throw new Error('there is no free port')
  return port
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })
}
