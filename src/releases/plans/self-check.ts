// Plan `self-check` (开发自验): collects the builds, checks versions and dependencies, publishes the test repository,
// checks that every package installs. Findings are data; only when both checks are clean is the test repository touched.

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Plan, plan, step } from '../../flow/index.ts'
import { isRefusal, RefusedError } from '../../lib/errors.ts'
import {
  applyChange,
  type ChangeIntent,
  installCheck,
  prepareChange,
  type RepoSource,
  testDirectory,
  undoChange,
} from '../../repos/index.ts'
import type { Family } from '../policy.ts'
import type { PlanInput } from '../submit.ts'
import { texts } from '../texts.ts'
import { testTree } from '../trees.ts'
import { installFindings } from './check-findings.ts'
import { collectPackages } from './collect-packages.ts'
import { dependencyStep } from './dependency-step.ts'
import type { FindingJson, PlanDeps } from './deps.ts'
import { diffStep } from './diff-step.ts'
import { reportProblemsStep } from './report-problems.ts'
import { baseOf, placed, publishedOf, subjectOf } from './subject.ts'
import { upgradeStep } from './upgrade-step.ts'
import { versionStep } from './version-step.ts'

type Checked = { findings: FindingJson[] }

export function selfCheckPlan(deps: PlanDeps): Plan {
  return plan('self-check', [
    collectPackages(deps),
    dependencyStep(deps),
    // Behind it: what came along is looked at too.
    versionStep(deps),
    upgradeStep(deps),
    step<PlanInput, 'repoHost', ChangeIntent, number>({
      name: 'test-repository',
      uses: ['repoHost'],
      needsClean: true,
      writes: input => testTree(input.branch),
      async prepare(c) {
        const { branch, built, directory } = await subjectOf(deps, c.input)
        const place = (family: Family, arch: string) => testDirectory(directory, family, arch)
        const change = { kind: 'add' as const, release: c.input.release, ...placed(branch, built, place) }
        const reader = { db: deps.db, repoHost: c.ports.repoHost, clock: deps.clock }
        const intent = await prepareChange(reader, { tree: testTree(branch.name), change })
        if (isRefusal(intent)) throw new RefusedError(intent)
        return intent
      },
      start: async (c, intent) => (await applyChange({ ...deps, repoHost: c.ports.repoHost }, intent, c)).version,
      undo: async (c, intent) => {
        await undoChange({ ...deps, repoHost: c.ports.repoHost }, intent, c)
      },
    }),
    step<PlanInput, 'repoHost', null, Checked>({
      name: 'install-check',
      uses: ['repoHost'],
      needsClean: true,
      async start(c) {
        const { branch, built, directory } = await subjectOf(deps, c.input)
        const tree = testTree(branch.name)
        const version = (await c.ports.repoHost.head(tree)) ?? 0
        const root = c.ports.repoHost.versionPath(tree, version)
        const published = await publishedOf(deps, c.ports.repoHost, branch)
        const findings: FindingJson[] = []
        for (const arch of branch.arches) {
          await c.progress(texts.checkingArch(arch))
          const here = built.filter(b => b.arches.includes(arch))
          if (here.length === 0) continue
          const families = [...new Set(here.map(b => b.family))]
          const update = families.map(family =>
            localRepository(`update-${family}`, join(root, testDirectory(directory, family, arch))),
          )
          const packages = here.map(b => b.rpm.nevra)
          const workDir = join(deps.workDir, `${c.attempt}.${arch}`)
          const found = await installCheck(
            { ...deps, workDir },
            { arch, base: [...baseOf(branch, arch), ...published(arch)], update, packages, signal: c.signal },
          )
          findings.push(...installFindings(found, arch))
          await rm(workDir, { recursive: true, force: true })
        }
        return { findings }
      },
      findings: handle => handle.findings,
      undo: async () => undefined,
    }),
    reportProblemsStep(deps),
    diffStep(deps),
  ])
}

function localRepository(id: string, path: string): RepoSource {
  return { id, url: `file://${path}` }
}
