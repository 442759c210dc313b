// The process the matrix kills: runs one plan, or the undo of its run, to the end, with at most one fault on the way.
// Usage: child SCENARIO-MODULE DIR DATABASE-URL run|undo|undo-again PLAN RUN [FAULT as JSON]

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
import type { Scenario } from './scenario.ts'

export interface Fault {
  readonly step: string
  readonly phase: Point['phase']
  readonly action: 'crash' | 'fail'
}

const [module = '', dir = '', databaseUrl = '', action = '', planName = '', runId = '', faultText = ''] =
  process.argv.slice(2)
const { scenario } = (await import(module)) as { scenario: Scenario }
const fault = faultText ? (JSON.parse(faultText) as Fault) : undefined
const machinery = await scenario.open({ dir, databaseUrl })
const { db, ports } = machinery
const plans = new Map(machinery.plans.map(p => [p.name, p]))
let struck = false

const engine: Engine = {
  db,
  ports,
  plans,
  clock: systemClock,
  log: createLog(process.env.MATRIX_LOG ?? 'silent'),
  settings: { ...defaultSettings, retryDelayMs: 10, pollIntervalMs: 50 },
  probe: point => {
    if (!fault || struck || point.step !== fault.step || point.phase !== fault.phase) return
    struck = true
    if (fault.action === 'crash') process.kill(process.pid, 'SIGKILL')
    throw new Error(`planted failure ${fault.phase} of ${fault.step}`)
  },
}
const flow = createFlow({
  engine,
  databaseUrl,
  executor: 'matrix',
  jobs: { 'run-ended': async () => undefined },
  schedules: [],
})
await flow.launch()
await db.transaction().execute(async tx => {
  const plan = plans.get(planName)
  if (!plan) throw new Error(`no plan ${planName}`)
  if (action === 'run') await startRun(tx, { id: runId, plan, subject: 'matrix', input: scenario.input })
  else await startUndo(tx, { id: `${runId}-${action}`, subject: 'matrix', targets: [runId] })
})
const watched = action === 'run' ? runId : `${runId}-${action}`
let run = await readRun(db, watched)
while (!run?.ended_at) {
  await sleep(30)
  run = await readRun(db, watched)
}
process.stdout.write(`${JSON.stringify({ state: run.state, reason: run.reason })}\n`)
await flow.close()
await machinery.close()
process.exit(0)
