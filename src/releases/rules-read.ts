// Commands that only read, and the one sentence that says what a release waits for.

import { listed, type Text } from '../lib/text.ts'
import { type GatePolicies, isAsked, isOpen, isStuck, waitsForRetry } from './advance.ts'
import { type CommandName, commandAt, commandNames } from './commands.ts'
import { checkState, remainingFindings } from './issue-status.ts'
import { activeRun, type PlanRun, type Release } from './model.ts'
import { planTexts } from './plan-texts.ts'
import { rowsPending } from './rules-accept.ts'
import { describeGate } from './rules-sign.ts'
import type { Rule } from './ruling.ts'
import { scopeTexts } from './scope-texts.ts'
import { gates, partAt, planTitles } from './stages.ts'
import { texts } from './texts.ts'
import { waiverTexts } from './waiver-texts.ts'

export const answerHelp: Rule = (_release, _command, asking) => {
  const entries = offeredCommands(asking.policies).map(name => {
    const command = commandAt(name)
    return { usage: command.usage, help: command.help, roles: command.roles }
  })
  return { changes: [], message: texts.help(entries) }
}

/** The commands that mean something on a branch with these policies. */
export function offeredCommands(policies: GatePolicies): readonly CommandName[] {
  return commandNames.filter(name => {
    const { gate } = commandAt(name)
    return gate === undefined || isAsked(gate, policies)
  })
}

/** What the release does or waits for now, in one sentence. */
export function waitingFor(release: Release, policies: GatePolicies, at: Date): Text {
  if (release.dropped) return planTexts.isDropped(release.dropped)
  const running = activeRun(release)
  if (running) return running.plan === 'undo' ? texts.runsUndo() : texts.runsPlan(planTitles[running.plan])
  if (isStuck(release)) return texts.waitsPerson()
  const part = partAt(release)
  if (!part) return texts.done()
  const closed = part.gates.filter(gate => !isOpen(release, gate, policies))
  if (closed.includes('status')) return waitsForStatus(release, at)
  // A waiver that has run out or was ended keeps what failed from being tried again.
  if (part.gates.includes('status') && checkState(release, at).state === 'open') return waitsForStatus(release, at)
  const retry = closed.length === 0 && part.plan ? waitsForRetry(release) : undefined
  if (part.plan && retry) return sayRetry(planTitles[part.plan], retry, retryCommand(release))
  // A run that has just ended, or one about to begin: its end is noted in a moment.
  if (closed.length === 0 && part.plan) return texts.runsPlan(planTitles[part.plan])
  // A policy that asks for less than it did has opened them meanwhile: whatever is said next moves the release on.
  if (closed.length === 0) return planTexts.opensByItself()
  const described = closed.map(describeGate)
  const pending = rowsPending(release.items).length
  const accepting = release.stage === 'scoping' && pending > 0 ? [scopeTexts.waitingRows(pending)] : []
  const waits = texts.waitsForGate(listed([...accepting, ...described]))
  return release.withdrawn ? texts.withdrawnWaits(waits) : waits
}

/** What the gate behind the self-check waits for. */
function waitsForStatus(release: Release, at: Date): Text {
  const check = checkState(release, at)
  switch (check.state) {
    case 'stale':
      return waiverTexts.stale(check.saw, release.revision)
    case 'open':
      return texts.waitsFindings(remainingFindings(release, at).length)
    case 'partial':
      return waiverTexts.waitsRest()
    // What was found is settled or waived: a person says so by the command of the gate.
    case 'passable':
      return texts.waitsForGate(describeGate('status'))
    case 'none':
      return texts.needsNewCheck()
  }
}

function sayRetry(plan: Text, run: PlanRun, command: string): Text {
  if (run.state !== 'blocked') return texts.waitsRetry(plan, run.state === 'failed' ? 'failed' : 'cancelled', command)
  return texts.waitsMending(plan, run.findings.filter(f => f.blocking).length, command)
}

/** What tries the plan again that failed where the release stands. */
export function retryCommand(release: Release): string {
  if (release.stage === 'verifying' && release.part === 0) return '/get-requires'
  const own = partAt(release)?.gates[0]
  return own ? gates[own].command : '/check-ok'
}
