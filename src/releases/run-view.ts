// Runs and steps as people see them. Pure.

import type { Finding, Run, StepRow } from '../flow/index.ts'
import { type Text, text } from '../lib/text.ts'
import { type PlanName, planTitles } from './stages.ts'
import { stepTitles } from './step-titles.ts'
import type { RunView, StepView } from './view.ts'

export function runViews(runs: readonly Run[], steps: readonly StepRow[]): RunView[] {
  return runs.map(run => {
    const shown =
      run.kind === 'undo'
        ? run.targets.flatMap(t => steps.filter(s => s.run === t).toReversed())
        : steps.filter(s => s.run === run.id)
    return {
      id: run.id,
      plan: run.plan,
      title:
        run.kind === 'undo'
          ? text('回退', 'Roll back')
          : (planTitles[run.plan as PlanName] ?? text(run.plan, run.plan)),
      kind: run.kind,
      state: run.state,
      startedAt: (run.started_at ?? run.created_at).toISOString(),
      endedAt: run.ended_at?.toISOString() ?? null,
      reason: run.reason as Text | null,
      steps: shown.map(stepView),
    }
  })
}

function stepView(row: StepRow): StepView {
  return {
    name: row.name,
    title: stepTitles[row.name] ?? text(row.name, row.name),
    state: row.state,
    attempts: row.attempts,
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    findings: (row.findings ?? []) as unknown as Finding[],
    note: row.note as Text | null,
  }
}
