// Takes over what lay in a branch's published repositories before Slipway kept them, so that every repository is there
// from the first day and withdrawing never takes away what others had published. A doer.

import { isRefusal, RefusedError } from '../lib/errors.ts'
import type { Ports } from '../ports/index.ts'
import { adoptBaseline, directoriesFor, releaseDirectory } from '../repos/index.ts'
import type { PlanDeps } from './plans/deps.ts'
import type { Family } from './policy.ts'
import { releaseTree } from './trees.ts'

/** For every branch; done once, nothing happens again. Only while no run can write the trees. */
export async function adoptBaselines(deps: PlanDeps & { readonly ports: Pick<Ports, 'repoHost'> }): Promise<void> {
  for (const branch of deps.policy.branches) {
    const families = Object.keys(branch.projects) as Family[]
    const directories = directoriesFor(releaseDirectory, families, branch.arches)
    const baseline = { tree: releaseTree(branch.name), directory: branch.baseline, directories }
    const writer = { ...deps, repoHost: deps.ports.repoHost }
    const adopted = await adoptBaseline(writer, baseline, { attempt: `baseline.${branch.name}`, run: 'baseline' })
    if (isRefusal(adopted)) throw new RefusedError(adopted)
  }
}
