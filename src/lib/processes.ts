// Facts about processes, read from /proc. A pid alone names nothing: with its start time it names one process for ever.

import { readdirSync, readFileSync } from 'node:fs'

export interface ProcessFacts {
  readonly pid: number
  /** One letter as in proc(5): `Z` has ended and waits for its parent. */
  readonly state: string
  readonly parent: number
  readonly group: number
  /** Ticks between the start of the machine and that of the process (field 22 of stat). */
  readonly startTime: number
}

/** The process of this number, if there is one. */
export function readProcess(pid: number): ProcessFacts | undefined {
  const stat = readProc(`${pid}/stat`)
  if (stat === undefined) return undefined
  // The name in field 2 may hold spaces and brackets: count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return {
    pid,
    state: fields[0] ?? '',
    parent: Number(fields[1]),
    group: Number(fields[2]),
    startTime: Number(fields[19]),
  }
}

/** Every process that runs; those that have ended and wait for their parent are left out. */
export function listProcesses(): readonly ProcessFacts[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => readProcess(Number(name)) ?? [])
    .filter(p => p.state !== 'Z')
}

/** Every process of a group that still runs. */
export function groupMembers(group: number): readonly ProcessFacts[] {
  return listProcesses().filter(p => p.group === group)
}

/** The arguments a process was started with. */
export function readArguments(pid: number): readonly string[] | undefined {
  return readProc(`${pid}/cmdline`)?.split('\0').slice(0, -1)
}

/** The environment a process was started with, as `NAME=value`; nothing of a process we may not look into. */
export function readEnvironment(pid: number): readonly string[] {
  return readProc(`${pid}/environ`)?.split('\0') ?? []
}

/** Differs after each start of the machine: pids and start times are counted anew then. */
export function bootId(): string {
  return readProc('sys/kernel/random/boot_id')?.trim() ?? ''
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return undefined
  }
}
