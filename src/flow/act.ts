// Performs one phase of one step: prepare and start, poll, or undo. Looks at the recorded rows first, so that a phase
// interrupted by a crash is taken up where it stopped. Never decides what comes next.

import { setTimeout as sleep } from 'node:timers/promises'
import { ExternalError, RefusedError, refuse } from '../lib/errors.ts'
import type { Json } from '../lib/json.ts'
import { sameInBoth, type Text } from '../lib/text.ts'
import type { Ports } from '../ports/index.ts'
import type { Engine, Point } from './engine.ts'
import type { AnyStep, StepContext } from './plan.ts'
import { addLog, cancelRequested, type Run, readRun, readStep, type StepRow, updateStep } from './store.ts'
import { texts } from './texts.ts'

/** How a phase ended. A failure carries the words of its error. */
export type PhaseResult = { ok: true } | { ok: false; cancelled: boolean; message: Text }

const done: PhaseResult = { ok: true }

interface Subject {
  run: Run
  step: AnyStep
  row: StepRow
}

/** Prepares and starts a step; a no-op when its handle is recorded already. */
export async function act(engine: Engine, runId: string, name: string): Promise<PhaseResult> {
  const { run, step, row } = await subjectOf(engine, runId, name)
  if (row.handled) return done
  return await watched(engine, run.id, async signal => {
    let intent = row.intent
    if (row.state === 'waiting') {
      const c = contextOf(engine, run, step, row.attempts, signal)
      await at(engine, run, name, 'before-prepare')
      intent = step.prepare ? await retried(engine, run, name, signal, () => step.prepare?.(c) ?? null) : null
      await updateStep(engine.db, run, name, { state: 'prepared', intent, startedAt: engine.clock.now() })
    }
    const handle = await retried(engine, run, name, signal, async attempt => {
      await updateStep(engine.db, run, name, { state: 'running', countAttempt: true })
      const c = contextOf(engine, run, step, row.attempts + attempt, signal)
      await at(engine, run, name, 'before-start')
      const started = await step.start(c, intent)
      await at(engine, run, name, 'after-start')
      return started
    })
    await updateStep(engine.db, run, name, { state: step.poll ? 'polling' : 'running', handle })
  })
}

/** Waits until a started step is done: read-only, may begin anew, honours cancelling and the deadline. */
export async function poll(engine: Engine, runId: string, name: string): Promise<PhaseResult> {
  const { run, step, row } = await subjectOf(engine, runId, name)
  const deadline = (row.started_at?.getTime() ?? engine.clock.now().getTime()) + engine.settings.pollDeadlineMs
  return await watched(engine, run.id, async signal => {
    const c = contextOf(engine, run, step, row.attempts, signal)
    for (;;) {
      signal.throwIfAborted()
      const state = await retried(engine, run, name, signal, () => step.poll?.(c, row.handle) ?? 'done')
      if (state === 'done') return
      if (engine.clock.now().getTime() > deadline) throw new RefusedError(refuse('deadline', texts.deadline()))
      await sleep(engine.settings.pollIntervalMs, undefined, { signal })
    }
  })
}

/** Takes a step's effect back, if it may have one. Idempotent; an effect that cannot be taken back is corrected or kept. */
export async function undo(engine: Engine, runId: string, name: string): Promise<PhaseResult> {
  const { run, step, row } = await subjectOf(engine, runId, name)
  if (row.state === 'waiting' || row.state === 'undone' || row.state === 'corrected' || row.state === 'kept')
    return done
  const signal = new AbortController().signal
  const handle = row.handled ? row.handle : undefined
  try {
    await updateStep(engine.db, run, name, { state: 'undoing' })
    await at(engine, run, name, 'before-undo')
    const after = await retried(engine, run, name, signal, async attempt => {
      const c = contextOf(engine, run, step, row.attempts + attempt, signal)
      return await takeBack(step, c, row.intent, handle)
    })
    await at(engine, run, name, 'after-undo')
    await updateStep(engine.db, run, name, { ...after, endedAt: engine.clock.now() })
    return done
  } catch (error) {
    engine.log.error({ run: run.id, step: name, err: error }, 'undo failed')
    return { ok: false, cancelled: false, message: messageOf(error) }
  }
}

async function takeBack(step: AnyStep, c: StepContext<Json, keyof Ports>, intent: Json, handle: Json | undefined) {
  if (typeof step.undo === 'function') {
    await step.undo(c, intent, handle)
    return { state: 'undone' as const }
  }
  if (step.undo.correct) {
    await step.undo.correct(c, intent, handle)
    return { state: 'corrected' as const, note: step.undo.because }
  }
  return { state: 'kept' as const, note: step.undo.because }
}

async function subjectOf(engine: Engine, runId: string, name: string): Promise<Subject> {
  const run = await readRun(engine.db, runId)
  const row = await readStep(engine.db, runId, name)
  const step = run && engine.plans.get(run.plan)?.steps.find(s => s.name === name)
  if (!run || !row || !step) throw new Error(`no step ${name} in run ${runId}`)
  return { run, step, row }
}

function contextOf(
  engine: Engine,
  run: Run,
  step: AnyStep,
  attempt: number,
  signal: AbortSignal,
): StepContext<Json, keyof Ports> {
  const ports = Object.fromEntries(step.uses.map(name => [name, engine.ports[name]])) as unknown as Ports
  return {
    run: run.id,
    key: `${run.id}/${step.name}`,
    attempt: `${run.id}.${step.name}.${attempt}`,
    input: run.input,
    ports,
    signal,
    progress: (message: Text) => addLog(engine.db, run, { step: step.name, level: 'info', message }),
  }
}

/** Runs a phase under a signal that fires when someone asks the run to stop; turns what it throws into a result. */
async function watched(
  engine: Engine,
  run: string,
  phase: (signal: AbortSignal) => Promise<void>,
): Promise<PhaseResult> {
  const controller = new AbortController()
  const ended = new AbortController()
  const watcher = (async () => {
    while (!ended.signal.aborted) {
      await sleep(500, undefined, { signal: ended.signal, ref: false }).catch(() => undefined)
      if (!ended.signal.aborted && (await cancelRequested(engine.db, run))) return controller.abort()
    }
  })().catch(error => engine.log.warn({ run, err: error }, 'could not look for a cancel request'))
  try {
    await phase(controller.signal)
    return done
  } catch (error) {
    engine.log.warn({ run, err: error }, 'step failed')
    return { ok: false, cancelled: controller.signal.aborted, message: messageOf(error) }
  } finally {
    ended.abort()
    await watcher
  }
}

/** Tries again what failed for a reason outside of us that may pass. */
async function retried<T>(
  engine: Engine,
  run: Run,
  step: string,
  signal: AbortSignal,
  effect: (attempt: number) => T | Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await effect(attempt)
    } catch (error) {
      const again = error instanceof ExternalError && error.retryable && attempt < engine.settings.attempts
      if (!again || signal.aborted) throw error
      await addLog(engine.db, run, { step, level: 'warn', message: texts.retrying(attempt, messageOf(error)) })
      await sleep(engine.settings.retryDelayMs * 2 ** (attempt - 1), undefined, { signal })
    }
  }
}

async function at(engine: Engine, run: Run, step: string, phase: Point['phase']): Promise<void> {
  await engine.probe({ run: run.id, plan: run.plan, step, phase })
}

/** A refusal has its words in both languages; other errors have one. */
function messageOf(error: unknown): Text {
  if (error instanceof RefusedError) return error.refusal.because
  const message = error instanceof Error ? error.message : String(error)
  return sameInBoth(message)
}
