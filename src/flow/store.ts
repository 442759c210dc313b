// The only SQL over runs, steps and their log. Every change tells listeners of the run's subject.

import type { Selectable } from 'kysely'
import { type Kysely, sql } from 'kysely'
import type { Db, FlowRunRow, FlowStepRow, RunState, StepState, Tables, Tx } from '../db/index.ts'
import type { Json } from '../lib/json.ts'
import type { Text } from '../lib/text.ts'
import type { Finding } from './plan.ts'

export type Run = Selectable<FlowRunRow>
export type StepRow = Selectable<FlowStepRow>

export interface NewRun {
  readonly id: string
  readonly plan: string
  readonly kind: 'forward' | 'undo'
  readonly subject: string
  readonly input: Json
  readonly steps: readonly string[]
  readonly targets: readonly string[]
}

/** Inserts the run and its waiting steps; false when it is there already. */
export async function insertRun(tx: Tx, run: NewRun): Promise<boolean> {
  const inserted = await tx
    .insertInto('flow.run')
    .values({
      id: run.id,
      plan: run.plan,
      kind: run.kind,
      subject: run.subject,
      input: JSON.stringify(run.input),
      steps: [...run.steps],
      targets: [...run.targets],
      state: 'queued',
    })
    .onConflict(c => c.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return false
  if (run.steps.length > 0) {
    await tx
      .insertInto('flow.step')
      .values(run.steps.map((name, position) => ({ run: run.id, position, name, state: 'waiting' as const })))
      .execute()
  }
  await announce(tx, run.subject)
  return true
}

export async function readRun(db: Db, id: string): Promise<Run | undefined> {
  return await db.selectFrom('flow.run').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listRuns(db: Db, filter: { subject?: string; limit: number }): Promise<Run[]> {
  let query = db.selectFrom('flow.run').selectAll().orderBy('seq', 'desc').limit(filter.limit)
  if (filter.subject !== undefined) query = query.where('subject', '=', filter.subject)
  return await query.execute()
}

export async function readSteps(db: Db, runs: readonly string[]): Promise<StepRow[]> {
  if (runs.length === 0) return []
  return await db
    .selectFrom('flow.step')
    .selectAll()
    .where('run', 'in', [...runs])
    .orderBy('position')
    .execute()
}

export async function readStep(db: Db, run: string, name: string): Promise<StepRow | undefined> {
  return await db.selectFrom('flow.step').selectAll().where('run', '=', run).where('name', '=', name).executeTakeFirst()
}

export async function updateRun(
  db: Db,
  run: Pick<Run, 'id' | 'subject'>,
  change: { state: RunState; reason?: Text; startedAt?: Date; endedAt?: Date },
): Promise<void> {
  await db
    .updateTable('flow.run')
    .set({
      state: change.state,
      ...(change.reason === undefined ? {} : { reason: JSON.stringify(change.reason) }),
      ...(change.startedAt === undefined ? {} : { started_at: change.startedAt }),
      ...(change.endedAt === undefined ? {} : { ended_at: change.endedAt }),
    })
    .where('id', '=', run.id)
    .execute()
  await announce(db, run.subject)
}

/** Asks a run to stop and unwind; a run that has ended is not touched. */
export async function requestCancel(tx: Tx, run: string): Promise<void> {
  await tx
    .updateTable('flow.run')
    .set({ cancel_requested: true })
    .where('id', '=', run)
    .where('ended_at', 'is', null)
    .execute()
}

/** Keeps the runs of a subject from ending until the transaction is over: what it decides about them stays true. */
export async function holdRuns(tx: Tx, subject: string): Promise<void> {
  await tx
    .selectFrom('flow.run')
    .select('id')
    .where('subject', '=', subject)
    .where('ended_at', 'is', null)
    .orderBy('seq')
    .forUpdate()
    .execute()
}

/** Locks a run that has not ended; undefined when it has. */
export async function lockRun(tx: Tx, id: string): Promise<Run | undefined> {
  return await tx
    .selectFrom('flow.run')
    .selectAll()
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export async function cancelRequested(db: Db, run: string): Promise<boolean> {
  const row = await db.selectFrom('flow.run').select('cancel_requested').where('id', '=', run).executeTakeFirst()
  return row?.cancel_requested ?? false
}

export interface StepChange {
  readonly state: StepState
  readonly intent?: Json
  readonly handle?: Json
  readonly findings?: readonly Finding[]
  readonly note?: Text
  readonly startedAt?: Date
  readonly endedAt?: Date
  readonly countAttempt?: boolean
}

export async function updateStep(
  db: Db,
  run: Pick<Run, 'id' | 'subject'>,
  name: string,
  change: StepChange,
): Promise<void> {
  await db
    .updateTable('flow.step')
    .set(eb => ({
      state: change.state,
      ...(change.intent === undefined ? {} : { intent: JSON.stringify(change.intent) }),
      ...(change.handle === undefined ? {} : { handle: JSON.stringify(change.handle), handled: true }),
      ...(change.findings === undefined ? {} : { findings: JSON.stringify(change.findings) }),
      ...(change.note === undefined ? {} : { note: JSON.stringify(change.note) }),
      ...(change.startedAt === undefined ? {} : { started_at: change.startedAt }),
      ...(change.endedAt === undefined ? {} : { ended_at: change.endedAt }),
      ...(change.countAttempt ? { attempts: eb('attempts', '+', 1) } : {}),
    }))
    .where('run', '=', run.id)
    .where('name', '=', name)
    .execute()
  await announce(db, run.subject)
}

export async function addLog(
  db: Db,
  run: Pick<Run, 'id' | 'subject'>,
  line: { step: string | null; level: 'info' | 'warn' | 'error'; message: Text },
): Promise<void> {
  await db
    .insertInto('flow.log')
    .values({ run: run.id, step: line.step, level: line.level, message: JSON.stringify(line.message) })
    .execute()
  await announce(db, run.subject)
}

export async function readLog(db: Db, run: string, after: number, limit: number) {
  return await db
    .selectFrom('flow.log')
    .selectAll()
    .where('run', '=', run)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Runs that were left unfinished, for the health report. */
export async function unfinishedRuns(db: Db): Promise<Run[]> {
  return await db
    .selectFrom('flow.run')
    .selectAll()
    .where('state', 'in', ['queued', 'running', 'unwinding'])
    .orderBy('seq')
    .execute()
}

/** Runs under way whose workflow DBOS has given up. */
export async function abandonedRuns(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select run.id from flow.run as run
    join dbos.workflow_status as workflow on workflow.workflow_uuid = run.id
    where run.ended_at is null and workflow.status in ('ERROR', 'CANCELLED', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED')
    order by run.seq`.execute(db)
  return rows.map(r => r.id)
}

/** Tells everyone who listens that something about a subject has changed (after commit). */
export async function announce(db: Db, subject: string): Promise<void> {
  await sql`select pg_notify('slipway', ${subject})`.execute(db)
}

/** Forgets DBOS's own records of what ended before an instant; runs, steps and their log stay. */
export async function forgetWorkflows(db: Db, before: Date): Promise<void> {
  await sql`delete from dbos.workflow_status
    where status in ('SUCCESS', 'ERROR', 'CANCELLED') and updated_at < ${before.getTime()}`.execute(db)
}

/** Drops orders that wait under a key of a queue, by the beginning of their ids: whoever asks carries them out. */
export async function dropWaiting(db: Db, waiting: { queue: string; key: string; ids: string }): Promise<void> {
  await sql`delete from dbos.workflow_status
    where queue_name = ${waiting.queue} and queue_partition_key = ${waiting.key} and status = 'ENQUEUED'
      and starts_with(workflow_uuid, ${waiting.ids})`.execute(db)
}

/** Puts a DBOS workflow on a queue inside the caller's transaction: state change and order for its effect are one. */
export async function enqueueWorkflow(
  tx: Kysely<Tables>,
  order: { workflow: string; queue: string; id: string; args: readonly Json[]; key?: string; priority?: number },
): Promise<void> {
  await sql`select dbos.enqueue_workflow(
    workflow_name => ${order.workflow}, queue_name => ${order.queue},
    positional_args => ${order.args.map(a => JSON.stringify(a))}::text[]::json[],
    workflow_id => ${order.id}, queue_partition_key => ${order.key ?? null}, priority => ${order.priority ?? 0}::int
  )`.execute(tx)
}
