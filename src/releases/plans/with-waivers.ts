// Lets the waivers of a branch hold for what the steps of a self-check find: what is waived does not block, and says so.
// Which waivers held is noted with the step's result, so that its findings stay what they were.

import { type AnyStep, type Plan, plan } from '../../flow/index.ts'
import type { PlanInput } from '../submit.ts'
import { markWaived, type NotedWaiver, notedWaiver } from '../waiver.ts'
import { readWaivers } from '../waiver-store.ts'
import type { PlanDeps } from './deps.ts'

/** The step's own result with what held when it ended; absent in results of a time before there were waivers. */
type Result = { readonly waivers?: readonly NotedWaiver[] }

export function withWaivers(deps: Pick<PlanDeps, 'db' | 'clock'>, { name, steps }: Plan): Plan {
  return plan(
    name,
    steps.map(step => waivable(deps, step)),
  )
}

/** A step without findings stays as it is. */
function waivable({ db, clock }: Pick<PlanDeps, 'db' | 'clock'>, step: AnyStep): AnyStep {
  const { findings } = step
  if (!findings) return step
  return {
    ...step,
    async start(c, intent) {
      const result = (await step.start(c, intent)) as Result
      const { branch } = c.input as PlanInput
      const now = clock.now()
      const waivers = (await readWaivers(db, branch)).filter(w => w.expiresAt > now)
      const noted = waivers.map(notedWaiver)
      return { ...result, waivers: noted }
    },
    findings: result => markWaived(findings(result), (result as Result | null)?.waivers ?? []),
  }
}
