// What follows when a run has ended. May be told twice; only the run that counts moves the release.

import type { RunState } from '../flow/index.ts'
import { type Text, text } from '../lib/text.ts'
import { advance, apply, type By, type GatePolicies } from './advance.ts'
import { remainingFindings } from './issue-status.ts'
import { type Change, type PlanRun, type Release, rowsThatCount } from './model.ts'
import { withReopening } from './reopening.ts'
import { kindsOf } from './rules-accept.ts'
import type { Decision } from './ruling.ts'
import { following, gatesFrom, partAt, planTitles } from './stages.ts'
import { texts } from './texts.ts'

/** The changes a run's end brings. The release's runs already show its final state. */
export function runEnded(release: Release, runId: string, by: By, policies: GatePolicies): Decision {
  const run = release.runs.find(r => r.run === runId)
  if (!run) return { changes: [], message: text('', '') }
  // A plan that was started beside the one of its part moves nothing by its end.
  if (run.plan !== 'undo' && partAt(run)?.plan !== run.plan) return afterFetch(release, run, by, policies)
  const changes = run.plan === 'undo' ? afterUndo(release, run.state) : afterPlan(release, run, by.at)
  const moved = changes.reduce((state, change) => apply(state, change, by), release)
  return { changes: [...changes, ...advance(moved, policies, false)], message: sayEnd(run) }
}

/** A second fetch: rows that count and that the gates have not seen open them again. */
function afterFetch(release: Release, run: PlanRun, by: By, policies: GatePolicies): Decision {
  const rows = rowsThatCount(release.items).filter(item => item.addedRun === run.run)
  const { changes, message } = withReopening(release, kindsOf(rows), [], sayEnd(run))
  const moved = changes.reduce((state, change) => apply(state, change, by), release)
  return { changes: [...changes, ...advance(moved, policies, false)], message }
}

function afterUndo(release: Release, state: RunState): Change[] {
  const { pending } = release
  if (!pending) return []
  if (state !== 'done') return [{ kind: 'settle', withdrawn: release.withdrawn }]
  const changes: Change[] = [
    { kind: 'withdraw-sign-offs', gates: gatesFrom(pending) },
    { kind: 'move', to: { stage: pending.stage, part: pending.part } },
    { kind: 'settle', withdrawn: pending.withdrawn },
  ]
  return pending.stage === 'draft' ? [...changes, { kind: 'clear-items' }, { kind: 'new-revision' }] : changes
}

function afterPlan(release: Release, run: PlanRun, at: Date): Change[] {
  const newest = release.runs.find(r => r.plan !== 'undo')
  const here = release.stage === run.stage && release.part === run.part
  const next = following(run)
  if (newest?.run !== run.run || !here || !next) return []
  const move: Change = { kind: 'move', to: next }
  if (run.state === 'blocked') return run.plan === 'self-check' ? [move] : []
  if (run.state !== 'done') return []
  if (run.plan === 'self-check') {
    // What was waived while it ran may not be so any more.
    const isClean = remainingFindings(release, at).length === 0
    return isClean ? [move, { kind: 'sign', gate: 'status', role: 'system' }] : [move]
  }
  if (run.plan === 'publish') return [move, { kind: 'settle', withdrawn: false }]
  return [move]
}

/** How a run ended, in one sentence. */
export function sayEnd(run: PlanRun): Text {
  if (run.plan === 'undo') return run.state === 'done' ? texts.undoEnded() : texts.undoStuck()
  const blocking = run.findings.filter(f => f.blocking).length
  const said: Partial<Record<RunState, Text>> = {
    done: texts.runDone(),
    blocked: texts.runBlocked(blocking),
    failed: texts.runFailed(),
    cancelled: texts.runCancelled(),
    undone: texts.runUndone(),
    stuck: texts.runStuck(),
  }
  return texts.runEnded(planTitles[run.plan], said[run.state] ?? text('', ''))
}
