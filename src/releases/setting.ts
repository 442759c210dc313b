// What sentences about a release need to know of its branch: who holds which role, what time it is there, what its
// plans do. Pure.

import type { Role } from '../accounts/index.ts'
import type { Plan } from '../flow/index.ts'
import { type Text, text } from '../lib/text.ts'
import type { BranchPolicy, ReleasesPolicy } from './policy.ts'
import type { PlanName } from './stages.ts'

/** Who holds a role by the configuration, as people are called; roles granted by hand are not among them. */
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
  policy: ReleasesPolicy,
  branch: Pick<BranchPolicy, 'name' | 'timezone'>,
  plans: ReadonlyMap<string, Plan>,
): Setting {
  const lists = policy.roles.branches[branch.name] ?? {}
  const people = Object.entries(lists).map(([role, logins]) => [role, logins.map(nameOf)])
  const steps = [...plans].map(([name, plan]) => [name, plan.steps.map(s => s.title ?? text(s.name, s.name))])
  return { people: Object.fromEntries(people), timezone: branch.timezone, steps: Object.fromEntries(steps) }
}

/** A login may be written `forge:name`. */
function nameOf(login: string): string {
  return login.slice(login.lastIndexOf(':') + 1)
}
