// The plans of a release by name.

import type { Plan } from '../../flow/index.ts'
import type { PlanName } from '../stages.ts'
import { announcePlan } from './announce.ts'
import { collectPlan } from './collect.ts'
import type { PlanDeps } from './deps.ts'
import { handOverPlan } from './hand-over.ts'
import { publishPlan } from './publish.ts'
import { selfCheckPlan } from './self-check.ts'

export type { PlanDeps } from './deps.ts'

export function releasePlans(deps: PlanDeps): Readonly<Record<PlanName, Plan>> {
  return {
    collect: collectPlan(deps),
    'self-check': selfCheckPlan(deps),
    'hand-over': handOverPlan(deps),
    publish: publishPlan(deps),
    announce: announcePlan(deps),
  }
}
