// Kills a server at a moment of the story it plays. What was hit is read while the server is frozen, so it is certain.

import { setTimeout as sleep } from 'node:timers/promises'
import { readProcess } from '../../src/lib/processes.ts'
import { type Boundary, describeBoundary, type Moment, passedBoundaries, publishes } from './boundaries.ts'
import { type RunWatch, watchRuns } from './run-watch.ts'
import { freeze, type RunningProgram, type SupervisedServer } from './supervised-server.ts'

export interface Hit {
  readonly drawn: Moment
  /** The last boundary the server had passed when it was killed. */
  readonly boundary: Boundary
  /** The program that ran as a child of the server at that time, if the moment asked for one. */
  readonly program: RunningProgram | undefined
  /** Whether the run was under way, so that it has to be taken up again. */
  readonly underWay: boolean
}

interface Aim {
  readonly moment: Moment
  /** Steps in which the server was killed before. */
  readonly used: readonly string[]
  /** Fires when the story has ended: there is nothing more to hit. */
  readonly ended: AbortSignal
}

const publishers = ['createrepo_c', 'modifyrepo_c']

/** Kills the server at the moment, or where that was missed at the next boundary in a step not used yet. */
export async function strike(server: SupervisedServer, aim: Aim): Promise<Hit> {
  const watch = await watchRuns(server.data)
  try {
    for (let { at } = aim.moment; ; ) {
      const passed = await nextBoundary(watch, at, aim)
      const boundary = passed.at(-1)
      const isFree = boundary !== undefined && !aim.used.includes(boundary.step)
      const missed = passed.length > aim.moment.at + 1
      const program =
        isFree && publishes(boundary) && aim.moment.program !== undefined
          ? await catchProgram(server, watch, { passed: passed.length, nth: missed ? 1 : aim.moment.program })
          : undefined
      if (!program) await server.freeze()
      const hit = await hitOf(watch, aim, program)
      if (hit) {
        await server.kill()
        return hit
      }
      server.thaw()
      if (program) process.kill(program.pid, 'SIGCONT')
      at = passed.length
    }
  } finally {
    await watch.close()
  }
}

/** Waits until the boundary of a place in the story is passed; all that are passed then. */
async function nextBoundary(watch: RunWatch, at: number, { moment, ended }: Aim): Promise<readonly Boundary[]> {
  for (;;) {
    const passed = passedBoundaries(await watch.runs())
    if (passed.length > at) return passed
    if (ended.aborted)
      throw new Error(`the story ended before it could be killed at ${describeBoundary(moment.boundary)}`)
    await watch.changed()
  }
}

/** What is hit if the frozen server is killed now; undefined when it would not do. */
async function hitOf(
  watch: RunWatch,
  { moment, used }: Aim,
  program: RunningProgram | undefined,
): Promise<Hit | undefined> {
  const runs = await watch.runs()
  const boundary = passedBoundaries(runs).at(-1)
  if (!boundary || used.includes(boundary.step)) return undefined
  if (moment.program !== undefined && !(program && publishes(boundary) && boundary.edge === 'begins')) return undefined
  const underWay = ['running', 'unwinding'].includes(runs[boundary.run - 1]?.state ?? '')
  return { drawn: moment, boundary, program, underWay }
}

/** Freezes the server and the n-th program it runs from now on; undefined, and nothing frozen, when the step goes on. */
async function catchProgram(
  server: SupervisedServer,
  watch: RunWatch,
  { passed, nth }: { passed: number; nth: number },
): Promise<RunningProgram | undefined> {
  const seen = new Set<string>()
  for (let look = 1; ; look++) {
    for (const { pid, startTime } of server.programs(publishers)) {
      if (seen.add(`${pid} ${startTime}`).size < nth) continue
      await server.freeze()
      // It may have ended before the server stood still; frozen itself it cannot end any more.
      const isCaught = readProcess(pid)?.startTime === startTime && (await freeze(pid))
      const [program] = isCaught ? server.programs(publishers).filter(p => p.pid === pid) : []
      if (program) return program
      server.thaw()
    }
    if (look % 50 === 0 && passedBoundaries(await watch.runs()).length > passed) return undefined
    await sleep(1)
  }
}
