// Looks at the server that may be running on a data folder. Never trusts a pid alone: numbers are used again.

import { readFile, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../lib/log.ts'
import { readArguments, readProcess } from '../../lib/processes.ts'

export interface Postmaster {
  readonly pid: number
  readonly socketDir: string
  /** The living process that started it; undefined for an orphan. */
  readonly launcher: number | undefined
}

/** The name by which a server tells who started it. */
export function clusterName(launcherPid: number): string {
  return `slipway-${launcherPid}`
}

/** The server on this data folder, verified by its command line; undefined when there is none. */
export async function findPostmaster(pgData: string): Promise<Postmaster | undefined> {
  const file = await readFile(join(pgData, 'postmaster.pid'), 'utf8').catch(() => undefined)
  const lines = file?.split('\n') ?? []
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  const args = readArguments(pid)
  if (args?.[args.indexOf('-D') + 1] !== (await realpath(pgData))) return undefined
  const launcher = Number(
    args
      .find(a => a.startsWith('cluster_name='))
      ?.split('-')
      .at(-1),
  )
  return { pid, socketDir: lines[4] ?? '', launcher: readProcess(pid)?.parent === launcher ? launcher : undefined }
}

/** Waits for an orphan to go by itself (its parent's death tells it to), then tells it once more. */
export async function waitUntilGone(pgData: string, options: { log: Log; patienceMs?: number }): Promise<void> {
  const patienceMs = options.patienceMs ?? 30_000
  if (await goneWithin(pgData, patienceMs)) return
  const orphan = await findPostmaster(pgData)
  if (!orphan) return
  options.log.warn({ pid: orphan.pid }, 'ending a database server left behind by a killed process')
  process.kill(orphan.pid, 'SIGINT')
  if (!(await goneWithin(pgData, patienceMs)))
    throw new Error(`the orphaned database server ${orphan.pid} does not end`)
}

async function goneWithin(pgData: string, patienceMs: number): Promise<boolean> {
  for (const until = performance.now() + patienceMs; performance.now() < until; await sleep(50)) {
    if (!(await findPostmaster(pgData))) return true
  }
  return false
}

/**
 * Removes the pid file of a dead server whose number now belongs to another process: postgres would refuse to start.
 * A number nobody has is left to postgres, which also looks for what may still use the shared memory.
 */
export async function dropStalePidFile(pgData: string): Promise<void> {
  const path = join(pgData, 'postmaster.pid')
  const recorded = Number((await readFile(path, 'utf8').catch(() => '')).split('\n')[0])
  const isTaken = recorded > 0 && readProcess(recorded) !== undefined
  if (isTaken && !(await findPostmaster(pgData))) await rm(path, { force: true })
}
