// Step `collect-packages`: fetches what was built for every package of the scope, checks each RPM before anything else
// sees it, and notes which bytes the release is made of.

import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type AnyStep, step } from '../../flow/index.ts'
import { safeJoin } from '../../lib/guard.ts'
import type { BuildService, BuiltRpm } from '../../ports/index.ts'
import { ingestRpms, isBadRpm, type PooledRpm, runsOn, SOURCE } from '../../repos/index.ts'
import { formatNevra, isSourceRpm } from '../../rpm/nevra.ts'
import { packagesInScope } from '../model.ts'
import { readPackages, replacePackages } from '../package-store.ts'
import type { BranchPolicy, Family } from '../policy.ts'
import type { PlanInput } from '../submit.ts'
import { texts } from '../texts.ts'
import { upgradeTexts } from '../upgrade-texts.ts'
import { type FindingJson, findingJson, type PlanDeps } from './deps.ts'
import { subjectOf } from './subject.ts'

type Former = { packages: PackageJson[] }
export type PackageJson = { sourcePackage: string; family: string; arch: string; file: string; sha256: string }
type Collected = { packages: PackageJson[]; findings: FindingJson[] }

export function collectPackages(deps: PlanDeps): AnyStep {
  return step<PlanInput, 'buildService', Former, Collected>({
    name: 'collect-packages',
    uses: ['buildService'],
    prepare: async c => ({ packages: [...(await readPackages(deps.db, c.input.release))] }),
    async start(c) {
      const { branch, release } = await subjectOf(deps, c.input)
      const wanted = packagesInScope(release.items)
      const collected = await collectBuilds(deps, c.ports.buildService, { branch, wanted, attempt: c.attempt })
      await replacePackages(deps.db, c.input.release, collected.packages)
      await c.progress(texts.collectedRpms(new Set(collected.packages.map(p => p.sha256)).size))
      return collected
    },
    findings: handle => handle.findings,
    undo: async (c, former) => await replacePackages(deps.db, c.input.release, former.packages),
  })
}

/** Fetches the newest builds of source packages into the pool, each checked before anything else sees it. */
export async function collectBuilds(
  deps: PlanDeps,
  buildService: BuildService,
  { branch, wanted, attempt }: { branch: BranchPolicy; wanted: readonly string[]; attempt: string },
): Promise<Collected> {
  const collected: Collected = { packages: [], findings: [] }
  if (wanted.length === 0) return collected
  const scratch = join(deps.workDir, attempt)
  await mkdir(scratch, { recursive: true })
  const owners = await ownersOf(buildService, branch)
  for (const sourcePackage of wanted) {
    const owner = owners.find(o => o.packages.includes(sourcePackage)) ?? owners[0]
    if (!owner) continue
    const from = { sourcePackage, ...owner, scratch: safeJoin(scratch, sourcePackage) }
    await collectOne(deps, buildService, { branch, from, into: collected })
  }
  await rm(scratch, { recursive: true, force: true })
  return collected
}

export interface Owner {
  readonly family: Family
  readonly project: string
  readonly packages: readonly string[]
}

/** The build projects of a branch with what they build, in the order that decides a package's family. */
export async function ownersOf(buildService: BuildService, branch: BranchPolicy): Promise<Owner[]> {
  const owners: Owner[] = []
  for (const family of ['standard', 'EPOL'] as const) {
    const project = branch.projects[family]
    if (project) owners.push({ family, project, packages: await buildService.listPackages(project) })
  }
  return owners
}

interface Collecting {
  readonly branch: BranchPolicy
  readonly from: {
    readonly sourcePackage: string
    readonly family: Family
    readonly project: string
    readonly scratch: string
  }
  readonly into: Collected
}

async function collectOne(
  deps: PlanDeps,
  buildService: BuildService,
  { branch, from, into }: Collecting,
): Promise<void> {
  const { sourcePackage, project, family } = from
  const arches = [...branch.arches]
  const rpms = await buildService.listRpms({ project, sourcePackage, arches })
  const tell = (code: string, message: FindingJson['message'], blocking: boolean, subject = sourcePackage) =>
    into.findings.push(findingJson({ code, subject, message, blocking }))
  if (!rpms.some(r => r.builtFor !== SOURCE)) {
    tell('not-built', texts.notBuilt(sourcePackage, project), true)
    return
  }
  const fetched: { rpm: BuiltRpm; path: string }[] = []
  for (const rpm of rpms) {
    const folder = safeJoin(from.scratch, rpm.builtFor)
    await mkdir(folder, { recursive: true })
    const path = safeJoin(folder, rpm.file)
    await buildService.fetchRpm({ project, sourcePackage, rpm, to: path })
    fetched.push({ rpm, path })
  }
  const answers = await ingestRpms(
    deps,
    fetched.map(f => ({ file: f.path, sourcePackage })),
  )
  for (const [i, answer] of answers.entries()) {
    const at = fetched[i]
    if (!at) continue
    if (isBadRpm(answer)) {
      tell(answer.code, answer.detail, true, at.rpm.file)
      continue
    }
    if (!isBuiltFor(answer, at.rpm.builtFor)) {
      tell('wrong-arch', upgradeTexts.wrongArch(formatNevra(answer.nevra), at.rpm.builtFor), true, at.rpm.file)
      continue
    }
    if (branch.dist && !answer.nevra.release.split('.').includes(branch.dist)) {
      const nevra = formatNevra(answer.nevra)
      tell('wrong-dist', upgradeTexts.wrongDist(nevra, branch.dist), true, nevra)
    }
    for (const arch of archesOf(at.rpm, rpms, branch.arches)) {
      into.packages.push({ sourcePackage, family, arch, file: answer.file, sha256: answer.sha256 })
    }
  }
  // Where specs are known the version check tells it, and knows for which architectures a package is meant.
  if (deps.policy.forge.specs) return
  // What was built and is bad has been told already.
  const builtFor = new Set(rpms.flatMap(rpm => archesOf(rpm, rpms, branch.arches)))
  for (const arch of branch.arches.filter(a => !builtFor.has(a))) {
    tell('not-built-for', texts.notBuiltFor(sourcePackage, arch), false)
  }
}

/** Whether an RPM belongs among the builds it was found in: else it would be offered to nobody, and nobody told. */
function isBuiltFor({ nevra }: PooledRpm, builtFor: string): boolean {
  return isSourceRpm(nevra) || (builtFor !== SOURCE && runsOn(nevra.arch, builtFor))
}

/** Where one RPM stands: where it was built for, and a noarch one also wherever no other of its name was built. */
function archesOf(rpm: BuiltRpm, all: readonly BuiltRpm[], arches: readonly string[]): string[] {
  if (rpm.builtFor === SOURCE) return [SOURCE]
  if (!rpm.file.endsWith('.noarch.rpm')) return [rpm.builtFor]
  const builtFor = (arch: string) => all.some(r => r.file === rpm.file && r.builtFor === arch)
  const first = arches.find(builtFor)
  return arches.filter(arch => arch === rpm.builtFor || (rpm.builtFor === first && !builtFor(arch)))
}
