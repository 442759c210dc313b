// Step `dependency-check`: whether the packages of a release hold together with what users have.

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type AnyStep, step } from '../../flow/index.ts'
import { dependencyCheck, isSourceRpm, privateRepository } from '../../repos/index.ts'
import type { PlanInput } from '../submit.ts'
import { texts } from '../texts.ts'
import { dependencyFindings } from './check-findings.ts'
import type { FindingJson, PlanDeps } from './deps.ts'
import { baseOf, publishedOf, subjectOf } from './subject.ts'

type Checked = { findings: FindingJson[] }

export function dependencyStep(deps: PlanDeps): AnyStep {
  return step<PlanInput, 'repoHost', null, Checked>({
    name: 'dependency-check',
    uses: ['repoHost'],
    async start(c) {
      const { branch, built } = await subjectOf(deps, c.input)
      const published = await publishedOf(deps, c.ports.repoHost, branch)
      const findings: FindingJson[] = []
      for (const arch of branch.arches) {
        await c.progress(texts.checkingArch(arch))
        const here = built.filter(b => b.arches.includes(arch) || isSourceRpm(b.rpm.nevra))
        if (here.every(b => isSourceRpm(b.rpm.nevra))) continue
        const workDir = join(deps.workDir, `${c.attempt}.${arch}`)
        const update = await privateRepository(
          { ...deps, workDir },
          here.map(b => b.rpm),
        )
        const base = [...baseOf(branch, arch), ...published(arch)]
        const { programs } = deps
        const verdict = await dependencyCheck({ arch, base, update: [update] }, { programs, signal: c.signal })
        findings.push(...dependencyFindings(verdict, arch))
        await rm(workDir, { recursive: true, force: true })
      }
      return { findings }
    },
    findings: handle => handle.findings,
    // Reads only: what it found stays on the record of its run.
    undo: async () => undefined,
  })
}
