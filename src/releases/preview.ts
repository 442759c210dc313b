// What commands would do: decided on the present state as `submit` would, each after those before it, and not written.
// A doer, since deciding may need facts from outside.

import type { Actor } from '../accounts/index.ts'
import { isRefusal } from '../lib/errors.ts'
import { apply } from './advance.ts'
import { decide, outcomeOf } from './decide.ts'
import { type FactsDeps, lookUp } from './facts.ts'
import { parseCommands } from './parse.ts'
import { branchOf } from './policy.ts'
import { loadRelease } from './store.ts'
import { askingOf } from './submit.ts'
import type { CommandOutcome } from './view.ts'

/** One outcome per command of the text, none of which has happened; undefined when there is no such release. */
export async function previewCommands(
  deps: FactsDeps,
  order: { release: string; text: string; actor: Actor },
): Promise<readonly CommandOutcome[] | undefined> {
  let release = await loadRelease(deps.db, order.release)
  const branch = release && branchOf(deps.policy, release.branch)
  if (!release || !branch) return undefined
  const outcomes: CommandOutcome[] = []
  for (const command of parseCommands(order.text)) {
    const { facts, failed } = await lookUp(deps, release, command)
    const asking = await askingOf(deps, deps.db, { actor: order.actor, branch, facts })
    const decision = failed ?? decide(release, command, asking)
    outcomes.push(outcomeOf(command, decision))
    if (isRefusal(decision)) continue
    for (const change of decision.changes) release = apply(release, change, asking)
  }
  return outcomes
}
