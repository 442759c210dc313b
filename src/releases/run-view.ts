// Runs and steps as people see them. Pure.

import type { Finding, Run, StepRow } from '../flow/index.ts'
import { sameInBoth, type Text } from '../lib/text.ts'
import { type PlanName, planTitles, titleOfRun } from './stages.ts'
import { stepTitles } from './step-titles.ts'
import type { RunView, StepView } from './view.ts'

export function runViews(runs: readonly Run[], steps: readonly StepRow[]): RunView[] {
  return runs.map(run => ({
    id: run.id,
    plan: run.plan,
    title: run.kind === 'undo' ? titleOfRun('undo') : (planTitles[run.plan as PlanName] ?? sameInBoth(run.plan)),
    kind: run.kind,
    state: run.state,
    startedAt: (run.started_at ?? run.created_at).toISOString(),
    endedAt: run.ended_at?.toISOString() ?? null,
    reason: run.reason as Text | null,
    steps: run.kind === 'undo' ? backward(run, steps) : forward(run, steps),
  }))
}

function forward(run: Run, steps: readonly StepRow[]): StepView[] {
  const own = steps.filter(s => s.run === run.id)
  return own.map((row, i) => {
    // Taken back by a later run, its row has the time of that: it had ended when the next one began.
    const undoneLater = run.ended_at && row.ended_at && row.ended_at > run.ended_at
    const isStuck = run.state === 'stuck' && row.state === 'undoing'
    const endedAt = undoneLater ? (own[i + 1]?.started_at ?? run.ended_at) : isStuck ? run.ended_at : row.ended_at
    return {
      ...stepView(row),
      state: isStuck ? 'failed' : row.state,
      attempts: row.attempts,
      startedAt: row.started_at?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
      findings: (row.findings ?? []) as unknown as Finding[],
    }
  })
}

const takenBack: readonly StepRow['state'][] = ['undone', 'corrected', 'kept']

/** An undo run works on the rows of other runs, last step first: each is shown as far as this run has come with it. */
function backward(run: Run, steps: readonly StepRow[]): StepView[] {
  const began = run.started_at ?? run.created_at
  const isEarlier = (end: Date | null) => end !== null && end < began
  const rows = run.targets
    .flatMap(target => steps.filter(s => s.run === target).toReversed())
    .filter(row => row.state !== 'waiting' && !isEarlier(undoneAt(row)))
  const views: StepView[] = []
  let since = began
  let isStopped = false
  for (const row of rows) {
    const end = isStopped ? null : undoneAt(row)
    const isDone = end !== null && (run.ended_at === null || end <= run.ended_at)
    const state = isDone ? row.state : stateOf(run, row, isStopped)
    const isBegun = state !== 'waiting'
    const endedAt = isDone ? end : state === 'failed' ? run.ended_at : null
    views.push({
      ...stepView(row),
      state,
      attempts: isBegun ? 1 : 0,
      startedAt: isBegun ? since.toISOString() : null,
      endedAt: endedAt?.toISOString() ?? null,
      note: isDone ? (row.note as Text | null) : null,
    })
    if (isDone) since = end
    else isStopped = true
  }
  return views
}

/** A step this run has not taken back, or not yet; the first one is where it is, or where it was stuck. */
function stateOf(run: Run, row: StepRow, isStopped: boolean): StepView['state'] {
  if (isStopped) return 'waiting'
  if (run.state === 'stuck') return 'failed'
  return row.state === 'undoing' ? 'undoing' : 'waiting'
}

function undoneAt(row: StepRow): Date | null {
  return takenBack.includes(row.state) ? row.ended_at : null
}

function stepView(row: StepRow): StepView {
  return {
    name: row.name,
    title: stepTitles[row.name] ?? sameInBoth(row.name),
    state: row.state,
    attempts: 0,
    startedAt: null,
    endedAt: null,
    findings: [],
    note: row.note as Text | null,
  }
}
