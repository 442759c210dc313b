// What the users of a branch have of some packages: its base, and what was published since.

import { type HeldPackage, heldInRepositories, heldInTree, releaseDirectory, SOURCE } from '../../repos/index.ts'
import type { BranchPolicy } from '../policy.ts'
import { releaseTree } from '../trees.ts'
import type { PlanDeps } from './deps.ts'
import { baseOf } from './subject.ts'

export interface WantedPackages {
  readonly branch: BranchPolicy
  /** A machine's, or `source`: of source packages only what was published is known. */
  readonly arch: string
  readonly names: ReadonlySet<string>
  readonly signal: AbortSignal
}

/** Throws RefusedError for a base repository that is none, ExternalError for one that does not answer. */
export async function packagesUsersHave(
  deps: Pick<PlanDeps, 'db' | 'poolDir' | 'programs'>,
  { branch, arch, names, signal }: WantedPackages,
): Promise<HeldPackage[]> {
  const isWanted = ({ name }: { readonly name: string }) => names.has(name)
  const directories = (['standard', 'EPOL'] as const).map(family => releaseDirectory(family, arch))
  const published = await heldInTree(deps, releaseTree(branch.name), directories)
  const base = arch === SOURCE ? [] : baseOf(branch, arch)
  const needs = { programs: deps.programs, signal }
  const found = await heldInRepositories(base, needs, isWanted)
  return [...found, ...published.filter(p => isWanted(p.nevra))]
}
