// The processes that play the cases of a matrix: started when needed, used again until one is killed by its task.

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundled } from '../kit/bundled.ts'
import type { Report, Task } from './child.ts'

const PATIENCE_MS = 90_000

export interface Ended {
  readonly state: string
  readonly killed: boolean
}

export interface Players {
  /** Plays a task in a process that is free. Throws when the plan could not be played, or the process died unasked. */
  play(task: Task): Promise<Ended>
  close(): void
}

/** @param module file URL of a scenario in the sources */
export function createPlayers(module: string): Players {
  const all = new Set<ChildProcess>()
  const idle: ChildProcess[] = []
  const program = bundle(module)
  const startPlayer = async () => {
    const { child, scenario } = await program
    const player = fork(child, [scenario])
    all.add(player)
    return player
  }
  return {
    async play(task) {
      const child = idle.pop() ?? (await startPlayer())
      const gone = new AbortController()
      const within = AbortSignal.any([gone.signal, AbortSignal.timeout(PATIENCE_MS)])
      const died = once(child, 'exit', { signal: within }).then(([, signal]) => ({ signal }))
      const reported = once(child, 'message', { signal: within }).then(([report]) => report as Report)
      died.catch(() => undefined)
      reported.catch(() => undefined)
      child.send(task)
      try {
        const end = await Promise.race([died, reported])
        if ('error' in end) throw new Error(`${nameOf(task)}: ${end.error}`)
        if ('state' in end) {
          idle.push(child)
          return { state: end.state, killed: false }
        }
        all.delete(child)
        if (end.signal === 'SIGKILL' && task.fault?.action === 'crash') return { state: 'killed', killed: true }
        throw new Error(`${nameOf(task)}: the process ended by itself`)
      } finally {
        gone.abort()
      }
    },
    close() {
      for (const child of all) child.kill('SIGKILL')
    },
  }
}

async function bundle(module: string): Promise<{ child: string; scenario: string }> {
  const { pathname, search } = new URL(module)
  const inProject = pathname.slice(new URL('../..', import.meta.url).pathname.length)
  const folder = await bundled(['test/plans/child.ts', inProject])
  const scenario = pathToFileURL(join(folder, basename(inProject, '.ts'))).href
  return { child: join(folder, 'child.js'), scenario: `${scenario}.js${search}` }
}

function nameOf({ plan, action, fault }: Task): string {
  return `${plan} ${action} ${JSON.stringify(fault ?? {})}`
}
