// Step `upgrade-path`: whether the packages of the update are higher than what users have, on its branch and on those
// from and to which they upgrade. Reads only.

import { type AnyStep, type Finding, step } from '../../flow/index.ts'
import { asLookup, SOURCE } from '../../repos/index.ts'
import { isSourceRpm } from '../../rpm/nevra.ts'
import { packagesByName } from '../../rpm/same-package.ts'
import { builtPackages } from '../drafts.ts'
import { type BranchPolicy, earlierBranches, laterBranches } from '../policy.ts'
import { listReleaseIds } from '../store.ts'
import type { PlanInput } from '../submit.ts'
import { againstUsers, alongPaths, type Offer, type Offers, told } from '../upgrade-path.ts'
import { upgradeTexts } from '../upgrade-texts.ts'
import type { StageName } from '../view.ts'
import { type FindingJson, findingJson, type PlanDeps } from './deps.ts'
import { subjectOf } from './subject.ts'
import { packagesUsersHave } from './users-have.ts'

/** Past scoping, and not out yet: what they hold is on its way to users. */
const ON_THEIR_WAY: readonly StageName[] = ['verifying', 'testing', 'reviewing', 'publishing']

export function upgradeStep(deps: PlanDeps): AnyStep {
  return step<PlanInput, never, null, { findings: FindingJson[] }>({
    name: 'upgrade-path',
    uses: [],
    async start(c) {
      const { branch, built } = await subjectOf(deps, c.input)
      const { branches } = deps.policy
      const found: Finding[] = []
      const planned = new Map<BranchPolicy, readonly Planned[]>()
      for (const other of laterBranches(branches, branch)) planned.set(other, await plannedOn(deps, other))
      for (const arch of [...branch.arches, SOURCE]) {
        const here = built.filter(b => (arch === SOURCE ? isSourceRpm(b.rpm.nevra) : b.arches.includes(arch)))
        const update = here.map(b => ({ nevra: b.rpm.nevra, from: b.rpm.sourceName, sha256: b.rpm.sha256 }))
        if (update.length === 0) continue
        const names = new Set(update.map(p => p.nevra.name))
        const offersOf = async (other: BranchPolicy): Promise<Offers> => {
          if (other !== branch && arch !== SOURCE && !other.arches.includes(arch)) return new Map()
          await c.progress(upgradeTexts.checking(other.name, arch))
          const had = await packagesUsersHave(deps, { branch: other, arch, names, signal: c.signal }).catch(asLookup)
          return packagesByName(had.filter(p => p.from !== c.input.release))
        }
        const users = await offersOf(branch)
        found.push(...againstUsers(update, users))
        const later = laterBranches(branches, branch).map(async other => ({
          branch: other.name,
          offers: await offersOf(other),
          planned: packagesByName((planned.get(other) ?? []).filter(p => p.arches.includes(arch))),
        }))
        const earlier = earlierBranches(branches, branch).map(async other => ({
          branch: other.name,
          offers: await offersOf(other),
        }))
        // All of them are awaited at once: a failure that nobody awaits would end the server.
        const [after, before] = await Promise.all([Promise.all(later), Promise.all(earlier)])
        const paths = { later: after, earlier: before }
        found.push(...alongPaths({ update, users, ...paths, blocks: branch.upgradePath !== 'warn' }))
      }
      return { findings: told(found).map(findingJson) }
    },
    findings: handle => handle.findings,
    // Reads only: what it found stays on the record of its run.
    undo: async () => undefined,
  })
}

type Planned = Offer & { readonly arches: readonly string[] }

/** What the open releases of a branch have collected, each from its release, and for which architectures. */
async function plannedOn(deps: PlanDeps, { name }: BranchPolicy): Promise<Planned[]> {
  const found: Planned[] = []
  for (const stage of ON_THEIR_WAY) {
    for (const { id, withdrawn } of await listReleaseIds(deps.db, { branch: name, stage, limit: 100 })) {
      // It waits for its review again, and may never come.
      if (withdrawn) continue
      for (const { rpm, arches } of await builtPackages(deps.db, id)) {
        const on = isSourceRpm(rpm.nevra) ? [SOURCE] : arches
        found.push({ nevra: rpm.nevra, from: id, sha256: rpm.sha256, arches: on })
      }
    }
  }
  return found
}
