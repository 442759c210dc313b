// The plans of a release by name.

import { type Plan, plan } from '../../flow/index.ts'
import type { PlanName } from '../stages.ts'
import { stepTitles } from '../step-titles.ts'
import { announcePlan } from './announce.ts'
import { collectPlan } from './collect.ts'
import type { PlanDeps } from './deps.ts'
import { handOverPlan } from './hand-over.ts'
import { publishPlan } from './publish.ts'
import { selfCheckPlan } from './self-check.ts'
import { withWaivers } from './with-waivers.ts'

export type { PlanDeps } from './deps.ts'

export function releasePlans(deps: PlanDeps): Readonly<Record<PlanName, Plan>> {
  return {
    collect: titled(collectPlan(deps)),
    'self-check': titled(withWaivers(deps, selfCheckPlan(deps))),
    'hand-over': titled(handOverPlan(deps)),
    publish: titled(publishPlan(deps)),
    announce: titled(announcePlan(deps)),
  }
}

function titled({ name, steps }: Plan): Plan {
  return plan(
    name,
    steps.map(step => ({ ...step, title: stepTitles[step.name] })),
  )
}
