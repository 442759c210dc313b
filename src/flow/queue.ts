// Orders for later, written in the transaction of the state change they follow from.

import type { Tx } from '../db/index.ts'
import type { Json } from '../lib/json.ts'
import type { Plan } from './plan.ts'
import { enqueueWorkflow, insertRun } from './store.ts'

export const workflows = { run: 'slipway-run', tree: 'slipway-tree', job: 'slipway-job' } as const

/** How DBOS tries our own bookkeeping again: the database may be away for a moment, over some minutes. */
export const bookkeeping = { retriesAllowed: true, maxAttempts: 10, intervalSeconds: 0.5, backoffRate: 2 } as const

/** `commands`: decisions, in order per release, never waiting for long. `reconcile`: faces brought up to date. */
export type QueueName = 'commands' | 'reconcile'

export interface JobOrder {
  readonly queue: QueueName
  /** Jobs of one key run one after another, in order of priority, then of their transaction. */
  readonly key: string
  readonly job: string
  readonly payload: Json
  /** The same id again is a no-op. */
  readonly id: string
  /** Lower goes first; deliveries pass their serial number, so that order is that of acceptance. */
  readonly priority?: number
}

export async function enqueueJob(tx: Tx, order: JobOrder): Promise<void> {
  await enqueueWorkflow(tx, {
    workflow: workflows.job,
    queue: order.queue,
    id: order.id,
    args: [order.job, order.payload],
    key: order.key,
    ...(order.priority === undefined ? {} : { priority: order.priority }),
  })
}

/** Creates a run of a plan and orders it. Its list of steps is fixed now. */
export async function startRun(tx: Tx, order: { id: string; plan: Plan; subject: string; input: Json }): Promise<void> {
  const steps = order.plan.steps.map(s => s.name)
  const run = {
    id: order.id,
    plan: order.plan.name,
    kind: 'forward' as const,
    subject: order.subject,
    input: order.input,
  }
  if (await insertRun(tx, { ...run, steps, targets: [] })) await enqueueRun(tx, order.id)
}

/** Creates a run that takes ended runs back, newest first, and orders it. */
export async function startUndo(
  tx: Tx,
  order: { id: string; subject: string; targets: readonly string[] },
): Promise<void> {
  const run = { id: order.id, plan: 'undo', kind: 'undo' as const, subject: order.subject, input: null }
  if (await insertRun(tx, { ...run, steps: [], targets: order.targets })) await enqueueRun(tx, order.id)
}

/** Orders what follows from a run's end, once however often it is ordered. */
export async function enqueueRunEnded(tx: Tx, run: { readonly id: string; readonly subject: string }): Promise<void> {
  const payload = { run: run.id }
  await enqueueJob(tx, { queue: 'commands', key: run.subject, job: 'run-ended', payload, id: `${run.id}/ended` })
}

async function enqueueRun(tx: Tx, id: string): Promise<void> {
  await enqueueWorkflow(tx, { workflow: workflows.run, queue: 'runs', id, args: [id] })
}
