// Drives runs: forward step by step, back in reverse. These are DBOS workflows: between durable steps they only branch
// on what durable steps returned, so that a resumed run takes the same path.

import { DBOS } from '@dbos-inc/dbos-sdk'
import type { RunState } from '../db/index.ts'
import { sameInBoth, type Text, text } from '../lib/text.ts'
import { act, type PhaseResult, poll, undo } from './act.ts'
import type { Engine } from './engine.ts'
import type { Finding } from './plan.ts'
import { bookkeeping, enqueueRunEnded } from './queue.ts'
import { cancelRequested, lockRun, readRun, readStep, readSteps, updateRun, updateStep } from './store.ts'
import { texts } from './texts.ts'

/** Runs an act or undo of a step alone on the key of the tree it writes. */
export type OnTree = (order: {
  run: string
  step: string
  phase: 'act' | 'undo'
  tree: string
  by: string
}) => Promise<PhaseResult>

type Gate = { go: 'yes'; tree: string | null; polls: boolean } | { go: 'gone' | 'dirty' | 'cancel' }

interface Ending {
  readonly state: RunState
  readonly reason: Text | null
}

/** The body of the workflow `run`. */
export async function drive(engine: Engine, onTree: OnTree, runId: string): Promise<void> {
  const run = await durable('begin', () => begin(engine, runId))
  if (run.kind === 'undo') return await driveBack(engine, onTree, runId, run.targets)
  const ending = await forward(engine, onTree, runId, run.steps)
  const over = await durable('end', () => end(engine, runId, ending))
  if (over !== 'cancelled') return
  // Asked to stop after the last step had been done: what was promised is kept all the same.
  const late: PhaseResult = { ok: false, cancelled: true, message: text('', '') }
  const unwound = await unwind(engine, onTree, { run: runId, steps: run.steps, failed: '', result: late })
  await durable('end unwound', () => end(engine, runId, unwound))
}

/**
 * A step that DBOS records. What the phases of steps throw is a result by then; what is left is our own bookkeeping,
 * tried again for some minutes, since a workflow that throws would leave its run under way for ever.
 */
async function durable<T>(name: string, work: () => Promise<T>): Promise<T> {
  return await DBOS.runStep(work, { name, ...bookkeeping })
}

async function forward(engine: Engine, onTree: OnTree, run: string, steps: readonly string[]): Promise<Ending> {
  for (const [index, step] of steps.entries()) {
    const gate = await durable(`${step}: gate`, () => gateOf(engine, run, step))
    if (gate.go === 'gone') return { state: 'stuck', reason: texts.planChanged(step) }
    // What comes after and may run all the same, as telling people what was found, does.
    if (gate.go === 'dirty') continue
    let result: PhaseResult = { ok: false, cancelled: true, message: text('', '') }
    if (gate.go === 'yes') {
      result = gate.tree
        ? await onTree({ run, step, phase: 'act', tree: gate.tree, by: run })
        : await durable(`${step}: act`, () => act(engine, run, step))
      if (result.ok && gate.polls) result = await durable(`${step}: poll`, () => poll(engine, run, step))
    }
    if (!result.ok) return await unwind(engine, onTree, { run, steps: steps.slice(0, index + 1), failed: step, result })
    await durable(`${step}: finish`, () => finish(engine, run, step))
  }
  const blocking = await durable('findings', () => countBlocking(engine, run))
  return blocking > 0 ? { state: 'blocked', reason: texts.blocked(blocking) } : { state: 'done', reason: null }
}

async function unwind(
  engine: Engine,
  onTree: OnTree,
  at: { run: string; steps: readonly string[]; failed: string; result: PhaseResult & { ok: false } },
): Promise<Ending> {
  const reason = at.result.cancelled ? texts.cancelled() : texts.failed(titleOf(engine, at.failed), at.result.message)
  await durable('unwind', () => mark(engine, at.run, 'unwinding', reason))
  const stuck = await undoSteps(engine, onTree, { run: at.run, steps: at.steps, by: at.run })
  if (stuck) return { state: 'stuck', reason: stuck }
  return { state: at.result.cancelled ? 'cancelled' : 'failed', reason }
}

/** Undoes steps in reverse; the reason when one could not be undone. */
async function undoSteps(
  engine: Engine,
  onTree: OnTree,
  what: { run: string; steps: readonly string[]; by: string },
): Promise<Text | undefined> {
  const { run, by } = what
  for (const step of what.steps.toReversed()) {
    const gate = await durable(`${run}/${step}: undo gate`, () => undoGateOf(engine, run, step))
    if (gate.go === 'gone') return texts.planChanged(step)
    const result = gate.tree
      ? await onTree({ run, step, phase: 'undo', tree: gate.tree, by })
      : await durable(`${run}/${step}: undo`, () => undo(engine, run, step))
    if (!result.ok) return texts.undoFailed(titleOf(engine, step), result.message)
  }
  return undefined
}

