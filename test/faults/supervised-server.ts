// A server of ours as a process that is frozen, killed and started again on the same data and port.

import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { configFile } from '../../demo/prepare.ts'
import {
  portIsFree,
  runningServer,
  type ServerRecord,
  startServer,
  stopServer,
  waitUntilReady,
} from '../../demo/server.ts'
import { readArguments, readProcess } from '../../src/lib/processes.ts'
import { until } from '../kit/until.ts'

/** The program from its sources, run from the top of the repository. */
export const serverCommand: readonly string[] = ['node', '--import', 'tsx', 'src/cli/main.ts']

export interface SupervisedServer {
  readonly data: string
  readonly url: string
  start(): Promise<void>
  /** Stops the clock of the server: until thawed or killed it does nothing more. */
  freeze(): Promise<void>
  thaw(): void
  /** SIGKILL; returns when the process is gone, at once when it is gone already. */
  kill(): Promise<void>
  stop(): Promise<void>
  /** The programs of these names that the server runs now, as its own children. */
  programs(names: readonly string[]): readonly RunningProgram[]
}

export interface RunningProgram {
  readonly name: string
  readonly pid: number
  /** With the pid it names this process and no later one. */
  readonly startTime: number
}

export function superviseServer({ data, port }: { data: string; port: number }): SupervisedServer {
  let record: ServerRecord | undefined
  const pid = (): number => {
    if (!record) throw new Error('the server was not started')
    return record.pid
  }
  return {
    data,
    url: `http://127.0.0.1:${port}`,
    async start() {
      record = await startServer({ command: serverCommand, data, config: configFile(data), port })
      await waitUntilReady(record, data, 120_000)
    },
    async freeze() {
      if (!(await freeze(pid()))) throw new Error('the server has ended by itself')
    },
    thaw: () => void process.kill(pid(), 'SIGCONT'),
    async kill() {
      const running = await runningServer(data)
      if (running) process.kill(running.pid, 'SIGKILL')
      await until(async () => !(await runningServer(data)))
    },
    stop: async () => void (await stopServer(data, 60_000)),
    programs: names => childrenOf(pid()).filter(child => names.includes(child.name)),
  }
}

/** Sends SIGSTOP and waits until it has worked. False when the process has ended before. */
export async function freeze(pid: number): Promise<boolean> {
  const stateOf = () => readProcess(pid)?.state
  if (!isRunning(pid)) return false
  process.kill(pid, 'SIGSTOP')
  await until(() => stateOf() === 'T' || !isRunning(pid))
  return isRunning(pid)
}

export function isRunning(pid: number): boolean {
  return ![undefined, 'Z'].includes(readProcess(pid)?.state)
}

function childrenOf(parent: number): readonly RunningProgram[] {
  const pids = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ')
  return pids.flatMap(child => {
    const found = readProcess(Number(child))
    if (!found || found.state === 'Z') return []
    return [{ name: basename(readArguments(found.pid)?.[0] ?? ''), pid: found.pid, startTime: found.startTime }]
  })
}

/**
 * A free port that no connection is given by itself: a client that calls a port of that range while nobody listens can
 * be connected with itself, and then the server cannot have it back.
 */
export async function quietPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (await portIsFree(port)) return port
  }
}
