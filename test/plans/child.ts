// A process of the matrix: plays one plan after another, or the undo of a run, each over the world it is told of and to
// its end, with at most one fault on the way. A fault may be its own death.
// Usage: child SCENARIO-MODULE, with a channel for tasks.

import { setTimeout as sleep } from 'node:timers/promises'
import {
  createFlow,
  defaultSettings,
  type Engine,
  type Point,
  readRun,
  startRun,
  startUndo,
} from '../../src/flow/index.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { createLog } from '../../src/lib/log.ts'
import type { Scenario, World } from './scenario.ts'

export interface Fault {
  readonly step: string
  readonly phase: Point['phase']
  readonly action: 'crash' | 'fail'
}

export interface Task {
  readonly world: World
  readonly action: 'run' | 'undo' | 'undo-again'
  readonly plan: string
  readonly run: string
  readonly fault?: Fault
}

/** How the run ended, or why it could not be played. */
export type Report = { readonly state: string } | { readonly error: string }

const [module = ''] = process.argv.slice(2)
const { scenario } = (await import(module)) as { scenario: Scenario }

process.on('message', (task: Task) => {
  play(task).then(
    state => process.send?.({ state } satisfies Report),
    (error: Error) => process.send?.({ error: error.stack ?? error.message } satisfies Report),
  )
})

async function play({ world, action, plan: name, run: id, fault }: Task): Promise<string> {
  const machinery = await scenario.open(world)
  const { db, ports } = machinery
  const plans = new Map(machinery.plans.map(p => [p.name, p]))
  const engine: Engine = {
    db,
    ports,
    plans,
    clock: systemClock,
    log: createLog(process.env.MATRIX_LOG ?? 'silent'),
    settings: { ...defaultSettings, retryDelayMs: 10, pollIntervalMs: 50 },
    probe: striker(fault),
  }
  const jobs = { 'run-ended': async () => undefined }
  const flow = createFlow({ engine, databaseUrl: world.databaseUrl, executor: 'matrix', jobs, schedules: [] })
  await flow.launch()
  const watched = action === 'run' ? id : `${id}-${action}`
  await db.transaction().execute(async tx => {
    const plan = plans.get(name)
    if (!plan) throw new Error(`no plan ${name}`)
    if (action === 'run') await startRun(tx, { id, plan, subject: 'matrix', input: scenario.input })
    else await startUndo(tx, { id: watched, subject: 'matrix', targets: [id] })
  })
  let run = await readRun(db, watched)
  while (!run?.ended_at) {
    await sleep(30)
    run = await readRun(db, watched)
  }
  await flow.close()
  await machinery.close()
  return run.state
}

/** Strikes once, when the fault's point is reached. */
function striker(fault: Fault | undefined): (point: Point) => void {
  let struck = false
  return point => {
    if (!fault || struck || point.step !== fault.step || point.phase !== fault.phase) return
    struck = true
    if (fault.action === 'crash') process.kill(process.pid, 'SIGKILL')
    throw new Error(`planted failure ${fault.phase} of ${fault.step}`)
  }
}
