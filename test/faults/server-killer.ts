// Kills a running server with SIGKILL at the drawn moments and starts it again each time, while somebody plays on it.

import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { oldestFirst } from '../../demo/record.ts'
import { runningServer, type ServerStart, startServer } from '../../demo/server.ts'
import type { ReleaseView, StepView } from '../../src/releases/view.ts'
import type { KillMoment } from './kill-moments.ts'

export interface Kill {
  readonly moment: KillMoment
  /** State of the step as it was last seen before the kill. */
  readonly state: StepView['state']
  /** Name of the child process that was alive. */
  readonly child: string | undefined
}

/** Resolves when every moment has come, or `playing` is over. */
export async function killAt(
  moments: readonly KillMoment[],
  start: ServerStart,
  playing: AbortSignal,
): Promise<readonly Kill[]> {
  const kills: Kill[] = []
  for (const moment of moments) {
    const met = await waitFor(moment, start, playing)
    if (!met) break
    const server = await runningServer(start.data)
    if (!server) throw new Error('the server ended by itself')
    process.kill(server.pid, 'SIGKILL')
    kills.push({ moment, ...met })
    while (await runningServer(start.data)) await sleep(5)
    await startServer(start)
  }
  return kills
}

async function waitFor(
  moment: KillMoment,
  start: ServerStart,
  playing: AbortSignal,
): Promise<Omit<Kill, 'moment'> | undefined> {
  while (!playing.aborted) {
    const step = await readStep(moment, start.port)
    if (step && moment.when !== 'child-alive' && isAt(moment, step)) return { state: step.state, child: undefined }
    if (step && moment.when === 'child-alive' && ['prepared', 'running'].includes(step.state)) {
      const child = await seeChild(start.data, 200)
      if (child) return { state: step.state, child }
    }
    await sleep(5)
  }
  return undefined
}

async function readStep(moment: KillMoment, port: number): Promise<StepView | undefined> {
  const url = `http://127.0.0.1:${port}/api/v1/releases/${moment.release}`
  const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
  if (!answer?.ok) return undefined
  const view = (await answer.json().catch(() => undefined)) as ReleaseView | undefined
  const run = view && oldestFirst(view.runs)[moment.run]
  return run?.steps.find(step => step.name === moment.step)
}

function isAt(moment: KillMoment, step: StepView): boolean {
  const undone = ['undone', 'corrected', 'kept'].includes(step.state)
  if (moment.kind === 'undo') return undone || (moment.when === 'begun' && step.state === 'undoing')
  return moment.when === 'begun' ? step.startedAt !== null : step.endedAt !== null
}

/** The name of a repository program among the server's children, looked for during a few milliseconds. */
async function seeChild(data: string, forMs: number): Promise<string | undefined> {
  const server = await runningServer(data)
  for (const until = Date.now() + forMs; server && Date.now() < until; await sleep(1)) {
    const children = await readFile(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8').catch(() => '')
    for (const pid of children.trim().split(' ')) {
      const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim()
      if (name === 'createrepo_c' || name === 'modifyrepo_c') return name
    }
  }
  return undefined
}