/** The undo of runs that have ended: a new run over the old ones' rows, newest first. */
async function driveBack(engine: Engine, onTree: OnTree, run: string, targets: readonly string[]): Promise<void> {
  let ending: Ending = { state: 'done', reason: null }
  for (const target of targets) {
    const steps = await durable(`${target}: steps`, () => stepsOf(engine, target))
    const stuck = await undoSteps(engine, onTree, { run: target, steps, by: run })
    await durable(`${target}: mark`, () => mark(engine, target, stuck ? 'stuck' : 'undone', stuck ?? null))
    if (stuck) {
      ending = { state: 'stuck', reason: stuck }
      break
    }
  }
  await durable('end', () => end(engine, run, ending))
}

/** What sentences call a step; the same name has the same title in every plan. */
function titleOf(engine: Engine, name: string): Text {
  const steps = [...engine.plans.values()].flatMap(plan => plan.steps)
  return steps.find(s => s.name === name)?.title ?? sameInBoth(name)
}

async function begin(engine: Engine, runId: string) {
  const run = await required(engine, runId)
  if (run.state === 'queued') await updateRun(engine.db, run, { state: 'running', startedAt: engine.clock.now() })
  return { kind: run.kind, steps: run.steps, targets: run.targets }
}

async function gateOf(engine: Engine, runId: string, name: string): Promise<Gate> {
  const run = await required(engine, runId)
  const step = engine.plans.get(run.plan)?.steps.find(s => s.name === name)
  if (!step) return { go: 'gone' }
  if (await cancelRequested(engine.db, runId)) return { go: 'cancel' }
  if (step.needsClean && (await countBlocking(engine, runId)) > 0) return { go: 'dirty' }
  return { go: 'yes', tree: step.writes?.(run.input) ?? null, polls: step.poll !== undefined }
}

async function undoGateOf(engine: Engine, runId: string, name: string) {
  const run = await required(engine, runId)
  const step = engine.plans.get(run.plan)?.steps.find(s => s.name === name)
  const row = await readStep(engine.db, runId, name)
  if (!step) return row?.state === 'waiting' ? { go: 'yes' as const, tree: null } : { go: 'gone' as const, tree: null }
  return { go: 'yes' as const, tree: row?.state === 'waiting' ? null : (step.writes?.(run.input) ?? null) }
}

async function finish(engine: Engine, runId: string, name: string): Promise<void> {
  const run = await required(engine, runId)
  const row = await readStep(engine.db, runId, name)
  const step = engine.plans.get(run.plan)?.steps.find(s => s.name === name)
  const findings = step?.findings?.(row?.handle ?? null) ?? []
  await updateStep(engine.db, run, name, { state: 'done', findings, endedAt: engine.clock.now() })
}

async function countBlocking(engine: Engine, run: string): Promise<number> {
  const steps = await readSteps(engine.db, [run])
  return steps.flatMap(s => (s.findings ?? []) as unknown as Finding[]).filter(f => f.blocking).length
}

async function stepsOf(engine: Engine, run: string): Promise<string[]> {
  return (await required(engine, run)).steps
}

async function mark(engine: Engine, runId: string, state: RunState, reason: Text | null): Promise<void> {
  const run = await required(engine, runId)
  await updateRun(engine.db, run, { state, ...(reason ? { reason } : {}) })
}

/**
 * Records the end and orders the follow-up in one transaction. A run that is asked to stop until then does not end well:
 * `cancelled`, nothing is recorded, and it is to be unwound.
 */
async function end(engine: Engine, runId: string, ending: Ending): Promise<'ended' | 'cancelled'> {
  return await engine.db.transaction().execute(async tx => {
    const run = await lockRun(tx, runId)
    if (!run) return 'ended'
    if (run.cancel_requested && (ending.state === 'done' || ending.state === 'blocked')) return 'cancelled'
    await updateRun(tx, run, {
      state: ending.state,
      endedAt: engine.clock.now(),
      ...(ending.reason ? { reason: ending.reason } : {}),
    })
    await enqueueRunEnded(tx, run)
    return 'ended'
  })
}

async function required(engine: Engine, id: string) {
  const run = await readRun(engine.db, id)
  if (!run) throw new Error(`no run ${id}`)
  return run
}
