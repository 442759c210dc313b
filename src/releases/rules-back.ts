// Rules of going back: /rollback undoes the latest plan, /withdraw everything since publishing (design §4).

import type { RunState } from '../flow/index.ts'
import { refuse } from '../lib/errors.ts'
import { entry, lines, type Text } from '../lib/text.ts'
import { type GatePolicies, isAsked } from './advance.ts'
import { commands } from './commands.ts'
import { activeRun, type PlanRun, type Position, type Release } from './model.ts'
import type { ParsedCommand } from './parse.ts'
import { planTexts } from './plan-texts.ts'
import type { Rule } from './ruling.ts'
import { earlier, gatesFrom, nearestGate, orderOf, planTitles, stageAt } from './stages.ts'
import { texts } from './texts.ts'

const MAX_REASON = 500

/** States of a run whose effects are still there. */
const standing: readonly RunState[] = ['done', 'blocked', 'stuck']

export const goBack: Rule = (release, command, asking) => {
  const running = activeRun(release)
  if (running && running.plan !== 'undo') {
    const to = backTo(release, running, asking.policies)
    return {
      changes: [
        { kind: 'cancel-run', run: running.run },
        { kind: 'withdraw-sign-offs', gates: gatesFrom(to) },
        { kind: 'move', to },
      ],
      message: texts.cancelling(planTitles[running.plan], stageAt(to.stage).title),
    }
  }
  const newest = standingRuns(release)[0]
  if (!newest || newest.plan === 'undo') return refuse('nothing-to-undo', texts.nothingToUndo())
  const unpublishes = newest.plan === 'publish'
  const needed = unpublishes ? stillNeeded(command, asking.facts.needs) : undefined
  if (needed) return needed
  const targets = standingRuns(release).filter(r => r.plan === newest.plan)
  // Fetched or checked again, the plan began where its oldest run stands.
  const to = backTo(release, targets.at(-1) ?? newest, asking.policies)
  return {
    changes: [
      {
        kind: 'start-undo',
        targets: targets.map(r => r.run),
        // Only what users could have seen was withdrawn: a publication that got stuck on its way never was out.
        pending: { ...to, withdrawn: release.withdrawn || (unpublishes && orderOf(release) > orderOf(newest)) },
      },
    ],
    message: texts.rollingBack(planTitles[newest.plan], stageAt(to.stage).title),
  }
}

export const withdraw: Rule = (release, command, asking) => {
  const targets = standingRuns(release).filter(r => r.plan === 'announce' || r.plan === 'publish')
  if (!targets.some(r => r.plan === 'publish')) return refuse('not-published', texts.notPublished())
  const needed = stillNeeded(command, asking.facts.needs)
  if (needed) return needed
  return {
    changes: [
      {
        kind: 'start-undo',
        targets: targets.map(r => r.run),
        pending: { stage: 'reviewing', part: 0, withdrawn: true },
      },
    ],
    message: texts.withdrawing(),
  }
}

/** Takes a plan back before anything was done for it; later only a roll-back helps. */
export const dropPlan: Rule = (release, command) => {
  const because = command.rest.trim().slice(0, MAX_REASON)
  if (because === '') return refuse('wrong-usage', texts.wrongUsage(commands.drop.usage))
  if (standingRuns(release).length > 0) return refuse('wrong-stage', planTexts.begunAlready())
  return { changes: [{ kind: 'drop', because }], message: planTexts.dropped(release.id) }
}

/** The gate before a plan; a release that a changed scope has taken further back stays there: back is never forward. */
function backTo({ stage, part }: Release, run: PlanRun, policies: GatePolicies): Position {
  const gate = nearestGate(run, name => isAsked(name, policies))
  return earlier(gate, { stage, part })
}

/** Runs whose effects stand, newest first. */
function standingRuns(release: Release): readonly PlanRun[] {
  return release.runs.filter(r => r.plan !== 'undo' && standing.includes(r.state))
}

/** Whether a command that goes back would take packages from users: only then it matters who needs them. */
export function wouldUnpublish(release: Release, command: 'rollback' | 'withdraw'): boolean {
  if (activeRun(release)) return false
  const standing = standingRuns(release)
  return command === 'withdraw' ? standing.some(r => r.plan === 'publish') : standing[0]?.plan === 'publish'
}

function stillNeeded(command: ParsedCommand, needs: readonly Text[]) {
  if (needs.length === 0 || command.args.some(word => word.toLowerCase() === 'anyway')) return undefined
  const list = lines(needs.map(entry))
  return refuse('still-needed', texts.stillNeeded(list, command.name))
}
