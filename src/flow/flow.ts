// The flow's life: registers its workflows and queues with DBOS, launches, and drains. One per process.

import { DBOS } from '@dbos-inc/dbos-sdk'
import type { Json } from '../lib/json.ts'
import type { Log } from '../lib/log.ts'
import { act, type PhaseResult, undo } from './act.ts'
import { drive, type OnTree } from './drive.ts'
import type { Engine } from './engine.ts'
import { bookkeeping, workflows } from './queue.ts'
import { addLog, unfinishedRuns } from './store.ts'
import { texts } from './texts.ts'

/** Changes whenever a workflow's durable steps change shape: unfinished ones of another number wait for a person. */
const APPLICATION_VERSION = 'slipway-flow-2'

/** A flood of jobs takes turns: so many use the database at a time that what is told and asked meanwhile finds room. */
const JOBS_AT_ONCE = 8

export type JobHandler = (payload: Json) => Promise<void>

export interface FlowDeps {
  readonly engine: Engine
  /** libpq URL of the same database. */
  readonly databaseUrl: string
  /** Handlers by job name. A handler may run again after a crash. */
  readonly jobs: Readonly<Record<string, JobHandler>>
  /** Jobs on a timer: cron expression with seconds, and the job's name. */
  readonly schedules: readonly { readonly name: string; readonly cron: string; readonly job: string }[]
  readonly executor: string
}

export interface Flow {
  launch(): Promise<void>
  /** Whether orders are taken up: from the end of launching to the beginning of closing. */
  isRunning(): boolean
  /** Lets running phases end for a moment, then stops; what is unfinished is taken up at the next start. */
  close(): Promise<void>
}

export function createFlow(deps: FlowDeps): Flow {
  const { engine } = deps
  const treePhase = DBOS.registerWorkflow(
    async (run: string, step: string, phase: 'act' | 'undo'): Promise<PhaseResult> =>
      await DBOS.runStep(() => (phase === 'act' ? act(engine, run, step) : undo(engine, run, step)), {
        name: `${step}: ${phase}`,
        ...bookkeeping,
      }),
    { name: workflows.tree, maxRecoveryAttempts: 1000 },
  )
  const onTree: OnTree = async order => {
    const handle = await DBOS.startWorkflow(treePhase, {
      workflowID: `${order.by}/${order.run}/${order.step}/${order.phase}`,
      queueName: 'trees',
      enqueueOptions: { queuePartitionKey: order.tree },
    })(order.run, order.step, order.phase)
    return await handle.getResult({ pollingIntervalMs: 50 })
  }
  DBOS.registerWorkflow(async (run: string) => await drive(engine, onTree, run), {
    name: workflows.run,
    maxRecoveryAttempts: 1000,
  })
  DBOS.registerWorkflow(async (job: string, payload: Json) => await perform(deps, job, payload), {
    name: workflows.job,
    maxRecoveryAttempts: 1000,
  })
  const ticks = deps.schedules.map(schedule => ({
    scheduleName: schedule.name,
    schedule: schedule.cron,
    workflowFn: DBOS.registerWorkflow(async (_at: Date, _context: unknown) => await perform(deps, schedule.job, null), {
      name: `slipway-tick-${schedule.name}`,
    }),
  }))
  let running = false
  return {
    isRunning: () => running,
    async launch() {
      DBOS.setConfig({
        name: 'slipway',
        systemDatabaseUrl: deps.databaseUrl,
        applicationVersion: APPLICATION_VERSION,
        enablePatching: true,
        executorID: deps.executor,
        logger: quiet(engine.log),
      })
      await tellResumed(engine)
      await DBOS.launch()
      await DBOS.registerQueue('commands', {
        partitionConcurrency: 1,
        workerConcurrency: JOBS_AT_ONCE,
        minPollingIntervalMs: 100,
        onConflict: 'always_update',
      })
      await DBOS.registerQueue('runs', { minPollingIntervalMs: 200, onConflict: 'always_update' })
      await DBOS.registerQueue('trees', {
        partitionConcurrency: 1,
        minPollingIntervalMs: 200,
        onConflict: 'always_update',
      })
      await DBOS.registerQueue('reconcile', {
        partitionConcurrency: 1,
        workerConcurrency: JOBS_AT_ONCE,
        minPollingIntervalMs: 200,
        onConflict: 'always_update',
      })
      await DBOS.applySchedules(ticks)
      running = true
    },
    async close() {
      running = false
      await DBOS.shutdown({ deregister: true, workflowCompletionTimeoutMS: 5000 })
    },
  }
}

/** Runs a server left unfinished say that they are taken up: what DBOS has recorded of them is not gone through again. */
async function tellResumed(engine: Engine): Promise<void> {
  for (const run of await unfinishedRuns(engine.db)) {
    if (run.state !== 'queued') await addLog(engine.db, run, { step: null, level: 'info', message: texts.resumed() })
  }
}

async function perform(deps: FlowDeps, job: string, payload: Json): Promise<void> {
  const handler = deps.jobs[job]
  if (!handler) throw new Error(`no handler for the job ${job}`)
  await DBOS.runStep(() => handler(payload), {
    name: job,
    retriesAllowed: true,
    maxAttempts: 5,
    intervalSeconds: deps.engine.settings.retryDelayMs / 1000,
  })
}

/** DBOS's own log lines go to ours, one level lower. */
function quiet(log: Log) {
  const child = log.child({ component: 'dbos' })
  const say = (level: 'debug' | 'info' | 'warn' | 'error') => (entry: unknown) => child[level]({ entry }, 'dbos')
  return { info: say('debug'), debug: say('debug'), warn: say('warn'), error: say('error') }
}
