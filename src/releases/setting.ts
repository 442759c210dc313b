// What sentences about a release need to know of its branch: who holds which role, what time it is there, what its
// plans do. Pure.

import { type Holders, loginsOfHolders, type Role } from '../accounts/index.ts'
import type { Plan } from '../flow/index.ts'
import { sameInBoth, type Text } from '../lib/text.ts'
import type { BranchPolicy } from './policy.ts'
import type { PlanName } from './stages.ts'

/** Who holds a role, by the logins they are mentioned with. */
export type People = Partial<Readonly<Record<Role, readonly string[]>>>

export interface Setting {
  readonly people: People
  /** IANA name. */
  readonly timezone: string
  /** Titles of the steps of each plan. */
  readonly steps: Partial<Readonly<Record<PlanName, readonly Text[]>>>
}

export const noSetting: Setting = { people: {}, timezone: 'UTC', steps: {} }

export function settingOf(
  holders: Holders,
  { timezone }: Pick<BranchPolicy, 'timezone'>,
  plans: ReadonlyMap<string, Plan>,
): Setting {
  const steps = [...plans].map(([name, plan]) => [name, plan.steps.map(s => s.title ?? sameInBoth(s.name))])
  return { people: loginsOfHolders(holders), timezone, steps: Object.fromEntries(steps) }
}
