// Process groups of ours, on record while they run: a new server ends what a killed one left, and nothing else.

import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from './log.ts'
import { bootId, groupMembers, listProcesses, readEnvironment, readProcess } from './processes.ts'

interface GroupRecord {
  readonly program: string
  readonly boot: string
  /** Leader and number of the group; not known yet when we died in the moment of its start. */
  readonly leader?: { readonly pid: number; readonly startTime: number }
  /** Stands in the environment of every member, to know the group by when its leader is gone or unknown. */
  readonly mark: string
  readonly server: { readonly pid: number; readonly startTime: number }
}

const MARK = 'SLIPWAY_GROUP'

/** A variable for a child's environment that its own children inherit. */
export function newMark(): { readonly name: string; readonly value: string } {
  return { name: MARK, value: randomUUID() }
}

export interface RecordedGroup {
  started(pid: number): void
  ended(): void
}

/** Notes a group before it is started, and its leader at once after that: we may die at any moment. */
export function recordGroup(recordDir: string, group: { program: string; mark: string }): RecordedGroup {
  const path = join(recordDir, `${group.mark}.json`)
  const server = { pid: process.pid, startTime: startTimeOf(process.pid) }
  const write = (record: GroupRecord) => writeFileSync(path, JSON.stringify(record))
  const record: GroupRecord = { ...group, boot: bootId(), server }
  write(record)
  return {
    started: pid => write({ ...record, leader: { pid, startTime: startTimeOf(pid) } }),
    ended: () => rmSync(path, { force: true }),
  }
}

function startTimeOf(pid: number): number {
  return readProcess(pid)?.startTime ?? 0
}

/** Sends a signal to all of a group; false when nobody is left in it whom we may signal. */
export function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-group, signal)
  } catch (error) {
    if (['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

/** Ends the groups whose server is dead, and waits until they are gone. Returns how many there were. */
export async function endOrphans(options: { recordDir: string; log: Log }): Promise<number> {
  const { recordDir, log } = options
  mkdirSync(recordDir, { recursive: true })
  let ended = 0
  for (const name of readdirSync(recordDir).filter(n => n.endsWith('.json'))) {
    const path = join(recordDir, name)
    const record = readRecord(path)
    if (record && isRunning(record.server, record.boot)) continue
    const group = record && groupOf(record)
    if (group !== undefined) {
      log.warn({ program: record?.program, group }, 'ending a process group left behind by a killed server')
      signalGroup(group, 'SIGKILL')
      ended++
      if (!(await goneWithin(group, 10_000))) {
        log.error({ program: record?.program, group }, 'a process group does not end')
        continue
      }
    }
    rmSync(path, { force: true })
  }
  return ended
}

/** A record cut short by a crash names nothing that could be ended safely. */
function readRecord(path: string): GroupRecord | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function isRunning(named: { pid: number; startTime: number }, boot: string): boolean {
  const found = boot === bootId() ? readProcess(named.pid) : undefined
  return found?.startTime === named.startTime && found.state !== 'Z'
}

/**
 * The number of the recorded group, if it still means that group. With another leader it does not: a number is free
 * for a new process only after the whole group has ended. With no leader, a member that carries the mark proves it.
 */
function groupOf(record: GroupRecord): number | undefined {
  if (record.boot !== bootId()) return undefined
  const { leader } = record
  const found = leader && readProcess(leader.pid)
  if (found) return found.startTime === leader.startTime ? leader.pid : undefined
  const candidates = leader ? groupMembers(leader.pid) : listProcesses()
  return candidates.find(p => readEnvironment(p.pid).includes(`${MARK}=${record.mark}`))?.group
}

async function goneWithin(group: number, patienceMs: number): Promise<boolean> {
  for (const until = performance.now() + patienceMs; groupMembers(group).length > 0; await sleep(20)) {
    if (performance.now() > until) return false
  }
  return true
}
