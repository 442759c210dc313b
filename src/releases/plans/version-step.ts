// Step `version-check`: the versions of specs against those of the builds. What it finds blocks like a missing
// dependency, and stands in the table of the release.

import { type AnyStep, step } from '../../flow/index.ts'
import { packagesInScope } from '../model.ts'
import { holdRelease } from '../store.ts'
import type { PlanInput } from '../submit.ts'
import { versionRows } from '../version-check.ts'
import { versionFindings } from '../version-findings.ts'
import { keepVersions } from '../version-store.ts'
import { versionTexts } from '../version-texts.ts'
import { lookUpVersions } from '../versions.ts'
import { type FindingJson, findingJson, type PlanDeps } from './deps.ts'
import { subjectOf } from './subject.ts'

type Checked = { findings: FindingJson[] }

export function versionStep(deps: PlanDeps): AnyStep {
  return step<PlanInput, 'forge' | 'buildService', null, Checked>({
    name: 'version-check',
    uses: ['forge', 'buildService'],
    async start(c) {
      const owner = deps.policy.forge.specs?.owner
      if (owner === undefined) {
        const message = versionTexts.noPlace()
        await c.progress(message)
        return { findings: [findingJson({ code: 'versions-not-checked', subject: '', message, blocking: false })] }
      }
      const { release, branch } = await subjectOf(deps, c.input)
      const names = packagesInScope(release.items)
      await c.progress(versionTexts.checking(names.length))
      const began = deps.clock.now().toISOString()
      const facts = await lookUpVersions({ ...deps, ports: c.ports }, names, { branch, owner })
      const rows = versionRows({ revision: release.revision, packages: facts })
      const at = deps.clock.now()
      await deps.db.transaction().execute(async tx => {
        // Somebody may refresh the same packages by a comment meanwhile.
        await holdRelease(tx, release.id)
        await keepVersions(tx, release.id, { packages: names, rows, began }, at)
      })
      return { findings: versionFindings(rows, facts).map(findingJson) }
    },
    findings: handle => handle.findings,
    // What was seen stays seen: the next look takes its place.
    undo: async () => undefined,
  })
}
